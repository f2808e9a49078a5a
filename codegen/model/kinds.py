# SPDX-License-Identifier: Apache-2.0
"""What a field is and which rules it has: the leaves of the model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from codegen.model.expr import Expr


class ByteOrder(Enum):
    LITTLE = "le"
    BIG = "be"


class Status(IntEnum):
    """`enum parse_status` of guest/base/parse.h: why a parser refused. The numbers travel in
    `Error.reason`.
    """

    OK = 0
    TRUNCATED = 1
    BAD_MAGIC = 2
    RANGE = 3
    RESERVED = 4
    ALIGN = 5
    ENUM = 6
    RULE = 7
    CHECKSUM = 8


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a spec, as the linter prints it:
    `specs/formats/qcow2.ksy:41: /types/header/seq/5`.
    """

    file: str
    line: int
    path: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}"


@dataclass(frozen=True, slots=True)
class TypeRef:
    """A structure: `name` of the file whose meta/id is `spec`."""

    spec: str
    name: str


@dataclass(frozen=True, slots=True)
class EnumRef:
    spec: str
    name: str


# Kinds of a field ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Integer:
    """u1..u8, s1..s8."""

    width: int
    """Bytes: 1, 2, 4 or 8."""
    order: ByteOrder
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Bits:
    """b1..b64: `(load(group) >> shift) & ((1 << width) - 1)`, the group being whole bytes loaded in
    `order`.
    """

    width: int
    shift: int
    group_size: int
    """Bytes of the group of bit fields that follow each other; 1..8."""
    order: ByteOrder
    boolean: bool
    """Kaitai reads a `b1` without an enum as a truth value."""


@dataclass(frozen=True, slots=True)
class Bytes:
    """`size` bytes; a field with `contents` is one too, with the rule `Contents`."""

    size: Expr


@dataclass(frozen=True, slots=True)
class String:
    """Text in `size` bytes, or (`size` None) up to its terminator."""

    size: Expr | None
    encoding: str
    terminated: bool
    """`strz`: the text ends at the first zero byte, which is not part of it."""


@dataclass(frozen=True, slots=True)
class Nested:
    """Another structure in place. Its size is constant; an entry is as its number in the C
    struct.
    """

    type: TypeRef
    args: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Array:
    """`repeat: expr`. The count is constant (a fixed array) or at most `Field.bound`; elements have
    a constant size.
    """

    element: Integer | Nested | Bytes
    count: Expr


Kind = Integer | Bits | Bytes | String | Nested | Array


# Rules --------------------------------------------------------------------------------------------
# In the order in which they are checked. `text` completes "<field> is <value>, must be ...", e.g.
# "9..21".


@dataclass(frozen=True, slots=True)
class Eq:
    value: Expr
    status: Status
    text: str


@dataclass(frozen=True, slots=True)
class Range:
    """At least one of the two ends is given; both are inclusive."""

    min: Expr | None
    max: Expr | None
    status: Status
    text: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    values: tuple[Expr, ...]
    status: Status
    text: str


@dataclass(frozen=True, slots=True)
class ExprRule:
    """True for a good value; `This` is the value."""

    expr: Expr
    status: Status
    text: str


@dataclass(frozen=True, slots=True)
class InEnum:
    enum: EnumRef
    status: Status
    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    data: bytes
    status: Status
    text: str


@dataclass(frozen=True, slots=True)
class Any:
    """Not a rule: `-instar-any`, the reason why nothing is wrong with any value."""

    why: str


Rule = Eq | Range | AnyOf | ExprRule | InEnum | Contents


class Algorithm(Enum):
    CRC32C = "crc32c"
    CRC32 = "crc32"
    ONES_COMPLEMENT_SUM = "ones_complement_sum"


@dataclass(frozen=True, slots=True)
class Checksum:
    """The field is the checksum of bytes [start, end) of the structure, the field itself taken as
    zero.
    """

    algorithm: Algorithm
    start: int
    end: Expr
    advisory: bool
    """The parser does not check it (readers go on with a warning); the caller has the function that
    computes it.
    """


@dataclass(frozen=True, slots=True)
class QemuText:
    """What qemu-img prints, up to (not including) version `until`; the last of a list has no
    `until`.
    """

    text: str
    until: tuple[int, ...] | None


def is_reserved(field_id: str) -> bool:
    return field_id == "reserved" or field_id.startswith(("reserved_", "unused", "padding"))


def integer_range(kind: Integer | Bits) -> tuple[int, int]:
    match kind:
        case Integer(width=width, signed=True):
            return -(1 << (8 * width - 1)), (1 << (8 * width - 1)) - 1
        case Integer(width=width):
            return 0, (1 << (8 * width)) - 1
        case Bits(width=width):
            return 0, (1 << width) - 1
