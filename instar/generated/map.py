# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/map.ksy spec=b35e6efb gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the map operation."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


RESULT_MAGIC = 0x4D505253
"""`MPRS`, the number of a result in a layout of this ABI. Results travel as messages
(guest.proto), which need none.
"""
MAX_EXTENTS_DEFAULT = 16777216
"""Runs that are printed unless the user allows more. A disk of 1 TiB of which every other
cluster of 64 KiB is allocated has as many; an image of a few hundred KiB, whose tables share
what they point at, may have any number.
"""
CELL_WITHOUT_CLUSTERS = 4096
"""The smallest cell of a picture where an image has no clusters."""
MAX_FILE_CELLS = 1024
"""Parts of a file in a picture at most."""

if TYPE_CHECKING:

    class MapFlag(int):
        """Values of flag."""

        HUMAN: ClassVar[MapFlag]
        IGNORE_ALLOCATED: ClassVar[MapFlag]
        IGNORE_COMPRESSED: ClassVar[MapFlag]
        UNALLOCATED_UNKNOWN: ClassVar[MapFlag]

else:
    MapFlag = Values(HUMAN=1, IGNORE_ALLOCATED=2, IGNORE_COMPRESSED=4, UNALLOCATED_UNKNOWN=8)


if TYPE_CHECKING:

    class MapError(int):
        """Values of error."""

        OK: ClassVar[MapError]
        INVALID_SOURCE: ClassVar[MapError]
        INVALID_OPTION: ClassVar[MapError]
        HAS_BACKING: ClassVar[MapError]
        IO: ClassVar[MapError]
        TOO_MANY: ClassVar[MapError]

else:
    MapError = Values(OK=0, INVALID_SOURCE=1, INVALID_OPTION=2, HAS_BACKING=3, IO=4, TOO_MANY=5)


class MapConfig(Record, kw_only=True):
    """The window to map and how to merge its runs."""

    SIZE: ClassVar[int] = 712
    MAX_EXTENTS_MIN: ClassVar[int] = 1
    MAX_EXTENTS_MAX: ClassVar[int] = 0x40000000
    MAX_CELLS_MAX: ClassVar[int] = 16384
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616sQQIII60x")

    magic: int = 0x4D41505F
    """`MAP_`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the source."""
    start: int = 0
    """First byte of the window. One past the end is an empty window, not an error."""
    length: int = 0
    """Length of the window; all ones means up to the end."""
    flags: int = 0
    """Set of `flag`."""
    max_extents: int
    """Runs to send at most. One more is the error `too_many`, after those that are allowed.
    1..1073741824.
    """
    max_cells: int = 0
    """For a picture: the disk is cut into at most as many cells of equal length, each a cluster
    or a power of two of them, and the runs of a cell that are alike are sent as one, in any
    order. They still partition the window. 0: runs are sent as they are. At most 16384.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x4D41505F:
            raise FieldError("map config", "magic", base, self.magic, "0x4d41505f", 2)
        if self.version != 1:
            raise FieldError("map config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        if not 1 <= self.max_extents <= 1073741824:
            raise FieldError(
                "map config", "max_extents", base + 644, self.max_extents, "1..1073741824", 3
            )
        if self.max_cells > 16384:
            raise FieldError(
                "map config", "max_cells", base + 648, self.max_cells, "at most 16384", 3
            )

    def pack(self) -> bytes:
        """Return the 712 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.start,
            self.length,
            self.flags,
            self.max_extents,
            self.max_cells,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> MapConfig:
        """Check and return the map config at the start of `data`."""
        if len(data) < 712:
            raise FieldError("map config", "", base + len(data), len(data), "needs more bytes", 1)
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x4D41505F:
            raise FieldError("map config", "magic", base, v_magic, "0x4d41505f", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("map config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_start = int.from_bytes(data[624:632], "little")
        v_length = int.from_bytes(data[632:640], "little")
        v_flags = int.from_bytes(data[640:644], "little")
        v_max_extents = int.from_bytes(data[644:648], "little")
        if not 1 <= v_max_extents <= 1073741824:
            raise FieldError(
                "map config", "max_extents", base + 644, v_max_extents, "1..1073741824", 3
            )
        v_max_cells = int.from_bytes(data[648:652], "little")
        if v_max_cells > 16384:
            raise FieldError("map config", "max_cells", base + 648, v_max_cells, "at most 16384", 3)
        if data[652:712] != bytes(60):
            raise FieldError("map config", "reserved", base + 652, data[652:712], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            start=v_start,
            length=v_length,
            flags=v_flags,
            max_extents=v_max_extents,
            max_cells=v_max_cells,
        )


class MapFileCell(Record, kw_only=True):
    """A part of the file that holds the data of a disk, for a picture of the file."""

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQ")

    stored: int = 0
    """Bytes of the part in which data of the disk is stored."""
    place: int = 0
    """The cell of the disk, counted from the first, that this data is in on the average."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.stored, self.place)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> MapFileCell:
        """Check and return the map file cell at the start of `data`."""
        if len(data) < 16:
            raise FieldError(
                "map file cell", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_stored = int.from_bytes(data[0:8], "little")
        v_place = int.from_bytes(data[8:16], "little")
        return cls(stored=v_stored, place=v_place)
