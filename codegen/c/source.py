# SPDX-License-Identifier: Apache-2.0
"""Guest C: `guest/generated/<file>.h` and `.c` per spec, and `structures.h` with all ids."""

from __future__ import annotations

from codegen.c.header import checksum_prototype, header_text
from codegen.c.options import options_source
from codegen.c.parse import parser_text
from codegen.c.relations import meanings_text
from codegen.c.store import store_text
from codegen.c.text import documented, macro, structure_id
from codegen.c.wanted import given, used_in
from codegen.model import model as m
from codegen.model.expr import constant
from codegen.out.write import c_banner, marker, marker_all

FOLDER = "guest/generated"


def source_text(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> str:
    out = c_banner(marker("c", spec)) + f'#include "{spec.id}.h"\n'
    if spec.strings:
        out += (
            f"\nconst struct {spec.id}_string "
            f"{spec.id}_strings[{macro(spec.id)}_NUM_STRINGS] = {{\n"
            + "".join(
                f"\t{{ {macro(spec.id, t.id)}, {len(t.text.encode())} }},\n" for t in spec.strings
            )
            + "};\n"
        )
    for s in spec.structures:
        try:
            out += structure_source(specs, s)
        except ValueError as error:
            raise ValueError(f"{s.where}: {error}") from error
    return out + options_source(spec)


def checksum_text(s: m.Structure, f: m.Field) -> str:
    assert f.checksum is not None and f.offset is not None and f.size is not None
    c = f.checksum
    start = f"buf + {c.start}, len - {c.start}" if c.start else "buf, len"
    guard = f"\tif (len < {c.start})\n\t\treturn 0;\n" if c.start else ""
    hole = f.offset - c.start
    if hole < 0:
        raise ValueError(f"{f.where}: the span of a checksum begins at its field, or before")
    fixed = constant(c.end)
    cut = f"\tif (len > {fixed})\n\t\tlen = {fixed};\n" if fixed is not None else ""
    return (
        f"{checksum_prototype(s, f)}\n{{\n{cut}{guard}"
        f"\treturn checksum_{c.algorithm.value}({start}, {hole}, {f.size});\n}}\n"
    )


def structure_source(specs: tuple[m.SpecFile, ...], s: m.Structure) -> str:
    """Everything of one structure that is not inline."""
    out = ""
    if s.strings:
        out += (
            f"\nconst struct {s.c_name}_string "
            f"{s.c_name}_strings[{macro(s.c_name)}_NUM_STRINGS] = {{\n"
            + "".join(
                f"\t{{ {macro(s.c_name, t.id)}, {len(t.text.encode())} }},\n" for t in s.strings
            )
            + "};\n"
        )
    if not s.fields:
        return out
    if s.is_entry:
        return out
    for f in s.fields:
        if f.checksum is not None:
            out += "\n" + checksum_text(s, f)
    return out + "\n" + parser_text(specs, s) + store_text(specs, s)


def structures_text(specs: tuple[m.SpecFile, ...]) -> str:
    """Ids of structures and faults: file << 8 | type, and that << 8 | fault."""
    ordered = sorted(specs, key=lambda spec: spec.number)
    out = c_banner(marker_all("c")) + "#ifndef STRUCTURES_H\n#define STRUCTURES_H\n"
    out += (
        "/* Ids that errors carry to the host, which has "
        "the texts. 0 is none. */\n\nenum structure_id {\n"
    )
    for spec in ordered:
        for s in sorted(spec.structures, key=lambda s: s.number):
            out += f"\t{structure_id(s)} = {s.number:#x},\n"
    out += (
        "};\n\n/* Rules that need more than one structure. */\nenum fault_id {\n\tFAULT_NONE = 0,\n"
    )
    for spec in ordered:
        for s in sorted(spec.structures, key=lambda s: s.number):
            for f in (f for f in s.faults if not f.host):
                text = f"{f.field} {f.text}" if f.field else f.text
                out += documented(f"{macro('FAULT', spec.id, s.name, f.id)} = {f.number:#x},", text)
    return out + "};\n" + meanings_text() + "\n#endif\n"


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    """Headers hold the macros that the specs give C, and those that generated C names."""
    sources = {spec.id: source_text(specs, spec) for spec in specs}
    named = {name for spec in specs for name, _ in given(spec)}
    for spec in specs:
        named |= used_in(header_text(specs, spec) + sources[spec.id])
    outputs = {f"{FOLDER}/structures.h": structures_text(specs)}
    for spec in specs:
        outputs[f"{FOLDER}/{spec.id}.h"] = header_text(specs, spec, named.__contains__)
        outputs[f"{FOLDER}/{spec.id}.c"] = sources[spec.id]
    return outputs
