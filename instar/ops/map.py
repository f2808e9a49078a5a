# SPDX-License-Identifier: Apache-2.0
"""`map`: which parts of a disk are where, from the first byte to the last."""

from __future__ import annotations

from typing import NamedTuple

from instar.errors import LimitError, SandboxError, UsageError
from instar.generated.extent import ExtentFlag, ExtentRecord
from instar.generated.map import MAX_EXTENTS_DEFAULT, MapConfig, MapError, MapFlag
from instar.generated.messages import MapResult, Opened
from instar.generated.profiles import DEFAULT
from instar.layout import extents
from instar.ops.access import Access, open_source
from instar.ops.run import Job, Runner
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any

    from numpy.typing import NDArray

    from instar.generated.profiles import Profile
    from instar.options.source import Source
    from instar.sandbox.disk import Disk

# How qemu-img begins an error that comes while it looks for runs.
_WALKING = "Could not read file metadata"
_TO_THE_END = (1 << 64) - 1


@record()
class Window:
    """The part of the disk that is asked for. It is clipped to the disk."""

    start: int = 0
    length: int | None = None

    def on_disk(self, virtual_size: int) -> int:
        """Bytes of it on a disk of that size."""
        left = max(virtual_size - self.start, 0)
        return left if self.length is None else min(self.length, left)


