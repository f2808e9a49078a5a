# SPDX-License-Identifier: Apache-2.0
"""The checked model of `specs/`: what emitters read. Frozen; no YAML, no unresolved name, no
default to guess.

An emitter is a module with `emit(specs) -> {output path: text}` and matches over `Kind` and `Rule`
totally.
"""

from __future__ import annotations

from dataclasses import dataclass

from codegen.model.evidence import Program, Sample, Statement
from codegen.model.example import Example
from codegen.model.expr import Expr, constant
from codegen.model.kinds import (
    Algorithm,
    Any,
    AnyOf,
    Array,
    Bits,
    ByteOrder,
    Bytes,
    Checksum,
    Contents,
    EnumRef,
    Eq,
    ExprRule,
    InEnum,
    Integer,
    Kind,
    Nested,
    QemuText,
    Range,
    Rule,
    Status,
    String,
    TypeRef,
    Where,
    integer_range,
    is_reserved,
)
from codegen.model.options import OptionSet
from codegen.model.relations import Case, Place

__all__ = [
    "Algorithm",
    "Any",
    "AnyOf",
    "Array",
    "Bits",
    "ByteOrder",
    "Bytes",
    "Checksum",
    "Contents",
    "EnumRef",
    "Eq",
    "ExprRule",
    "InEnum",
    "Integer",
    "Kind",
    "Nested",
    "QemuText",
    "Range",
    "Rule",
    "Status",
    "String",
    "TypeRef",
    "Where",
    "integer_range",
    "is_reserved",
]
"""What emitters take from here with the rest of the model."""

# Structures ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Param:
    id: str
    number: int
    """1, 2, ... in order."""
    width: int
    """Bytes of its integer type."""
    boolean: bool
    min: int
    max: int
    """The caller promises min <= value <= max (`-instar-bound: [min, max]`, or the whole type)."""
    doc: str
    where: Where


MACROS = ("place", "peek", "value", "size", "min", "max", "bound")
"""What C may be given of a field: its offset, what a rule fixes it to and the size of that, its
limits, and the largest size of a variable part. `peek` is a function that reads its number where
the structure is not parsed.
"""


@dataclass(frozen=True, slots=True)
class Field:
    id: str
    number: int
    """The field id that an error carries: 1, 2, ... in spec order."""
    orig_id: str | None
    kind: Kind
    rules: tuple[Rule, ...]
    """Those of qemu, which every parser here checks."""
    format_rules: tuple[Rule, ...] | None
    """Those of the format, where they are others."""
    differs: str
    """How: the `doc` of `-instar-qemu-valid`."""
    any: Any | None
    enum: EnumRef | None
    condition: Expr | None
    """`if`: the field is absent, and takes no bytes, when this is false. C and Python then hold
    zero (empty bytes).
    """
    offset: int | None
    """Bytes from the structure's start, when it is the same wherever the field is present. For
    bits: of their group.
    """
    size: int | None
    """Bytes, when constant. For bits: of their group."""
    min_value: int | None
    max_value: int | None
    """Range of a number that has passed its constant rules, either the format's or qemu's (for an
    absent field: 0 counts too).
    """
    bound: int | None
    """Largest count of a variable array, or largest size in bytes of variable bytes or string."""
    checksum: Checksum | None
    qemu: tuple[QemuText, ...]
    practice: tuple[Statement, ...]
    call: str
    unit: str
    doc: str
    doc_ref: tuple[str, ...]
    where: Where
    macros: tuple[str, ...]
    """`-instar-c`: which of its macros C is given, of `MACROS`."""

    @property
    def by_format(self) -> tuple[Rule, ...]:
        """The format's rules."""
        return self.rules if self.format_rules is None else self.format_rules

    @property
    def is_reserved(self) -> bool:
        return is_reserved(self.id)

    @property
    def is_variable(self) -> bool:
        """Takes an offset and a length in the parsed buffer instead of a value."""
        match self.kind:
            case Bytes(size):
                return constant(size) is None
            case String(size, _, _):
                return size is None or constant(size) is None
            case Array(_, count):
                return constant(count) is None
            case Integer() | Bits() | Nested():
                return False


@dataclass(frozen=True, slots=True)
class Constant:
    id: str
    value: int
    expr: Expr
    unit: str
    doc: str
    where: Where
    in_c: bool
    """Whether C is given a macro of it."""
    own: bool = False
    """`-instar-own`: a limit of instar, of neither the format nor qemu."""

    @property
    def hexadecimal(self) -> bool:
        """Whether it reads better in base 16: the spec wrote it so."""
        return getattr(self.expr, "hexadecimal", False)


