# SPDX-License-Identifier: Apache-2.0
"""Parts of a parser whose place or size is known only at run time, and the last part: writing the
result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

from codegen.c.body import Body
from codegen.c.fixed import FixedFields
from codegen.c.names import entry_type, kept
from codegen.c.rules import fail, has_rules
from codegen.c.text import int_type, macro
from codegen.model import model as m
from codegen.model.expr import Expr, constant
from codegen.model.ranges import bounds


@dataclass(frozen=True, slots=True)
class VariableParts:
    """Writes fields of computed size: the length against its bound, then against what is left of
    the buffer.
    """

    b: Body

    def emit(self, f: m.Field) -> None:
        self.b.put()
        match f.kind:
            case m.Bytes(size=size) | m.String(size=size) if size is not None:
                self._sized(f, size)
            case m.String():
                self._terminated(f)
            case m.Array(element=element, count=count):
                self._array(f, element, count)
            case m.Integer() | m.Bits() | m.Bytes() | m.Nested():
                raise ValueError(f"{f.where}: not a variable part")

    def _length(self, f: m.Field, size: Expr, part: str) -> None:
        """The local `<field>_<part>`, checked against its bound."""
        code = self.b.writer.code(size, self.b.ranges)
        low, high = bounds(size, self.b.ranges)
        name, bound = f"{f.id}_{part}", macro(self.b.s.spec, self.b.s.name, f.id) + "_BOUND"
        if low >= 0 and high < 1 << 64:
            self._set(f, part, code.text)
            if f.bound is not None and high > f.bound:
                self.b.fail_if(
                    f"{name} > {bound}", fail(self.b.s, f, self.b.place(f), "RANGE", name)
                )
            return
        wide = "int64_t" if low >= -(1 << 63) and high < 1 << 63 else "__int128"
        self.b.put(f"{wide} {f.id}_size = {code.text};")
        self.b.fail_if(
            f"{f.id}_size < 0 || {f.id}_size > {bound}",
            fail(self.b.s, f, self.b.place(f), "RANGE", f"(uint64_t){f.id}_size"),
        )
        self._set(f, part, f"(size_t){f.id}_size")

    def _set(self, f: m.Field, part: str, value: str) -> None:
        known = f.id in self.b.declared
        self.b.put(f"{f.id}_{part} = {value};" if known else f"size_t {f.id}_{part} = {value};")

    def _sized(self, f: m.Field, size: Expr) -> None:
        self._length(f, size, "len")
        self.b.fail_if(f"in->len - pos < {f.id}_len", self.b.truncated)
        if kept(self.b.s, f):
            self._set(f, "off", "pos")
        self.b.names.places[f.id] = f"p + {f.id}_off"
        self.b.put(f"pos += {f.id}_len;")

    def _terminated(self, f: m.Field) -> None:
        bound = macro(self.b.s.spec, self.b.s.name, f.id) + "_BOUND"
        self._set(f, "off", "pos")
        self.b.put(f"while (pos < in->len && p[pos] != 0 && pos - {f.id}_off < {bound})")
        self.b.put("\tpos++;")
        self.b.fail_if("pos == in->len", self.b.truncated)
        self.b.fail_if(
            "p[pos] != 0", fail(self.b.s, f, f"{f.id}_off", "RANGE", f"pos - {f.id}_off")
        )
        self._set(f, "len", f"pos - {f.id}_off")
        self.b.put("pos++;")

    def _array(self, f: m.Field, element: m.Integer | m.Nested | m.Bytes, count: Expr) -> None:
        each = self._element_size(element)
        self._length(f, count, "num")
        self.b.fail_if(
            f"(in->len - pos) / {each} < {f.id}_num",
            self.b.truncated,
        )
        if kept(self.b.s, f):
            self._set(f, "off", "pos")
        self._set(f, "len", f"{f.id}_num * {each}")
        if self._checked(element, f):
            self._check_elements(f, element)
        self.b.put(f"pos += {f.id}_len;")

    def _element_size(self, element: m.Integer | m.Nested | m.Bytes) -> str:
        match element:
            case m.Integer(width=width):
                return str(width)
            case m.Nested(type=ref):
                return macro(m.structure_of(self.b.specs, ref).c_name) + "_SIZE"
            case m.Bytes(size=size):
                return str(constant(size))

    def _checked(
        self, element: m.Integer | m.Nested | m.Bytes, f: m.Field
    ) -> TypeGuard[m.Integer | m.Nested]:
        match element:
            case m.Integer():
                return bool(f.rules)
            case m.Nested(type=ref):
                inner = m.structure_of(self.b.specs, ref)
                return not inner.is_entry or has_rules(inner)
            case m.Bytes():
                return False

    def _check_elements(self, f: m.Field, element: m.Integer | m.Nested) -> None:
        self.b.put(f"for (size_t i = 0; i < {f.id}_num; i++) {{")
        self.b.tabs += 1
        match element:
            case m.Integer(width=width, signed=signed):
                kind = int_type(width, signed)
            case m.Nested(type=ref):
                inner = m.structure_of(self.b.specs, ref)
                kind = entry_type(inner) if inner.is_entry else f"struct {inner.c_name}"
        self.b.put(f"{kind} item;")
        self.b.put()
        FixedFields(self.b).element(f, element, "pos", "item")
        self.b.tabs -= 1
        self.b.put("}")


@dataclass(frozen=True, slots=True)
class Output:
    """Writes the copies into `out`, after everything has been checked."""

    b: Body

    def emit(self) -> None:
        self.b.put()
        if self.b.moving:
            self.b.put("out->len_total = pos;")
        for f in self.b.s.fields:
            if kept(self.b.s, f):
                self._copy(f)
        if not self.b.moving and not any(kept(self.b.s, f) for f in self.b.s.fields):
            self.b.put("out->nothing = 0;")

    def _copy(self, f: m.Field) -> None:
        match f.kind:
            case m.Integer() | m.Bits() | m.Nested():
                self.b.put(f"out->{f.id} = {f.id};")
            case m.Bytes() | m.String() if f.size is not None:
                self._copy_bytes(f, str(f.size))
            case m.Bytes() | m.String():
                self.b.put(f"out->{f.id}_off = {f.id}_off;")
                self.b.put(f"out->{f.id}_len = {f.id}_len;")
            case m.Array(element=element, count=count):
                if constant(count) is None:
                    for part in ("off", "len", "num"):
                        self.b.put(f"out->{f.id}_{part} = {f.id}_{part};")
                elif isinstance(element, m.Bytes):
                    self._copy_bytes(f, str(f.size))
                elif isinstance(element, m.Nested):
                    self.b.put(f"for (size_t i = 0; i < {constant(count)}; i++)")
                    self.b.put(f"\tout->{f.id}[i] = {f.id}[i];")
                else:
                    self.b.put(f"__builtin_memcpy(out->{f.id}, {f.id}, sizeof(out->{f.id}));")

    def _copy_bytes(self, f: m.Field, size: str) -> None:
        if f.id in self.b.declared:
            self.b.put(f"if ({f.id} != NULL)")
            self.b.put(f"\t__builtin_memcpy(out->{f.id}, {f.id}, {size});")
            self.b.put("else")
            self.b.put(f"\t__builtin_memset(out->{f.id}, 0, {size});")
        else:
            self.b.put(f"__builtin_memcpy(out->{f.id}, {self.b.names.places[f.id]}, {size});")
