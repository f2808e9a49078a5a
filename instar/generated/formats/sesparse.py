# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/sesparse.ksy spec=318523ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""SEsparse, the space-efficient sparse extent of ESXi."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


MAX_DIRECTORY_SECTORS = 0x80000
"""Longest grain directory that qemu opens: 2^25 entries, 256 MiB. qemu counts the entries in 32
bits; of a length that wraps around it opens what is left.
"""
NUM_GTES_PER_GT = 4096
"""Entries in a grain table, so that it covers 16 MiB of the disk."""
MAX_TABLE_SECTOR = 0xFFFFFFFF
"""Last sector of the file in which qemu looks for a grain table."""

if TYPE_CHECKING:

    class SesparseTableState(int):
        """Values of table_state."""

        NONE: ClassVar[SesparseTableState]
        ALLOCATED: ClassVar[SesparseTableState]

else:
    SesparseTableState = Values(NONE=0, ALLOCATED=0x10000000)


if TYPE_CHECKING:

    class SesparseGrainState(int):
        """Values of grain_state."""

        UNALLOCATED: ClassVar[SesparseGrainState]
        UNMAPPED: ClassVar[SesparseGrainState]
        ZERO: ClassVar[SesparseGrainState]
        ALLOCATED: ClassVar[SesparseGrainState]

else:
    SesparseGrainState = Values(UNALLOCATED=0, UNMAPPED=1, ZERO=2, ALLOCATED=3)


class SesparseConstHeader(Record, kw_only=True):
    """First sector of the extent: what never changes. All sizes and places are in sectors."""

    SIZE: ClassVar[int] = 512
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQQQQQQQQQQQQQQQQQQQQQQQQQ304s")

    magic: int = 0xCAFEBABE
    """By this number the extent is recognised, once a descriptor has named it."""
    version: int = 0x200000001
    """Version 2.1, the only one."""
    capacity: int = 0
    """Size of the extent's part of the disk."""
    grain_sectors: int = 8
    """Size of a grain, 4 KiB."""
    grain_table_sectors: int = 64
    """Size of a grain table, `num_gtes_per_gt` entries of 8 bytes."""
    flags: int = 0
    """None is known."""
    reserved_1: int = 0
    """Zero."""
    reserved_2: int = 0
    """Zero."""
    reserved_3: int = 0
    """Zero."""
    reserved_4: int = 0
    """Zero."""
    volatile_header_sector: int = 0
    """Where the volatile header is. `volatile_header`, one sector."""
    volatile_header_sectors: int = 0
    """Length of that area."""
    journal_header_sector: int = 0
    """Where the journal header is. The journal's header, two sectors."""
    journal_header_sectors: int = 0
    """Length of that area."""
    journal_sector: int = 0
    """Where the journal is. Changes of tables that are not yet in their places."""
    journal_sectors: int = 0
    """Length of that area."""
    grain_directory_sector: int = 0
    """Where the grain directory is. `grain_directory_entry`."""
    grain_directory_sectors: int = 0
    """Length of that area."""
    grain_tables_sector: int = 0
    """Where the grain tables are. Tables of `grain_table_entry`, one after the other."""
    grain_tables_sectors: int = 0
    """Length of that area."""
    free_bitmap_sector: int = 0
    """Where the free bitmap is. Which grains of the file are free."""
    free_bitmap_sectors: int = 0
    """Length of that area."""
    backmap_sector: int = 0
    """Where the backmap is. Of each grain in the file, which grain of the disk it is."""
    backmap_sectors: int = 0
    """Length of that area."""
    grains_sector: int = 0
    """Where the grains are. The grains, one after the other."""
    grains_sectors: int = 0
    """Length of that area."""
    padding: bytes = bytes(304)
    """Zeros, up to the end of the sector."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0xCAFEBABE:
            raise FieldError("sesparse const header", "magic", base, self.magic, "0xcafebabe", 2)
        if self.version != 0x200000001:
            raise FieldError(
                "sesparse const header", "version", base + 8, self.version, "0x200000001", 3
            )
        if self.grain_sectors != 8:
            raise FieldError(
                "sesparse const header", "grain_sectors", base + 24, self.grain_sectors, "8", 3
            )
        if self.grain_table_sectors != 64:
            raise FieldError(
                "sesparse const header",
                "grain_table_sectors",
                base + 32,
                self.grain_table_sectors,
                "64",
                3,
            )
        if self.flags != 0:
            raise FieldError("sesparse const header", "flags", base + 40, self.flags, "0", 3)
        if len(self.padding) != 304:
            raise FieldError(
                "sesparse const header",
                "padding",
                base + 208,
                len(self.padding),
                "must have the length 304",
                7,
            )

    def pack(self) -> bytes:
        """Return the 512 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.capacity,
            self.grain_sectors,
            self.grain_table_sectors,
            self.flags,
            self.reserved_1,
            self.reserved_2,
            self.reserved_3,
            self.reserved_4,
            self.volatile_header_sector,
            self.volatile_header_sectors,
            self.journal_header_sector,
            self.journal_header_sectors,
            self.journal_sector,
            self.journal_sectors,
            self.grain_directory_sector,
            self.grain_directory_sectors,
            self.grain_tables_sector,
            self.grain_tables_sectors,
            self.free_bitmap_sector,
            self.free_bitmap_sectors,
            self.backmap_sector,
            self.backmap_sectors,
            self.grains_sector,
            self.grains_sectors,
            self.padding,
        )


