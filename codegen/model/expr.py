# SPDX-License-Identifier: Apache-2.0
"""Kaitai's expression language as a resolved tree, its evaluation and its value ranges.

`load` parses a spec's text with `codegen.exprparse` and resolves each name, so that an emitter
meets only the nodes below. Numbers are mathematical integers, as in Kaitai's Python output: no node
wraps. An emitter for a language of fixed widths asks `codegen.ranges` how wide a value can get, and
refuses what does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

Value = int | bool | bytes | str


class BinaryOp(Enum):
    """Operators from integers to an integer. `DIV` and `MOD` round towards minus infinity, as
    Kaitai's do.
    """

    ADD = "+"
    SUB = "-"
    MUL = "*"
    DIV = "/"
    MOD = "%"
    AND = "&"
    OR = "|"
    XOR = "^"
    SHL = "<<"
    SHR = ">>"


class CompareOp(Enum):
    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class LogicOp(Enum):
    AND = "and"
    OR = "or"


class UnaryOp(Enum):
    NEG = "-"
    INVERT = "~"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Int:
    """A literal; `hexadecimal` says how the spec wrote it, so that output can write it the same
    way.
    """

    value: int
    hexadecimal: bool = False


@dataclass(frozen=True, slots=True)
class Bool:
    value: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal; compared with string and bytes fields only."""

    value: str


@dataclass(frozen=True, slots=True)
class This:
    """`_`: the value that a rule is about."""


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A field of this structure; a longer path leads into nested structures. `boolean`: a `b1`
    without an enum.
    """

    path: tuple[str, ...]
    boolean: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """One element, at a constant index, of a fixed array (or one byte of fixed bytes)."""

    path: tuple[str, ...]
    index: int


@dataclass(frozen=True, slots=True)
class SizeRef:
    """`.size` or `.length` of a bytes or string field, in bytes."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParamRef:
    name: str
    boolean: bool = False


@dataclass(frozen=True, slots=True)
class ConstRef:
    """A constant: of the structure (`owner` is its name), or of the root (`owner` is "") of the
    file `spec`.
    """

    spec: str
    owner: str
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class DerivedRef:
    """A derived value; `expr` is its definition, already written in the terms of the structure that
    refers to it.
    """

    path: tuple[str, ...]
    expr: Expr


@dataclass(frozen=True, slots=True)
class MemberRef:
    """`enum::member` of the file `spec`."""

    spec: str
    enum: str
    member: str
    value: int


@dataclass(frozen=True, slots=True)
class Unary:
    op: UnaryOp
    operand: Expr


@dataclass(frozen=True, slots=True)
class Binary:
    op: BinaryOp
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Compare:
    op: CompareOp
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Logic:
    op: LogicOp
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Cond:
    """`test ? then : other`."""

    test: Expr
    then: Expr
    other: Expr


@dataclass(frozen=True, slots=True)
class ToInt:
    """`.to_i` of an enum value or a boolean."""

    operand: Expr


Expr = (
    Int
    | Bool
    | Text
    | This
    | FieldRef
    | Element
    | SizeRef
    | ParamRef
    | ConstRef
    | DerivedRef
    | MemberRef
    | Unary
    | Binary
    | Compare
    | Logic
    | Cond
    | ToInt
)


def children(node: Expr) -> tuple[Expr, ...]:
    """The nodes right under `node`; a derived value's definition counts."""
    match node:
        case Unary(operand=a) | ToInt(a) | DerivedRef(expr=a):
            return (a,)
        case Binary(left=a, right=b) | Compare(left=a, right=b) | Logic(left=a, right=b):
            return (a, b)
        case Cond(a, b, c):
            return (a, b, c)
        case Int() | Bool() | Text() | This() | ConstRef() | MemberRef():
            return ()
        case FieldRef() | Element() | SizeRef() | ParamRef():
            return ()


def replaced(node: Expr, leaf: Callable[[Expr], Expr | None]) -> Expr:
    """`node` with what `leaf` puts in the place of its parts, the outer ones first; None: as it is,
    but for its own parts.
    """

    def go(n: Expr) -> Expr:
        found = leaf(n)
        if found is not None:
            return found
        match n:
            case DerivedRef(path, definition):
                return DerivedRef(path, go(definition))
            case Unary(op, a):
                return Unary(op, go(a))
            case ToInt(a):
                return ToInt(go(a))
            case Binary(op, a, b):
                return Binary(op, go(a), go(b))
            case Compare(cop, a, b):
                return Compare(cop, go(a), go(b))
            case Logic(lop, a, b):
                return Logic(lop, go(a), go(b))
            case Cond(a, b, c):
                return Cond(go(a), go(b), go(c))
            case Int() | Bool() | Text() | ConstRef() | MemberRef() | This():
                return n
            case FieldRef() | Element() | SizeRef() | ParamRef():
                return n

    return go(node)


