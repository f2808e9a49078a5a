# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/lantern.ksy spec=d41c59d6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of lantern: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.lantern import (
    LanternEntry,
    LanternHeader,
    LanternName,
    LanternPair,
    LanternTable,
)
from instar.layout import FieldError, crc32c


def read_lantern_header(data: bytes, base: int = 0) -> LanternHeader:
    """Check and return the lantern header at the start of `data`."""
    if len(data) < 40:
        raise FieldError("lantern header", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"LNT\xfe":
        raise FieldError("lantern header", "magic", base, data[0:4], "4c 4e 54 fe", 2)
    v_version = int.from_bytes(data[4:6], "big")
    if v_version not in (
        1,
        2,
    ):
        raise FieldError("lantern header", "version", base + 4, v_version, "1 or 2", 3)
    v_block_bits = int.from_bytes(data[6:7], "big")
    if not 9 <= v_block_bits <= 21:
        raise FieldError("lantern header", "block_bits", base + 6, v_block_bits, "9..21", 3)
    v_kind = int.from_bytes(data[7:8], "big")
    if v_kind not in (
        1,
        0xFFFFFFFF,
    ):
        raise FieldError(
            "lantern header", "kind", base + 7, v_kind, "one of 1 (oil), 4294967295 (gas)", 6
        )
    v_ofs_table = int.from_bytes(data[8:16], "big")
    if not ((v_ofs_table % 512) == 0):
        raise FieldError(
            "lantern header", "ofs_table", base + 8, v_ofs_table, "a multiple of 512", 5
        )
    v_num_blocks = int.from_bytes(data[16:24], "big")
    if not ((v_num_blocks * (1 << v_block_bits)) <= 0x7FFFFFFFFFFFFFFF):
        raise FieldError(
            "lantern header",
            "num_blocks",
            base + 16,
            v_num_blocks,
            "such that num_blocks * block_size <= limit",
            7,
        )
    v_num_used = int.from_bytes(data[24:32], "big")
    if v_num_used > 0x100000000:
        raise FieldError(
            "lantern header",
            "num_used",
            base + 24,
            v_num_used,
            "at most 4294967296 (max_blocks)",
            3,
        )
    v_checksum = int.from_bytes(data[32:36], "big")
    if len(data) < 40:
        raise FieldError("lantern header", "", base + len(data), len(data), "needs more bytes", 1)
    if v_checksum != crc32c((data[:32] + bytes(4) + data[36:])[4:40]):
        raise FieldError(
            "lantern header", "checksum", base + 32, v_checksum, "must be the checksum", 8
        )
    v_delta = int.from_bytes(data[36:40], "little", signed=True)
    if v_delta > 100:
        raise FieldError("lantern header", "delta", base + 36, v_delta, "at most 100", 3)
    v_flags = 0
    if v_version >= 2:
        if len(data) < 44:
            raise FieldError(
                "lantern header", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_flags = int.from_bytes(data[40:44], "big")
        if not ((v_flags & (~3)) == 0):
            raise FieldError(
                "lantern header", "flags", base + 40, v_flags, "such that (flags & ~0x3) == 0", 7
            )
    v_extra = 0
    if (v_version >= 2) and (v_flags == 1):
        if len(data) < 46:
            raise FieldError(
                "lantern header", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_extra = int.from_bytes(data[44:46], "big")
        if v_extra != 0x1234:
            raise FieldError("lantern header", "extra", base + 44, v_extra, "0x1234", 3)
    return LanternHeader(
        version=v_version,
        block_bits=v_block_bits,
        kind=v_kind,
        ofs_table=v_ofs_table,
        num_blocks=v_num_blocks,
        num_used=v_num_used,
        checksum=v_checksum,
        delta=v_delta,
        flags=v_flags,
        extra=v_extra,
    )


def read_lantern_entry(data: bytes, block_bits: int, base: int = 0) -> LanternEntry:
    """Check and return the lantern entry at the start of `data`."""
    if len(data) < 4:
        raise FieldError("lantern entry", "", base + len(data), len(data), "needs more bytes", 1)
    g0 = int.from_bytes(data[0:4], "big")
    v_used = bool(g0 >> 31 & 0x1)
    v_reserved = g0 >> 24 & 0x7F
    if v_reserved != 0:
        raise FieldError("lantern entry", "reserved", base, v_reserved, "0", 4)
    v_block = g0 >> 0 & 0xFFFFFF
    if not (v_used or (v_block == 0)):
        raise FieldError("lantern entry", "block", base, v_block, "such that used or block == 0", 7)
    return LanternEntry(used=v_used, reserved=v_reserved, block=v_block)


def read_lantern_pair(data: bytes, base: int = 0) -> LanternPair:
    """Check and return the lantern pair at the start of `data`."""
    if len(data) < 10:
        raise FieldError("lantern pair", "", base + len(data), len(data), "needs more bytes", 1)
    v_left = read_lantern_entry(data[0:4], 12, base=base + 0)
    g1 = int.from_bytes(data[4:6], "little")
    v_high = g1 >> 0 & 0xFFF
    v_low = g1 >> 12 & 0xF
    if v_low > 9:
        raise FieldError("lantern pair", "low", base + 4, v_low, "at most 9", 3)
    v_right = read_lantern_entry(data[6:10], 9 if (v_left.block > 3) else 10, base=base + 6)
    return LanternPair(left=v_left, high=v_high, low=v_low, right=v_right)


def read_lantern_name(data: bytes, base: int = 0) -> LanternName:
    """Check and return the lantern name at the start of `data`."""
    if len(data) < 3:
        raise FieldError("lantern name", "", base + len(data), len(data), "needs more bytes", 1)
    at = 0
    v_len_name = int.from_bytes(data[at : at + 2], "big")
    at += 2
    v_num_pairs = int.from_bytes(data[at : at + 1], "big")
    if v_num_pairs > 3:
        raise FieldError("lantern name", "num_pairs", base + at, v_num_pairs, "at most 3", 3)
    at += 1
    n_name = v_len_name
    if n_name > 64 or n_name < 0:
        raise FieldError("lantern name", "name", base + at, n_name, "at most 64 bytes", 3)
    if len(data) < at + n_name:
        raise FieldError("lantern name", "", base + len(data), len(data), "needs more bytes", 1)
    v_name = data[at : at + n_name]
    at += n_name
    n_padding = (4 - (v_len_name % 4)) % 4
    if n_padding > 3 or n_padding < 0:
        raise FieldError("lantern name", "padding", base + at, n_padding, "at most 3 bytes", 3)
    if len(data) < at + n_padding:
        raise FieldError("lantern name", "", base + len(data), len(data), "needs more bytes", 1)
    v_padding = data[at : at + n_padding]
    at += n_padding
    n_pairs = 10 * v_num_pairs
    if n_pairs > 30 or n_pairs < 0:
        raise FieldError("lantern name", "pairs", base + at, n_pairs, "at most 30 bytes", 3)
    if len(data) < at + n_pairs:
        raise FieldError("lantern name", "", base + len(data), len(data), "needs more bytes", 1)
    v_pairs = tuple(
        read_lantern_pair(data[i : i + 10], base=base + i) for i in range(at, at + n_pairs, 10)
    )
    at += n_pairs
    n_rest = v_len_name - 2
    if n_rest > 62 or n_rest < 0:
        raise FieldError("lantern name", "rest", base + at, n_rest, "at most 62 bytes", 3)
    if len(data) < at + n_rest:
        raise FieldError("lantern name", "", base + len(data), len(data), "needs more bytes", 1)
    v_rest = data[at : at + n_rest]
    at += n_rest
    n_title = data.find(b"\0", at, at + 8 + 1) + 1 - at
    if n_title <= 0 and len(data) - at > 8:
        raise FieldError("lantern name", "title", base + at, 8, "at most 8 bytes", 3)
    if n_title <= 0:
        raise FieldError("lantern name", "", base + len(data), len(data), "needs more bytes", 1)
    if len(data) < at + n_title:
        raise FieldError("lantern name", "", base + len(data), len(data), "needs more bytes", 1)
    v_title = data[at : at + n_title - 1]
    at += n_title
    return LanternName(
        len_name=v_len_name,
        num_pairs=v_num_pairs,
        name=v_name,
        padding=v_padding,
        pairs=v_pairs,
        rest=v_rest,
        title=v_title,
    )


def read_lantern_table(data: bytes, base: int = 0) -> LanternTable:
    """Check and return the lantern table at the start of `data`."""
    if len(data) < 23:
        raise FieldError("lantern table", "", base + len(data), len(data), "needs more bytes", 1)
    v_word = data[0:4].split(b"\0")[0]
    if v_word not in (
        b"glow",
        b"dim",
    ):
        raise FieldError("lantern table", "word", base, v_word, '"glow" or "dim"', 3)
    v_numbers = tuple(int.from_bytes(data[i : i + 2], "big") for i in range(4, 10, 2))
    for i, element in enumerate(v_numbers):
        if element < 1:
            raise FieldError("lantern table", "numbers", base + 4 + 2 * i, element, "at least 1", 3)
    v_entries = tuple(
        read_lantern_entry(data[i : i + 4], 9, base=base + i) for i in range(10, 18, 4)
    )
    v_blob = tuple(data[i : i + 2] for i in range(18, 22, 2))
    v_sum = int.from_bytes(data[22:23], "big")
    if not (v_sum == ((v_numbers[0] + v_numbers[2]) // 2)):
        raise FieldError(
            "lantern table",
            "sum",
            base + 22,
            v_sum,
            "such that sum == (numbers[0] + numbers[2]) / 2",
            7,
        )
    return LanternTable(word=v_word, numbers=v_numbers, entries=v_entries, blob=v_blob, sum=v_sum)
