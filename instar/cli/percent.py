# SPDX-License-Identifier: Apache-2.0
"""Progress as qemu-img prints it: shares of a hundred on stdout, each over the one before."""

from __future__ import annotations

import sys

_ALL = 100.0


class Percent:
    """Prints where the work begins, each share, and a line break when it is left."""

    def __init__(self, *, wanted: bool) -> None:
        self.wanted = wanted

    def _print(self, percent: float) -> None:
        if self.wanted:
            print(f"    ({percent:3.2f}/100%)", end="\r", flush=True)

    def show(self, done: int, total: int) -> None:
        """`done` of `total`."""
        self._print(_ALL * done / total if total else _ALL)

    def end(self) -> None:
        """All is done."""
        self._print(_ALL)

    def __enter__(self) -> Percent:
        self._print(0.0)
        return self

    def __exit__(self, *reason: object) -> None:
        if self.wanted:
            sys.stdout.write("\n")
            sys.stdout.flush()
