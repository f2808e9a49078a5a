# SPDX-License-Identifier: Apache-2.0
"""One `seq` entry of a type -> `Field`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codegen.load.exprparse import ExprError, parse
from codegen.load.scope import Scope
from codegen.load.yamltree import Node
from codegen.model import model as m
from codegen.model.expr import (
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Expr,
    Int,
    Logic,
    LogicOp,
    This,
    constant,
)
from codegen.model.ranges import Interval, RangeError, Ranges, assume, bounds

_INTEGER = re.compile(r"([us])([1248])(le|be)?\Z")
_BITS = re.compile(r"b([0-9]+)(le|be)?\Z")
_NAMED = re.compile(r"([a-z][a-z0-9_]*(?:::[a-z][a-z0-9_]*)?)(?:\((.*)\))?\Z")
_MAGIC = re.compile(r"(magic|signature|cookie)")


@dataclass(frozen=True, slots=True)
class Orders:
    """`meta/endian` and `meta/bit-endian`."""

    bytes: m.ByteOrder | None
    bits: m.ByteOrder


def expression(node: Node, scope: Scope, this: bool = False) -> Expr:
    """The tree of a scalar that holds an expression."""
    scope.allow_this = this
    try:
        if isinstance(node.value, int) and not isinstance(node.value, bool):
            return Int(node.value, node.raw.lower().startswith("0x"))
        return parse(node.as_text(), scope)
    except ExprError as error:
        raise node.problem(str(error)) from None


def limits(node: Node, expr: Expr, ranges: Ranges) -> Interval:
    try:
        return bounds(expr, ranges)
    except RangeError as error:
        raise node.problem(str(error)) from None


def _order(node: Node, suffix: str | None, orders: Orders, width: int) -> m.ByteOrder:
    if suffix:
        return m.ByteOrder(suffix)
    if orders.bytes is None:
        if width == 1:
            return m.ByteOrder.LITTLE
        raise node.problem("byte order unknown: neither the type nor meta/endian gives it")
    return orders.bytes


def contents_bytes(node: Node) -> bytes:
    """`contents` as Kaitai reads it: a text, or a list of bytes and texts."""
    if isinstance(node.value, str):
        return node.value.encode()
    data = b""
    for item in node.as_list():
        if isinstance(item.value, int) and not isinstance(item.value, bool):
            if not 0 <= item.value <= 255:
                raise item.problem("a byte is 0..255")
            data += bytes([item.value])
        else:
            data += item.as_text().encode()
    if not data:
        raise node.problem("contents are empty")
    return data


def plain_kind(node: Node, scope: Scope, orders: Orders) -> m.Kind:
    """The kind of one element, without `repeat`."""
    contents, type_node = node.get("contents"), node.get("type")
    size_node = node.get("size")
    size = None if size_node is None else expression(size_node, scope)
    if contents is not None:
        data = contents_bytes(contents)
        if size is not None and constant(size) != len(data):
            raise contents.problem(f"contents are {len(data)} bytes, size says otherwise")
        return m.Bytes(Int(len(data)))
    if type_node is None:
        if size is None:
            raise node.problem("field with neither type, size nor contents")
        return m.Bytes(size)
    return _typed(type_node, node, size, scope, orders)


def _typed(node: Node, owner: Node, size: Expr | None, scope: Scope, orders: Orders) -> m.Kind:
    if isinstance(node.value, dict):
        raise node.problem("a type by cases: name one type for each, or write a view")
    name = node.as_text()
    if match := _INTEGER.match(name):
        width = int(match[2])
        return m.Integer(width, _order(node, match[3], orders, width), match[1] == "s")
    if match := _BITS.match(name):
        width = int(match[1])
        if not 1 <= width <= 64:
            raise node.problem("a bit field has 1..64 bits")
        order = m.ByteOrder(match[2]) if match[2] else orders.bits
        return m.Bits(width, 0, 0, order, width == 1 and owner.get("enum") is None)
    if name in ("str", "strz"):
        encoding = owner.text("encoding")
        if not encoding:
            raise owner.problem("a string needs an encoding")
        if size is None and name == "str":
            raise owner.problem("a str needs a size")
        return m.String(size, encoding, name == "strz" or owner.get("terminator") is not None)
    if _NAMED.match(name) and size is not None:
        raise node.problem("a nested structure takes no size")
    return nested(node, scope)


def nested(node: Node, scope: Scope) -> m.Nested:
    """A type that a file declares, with its arguments."""
    name = node.as_text()
    match = _NAMED.match(name)
    if match is None:
        raise node.problem(f"type {name!r} is not possible here")
    scopes = match[1].split("::")
    ref = m.TypeRef(scopes[0] if len(scopes) == 2 else scope.spec, scopes[-1])
    try:
        scope.find_structure(ref)
    except KeyError:
        raise node.problem(f"type {name!r} is not declared") from None
    args = _arguments(match[2], node, scope) if match[2] is not None else ()
    return m.Nested(ref, args)


def _arguments(text: str, node: Node, scope: Scope) -> tuple[Expr, ...]:
    return tuple(
        expression(Node(part.strip(), part.strip(), node.where), scope) for part in text.split(",")
    )


# Rules --------------------------------------------------------------------------------------------


def _shown(expr: Expr, node: Node) -> str:
    """How a rule's text writes an operand: numbers as such, the rest as the spec has it."""
    value = constant(expr)
    if value is None or isinstance(node.value, bool):
        return node.as_text()
    match expr:
        case Int(v, True):
            return f"{v:#x}"
        case Int(value=v):
            return str(v)
    return f"{value} ({node.as_text().removeprefix('_root.')})"


