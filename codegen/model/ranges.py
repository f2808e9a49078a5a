# SPDX-License-Identifier: Apache-2.0
"""How wide an expression's value can get: interval arithmetic over the resolved tree.

`&&`, `||` and `?:` narrow what is after them by comparisons with constants, so `n != 0 and m /
n == 2` is fine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
    constant,
)

Interval = tuple[int, int]
MAX_SHIFT = 127


class RangeError(ValueError):
    """A value that no bound keeps in hand: a shift by a number of any size, a division by what may
    be zero.
    """


@dataclass(frozen=True, slots=True)
class Ranges:
    """What is known of the values that names stand for, by the keys that `key_of` gives."""

    known: Mapping[tuple[str, ...], Interval]

    def of(self, key: tuple[str, ...]) -> Interval:
        return self.known[key]

    def narrowed(self, key: tuple[str, ...], low: int | None, high: int | None) -> Ranges:
        old = self.known.get(key)
        if old is None:
            return self
        new = (
            old[0] if low is None else max(low, old[0]),
            old[1] if high is None else min(high, old[1]),
        )
        if new[0] > new[1]:
            return self
        return Ranges({**self.known, key: new})


def key_of(node: Expr) -> tuple[str, ...] | None:
    """The key under which `Ranges` knows a node's value."""
    match node:
        case FieldRef(path=path):
            return ("field", *path)
        case Element(path=path):
            return ("element", *path)
        case SizeRef(path):
            return ("size", *path)
        case ParamRef(name=name):
            return ("param", name)
        case This():
            return ("this",)
        case ToInt(a):
            return key_of(a)
        case Int() | Bool() | Text() | ConstRef() | MemberRef() | DerivedRef():
            return None
        case Unary() | Binary() | Compare() | Logic() | Cond():
            return None


_OPPOSITE = {
    CompareOp.EQ: CompareOp.NE,
    CompareOp.NE: CompareOp.EQ,
    CompareOp.LT: CompareOp.GE,
    CompareOp.GE: CompareOp.LT,
    CompareOp.GT: CompareOp.LE,
    CompareOp.LE: CompareOp.GT,
}
_MIRROR = {
    CompareOp.EQ: CompareOp.EQ,
    CompareOp.NE: CompareOp.NE,
    CompareOp.LT: CompareOp.GT,
    CompareOp.GT: CompareOp.LT,
    CompareOp.LE: CompareOp.GE,
    CompareOp.GE: CompareOp.LE,
}


def assume(test: Expr, truth: bool, ranges: Ranges) -> Ranges:
    """`ranges`, given that `test` came out as `truth`."""
    match test:
        case Unary(UnaryOp.NOT, a):
            return assume(a, not truth, ranges)
        case DerivedRef(expr=a):
            return assume(a, truth, ranges)
        case Logic(op, a, b) if (op is LogicOp.AND) is truth:
            return assume(b, truth, assume(a, truth, ranges))
        case Compare(op, a, b):
            op = op if truth else _OPPOSITE[op]
            ranges = _assume_compare(op, a, b, ranges)
            return _assume_compare(_MIRROR[op], b, a, ranges)
    return ranges


def _assume_compare(op: CompareOp, a: Expr, b: Expr, ranges: Ranges) -> Ranges:
    key, limit = key_of(a), constant(b)
    if key is None or limit is None or key not in ranges.known:
        return ranges
    match op:
        case CompareOp.EQ:
            return ranges.narrowed(key, limit, limit)
        case CompareOp.LT:
            return ranges.narrowed(key, None, limit - 1)
        case CompareOp.LE:
            return ranges.narrowed(key, None, limit)
        case CompareOp.GT:
            return ranges.narrowed(key, limit + 1, None)
        case CompareOp.GE:
            return ranges.narrowed(key, limit, None)
        case CompareOp.NE:
            low, high = ranges.of(key)
            if low == limit:
                return ranges.narrowed(key, limit + 1, None)
            return ranges.narrowed(key, None, limit - 1) if high == limit else ranges