@record()
class Mapper:
    """Maps sources, all in the same way. `human` leaves out what the human table does not show."""

    profile: Profile = DEFAULT
    access: Access = Access()
    window: Window = Window()
    human: bool = False
    max_extents: int = MAX_EXTENTS_DEFAULT
    """Runs at most. A small image may have any number, since its tables may share what they name.
    """

    def map(
        self,
        source: Source,
        runner: Runner,
        on_batch: Callable[[bytes], None],
        *,
        on_opened: Callable[[Opened], None] | None = None,
        names: list[str] | None = None,
        on_warning: Callable[[str], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> MapResult:
        """Call `on_batch` with packed extents (`instar.layout.extents`) as they are found.

        `on_opened` comes before them, when the image is open. `names` is filled with the names of
        the files that records count, before these come.
        """

        def on_attach(disk: Disk) -> None:
            batches.attached(disk)
            if names is not None:
                names.append(disk.name)

        batches = _Batches(on_batch, on_opened, self.max_extents, self._order())
        with open_source(source, self.profile, self.access) as disk:
            on_attach(disk)
            outcome = runner.run(
                Job(
                    operation="map",
                    config=self._config(source),
                    disk=disk,
                    shown=source.shown,
                    profile=self.profile,
                    access=self.access,
                    walking=_WALKING,
                    on_progress=on_progress,
                    on_extents=batches.take,
                    on_opened=batches.open,
                    on_warning=on_warning,
                    on_attach=on_attach,
                )
            )
        if outcome.code == MapError.TOO_MANY:
            raise too_many(self.max_extents)
        if not isinstance(outcome.result, MapResult) or batches.opened is None:
            reason = "without an answer"
            if outcome.code:
                reason = f"with error {_error_name(outcome.code)}, {outcome.value}"
            raise SandboxError(f"the guest ended {reason}")
        if outcome.result.virtual_size != batches.opened.virtual_size:
            raise SandboxError("the guest says two sizes of one disk")
        batches.order.finish(outcome.result.virtual_size)
        return outcome.result

    def _order(self) -> extents.Order:
        start, length = self.window.start, self.window.length
        end = _TO_THE_END if length is None else min(start + length, _TO_THE_END)
        return extents.Order(start, end, gaps=self.human)

    def _config(self, source: Source) -> bytes:
        length = self.window.length
        return MapConfig(
            source=self.access.source_options(source, self.profile),
            start=self.window.start,
            length=_TO_THE_END if length is None else length,
            flags=self._flags(),
            max_extents=self.max_extents,
        ).pack()

    def _flags(self) -> int:
        flags = (
            (MapFlag.HUMAN, self.human),
            (MapFlag.IGNORE_ALLOCATED, not self.profile.map_present),
            (MapFlag.IGNORE_COMPRESSED, not self.profile.map_compressed),
            (MapFlag.UNALLOCATED_UNKNOWN, not self.profile.map_unallocated_zero),
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

    def __init__(
        self,
        hand_on: Callable[[bytes], None],
        on_opened: Callable[[Opened], None] | None,
        max_extents: int,
        order: extents.Order,
    ) -> None:
        self._hand_on = hand_on
        self._on_opened = on_opened
        self._num_files = self._max_depth = 0
        self.order = order
        self._left = self._max_extents = max_extents
        self.opened: Opened | None = None

    def attached(self, disk: Disk) -> None:
        """A file that runs may be in from now on."""
        self._num_files += 1
        self._max_depth = max(self._max_depth, disk.depth)

    def open(self, opened: Opened) -> None:
        if self.opened is not None:
            raise SandboxError("the guest opened the image twice")
        self.opened = opened
        if self._on_opened is not None:
            self._on_opened(opened)

    def take(self, batch: bytes) -> None:
        if self.opened is None or not batch or len(batch) % ExtentRecord.SIZE:
            raise SandboxError(f"the guest sent extents of {len(batch)} bytes")
        self._left -= len(batch) // ExtentRecord.SIZE
        if self._left < 0:  # the guest counts too, and has not
            raise too_many(self._max_extents)
        self.order.hold(batch, self._num_files, self._max_depth)
        self._hand_on(batch)


class Extent(NamedTuple):
    """A run of a disk that is in one state."""

    start: int
    length: int
    depth: int
    """0 for the image itself, 1 for its backing image, and so on."""
    present: bool
    """Whether any image of the chain determines what is read."""
    zero: bool
    data: bool
    compressed: bool
    encrypted: bool
    offset: int | None
    """Where the run begins in the file `filename`; None where it stands nowhere as it is."""
    filename: str | None

    @property
    def end(self) -> int:
        """First byte behind the run."""
        return self.start + self.length


@record()
class MapTable:
    """A map as columns of one length, which are NumPy arrays.

    `flags` are `instar.ExtentFlag`s, `disk` numbers in `filenames`; `offset` means
    something where `flags` has OFFSET_VALID.
    """

    start: NDArray[Any]
    length: NDArray[Any]
    offset: NDArray[Any]
    flags: NDArray[Any]
    depth: NDArray[Any]
    disk: NDArray[Any]
    filenames: tuple[str, ...]
    virtual_size: int
    sandbox: str
    """The kind of sandbox that ran: `kvm` or `process`."""
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Columns and all else by name, as data frames take them."""
        return {name: getattr(self, name) for name in self.__slots__}  # type: ignore[attr-defined]

    def __len__(self) -> int:
        return len(self.start)

    def where(self, flag: int) -> NDArray[Any]:
        """For each run, whether it has the flag."""
        chosen: NDArray[Any] = (self.flags & int(flag)) != 0
        return chosen


class Extents:
    """The runs of a disk, one after another, while a guest looks for them.

    `warnings` are those that came so far. Leaving the loop ends the run, as does `close`.
    """

    def __init__(self, mapper: Mapper, source: Source, runner: Runner) -> None:
        self.sandbox = runner.pool.kind
        """The kind of sandbox that runs: `kvm` or `process`."""
        self._warnings: list[str] = []
        self._rows = _iterate(mapper, source, runner, self._warnings.append)

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(self._warnings)

    def __iter__(self) -> Extents:
        return self

    def __next__(self) -> Extent:
        return next(self._rows)

    def close(self) -> None:
        """End the run."""
        self._rows.close()


def table(mapper: Mapper, source: Source, runner: Runner) -> MapTable:
    """The whole map as columns."""
    try:
        import numpy
    except ImportError as error:
        raise UsageError("map_table needs NumPy: pip install numpy") from error
    names: list[str] = []
    warnings: list[str] = []
    # One growing buffer: a list of batches would have to be copied into one at the end.
    packed = bytearray()
    result = mapper.map(source, runner, packed.extend, names=names, on_warning=warnings.append)
    rows = numpy.frombuffer(packed, dtype=numpy.dtype(extents.numpy_columns()))
    in_files = rows["disk"][(rows["flags"] & int(ExtentFlag.OFFSET_VALID)) != 0]
    _check_file(int(in_files.max(initial=0)), names)
    return MapTable(
        start=rows["start"],
        length=rows["length"],
        offset=rows["host_offset"],
        flags=rows["flags"],
        depth=rows["depth"],
        disk=rows["disk"],
        filenames=tuple(names),
        virtual_size=result.virtual_size,
        sandbox=runner.pool.kind,
        warnings=tuple(warnings),
    )


def _iterate(
    mapper: Mapper, source: Source, runner: Runner, on_warning: Callable[[str], None]
) -> Generator[Extent, None, None]:
    from instar.ops.pull import pull

    names: list[str] = []

    def run(hand_out: Callable[[bytes], None]) -> None:
        mapper.map(source, runner, hand_out, names=names, on_warning=on_warning)

    batches = pull(run)
    try:
        for batch in batches:
            for row in extents.unpack(batch):
                yield _extent(row, names)
    finally:
        batches.close()


def _extent(row: extents.Row, names: list[str]) -> Extent:
    start, length, offset, flags, depth, disk = row
    mapped = bool(flags & ExtentFlag.OFFSET_VALID)
    if mapped:
        _check_file(disk, names)
    return Extent(
        start,
        length,
        depth,
        bool(flags & ExtentFlag.ALLOCATED),
        bool(flags & ExtentFlag.ZERO),
        bool(flags & ExtentFlag.DATA),
        bool(flags & ExtentFlag.COMPRESSED),
        bool(flags & ExtentFlag.ENCRYPTED),
        offset if mapped else None,
        names[disk] if mapped else None,
    )


def _check_file(disk: int, names: list[str]) -> None:
    if disk >= len(names):
        raise SandboxError(f"the guest speaks of file {disk}, and has {len(names)}")
