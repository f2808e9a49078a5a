# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/lantern.ksy spec=d41c59d6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Lantern image."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values, crc32c
from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


MAX_BLOCKS = 0x100000000
"""Does not fit 32 bits."""
GUILD = b'L\x00\xfe"'
"""The mark of its makers."""
WORD = 'li"ght'
"""A text with a quote in it."""
# Also stands near the end. At -16: 4c 4e 54 00

if TYPE_CHECKING:

    class LanternKind(int):
        """Values of kind."""

        OIL: ClassVar[LanternKind]
        GAS: ClassVar[LanternKind]

else:
    LanternKind = Values(OIL=1, GAS=0xFFFFFFFF)


class LanternHeader(Record, kw_only=True):
    """First bytes of the image."""

    MIN_SIZE: ClassVar[int] = 40
    LIMIT: ClassVar[int] = 0x7FFFFFFFFFFFFFFF
    """Largest size."""
    MAGIC: ClassVar[bytes] = b"LNT\xfe"
    BLOCK_BITS_MIN: ClassVar[int] = 9
    BLOCK_BITS_MAX: ClassVar[int] = 21
    NUM_USED_MAX: ClassVar[int] = 0x100000000
    DELTA_MAX: ClassVar[int] = 100
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">4sHBBQQQI4s")
    _LAYOUT1: ClassVar[struct.Struct] = struct.Struct(">I")
    _LAYOUT2: ClassVar[struct.Struct] = struct.Struct(">H")

    version: int
    """1 or 2. 1 or 2."""
    block_bits: int
    """A block is `1 << block_bits` bytes. 9..21."""
    kind: int = 0
    """What burns."""
    ofs_table: int = 0
    """Block table. 0 means the image has no blocks. A multiple of 512."""
    num_blocks: int
    """How many blocks there are. Such that num_blocks * block_size <= limit."""
    num_used: int = 0
    """How many of them are used. At most 4294967296 (max_blocks)."""
    checksum: int = 0
    """Of 36 bytes."""
    delta: int = 0
    """Little-endian for a change; a negative one darkens. At most 100."""
    flags: int = 0
    """Two bits. Such that (flags & ~0x3) == 0."""
    extra: int = 4660
    """After the flags."""

    @property
    def block_size(self) -> int:
        """Bytes in a block."""
        return 1 << self.block_bits

    @property
    def bright(self) -> bool:
        """Whether it shines."""
        return (self.version >= 2) and ((self.flags & 1) != 0)

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.version not in (
            1,
            2,
        ):
            raise FieldError("lantern header", "version", base + 4, self.version, "1 or 2", 3)
        if not 9 <= self.block_bits <= 21:
            raise FieldError("lantern header", "block_bits", base + 6, self.block_bits, "9..21", 3)
        if self.kind not in (
            1,
            0xFFFFFFFF,
        ):
            raise FieldError(
                "lantern header", "kind", base + 7, self.kind, "one of 1 (oil), 4294967295 (gas)", 6
            )
        if not ((self.ofs_table % 512) == 0):
            raise FieldError(
                "lantern header", "ofs_table", base + 8, self.ofs_table, "a multiple of 512", 5
            )
        if not ((self.num_blocks * (1 << self.block_bits)) <= 0x7FFFFFFFFFFFFFFF):
            raise FieldError(
                "lantern header",
                "num_blocks",
                base + 16,
                self.num_blocks,
                "such that num_blocks * block_size <= limit",
                7,
            )
        if self.num_used > 0x100000000:
            raise FieldError(
                "lantern header",
                "num_used",
                base + 24,
                self.num_used,
                "at most 4294967296 (max_blocks)",
                3,
            )
        if self.delta > 100:
            raise FieldError("lantern header", "delta", base + 36, self.delta, "at most 100", 3)
        if self.version >= 2:
            if not ((self.flags & (~3)) == 0):
                raise FieldError(
                    "lantern header",
                    "flags",
                    base + 40,
                    self.flags,
                    "such that (flags & ~0x3) == 0",
                    7,
                )
        if (self.version >= 2) and (self.flags == 1):
            if self.extra != 0x1234:
                raise FieldError("lantern header", "extra", base + 44, self.extra, "0x1234", 3)

    def pack(self) -> bytes:
        """Return the bytes that the spec describes, checked. Its checksum is computed here."""
        self.check()
        return self.sealed().pack_unchecked()

    def sealed(self) -> LanternHeader:
        """Return a copy whose checksum is that of its bytes."""
        blank = replace(self, checksum=0).pack_unchecked()
        return replace(self, checksum=crc32c(blank[4:40]))

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        parts: list[bytes] = []
        parts.append(
            self._LAYOUT0.pack(
                self.MAGIC,
                self.version,
                self.block_bits,
                self.kind,
                self.ofs_table,
                self.num_blocks,
                self.num_used,
                self.checksum,
                self.delta.to_bytes(4, "little", signed=True),
            )
        )
        if self.version >= 2:
            parts.append(self._LAYOUT1.pack(self.flags))
        if (self.version >= 2) and (self.flags == 1):
            parts.append(self._LAYOUT2.pack(self.extra))
        return b"".join(parts)


