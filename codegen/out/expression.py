# SPDX-License-Identifier: Apache-2.0
"""Expressions of the specs as Python text. Python's integers are the mathematical ones that the
language means.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from codegen.model import model as m
from codegen.model.expr import (
    Binary,
    Bool,
    Compare,
    Cond,
    ConstRef,
    DerivedRef,
    Element,
    Expr,
    FieldRef,
    Int,
    Logic,
    MemberRef,
    ParamRef,
    SizeRef,
    Text,
    This,
    ToInt,
    Unary,
    UnaryOp,
)

Names = Callable[[tuple[str, ...]], str]
"""How the place where the text goes writes a field: `self.a.b`, `a.b`, `this.a.b`."""

TEXT_COLUMNS = 76
"""Characters of a piece of a long text: what fits a line inside of a call in a method."""


def python_bytes(data: bytes) -> str:
    """Bytes; many zeros as what they are."""
    return repr(data) if any(data) or len(data) <= 8 else f"bytes({len(data)})"


def python_int(value: int, hexadecimal: bool = False) -> str:
    """A literal, in base 16 where the spec wrote it so."""
    return f"{value:#x}" if hexadecimal and value > 9 else str(value)


def python_expr(
    node: Expr,
    names: Names,
    this: str = "_",
    param: Callable[[str], str] = str,
    derived: Names | None = None,
) -> str:
    """The node as Python text, safe to use as an operand (compound text comes in parentheses)."""

    def text(inner: Expr) -> str:
        return python_expr(inner, names, this, param, derived)

    match node:
        case Int(value, hexadecimal):
            return python_int(value, hexadecimal)
        case Bool(value):
            return str(value)
        case Text(value):
            return repr(value.encode())
        case This():
            return this
        case FieldRef(path=path):
            return names(path)
        case Element(path, index):
            return f"{names(path)}[{index}]"
        case SizeRef(path):
            return f"len({names(path)})"
        case ParamRef(name=name):
            return param(name)
        case ConstRef(value=value) | MemberRef(value=value):
            return python_int(value, value > 0xFFFF)
        case DerivedRef(path, definition):
            return derived(path) if derived is not None else text(definition)
        case ToInt(operand):
            return f"int({text(operand)})"
        case Unary(UnaryOp.NOT, operand):
            return f"(not {text(operand)})"
        case Unary(op, operand):
            return f"({op.value}{text(operand)})"
        case Binary(op, left, right):
            sign = "//" if op.value == "/" else op.value
            return f"({text(left)} {sign} {text(right)})"
        case Compare(op, left, right):
            return f"({text(left)} {op.value} {text(right)})"
        case Logic(op, left, right):
            return f"({text(left)} {op.value} {text(right)})"
        case Cond(test, then, other):
            return f"({text(then)} if {text(test)} else {text(other)})"


def bare(text: str) -> str:
    """`text` without the one pair of parentheses that surrounds all of it."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for place, char in enumerate(text):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth == 0 and place < len(text) - 1:
            return text
    return text[1:-1]


def python_members(enum: m.EnumType) -> str:
    """The numbers of an enum's members, with commas between."""
    return ", ".join(python_int(e.value, e.value > 0xFFFF) for e in enum.members)


def python_text(text: str) -> str:
    """A text as a literal; a long one as several that follow each other, cut after spaces."""
    rows = [""]
    for piece in re.findall(r"[^ ]* ?", text):
        if rows[-1] and len(rows[-1]) + len(piece) > TEXT_COLUMNS:
            rows.append("")
        rows[-1] += piece
    return " ".join(map(repr, rows))
