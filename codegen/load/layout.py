# SPDX-License-Identifier: Apache-2.0
"""Where fields are: groups of bits, offsets, sizes."""

from __future__ import annotations

from dataclasses import replace

from codegen.load.field import conjuncts
from codegen.load.scope import Scope
from codegen.load.yamltree import Problem
from codegen.model import model as m
from codegen.model.expr import Compare, CompareOp, Expr, constant

NO_BOUND = 1 << 20
"""Takes the place of "unbounded" in sizes, until the linter has complained."""


def element_size(element: m.Kind, scope: Scope) -> int:
    match element:
        case m.Integer(width=width):
            return width
        case m.Nested(type=ref):
            size = scope.find_structure(ref).size
            assert size is not None
            return size
        case m.Bytes(size=size):
            value = constant(size)
            if value is None:
                raise ValueError("elements of variable size cannot be repeated")
            return value
        case m.Bits() | m.String() | m.Array():
            raise ValueError("not an element")


def _group_bits(fields: list[m.Field]) -> list[m.Field]:
    """Give each run of bit fields its groups: whole bytes of at most 64 bits."""
    out: list[m.Field] = []
    run: list[m.Field] = []

    def close() -> None:
        total = sum(f.kind.width for f in run if isinstance(f.kind, m.Bits))
        if total % 8 or total > 64:
            raise Problem(
                run[0].where,
                f"bit fields from {run[0].id!r} on are {total} bits, "
                "not whole bytes of at most 64 bits",
            )
        at = 0
        for f in run:
            assert isinstance(f.kind, m.Bits)
            width = f.kind.width
            shift = at if f.kind.order is m.ByteOrder.LITTLE else total - at - width
            kind = replace(f.kind, shift=shift, group_size=total // 8)
            out.append(replace(f, kind=kind, size=total // 8))
            at += width
        run.clear()

    for f in fields:
        if isinstance(f.kind, m.Bits):
            if f.condition is not None:
                raise Problem(f.where, "a bit field cannot be conditional")
            if run and isinstance(run[0].kind, m.Bits) and run[0].kind.order is not f.kind.order:
                close()
            run.append(f)
            total = sum(r.kind.width for r in run if isinstance(r.kind, m.Bits))
            if total == 64 or (total % 8 == 0 and total > 56):
                close()
            continue
        if run:
            close()
        out.append(f)
    if run:
        close()
    return out


def _at_least(test: Expr) -> tuple[Expr, int] | None:
    """`(x, n)` when the test says x >= n."""
    if not isinstance(test, Compare):
        return None
    limit = constant(test.right)
    if limit is None or test.op not in (CompareOp.GE, CompareOp.GT, CompareOp.EQ):
        return None
    return test.left, limit + (test.op is CompareOp.GT)


def implied(wanted: frozenset[Expr], demands: frozenset[Expr]) -> bool:
    """Whether all of `wanted` holds where all of `demands` does."""
    floors = [known for d in demands if (known := _at_least(d)) is not None]
    for test in wanted - demands:
        need = _at_least(test)
        if need is None or (isinstance(test, Compare) and test.op is CompareOp.EQ):
            return False
        if not any(left == need[0] and limit >= need[1] for left, limit in floors):
            return False
    return True


def lay_out(fields: list[m.Field], scope: Scope) -> tuple[list[m.Field], int | None, int, int]:
    """Fields with offsets; constant size or None; least size; largest size."""
    placed: list[m.Field] = []
    before: list[tuple[frozenset[Expr], int | None]] = []
    smallest = largest = 0
    leading = True
    previous_bits: m.Field | None = None
    for f in _group_bits(fields):
        demands = conjuncts(f.condition)
        same_group = (
            isinstance(f.kind, m.Bits)
            and previous_bits is not None
            and _continues(previous_bits, f)
        )
        if same_group and previous_bits is not None:
            placed.append(replace(f, offset=previous_bits.offset))
            previous_bits = placed[-1]
            continue
        known = all(size is not None and implied(c, demands) for c, size in before)
        offset = sum(size or 0 for _, size in before) if known else None
        placed.append(replace(f, offset=offset))
        previous_bits = placed[-1] if isinstance(f.kind, m.Bits) else None
        before.append((demands, f.size))
        if f.condition is not None or f.size is None:
            leading = False
        if leading and f.size is not None:
            smallest += f.size
        largest += f.size if f.size is not None else _bound_bytes(f, scope)
    constant_size = all(not c and size is not None for c, size in before)
    return placed, smallest if constant_size else None, smallest, largest


def _continues(a: m.Field, b: m.Field) -> bool:
    """Whether bit field b is in the same group as a, the one before it."""
    assert isinstance(a.kind, m.Bits) and isinstance(b.kind, m.Bits)
    if a.kind.group_size != b.kind.group_size or a.kind.order is not b.kind.order:
        return False
    if a.kind.order is m.ByteOrder.LITTLE:
        return b.kind.shift == a.kind.shift + a.kind.width
    return a.kind.shift == b.kind.shift + b.kind.width


def _bound_bytes(f: m.Field, scope: Scope) -> int:
    bound = f.bound if f.bound is not None else NO_BOUND
    if isinstance(f.kind, m.String) and f.kind.size is None:
        return bound + 1  # the terminator
    if isinstance(f.kind, m.Array):
        return bound * element_size(f.kind.element, scope)
    return bound


def entry_order(fields: list[m.Field]) -> m.ByteOrder | None:
    """The byte order of an entry's number; None when the structure is no entry."""
    if not fields or any(f.condition is not None for f in fields):
        return None
    first = fields[0].kind
    if len(fields) == 1 and isinstance(first, m.Integer) and not first.signed:
        return first.order
    if not isinstance(first, m.Bits) or first.group_size not in (1, 2, 4, 8):
        return None
    same = all(
        isinstance(f.kind, m.Bits) and f.kind.group_size == first.group_size and f.offset == 0
        for f in fields
    )
    return first.order if same else None
