# SPDX-License-Identifier: Apache-2.0
"""Reference pages: `docs/formats/<fmt>.md`, `docs/abi/<part>.md`, and an index of each.

A page is Markdown that reads well as text; diagrams are HTML tables, which both the documentation
site and code hosts show. Each field has an anchor `<structure>.<field>`, so that
`qcow2#header.cluster_bits` leads to its row.
"""

from __future__ import annotations

import re

from codegen.docs.diagram import diagrams, region_map
from codegen.docs.options import option_lines, qemu_lines
from codegen.docs.text import cell, number
from codegen.model import model as m
from codegen.model.expr import constant
from codegen.out.expression import bare, python_expr
from codegen.out.write import markdown_banner, marker, marker_all


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    """Every page."""
    out = {f"docs/{s.kind}/{s.id}.md": _Page(s).text() for s in specs}
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


class _Page:
    """The page of one spec."""

    def __init__(self, spec: m.SpecFile) -> None:
        self.spec = spec
        self.lines: list[str] = []

    def text(self) -> str:
        spec = self.spec
        self.add(markdown_banner(marker("docs", spec)), f"# {spec.title}", "", spec.doc.strip(), "")
        order = {
            m.ByteOrder.LITTLE: "little-endian",
            m.ByteOrder.BIG: "big-endian",
            None: "of both byte orders",
        }
        self.add(f"Numbers are {order[spec.order]} unless their type says otherwise.")
        self.add(f"Machine-readable: [`{spec.path}`](../../{spec.path}).", "")
        self.references(spec.doc_ref)
        self.contents()
        self.magics()
        self.constants()
        for enum in spec.enums:
            self.enum(enum)
        for structure in self.in_reading_order():
            self.structure(structure)
        self.add(*option_lines(spec.option_sets))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).rstrip("\n") + "\n"

    def in_reading_order(self) -> list[m.Structure]:
        """As the spec's author wrote them."""
        return sorted(self.spec.structures, key=lambda s: s.where.line)

    def add(self, *lines: str) -> None:
        self.lines += lines

    def references(self, refs: tuple[str, ...]) -> None:
        for ref in refs:
            url, _, text = ref.partition(" ")
            shown = f"[{text or url}]({url})" if url.startswith("http") else ref
            self.add(f"Source: {shown}", "")

    def contents(self) -> None:
        if len(self.spec.structures) < 2:
            return
        self.add("| structure | bytes | what it is |", "|---|---|---|")
        for structure in self.in_reading_order():
            size = (
                str(structure.size)
                if structure.size is not None
                else f"{structure.min_size} and more"
            )
            first = cell(structure.doc.split(". ")[0]).rstrip(".")
            self.add(f"| [{structure.name}](#{structure.name}) | {size} | {first} |")
        self.add("")

    def magics(self) -> None:
        if not self.spec.magics:
            return
        self.add("## Recognised by", "", "| at byte | bytes | note |", "|---|---|---|")
        for magic in self.spec.magics:
            place = str(magic.offset) if magic.offset >= 0 else f"end - {-magic.offset}"
            shown = (
                magic.data.decode("ascii")
                if magic.data.isascii() and magic.data.decode().isprintable()
                else ""
            )
            text = f" `{shown}`" if shown else ""
            self.add(f"| {place} | `{magic.data.hex(' ')}`{text} | {cell(magic.doc)} |")
        self.add("")

    def constants(self) -> None:
        if self.spec.constants:
            self.add("## Constants", "", *region_map(self.spec.constants))
            self.add("| name | value | unit | meaning |", "|---|---|---|---|")
            for item in self.spec.constants:
                anchor = f'<a id="{item.id}"></a>'
                self.add(
                    f"| {anchor}`{item.id}` | {number(item.value)} "
                    f"| {item.unit} | {cell(item.doc)} |"
                )
            self.add("")
        if self.spec.named_bytes:
            self.add("## Identifiers", "", "| name | bytes | meaning |", "|---|---|---|")
            for named in self.spec.named_bytes:
                anchor = f'<a id="{named.id}"></a>'
                shown = f"`{named.data.hex(' ')}`"
                self.add(f"| {anchor}`{named.id}` | {shown} | {cell(named.doc)} |")
            self.add("")
        if self.spec.strings:
            self.strings("## Texts", "", self.spec.strings)

    def strings(self, title: str, owner: str, strings: tuple[m.NamedString, ...]) -> None:
        self.add(title, "", "| name | text | meaning |", "|---|---|---|")
        for item in strings:
            anchor = f'<a id="{owner}{item.id}"></a>'
            self.add(f"| {anchor}`{item.id}` | `{cell(item.text)}` | {cell(item.doc)} |")
        self.add("")

    def enum(self, enum: m.EnumType) -> None:
        self.add(f'<a id="{enum.name}"></a>', "", f"## Values of `{enum.name}`", "")
        if enum.doc:
            self.add(enum.doc.strip(), "")
        self.add("| value | name | meaning |", "|---|---|---|")
        for member in enum.members:
            anchor = f'<a id="{enum.name}.{member.id}"></a>'
            self.add(f"| {number(member.value)} | {anchor}`{member.id}` | {cell(member.doc)} |")
        self.add("")

    # --- one structure

    def structure(self, structure: m.Structure) -> None:
        self.add(f"## {structure.name}", "", structure.doc.strip(), "")
        size = "Of no fixed size"
        if structure.size is not None:
            size = f"{structure.size} byte{'s' * (structure.size != 1)}"
        line = f"{self.spec.path}#L{structure.where.line}"
        self.add(f"{size}, declared in [`{self.spec.id}.ksy`](../../{line}).", "")
        self.references(structure.doc_ref)
        if structure.practice:
            self.add(f"**In practice:** {structure.practice.strip()}", "")
        if structure.params:
            self.add("Parameters:", "")
            for param in structure.params:
                self.add(f"- `{param.id}`: {param.doc.strip()}")
            self.add("")
        self.diagram(structure)
        self.fields(structure)
        self.derived(structure)
        self.faults(structure)
        if structure.strings:
            self.strings("### Texts", f"{structure.name}.", structure.strings)

    def diagram(self, structure: m.Structure) -> None:
        self.add(*diagrams(structure))

    def fields(self, structure: m.Structure) -> None:
        self.add("| at | size | field | rule | meaning |", "|---|---|---|---|---|")
        for field in structure.fields:
            name = f"{structure.name}.{field.id}"
            self.add(
                f"| {_place(field)} | {self.kind(field)} | "
                f'<a id="{name}"></a>[**{field.id}**](#{name}) | '
                f"{self.rules(field)} | {self.meaning(structure, field)} |"
            )
        self.add("")

    def kind(self, field: m.Field) -> str:
        unit = f" ({field.unit})" if field.unit else ""
        match field.kind:
            case m.Integer(width=width, order=order):
                other = "" if order is self.spec.order or width == 1 else f" {order.value}"
                return f"{width}{other}{unit}"
            case m.Bits(width=width):
                return f"{width} bit{'s' if width > 1 else ''}{unit}"
            case m.Bytes(size=size):
                return self.extent(constant(size), python_expr(size, ".".join))
            case m.String(size=None):
                return "to the zero byte"
            case m.String(size=size):
                assert size is not None
                return self.extent(constant(size), python_expr(size, ".".join))
            case m.Nested(type=ref):
                page = "" if ref.spec == self.spec.id else f"{ref.spec}.md"
                return f"[{ref.name}]({page}#{ref.name}), {field.size}"
            case m.Array(element=element, count=count):
                fixed = constant(count)
                times = (
                    str(fixed) if fixed is not None else f"`{bare(python_expr(count, '.'.join))}`"
                )
                if isinstance(element, m.Nested):
                    page = "" if element.type.spec == self.spec.id else f"{element.type.spec}.md"
                    return f"{times} x [{element.type.name}]({page}#{element.type.name})"
                return f"{times} x {element.width if isinstance(element, m.Integer) else 'bytes'}"

    def extent(self, fixed: int | None, text: str) -> str:
        return str(fixed) if fixed is not None else f"`{bare(text)}`"

    def rules(self, field: m.Field) -> str:
        texts = []
        for rule in field.rules:
            if isinstance(rule, m.Contents):
                shown = rule.data.decode("latin-1")
                plain = shown.isascii() and shown.isprintable()
                texts.append(
                    "zero" if not any(rule.data) else f"`{shown if plain else rule.data.hex(' ')}`"
                )
            else:
                texts.append(cell(rule.text))
        if field.checksum is not None:
            texts.append(f"{field.checksum.algorithm.value.replace('_', ' ')} of the structure")
        if field.condition is not None:
            texts.append(f"only if `{cell(bare(python_expr(field.condition, '.'.join)))}`")
        if field.bound is not None:
            texts.append(f"at most {number(field.bound)}")
        if field.any is not None and not texts:
            texts.append(f"any: {cell(field.any.why)}")
        return "; ".join(texts)

    def meaning(self, structure: m.Structure, field: m.Field) -> str:
        out = [cell(field.doc)] if field.doc else []
        if field.enum is not None:
            page = "" if field.enum.spec == self.spec.id else f"{field.enum.spec}.md"
            out.append(f"See [{field.enum.name}]({page}#{field.enum.name}).")
        if field.orig_id:
            out.append(f"The source calls it `{cell(field.orig_id)}`.")
        if field.practice:
            out.append(f"<br>In practice: {cell(field.practice)}")
        if field.call:
            out.append(f"`{cell(field.call)}`")
        out += [f"<br>{text}" for text in qemu_lines(field.qemu)]
        for ref in field.doc_ref:
            out.append(f"({cell(ref)})")
        return " ".join(out).removeprefix("<br>")

    def derived(self, structure: m.Structure) -> None:
        if structure.constants:
            self.add("| constant | value | unit | meaning |", "|---|---|---|---|")
            for item in structure.constants:
                anchor = f'<a id="{structure.name}.{item.id}"></a>'
                size = f"{number(item.value)} | {item.unit}"
                self.add(f"| {anchor}`{item.id}` | {size} | {cell(item.doc)} |")
            self.add("")
        if not structure.derived:
            return
        self.add("| computed | from | meaning |", "|---|---|---|")
        for value in structure.derived:
            anchor = f'<a id="{structure.name}.{value.id}"></a>'
            text = cell(bare(python_expr(value.expr, ".".join, derived=".".join)))
            self.add(f"| {anchor}`{value.id}` | `{text}` | {cell(value.doc)} |")
        self.add("")

    def faults(self, structure: m.Structure) -> None:
        if not structure.faults:
            return
        self.add(
            "Rules that need more than this structure:",
            "",
            "| rule | error | why |",
            "|---|---|---|",
        )
        for fault in structure.faults:
            anchor = f'<a id="{structure.name}.{fault.id}"></a>'
            self.add(
                f"| {anchor}`{fault.id}` | "
                f"{self.fault_text(structure, fault)} | {cell(fault.doc)} |"
            )
        self.add("")

    def fault_text(self, structure: m.Structure, fault: m.Fault) -> str:
        subject = f"{structure.human_name}: {fault.field or ''}".rstrip(": ")
        return "<br>".join([cell(f"`{subject} {fault.text}`"), *qemu_lines(fault.qemu)])


def _place(field: m.Field) -> str:
    if field.offset is None:
        return ""
    if isinstance(field.kind, m.Bits):
        low, high = field.kind.shift, field.kind.shift + field.kind.width - 1
        bits = f"bit {low}" if low == high else f"bits {low}-{high}"
        return f"{field.offset}: {bits}" if field.offset else bits
    return str(field.offset)