def walk(node: Expr) -> Iterator[Expr]:
    yield node
    for child in children(node):
        yield from walk(child)


def is_boolean(node: Expr) -> bool:
    """Whether the node's value is a truth value."""
    match node:
        case Bool() | Compare() | Logic():
            return True
        case Unary(op=op):
            return op is UnaryOp.NOT
        case FieldRef(boolean=boolean) | ParamRef(boolean=boolean):
            return boolean
        case DerivedRef(expr=a) | Cond(then=a):
            return is_boolean(a)
        case Int() | Text() | ConstRef() | MemberRef() | Element() | SizeRef() | This():
            return False
        case Binary() | ToInt():
            return False


class Missing(LookupError):
    """A name that the environment of `evaluate` does not hold."""


@dataclass(frozen=True, slots=True)
class Env:
    """What names mean. A nested structure is a nested mapping; bytes and arrays are sequences."""

    fields: Mapping[str, object]
    params: Mapping[str, int]
    this: Value | None = None


def _lookup(env: Env, path: tuple[str, ...]) -> object:
    here: object = env.fields
    for part in path:
        if not isinstance(here, Mapping) or part not in here:
            raise Missing(".".join(path))
        here = here[part]
    return here


_ARITHMETIC: dict[BinaryOp, Callable[[int, int], int]] = {
    BinaryOp.ADD: lambda a, b: a + b,
    BinaryOp.SUB: lambda a, b: a - b,
    BinaryOp.MUL: lambda a, b: a * b,
    BinaryOp.DIV: lambda a, b: a // b,
    BinaryOp.MOD: lambda a, b: a % b,
    BinaryOp.AND: lambda a, b: a & b,
    BinaryOp.OR: lambda a, b: a | b,
    BinaryOp.XOR: lambda a, b: a ^ b,
    BinaryOp.SHL: lambda a, b: a << b,
    BinaryOp.SHR: lambda a, b: a >> b,
}


def _number(value: object) -> int:
    if isinstance(value, int):
        return int(value)
    raise TypeError(f"{value!r} is not a number")


def _compare(op: CompareOp, a: Value, b: Value) -> bool:
    if isinstance(a, str):
        a = a.encode()
    if isinstance(b, str):
        b = b.encode()
    if op is CompareOp.EQ:
        return a == b
    if op is CompareOp.NE:
        return a != b
    x, y = _number(a), _number(b)
    match op:
        case CompareOp.LT:
            return x < y
        case CompareOp.LE:
            return x <= y
        case CompareOp.GT:
            return x > y
        case CompareOp.GE:
            return x >= y


def evaluate(node: Expr, env: Env) -> Value:
    """The node's value. Raises `Missing`, `ZeroDivisionError`, `ValueError` (a negative shift) or
    `TypeError`.
    """
    match node:
        case Int(value) | Bool(value) | Text(value):
            return value
        case ConstRef(value=value) | MemberRef(value=value):
            return value
        case This():
            if env.this is None:
                raise Missing("_")
            return env.this
        case FieldRef(path=path):
            found = _lookup(env, path)
            if isinstance(found, int | bool | bytes | str):
                return found
            raise TypeError(f"{'.'.join(path)} is not a plain value")
        case Element(path, index):
            return _number(_lookup(env, path)[index])  # type: ignore[index]
        case SizeRef(path):
            return len(_lookup(env, path))  # type: ignore[arg-type]
        case ParamRef(name=name):
            if name not in env.params:
                raise Missing(name)
            return env.params[name]
        case DerivedRef(expr=definition):
            return evaluate(definition, env)
        case Unary(op, a):
            return _unary(op, evaluate(a, env))
        case Binary(op, a, b):
            return _ARITHMETIC[op](_number(evaluate(a, env)), _number(evaluate(b, env)))
        case Compare(op, a, b):
            return _compare(op, evaluate(a, env), evaluate(b, env))
        case Logic(LogicOp.AND, a, b):
            return bool(evaluate(a, env)) and bool(evaluate(b, env))
        case Logic(left=a, right=b):
            return bool(evaluate(a, env)) or bool(evaluate(b, env))
        case Cond(test, then, other):
            return evaluate(then if evaluate(test, env) else other, env)
        case ToInt(a):
            return _number(evaluate(a, env))


def _unary(op: UnaryOp, value: Value) -> Value:
    match op:
        case UnaryOp.NEG:
            return -_number(value)
        case UnaryOp.INVERT:
            return ~_number(value)
        case UnaryOp.NOT:
            return not value


def constant(node: Expr) -> int | None:
    """The node's number when it depends on nothing, else None."""
    if any(
        isinstance(n, This | FieldRef | Element | SizeRef | ParamRef | Text) for n in walk(node)
    ):
        return None
    value = evaluate(node, Env({}, {}))
    return int(value) if isinstance(value, int) else None
