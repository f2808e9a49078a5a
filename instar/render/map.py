# SPDX-License-Identifier: Apache-2.0
"""What `map` prints, batch by batch.

Sixteen million runs are a common answer, and formatting them one by one takes Python several times
as long as finding them takes the guest. But what a run is varies little: most images alternate
between data and what is not allocated. So runs are formatted in blocks: what the runs of a block
are chooses a template for all of them and a `struct.Struct` that takes just the numbers which it
shows, and the rest happens inside `%`. Measured for a run, on one machine:

    f-strings in a comprehension                    0.42 us
    blocks of 8, when runs come in any order        0.18 us
    blocks of 64, of alike kinds and lengths        0.08 us

Larger blocks gain nothing more; small ones have so few templates that they are soon all known.
"""

from __future__ import annotations

import struct

from instar.errors import SandboxError
from instar.generated.extent import ExtentFlag, ExtentRecord
from instar.layout import extents
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from instar.generated.profiles import Profile

    Block = tuple[bytes, struct.Struct]

HEADER = b"%-16s%-16s%-16s%s\n" % (b"Offset", b"Length", b"Mapped to", b"File")
UNMAPPABLE = "File contains external, encrypted or compressed clusters."

_SHORT, _LONG = 8, 64
# Eight runs of two kinds have 256 templates, of three kinds 6561: no image needs many at once.
_MAX_SHORT = 4096
# Templates of a long block have lengths in them, and pay only where a disk is allocated regularly.
_MAX_LONG = 256


class Unmappable(Exception):
    """A run of data has no place in a file, and the human table has no way to say so. `rows` are
    those before it.
    """

    def __init__(self, rows: bytes = b"") -> None:
        super().__init__(UNMAPPABLE)
        self.rows = rows


