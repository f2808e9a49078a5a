# SPDX-License-Identifier: Apache-2.0
"""Conversions from standard input and to standard output."""

from __future__ import annotations

import os
import stat
import tempfile

from instar.errors import LimitError, UsageError
from instar.ops.convert import Converter
from instar.ops.reading import read, subject
from instar.options.source import Source, find_driver
from instar.record import replace
from instar.sandbox.errors import DiskError
from instar.sandbox.filesystem import free
from instar.sandbox.sinks import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from instar.generated.messages import Opened
    from instar.generated.profiles import Profile
    from instar.ops.conversion import Question
    from instar.ops.run import Runner

INPUT, OUTPUT = "standard input", "standard output"
_PIECE = 1 << 20
_ZEROS = bytes(_PIECE)


# --- in ---


def spool(fd: int, driver: str | None, profile: Profile) -> Source:
    """The image that comes from a descriptor. Images are read in any order, and more than once, so
    what is no file is copied into one without a name, as far as there is room for it.
    """
    format = find_driver(driver, profile)
    if stat.S_ISREG(os.fstat(fd).st_mode):
        return Source(INPUT, INPUT, format, fd=fd)
    folder = tempfile.gettempdir()
    room = free(folder)
    kept = os.open(folder, os.O_RDWR | os.O_TMPFILE | os.O_CLOEXEC, 0o600)
    length = 0
    while piece := os.read(fd, min(_PIECE, room - length + 1)):
        length += len(piece)
        if length > room:
            raise LimitError(
                f"{INPUT} has more than the {room} bytes that are free in {folder}; TMPDIR names"
                " another directory"
            )
        _write_all(kept, [memoryview(piece)])
    return Source(INPUT, INPUT, format, fd=kept)


# --- out ---


class Stream(Sink):
    """Bytes in ascending order into a descriptor, with zeros in between."""

    def __init__(self, kind: str, fd: int, on_done: Callable[[int], None]) -> None:
        super().__init__(kind)
        self._fd = fd
        self._on_done = on_done
        self.written = 0

    def write(self, buffers: Sequence[memoryview], start: int) -> None:
        """Take bytes, which are the next or come later."""
        length = sum(map(len, buffers))
        if start < self.written:
            raise self.refuse(length, start)
        self.fill(start)
        _write_all(self._fd, buffers)
        self.written += length
        self._on_done(self.written)

    def fill(self, end: int) -> None:
        """Zeros up to there."""
        while self.written < end:
            length = min(_PIECE, end - self.written)
            _write_all(self._fd, [memoryview(_ZEROS)[:length]])
            self.written += length


def convert(
    question: Question, fd: int, runner: Runner, on_progress: Callable[[int, int], None] | None
) -> tuple[str, ...]:
    """Write the new image to a descriptor. Returns the warnings.

    A raw one is written as it is read. Others are made in a temporary file first, as their tables,
    which come before the data, are known last.
    """
    try:
        return _convert(question, fd, runner, on_progress)
    except OSError as error:
        raise UsageError(f"Could not write to {OUTPUT}: {error.strerror}") from error


def _convert(
    question: Question, fd: int, runner: Runner, on_progress: Callable[[int, int], None] | None
) -> tuple[str, ...]:
    if question.format == "raw" and not (question.verify or question.salvage):
        return _convert_raw(question, fd, runner, on_progress)
    if any(setting.name == "data_file" for setting in question.settings):
        raise UsageError("an image of several files cannot be written to standard output")
    with tempfile.TemporaryDirectory(prefix="instar-") as folder:
        name = os.path.join(folder, "disk")
        found = Converter(replace(question, filename=name), runner).convert(on_progress)
        if os.listdir(folder) != ["disk"]:
            raise UsageError("an image of several files cannot be written to standard output")
        made = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
        try:
            while piece := os.read(made, _PIECE):
                _write_all(fd, [memoryview(piece)])
        finally:
            os.close(made)
    return (*found.warnings, *found.losses)


def _convert_raw(
    question: Question, fd: int, runner: Runner, on_progress: Callable[[int, int], None] | None
) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory(prefix="instar-") as folder:  # nothing comes into it
        name = os.path.join(folder, "disk")
        converter = Converter(replace(question, filename=name), runner)
    size, warnings = converter.size, list(converter.warnings)
    sizes: list[int] = []

    def tell(done: int) -> None:
        if on_progress is not None:
            on_progress(min(done, size), size)

    def opened(opened: Opened) -> None:
        sizes.append(opened.virtual_size)

    stream = Stream(runner.pool.kind, fd, tell)
    disk = stream.disk()
    assert disk.output is not None
    disk.output.limit, disk.output.rate = question.max_output, question.rate
    disk.name = OUTPUT
    sources = subject(question.sources, question.profile, question.access, question.secrets)
    try:
        read(
            sources,
            runner,
            disk,
            on_opened=opened,
            on_extents=lambda records: None,
            on_warning=warnings.append,
        )
        if not sizes or sizes[-1] > size or stream.written > size:
            raise LimitError(f"a source became longer than {size} bytes")
        stream.fill(size)
    except DiskError as error:
        if error.filename == OUTPUT:
            raise UsageError(error.reason) from error
        raise
    tell(size)
    return tuple(warnings)


def _write_all(fd: int, buffers: Sequence[memoryview]) -> None:
    for buffer in buffers:
        done = 0
        while done < len(buffer):
            done += os.write(fd, buffer[done:])
