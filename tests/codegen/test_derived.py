# SPDX-License-Identifier: Apache-2.0
"""Derived values in C against the evaluation of their expressions, on every structure that has
some.
"""

from __future__ import annotations

import ctypes

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from codegen.c.rules import has_rules
from codegen.c.text import int_type
from codegen.model import model as m
from codegen.model.expr import Env, evaluate
from codegen.python.strategies import plural
from tests.codegen import views
from tests.codegen.cbuild import ROOT, build
from tests.codegen.test_agreement import RELAXED, params_of, strategies

STRUCTURES = [s for spec in views.specs() for s in spec.structures if s.fields and s.derived]


def shim(s: m.Structure) -> str:
    """`derive_<structure>(buf, len, params, out)`: the derived values in order, or false where the
    parser refuses.
    """
    kinds = ["bool" if p.boolean else int_type(p.width) for p in s.params]
    pairs = zip(s.params, kinds, strict=True)
    given_params = "".join(
        f"\t{kind} {p.id} = ({kind})params[{i}];\n" for i, (p, kind) in enumerate(pairs)
    )
    args = "".join(f", {p.id}" for p in s.params)
    if s.is_entry:
        subject = f"\tuint{8 * (s.size or 0)}_t e = {s.c_name}_load(buf);\n"
        refused = f"{s.c_name}_check(&in, e{args}) != PARSE_OK" if has_rules(s) else "in.len == 0"
        subject += f"\tif ({refused})\n"
    else:
        subject = f"\tstruct {s.c_name} h;\n\tif ({s.c_name}_parse(&in{args}, &h) != PARSE_OK)\n"
    name = "e" if s.is_entry else "&h"
    values = "".join(
        f"\tout[{i}] = (uint64_t){s.c_name}_{d.id}({name}{args});\n"
        for i, d in enumerate(s.derived)
    )
    return (
        f"bool derive_{s.c_name}(const uint8_t *buf, size_t len, const uint64_t *params, "
        "uint64_t *out)\n{\n"
        "\tstruct parse_in in = parse_input(buf, len, 0);\n"
        f"\t(void)params;\n{given_params}{subject}\t\treturn false;\n"
        f"{values}\treturn true;\n}}\n"
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder = tmp_path_factory.mktemp("derived")
    wrappers = folder / "derived.c"
    includes = "".join(f'#include "{spec.id}.h"\n' for spec in views.specs())
    wrappers.write_text(includes + "".join(map(shim, STRUCTURES)))
    sources = [ROOT / f"guest/generated/{spec.id}.c" for spec in views.specs()]
    return build(folder / "derived.so", [*sources, ROOT / "guest/base/checksum.c", wrappers])


@pytest.mark.parametrize("structure", STRUCTURES, ids=lambda s: s.c_name)
def test_derived_values_agree(library: ctypes.CDLL, structure: m.Structure) -> None:
    make = getattr(strategies(structure), plural(structure.c_name))
    function = library[f"derive_{structure.c_name}"]
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
