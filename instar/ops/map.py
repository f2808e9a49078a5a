# SPDX-License-Identifier: Apache-2.0
"""`map`: which parts of a disk are where, from the first byte to the last."""

from __future__ import annotations

from instar.errors import LimitError, SandboxError
from instar.generated.map import (
    MAX_EXTENTS_DEFAULT,
    MAX_FILE_CELLS,
    MapConfig,
    MapError,
    MapFileCell,
    MapFlag,
)
from instar.generated.messages import MapResult, Opened
from instar.generated.profiles import DEFAULT
from instar.layout import extents
from instar.layout.cells import file_cells, num_cells
from instar.ops.access import Access, open_source
from instar.ops.run import Job, Runner
from instar.record import Record
from instar.widths import UINT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from instar.generated.profiles import Profile
    from instar.options.source import Source
    from instar.sandbox.disk import Disk
    from instar.secret import Secret

# How qemu-img begins an error that comes while it looks for runs.
_WALKING = "Could not read file metadata"
_TO_THE_END = UINT64_MAX


class Window(Record):
    """The part of the disk that is asked for. It is clipped to the disk."""

    start: int = 0
    length: int | None = None

    def on_disk(self, virtual_size: int) -> int:
        """Bytes of it on a disk of that size."""
        left = max(virtual_size - self.start, 0)
        return left if self.length is None else min(self.length, left)


class Question(Record, kw_only=True):
    """What is mapped, and how."""

    source: Source
    profile: Profile = DEFAULT
    access: Access = Access()
    window: Window = Window()
    human: bool = False
    """Whether what the human table does not show is left out."""
    secrets: Mapping[int, Secret] = {}
    """What keys are derived from, where `access` wants keys."""
    max_extents: int = MAX_EXTENTS_DEFAULT
    """Runs at most. A small image may have any number, since its tables may share what they name.
    """
    max_cells: int = 0
    """For a picture: of each cell, a run of each kind is heard of, and the cells are no more than
    these.
    """


class Hearing(Record):
    """Who hears what comes of a map while it runs."""

    batch: Callable[[extents.Batch], None]
    opened: Callable[[Opened], None] | None = None
    """Comes before all batches, when the image is open."""
    file: Callable[[Disk], None] | None = None
    """A file that runs may be in from now on. They count files in this order."""
    warning: Callable[[str], None] | None = None
    progress: Callable[[int, int], None] | None = None


def ask(question: Question, runner: Runner, hear: Hearing) -> MapResult:
    """Map a disk. Its runs are heard of as they are found."""
    batches = _Batches(question, hear)
    with open_source(question.source, question.profile, question.access) as disk:
        batches.attached(disk)
        outcome = runner.run(
            Job(
                operation="map",
                config=_config(question),
                disk=disk,
                secrets=question.secrets,
                shown=question.source.shown,
                profile=question.profile,
                access=question.access,
                walking=_WALKING,
                on_progress=hear.progress,
                on_extents=batches.take,
                on_opened=batches.open,
                on_warning=hear.warning,
                on_attach=batches.attached,
            )
        )
    if outcome.code == MapError.TOO_MANY:
        raise too_many(question.max_extents)
    if not isinstance(outcome.result, MapResult) or batches.opened is None:
        reason = "without an answer"
        if outcome.code:
            reason = f"with error {_error_name(outcome.code)}, {outcome.value}"
        raise SandboxError(f"the guest ended {reason}")
    if outcome.result.virtual_size != batches.opened.virtual_size:
        raise SandboxError("the guest says two sizes of one disk")
    batches.order.finish(outcome.result.virtual_size)
    if not batches.may_have_parts(outcome.result):
        raise SandboxError("the guest's picture of a file cannot be true")
    return outcome.result


def naming(names: list[str]) -> Callable[[Disk], None]:
    """What fills `names` with those of the files that runs count."""
    return lambda disk: names.append(disk.name)


def _order(question: Question) -> extents.Order:
    start, length = question.window.start, question.window.length
    end = _TO_THE_END if length is None else min(start + length, _TO_THE_END)
    return extents.Order(start, end, gaps=question.human)


def _config(question: Question) -> bytes:
    length = question.window.length
    return MapConfig(
        source=question.access.source_options(question.source, question.profile),
        start=question.window.start,
        length=_TO_THE_END if length is None else length,
        flags=_flags(question),
        max_extents=question.max_extents,
        max_cells=question.max_cells,
    ).pack()


def _flags(question: Question) -> int:
    profile = question.profile
    flags = (
        (MapFlag.HUMAN, question.human),
        (MapFlag.IGNORE_ALLOCATED, not profile.map_present),
        (MapFlag.IGNORE_COMPRESSED, not profile.map_compressed),
        (MapFlag.UNALLOCATED_UNKNOWN, not profile.map_unallocated_zero),
    )
    return sum(flag for flag, is_set in flags if is_set)


def _error_name(code: int) -> str:
    from instar.generated.enums import map as enums

    try:
        return enums.MapError(code).name.lower()
    except ValueError:
        return str(code)


def too_many(limit: int) -> LimitError:
    """The error of a map that does not end where it should."""
    return LimitError(f"the map was ended after {limit} runs, the most that max extents allows")


class _Batches:
    """Hands batches on that come as they must: once the image is open, whole records, in order, and
    no more of them than were asked for.
    """

    def __init__(self, question: Question, hear: Hearing) -> None:
        self._hear = hear
        self._lengths: list[int] = []
        self._max_depth = 0
        self._max_cells = question.max_cells
        self._window = question.window
        self.order = _order(question)
        self._left = self._max_extents = question.max_extents
        self._shift = question.source.part[0] if question.source.is_part else 0
        self.opened: Opened | None = None

    def attached(self, disk: Disk) -> None:
        """A file that runs may be in from now on."""
        self._lengths.append(disk.size)
        self._max_depth = max(self._max_depth, disk.depth)
        if self._hear.file is not None:
            self._hear.file(disk)

    def open(self, opened: Opened) -> None:
        if self.opened is not None:
            raise SandboxError("the guest opened the image twice")
        start, length = self._window.start, self._window.on_disk(opened.virtual_size)
        is_cut = num_cells(start, length, opened.cell) <= self._max_cells
        if bool(opened.cell) != bool(self._max_cells) or not is_cut:
            raise SandboxError(f"the guest cuts {length} bytes into cells of {opened.cell}")
        self.opened = opened
        if self._hear.opened is not None:
            self._hear.opened(opened)

    def may_have_parts(self, result: MapResult) -> bool:
        """Whether what a guest says of a file can be true of one that it has."""
        length = result.len_part
        if not length:
            return not result.parts
        if result.file >= len(self._lengths) or len(result.parts) % MapFileCell.SIZE:
            return False
        found = file_cells(result.parts)
        num = -(-self._lengths[result.file] // length)
        return len(found) == num <= MAX_FILE_CELLS and all(
            place < self._max_cells for _, place in found
        )

    def take(self, records: bytes) -> None:
        if self.opened is None or not records:
            raise SandboxError(f"the guest sent extents of {len(records)} bytes")
        batch = extents.Batch(records)
        self._left -= len(batch)
        if self._left < 0:  # the guest counts too, and has not
            raise too_many(self._max_extents)
        self.order.hold(batch, len(self._lengths), self._max_depth)
        self._hear.batch(extents.moved(batch, self._shift) if self._shift else batch)
