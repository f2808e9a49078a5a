# SPDX-License-Identifier: Apache-2.0
"""Expressions: parsed as Kaitai does, evaluated as mathematics does, bounded, and the same in C for
every input.
"""

from __future__ import annotations

import ctypes
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from codegen.c.expr import CExpr, Code, NotInC, promoted
from codegen.load.exprparse import ExprError, Step, parse
from codegen.model.expr import (
    Binary,
    BinaryOp,
    Bool,
    Compare,
    CompareOp,
    Cond,
    Env,
    Expr,
    FieldRef,
    Int,
    Logic,
    LogicOp,
    Unary,
    UnaryOp,
    constant,
    evaluate,
    is_boolean,
)
from codegen.model.ranges import RangeError, Ranges, bounds
from tests.codegen.cbuild import build


class Plain:
    """Every name is a field, every member 7."""

    def name(self, first: str, steps: tuple[Step, ...]) -> Expr:
        return FieldRef((first, *map(str, steps)))

    def member(self, scope: tuple[str, ...], member: str) -> Expr:
        return Int(7)

    def sizeof(self, scope: tuple[str, ...]) -> Expr:
        return Int(16)


FIELDS = {"a": 10, "b": 3, "big": (1 << 64) - 1, "zero": 0, "in": {"ner": 5}, "flag": True}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("100 / 10 / 2", 5),
        ("-7 / 2", -4),
        ("-7 % 4", 1),
        ("1 << 2 + 1", 8),
        ("0xff & 0x0f | 0x100", 0x10F),
        ("6 ^ 3 & 1", 7),
        ("~5", -6),
        ("0b1010 + 0o17 + 1_000", 1025),
        ("a & 3 == 2", True),
        ("a > 3 and b < 4", True),
        ("not a == 10 or b == 3", True),
        ("a == 10 ? b : zero", 3),
        ("zero != 0 and a / zero == 1", False),
        ("flag ? 1 : zero == 0 ? 2 : 3", 1),
        ("big + 1", 1 << 64),
        ("big * big", ((1 << 64) - 1) ** 2),
        ("in.ner - 6", -1),
        ("kind::oil.to_i << 1", 14),
        ("kind::oil == 7", True),
        ("(a + 1).to_i", 11),
        ("sizeof<head> * 2", 32),
    ],
)
def test_expression_has_its_value(text: str, value: int) -> None:
    assert evaluate(parse(text, Plain()), Env(FIELDS, {})) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expression '' ends too early"),
        ("1 +", "expression '1 +' ends too early"),
        ("(1", "')' expected in expression '(1'"),
        ("1 2", "'2' left over in expression '1 2'"),
        ("a = 1", "cannot read '= 1' in expression 'a = 1'"),
        ("a < b < c", "chained comparison in expression 'a < b < c'"),
        ("a[b]", "only a constant index is possible in expression 'a[b]'"),
        ("a ? 1", "':' expected in expression 'a ? 1'"),
        (
            "(" * 60 + "1" + ")" * 60,
            "expression '(((((((((((((((((((((((((((((((((((((((('... is nested too deeply",
        ),
        ("1.size", "'to_i' expected in expression '1.size'"),
    ],
)
def test_bad_expression_is_refused(text: str, said: str) -> None:
    with pytest.raises(ExprError) as caught:
        parse(text, Plain())
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a + b", 0, 300),
        ("a - b", -100, 200),
        ("a * b", 0, 20000),
        ("a % 8", 0, 7),
        ("a % (b + 1)", 0, 100),
        ("a & 0x1f", 0, 31),
        ("a | b", 0, 255),
        ("1 << (b & 7)", 1, 128),
        ("a >> 2", 0, 50),
        ("b > 0 ? a / b : 7", 0, 200),
        ("b != 0 and a / b == 1", 0, 1),
        ("a >= 50 ? a - 50 : 0", 0, 150),
        ("a - (a & 15)", 0, 200),
        ("~a", -201, -1),
    ],
)
def test_bounds_hold(text: str, low: int, high: int) -> None:
    ranges = Ranges({("field", "a"): (0, 200), ("field", "b"): (0, 100)})
    node = parse(text, Plain())
    assert bounds(node, ranges) == (low, high)


@pytest.mark.parametrize("text", ["a / b", "a % b", "1 << a", "a >> (b - 1)", "a / (b - 5)"])
def test_unbounded_operation_is_refused(text: str) -> None:
    with pytest.raises(RangeError):
        bounds(parse(text, Plain()), Ranges({("field", "a"): (0, 200), ("field", "b"): (0, 100)}))


def test_constant_depends_on_nothing() -> None:
    assert constant(parse("(3 + 4) * 2", Plain())) == 14
    assert constant(parse("a + 1", Plain())) is None


# C
# ------------------------------------------------------------------------------------------------

TYPES = {
    "a": "uint8_t",
    "b": "uint16_t",
    "c": "uint32_t",
    "d": "uint64_t",
    "e": "int32_t",
    "f": "int64_t",
}
RANGES = {
    "a": (0, 255),
    "b": (0, 65535),
    "c": (0, (1 << 32) - 1),
    "d": (0, (1 << 64) - 1),
    "e": (-(1 << 31), (1 << 31) - 1),
    "f": (-(1 << 63), (1 << 63) - 1),
}
KNOWN = Ranges({("field", name): interval for name, interval in RANGES.items()})


