# SPDX-License-Identifier: Apache-2.0
"""Expressions in C, with the types that make them total.

A value's range is known (`codegen.ranges`), so each operation is done in the narrowest of int,
uint32_t, uint64_t, int64_t and __int128 that holds both operands and the result: nothing wraps,
nothing overflows, and the result is what mathematics, Kaitai's Python and `codegen.expr.evaluate`
say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from codegen.c.text import constant_macro, literal, macro
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
from codegen.model.ranges import Interval, Ranges, assume, bounds

INT, U32, U64, I64, I128 = "int", "uint32_t", "uint64_t", "int64_t", "__int128"
_RANGES = {
    INT: (-(1 << 31), (1 << 31) - 1),
    U32: (0, (1 << 32) - 1),
    U64: (0, (1 << 64) - 1),
    I64: (-(1 << 63), (1 << 63) - 1),
    I128: (-(1 << 127), (1 << 127) - 1),
}
_PRECEDENCE = {
    BinaryOp.MUL: 10,
    BinaryOp.DIV: 10,
    BinaryOp.MOD: 10,
    BinaryOp.ADD: 9,
    BinaryOp.SUB: 9,
    BinaryOp.SHL: 8,
    BinaryOp.SHR: 8,
    BinaryOp.AND: 5,
    BinaryOp.XOR: 4,
    BinaryOp.OR: 3,
}
_UNARY, _ATOM, _COMPARE, _EQUAL, _AND, _OR, _COND = 11, 12, 7, 6, 2, 1, 0
NEGATED = {
    CompareOp.EQ: CompareOp.NE,
    CompareOp.NE: CompareOp.EQ,
    CompareOp.LT: CompareOp.GE,
    CompareOp.GE: CompareOp.LT,
    CompareOp.GT: CompareOp.LE,
    CompareOp.LE: CompareOp.GT,
}


class NotInC(ValueError):
    """A value that not even 128 bits hold, or an operation that C leaves undefined or defines
    otherwise.
    """


@dataclass(frozen=True, slots=True)
class Code:
    """C text, its precedence, and its type after the usual promotions."""

    text: str
    precedence: int
    type: str

    def within(self, precedence: int) -> str:
        """The text, in parentheses where it binds no tighter than `precedence`."""
        return self.text if self.precedence > precedence else f"({self.text})"


class Names(Protocol):
    """How the surroundings spell values: a parser's locals, a struct's members, an entry's bits."""

    def field(self, path: tuple[str, ...]) -> Code: ...

    def element(self, path: tuple[str, ...], index: int) -> Code: ...

    def size(self, path: tuple[str, ...]) -> Code: ...

    def param(self, name: str) -> Code: ...

    def derived(self, path: tuple[str, ...]) -> Code | None:
        """A call that gives the derived value, or None: write its definition."""

    def this(self) -> Code: ...

    def text_equal(self, node: Expr, data: bytes) -> str:
        """A call that compares a field's bytes with a text."""


def promoted(c_type: str) -> str:
    """The type in which C computes with a variable of this type."""
    if c_type in ("bool", "uint8_t", "uint16_t", "int8_t", "int16_t", "int32_t"):
        return INT
    return U64 if c_type == "size_t" else c_type


def _fits(c_type: str, values: list[Interval]) -> bool:
    low, high = _RANGES[c_type]
    return all(low <= v[0] and v[1] <= high for v in values)


def common_type(a: Code, b: Code, values: list[Interval]) -> str:
    """The narrowest type for an operation over these values that C's conversions do not spoil."""
    kinds = {a.type, b.type}
    if _fits(INT, values) and kinds == {INT}:
        return INT
    if _fits(U32, values) and kinds <= {INT, U32}:
        return U32
    if _fits(U64, values):
        return U64
    if _fits(I64, values):
        return I64
    if _fits(I128, values):
        return I128
    raise NotInC(f"{a.text} with {b.text} needs more than 128 bits; give the operands rules")


def _cast(code: Code, c_type: str) -> Code:
    if code.type == c_type:
        return code
    return Code(f"({c_type}){code.within(_UNARY - 1)}", _UNARY, c_type)


