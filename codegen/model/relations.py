# SPDX-License-Identifier: Apache-2.0
"""What parts of a file have to do with each other: where each is, how a table is indexed, and what
the values of its entries mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from codegen.model.expr import Expr
from codegen.model.kinds import TypeRef, Where
from codegen.model.ranges import Ranges


class Meaning(Enum):
    """What a table's entry says of its range."""

    HOLE = "hole"
    ZERO = "zero"
    ONES = "ones"
    DATA = "data"
    PARTIAL = "partial"
    COMPRESSED = "compressed"
    TABLE = "table"
    RESERVED = "reserved"


SAID = {
    Meaning.HOLE: "nothing of it is here: it is the parent's, or zeros",
    Meaning.ZERO: "it reads as zeros",
    Meaning.ONES: "all its bits are set",
    Meaning.DATA: "its bytes are where the entry says",
    Meaning.PARTIAL: "a bitmap says which of its sectors are where the entry says",
    Meaning.COMPRESSED: "compressed data is where the entry says",
    Meaning.TABLE: "the next table is where the entry says",
    Meaning.RESERVED: "no reader knows: a fault",
}
"""Each meaning in words."""


@dataclass(frozen=True, slots=True)
class Case:
    """A set of an entry's values and what they mean."""

    means: Meaning
    when: Expr | None
    """None for the last: whatever no other case is."""
    doc: str
    where: Where


@dataclass(frozen=True, slots=True)
class Given:
    """A number that an index is computed from, and what the rules promise of it."""

    name: str
    min: int
    max: int


@dataclass(frozen=True, slots=True)
class Index:
    """Which element of a table an offset belongs to."""

    expr: Expr
    """As the spec has it, over places."""
    plain: Expr
    """Over the numbers in `given`, and `offset` or `file_offset`, which is the first."""
    given: tuple[Given, ...]

    @property
    def ranges(self) -> Ranges:
        """What is known of the numbers in `plain`."""
        return Ranges({("param", g.name): (g.min, g.max) for g in self.given})


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the file: a structure, a table (with `count`) or data (with `size`). Names in
    expressions are places before it, `l1_table.ofs_l2_table` is what the chosen entry says.
    """

    id: str
    type: TypeRef | None
    at: Expr
    count: Expr | None
    index: Index | None
    condition: Expr | None
    size: Expr | None
    byte: Expr | None
    """Which of the data's bytes an offset is, of compressed data once it is unpacked."""
    is_packed: bool
    """Whether the data is compressed."""
    match: tuple[tuple[str, bytes], ...]
    """Fields that are these bytes in the element that is meant."""
    same: str
    """The place whose element this is, in another view of its bytes; "" for none."""
    search: Expr | None
    """What holds of the element that is meant, the first of all for which it does."""
    doc: str
    where: Where


PARAMS = ("offset", "file_offset", "file_size")
"""Numbers that expressions of places may name: a place on the disk, one in the file, the length of
the file.
"""