@dataclass
class Locals:
    """Names of a C function's parameters."""

    def field(self, path: tuple[str, ...]) -> Code:
        return Code(path[0], 12, promoted(TYPES[path[0]]))

    def element(self, path: tuple[str, ...], index: int) -> Code:
        raise AssertionError

    def size(self, path: tuple[str, ...]) -> Code:
        raise AssertionError

    def param(self, name: str) -> Code:
        raise AssertionError

    def derived(self, path: tuple[str, ...]) -> Code | None:
        raise AssertionError

    def this(self) -> Code:
        raise AssertionError

    def text_equal(self, node: Expr, data: bytes) -> str:
        raise AssertionError


def random_number(rng: random.Random, depth: int) -> Expr:
    if depth == 0 or rng.random() < 0.2:
        if rng.random() < 0.5:
            return FieldRef((rng.choice("abcdef"),))
        return Int(
            rng.choice(
                (0, 1, 2, 7, 9, 255, 512, 1 << 31, (1 << 32) - 1, 1 << 32, (1 << 63) - 1, 1 << 63)
            )
        )
    if rng.random() < 0.1:
        return Unary(rng.choice((UnaryOp.NEG, UnaryOp.INVERT)), random_number(rng, depth - 1))
    if rng.random() < 0.15:
        return Cond(
            random_truth(rng, depth - 1),
            random_number(rng, depth - 1),
            random_number(rng, depth - 1),
        )
    op = rng.choice(tuple(BinaryOp))
    right = random_number(rng, depth - 1)
    if op in (BinaryOp.SHL, BinaryOp.SHR):
        right = Binary(BinaryOp.AND, right, Int(rng.choice((3, 7, 31))))
    if op in (BinaryOp.DIV, BinaryOp.MOD):
        right = Binary(BinaryOp.ADD, Binary(BinaryOp.AND, right, Int(1023)), Int(1))
    return Binary(op, random_number(rng, depth - 1), right)


def random_truth(rng: random.Random, depth: int) -> Expr:
    if depth == 0 or rng.random() < 0.5:
        return Compare(
            rng.choice(tuple(CompareOp)), random_number(rng, depth), random_number(rng, depth)
        )
    if rng.random() < 0.2:
        return Unary(UnaryOp.NOT, random_truth(rng, depth - 1))
    return Logic(
        rng.choice(tuple(LogicOp)), random_truth(rng, depth - 1), random_truth(rng, depth - 1)
    )


def c_functions(trees: list[Expr]) -> str:
    params = ", ".join(f"{kind} {name}" for name, kind in TYPES.items())
    unused = " ".join(f"(void){name};" for name in TYPES)
    out = "#include <stdbool.h>\n#include <stdint.h>\n"
    for i, tree in enumerate(trees):
        writer = CExpr(Locals())
        text = writer.code(tree, KNOWN).text
        wrong = writer.negated(tree, KNOWN) if is_boolean(tree) else "false"
        out += (
            f"void f{i}({params}, uint64_t *low, uint64_t *high, bool *wrong)\n{{\n\t{unused}\n"
            f"\t__int128 v = {text};\n\t*low = (uint64_t)v;\n\t*high = (uint64_t)((unsigned "
            "__int128)v >> 64);\n"
            f"\t*wrong = {wrong};\n}}\n"
        )
    return out


def test_c_computes_what_mathematics_says(tmp_path: Path) -> None:
    """Random trees over all widths, compiled with undefined behaviour trapped, on boundary and
    random values.
    """
    rng = random.Random(1)
    trees: list[Expr] = []
    while len(trees) < 400:
        tree = random_truth(rng, 3) if rng.random() < 0.4 else random_number(rng, 3)
        try:
            bounds(tree, KNOWN)
            CExpr(Locals()).code(tree, KNOWN)
            CExpr(Locals()).negated(tree, KNOWN)
        except (RangeError, NotInC):
            continue
        trees.append(tree)
    source = tmp_path / "expr.c"
    source.write_text(c_functions(trees))
    quiet = ["-Wno-error", "-w"]
    library = build(tmp_path / "expr.so", [source], options=quiet)
    kinds = [getattr(ctypes, f"c_{kind.removesuffix('_t')}") for kind in TYPES.values()]
    for i, tree in enumerate(trees):
        for _ in range(40):
            values = {
                n: rng.choice((*r, 0, min(1, r[1]), rng.randint(*r), r[1] - 1))
                for n, r in RANGES.items()
            }
            wanted = evaluate(tree, Env(values, {}))
            low, high, wrong = ctypes.c_uint64(), ctypes.c_uint64(), ctypes.c_bool()
            arguments = [kind(v) for kind, v in zip(kinds, values.values(), strict=True)]
            library[f"f{i}"](*arguments, ctypes.byref(low), ctypes.byref(high), ctypes.byref(wrong))
            got = high.value << 64 | low.value
            assert got == int(wanted) % (1 << 128), (tree, values)
            if is_boolean(tree):
                assert wrong.value is not bool(wanted), (tree, values)


def test_boolean_literals_stay_boolean() -> None:
    node = parse("flag == true", Plain())
    assert node == Compare(CompareOp.EQ, FieldRef(("flag",)), Bool(True))
    assert (
        CExpr(Locals()).negated(Compare(CompareOp.EQ, FieldRef(("a",)), Bool(False)), KNOWN) == "a"
    )
