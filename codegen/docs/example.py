# SPDX-License-Identifier: Apache-2.0
"""The worked example on a reference page: from a place on the disk of a real image to the byte of
the file, with the bytes on the way; each leads to the row of its field.
"""

from __future__ import annotations

import html

from codegen.docs.follow import Step, follow
from codegen.docs.places import way
from codegen.model import model as m
from codegen.model.example import Example
from codegen.model.expr import DerivedRef, Element, Expr, FieldRef, constant, evaluate, replaced
from codegen.model.relations import SAID, Place
from codegen.out.spelled import spelled

ROW = 16


def example_lines(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> list[str]:
    """The worked examples of a spec."""
    return [line for example in spec.examples for line in _example(specs, spec, example)]


def _example(specs: tuple[m.SpecFile, ...], spec: m.SpecFile, example: Example) -> list[str]:
    """The steps, each with the bytes that decide it."""
    steps = follow(specs, spec, example, example.read)
    data = f": {example.to.replace('_', ' ')}" if example.to else ""
    out = [f"### Worked example{data}", ""]
    out += [
        f"Where is byte {example.offset:#x} of the disk in `{example.image}`, an image of "
        f"{example.file_size:#x} bytes from `{example.origin}`? Zeros are left out.",
        "",
    ]
    named = _named(way(spec, example.to))
    for number, step in enumerate(steps, 1):
        out += [f"**{number}.** {_told(step)}", ""]
        out += [*_dump(specs, step), ""]
        values = _values(step, named)
        if values:
            out += [values, ""]
    return out


def _told(step: Step) -> str:
    place = step.place
    if place.type is None:
        byte = "" if place.byte is None else spelled(place.byte)
        if place.is_packed:
            return (
                f"The {place.id} begins at `{spelled(place.at)}` = **{step.here:#x}** of the file; "
                f"byte `{byte}` = {step.number:#x} of what it unpacks to is the one:"
            )
        return (
            f"The {place.id} begins at `{spelled(place.at)}` = {step.at:#x}; byte "
            f"`{byte}` = {step.number:#x} of it is at **{step.here:#x}** of the file:"
        )
    if place.same:
        return f"As a {place.type.name}, the same bytes say more:"
    fixed = constant(place.at) is not None
    where = f"byte {step.at:#x}" if fixed else f"`{spelled(place.at)}` = {step.at:#x}"
    if step.number is None:
        return f"The {place.id} is at {where}:"
    which = "the one that is looked for"
    if place.index is not None:
        which = f"`{spelled(place.index.expr)}` = {step.number:#x}"
    elif place.match:
        which = f"{step.number}, {which},"
    elif place.search is not None:
        which = f"{step.number}, the first with `{spelled(place.search)}`,"
    return f"The {place.id} begins at {where}; entry {which} is at {step.here:#x}:"


# --- values


def _named(places: list[Place]) -> dict[str, dict[str, Expr]]:
    """Values that later steps name, by the place that has them."""
    exprs = [e for p in places for e in (p.at, p.count, p.byte, p.search) if e is not None]
    exprs += [p.index.expr for p in places if p.index is not None]
    found: dict[str, dict[str, Expr]] = {}

    def leaf(node: Expr) -> Expr | None:
        if isinstance(node, FieldRef | DerivedRef | Element) and len(node.path) > 1:
            found.setdefault(node.path[0], {})[spelled(node).partition(".")[2]] = node
            return node
        return None

    for expr in exprs:
        replaced(expr, leaf)
    return found


def _values(step: Step, named: dict[str, dict[str, Expr]]) -> str:
    """What the bytes say that matters."""
    said = [
        f"`{name}` is {int(evaluate(expr, step.env)):#x}"
        for name, expr in sorted(named.get(step.place.id, {}).items())
    ]
    if step.means is not None:
        said.append(f"it is **{step.means.value}**: {SAID[step.means]}")
    return "There, " + "; ".join(said) + "." if said else ""


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
