# SPDX-License-Identifier: Apache-2.0
"""Fields at a known place: one load into a local, its rules right under it."""

from __future__ import annotations

from dataclasses import dataclass

from codegen.c.body import Body
from codegen.c.names import entry_type, kept
from codegen.c.rules import after, fail, has_rules
from codegen.c.text import int_type, load, macro, string, value_type
from codegen.model import model as m
from codegen.model.expr import constant


@dataclass(frozen=True, slots=True)
class FixedFields:
    """Writes fields whose size is constant."""

    b: Body

    def emit(self, f: m.Field, place: str, same_group: bool) -> None:
        p = self.b.pointer(place)
        self.b.names.places[f.id] = p
        match f.kind:
            case m.Integer(width=width, order=order, signed=signed):
                if self.b.needed(f):
                    self._space(f)
                    got = f"{load(width, order)}({p})"
                    self.b.assign(
                        f, value_type(f.kind), f"({int_type(width, True)}){got}" if signed else got
                    )
                    self._rules(f, place, f.id, m.integer_range(f.kind))
                    self._checksum(f, place)
            case m.Bits():
                self._bits(f, place, same_group)
            case m.Bytes() | m.String():
                self._bytes(f, place)
            case m.Nested():
                self._space(f)
                self._nested(f, place, f.id, declare=f.id not in self.b.declared)
            case m.Array():
                self._fixed_array(f, place)

    def _space(self, f: m.Field) -> None:
        """A blank line before each field that is checked."""
        checked = f.checksum is not None and not f.checksum.advisory
        if f.rules or checked or isinstance(f.kind, m.Nested | m.Array):
            self.b.put()

    def _bits(self, f: m.Field, place: str, same_group: bool) -> None:
        assert isinstance(f.kind, m.Bits)
        group = f"bits_{f.offset}"
        if not same_group and group not in self.b.groups:
            self.b.groups.add(group)
            size, order = f.kind.group_size, f.kind.order
            got = (
                f"{load(size, order)}({self.b.pointer(place)})"
                if size in (1, 2, 4, 8)
                else f"load_bytes_{order.value}({self.b.pointer(place)}, {size})"
            )
            kind = int_type(size) if size in (1, 2, 4, 8) else "uint64_t"
            self.b.put()
            self.b.put(f"{kind} {group} = {got};")
        if not self.b.needed(f):
            return
        c_type = value_type(f.kind)
        shifted = f"{group} >> {f.kind.shift}" if f.kind.shift else group
        mask = (1 << f.kind.width) - 1
        shown = f"UINT64_C({mask:#x})" if mask >= 1 << 31 else f"{mask:#x}"
        got = f"{shifted} & {shown}"
        self.b.assign(f, c_type, f"({got}) != 0" if c_type == "bool" else f"({c_type})({got})")
        self._rules(f, place, f.id, m.integer_range(f.kind))

    def _bytes(self, f: m.Field, place: str) -> None:
        p = self.b.pointer(place)
        for rule in f.rules:
            match rule:
                case m.Contents(data=data, status=status):
                    test = (
                        f"!bytes_eq({p}, {string(data)}, {len(data)})"
                        if any(data)
                        else f"!bytes_zero({p}, {len(data)})"
                    )
                    self.b.put()
                    self.b.fail_if(
                        test, fail(self.b.s, f, place, status.name, self._word(p, len(data)))
                    )
                case m.Eq() | m.Range() | m.AnyOf() | m.ExprRule() | m.InEnum():
                    self.b.names.current, self.b.names.current_text = f, f.id
                    test = self.b.rules.broken(f, rule, f.id, None)
                    self.b.put()
                    self.b.fail_if(test, fail(self.b.s, f, place, rule.status.name, "0"))
        if f.id in self.b.declared and kept(self.b.s, f):
            self.b.put(f"{f.id} = {p};")

    @staticmethod
    def _word(p: str, size: int) -> str:
        """The bytes' first word, for the report."""
        return f"load_bytes_be({p}, {min(size, 8)})"

    def _rules(self, f: m.Field, place: str, value: str, raw: tuple[int, int]) -> None:
        self.b.names.current, self.b.names.current_text = f, value
        signed = isinstance(f.kind, m.Integer) and f.kind.signed
        shown = f"(uint64_t){value}" if signed else value
        for rule in f.rules:
            test = self.b.rules.broken(f, rule, value, raw)
            raw = after(rule, raw)
            if test:
                self.b.fail_if(test, fail(self.b.s, f, place, rule.status.name, shown))

    def _nested(self, f: m.Field, place: str, target: str, declare: bool) -> None:
        """Parse a structure in place; the error is its own."""
        assert isinstance(f.kind, m.Nested | m.Array)
        nested = f.kind if isinstance(f.kind, m.Nested) else f.kind.element
        assert isinstance(nested, m.Nested)
        inner = m.structure_of(self.b.specs, nested.type)
        args = "".join(", " + self.b.writer.code(a, self.b.ranges).text for a in nested.args)
        if inner.is_entry:
            kind = f"{entry_type(inner)} " if declare else ""
            self.b.put(f"{kind}{target} = {inner.c_name}_load({self.b.pointer(place)});")
            if not has_rules(inner):
                return
            call = f"{inner.c_name}_check(&part, {target}{args})"
        else:
            if declare:
                self.b.put(f"struct {inner.c_name} {target};")
            call = f"{inner.c_name}_parse(&part{args}, &{target})"
        self.b.put("{")
        self.b.tabs += 1
        self.b.put(f"struct parse_in part = parse_part(in, {place}, {macro(inner.c_name)}_SIZE);")
        self.b.put()
        self.b.fail_if(f"{call} != PARSE_OK", f"return parse_part_fail(in, {place}, &part);")
        self.b.tabs -= 1
        self.b.put("}")
        self.b.gap = True

    def _fixed_array(self, f: m.Field, place: str) -> None:
        assert isinstance(f.kind, m.Array)
        count = constant(f.kind.count)
        element = f.kind.element
        if isinstance(element, m.Bytes):
            if f.id in self.b.declared:
                self.b.put(f"{f.id} = {self.b.pointer(place)};")
            return
        self.b.put()
        if f.id not in self.b.declared:
            self.b.declare_array(f, zero=False)
        self.b.put(f"for (size_t i = 0; i < {count}; i++) {{")
        self.b.tabs += 1
        self.element(f, element, place, f"{f.id}[i]")
        self.b.tabs -= 1
        self.b.put("}")
        self.b.gap = True

    def element(self, f: m.Field, element: m.Integer | m.Nested, place: str, target: str) -> None:
        match element:
            case m.Integer(width=width, order=order, signed=signed):
                at = f"{place} + {width} * i" if width > 1 else f"{place} + i"
                got = f"{load(width, order)}(p + {at})"
                self.b.put(f"{target} = {f'({int_type(width, True)}){got}' if signed else got};")
                self._rules(f, at, target, m.integer_range(element))
            case m.Nested(type=ref):
                size = macro(m.structure_of(self.b.specs, ref).c_name) + "_SIZE"
                self._nested(f, f"{place} + {size} * i", target, declare=False)

    def _checksum(self, f: m.Field, place: str) -> None:
        if f.checksum is None or f.checksum.advisory:
            return
        fixed = constant(f.checksum.end)
        length = str(fixed)
        if fixed is None or fixed > (self.b.s.size or self.b.s.min_size):
            end = self.b.writer.code(f.checksum.end, self.b.ranges).text
            self.b.put(f"size_t {f.id}_end = {end};")
            low = f"{f.id}_end < {f.checksum.start} || " if f.checksum.start else ""
            self.b.fail_if(f"{low}in->len < {f.id}_end", self.b.truncated)
            length = f"{f.id}_end"
        call = f"{self.b.s.c_name}_{f.id}_compute(p, {length})"
        self.b.fail_if(f"{f.id} != {call}", fail(self.b.s, f, place, "CHECKSUM", f.id))