def _status(field_id: str, reserved: bool, other: m.Status) -> m.Status:
    if reserved:
        return m.Status.RESERVED
    return m.Status.BAD_MAGIC if _MAGIC.search(field_id) else other


def contents_text(data: bytes) -> str:
    if not any(data):
        return "zero"
    if all(32 <= b < 127 for b in data):
        return f'"{data.decode()}"'
    return data.hex(" ") if len(data) <= 32 else data[:32].hex(" ") + " ..."


def read_contents(field_id: str, node: Node) -> m.Contents:
    data = contents_bytes(node)
    reserved = m.is_reserved(field_id) or not any(data)
    status = m.Status.RESERVED if reserved else m.Status.BAD_MAGIC
    return m.Contents(data, status, contents_text(data))


def _align(expr: Expr) -> int | None:
    """N of `_ % N == 0`."""
    match expr:
        case Compare(CompareOp.EQ, Binary(BinaryOp.MOD, This(), n), Int(value=0)):
            return constant(n)
    return None


def _expr_text(expr: Expr, node: Node, field_id: str) -> str:
    n = _align(expr)
    if n is not None:
        return f"a multiple of {n}"
    said = re.sub(r"\b_\b", field_id, " ".join(node.as_text().split()))
    return "such that " + said.replace("_root.", "")


def read_rules(
    field_id: str, valid: Node, scope: Scope, enum: m.EnumType | None
) -> tuple[m.Rule, ...]:
    """`valid` -> rules, in the order in which they are checked."""
    reserved = m.is_reserved(field_id)
    plain = _status(field_id, reserved, m.Status.RANGE)
    if not isinstance(valid.value, dict):
        eq = expression(valid, scope)
        return (m.Eq(eq, plain, _shown(eq, valid)),)
    rules: list[m.Rule] = []
    for key, node in valid.items():
        match key:
            case "eq":
                eq = expression(node, scope)
                rules.append(m.Eq(eq, plain, _shown(eq, node)))
            case "min":
                rules.append(_range(valid, scope, reserved))
            case "max":
                if "min" not in valid.as_map():
                    rules.append(_range(valid, scope, reserved))
            case "any-of":
                items = [(expression(item, scope), item) for item in node.as_list()]
                shown = [_shown(e, item) for e, item in items]
                text = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
                rules.append(m.AnyOf(tuple(e for e, _ in items), plain, text))
            case "expr":
                e = expression(node, scope, this=True)
                status = m.Status.RULE if _align(e) is None else m.Status.ALIGN
                status = m.Status.RESERVED if reserved else status
                rules.append(m.ExprRule(e, status, _expr_text(e, node, field_id)))
            case "in-enum":
                if enum is None or not node.as_bool():
                    raise node.problem("in-enum: true needs an enum")
                said = ", ".join(f"{member.value} ({member.id})" for member in enum.members)
                rules.append(m.InEnum(enum.ref, m.Status.ENUM, f"one of {said}"))
            case _:
                raise node.problem(f"unknown key {key!r}")
    if not rules:
        raise valid.problem("valid without a rule")
    return tuple(rules)


def _range(valid: Node, scope: Scope, reserved: bool) -> m.Range:
    low, high = valid.get("min"), valid.get("max")
    a = None if low is None else expression(low, scope)
    b = None if high is None else expression(high, scope)
    said_low = "" if low is None or a is None else _shown(a, low)
    said_high = "" if high is None or b is None else _shown(b, high)
    if said_low and said_high:
        text = f"{said_low}..{said_high}"
    else:
        text = f"at least {said_low}" if said_low else f"at most {said_high}"
    return m.Range(a, b, m.Status.RESERVED if reserved else m.Status.RANGE, text)


