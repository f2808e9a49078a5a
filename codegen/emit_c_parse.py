# SPDX-License-Identifier: Apache-2.0
"""The bodies of parsers and checks: bounds first, one load per field into a local, its rules right
under it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from codegen.emit_c_expr import CExpr
from codegen.emit_c_header import parser_prototype
from codegen.emit_c_names import LocalNames, entry_type, kept, ranges_of
from codegen.emit_c_parts import Output, VariableParts
from codegen.emit_c_rules import RuleWriter, after, fail, has_rules
from codegen.emit_c_text import (
    int_type,
    load,
    macro,
    string,
    structure_id,
    value_type,
    words,
    wrapped,
)
from codegen.expr import (
    constant,
)
from codegen.load_field import integer_range
from codegen.model import (
    Array,
    Bits,
    Bytes,
    Contents,
    Field,
    Integer,
    Nested,
    SpecFile,
    String,
    Structure,
    structure_of,
)
from codegen.uses import referenced

Specs = tuple[SpecFile, ...]


# Parser -------------------------------------------------------------------------------------------


@dataclass
class ParserWriter:
    """State while one parser is written."""

    specs: Specs
    s: Structure
    lines: list[str] = field(default_factory=list)
    tabs: int = 1
    declared: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    gap: bool = False
    """The line before ends a check: what follows stands apart."""

    def __post_init__(self) -> None:
        self.names = LocalNames(self.specs, self.s)
        self.writer = CExpr(self.names)
        self.ranges = ranges_of(self.specs, self.s)
        self.rules = RuleWriter(self.writer, self.ranges)
        self.used = referenced(self.s)
        self.moving = self.s.size is None

    def put(self, text: str = "") -> None:
        if self.gap and text and not text.startswith(("if (", "}")):
            self.lines.append("")
        self.gap = False
        if text or self.lines[-1:] not in ([""], []):
            self.lines.append(wrapped("\t" * self.tabs + text) if text else "")

    def fail_if(self, condition: str, action: str) -> None:
        self.put(f"if ({condition})")
        self.put("\t" + action)
        self.gap = True

    # Places -----------------------------------------------------------------------------------

    def place(self, f: Field, extra: int = 0) -> str:
        """A field's offset in the buffer."""
        if f.offset is not None:
            return str(f.offset)
        return f"pos + {extra}" if extra else "pos"

    def pointer(self, place: str) -> str:
        return "p" if place == "0" else f"p + {place}"

    # Whole ------------------------------------------------------------------------------------

    def text(self) -> str:
        s = self.s
        self.put("const uint8_t *p = in->buf;")
        body_at = len(self.lines)
        self.put()
        whole = "SIZE" if s.size is not None else "MIN_SIZE"
        least = s.size if s.size is not None else s.min_size
        if least:
            self.fail_if(
                f"in->len < {macro(s.spec, s.name)}_{whole}",
                f"return parse_truncated(in, {structure_id(s)});",
            )
        self._stretches(least)
        Output(self).emit()
        self.put("return PARSE_OK;")
        body = "\n".join(self.lines[body_at:])
        if "p" not in words(body):
            self.lines[body_at - 1] = ""
        unused = [p.id for p in s.params if p.id not in words(body)]
        voids = "".join(f"\t(void){name};\n" for name in unused)
        head = self.lines[:body_at]
        text = "\n".join(line for line in head if line) + ("\n" if any(head) else "")
        return f"{parser_prototype(s)}\n{{\n{text}{voids}{body.lstrip(chr(10)) if not any(head) else body}\n}}\n"

    def _stretches(self, least: int) -> None:
        """Runs of fields with the same condition and a known length between two bounds checks."""
        fields = list(self.s.fields)
        for f in fields:
            if f.condition is not None:
                self._declare_absent(f)
        if self.moving:
            self.put(f"size_t pos = {least};")
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

    def _run(self, fields: list[Field], at: int) -> tuple[list[Field], int]:
        """Fields from `at` on that share one condition and one bounds check; their size."""
        first = fields[at]
        if first.is_variable:
            return [first], 0
        run: list[Field] = []
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
    def _same_group(run: list[Field], f: Field) -> bool:
        return (
            bool(run)
            and isinstance(f.kind, Bits)
            and isinstance(run[-1].kind, Bits)
            and f.offset is not None
            and f.offset == run[-1].offset
        )

    def _run_text(self, run: list[Field], size: int, checked: bool) -> None:
        first = run[0]
        if first.condition is not None:
            self.put()
            self.put(f"if ({self.writer.condition(first.condition, self.ranges)}) {{")
            self.tabs += 1
        if first.is_variable:
            VariableParts(self).emit(first)
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
                self.put(end)
        if first.condition is not None:
            self.tabs -= 1
            self.put("}")

    def _bounds(self, first: Field, size: int) -> None:
        room = (
            f"in->len < {first.offset + size}"
            if first.offset is not None
            else f"in->len - pos < {size}"
        )
        self.fail_if(room, f"return parse_truncated(in, {structure_id(self.s)});")

    def _fixed_fields(self, run: list[Field]) -> None:
        extra = 0
        for i, f in enumerate(run):
            same = self._same_group(run[:i], f)
            if not same and i:
                extra += run[i - 1].size or 0
            if isinstance(f.kind, Bits) and f.offset is None:
                raise ValueError(f"{f.where}: a bit field behind a variable part is not possible")
            self._fixed(f, self.place(f, extra), same)

    # One field --------------------------------------------------------------------------------

    def _needed(self, f: Field) -> bool:
        """Whether the field's value has to be in a local."""
        checked = any(not isinstance(r, Contents) for r in f.rules)
        return checked or f.id in self.used or kept(self.s, f)

    def _declare_absent(self, f: Field) -> None:
        """Locals of a conditional field live outside its block, zero when it is absent."""
        if not self._needed(f) and not f.is_variable:
            return
        self.declared.add(f.id)
        match f.kind:
            case Integer() | Bits():
                zero = "false" if value_type(f.kind) == "bool" else "0"
                self.put(f"{value_type(f.kind)} {f.id} = {zero};")
            case Nested(ref):
                inner = structure_of(self.specs, ref)
                if inner.is_entry:
                    self.put(f"{entry_type(inner)} {f.id} = 0;")
                else:
                    self.put(f"struct {inner.c_name} {f.id} = {{ 0 }};")
            case Bytes() | String() if f.size is not None:
                if kept(self.s, f):
                    self.put(f"const uint8_t *{f.id} = NULL;")
            case Bytes() | String():
                for part in ("off", "len") if kept(self.s, f) else ("len",):
                    self.put(f"size_t {f.id}_{part} = 0;")
            case Array():
                self._declare_array(f, zero=True)

    def _declare_array(self, f: Field, zero: bool) -> None:
        assert isinstance(f.kind, Array)
        count = constant(f.kind.count)
        tail = " = { 0 }" if zero else ""
        if count is None:
            for part in ("off", "len", "num"):
                self.put(f"size_t {f.id}_{part} = 0;")
            return
        match f.kind.element:
            case Integer(width, _, signed):
                self.put(f"{int_type(width, signed)} {f.id}[{count}]{tail};")
            case Bytes():
                if zero and kept(self.s, f):
                    self.put(f"const uint8_t *{f.id} = NULL;")
            case Nested(ref):
                inner = structure_of(self.specs, ref)
                kind = entry_type(inner) if inner.is_entry else f"struct {inner.c_name}"
                self.put(f"{kind} {f.id}[{count}]{tail};")

    def _assign(self, f: Field, c_type: str, value: str) -> None:
        self.put(f"{f.id} = {value};" if f.id in self.declared else f"{c_type} {f.id} = {value};")

    def _fixed(self, f: Field, place: str, same_group: bool) -> None:
        p = self.pointer(place)
        self.names.places[f.id] = p
        match f.kind:
            case Integer(width, order, signed):
                if self._needed(f):
                    self._space(f)
                    got = f"{load(width, order)}({p})"
                    self._assign(
                        f, value_type(f.kind), f"({int_type(width, True)}){got}" if signed else got
                    )
                    self._rules(f, place, f.id, integer_range(f.kind))
                    self._checksum(f, place)
            case Bits():
                self._bits(f, place, same_group)
            case Bytes() | String():
                self._bytes(f, place)
            case Nested():
                self._space(f)
                self._nested(f, place, f.id, declare=f.id not in self.declared)
            case Array():
                self._fixed_array(f, place)

    def _space(self, f: Field) -> None:
        """A blank line before each field that is checked."""
        checked = f.checksum is not None and not f.checksum.advisory
        if f.rules or checked or isinstance(f.kind, Nested | Array):
            self.put()

    def _bits(self, f: Field, place: str, same_group: bool) -> None:
        assert isinstance(f.kind, Bits)
        group = f"bits_{f.offset}"
        if not same_group and group not in self.groups:
            self.groups.add(group)
            size, order = f.kind.group_size, f.kind.order
            got = (
                f"{load(size, order)}({self.pointer(place)})"
                if size in (1, 2, 4, 8)
                else f"load_bytes_{order.value}({self.pointer(place)}, {size})"
            )
            kind = int_type(size) if size in (1, 2, 4, 8) else "uint64_t"
            self.put()
            self.put(f"{kind} {group} = {got};")
        if not self._needed(f):
            return
        c_type = value_type(f.kind)
        shifted = f"{group} >> {f.kind.shift}" if f.kind.shift else group
        mask = (1 << f.kind.width) - 1
        shown = f"UINT64_C({mask:#x})" if mask >= 1 << 31 else f"{mask:#x}"
        got = f"{shifted} & {shown}"
        self._assign(f, c_type, f"({got}) != 0" if c_type == "bool" else f"({c_type})({got})")
        self._rules(f, place, f.id, integer_range(f.kind))

    def _bytes(self, f: Field, place: str) -> None:
        p = self.pointer(place)
        for rule in f.rules:
            match rule:
                case Contents(data, status, _):
                    test = (
                        f"!bytes_eq({p}, {string(data)}, {len(data)})"
                        if any(data)
                        else f"!bytes_zero({p}, {len(data)})"
                    )
                    self.put()
                    self.fail_if(
                        test, fail(self.s, f, place, status.name, self._word(p, len(data)))
                    )
                case _:
                    self.names.current, self.names.current_text = f, f.id
                    test = self.rules.broken(f, rule, f.id, None)
                    self.put()
                    self.fail_if(test, fail(self.s, f, place, rule.status.name, "0"))
        if f.id in self.declared and kept(self.s, f):
            self.put(f"{f.id} = {p};")

    @staticmethod
    def _word(p: str, size: int) -> str:
        """The bytes' first word, for the report."""
        return f"load_bytes_be({p}, {min(size, 8)})"

    def _rules(self, f: Field, place: str, value: str, raw: tuple[int, int]) -> None:
        self.names.current, self.names.current_text = f, value
        signed = isinstance(f.kind, Integer) and f.kind.signed
        shown = f"(uint64_t){value}" if signed else value
        for rule in f.rules:
            test = self.rules.broken(f, rule, value, raw)
            raw = after(rule, raw)
            if test:
                self.fail_if(test, fail(self.s, f, place, rule.status.name, shown))

    def _nested(self, f: Field, place: str, target: str, declare: bool) -> None:
        """Parse a structure in place; the error is its own."""
        assert isinstance(f.kind, Nested | Array)
        nested = f.kind if isinstance(f.kind, Nested) else f.kind.element
        assert isinstance(nested, Nested)
        inner = structure_of(self.specs, nested.type)
        args = "".join(", " + self.writer.code(a, self.ranges).text for a in nested.args)
        if inner.is_entry:
            kind = f"{entry_type(inner)} " if declare else ""
            self.put(f"{kind}{target} = {inner.c_name}_load({self.pointer(place)});")
            if not has_rules(inner):
                return
            call = f"{inner.c_name}_check(&part, {target}{args})"
        else:
            if declare:
                self.put(f"struct {inner.c_name} {target};")
            call = f"{inner.c_name}_parse(&part{args}, &{target})"
        self.put("{")
        self.tabs += 1
        self.put(f"struct parse_in part = parse_part(in, {place}, {macro(inner.c_name)}_SIZE);")
        self.put()
        self.fail_if(f"{call} != PARSE_OK", f"return parse_part_fail(in, {place}, &part);")
        self.tabs -= 1
        self.put("}")
        self.gap = True

    def _fixed_array(self, f: Field, place: str) -> None:
        assert isinstance(f.kind, Array)
        count = constant(f.kind.count)
        element = f.kind.element
        if isinstance(element, Bytes):
            if f.id in self.declared:
                self.put(f"{f.id} = {self.pointer(place)};")
            return
        self.put()
        if f.id not in self.declared:
            self._declare_array(f, zero=False)
        self.put(f"for (size_t i = 0; i < {count}; i++) {{")
        self.tabs += 1
        self.element(f, element, place, f"{f.id}[i]")
        self.tabs -= 1
        self.put("}")
        self.gap = True

    def element(self, f: Field, element: Integer | Nested, place: str, target: str) -> None:
        match element:
            case Integer(width, order, signed):
                at = f"{place} + {width} * i" if width > 1 else f"{place} + i"
                got = f"{load(width, order)}(p + {at})"
                self.put(f"{target} = {f'({int_type(width, True)}){got}' if signed else got};")
                self._rules(f, at, target, integer_range(element))
            case Nested(ref):
                size = macro(structure_of(self.specs, ref).c_name) + "_SIZE"
                self._nested(f, f"{place} + {size} * i", target, declare=False)

    # End --------------------------------------------------------------------------------------

    def _checksum(self, f: Field, place: str) -> None:
        if f.checksum is None or f.checksum.advisory:
            return
        fixed = constant(f.checksum.end)
        length = str(fixed)
        if fixed is None or fixed > (self.s.size or self.s.min_size):
            end = self.writer.code(f.checksum.end, self.ranges).text
            self.put(f"size_t {f.id}_end = {end};")
            low = f"{f.id}_end < {f.checksum.start} || " if f.checksum.start else ""
            self.fail_if(
                f"{low}in->len < {f.id}_end", f"return parse_truncated(in, {structure_id(self.s)});"
            )
            length = f"{f.id}_end"
        call = f"{self.s.c_name}_{f.id}_compute(p, {length})"
        self.fail_if(f"{f.id} != {call}", fail(self.s, f, place, "CHECKSUM", f.id))
