# SPDX-License-Identifier: Apache-2.0
"""Which expressions a structure's parser evaluates, and which fields they name."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.expr import Element, Expr, FieldRef, SizeRef, walk
from codegen.model import (
    AnyOf,
    Array,
    Bytes,
    Contents,
    Eq,
    ExprRule,
    InEnum,
    Nested,
    Range,
    Rule,
    String,
    Structure,
)


def expressions(s: Structure) -> Iterator[Expr]:
    """Every tree that the parser evaluates."""
    for f in s.fields:
        if f.condition is not None:
            yield f.condition
        if f.checksum is not None:
            yield f.checksum.end
        match f.kind:
            case Bytes(size):
                yield size
            case String(size) if size is not None:
                yield size
            case Array(_, count):
                yield count
            case Nested(_, args):
                yield from args
            case _:
                pass
        for rule in f.rules:
            yield from rule_expressions(rule)


def rule_expressions(rule: Rule) -> Iterator[Expr]:
    match rule:
        case Eq(value):
            yield value
        case Range(low, high):
            yield from (e for e in (low, high) if e is not None)
        case AnyOf(values):
            yield from values
        case ExprRule(expr):
            yield expr
        case InEnum() | Contents():
            return


def referenced(s: Structure) -> set[str]:
    """Fields that some expression names."""
    found: set[str] = set()
    for tree in expressions(s):
        for node in walk(tree):
            if isinstance(node, FieldRef | Element | SizeRef):
                found.add(node.path[0])
    return found
