# SPDX-License-Identifier: Apache-2.0
"""Expressions as the specs write them, for people: names, members and precedence are the spec's."""

from __future__ import annotations

from codegen.model.expr import (
    Binary,
    BinaryOp,
    Bool,
    Compare,
    CompareOp,
    Cond,
    ConstRef,
    DerivedRef,
    Element,
    Expr,
    FieldRef,
    Int,
    Logic,
    LogicOp,
    MemberRef,
    ParamRef,
    SizeRef,
    Text,
    This,
    ToInt,
    Unary,
    UnaryOp,
)

# From what binds least on.
_LEVELS: tuple[tuple[BinaryOp | CompareOp | LogicOp | UnaryOp, ...], ...] = (
    (LogicOp.OR,),
    (LogicOp.AND,),
    (UnaryOp.NOT,),
    tuple(CompareOp),
    (BinaryOp.OR,),
    (BinaryOp.XOR,),
    (BinaryOp.AND,),
    (BinaryOp.SHL, BinaryOp.SHR),
    (BinaryOp.ADD, BinaryOp.SUB),
    (BinaryOp.MUL, BinaryOp.DIV, BinaryOp.MOD),
    (UnaryOp.NEG, UnaryOp.INVERT),
)
_LEVEL_OF = {op: level for level, ops in enumerate(_LEVELS, 1) for op in ops}
_ATOM = len(_LEVELS) + 1


def _level(node: Expr) -> int:
    match node:
        case Unary(op=op) | Binary(op=op) | Compare(op=op) | Logic(op=op):
            return _LEVEL_OF[op]
        case Cond():
            return 0
        case Int() | Bool() | Text() | This() | FieldRef() | DerivedRef() | Element():
            return _ATOM
        case SizeRef() | ParamRef() | ConstRef() | MemberRef() | ToInt():
            return _ATOM


def _operand(node: Expr, least: int) -> str:
    text = spelled(node)
    return text if _level(node) >= least else f"({text})"


def spelled(node: Expr) -> str:
    """The node as text."""
    level = _level(node)
    match node:
        case Int(value, hexadecimal):
            return f"{value:#x}" if hexadecimal and value > 9 else str(value)
        case Bool(value):
            return str(value).lower()
        case Text(value):
            return f"'{value}'"
        case This():
            return "_"
        case FieldRef(path=path) | DerivedRef(path=path):
            return ".".join(path)
        case Element(path, index):
            return f"{'.'.join(path)}[{index}]"
        case SizeRef(path):
            return f"{'.'.join(path)}.size"
        case ParamRef(name=name) | ConstRef(name=name):
            return name
        case MemberRef(enum=enum, member=member):
            return f"{enum}::{member}"
        case ToInt(operand):
            return f"{_operand(operand, _ATOM)}.to_i"
        case Unary(UnaryOp.NOT, operand):
            return f"not {_operand(operand, level)}"
        case Unary(op, operand):
            return f"{op.value}{_operand(operand, level)}"
        case Compare(op, left, right):
            return f"{_operand(left, level + 1)} {op.value} {_operand(right, level + 1)}"
        case Binary(op, left, right) | Logic(op, left, right):
            return f"{_operand(left, level)} {op.value} {_operand(right, level + 1)}"
        case Cond(test, then, other):
            return f"{_operand(test, 1)} ? {_operand(then, 1)} : {_operand(other, 0)}"