class LanternEntry(Record, kw_only=True):
    """Entry of the block table."""

    SIZE: ClassVar[int] = 4
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">I")

    used: bool = False
    """Whether there is a block."""
    reserved: int = 0
    """Reserved."""
    block: int
    """Where it is. Such that used or block == 0."""

    def offset(self, block_bits: int) -> int:
        """In bytes."""
        return self.block << block_bits

    def check(self, block_bits: int, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.reserved != 0:
            raise FieldError("lantern entry", "reserved", base, self.reserved, "0", 4)
        if not (self.used or (self.block == 0)):
            raise FieldError(
                "lantern entry", "block", base, self.block, "such that used or block == 0", 7
            )

    def pack(self, block_bits: int) -> bytes:
        """Return the 4 bytes that the spec describes, checked."""
        self.check(block_bits)
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.used << 31 | self.reserved << 24 | self.block)


class LanternPair(Record, kw_only=True):
    """Two entries and a bit field in the middle."""

    SIZE: ClassVar[int] = 10
    LOW_MAX: ClassVar[int] = 9
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sH4s")

    left: LanternEntry
    """The one."""
    high: int = 0
    """Twelve bits."""
    low: int = 0
    """The other four. At most 9."""
    right: LanternEntry
    """The other."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        self.left.check(12, base=base)
        if self.low > 9:
            raise FieldError("lantern pair", "low", base + 4, self.low, "at most 9", 3)
        self.right.check(9 if (self.left.block > 3) else 10, base=base + 6)

    def pack(self) -> bytes:
        """Return the 10 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.left.pack_unchecked(), self.high | self.low << 12, self.right.pack_unchecked()
        )


class LanternName(Record, kw_only=True):
    """Variable parts."""

    MIN_SIZE: ClassVar[int] = 3
    NUM_PAIRS_MAX: ClassVar[int] = 3
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">HB")

    len_name: int = 0
    """Length of the name."""
    num_pairs: int = 0
    """Pairs behind the name. At most 3."""
    name: bytes = b""
    """The name."""
    padding: bytes = b""
    """Reserved."""
    pairs: tuple[LanternPair, ...] = ()
    """As many as `num_pairs` says."""
    rest: bytes = b""
    """May not be negative."""
    title: bytes = b""
    """Ends with a zero."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        at = base
        if self.num_pairs > 3:
            raise FieldError("lantern name", "num_pairs", at + 2, self.num_pairs, "at most 3", 3)
        at += 3
        if len(self.name) != self.len_name:
            raise FieldError(
                "lantern name", "name", at, len(self.name), "must have the length self.len_name", 7
            )
        at += len(self.name)
        if len(self.padding) != ((4 - (self.len_name % 4)) % 4):
            raise FieldError(
                "lantern name",
                "padding",
                at,
                len(self.padding),
                "must have the length ((4 - (self.len_name % 4)) % 4)",
                7,
            )
        at += len(self.padding)
        for index, item in enumerate(self.pairs):
            item.check(base=at + 10 * index)
        at += 10 * len(self.pairs)
        if len(self.rest) != (self.len_name - 2):
            raise FieldError(
                "lantern name",
                "rest",
                at,
                len(self.rest),
                "must have the length (self.len_name - 2)",
                7,
            )
        at += len(self.rest)
        at += len(self.title) + 1

    def pack(self) -> bytes:
        """Return the bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        parts: list[bytes] = []
        parts.append(self._LAYOUT0.pack(self.len_name, self.num_pairs))
        parts.append(self.name)
        parts.append(self.padding)
        parts.append(b"".join(x.pack_unchecked() for x in self.pairs))
        parts.append(self.rest)
        parts.append(self.title + b"\0")
        return b"".join(parts)


class LanternTable(Record, kw_only=True):
    """Fixed arrays and texts."""

    SIZE: ClassVar[int] = 23
    NUMBERS_MIN: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">4s3H8s4sB")

    word: bytes = b""
    """A word. "glow" or "dim"."""
    numbers: tuple[int, ...] = (0,) * 3
    """Three numbers. At least 1."""
    entries: tuple[LanternEntry, ...]
    """Two entries."""
    blob: tuple[bytes, ...] = (bytes(2),) * 2
    """Bytes."""
    sum: int
    """Of the first and the last. Such that sum == (numbers[0] + numbers[2]) / 2."""

    @property
    def is_dim(self) -> bool:
        """Whether it is weak."""
        return self.word == b"dim"

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.word) > 4:
            raise FieldError(
                "lantern table", "word", base, len(self.word), "must have the length 4", 7
            )
        if self.word not in (
            b"glow",
            b"dim",
        ):
            raise FieldError("lantern table", "word", base, self.word, '"glow" or "dim"', 3)
        for i, element in enumerate(self.numbers):
            if element < 1:
                raise FieldError(
                    "lantern table", "numbers", base + 4 + 2 * i, element, "at least 1", 3
                )
        for index, item in enumerate(self.entries):
            item.check(9, base=base + 10 + 4 * index)
        if not (self.sum == ((self.numbers[0] + self.numbers[2]) // 2)):
            raise FieldError(
                "lantern table",
                "sum",
                base + 22,
                self.sum,
                "such that sum == (numbers[0] + numbers[2]) / 2",
                7,
            )

    def pack(self) -> bytes:
        """Return the 23 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.word,
            *self.numbers,
            b"".join(x.pack_unchecked() for x in self.entries),
            b"".join(self.blob),
            self.sum,
        )
