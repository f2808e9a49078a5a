# SPDX-License-Identifier: Apache-2.0
"""One structure on a reference page: its bytes, its fields, what is computed of them, and the rules
that need more than them.
"""

from __future__ import annotations

from codegen.docs.diagram import diagrams
from codegen.docs.evidence import practice
from codegen.docs.links import Names
from codegen.docs.options import qemu_lines
from codegen.docs.places import meaning_lines
from codegen.docs.rules import rule_cells, rule_heads
from codegen.docs.tables import strings, structure_constants
from codegen.docs.text import cell, code
from codegen.model import model as m
from codegen.model.expr import Expr, constant
from codegen.out.spelled import spelled


def references(refs: tuple[str, ...]) -> list[str]:
    out = []
    for ref in refs:
        url, _, text = ref.partition(" ")
        shown = f"[{text or url}]({url})" if url.startswith("http") else ref
        out += [f"Source: {shown}", ""]
    return out


def structure_lines(names: Names, structure: m.Structure) -> list[str]:
    """All of it, under a heading of its own."""
    return _Section(names, structure).lines()


class _Section:
    def __init__(self, names: Names, structure: m.Structure) -> None:
        self.names = names
        self.structure = structure

    def said(self, text: str, own: str = "") -> str:
        """A text of the spec in a cell, with its names as links."""
        return self.names.text(cell(text), self.structure.name, own=own)

    def lines(self) -> list[str]:
        s, spec = self.structure, self.names.spec
        size = "Of no fixed size"
        if s.size is not None:
            size = f"{s.size} byte{'s' * (s.size != 1)}"
        out = [f"## {s.name}", "", self.names.text(s.doc.strip(), s.name, own=s.name), ""]
        source = f"[`{spec.id}.ksy`](../../{spec.path}#L{s.where.line})"
        out += [f"{size}, declared in {source}.", "", *references(s.doc_ref)]
        if s.practice:
            said = practice(self.names, s.practice, s.name)
            out += [
                "**In practice:**",
                "",
                *("- " + text.replace("\n", "\n  ") for text in said),
                "",
            ]
        if s.params:
            out += ["Parameters:", ""]
            out += [f"- `{p.id}`: {self.names.text(p.doc.strip(), s.name)}" for p in s.params]
            out.append("")
        out += [*diagrams(s), *self.fields(), *meaning_lines(self.names, s)]
        out += [*structure_constants(self.names, s), *self.derived(), *self.faults()]
        if s.strings:
            out += strings(self.names, "### Texts", s.name, s.strings)
        return out

    # --- fields

    def fields(self) -> list[str]:
        s = self.structure
        heads = ("at", "size", "field", *rule_heads(s), "meaning")
        out = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
        for f in s.fields:
            name = f"{s.name}.{f.id}"
            shown = f'<a id="{name}"></a>[**{f.id}**](#{name}){f", in {f.unit}" * bool(f.unit)}'
            parts = (place(f), self.kind(f), shown, *rule_cells(self.names, s, f), self.meaning(f))
            out.append(f"| {' | '.join(parts)} |")
        return [*out, ""]

    def kind(self, field: m.Field) -> str:
        match field.kind:
            case m.Integer(width=width, order=order):
                odd = order is not self.names.spec.order and width > 1
                return f"{width} {order.value}" if odd else str(width)
            case m.Bits(width=width):
                return f"{width} bit{'s' if width > 1 else ''}"
            case m.String(size=None):
                return "to the zero byte"
            case m.Bytes(size=size) | m.String(size=size):
                assert size is not None
                return _count(size)
            case m.Nested(type=ref):
                return f"{self.names.type(ref)}, {field.size}"
            case m.Array(element=m.Nested(type=ref), count=count):
                return f"{_count(count)} x {self.names.type(ref)}"
            case m.Array(element=element, count=count):
                each = element.width if isinstance(element, m.Integer) else "bytes"
                return f"{_count(count)} x {each}"

    def meaning(self, field: m.Field) -> str:
        own = f"{self.structure.name}.{field.id}"
        out = [self.said(field.doc, own)] if field.doc else []
        if field.enum is not None:
            out.append(f"See {self.names.type(field.enum)}.")
        if field.orig_id:
            out.append(f"The source calls it `{cell(field.orig_id)}`.")
        if field.practice:
            said = practice(self.names, field.practice, own)
            out.append(f"<br>In practice: {' '.join(map(cell, said))}")
        if field.call:
            out.append(f"`{cell(field.call)}`")
        out += [f"<br>{text}" for text in qemu_lines(field.qemu)]
        out += [f"({cell(ref)})" for ref in field.doc_ref]
        return " ".join(out).removeprefix("<br>")

    # --- what needs more than one field

    def derived(self) -> list[str]:
        s = self.structure
        if not s.derived:
            return []
        out = ["| computed | from | meaning |", "|---|---|---|"]
        for value in s.derived:
            name = f"{s.name}.{value.id}"
            left = f'<a id="{name}"></a>`{value.id}`'
            out.append(f"| {left} | `{_code(value.expr)}` | {self.said(value.doc, name)} |")
        return [*out, ""]

    def faults(self) -> list[str]:
        s = self.structure
        if not s.faults:
            return []
        out = ["Rules that need more than this structure:", ""]
        out += ["| rule | error | why |", "|---|---|---|"]
        for fault in s.faults:
            name = f"{s.name}.{fault.id}"
            left = f'<a id="{name}"></a>`{fault.id}`'
            out.append(f"| {left} | {self.fault_text(fault)} | {self.said(fault.doc, name)} |")
        return [*out, ""]

    def fault_text(self, fault: m.Fault) -> str:
        subject = f"{self.structure.human_name}: {fault.field or ''}".rstrip(": ")
        return "<br>".join([code(f"{subject} {fault.text}"), *qemu_lines(fault.qemu)])


def _code(expr: Expr) -> str:
    return cell(spelled(expr))


def _count(expr: Expr) -> str:
    fixed = constant(expr)
    return f"`{_code(expr)}`" if fixed is None else str(fixed)


def place(field: m.Field) -> str:
    """Where a field is, in bytes or bits of its structure."""
    if field.offset is None:
        return ""
    if isinstance(field.kind, m.Bits):
        low, high = field.kind.shift, field.kind.shift + field.kind.width - 1
        bits = f"bit {low}" if low == high else f"bits {low}-{high}"
        return f"{field.offset}: {bits}" if field.offset else bits
    return str(field.offset)
