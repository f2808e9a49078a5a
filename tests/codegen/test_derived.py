# SPDX-License-Identifier: Apache-2.0
"""Derived values in C against the evaluation of their expressions, on every structure that has
some.
"""

from __future__ import annotations

import ctypes

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from codegen.model import model as m
from codegen.model.expr import Env, evaluate
from codegen.python.strategies import plural
from tests.codegen import native, views
from tests.codegen.test_agreement import RELAXED, params_of, strategies

STRUCTURES = [s for spec in views.specs() for s in spec.structures if s.fields and s.derived]


@pytest.mark.parametrize("structure", STRUCTURES, ids=lambda s: s.c_name)
def test_derived_values_agree(structure: m.Structure) -> None:
    make = getattr(strategies(structure), plural(structure.c_name))
    function = native.library()[f"derive_{structure.c_name}"]
    function.restype = ctypes.c_bool

    @RELAXED
    @given(st.data())
    def check(data: st.DataObject) -> None:
        params = params_of(structure, data)
        raw = data.draw(make(edges_only=data.draw(st.booleans()), **params)).pack(**params)
        verdict = views.read_python(structure, raw, params)
        assume(verdict.accepted)
        values = verdict.value
        wanted = [int(evaluate(d.expr, Env(values, params))) % (1 << 64) for d in structure.derived]
        out = (ctypes.c_uint64 * len(wanted))()
        numbers = (ctypes.c_uint64 * max(1, len(params)))(*params.values())
        assert function(raw, ctypes.c_size_t(len(raw)), numbers, out)
        assert list(out) == wanted

    check()
