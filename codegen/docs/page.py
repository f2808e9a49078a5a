# SPDX-License-Identifier: Apache-2.0
"""Reference pages: `docs/formats/<fmt>.md`, `docs/abi/<part>.md`, and an index of each.

A page is Markdown that reads well as text; diagrams are HTML tables, which both the documentation
site and code hosts show. Each field has an anchor `<structure>.<field>`, so that
`qcow2#header.cluster_bits` leads to its row. Structures come in file order, each with the enums
that it is the first to use; what belongs to no structure comes after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.docs.evidence import programs
from codegen.docs.example import example_lines
from codegen.docs.links import Names, names_of_pages
from codegen.docs.options import option_lines
from codegen.docs.places import place_lines
from codegen.docs.structure import references, structure_lines
from codegen.docs.tables import constants, enum_lines, magics
from codegen.docs.text import cell
from codegen.model import model as m
from codegen.model.expr import MemberRef, walk
from codegen.out.write import markdown_banner, marker, marker_all

_ORDERS = {
    m.ByteOrder.LITTLE: "little-endian",
    m.ByteOrder.BIG: "big-endian",
    None: "of both byte orders",
}


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    """Every page."""
    out = {
        f"docs/{names.spec.kind}/{names.spec.id}.md": _page(names)
        for names in names_of_pages(specs)
    }
    for kind, title in (("formats", "Formats"), ("abi", "Host and guest")):
        rows = [s for s in sorted(specs, key=lambda s: s.id) if s.kind == kind]
        out[f"docs/{kind}/index.md"] = _index(kind, title, rows)
    return out


def _index(kind: str, title: str, specs: list[m.SpecFile]) -> str:
    lines = [markdown_banner(marker_all("docs")), f"# {title}", ""]
    lines += ["| page | what it describes | structures |", "|---|---|---|"]
    for spec in specs:
        names = ", ".join(f"[{s.name}]({spec.id}.md#{s.name})" for s in spec.structures)
        lines.append(f"| [{spec.id}]({spec.id}.md) | {cell(spec.title)} | {names} |")
    return "\n".join(lines) + "\n"


def _page(names: Names) -> str:
    spec = names.spec
    lines = [markdown_banner(marker("docs", spec)), f"# {spec.title}", ""]
    lines += [names.text(spec.doc.strip()), ""]
    lines += [f"Numbers are {_ORDERS[spec.order]} unless their type says otherwise."]
    lines += [f"Machine-readable: [`{spec.path}`](../../{spec.path}).", ""]
    lines += [*references(spec.doc_ref), *_contents(names), *magics(spec)]
    lines += [*place_lines(names), *example_lines(tuple(names.specs.values()), spec)]
    left = list(spec.enums)
    for structure in in_reading_order(spec):
        lines += structure_lines(names, structure)
        for enum in [e for e in left if _uses(structure, e)]:
            lines += enum_lines(names, enum, structure.name)
            left.remove(enum)
    if left:
        lines += ["## Other values", ""]
    for enum in left:
        lines += enum_lines(names, enum)
    lines += [*constants(names), *programs(names), *option_lines(spec.option_sets)]
    lines += _about(spec)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def _about(spec: m.SpecFile) -> list[str]:
    """Version and history of the page, how to cite it, and what may be done with its texts."""
    if not spec.history:
        return []
    version, date = len(spec.history), spec.history[-1][0]
    out = ["## About this page", "", "| version | date | what changed |", "|---|---|---|"]
    rows = list(enumerate(spec.history, 1))
    out += [f"| {number} | {when} | {cell(text)} |" for number, (when, text) in reversed(rows)]
    cited = f'instar project: "{spec.title}". Version {version}, {date}. {spec.path}.'
    return [
        *out,
        "",
        f"Cite it as: {cited} A field is cited by its anchor, such as "
        f"`{spec.id}#{_first_anchor(spec)}`; anchors stay.",
        "",
        f"Texts, tables and the machine-readable file are under {spec.license}.",
        "",
    ]


def _first_anchor(spec: m.SpecFile) -> str:
    structure = in_reading_order(spec)[0]
    return f"{structure.name}.{structure.fields[0].id}"


def in_reading_order(spec: m.SpecFile) -> list[m.Structure]:
    """As the spec's author wrote them."""
    return sorted(spec.structures, key=lambda s: s.where.line)


def _contents(names: Names) -> list[str]:
    spec = names.spec
    if len(spec.structures) < 2:
        return []
    out = ["| structure | bytes | what it is |", "|---|---|---|"]
    for s in in_reading_order(spec):
        size = f"{s.min_size} and more" if s.size is None else str(s.size)
        first = names.text(cell(s.doc.split(". ")[0]).rstrip("."), s.name, own=s.name)
        out.append(f"| [{s.name}](#{s.name}) | {size} | {first} |")
    return [*out, ""]


def _uses(structure: m.Structure, enum: m.EnumType) -> bool:
    """Whether a structure has a field or a rule that names an enum, or speaks of it."""
    if enum.ref in [part.enum for parts in _parts(structure) for part in parts]:
        return True
    named = re.compile(rf"`{enum.name}(`|::)")
    return any(named.search(text) for text in _texts(structure)) or any(
        isinstance(node, MemberRef) and (node.spec, node.enum) == (enum.spec, enum.name)
        for derived in structure.derived
        for node in walk(derived.expr)
    )


def _texts(structure: m.Structure) -> Iterator[str]:
    yield structure.doc
    yield from (part.doc for parts in _parts(structure) for part in parts)


def _parts(structure: m.Structure) -> tuple[tuple[m.Field | m.Derived, ...], ...]:
    return structure.fields, structure.derived
