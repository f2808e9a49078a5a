# SPDX-License-Identifier: Apache-2.0
"""The generated C parsers, compiled natively under UBSan and called from pytest.

A shim made from the model calls one parser and copies what it wrote into a flat array of numbers,
so that nothing here knows a C struct's layout.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from codegen.c import store
from codegen.c.names import kept
from codegen.c.rules import has_rules
from codegen.c.text import int_type
from codegen.model import model as m
from codegen.model.expr import constant
from lab.lock import alone
from tests.codegen import views
from tests.wanted import reason

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "guest" / "generated"
FLAGS = [
    "-std=c11",
    "-O0",
    "-Wall",
    "-Wextra",
    "-Werror",
    "-Wshadow",
    "-Wconversion",
    "-Wno-sign-conversion",
    "-fPIC",
    "-shared",
    "-fsanitize=undefined",
    "-fno-sanitize-recover=all",
    "-Wno-unused-function",
]


def flat(structure: m.Structure, path: str, depth: int = 0) -> list[str]:
    """Statements that append the C struct at `path` to `o`; `depth` keeps the indices of nested
    loops apart.
    """
    out: list[str] = []
    for field in structure.fields:
        if kept(structure, field):
            out += _flat_field(field, f"{path}.{field.id}", depth)
    return out


def _flat_field(field: m.Field, name: str, depth: int) -> list[str]:
    i = f"i{depth}"
    if field.is_variable:
        return [f"*o++ = {name}_off; *o++ = {name}_len;"]
    match field.kind:
        case m.Integer() | m.Bits():
            return [f"*o++ = (uint64_t){name};"]
        case m.Bytes(size=size) | m.String(size=size):
            assert size is not None
            return [f"for (size_t {i} = 0; {i} < {constant(size)}; {i}++) *o++ = {name}[{i}];"]
        case m.Nested():
            inner = views.nested(field)
            assert inner is not None
            return [f"*o++ = {name};"] if inner.is_entry else flat(inner, name, depth)
        case m.Array(element=element, count=count):
            inner = views.nested(field)
            number = constant(count)
            if inner is None and isinstance(element, m.Bytes):
                width = constant(element.size)
                inside = f"for (size_t k = 0; k < {width}; k++) *o++ = {name}[{i}][k];"
                return [f"for (size_t {i} = 0; {i} < {number}; {i}++) {inside}"]
            if inner is None or inner.is_entry:
                return [f"for (size_t {i} = 0; {i} < {number}; {i}++) *o++ = {name}[{i}];"]
            body = " ".join(flat(inner, f"{name}[{i}]", depth + 1))
            return [f"for (size_t {i} = 0; {i} < {number}; {i}++) {{ {body} }}"]


def shim(structure: m.Structure) -> str:
    """One function of the shim."""
    name = structure.c_name
    params = "".join(f", params[{i}]" for i in range(len(structure.params)))
    checked = has_rules(structure)
    lines = [
        f"long agree_{name}(const uint8_t *buf, size_t len, const uint64_t *params, "
        "uint64_t *out, uint64_t *why)",
        "{",
        "\tstruct parse_in in = parse_input(buf, len, 0);",
        "\tuint64_t *o = out;",
        "\t(void)params; (void)out;",
    ]
    if structure.is_entry:
        lines += [
            f"\tif (len < {name.upper()}_SIZE) {{ (void)!parse_truncated(&in, "
            f"STRUCTURE_{name.upper()}); goto bad; }}",
            f"\tuint64_t e = {name}_load(buf);",
            *([f"\tif ({name}_check(&in, e{params}) != PARSE_OK) goto bad;"] if checked else []),
        ]
        lines += [
            f"\t*o++ = (uint64_t){name}_{f.id}(e);" for f in structure.fields if kept(structure, f)
        ]
    else:
        lines += [
            f"\tstruct {name} h;",
            f"\tif ({name}_parse(&in{params}, &h) != PARSE_OK) goto bad;",
        ]
        lines += [f"\t{line}" for line in flat(structure, "h")]
    lines += [
        "\treturn o - out;",
        "bad:",
        "\twhy[0] = in.status; why[1] = in.structure; why[2] = in.field; why[3] = in.bad_off;",
        "\treturn -1;",
        "}",
    ]
    return "\n".join(lines)


def writer_shim(structure: m.Structure) -> str:
    """One function that parses a structure and writes it again: the bytes that it wrote, or -1."""
    name = structure.c_name
    params = "".join(f", params[{i}]" for i in range(len(structure.params)))
    lines = [
        f"long rewrite_{name}(const uint8_t *buf, size_t len, const uint64_t *params,",
        "\tuint8_t *out, size_t cap)",
        "{",
        "\t(void)params; (void)cap;",
    ]
    if structure.is_entry:
        given = ", ".join(f"{name}_{f.id}(e)" for f in store.made_from(structure))
        made = f"{name}_make({given})" if given else "e"
        lines += [
            f"\tuint{8 * (structure.size or 0)}_t e = {name}_load(buf);",
            f"\t(void)len; {name}_store(out, {made});",
            f"\treturn {name.upper()}_SIZE;",
        ]
        return "\n".join([*lines, "}"])
    lines += [
        "\tstruct parse_in in = parse_input(buf, len, 0);",
        f"\tstruct {name} h;",
        f"\tif ({name}_parse(&in{params}, &h) != PARSE_OK) return -1;",
    ]
    room = ", cap" if store.is_bounded(structure) else ""
    needed = store.needed_params(structure)
    args = "".join(f", params[{p.number - 1}]" for p in needed)
    args += "".join(f", buf + h.{f.id}_off" for f in store.parts(structure))
    call = f"{name}_store(out{room}, &h{args})"
    if structure.size is None:
        lines.append(f"\treturn (long){call};")
    else:
        lines += [f"\t{call};", f"\treturn {name.upper()}_SIZE;"]
    return "\n".join([*lines, "}"])


def derive_shim(s: m.Structure) -> str:
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


def expected(structure: m.Structure, value: dict[str, views.Value], raw: bytes) -> list[int | None]:
    """The numbers that the shim should give for a value in the common form; None where only the
    bytes are compared.
    """
    out: list[int | None] = []
    for field in structure.fields:
        if kept(structure, field) and field.id in value:
            out += _expected_field(field, value[field.id])
        elif kept(structure, field):
            out += [None] * (field.size or 0)
    return out


def _expected_field(field: m.Field, item: views.Value) -> list[int | None]:
    inner = views.nested(field)
    if field.is_variable:
        return [None, None]
    match field.kind:
        case m.Integer() | m.Bits():
            return [item & (1 << 64) - 1]
        case m.Bytes(size=size) | m.String(size=size):
            assert size is not None
            return [*item.ljust(constant(size) or 0, b"\0")]
        case m.Nested():
            assert inner is not None
            return [_entry(inner, item)] if inner.is_entry else expected(inner, item or {}, b"")
        case m.Array(element=element):
            if inner is not None and inner.is_entry:
                return [_entry(inner, v) for v in item]
            if inner is not None:
                return [n for v in item for n in expected(inner, v, b"")]
            if isinstance(element, m.Bytes):
                return [n for v in item for n in v]
            return list(item)


def _entry(structure: m.Structure, value: views.Value) -> int | None:
    total = 0
    for field in structure.fields:
        if field.id in value:
            shift = field.kind.shift if isinstance(field.kind, m.Bits) else 0
            total |= int(value[field.id]) << shift
    return total


@functools.cache
def library() -> ctypes.CDLL:
    """All generated C and the shim, as one shared library."""
    compiler = os.environ.get("CC", "cc")
    if shutil.which(compiler) is None:
        pytest.skip(reason("cc", "the generated C cannot be compared"))
    names = [s.c_name for spec in views.specs() for s in spec.structures if s.fields]
    source = "".join(f'#include "{spec.id}.h"\n' for spec in views.specs())
    structures = [s for spec in views.specs() for s in spec.structures if s.fields]
    source += "".join(derive_shim(s) for s in structures if s.derived)
    source += '#pragma GCC diagnostic ignored "-Wconversion"\n'
    source += "\n".join(shim(s) for s in structures) + "\n"
    writers = [s for s in structures if store.has_writer(s)]
    source += "\n".join(writer_shim(s) for s in writers)
    inputs = [
        GENERATED / f"{spec.id}.c"
        for spec in views.specs()
        if (GENERATED / f"{spec.id}.c").exists()
    ]
    inputs.append(ROOT / "guest" / "base" / "checksum.c")
    headers = [*sorted(GENERATED.glob("*.h")), *sorted((ROOT / "guest" / "base").glob("*.h"))]
    digest = hashlib.sha256(
        source.encode() + b"".join(p.read_bytes() for p in [*inputs, *headers])
    ).hexdigest()[:16]
    build = ROOT / "build" / "agree"
    target = build / f"agree-{digest}.so"
    with alone(build):
        if not target.exists():
            shim_c = build / f"agree-{digest}.c"
            shim_c.write_text(source)
            scratch = target.with_suffix(f".{os.getpid()}")
            include = [f"-I{ROOT / 'guest' / 'base'}", f"-I{GENERATED}", f"-I{ROOT / 'guest'}"]
            subprocess.run(
                [compiler, *FLAGS, *include, "-o", str(scratch), str(shim_c), *map(str, inputs)],
                check=True,
            )
            scratch.rename(target)
    loaded = ctypes.CDLL(str(target))
    for name in names:
        getattr(loaded, f"agree_{name}").restype = ctypes.c_long
    for structure in writers:
        getattr(loaded, f"rewrite_{structure.c_name}").restype = ctypes.c_long
    return loaded


def read(
    structure: m.Structure, raw: bytes, params: dict[str, int]
) -> tuple[views.Verdict, list[int]]:
    """What the C parser says; the numbers it wrote."""
    function = getattr(library(), f"agree_{structure.c_name}")
    room = (ctypes.c_uint64 * (16 * (structure.size or structure.min_size) + 256))()
    why = (ctypes.c_uint64 * 4)()
    args = (ctypes.c_uint64 * max(1, len(structure.params)))(
        *[params[p.id] for p in structure.params]
    )
    count = function(raw, ctypes.c_size_t(len(raw)), args, room, why)
    if count < 0:
        holder = next(s for spec in views.specs() for s in spec.structures if s.number == why[1])
        field = next((f.id for f in holder.fields if f.number == why[2]), "")
        return views.Verdict(None, field, int(m.Status(why[0])), why[3], False), []
    return views.Verdict(accepted=True), list(room[:count])


GUARD = b"\xa5" * 32


def rewrite(
    structure: m.Structure, raw: bytes, params: dict[str, int], cap: int | None = None
) -> bytes | None:
    """What the C writer makes of what the C parser read, in just enough room (or `cap` bytes); None
    where it does not fit. Fails when anything outside of the room was written.
    """
    function = getattr(library(), f"rewrite_{structure.c_name}")
    room = len(raw) if cap is None else cap
    out = ctypes.create_string_buffer(GUARD + b"\x5a" * room + GUARD, room + 2 * len(GUARD))
    args = (ctypes.c_uint64 * max(1, len(structure.params)))(
        *[params[p.id] for p in structure.params]
    )
    start = ctypes.byref(out, len(GUARD))
    count = function(raw, ctypes.c_size_t(len(raw)), args, start, ctypes.c_size_t(room))
    assert count >= 0, "the parser refuses what is to be written"
    assert out.raw[: len(GUARD)] == GUARD and out.raw[len(GUARD) + room :] == GUARD
    return out.raw[len(GUARD) : len(GUARD) + count] if count else None
