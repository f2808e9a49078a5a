# SPDX-License-Identifier: Apache-2.0
"""The generated C writers give the bytes of the generated Python writers, for every structure, and
touch nothing else. The C runs natively under UBSan.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.c.names import kept
from codegen.c.store import has_writer, is_bounded
from codegen.model import model as m
from codegen.python.layout import attribute
from codegen.python.strategies import plural
from tests.codegen import native, views
from tests.codegen.test_agreement import RELAXED, STRUCTURES, params_of, strategies

WRITERS = [s for s in STRUCTURES if has_writer(s)]


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    native.library()


def written(structure: m.Structure, value: Any) -> Any:
    """The value as a writer gives it: what readers ignore is zero, and the checksum right."""
    blank = type(value)
    names = {f.name for f in fields(value)}
    for field in structure.fields:
        name = attribute(field.id)
        if name not in names:
            continue
        inner = views.nested(field)
        if inner is not None and inner.is_entry:
            continue  # a number that its maker answers for
        item = getattr(value, name)
        if not kept(structure, field) and isinstance(field.kind, m.Integer | m.Bits):
            value = replace(value, **{name: type(item)(0)})
        elif not kept(structure, field) and isinstance(item, bytes):
            value = replace(value, **{name: bytes(len(item))})
        elif inner is not None and isinstance(item, tuple):
            value = replace(value, **{name: tuple(written(inner, each) for each in item)})
        elif inner is not None and item is not None:
            value = replace(value, **{name: written(inner, item)})
    assert isinstance(value, blank)
    return value.sealed() if any(f.checksum for f in structure.fields) else value


@pytest.mark.parametrize("structure", WRITERS, ids=[s.c_name for s in WRITERS])
def test_c_writes_what_python_writes(structure: m.Structure) -> None:
    make = getattr(strategies(structure), plural(structure.c_name))

    @RELAXED
    @given(st.data())
    def check(data: st.DataObject) -> None:
        params = params_of(structure, data)
        value = data.draw(make(edges_only=data.draw(st.booleans()), **params))
        wanted = written(structure, value).pack(**params)
        assert native.rewrite(structure, value.pack(**params), params) == (wanted or None)

    check()


@pytest.mark.parametrize("structure", [s for s in WRITERS if is_bounded(s)])
def test_c_writer_of_variable_parts_keeps_to_its_room(structure: m.Structure) -> None:
    make = getattr(strategies(structure), plural(structure.c_name))

    @RELAXED
    @given(st.data())
    def check(data: st.DataObject) -> None:
        params = params_of(structure, data)
        raw = data.draw(make(**params)).pack(**params)
        if raw:
            cap = data.draw(st.integers(0, len(raw) - 1))
            assert native.rewrite(structure, raw, params, cap) is None

    check()