class SesparseVolatileHeader(Record, kw_only=True):
    """The part of the header that changes while the extent is written."""

    SIZE: ClassVar[int] = 512
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQQQ480s")

    magic: int = 0xCAFECAFE
    """What begins a volatile header."""
    free_gt_number: int = 0
    """The next grain table that is free."""
    next_txn_seq_number: int = 0
    """Number of the journal's next transaction."""
    replay_journal: int = 0
    """Not 0 while the journal holds changes that are not yet in the tables."""
    padding: bytes = bytes(480)
    """Zeros, up to the end of the sector."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0xCAFECAFE:
            raise FieldError("sesparse volatile header", "magic", base, self.magic, "0xcafecafe", 2)
        if len(self.padding) != 480:
            raise FieldError(
                "sesparse volatile header",
                "padding",
                base + 32,
                len(self.padding),
                "must have the length 480",
                7,
            )

    def pack(self) -> bytes:
        """Return the 512 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.free_gt_number,
            self.next_txn_seq_number,
            self.replay_journal,
            self.padding,
        )


class SesparseGrainDirectoryEntry(Record, kw_only=True):
    """Which grain table describes 16 MiB of the disk. All zeros where there is none. Upper half
    0x10000000 means that the lower half is the number of a table in the area of grain tables.
    Nothing else is known.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<Q")

    table: int = 0
    """Number of the table, from the first sector of the grain tables on."""
    state: int = 0
    """Whether there is a table."""

    @property
    def is_allocated(self) -> bool:
        """Whether there is a table."""
        return self.state == 0x10000000

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.table | self.state << 32)


class SesparseGrainTableEntry(Record, kw_only=True):
    """Where 4 KiB of the disk are. Upper four bits are the state; the other 60 are a grain's
    number, its lowest twelve bits first. A grain that is not allocated reads from the parent
    disk or, without one, as zeros.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<Q")

    index_high: int = 0
    """All but the twelve lowest bits of the grain's number."""
    index_low: int = 0
    """The twelve lowest bits of the grain's number."""
    state: int = 0
    """What the grain reads as."""

    @property
    def grain(self) -> int:
        """Number of the grain, from the first sector of the grains on."""
        return (self.index_high << 12) | self.index_low

    @property
    def is_allocated(self) -> bool:
        """Whether the grain is in the file."""
        return self.state == 3

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.index_high | self.index_low << 48 | self.state << 60)