class _Formatter:
    """Batches -> text, by templates that subclasses make for one run."""

    separator = b""
    """What is before each row."""

    def __init__(self) -> None:
        self._short: dict[bytes, Block] = {}
        self._long: dict[bytes, Block] = {}
        self._last = b""
        self._states = self._lengths = b""
        self._blocks: list[Block] = []
        self._places: list[int] = []
        self._are_long = False
        """Whether all blocks of the last batch, which had these states and lengths, are long."""

    def template(
        self, flags: int, depth: int, disk: int, length: int | None
    ) -> tuple[bytes, tuple[str, ...]]:
        """How a run is shown, and which fields of its record that takes, in their order; `length`
        is not one of them where it is given.
        """
        raise NotImplementedError

    def rows(self, batch: extents.Batch) -> bytes:
        """The rows of a batch, each with `separator` before it."""
        is_alike = batch.states == self._states and batch.lengths == self._lengths
        if not (is_alike and self._are_long):
            self._choose(batch)
        return b"".join(self.fill(batch.data))

    def fill(self, data: bytes) -> Iterable[bytes]:
        """The texts of the blocks that were chosen."""
        return [
            text % numbers.unpack_from(data, at)
            for (text, numbers), at in zip(self._blocks, self._places, strict=True)
        ]

    def _choose(self, batch: extents.Batch) -> None:
        """Choose the blocks of a batch that is unlike the one before."""
        states, lengths = self._states, self._lengths = batch.states, batch.lengths
        blocks: list[Block] = []
        places: list[int] = []
        step = extents.LEN_STATE * _SHORT
        for first in range(0, len(batch), _LONG):
            end = first + _LONG
            state = states[first * extents.LEN_STATE : end * extents.LEN_STATE]
            length = lengths[first * extents.LEN_LENGTH : end * extents.LEN_LENGTH]
            block = self._long_block(state, length)
            at = first * ExtentRecord.SIZE
            if block is not None:
                blocks.append(block)
                places.append(at)
                continue
            keys = [state[place : place + step] for place in range(0, len(state), step)]
            known = self._short
            blocks += [known.get(key) or self._short_block(key) for key in keys]
            places += range(at, end * ExtentRecord.SIZE, _SHORT * ExtentRecord.SIZE)[: len(keys)]
        self._blocks, self._places = blocks, places
        self._are_long = len(blocks) * _LONG >= len(batch) and len(places) == -(
            -len(batch) // _LONG
        )

    def _long_block(self, state: bytes, length: bytes) -> Block | None:
        """A template is worth its making when the same block comes twice in a row."""
        key = state + length
        block = self._long.get(key)
        if block is not None or key != self._last:
            self._last = key
            return block
        if len(self._long) >= _MAX_LONG:
            self._long.clear()
        size = extents.LEN_LENGTH
        numbers = [extents.length(length[at : at + size]) for at in range(0, len(length), size)]
        self._long[key] = made = self._make(state, numbers)
        return made

    def _short_block(self, key: bytes) -> Block:
        if len(self._short) >= _MAX_SHORT:
            self._short.clear()
        self._short[key] = made = self._make(key, ())
        return made

    def _make(self, kinds: bytes, lengths: Sequence[int]) -> Block:
        size = extents.LEN_STATE
        parts = [
            self.template(
                *extents.state(kinds[number * size : (number + 1) * size]),
                lengths[number] if lengths else None,
            )
            for number in range(len(kinds) // size)
        ]
        text = b"".join(self.separator + text for text, _ in parts)
        picked = "".join(extents.picker(names) for _, names in parts)
        return text, struct.Struct("<" + picked)


class JsonRows(_Formatter):
    """For programs, as the release of `profile` prints it.

    The text is `opening`, that of all batches, and `closing`; after an error, what qemu-img leaves
    behind is `broken`.
    """

    separator = b",\n"

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._present = profile.map_present
        self._compressed = profile.map_compressed
        self.opening = b"[" if profile.map_opens_bracket else b""
        self._before = b"" if profile.map_opens_bracket else b"["
        self._any = False

    def template(
        self, flags: int, depth: int, disk: int, length: int | None
    ) -> tuple[bytes, tuple[str, ...]]:
        shown = "%d" if length is None else length
        members = ['"start": %d', f'"length": {shown}', f'"depth": {depth}']
        if self._present:
            members.append(f'"present": {_bool(flags & ExtentFlag.ALLOCATED)}')
        members.append(f'"zero": {_bool(flags & ExtentFlag.ZERO)}')
        members.append(f'"data": {_bool(flags & ExtentFlag.DATA)}')
        if self._compressed:
            members.append(f'"compressed": {_bool(flags & ExtentFlag.COMPRESSED)}')
        names: tuple[str, ...] = ("start", "length") if length is None else ("start",)
        if flags & ExtentFlag.OFFSET_VALID:
            members.append('"offset": %d')
            names += ("host_offset",)
        return f"{{ {', '.join(members)}}}".encode(), names

    def rows(self, batch: extents.Batch) -> bytes:
        """The text of a batch."""
        if not batch:
            return b""
        rows = super().rows(batch)
        if self._any:
            return rows
        self._any = True
        return self._before + rows.removeprefix(self.separator)

    def closing(self, start: int) -> bytes:
        """What ends the list; a window at `start` without any run still has one row."""
        if self._any:
            return b"]\n"
        return self._before + self.template(0, 0, 0, 0)[0] % start + b"]\n"

    @property
    def broken(self) -> bytes:
        """A list that is not ended: a program must not take it for the whole answer."""
        return self.separator if self._any else b""


class HumanRows(_Formatter):
    """For people, as qemu-img prints it.

    `names` are the names of the files by number; it may grow while the guest runs.
    """

    opening = HEADER
    broken = b""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def template(
        self, flags: int, depth: int, disk: int, length: int | None
    ) -> tuple[bytes, tuple[str, ...]]:
        if not flags & ExtentFlag.OFFSET_VALID:
            raise Unmappable
        if disk >= len(self._names):
            raise SandboxError(f"the guest speaks of file {disk}, and has {len(self._names)}")
        name = printable(self._names[disk]).replace("%", "%%").encode()
        if length is None:
            return b"%#-16x%#-16x%#-16x" + name + b"\n", ("start", "length", "host_offset")
        return b"%%#-16x%#-16x%%#-16x" % length + name + b"\n", ("start", "host_offset")

    def rows(self, batch: extents.Batch) -> bytes:
        """The text of a batch; `Unmappable` where it cannot be shown."""
        try:
            return super().rows(batch)
        except Unmappable:
            raise Unmappable(super().rows(_mappable(batch))) from None

    def fill(self, data: bytes) -> Iterable[bytes]:
        """The texts of the blocks that were chosen."""
        for (text, numbers), at in zip(self._blocks, self._places, strict=True):
            shown = numbers.unpack_from(data, at)
            if 0 not in shown:
                yield text % shown
            else:  # C's "%#x" shows 0 without its prefix, Python's with it
                rows = extents.unpack(data[at : at + numbers.size])
                yield b"".join(self._row(*row) for row in rows)

    def _row(
        self, start: int, length: int, offset: int, flags: int, depth: int, disk: int
    ) -> bytes:
        numbers = "".join(f"{_hex(number):16}" for number in (start, length, offset))
        return f"{numbers}{printable(self._names[disk])}\n".encode()

    def closing(self, start: int) -> bytes:
        """Nothing ends the table."""
        return b""


def _mappable(batch: extents.Batch) -> extents.Batch:
    """The records before the first that has no place in a file."""
    for number, (_, _, _, flags, _, _) in enumerate(extents.unpack(batch.data)):
        if not flags & ExtentFlag.OFFSET_VALID:
            return extents.Batch(batch.data[: number * ExtentRecord.SIZE])
    return batch


def _hex(value: int) -> str:
    return f"{value:#x}" if value else "0"


def _bool(value: int) -> str:
    return "true" if value else "false"
