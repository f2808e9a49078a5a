# SPDX-License-Identifier: Apache-2.0
"""Progress for programs: one JSON object a line."""

from __future__ import annotations

import os

from instar.errors import UsageError
from instar.text import json_string

STDERR = 2


class ProgressLines:
    """Writes to a descriptor how far the work is. A reader that leaves does not end the work."""

    def __init__(self, fd: int, filename: str) -> None:
        try:
            os.fstat(fd)
        except OSError as error:
            raise UsageError(f"--progress-fd {fd}: {error.strerror}") from error
        self._fd = fd
        self._name = json_string(filename)
        self._is_read = True

    def show(self, done: int, total: int) -> None:
        """`done` of `total` bytes."""
        line = f'{{"filename": {self._name}, "done": {done}, "total": {total}}}\n'
        if not self._is_read:
            return
        try:
            os.write(self._fd, line.encode())
        except OSError:
            self._is_read = False
