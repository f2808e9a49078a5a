# SPDX-License-Identifier: Apache-2.0
"""How a structure's fields become `struct` formats: shared by the emitted Python writers and
readers.
"""

from __future__ import annotations

import keyword
from dataclasses import dataclass

from codegen.expr import Expr, constant
from codegen.model import (
    Array,
    Bits,
    ByteOrder,
    Bytes,
    Contents,
    Eq,
    Field,
    Integer,
    Nested,
    Rule,
    SpecFile,
    String,
    Structure,
    structure_of,
)

CODES = {1: "B", 2: "H", 4: "I", 8: "Q"}


def attribute(name: str) -> str:
    """The attribute that holds field `name`."""
    return name + "_" if keyword.iskeyword(name) else name


def contents_of(field: Field) -> bytes | None:
    """The bytes that the field must hold, where it has `contents`: then it is no attribute but a
    constant.
    """
    for rule in field.rules:
        if isinstance(rule, Contents):
            return rule.data
    return None


def groups(structure: Structure) -> list[tuple[Field, ...]]:
    """Fields in order; bit fields that share the bytes of one group together."""
    out: list[list[Field]] = []
    room = 0
    for field in structure.fields:
        if isinstance(field.kind, Bits):
            if room >= field.kind.width and isinstance(out[-1][-1].kind, Bits):
                out[-1].append(field)
            else:
                out.append([field])
                room = 8 * field.kind.group_size
            room -= field.kind.width
        else:
            out.append([field])
            room = 0
    return [tuple(group) for group in out]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of groups that are all there under one condition and have constant sizes, or one
    variable field.
    """

    groups: tuple[tuple[Field, ...], ...]
    condition: Expr | None
    variable: bool
    size: int | None


def pieces(structure: Structure) -> list[Piece]:
    """The structure cut where a condition changes and around each variable field."""
    out: list[Piece] = []
    for group in groups(structure):
        head = group[0]
        variable = head.is_variable
        last = out[-1] if out else None
        if (
            last is not None
            and not variable
            and not last.variable
            and last.condition == head.condition
        ):
            assert last.size is not None and head.size is not None
            out[-1] = Piece((*last.groups, group), last.condition, False, last.size + head.size)
        else:
            out.append(Piece((group,), head.condition, variable, None if variable else head.size))
    return out


def order_of(structure: Structure) -> ByteOrder:
    """The byte order of most of its numbers."""
    orders = [f.kind.order for f in structure.fields if isinstance(f.kind, Integer | Bits)]
    orders += [
        f.kind.element.order
        for f in structure.fields
        if isinstance(f.kind, Array) and isinstance(f.kind.element, Integer)
    ]
    return ByteOrder.LITTLE if orders.count(ByteOrder.LITTLE) * 2 >= len(orders) else ByteOrder.BIG


def word(order: ByteOrder) -> str:
    """As `int.to_bytes` spells it."""
    return "little" if order is ByteOrder.LITTLE else "big"


def default_of(specs: tuple[SpecFile, ...], field: Field) -> str | None:
    """The default of the field's attribute: what must stand there, else zero where zero breaks no
    rule.
    """
    for rule in field.rules:
        if isinstance(rule, Eq) and (value := constant(rule.value)) is not None:
            return f"{value:#x}" if value > 0xFFFF else str(value)
    match field.kind:
        case Integer() | Bits():
            if not all(_zero_passes(rule) for rule in field.rules):
                return None
            return "False" if isinstance(field.kind, Bits) and field.kind.boolean else "0"
        case Bytes(size) | String(size, _, _):
            fixed = constant(size) if size is not None else None
            return f"bytes({fixed})" if fixed and isinstance(field.kind, Bytes) else 'b""'
        case Nested(ref, _):
            inner = structure_of(specs, ref)
            optional = all(default_of(specs, f) or contents_of(f) is not None for f in inner.fields)
            return f"later(lambda: {inner.python_name}())" if optional else None
        case Array(element, count):
            number = constant(count)
            if number is None:
                return "()"
            match element:
                case Integer():
                    return f"(0,) * {number}"
                case Bytes(size):
                    return f"(bytes({constant(size)}),) * {number}"
                case Nested():
                    return None


def _zero_passes(rule: Rule) -> bool:
    from codegen.expr import Env, Missing, evaluate
    from codegen.model import AnyOf, ExprRule, InEnum, Range

    match rule:
        case Range(low, high, _, _):
            return (low is None or (constant(low) or 0) <= 0) and (
                high is None or constant(high) is not None
            )
        case AnyOf(values, _, _):
            return any(constant(v) == 0 for v in values)
        case ExprRule(expr, _, _):
            try:
                return bool(evaluate(expr, Env({}, {}, 0)))
            except (Missing, ZeroDivisionError, ValueError, TypeError):
                return False
        case InEnum():
            return True
        case Eq(value, _, _):
            return constant(value) == 0
        case Contents():
            return False
