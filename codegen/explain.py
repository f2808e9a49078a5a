# SPDX-License-Identifier: Apache-2.0
"""`codegen explain FILE[:STRUCT[.FIELD]]`: a spec, a structure or a field, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.c.header import layout_table
from codegen.c.text import field_id, structure_id
from codegen.model import model as m


class Unknown(LookupError):
    """The words name nothing."""


def kind_text(kind: m.Kind) -> str:
    """A field's type in words."""
    match kind:
        case m.Integer(width=1, signed=signed):
            return f"{'signed' if signed else 'unsigned'} byte"
        case m.Integer(width=width, order=order, signed=signed):
            sign = "signed" if signed else "unsigned"
            return (
                f"{sign} {8 * width}-bit number, "
                f"{'little' if order.value == 'le' else 'big'}-endian"
            )
        case m.Bits(width=1, shift=shift, group_size=size):
            return f"bit {shift} of {8 * size}"
        case m.Bits(width=width, shift=shift, group_size=size):
            return f"bits {shift + width - 1}..{shift} of {8 * size}"
        case m.Bytes():
            return "bytes"
        case m.String(encoding=encoding, terminated=terminated):
            return f"{encoding} text{', zero-terminated' if terminated else ''}"
        case m.Nested(type=ref):
            return f"structure {ref.spec} {ref.name}"
        case m.Array(element=element):
            return f"array of {kind_text(element)}"


def explain(specs: tuple[m.SpecFile, ...], words: str) -> str:
    """Raises `Unknown`, which says what there is."""
    file, _, rest = words.partition(":")
    stem = file.rsplit("/", 1)[-1].removesuffix(".ksy")
    spec = next((s for s in specs if s.id == stem), None)
    if spec is None:
        raise Unknown(
            f"no spec is named {stem!r}; there are {', '.join(sorted(s.id for s in specs))}"
        )
    if not rest:
        return "\n".join(_file(spec)) + "\n"
    name, _, field = rest.partition(".")
    structure = next((s for s in spec.structures if s.name == name), None)
    if structure is None:
        raise Unknown(
            f"{stem} has no structure {name!r}; it has {', '.join(s.name for s in spec.structures)}"
        )
    if not field:
        return "\n".join(_structure(structure)) + "\n"
    found = next((f for f in structure.fields if f.id == field), None)
    if found is None:
        known = ", ".join(f.id for f in structure.fields)
        raise Unknown(f"{structure.human_name} has no field {field!r}; it has {known}")
    return "\n".join(_field(structure, found)) + "\n"


def _file(spec: m.SpecFile) -> Iterator[str]:
    yield f"{spec.title}  ({spec.path})"
    yield from (f"  {ref}" for ref in spec.doc_ref)
    yield ""
    yield from spec.doc.splitlines()
    yield ""
    for s in sorted(spec.structures, key=lambda s: s.number):
        size = f"{s.size}" if s.size is not None else f"{s.min_size}.."
        yield f"  {s.name:<28} {size:>6} bytes  {' '.join(s.doc.split())[:80]}"
    if spec.constants:
        yield ""
    for c in spec.constants:
        yield f"  {c.id} = {c.value:#x}" if c.hexadecimal else f"  {c.id} = {c.value}"


def _structure(s: m.Structure) -> Iterator[str]:
    size = f"{s.size} bytes" if s.size is not None else f"{s.min_size} bytes or more"
    yield f"{s.human_name}, {size}  ({s.where})"
    yield from (f"  {ref}" for ref in s.doc_ref)
    yield ""
    yield from s.doc.splitlines()
    yield ""
    yield from layout_table(s)
    for d in s.derived:
        yield f"  {d.id}: {' '.join(d.doc.split())}"
    for fault in s.faults:
        yield f"  fault {fault.id}: {fault.field or ''} {fault.text}"
    yield ""
    yield f"C: struct {s.c_name}, {structure_id(s)} = {s.number:#x}; Python: {s.python_name}"


def _field(s: m.Structure, f: m.Field) -> Iterator[str]:
    place = "a varying place" if f.offset is None else f"byte {f.offset}"
    size = "a varying number of bytes" if f.size is None else f"{f.size} bytes"
    yield f"{s.human_name}: {f.id}  ({f.where})"
    yield f"  {kind_text(f.kind)}, {size} at {place}" + (f", in {f.unit}" if f.unit else "")
    if f.orig_id:
        yield f"  called {f.orig_id} in the source"
    for rule in f.rules:
        yield f"  must be {rule.text}  (else {rule.status.name})"
    if f.any is not None:
        yield f"  any value: {f.any.why}"
    for q in f.qemu:
        until = "" if q.until is None else f" before {'.'.join(map(str, q.until))}"
        yield f"  qemu-img{until}: {q.text}"
    yield from (f"  {line}" for line in f.doc.splitlines())
    if f.practice:
        yield f"  In practice: {f.practice}"
    yield f"  C: {field_id(s, f)} = {f.number}; Python: {s.python_name}.{f.id}"
