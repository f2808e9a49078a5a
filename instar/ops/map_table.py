# SPDX-License-Identifier: Apache-2.0
"""A map as a program takes it: run after run while the guest looks for them, or as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from instar.errors import SandboxError, UsageError
from instar.generated.extent import ExtentFlag
from instar.layout import extents
from instar.ops.map import Hearing, Question, ask, naming
from instar.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from typing import Any

    from numpy.typing import NDArray

    from instar.ops.run import Runner


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
    """Where the run begins in the file `filename`; None where no file has it as it is."""
    filename: str | None

    @property
    def end(self) -> int:
        """First byte after the run."""
        return self.start + self.length


class MapTable(Record):
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

    def __init__(self, question: Question, runner: Runner) -> None:
        self.sandbox = runner.pool.kind
        """The kind of sandbox that runs: `kvm` or `process`."""
        self._warnings: list[str] = []
        self._rows = _iterate(question, runner, self._warnings.append)

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


class Runs(Record):
    """A whole map, 32 bytes for each run. Loop over it for its `Extent`s."""

    records: bytes
    filenames: tuple[str, ...]
    virtual_size: int
    sandbox: str
    """The kind of sandbox that ran: `kvm` or `process`."""
    warnings: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Extent]:
        names = list(self.filenames)
        return (_extent(row, names) for row in extents.unpack(self.records))

    def __len__(self) -> int:
        return len(extents.Batch(self.records)) if self.records else 0

    def to_dict(self) -> dict[str, object]:
        """Everything as plain Python types."""
        return {
            "filenames": list(self.filenames),
            "virtual_size": self.virtual_size,
            "extents": [one._asdict() for one in self],
            "sandbox": self.sandbox,
            "warnings": list(self.warnings),
        }


def whole(question: Question, runner: Runner) -> Runs:
    """All runs."""
    names: list[str] = []
    warnings: list[str] = []
    # One growing buffer: a list of batches would have to be copied into one at the end.
    packed = bytearray()

    def keep(batch: extents.Batch) -> None:
        packed.extend(batch.data)

    hear = Hearing(keep, file=naming(names), warning=warnings.append)
    result = ask(question, runner, hear)
    kind = runner.pool.kind
    return Runs(bytes(packed), tuple(names), result.virtual_size, kind, tuple(warnings))


def table(question: Question, runner: Runner) -> MapTable:
    """The whole map as columns."""
    try:
        import numpy
    except ImportError as error:
        raise UsageError("map_table needs NumPy: pip install numpy") from error
    runs = whole(question, runner)
    rows = numpy.frombuffer(runs.records, dtype=numpy.dtype(extents.numpy_columns()))
    in_files = rows["disk"][(rows["flags"] & int(ExtentFlag.OFFSET_VALID)) != 0]
    _check_file(int(in_files.max(initial=0)), list(runs.filenames))
    return MapTable(
        start=rows["start"],
        length=rows["length"],
        offset=rows["host_offset"],
        flags=rows["flags"],
        depth=rows["depth"],
        disk=rows["disk"],
        filenames=runs.filenames,
        virtual_size=runs.virtual_size,
        sandbox=runs.sandbox,
        warnings=runs.warnings,
    )


def _iterate(
    question: Question, runner: Runner, on_warning: Callable[[str], None]
) -> Generator[Extent, None, None]:
    from instar.ops.pull import pull

    names: list[str] = []

    def run(hand_out: Callable[[extents.Batch], None]) -> None:
        ask(question, runner, Hearing(hand_out, file=naming(names), warning=on_warning))

    batches = pull(run)
    try:
        for batch in batches:
            for row in extents.unpack(batch.data):
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
