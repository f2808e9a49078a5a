# SPDX-License-Identifier: Apache-2.0
"""Batches of packed extent records, as the guest sends them, read fast enough for millions of them.

Every place and width is taken from `ExtentRecord`, which the specs give.
"""

from __future__ import annotations

import struct

from instar.generated.extent import ExtentRecord

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

Row = tuple[int, int, int, int, int, int]

_LAYOUT = ExtentRecord._LAYOUT0
COLUMNS: tuple[str, ...] = tuple(vars(ExtentRecord)["__slots__"])
"""Names of a record's fields, in order: start, length, host_offset, flags, depth, disk."""
_CODES = dict(zip(COLUMNS, _LAYOUT.format.lstrip("<"), strict=False))
_PADDING = f"{ExtentRecord.SIZE - struct.calcsize('<' + ''.join(_CODES.values()))}x"

# The end of a record says what the run is, and what is before says where it is.
_WHERE = COLUMNS[: COLUMNS.index("flags")]
_WHAT = COLUMNS[COLUMNS.index("flags") :]
_LEN_WHERE = struct.calcsize("<" + "".join(_CODES[name] for name in _WHERE))
LEN_STATE = ExtentRecord.SIZE - _LEN_WHERE
"""Bytes of a record that say what the run is."""
_BEFORE_LENGTH = struct.calcsize(
    "<" + "".join(_CODES[name] for name in _WHERE[: _WHERE.index("length")])
)
_LENGTH = struct.Struct("<" + _CODES["length"])
LEN_LENGTH = _LENGTH.size
_STATE = struct.Struct("<" + "".join(_CODES[name] for name in _WHAT) + _PADDING)


def unpack(batch: bytes) -> Iterator[Row]:
    """The records, each a tuple of its `COLUMNS`."""
    rows: Iterator[Row] = _LAYOUT.iter_unpack(batch)
    return rows


def states(batch: bytes) -> bytes:
    """What the runs are: `LEN_STATE` bytes of each record."""
    return _cells(batch, _LEN_WHERE)


def lengths(batch: bytes) -> bytes:
    """How long the runs are: `LEN_LENGTH` bytes of each record."""
    return _cells(batch, _BEFORE_LENGTH)


def _cells(batch: bytes, place: int) -> bytes:
    """The 64 bits at `place` of each record, as they stand there."""
    cells = memoryview(batch).cast("Q")
    return cells[place // cells.itemsize :: ExtentRecord.SIZE // cells.itemsize].tobytes()


def state(data: bytes) -> tuple[int, int, int]:
    """Flags, depth and number of the file, out of one record's bytes of `states`."""
    flags, depth, disk = _STATE.unpack(data)
    return flags, depth, disk


def length(data: bytes) -> int:
    """The number in one record's bytes of `lengths`."""
    return int(_LENGTH.unpack(data)[0])


def picker(names: Collection[str]) -> str:
    """What `struct` has to be told to take only some fields of a record."""
    wanted = (
        _CODES[name] if name in names else f"{struct.calcsize('<' + _CODES[name])}x"
        for name in COLUMNS
    )
    return "".join(wanted) + _PADDING


def numpy_columns() -> Any:
    """The record as NumPy's `dtype` takes it."""
    places = [
        struct.calcsize("<" + "".join(list(_CODES.values())[:n])) for n in range(len(COLUMNS))
    ]
    formats = [f"<u{struct.calcsize('<' + code)}" for code in _CODES.values()]
    return {"names": COLUMNS, "formats": formats, "offsets": places, "itemsize": ExtentRecord.SIZE}
