# SPDX-License-Identifier: Apache-2.0
"""Progress as qemu-img prints it: shares of a hundred on stdout, each over the one before."""

from __future__ import annotations

import struct
import sys

_ALL = 100.0
_LEAST = 2.0
_SINGLE = struct.Struct("<f")


class Percent:
    """Prints where the work begins, each share, and a line break when it is left. With `ended_by`
    it prints the end too, of work that is done or fails so.
    """

    def __init__(self, *, wanted: bool, ended_by: type[Exception] | None = None) -> None:
        self.wanted = wanted
        self._ended_by = ended_by

    def _print(self, percent: float) -> None:
        if self.wanted:
            print(f"    ({percent:3.2f}/100%)", end="\r", flush=True)

    def show(self, done: int, total: int) -> None:
        """`done` of `total`."""
        self._print(_ALL * done / total if total else _ALL)

    def show_share(self, percent: float) -> None:
        """So many of a hundred."""
        self._print(percent)

    def end(self) -> None:
        """All is done."""
        self._print(_ALL)

    def begin(self) -> None:
        """Nothing is done yet."""
        self._print(0.0)

    def __enter__(self) -> Percent:
        self.begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, *reason: object) -> None:
        if self._ended_by is not None and (kind is None or issubclass(kind, self._ended_by)):
            self.end()
        self.leave()

    def leave(self) -> None:
        """Nothing more is shown."""
        if self.wanted:
            sys.stdout.write("\n")
            sys.stdout.flush()


class Steps:
    """The same for work that is reported in steps. Those are shown that come to more than two of a
    hundred. Shares are added up in single precision, as qemu-img does, since that decides
    which, and whether the last one is a hundred.
    """

    def __init__(self, percent: Percent) -> None:
        self._percent = percent
        self._shown = self._share = 0.0
        self._done = 0

    def reach(self, done: int, total: int) -> None:
        """A step that ends at `done`."""
        self.add(done - self._done, total)
        self._done = done

    def add(self, length: int, total: int) -> None:
        """A step of `length` of `total`."""
        step = _single(_single(_single(length) / _single(total)) * _ALL)
        self._share = min(_single(self._share + step), _ALL)
        if self._share > self._shown + _LEAST or self._share == _ALL:
            self._shown = self._share
            self._percent.show_share(self._share)


def _single(number: float) -> float:
    found: float = _SINGLE.unpack(_SINGLE.pack(number))[0]
    return found
