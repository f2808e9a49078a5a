# SPDX-License-Identifier: Apache-2.0
"""Parts of a parser whose place or size is known only at run time, and the last part: writing the
result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from codegen.emit_c_names import entry_type, kept
from codegen.emit_c_rules import fail, has_rules
from codegen.emit_c_text import int_type, macro, structure_id
from codegen.expr import Expr, constant
from codegen.model import Array, Bits, Bytes, Field, Integer, Nested, String, structure_of
from codegen.ranges import bounds

if TYPE_CHECKING:
    from codegen.emit_c_parse import ParserWriter


@dataclass(frozen=True, slots=True)
class VariableParts:
    """Writes fields of computed size: the length against its bound, then against what is left of
    the buffer.
    """

    w: ParserWriter

    def emit(self, f: Field) -> None:
        self.w.put()
        match f.kind:
            case Bytes(size) | String(size) if size is not None:
                self._sized(f, size)
            case String():
                self._terminated(f)
            case Array(element, count):
                self._array(f, element, count)
            case _:
                raise ValueError(f"{f.where}: not a variable part")

    def _length(self, f: Field, size: Expr, part: str) -> None:
        """The local `<field>_<part>`, checked against its bound."""
        code = self.w.writer.code(size, self.w.ranges)
        low, high = bounds(size, self.w.ranges)
        name, bound = f"{f.id}_{part}", macro(self.w.s.spec, self.w.s.name, f.id) + "_BOUND"
        if low >= 0 and high < 1 << 64:
            self._set(f, part, code.text)
            if f.bound is not None and high > f.bound:
                self.w.fail_if(
                    f"{name} > {bound}", fail(self.w.s, f, self.w.place(f), "RANGE", name)
                )
            return
        wide = "int64_t" if low >= -(1 << 63) and high < 1 << 63 else "__int128"
        self.w.put(f"{wide} {f.id}_size = {code.text};")
        self.w.fail_if(
            f"{f.id}_size < 0 || {f.id}_size > {bound}",
            fail(self.w.s, f, self.w.place(f), "RANGE", f"(uint64_t){f.id}_size"),
        )
        self._set(f, part, f"(size_t){f.id}_size")

    def _set(self, f: Field, part: str, value: str) -> None:
        known = f.id in self.w.declared
        self.w.put(f"{f.id}_{part} = {value};" if known else f"size_t {f.id}_{part} = {value};")

    def _sized(self, f: Field, size: Expr) -> None:
        self._length(f, size, "len")
        self.w.fail_if(
            f"in->len - pos < {f.id}_len", f"return parse_truncated(in, {structure_id(self.w.s)});"
        )
        if kept(self.w.s, f):
            self._set(f, "off", "pos")
        self.w.names.places[f.id] = f"p + {f.id}_off"
        self.w.put(f"pos += {f.id}_len;")

    def _terminated(self, f: Field) -> None:
        bound = macro(self.w.s.spec, self.w.s.name, f.id) + "_BOUND"
        self._set(f, "off", "pos")
        self.w.put(f"while (pos < in->len && p[pos] != 0 && pos - {f.id}_off < {bound})")
        self.w.put("\tpos++;")
        self.w.fail_if("pos == in->len", f"return parse_truncated(in, {structure_id(self.w.s)});")
        self.w.fail_if(
            "p[pos] != 0", fail(self.w.s, f, f"{f.id}_off", "RANGE", f"pos - {f.id}_off")
        )
        self._set(f, "len", f"pos - {f.id}_off")
        self.w.put("pos++;")

    def _array(self, f: Field, element: Integer | Nested | Bytes, count: Expr) -> None:
        each = self._element_size(element)
        self._length(f, count, "num")
        self.w.fail_if(
            f"(in->len - pos) / {each} < {f.id}_num",
            f"return parse_truncated(in, {structure_id(self.w.s)});",
        )
        if kept(self.w.s, f):
            self._set(f, "off", "pos")
        self._set(f, "len", f"{f.id}_num * {each}")
        if self._checked(element, f):
            self._check_elements(f, element)
        self.w.put(f"pos += {f.id}_len;")

    def _element_size(self, element: Integer | Nested | Bytes) -> str:
        match element:
            case Integer(width):
                return str(width)
            case Nested(ref):
                return macro(structure_of(self.w.specs, ref).c_name) + "_SIZE"
            case Bytes(size):
                return str(constant(size))

    def _checked(self, element: Integer | Nested | Bytes, f: Field) -> TypeGuard[Integer | Nested]:
        match element:
            case Integer():
                return bool(f.rules)
            case Nested(ref):
                inner = structure_of(self.w.specs, ref)
                return not inner.is_entry or has_rules(inner)
            case Bytes():
                return False

    def _check_elements(self, f: Field, element: Integer | Nested) -> None:
        self.w.put(f"for (size_t i = 0; i < {f.id}_num; i++) {{")
        self.w.tabs += 1
        match element:
            case Integer(width, _, signed):
                kind = int_type(width, signed)
            case Nested(ref):
                inner = structure_of(self.w.specs, ref)
                kind = entry_type(inner) if inner.is_entry else f"struct {inner.c_name}"
        self.w.put(f"{kind} item;")
        self.w.put()
        self.w.element(f, element, "pos", "item")
        self.w.tabs -= 1
        self.w.put("}")


@dataclass(frozen=True, slots=True)
class Output:
    """Writes the copies into `out`, after everything has been checked."""

    w: ParserWriter

    def emit(self) -> None:
        self.w.put()
        if self.w.moving:
            self.w.put("out->len_total = pos;")
        for f in self.w.s.fields:
            if kept(self.w.s, f):
                self._copy(f)
        if not self.w.moving and not any(kept(self.w.s, f) for f in self.w.s.fields):
            self.w.put("out->nothing = 0;")

    def _copy(self, f: Field) -> None:
        match f.kind:
            case Integer() | Bits() | Nested():
                self.w.put(f"out->{f.id} = {f.id};")
            case Bytes() | String() if f.size is not None:
                self._copy_bytes(f, str(f.size))
            case Bytes() | String():
                self.w.put(f"out->{f.id}_off = {f.id}_off;")
                self.w.put(f"out->{f.id}_len = {f.id}_len;")
            case Array(element, count):
                if constant(count) is None:
                    for part in ("off", "len", "num"):
                        self.w.put(f"out->{f.id}_{part} = {f.id}_{part};")
                elif isinstance(element, Bytes):
                    self._copy_bytes(f, str(f.size))
                else:
                    self.w.put(f"__builtin_memcpy(out->{f.id}, {f.id}, sizeof(out->{f.id}));")

    def _copy_bytes(self, f: Field, size: str) -> None:
        if f.id in self.w.declared:
            self.w.put(f"if ({f.id} != NULL)")
            self.w.put(f"\t__builtin_memcpy(out->{f.id}, {f.id}, {size});")
            self.w.put("else")
            self.w.put(f"\t__builtin_memset(out->{f.id}, 0, {size});")
        else:
            self.w.put(f"__builtin_memcpy(out->{f.id}, {self.w.names.places[f.id]}, {size});")
