# SPDX-License-Identifier: Apache-2.0
"""How a structure's fields become `struct` formats: shared by the emitted Python writers and
readers.
"""

from __future__ import annotations

import keyword
from dataclasses import dataclass

from codegen.model import model as m
from codegen.model.expr import Env, Expr, Missing, constant, evaluate

CODES = {1: "B", 2: "H", 4: "I", 8: "Q"}


def attribute(name: str) -> str:
    """The attribute that holds field `name`."""
    return name + "_" if keyword.iskeyword(name) else name


def contents_of(field: m.Field) -> bytes | None:
    """The bytes that the field must hold, where it has `contents`: then it is no attribute but a
    constant.
    """
    for rule in field.rules:
        if isinstance(rule, m.Contents):
            return rule.data
    return None


def groups(structure: m.Structure) -> list[tuple[m.Field, ...]]:
    """Fields in order; bit fields that share the bytes of one group together."""
    out: list[list[m.Field]] = []
    room = 0
    for field in structure.fields:
        if isinstance(field.kind, m.Bits):
            if room >= field.kind.width and isinstance(out[-1][-1].kind, m.Bits):
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

    groups: tuple[tuple[m.Field, ...], ...]
    condition: Expr | None
    variable: bool
    size: int | None


def pieces(structure: m.Structure) -> list[Piece]:
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


def order_of(structure: m.Structure) -> m.ByteOrder:
    """The byte order of most of its numbers."""
    orders = [f.kind.order for f in structure.fields if isinstance(f.kind, m.Integer | m.Bits)]
    orders += [
        f.kind.element.order
        for f in structure.fields
        if isinstance(f.kind, m.Array) and isinstance(f.kind.element, m.Integer)
    ]
    return (
        m.ByteOrder.LITTLE
        if orders.count(m.ByteOrder.LITTLE) * 2 >= len(orders)
        else m.ByteOrder.BIG
    )


def word(order: m.ByteOrder) -> str:
    """As `int.to_bytes` spells it."""
    return "little" if order is m.ByteOrder.LITTLE else "big"


def default_of(specs: tuple[m.SpecFile, ...], field: m.Field) -> str | None:
    """The default of the field's attribute: what must be there, else zero where zero breaks no
    rule.
    """
    for rule in field.rules:
        if isinstance(rule, m.Eq) and (value := constant(rule.value)) is not None:
            return f"{value:#x}" if value > 0xFFFF else str(value)
    match field.kind:
        case m.Integer() | m.Bits():
            if not all(_zero_passes(rule) for rule in field.rules):
                return None
            return "False" if isinstance(field.kind, m.Bits) and field.kind.boolean else "0"
        case m.Bytes(size=size) | m.String(size=size):
            fixed = constant(size) if size is not None else None
            return f"bytes({fixed})" if fixed and isinstance(field.kind, m.Bytes) else 'b""'
        case m.Nested(type=ref):
            inner = m.structure_of(specs, ref)
            optional = all(default_of(specs, f) or contents_of(f) is not None for f in inner.fields)
            return f"later(lambda: {inner.python_name}())" if optional else None
        case m.Array(element=element, count=count):
            number = constant(count)
            if number is None:
                return "()"
            match element:
                case m.Integer():
                    return f"(0,) * {number}"
                case m.Bytes(size=size):
                    return f"(bytes({constant(size)}),) * {number}"
                case m.Nested():
                    return None


def _zero_passes(rule: m.Rule) -> bool:
    match rule:
        case m.Range(min=low, max=high):
            return (low is None or (constant(low) or 0) <= 0) and (
                high is None or constant(high) is not None
            )
        case m.AnyOf(values=values):
            return any(constant(v) == 0 for v in values)
        case m.ExprRule(expr=expr):
            try:
                return bool(evaluate(expr, Env({}, {}, 0)))
            except (Missing, ZeroDivisionError, ValueError, TypeError):
                return False
        case m.InEnum():
            return True
        case m.Eq(value=value):
            return constant(value) == 0
        case m.Contents():
            return False
