# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs gen=1
# Generated: edit the spec, then run `make codegen`.
"""Structures, fields, rules and faults by number, as people and qemu-img call them.

`RULES` completes "<field> is <value>, must be ...". A qemu text is a tuple of (until, text): the
text holds for versions before `until`, the last one (None) from there on. specs/STYLE.md lists the
placeholders of texts.
"""

from __future__ import annotations

from typing import Final, NamedTuple

QemuTexts = tuple[tuple[tuple[int, ...] | None, str], ...]


class Fault(NamedTuple):
    """A rule that needs more than one structure. `field` is "" where it is about the structure."""

    structure: int
    field: str
    text: str
    qemu: QemuTexts


REASONS: Final[dict[int, str]] = {
    0: "ok",
    1: "truncated",
    2: "bad_magic",
    3: "range",
    4: "reserved",
    5: "align",
    6: "enum",
    7: "rule",
    8: "checksum",
}
"""`enum parse_status`."""

STRUCTURES: Final[dict[int, str]] = {
    0x101: "lamp config",
    0x102: "lamp options",
    0x103: "lamp spare",
    0x201: "lantern header",
    0x202: "lantern entry",
    0x203: "lantern pair",
    0x204: "lantern name",
    0x205: "lantern table",
}
"""By structure id."""

FIELDS: Final[dict[int, tuple[str, ...]]] = {
    0x101: ("magic", "colour", "spare"),
    0x102: ("size", "colour"),
    0x103: ("level", "reserved"),
    0x201: (
        "magic",
        "version",
        "block_bits",
        "kind",
        "ofs_table",
        "num_blocks",
        "num_used",
        "checksum",
        "delta",
        "flags",
        "extra",
    ),
    0x202: ("used", "reserved", "block"),
    0x203: ("left", "high", "low", "right"),
    0x204: ("len_name", "num_pairs", "name", "padding", "pairs", "rest", "title"),
    0x205: ("word", "numbers", "entries", "blob", "sum"),
}
"""By structure id; field 1 comes first."""

RULES: Final[dict[tuple[int, int, int], str]] = {
    (0x101, 1, 2): "0x4c414d50",
    (0x101, 2, 6): "one of 0 (red), 7 (violet)",
    (0x103, 1, 3): "-5..5",
    (0x103, 2, 4): "zero",
    (0x201, 1, 2): "4c 4e 54 fe",
    (0x201, 2, 3): "1 or 2",
    (0x201, 3, 3): "9..21",
    (0x201, 4, 6): "one of 1 (oil), 4294967295 (gas)",
    (0x201, 5, 5): "a multiple of 512",
    (0x201, 6, 7): "such that num_blocks * block_size <= limit",
    (0x201, 7, 3): "at most 4294967296 (max_blocks)",
    (0x201, 9, 3): "at most 100",
    (0x201, 10, 7): "such that (flags & ~0x3) == 0",
    (0x201, 11, 3): "0x1234",
    (0x202, 2, 4): "0",
    (0x202, 3, 7): "such that used or block == 0",
    (0x203, 3, 3): "at most 9",
    (0x204, 2, 3): "at most 3",
    (0x204, 3, 3): "at most 64",
    (0x204, 4, 3): "at most 3",
    (0x204, 5, 3): "at most 3",
    (0x204, 6, 3): "at most 62",
    (0x204, 7, 3): "at most 8",
    (0x205, 1, 3): '"glow" or "dim"',
    (0x205, 2, 3): "at least 1",
    (0x205, 5, 7): "such that sum == (numbers[0] + numbers[2]) / 2",
}
"""By structure, field and reason."""

QEMU: Final[dict[tuple[int, int], QemuTexts]] = {
    (0x201, 1): ((None, "Not a lantern"),),
    (0x201, 2): (
        ((5, 0), "Version {value} is too new"),
        (None, "Unsupported version {value}"),
    ),
}
"""What qemu-img prints, by structure and field."""

FAULTS: Final[dict[int, Fault]] = {
    0x10201: Fault(0x102, "size", "is no size", ()),
    0x20101: Fault(
        0x201, "ofs_table", "is {value}, past the end of the file", ((None, "Table is gone"),)
    ),
}
"""By fault id."""

HEXADECIMAL: Final[frozenset[tuple[int, int]]] = frozenset(
    (
        (0x101, 1),
        (0x103, 2),
        (0x201, 1),
        (0x201, 10),
        (0x201, 11),
    )
)
"""Structures and fields whose value people read in base 16."""
