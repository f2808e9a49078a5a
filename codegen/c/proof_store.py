# SPDX-License-Identifier: Apache-2.0
"""Proof harnesses for the writers: what a parser accepts and a writer writes, the parser reads as
the same, and nothing outside of the writer's room is touched (CBMC checks every access).

Constant bytes and checksums do not depend on the values; the stand-ins take them as right when the
written bytes are read, and tests hold them against the Python writers.
"""

from __future__ import annotations

from codegen.c.names import entry_type, kept
from codegen.c.store import fixed_value, has_writer, is_bounded, made_from, needed_params, parts
from codegen.c.text import macro
from codegen.model import model as m
from codegen.model.expr import constant

Specs = tuple[m.SpecFile, ...]

PARTS = 64
"""Bytes of parts of computed size that a proof goes up to: CBMC copies each symbolically."""


def has_store_proof(s: m.Structure) -> bool:
    """CBMC does not get through copies of several parts, each placed by the one before: tests alone
    hold those writers.
    """
    return has_writer(s) and len(parts(s)) <= 1


def store_harness(specs: Specs, s: m.Structure, params: list[str]) -> list[str]:
    return _entry(s) if s.is_entry else _structure(specs, s, params)


def _entry(s: m.Structure) -> list[str]:
    name, kind = s.c_name, entry_type(s)
    out = [
        f"void prove_{name}_store(void)",
        "{",
        f"\tuint8_t *bytes = malloc({macro(name)}_SIZE);",
        "\tassume(bytes != NULL);",
        f"\t{kind} e = ({kind})any_u64();",
        "",
        f"\t{name}_store(bytes, e);",
        f"\tassert({name}_load(bytes) == e);",
    ]
    made = made_from(s)
    if made:
        given = ", ".join(f"{name}_{f.id}(e)" for f in made)
        out.append(f"\t{kind} made = {name}_make({given});")
        for f in s.fields:
            want = f"{name}_{f.id}(e)" if f in made else str(fixed_value(s, f) or 0)
            got = _part(name, f)
            out.append(f"\tassert({f'{name}_{f.id}(made)' if f in made else got} == {want});")
    return [*out, "}"]


def _part(name: str, f: m.Field) -> str:
    """A field of `made`, without its accessor."""
    got = f"(made & {macro(name, f.id)}_MASK)"
    shifted = isinstance(f.kind, m.Bits) and f.kind.shift
    return f"{got} >> {macro(name, f.id)}_SHIFT" if shifted else got


def _structure(specs: Specs, s: m.Structure, params: list[str]) -> list[str]:
    name = s.c_name
    args = "".join(f", {p.id}" for p in s.params)
    most = f"{macro(name)}_SIZE" if s.size is not None else f"{macro(name)}_MAX_SIZE"
    out = [
        f"void prove_{name}_store(void)",
        "{",
        "\tstruct parse_in in = any_input();",
        *([f"\tassume(in.len <= {s.min_size + PARTS});"] if is_bounded(s) else []),
        *params,
        f"\tstruct {name} h, back;",
        "",
        f"\tif ({name}_parse(&in{args}, &h) != PARSE_OK)",
        "\t\treturn;",
        "",
        f"\tsize_t cap = {'any_room(in.len)' if is_bounded(s) else most};",
        "\tuint8_t *bytes = malloc(cap);",
        "\tassume(bytes != NULL);",
        *_call(s, most),
        "\thold_constants();",
        "",
        "\tstruct parse_in again = parse_input(bytes, n, any_u64());",
        "\tsize_t i = any_size();",
        "",
        f"\tassert({name}_parse(&again{args}, &back) == PARSE_OK);",
        *_same(specs, s, ""),
    ]
    return [*out, "}"]


def _call(s: m.Structure, most: str) -> list[str]:
    """The writer's call, and what its result promises."""
    given = "".join(f", {p.id}" for p in needed_params(s))
    given += "".join(f", in.buf + h.{f.id}_off" for f in parts(s))
    if s.size is not None:
        return [f"\tsize_t n = {most};", "", f"\t{s.c_name}_store(bytes, &h{given});"]
    if not is_bounded(s):
        return [f"\tsize_t n = {s.c_name}_store(bytes, &h{given});", "", "\tassert(n <= cap);"]
    return [
        f"\tsize_t n = {s.c_name}_store(bytes, cap, &h{given});",
        "",
        "\tassert(n == (cap < h.len_total ? 0 : h.len_total));",
        "\tif (n == 0)",
        "\t\treturn;",
    ]


def _same(specs: Specs, s: m.Structure, path: str) -> list[str]:
    """Assertions that `back` holds what `h` does."""
    out = []
    for f in s.fields:
        if kept(s, f) and f.checksum is None:
            out += _same_field(specs, f, f"{path}{f.id}")
    return out


def _same_field(specs: Specs, f: m.Field, name: str) -> list[str]:
    equal = f"\tassert(back.{name} == h.{name});"
    if f.is_variable:
        there = f"again.buf[back.{name}_off + i] == in.buf[h.{name}_off + i]"
        return [
            f"\tassert(back.{name}_len == h.{name}_len);",
            f"\tassert(i >= h.{name}_len || {there});",
        ]
    match f.kind:
        case m.Integer() | m.Bits():
            return [equal]
        case m.Bytes() | m.String():
            return [f"\tassert(i >= {f.size} || back.{name}[i] == h.{name}[i]);"]
        case m.Nested(type=ref):
            inner = m.structure_of(specs, ref)
            return [equal] if inner.is_entry else _same(specs, inner, f"{name}.")
        case m.Array(element=element, count=count):
            return _same_elements(specs, element, constant(count) or 0, name)


def _same_elements(
    specs: Specs, element: m.Integer | m.Nested | m.Bytes, count: int, name: str
) -> list[str]:
    inner = m.structure_of(specs, element.type) if isinstance(element, m.Nested) else None
    if inner is not None and not inner.is_entry:
        return [line for k in range(count) for line in _same(specs, inner, f"{name}[{k}].")]
    if isinstance(element, m.Bytes):
        size = constant(element.size)
        at = f"[i / {size}][i % {size}]"
        return [f"\tassert(i >= {count * (size or 0)} || back.{name}{at} == h.{name}{at});"]
    return [f"\tassert(i >= {count} || back.{name}[i] == h.{name}[i]);"]
