# SPDX-License-Identifier: Apache-2.0
"""A progress bar on stderr, for work that takes long, on a terminal, and nowhere else."""

from __future__ import annotations

import sys
import time

# Work that is done sooner needs no bar.
_PATIENCE_S = 0.5
_REDRAW_S = 0.1
_WIDTH = 40


class Progress:
    """Shows how far the work is; draws nothing unless it is wanted and somebody can see it."""

    def __init__(self, *, wanted: bool) -> None:
        self._shown = self._wiped = False
        self._on = wanted and sys.stderr.isatty()
        self._next = time.monotonic() + _PATIENCE_S

    def show(self, done: int, total: int) -> None:
        """`done` of `total`."""
        if not self._on or not total:
            return
        now = time.monotonic()
        if now < self._next and not self._wiped:  # a bar that was there comes back at once
            return
        self._next = now + _REDRAW_S
        self._shown, self._wiped = True, False
        filled = min(done, total) * _WIDTH // total
        bar = "#" * filled + "." * (_WIDTH - filled)
        print(f"\r[{bar}] {100 * done / total:5.1f} %", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Wipe the bar, for other lines to be printed where it was."""
        if self._shown:
            print(f"\r{'':{_WIDTH + 12}}\r", end="", file=sys.stderr, flush=True)
            self._shown, self._wiped = False, True  # after it: an interrupt has it wiped again

    def end(self) -> None:
        """The work is done: leave no bar behind."""
        self.clear()
