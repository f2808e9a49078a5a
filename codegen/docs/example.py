# SPDX-License-Identifier: Apache-2.0
"""The worked example on a reference page: from a place on the disk of a real image to the byte of
the file, with the bytes on the way; each leads to the row of its field.
"""

from __future__ import annotations

import html

from codegen.docs.follow import Step, follow
from codegen.docs.places import way
from codegen.model import model as m
from codegen.model.expr import DerivedRef, Env, Expr, FieldRef, constant, evaluate, replaced
from codegen.model.relations import SAID, Place
from codegen.out.spelled import spelled

ROW = 16


def example_lines(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> list[str]:
    """The steps, each with the bytes that decide it."""
    example = spec.example
    if example is None:
        return []
    steps = follow(specs, spec, example.offset, example.file_size, example.read)
    out = ["### Worked example", ""]
    out += [
        f"Where is byte {example.offset:#x} of the disk in `{example.image}`, an image of "
        f"{example.file_size:#x} bytes from `tests/parity/data/corpus.tar.xz`? Zeros are left out.",
        "",
    ]
    used = _used(spec)
    for number, step in enumerate(steps, 1):
        out += [f"**{number}.** {_told(step)}", ""]
        out += [*_dump(specs, step), ""]
        values = _values(specs, step, used)
        if values:
            out += [values, ""]
    return out


def _told(step: Step) -> str:
    place = step.place
    if place.type is None:
        byte = "" if place.byte is None else spelled(place.byte)
        return (
            f"The {place.id} begins at `{spelled(place.at)}` = {step.at:#x}; byte "
            f"`{byte}` = {step.number:#x} of it is at **{step.here:#x}** of the file:"
        )
    fixed = constant(place.at) is not None
    where = f"byte {step.at:#x}" if fixed else f"`{spelled(place.at)}` = {step.at:#x}"
    if step.number is None:
        return f"The {place.id} is at {where}:"
    which = "the one that is looked for"
    if place.index is not None:
        which = f"`{spelled(place.index.expr)}` = {step.number:#x}"
    elif place.match:
        which = f"{step.number}, {which},"
    return f"The {place.id} begins at {where}; entry {which} is at {step.here:#x}:"


# --- values


def _used(spec: m.SpecFile) -> set[tuple[str, ...]]:
    """Values that later steps name."""
    places = way(spec)
    exprs = [e for p in places for e in (p.at, p.count, p.byte) if e is not None]
    exprs += [p.index.expr for p in places if p.index is not None]
    found: set[tuple[str, ...]] = set()

    def leaf(node: Expr) -> Expr | None:
        if isinstance(node, FieldRef | DerivedRef) and len(node.path) > 1:
            found.add(node.path)
            return node
        return None

    for expr in exprs:
        replaced(expr, leaf)
    return found


def _values(specs: tuple[m.SpecFile, ...], step: Step, used: set[tuple[str, ...]]) -> str:
    """What the bytes say that matters."""
    place = step.place
    if place.type is None:
        return ""
    structure = m.structure_of(specs, place.type)
    known = [path[1] for path in sorted(used) if path[0] == place.id]
    said = [f"`{name}` is {_number(structure, name, step)}" for name in known]
    if step.means is not None:
        said.append(f"it is **{step.means.value}**: {SAID[step.means]}")
    return "There, " + "; ".join(said) + "." if said else ""


def _number(structure: m.Structure, name: str, step: Step) -> str:
    found = next((d.expr for d in structure.derived if d.id == name), None)
    expr: Expr = FieldRef((name,)) if found is None else found
    return f"{int(evaluate(expr, Env(step.values, {}))):#x}"


# --- bytes


def _dump(specs: tuple[m.SpecFile, ...], step: Step) -> list[str]:
    """Rows of sixteen bytes; a row of zeros is left out."""
    links = _links(specs, step.place, len(step.data))
    rows = []
    for start in range(0, len(step.data), ROW):
        row = step.data[start : start + ROW]
        if any(row) or len(step.data) <= ROW:
            shown = _linked(row, links[start : start + ROW])
            letters = "".join(chr(b) if 32 <= b < 127 else "." for b in row)
            gap = "   " * (ROW - len(row))
            rows.append(f"{step.here + start:08x}  {shown}{gap}  {html.escape(letters)}")
    body = "\n".join(rows)
    return [f'<div class="hexdump"><pre>{body}</pre></div>']


def _links(specs: tuple[m.SpecFile, ...], place: Place, size: int) -> list[str]:
    """The field that each byte belongs to, "" for none."""
    links = [""] * size
    if place.type is None:
        return links
    structure = m.structure_of(specs, place.type)
    for field in structure.fields:
        if field.offset is None or field.is_reserved:
            continue
        group = field.kind.group_size if isinstance(field.kind, m.Bits) else field.size or 0
        name = structure.name if isinstance(field.kind, m.Bits) else f"{structure.name}.{field.id}"
        for at in range(field.offset, min(size, field.offset + group)):
            links[at] = name
    return links


def _linked(row: bytes, links: list[str]) -> str:
    """Bytes of a row in hexadecimal; those of one field are one link."""
    parts: list[tuple[str, list[str]]] = []
    for byte, link in zip(row, links, strict=True):
        if not parts or parts[-1][0] != link:
            parts.append((link, []))
        parts[-1][1].append(f"{byte:02x}")
    return " ".join(
        f'<a href="#{link}" title="{link}">{" ".join(digits)}</a>' if link else " ".join(digits)
        for link, digits in parts
    )
