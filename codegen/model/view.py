# SPDX-License-Identifier: Apache-2.0
"""Whole images as `specs/views` declares them: types whose attributes say where they are, how long
and what they hold, by programs for the guest's interpreter (guest/ops/view).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

__all__ = ["Attr", "Kind", "Op", "Repeat", "Type", "View", "Views"]


class Op(IntEnum):
    """What an instruction does. Operands follow as numbers of 7 bits a byte, least first."""

    END = 0
    INT = 1
    BYTES = 2
    PARAM = 3
    SELF = 4
    ROOT = 5
    ATTR = 6
    ELEMENT = 7
    INDEX = 8
    IT = 9
    IO_SIZE = 10
    IO_POS = 11
    IO_EOF = 12
    LENGTH = 13
    ADD = 20
    SUB = 21
    MUL = 22
    DIV = 23
    MOD = 24
    AND = 25
    OR = 26
    XOR = 27
    SHL = 28
    SHR = 29
    EQ = 30
    NE = 31
    LT = 32
    LE = 33
    GT = 34
    GE = 35
    NEG = 40
    NOT = 41
    INVERT = 42
    SKIP_IF_NOT = 50
    SKIP = 51


class Kind(IntEnum):
    """What an attribute is."""

    NUMBER = 0
    BITS = 1
    BYTES = 2
    TEXT = 3
    OBJECT = 4
    CASES = 5
    VALUE = 6


class Repeat(IntEnum):
    ONCE = 0
    COUNT = 1
    UNTIL = 2
    TO_END = 3


@dataclass(slots=True)
class Attr:
    id: str
    kind: Kind
    width: int = 0
    """Bytes of a number, bits of bits."""
    signed: bool = False
    little: bool = False
    to_end: bool = False
    """Bytes up to the end of their stream."""
    terminator: int | None = None
    base64: bool = False
    """Whether the file has them as text (RFC 4648)."""
    in_root: bool = False
    """Whether its place is in the file and not in the part that holds its object."""
    repeat: Repeat = Repeat.ONCE
    type: int = 0
    cases: tuple[tuple[int, int], ...] = ()
    """Numbers and the type of each."""
    pos: bytes = b""
    size: bytes = b""
    cond: bytes = b""
    count: bytes = b""
    """How many, or what ends a repetition."""
    value: bytes = b""
    """The value, or by which a case is chosen."""
    args: bytes = b""
    offset: int | None = None
    """Bits from the object's start, where that is always the same."""
    enum: str = ""
    unit: str = ""
    owner: int = 0
    """Whose bytes are there, a member of `view::owner`."""
    guest: bytes = b""
    """Where on the disk its first byte belongs."""
    span: bytes = b""
    """How many bytes of the disk, where they are not as many as in the file."""
    index: bytes = b""
    """Of a list, which element leads to a place on the disk."""
    counts: bytes = b""
    """Of a list, how many bytes of the file each element counts, by itself or by what is in it."""
    trees: bool = False
    """Whether what is below shares its bytes with what others lead to."""
    below: bool = False
    """Whether its bytes are its own only where they are of nobody else."""
    leads: bool = False
    """Whether its type leads to something that has an owner."""


@dataclass(slots=True)
class Type:
    name: str
    """`qcow2::header`, or the bare name of one that a view declares."""
    attrs: list[Attr]
    num_seq: int
    num_params: int
    size: int | None = None
    """Bits, where that is always the same."""
    uniform: bool = False
    """Whether all objects in one file are as long as each other."""
    lists: bool = False
    """Whether a list is in it, however deep."""
    means: bytes = b""
    """What an entry of a table means: the number of a `Meaning`, from 1 on."""


@dataclass(frozen=True, slots=True)
class View:
    id: str
    format: str
    root: int


@dataclass(frozen=True, slots=True)
class Views:
    views: tuple[View, ...]
    types: tuple[Type, ...]
    enums: dict[str, dict[int, str]]
