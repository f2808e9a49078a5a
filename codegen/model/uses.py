# SPDX-License-Identifier: Apache-2.0
"""Which expressions a structure's parser evaluates, and which fields they name."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.model import model as m
from codegen.model.expr import Element, Expr, FieldRef, SizeRef, walk


def expressions(s: m.Structure) -> Iterator[Expr]:
    """Every tree that the parser evaluates."""
    for f in s.fields:
        if f.condition is not None:
            yield f.condition
        if f.checksum is not None:
            yield f.checksum.end
        match f.kind:
            case m.Bytes(size=size):
                yield size
            case m.String(size=size):
                if size is not None:
                    yield size
            case m.Array(count=count):
                yield count
            case m.Nested(args=args):
                yield from args
            case m.Integer() | m.Bits():
                pass
        for rule in f.rules:
            yield from rule_expressions(rule)


def rule_expressions(rule: m.Rule) -> Iterator[Expr]:
    match rule:
        case m.Eq(value=value):
            yield value
        case m.Range(min=low, max=high):
            yield from (e for e in (low, high) if e is not None)
        case m.AnyOf(values=values):
            yield from values
        case m.ExprRule(expr=expr):
            yield expr
        case m.InEnum() | m.Contents():
            return


def referenced(s: m.Structure) -> set[str]:
    """Fields that some expression names."""
    found: set[str] = set()
    for tree in expressions(s):
        for node in walk(tree):
            if isinstance(node, FieldRef | Element | SizeRef):
                found.add(node.path[0])
    return found
