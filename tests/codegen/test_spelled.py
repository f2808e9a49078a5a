# SPDX-License-Identifier: Apache-2.0
"""Expressions as people read them: the spec's words, and parentheses only where they count."""

from __future__ import annotations

import pytest

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
    SizeRef,
    Text,
    This,
    ToInt,
    Unary,
    UnaryOp,
)
from codegen.out.spelled import spelled

A, B, C = (FieldRef((name,)) for name in "abc")
SUM = Binary(BinaryOp.ADD, A, B)
EQUAL = Compare(CompareOp.EQ, A, Int(3))
MEMBER = MemberRef("qcow2", "compression", "zstd", 1)


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (Int(0x20000, hexadecimal=True), "0x20000"),
        (Bool(value=True), "true"),
        (Text("vs  "), "'vs  '"),
        (Binary(BinaryOp.MUL, SUM, C), "(a + b) * c"),
        (Binary(BinaryOp.ADD, Binary(BinaryOp.MUL, A, B), C), "a * b + c"),
        (Binary(BinaryOp.SUB, A, Binary(BinaryOp.SUB, B, C)), "a - (b - c)"),
        (Binary(BinaryOp.SUB, Binary(BinaryOp.SUB, A, B), C), "a - b - c"),
        (Compare(CompareOp.NE, Binary(BinaryOp.AND, A, B), Int(0)), "a & b != 0"),
        (Unary(UnaryOp.NOT, EQUAL), "not a == 3"),
        (Unary(UnaryOp.NOT, Logic(LogicOp.OR, EQUAL, A)), "not (a == 3 or a)"),
        (Logic(LogicOp.AND, Logic(LogicOp.OR, A, B), C), "(a or b) and c"),
        (Cond(EQUAL, SUM, Cond(B, A, C)), "a == 3 ? a + b : b ? a : c"),
        (Cond(Cond(A, B, C), A, B), "(a ? b : c) ? a : b"),
        (
            Compare(CompareOp.EQ, FieldRef(("header", "kind")), MEMBER),
            "header.kind == compression::zstd",
        ),
        (Binary(BinaryOp.SHL, Int(1), ToInt(MEMBER)), "1 << compression::zstd.to_i"),
        (ToInt(EQUAL), "(a == 3).to_i"),
        (ConstRef("qcow2", "", "max_l1_bytes", 1 << 25), "max_l1_bytes"),
        (DerivedRef(("header", "cluster_size"), SUM), "header.cluster_size"),
        (Element(("magic",), 2), "magic[2]"),
        (SizeRef(("name",)), "name.size"),
        (Unary(UnaryOp.INVERT, This()), "~_"),
    ],
)
def test_an_expression_is_spelled_as_in_a_spec(node: Expr, text: str) -> None:
    assert spelled(node) == text