def narrowed(
    start: Interval, rules: tuple[m.Rule, ...], enum: m.EnumType | None, ranges: Ranges, node: Node
) -> Interval:
    """The range of a number that has passed `rules`."""
    low, high = start
    for rule in rules:
        match rule:
            case m.Eq(value=value):
                a, b = limits(node, value, ranges)
                low, high = max(low, a), min(high, b)
            case m.Range(min=lo, max=hi):
                low = max(low, limits(node, lo, ranges)[0]) if lo is not None else low
                high = min(high, limits(node, hi, ranges)[1]) if hi is not None else high
            case m.AnyOf(values=values):
                each = [limits(node, v, ranges) for v in values]
                low, high = max(low, min(e[0] for e in each)), min(high, max(e[1] for e in each))
            case m.InEnum():
                assert enum is not None  # read_rules refuses the rule without one
                low = max(low, min(member.value for member in enum.members))
                high = min(high, max(member.value for member in enum.members))
            case m.ExprRule(expr=expr):
                inner = Ranges({**ranges.known, ("this",): (low, high)})
                limits(node, expr, inner)
                low, high = assume(expr, True, inner).of(("this",))
            case m.Contents():
                raise node.problem("a number has no contents")
    if low > high:
        raise node.problem("no value can pass these rules")
    return low, high


# Other keys ---------------------------------------------------------------------------------------


def release(node: Node) -> tuple[int, ...]:
    """A release of qemu: `5.1`."""
    try:
        return tuple(int(part) for part in node.as_text().split("."))
    except ValueError:
        raise node.problem("a release is numbers between dots") from None


def read_qemu(node: Node | None) -> tuple[m.QemuText, ...]:
    if node is None:
        return ()
    if not isinstance(node.value, list):
        return (m.QemuText(node.as_text().strip("\n"), None),)
    texts = []
    for i, item in enumerate(node.value):
        until = item.get("until")
        last = i + 1 == len(node.value)
        if (until is None) is not last:
            raise item.problem("each text but the last needs `until`")
        version = None if until is None else release(until)
        texts.append(m.QemuText(item.need("text").as_text().strip("\n"), version))
    return tuple(texts)


def read_checksum(node: Node | None, scope: Scope) -> m.Checksum | None:
    if node is None:
        return None
    for key, value in node.items():
        if key not in ("algorithm", "span", "advisory"):
            raise value.problem(f"unknown key {key!r}")
    name = node.need("algorithm").as_text()
    if name not in [a.value for a in m.Algorithm]:
        raise node.need("algorithm").problem(f"unknown algorithm {name!r}")
    span = node.need("span").as_list()
    if len(span) != 2:
        raise node.need("span").problem("span is [start, end]")
    return m.Checksum(
        m.Algorithm(name),
        span[0].as_int(),
        expression(span[1], scope),
        node.flag("advisory"),
    )


def read_macros(node: Node | None, known: tuple[str, ...] = m.MACROS) -> tuple[str, ...]:
    """`-instar-c`: the macros that C is given of a field, a signature or a type."""
    if node is None:
        return ()
    found = [item.as_text() for item in node.as_list()]
    for item, word in zip(node.as_list(), found, strict=True):
        if word not in known:
            raise item.problem(f"{word!r} is none of {', '.join(known)}")
    return tuple(found)


def read_in_c(node: Node) -> bool:
    """Whether C is given a constant. It is, unless the spec has `-instar-c: false`."""
    said = node.get("-instar-c")
    return said is None or said.as_bool()


def read_any(node: Node | None) -> m.Any | None:
    return None if node is None else m.Any(node.as_text().strip())


def conjuncts(expr: Expr | None) -> frozenset[Expr]:
    """What a condition demands: the parts joined by `and`."""
    match expr:
        case None:
            return frozenset()
        case Logic(LogicOp.AND, a, b):
            return conjuncts(a) | conjuncts(b)
    return frozenset((expr,))


def array_of(element: m.Kind, count: Expr, node: Node) -> m.Array:
    match element:
        case m.Bytes(size=size) if (fixed := constant(size)) is None or fixed <= 0:
            raise node.problem("elements need a constant size of at least 1")
        case m.Integer() | m.Nested() | m.Bytes():
            return m.Array(element, count)
        case m.Bits() | m.String() | m.Array():
            raise node.problem("only numbers, bytes and structures can be repeated")
