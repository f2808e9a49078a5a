# SPDX-License-Identifier: Apache-2.0
"""Every reader of a structure says the same of the same bytes: generated Python, construct, the
official Kaitai compiler, and C.

`make samples` draws more structures for each (`INSTAR_EXAMPLES`); 10,000 and more were run before
release.
"""

from __future__ import annotations

import importlib
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codegen.model import model as m
from codegen.python.strategies import plural
from tests.codegen import native, oracle, views

EXAMPLES = int(os.environ.get("INSTAR_EXAMPLES", "10"))
RELAXED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.filter_too_much,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
STRUCTURES = [s for spec in views.specs() for s in spec.structures if s.fields]
IDS = [s.c_name for s in STRUCTURES]


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    """Build C and oracle once, before any example is drawn; a failure to build is reported once."""
    oracle.modules()
    native.library()


def strategies(structure: m.Structure) -> Any:
    return importlib.import_module(f"tests.generated.strategies.{structure.spec}")


def params_of(structure: m.Structure, data: st.DataObject) -> dict[str, int]:
    return {p.id: data.draw(st.integers(p.min, p.max), label=p.id) for p in structure.params}


def assert_same(structure: m.Structure, raw: bytes, params: dict[str, int]) -> views.Verdict:
    """Compare all readers on `raw`; the verdict of the generated Python. What follows the format is
    compared apart where qemu's rules are others.
    """
    ours = views.read_python(structure, raw, params)
    other = views.read_construct(structure, raw, params)
    by_format = other if views.rules_differ(structure) else ours
    assert other.accepted == by_format.accepted, f"construct: {other}, python: {ours}"
    if ours.accepted and other.accepted:
        assert other.value == ours.value
    official = views.read_kaitai(structure, raw, params)
    if by_format.accepted or not views.beyond_kaitai(structure, by_format):
        assert official.accepted == by_format.accepted, f"kaitai: {official}, ours: {by_format}"
    if by_format.accepted:
        assert official.value == by_format.value
    assert_native(structure, raw, params, ours)
    return ours


def assert_native(
    structure: m.Structure, raw: bytes, params: dict[str, int], ours: views.Verdict
) -> None:
    """The generated C, field by field; on refusal the same field, status and offset."""
    verdict, numbers = native.read(structure, raw, params)
    assert verdict.accepted == ours.accepted, f"C: {verdict}, python: {ours}"
    if not ours.accepted:
        assert (verdict.field, verdict.status, verdict.offset) == (
            ours.field,
            ours.status,
            ours.offset,
        )
        return
    wanted = native.expected(structure, ours.value, raw)
    assert len(numbers) == len(wanted)
    assert [n for n, w in zip(numbers, wanted, strict=True) if w is not None] == [
        w for w in wanted if w is not None
    ]


@pytest.mark.parametrize("structure", STRUCTURES, ids=IDS)
def test_valid_structure_reads_alike(structure: m.Structure) -> None:
    make = getattr(strategies(structure), plural(structure.c_name))

    @RELAXED
    @given(st.data())
    def check(data: st.DataObject) -> None:
        params = params_of(structure, data)
        value = data.draw(make(edges_only=data.draw(st.booleans()), **params))
        raw = value.pack(**params)
        verdict = assert_same(structure, raw, params)
        assert verdict.accepted, verdict
        assert verdict.value == views.from_python(structure, value)
        built = views.declaration(structure).build(
            views.to_construct(structure, verdict.value), **params
        )
        assert built == raw

    check()


def corruptions(structure: m.Structure) -> list[Any]:
    """Ways to break one rule of its own alone."""
    found: list[Any] = getattr(strategies(structure), f"{structure.c_name.upper()}_CORRUPTIONS")
    return found


@pytest.mark.parametrize(
    "structure", [one for one in STRUCTURES if corruptions(one)], ids=lambda one: one.c_name
)
def test_broken_rule_is_named_alike(structure: m.Structure) -> None:
    rows = corruptions(structure)
    make = getattr(strategies(structure), plural(structure.c_name))

    @RELAXED
    @given(st.data())
    def check(data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(rows))
        applied = row.apply(data.draw, data.draw(make()))
        if applied is None:
            return
        verdict = assert_same(structure, applied[1], {})
        assert not verdict.accepted, row
        assert (verdict.field, verdict.status) == (row.field, row.status)
        assert row.offset is None or verdict.offset == row.offset

    check()


@pytest.mark.parametrize("structure", STRUCTURES, ids=IDS)
def test_truncated_structure_is_refused_alike(structure: m.Structure) -> None:
    make = getattr(strategies(structure), plural(structure.c_name))

    @RELAXED
    @given(st.data())
    def check(data: st.DataObject) -> None:
        params = params_of(structure, data)
        raw = data.draw(make(**params)).pack(**params)
        if not raw:
            return
        cut = raw[: data.draw(st.integers(0, len(raw) - 1))]
        verdict = views.read_python(structure, cut, params)
        assert not views.read_construct(structure, cut, params).accepted
        assert not views.read_kaitai(structure, cut, params).accepted
        assert_native(structure, cut, params, verdict)
        assert not verdict.accepted

    check()


@pytest.mark.parametrize("structure", STRUCTURES, ids=IDS)
def test_random_bytes_read_alike(structure: m.Structure) -> None:
    size = min(views.size_of(structure), 8192)

    @RELAXED
    @given(st.data())
    def check(data: st.DataObject) -> None:
        params = params_of(structure, data)
        pattern = data.draw(st.binary(min_size=1, max_size=64))
        assert_same(structure, (pattern * (size // len(pattern) + 1))[:size], params)

    check()
