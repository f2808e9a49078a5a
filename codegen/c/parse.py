# SPDX-License-Identifier: Apache-2.0
"""The bodies of parsers: bounds first, then each run of fields."""

from __future__ import annotations

from dataclasses import dataclass

from codegen.c.body import Body
from codegen.c.fixed import FixedFields
from codegen.c.header import parser_prototype
from codegen.c.names import entry_type, kept
from codegen.c.parts import Output, VariableParts
from codegen.c.text import macro, structure_id, value_type, words
from codegen.model import model as m


def parser_text(specs: tuple[m.SpecFile, ...], s: m.Structure) -> str:
    return Parser(Body(specs, s)).text()


@dataclass(frozen=True, slots=True)
class Parser:
    """Writes one parser."""

    b: Body

    def text(self) -> str:
        s = self.b.s
        self.b.put("const uint8_t *p = in->buf;")
        body_at = len(self.b.lines)
        self.b.put()
        whole = "SIZE" if s.size is not None else "MIN_SIZE"
        least = s.size if s.size is not None else s.min_size
        if least:
            self.b.fail_if(
                f"in->len < {macro(s.spec, s.name)}_{whole}",
                f"return parse_truncated(in, {structure_id(s)});",
            )
        self._stretches(least)
        Output(self.b).emit()
        self.b.put("return PARSE_OK;")
        body = "\n".join(self.b.lines[body_at:])
        if "p" not in words(body):
            self.b.lines[body_at - 1] = ""
        unused = [p.id for p in s.params if p.id not in words(body)]
        voids = "".join(f"\t(void){name};\n" for name in unused)
        head = self.b.lines[:body_at]
        text = "\n".join(line for line in head if line) + ("\n" if any(head) else "")
        return (
            f"{parser_prototype(s)}\n{{\n"
            f"{text}{voids}{body.lstrip(chr(10)) if not any(head) else body}\n}}\n"
        )

    def _stretches(self, least: int) -> None:
        """Runs of fields with the same condition and a known length between two bounds checks."""
        fields = list(self.b.s.fields)
        for f in fields:
            if f.condition is not None:
                self._declare_absent(f)
        if self.b.moving:
            self.b.put(f"size_t pos = {least};")
        covered = least
        at = 0
        while at < len(fields):
            run, size = self._run(fields, at)
            fixed_head = (
                run[0].offset is not None
                and run[0].offset + size <= covered
                and run[0].condition is None
                and not run[0].is_variable
            )
            self._run_text(run, size, fixed_head)
            at += len(run)

    def _run(self, fields: list[m.Field], at: int) -> tuple[list[m.Field], int]:
        """Fields from `at` on that share one condition and one bounds check; their size."""
        first = fields[at]
        if first.is_variable:
            return [first], 0
        run: list[m.Field] = []
        size = 0
        for f in fields[at:]:
            if f.condition != first.condition or f.is_variable:
                break
            if (f.offset is None) != (first.offset is None):
                break
            if not self._same_group(run, f):
                size += f.size or 0
            run.append(f)
        return run, size

    @staticmethod
    def _same_group(run: list[m.Field], f: m.Field) -> bool:
        return (
            bool(run)
            and isinstance(f.kind, m.Bits)
            and isinstance(run[-1].kind, m.Bits)
            and f.offset is not None
            and f.offset == run[-1].offset
        )

    def _run_text(self, run: list[m.Field], size: int, checked: bool) -> None:
        first = run[0]
        if first.condition is not None:
            self.b.put()
            self.b.put(f"if ({self.b.writer.condition(first.condition, self.b.ranges)}) {{")
            self.b.tabs += 1
        if first.is_variable:
            VariableParts(self.b).emit(first)
        else:
            if not checked:
                self._bounds(first, size)
            self._fixed_fields(run)
            if not checked:
                end = (
                    f"pos = {first.offset + size};"
                    if first.offset is not None
                    else f"pos += {size};"
                )
                self.b.put(end)
        if first.condition is not None:
            self.b.tabs -= 1
            self.b.put("}")

    def _bounds(self, first: m.Field, size: int) -> None:
        room = (
            f"in->len < {first.offset + size}"
            if first.offset is not None
            else f"in->len - pos < {size}"
        )
        self.b.fail_if(room, self.b.truncated)

    def _fixed_fields(self, run: list[m.Field]) -> None:
        extra = 0
        for i, f in enumerate(run):
            same = self._same_group(run[:i], f)
            if not same and i:
                extra += run[i - 1].size or 0
            if isinstance(f.kind, m.Bits) and f.offset is None:
                raise ValueError(f"{f.where}: a bit field after a variable part is not possible")
            FixedFields(self.b).emit(f, self.b.place(f, extra), same)

    def _declare_absent(self, f: m.Field) -> None:
        """Locals of a conditional field live outside its block, zero when it is absent."""
        if not self.b.needed(f) and not f.is_variable:
            return
        self.b.declared.add(f.id)
        match f.kind:
            case m.Integer() | m.Bits():
                zero = "false" if value_type(f.kind) == "bool" else "0"
                self.b.put(f"{value_type(f.kind)} {f.id} = {zero};")
            case m.Nested(type=ref):
                inner = m.structure_of(self.b.specs, ref)
                if inner.is_entry:
                    self.b.put(f"{entry_type(inner)} {f.id} = 0;")
                else:
                    self.b.put(f"struct {inner.c_name} {f.id} = {{ 0 }};")
            case m.Bytes() | m.String() if f.size is not None:
                if kept(self.b.s, f):
                    self.b.put(f"const uint8_t *{f.id} = NULL;")
            case m.Bytes() | m.String():
                for part in ("off", "len") if kept(self.b.s, f) else ("len",):
                    self.b.put(f"size_t {f.id}_{part} = 0;")
            case m.Array():
                self.b.declare_array(f, zero=True)