def bounds(node: Expr, ranges: Ranges) -> Interval:
    """Least and largest value of the node. Raises `RangeError`; booleans are 0..1."""
    match node:
        case Int(value) | ConstRef(value=value) | MemberRef(value=value):
            return value, value
        case Bool(value):
            return int(value), int(value)
        case Text():
            raise RangeError("a text has no number")
        case FieldRef() | Element() | SizeRef() | ParamRef() | This():
            key = key_of(node)
            assert key is not None
            if key not in ranges.known:
                raise RangeError(f"{'.'.join(key[1:]) or '_'} is not a number")
            return ranges.of(key)
        case DerivedRef(expr=a) | ToInt(a):
            return bounds(a, ranges)
        case Unary(op, a):
            return _unary(op, bounds(a, ranges))
        case Binary(BinaryOp.SUB, a, Binary(BinaryOp.AND | BinaryOp.MOD, c, d)) if a == c:
            low, high = bounds(a, ranges)  # x - (x & y) and x - x % y take away a part of x
            least = bounds(d, ranges)[0]
            return (
                (0, high)
                if low >= 0 and least >= 0
                else _binary(BinaryOp.SUB, (low, high), bounds(node.right, ranges))
            )
        case Binary(op, a, b):
            return _binary(op, bounds(a, ranges), bounds(b, ranges))
        case Compare(left=a, right=b):
            if not isinstance(a, Text) and not isinstance(b, Text):
                _ = bounds(a, ranges), bounds(b, ranges)
            return 0, 1
        case Logic(op, a, b):
            _ = bounds(a, ranges), bounds(b, assume(a, op is LogicOp.AND, ranges))
            return 0, 1
        case Cond(test, then, other):
            _ = bounds(test, ranges)
            x, y = (
                bounds(then, assume(test, True, ranges)),
                bounds(other, assume(test, False, ranges)),
            )
            return min(x[0], y[0]), max(x[1], y[1])


def _unary(op: UnaryOp, a: Interval) -> Interval:
    match op:
        case UnaryOp.NEG:
            return -a[1], -a[0]
        case UnaryOp.INVERT:
            return ~a[1], ~a[0]
        case UnaryOp.NOT:
            return 0, 1


def _ones(value: int) -> int:
    return (1 << value.bit_length()) - 1


def _corners(op: BinaryOp, a: Interval, b: Interval) -> Interval:
    table: dict[BinaryOp, Callable[[int, int], int]] = {
        BinaryOp.MUL: lambda x, y: x * y,
        BinaryOp.DIV: lambda x, y: x // y,
        BinaryOp.SHL: lambda x, y: x << y,
        BinaryOp.SHR: lambda x, y: x >> y,
    }
    calc = table[op]
    values = [calc(x, y) for x in a for y in b]
    return min(values), max(values)


def _binary(op: BinaryOp, a: Interval, b: Interval) -> Interval:
    match op:
        case BinaryOp.ADD:
            return a[0] + b[0], a[1] + b[1]
        case BinaryOp.SUB:
            return a[0] - b[1], a[1] - b[0]
        case BinaryOp.MUL:
            return _corners(op, a, b)
        case BinaryOp.SHL | BinaryOp.SHR:
            if b[0] < 0 or b[1] > MAX_SHIFT:
                raise RangeError(
                    f"shift by {b[0]}..{b[1]}; "
                    f"a rule or -instar-bound has to keep it in 0..{MAX_SHIFT}"
                )
            return _corners(op, a, b)
        case BinaryOp.DIV | BinaryOp.MOD:
            if b[0] <= 0:
                raise RangeError(f"division by {b[0]}..{b[1]}; a rule has to keep it above 0")
            if op is BinaryOp.DIV:
                return _corners(op, a, b)
            return 0, min(b[1] - 1, a[1]) if a[0] >= 0 else b[1] - 1
        case BinaryOp.AND:
            tops = [x[1] for x in (a, b) if x[0] >= 0]
            if tops:
                return 0, min(tops)
            return -_ones(~min(a[0], b[0])) - 1, _ones(max(a[1], b[1], 0))
        case BinaryOp.OR | BinaryOp.XOR:
            if a[0] >= 0 and b[0] >= 0:
                return 0, _ones(a[1] | b[1])
            wide = max(_ones(max(abs(v) for v in (*a, *b))), 0)
            return -wide - 1, wide
