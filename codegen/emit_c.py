# SPDX-License-Identifier: Apache-2.0
"""Guest C: `guest/generated/<file>.h` and `.c` per spec, and `structures.h` with all ids."""

from __future__ import annotations

from codegen.emit_c_header import header_text
from codegen.emit_c_parse import structure_source
from codegen.emit_c_text import macro, structure_id
from codegen.model import SpecFile
from codegen.write import c_banner, marker, marker_all

FOLDER = "guest/generated"


def source_text(specs: tuple[SpecFile, ...], spec: SpecFile) -> str:
    out = c_banner(marker("c", spec)) + f'#include "{spec.id}.h"\n'
    if spec.strings:
        out += (f"\nconst struct {spec.id}_string {spec.id}_strings[{macro(spec.id)}_NUM_STRINGS] = {{\n"
                + "".join(f"\t{{ {macro(spec.id, t.id)}, {len(t.text.encode())} }},\n"
                          for t in spec.strings)
                + "};\n")
    for s in spec.structures:
        try:
            out += structure_source(specs, s)
        except ValueError as error:
            raise ValueError(f"{s.where}: {error}") from error
    return out


def structures_text(specs: tuple[SpecFile, ...]) -> str:
    """Ids of structures and faults: file << 8 | type, and that << 8 | fault."""
    ordered = sorted(specs, key=lambda spec: spec.number)
    out = c_banner(marker_all("c")) + "#ifndef STRUCTURES_H\n#define STRUCTURES_H\n"
    out += "/* Ids that errors carry to the host, which has the texts. 0 is none. */\n\nenum structure_id {\n"
    for spec in ordered:
        for s in sorted(spec.structures, key=lambda s: s.number):
            out += f"\t{structure_id(s)} = {s.number:#x},\n"
    out += "};\n\n/* Rules that need more than one structure. */\nenum fault_id {\n\tFAULT_NONE = 0,\n"
    for spec in ordered:
        for s in sorted(spec.structures, key=lambda s: s.number):
            for f in s.faults:
                out += f"\t{macro('FAULT', spec.id, s.name, f.id)} = {f.number:#x},\t"
                text = f"{f.field} {f.text}" if f.field else f.text
                out += f"/* {text.replace('*/', '* /').replace(chr(10), ' ')} */\n"
    return out + "};\n\n#endif\n"


def emit(specs: tuple[SpecFile, ...]) -> dict[str, str]:
    outputs = {f"{FOLDER}/structures.h": structures_text(specs)}
    for spec in specs:
        outputs[f"{FOLDER}/{spec.id}.h"] = header_text(specs, spec)
        outputs[f"{FOLDER}/{spec.id}.c"] = source_text(specs, spec)
    return outputs
