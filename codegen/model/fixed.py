# SPDX-License-Identifier: Apache-2.0
"""The numbers that rules of fields fix, by the names under which texts and options know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codegen.model import model as m
from codegen.model.expr import Expr, constant


def fixed(fields: Iterable[m.Field]) -> dict[str, int]:
    """`cluster_bits_min`, `cluster_bits_max`, `sector_size_eq`."""
    found = ((f"{f.id}_{key}", constant(e)) for f in fields for key, e in _ends(f) if e is not None)
    return {name: value for name, value in found if value is not None}


def _ends(field: m.Field) -> Iterator[tuple[str, Expr | None]]:
    for rule in field.rules:
        match rule:
            case m.Eq(value=value):
                yield "eq", value
            case m.Range(min=low, max=high):
                yield from (("min", low), ("max", high))
            case m.AnyOf() | m.ExprRule() | m.InEnum() | m.Contents():
                pass