def _rank(c_type: str) -> int:
    return (INT, U32, I64, U64, I128).index(c_type)


def joined(a: Code, b: Code, c_type: str) -> tuple[Code, Code]:
    """Operands that C converts to `c_type` by itself, one of them cast where needed."""
    if c_type != I128:
        a, b = (_cast(code, c_type) if code.type == I128 else code for code in (a, b))
    if c_type == I64:
        if a.type != I64 and b.type != I64:
            a = _cast(a, I64)
        return (_cast(a, I64) if a.type == U64 else a), (_cast(b, I64) if b.type == U64 else b)
    if _rank(a.type) < _rank(c_type) and _rank(b.type) < _rank(c_type):
        a = _cast(a, c_type)
    return (_cast(a, c_type) if a.type == I64 and c_type == U64 else a), b


class CExpr:
    """Writes trees in the terms of one place."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def code(self, node: Expr, ranges: Ranges) -> Code:
        match node:
            case Int(value, hexadecimal):
                return self._literal(value, hexadecimal)
            case Bool(value):
                return Code("true" if value else "false", _ATOM, INT)
            case Text():
                raise TypeError("a text is possible only in a comparison")
            case This():
                return self._names.this()
            case FieldRef(path=path):
                return self._names.field(path)
            case Element(path, index):
                return self._names.element(path, index)
            case SizeRef(path):
                return self._names.size(path)
            case ParamRef(name=name):
                return self._names.param(name)
            case ConstRef(spec, owner, name, value):
                c_type = INT if value < 0 else U32 if value < 1 << 32 else U64
                return Code(constant_macro(spec, owner, name), _ATOM, c_type)
            case MemberRef(spec, enum, member, value):
                c_type = INT if value < 1 << 31 else U64
                return Code(macro(spec, enum, member), _ATOM, c_type)
            case DerivedRef(path, definition):
                called = self._names.derived(path)
                return called if called is not None else self.code(definition, ranges)
            case ToInt(a):
                return self.code(a, ranges)
            case Unary(op, a):
                return self._unary(op, a, ranges)
            case Binary(op, a, b):
                return self._binary(op, a, b, node, ranges)
            case Compare(cop, a, b):
                return self._compare(cop, a, b, ranges)
            case Logic(lop, a, b):
                return self._logic(lop, a, b, ranges)
            case Cond(test, then, other):
                return self._cond(test, then, other, node, ranges)

    def condition(self, node: Expr, ranges: Ranges) -> str:
        """For an `if`."""
        return self.code(node, ranges).text

    def negated(self, node: Expr, ranges: Ranges) -> str:
        """The condition under which `node` is false."""
        return self._negated(node, ranges).text

    def _negated(self, node: Expr, ranges: Ranges) -> Code:
        match node:
            case Compare(op, a, b):
                return self._compare(NEGATED[op], a, b, ranges)
            case Unary(UnaryOp.NOT, a):
                return self.code(a, ranges)
            case Logic(LogicOp.OR, a, b):
                left, right = self._negated(a, ranges), self._negated(b, assume(a, False, ranges))
                return Code(f"{left.within(_AND - 1)} && {right.within(_AND)}", _AND, INT)
        return Code("!" + self.code(node, ranges).within(_UNARY), _UNARY, INT)

    @staticmethod
    def _literal(value: int, hexadecimal: bool) -> Code:
        c_type = INT if value < 1 << 31 else U32 if value < 1 << 32 else U64
        return Code(literal(value, hexadecimal), _ATOM, c_type)

    def _unary(self, op: UnaryOp, a: Expr, ranges: Ranges) -> Code:
        inner = self.code(a, ranges)
        match op:
            case UnaryOp.NOT:
                return Code("!" + inner.within(_UNARY - 1), _UNARY, INT)
            case UnaryOp.NEG | UnaryOp.INVERT:
                low, high = bounds(a, ranges)
                values = [(low, high), (-high, -low), (~high, ~low)]
                c_type = next(t for t in (INT, I64, I128) if _fits(t, values))
                if c_type == INT and inner.type != INT:
                    c_type = I64
                return Code(
                    op.value + _cast(inner, c_type).within(_UNARY), _UNARY, c_type
                )  # -(-x) is not --x

    def _binary(self, op: BinaryOp, a: Expr, b: Expr, node: Expr, ranges: Ranges) -> Code:
        if op is BinaryOp.AND and isinstance(b, Unary) and b.op is UnaryOp.INVERT:
            return self._and_not(a, b.operand, ranges)
        x, y = self.code(a, ranges), self.code(b, ranges)
        result, left = bounds(node, ranges), bounds(a, ranges)
        if left[0] < 0 and op in (BinaryOp.DIV, BinaryOp.MOD, BinaryOp.SHL):
            raise NotInC(
                f"{x.text} may be negative, and C's {op.value} of that is not mathematics'"
            )
        if op in (BinaryOp.SHL, BinaryOp.SHR):
            c_type = common_type(x, x, [result, left])
            x = _cast(x, c_type)
        else:
            c_type = common_type(x, y, [result, left, bounds(b, ranges)])
            x, y = joined(x, y, c_type)
        level = _PRECEDENCE[op]
        mixed = op in (BinaryOp.SHL, BinaryOp.SHR, BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR)
        inner = _UNARY - 1 if mixed else level - 1
        return Code(f"{x.within(inner)} {op.value} {y.within(max(inner, level))}", level, c_type)

    def _and_not(self, a: Expr, b: Expr, ranges: Ranges) -> Code:
        """`a & ~b` of two numbers that are not negative: no wider than `a` and `b` themselves."""
        x, y = self.code(a, ranges), self.code(b, ranges)
        c_type = common_type(x, y, [bounds(a, ranges), bounds(b, ranges)])
        if c_type == INT:
            c_type = U32
        return Code(
            f"{_cast(x, c_type).within(_UNARY - 1)} & ~{_cast(y, c_type).within(_UNARY - 1)}",
            _PRECEDENCE[BinaryOp.AND],
            c_type,
        )

    def _compare(self, op: CompareOp, a: Expr, b: Expr, ranges: Ranges) -> Code:
        if isinstance(b, Text):
            equal = self._names.text_equal(a, b.value.encode())
            return Code(equal if op is CompareOp.EQ else "!" + equal, _UNARY, INT)
        if isinstance(b, Bool) and op in (CompareOp.EQ, CompareOp.NE):
            inner = self.code(a, ranges)
            if b.value is (op is CompareOp.EQ):
                return inner
            return Code("!" + inner.within(_UNARY - 1), _UNARY, INT)
        x, y = self.code(a, ranges), self.code(b, ranges)
        c_type = common_type(x, y, [bounds(a, ranges), bounds(b, ranges)])
        x, y = joined(x, y, c_type)
        level = _EQUAL if op in (CompareOp.EQ, CompareOp.NE) else _COMPARE
        return Code(f"{x.within(_COMPARE)} {op.value} {y.within(_COMPARE)}", level, INT)

    def _logic(self, op: LogicOp, a: Expr, b: Expr, ranges: Ranges) -> Code:
        level, sign = (_AND, "&&") if op is LogicOp.AND else (_OR, "||")
        inner = assume(a, op is LogicOp.AND, ranges)
        x, y = self.code(a, ranges), self.code(b, inner)
        left = x.text if x.precedence == level else x.within(_AND)
        return Code(f"{left} {sign} {y.within(_AND)}", level, INT)

    def _cond(self, test: Expr, then: Expr, other: Expr, node: Expr, ranges: Ranges) -> Code:
        x = self.code(then, assume(test, True, ranges))
        y = self.code(other, assume(test, False, ranges))
        c_type = common_type(x, y, [bounds(node, ranges)])
        x, y = joined(x, y, c_type)
        return Code(
            f"{self.code(test, ranges).within(_COND)} ? {x.within(_COND)} : {y.within(_COND)}",
            _COND,
            c_type,
        )