@dataclass(frozen=True, slots=True)
class Derived:
    """A value instance over fields and params."""

    id: str
    expr: Expr
    boolean: bool
    enum: EnumRef | None
    min_value: int
    max_value: int
    unit: str
    doc: str
    where: Where


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that needs more than the structure."""

    id: str
    number: int
    field: str | None
    text: str
    qemu: tuple[QemuText, ...]
    doc: str
    where: Where
    host: bool = False
    """The host refuses so: no guest is asked."""


@dataclass(frozen=True, slots=True)
class NamedString:
    id: str
    text: str
    doc: str
    where: Where


@dataclass(frozen=True, slots=True)
class NamedBytes:
    """A constant that is bytes: an identifier that several structures may hold."""

    id: str
    data: bytes
    doc: str
    where: Where
    macros: tuple[str, ...]
    """`-instar-c`: `value`, `size`."""


@dataclass(frozen=True, slots=True)
class Member:
    id: str
    value: int
    doc: str
    where: Where


@dataclass(frozen=True, slots=True)
class EnumType:
    spec: str
    name: str
    members: tuple[Member, ...]
    doc: str
    where: Where

    @property
    def ref(self) -> EnumRef:
        return EnumRef(self.spec, self.name)


@dataclass(frozen=True, slots=True)
class MagicFact:
    """Bytes at an offset by which the format is recognised; a negative offset counts from the
    file's end.
    """

    offset: int
    data: bytes
    doc: str
    where: Where
    macros: tuple[str, ...]
    """`-instar-c`, of a signature: `place`, `value`, `size`."""


@dataclass(frozen=True, slots=True)
class Structure:
    spec: str
    name: str
    number: int
    """Structure id, unique over all specs: the file's number << 8 | the type's."""
    params: tuple[Param, ...]
    fields: tuple[Field, ...]
    constants: tuple[Constant, ...]
    derived: tuple[Derived, ...]
    faults: tuple[Fault, ...]
    strings: tuple[NamedString, ...]
    is_abi: bool
    is_entry: bool
    """Only bit fields, or one integer, of 1, 2, 4 or 8 bytes in all, none conditional: a `Nested`
    of it is a number.
    """
    entry_order: ByteOrder
    """Byte order of an entry's number (without meaning elsewhere)."""
    size: int | None
    """Bytes, when constant; else None, and `min_size` counts the leading fields that are always
    there.
    """
    min_size: int
    max_size: int
    """With every conditional field present and every variable one at its bound."""
    practice: tuple[Statement, ...]
    doc: str
    doc_ref: tuple[str, ...]
    where: Where
    max_size_in_c: bool
    """`-instar-c: [max_size]`: whether C is given the largest size of one that varies."""
    cases: tuple[Case, ...]
    """`-instar-entry`: what the values of an entry mean."""

    @property
    def ref(self) -> TypeRef:
        return TypeRef(self.spec, self.name)

    @property
    def c_name(self) -> str:
        """`qcow2_header`."""
        return f"{self.spec}_{self.name}"

    @property
    def python_name(self) -> str:
        """`Qcow2Header`."""
        return camel(self.c_name)

    @property
    def human_name(self) -> str:
        """`qcow2 header`, as error lines say it."""
        return f"{self.spec} {self.name}".replace("_", " ")

    def field(self, name: str) -> Field:
        for f in self.fields:
            if f.id == name:
                return f
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class SpecFile:
    id: str
    number: int
    """`-instar-id`: declared, so that it does not move when a spec is added."""
    path: str
    """`specs/formats/qcow2.ksy`, with forward slashes, from the project's root."""
    hash8: str
    """First 8 hex digits of the SHA-256 of the file and of what it imports."""
    title: str
    doc: str
    doc_ref: tuple[str, ...]
    imports: tuple[str, ...]
    is_abi: bool
    order: ByteOrder | None
    bit_order: ByteOrder | None
    structures: tuple[Structure, ...]
    """In spec order, except that a nested structure is before what holds it."""
    constants: tuple[Constant, ...]
    named_bytes: tuple[NamedBytes, ...]
    enums: tuple[EnumType, ...]
    magics: tuple[MagicFact, ...]
    strings: tuple[NamedString, ...]
    programs: tuple[Program, ...]
    samples: tuple[Sample, ...]
    option_sets: tuple[OptionSet, ...]
    places: tuple[Place, ...]
    """`-instar-places`: where the parts of a file are, each before what it leads to."""
    examples: tuple[Example, ...]
    license: str
    history: tuple[tuple[str, str], ...]
    """`-instar-history`: dates, and what changed on the page of the format."""
    root_view: tuple[str, ...]
    """Ids of the root's `seq`, for the reference page; nothing else is emitted for it."""
    where: Where

    @property
    def kind(self) -> str:
        """`formats` or `abi`: the directory."""
        return self.path.split("/")[-2]

    def structure(self, name: str) -> Structure:
        for s in self.structures:
            if s.name == name:
                return s
        raise KeyError(name)

    def enum(self, name: str) -> EnumType:
        for e in self.enums:
            if e.name == name:
                return e
        raise KeyError(name)


def camel(name: str) -> str:
    """`qcow2_l2_entry` -> `Qcow2L2Entry`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def structure_of(specs: tuple[SpecFile, ...], ref: TypeRef) -> Structure:
    """Resolve a reference; the loader has proved that it can be."""
    return next(s for s in specs if s.id == ref.spec).structure(ref.name)


def enum_of(specs: tuple[SpecFile, ...], ref: EnumRef) -> EnumType:
    return next(s for s in specs if s.id == ref.spec).enum(ref.name)
