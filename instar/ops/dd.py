# SPDX-License-Identifier: Apache-2.0
"""`dd`: some blocks of a disk in a new image. It is a conversion that looks for no zeros."""

from __future__ import annotations

import errno
import os

from instar.errors import ImageError, UnknownFormat, UsageError
from instar.ops.conversion import Question
from instar.ops.convert import Converter
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.ops.conversion import Converted
    from instar.ops.run import Runner

_READING = "error while reading from input image file"


def ask(question: Question, runner: Runner, on_past: Callable[[], None]) -> Converted:
    """Copy the blocks. `on_past` hears that there are none, since more is skipped than there is."""
    _check_apart(question)
    try:
        converter = Converter(question, runner)
    except UnknownFormat as error:
        raise UnknownFormat("Unknown file format").with_warnings(error.warnings) from error
    try:
        found = converter.convert()
    except ImageError as error:
        if error.number:
            error.qemu = f"{_READING}: {os.strerror(errno.EIO)}"
        raise
    if converter.is_past:
        on_past()
    return found


def _check_apart(question: Question) -> None:
    """qemu-img empties a file that it is to read and write."""
    path = question.sources[0].path
    try:
        is_same = os.path.samefile(path, question.filename)
    except OSError:
        return
    if is_same:
        shown = printable(question.filename)
        raise UsageError(f"'{shown}' is both input and output; its data would be lost")
