# SPDX-License-Identifier: Apache-2.0
"""`<struct>_store` and `<entry>_make`: the mirror of the parsers.

A writer takes the struct that the parser gives. What the spec fixes is written as it says, whatever
the struct holds: constants, reserved zeros, and last the checksum.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby

from codegen.c.expr import CExpr
from codegen.c.names import MemberNames, entry_field_type, entry_type, kept, ranges_of
from codegen.c.text import (
    comment,
    first_sentence,
    int_type,
    literal,
    macro,
    params_text,
    string,
    words,
)
from codegen.model import model as m
from codegen.model.expr import Bool, Expr, ParamRef, constant, walk
from codegen.model.ranges import bounds

Specs = tuple[m.SpecFile, ...]


def store(width: int, order: m.ByteOrder) -> str:
    """The function of store.h that stores so many bytes."""
    return "store_u1" if width == 1 else f"store_u{width}{order.value}"


def has_writer(s: m.Structure) -> bool:
    """Structures of images that hold a value. A struct of the ABI is its own layout in memory."""
    return not s.is_abi and any(kept(s, f) for f in s.fields)


def fixed_value(s: m.Structure, f: m.Field) -> int | None:
    """The only value that a writer gives a number; what readers ignore is 0."""
    if not kept(s, f) and not any(isinstance(r, m.Eq) for r in f.rules):
        return 0
    for rule in f.rules:
        if isinstance(rule, m.Eq):
            if isinstance(rule.value, Bool):
                return int(rule.value.value)
            if (value := constant(rule.value)) is not None:
                return value
    return None


def fixed_bytes(f: m.Field) -> bytes | None:
    return next((r.data for r in f.rules if isinstance(r, m.Contents)), None)


def needed_params(s: m.Structure) -> list[m.Param]:
    """Params that decide which fields are there and how long they are."""
    trees = [f.condition for f in s.fields if f.condition is not None]
    for f in s.fields:
        match f.kind:
            case m.Bytes(size=size) | m.String(size=size) if size is not None:
                trees.append(size)
            case m.Array(count=count):
                trees.append(count)
            case m.Nested(args=args):
                trees += args
            case m.Integer() | m.Bits() | m.Bytes() | m.String():
                pass
    named = {n.name for tree in trees for n in walk(tree) if isinstance(n, ParamRef)}
    return [p for p in s.params if p.id in named]


def parts(s: m.Structure) -> list[m.Field]:
    """Fields of a size computed at run time that the caller hands over; padding is zeros."""
    return [f for f in s.fields if f.is_variable and kept(s, f)]


def is_bounded(s: m.Structure) -> bool:
    """Whether the writer takes the size of its buffer, and may refuse."""
    return any(f.is_variable for f in s.fields)


def store_prototype(s: m.Structure) -> str:
    result = "void" if s.size is not None else "size_t"
    room = ", size_t cap" if is_bounded(s) else ""
    given = "".join(f", const uint8_t *{f.id}" for f in parts(s))
    params = params_text(replace(s, params=tuple(needed_params(s))))
    return f"{result} {s.c_name}_store(uint8_t *p{room}, const struct {s.c_name} *h{params}{given})"


def store_doc(s: m.Structure) -> str:
    prefix = macro(s.c_name)
    out = f"/**\n * {s.c_name}_store - write a {s.human_name}\n"
    if s.size is not None:
        out += f" * @p: room for {prefix}_SIZE bytes, all of which are written\n"
    elif is_bounded(s):
        out += " * @p: where to write\n * @cap: bytes of room there\n"
    else:
        out += f" * @p: room for {prefix}_MAX_SIZE bytes\n"
    out += " * @h: values that keep the rules; what the spec fixes is not read from it\n"
    for p in needed_params(s):
        out += f" * @{p.id}: {first_sentence(p.doc)}\n"
    for f in parts(s):
        out += f" * @{f.id}: its bytes, as many as the fields of @h say\n"
    if is_bounded(s):
        out += " *\n * Returns the bytes written, 0 when they do not fit or a part is too long.\n"
    elif s.size is None:
        out += " *\n * Returns the bytes written.\n"
    return out + " */\n"


def store_declaration(s: m.Structure) -> str:
    if not has_writer(s):
        return ""
    must = "MUST_CHECK " if s.size is None else ""
    return "\n" + store_doc(s) + f"{must}{store_prototype(s)};\n"


def store_text(specs: Specs, s: m.Structure) -> str:
    return Writer(specs, s).text() if has_writer(s) else ""


@dataclass
class Writer:
    """The body of one writer."""

    specs: Specs
    s: m.Structure
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.writer = CExpr(MemberNames(self.specs, self.s))
        self.ranges = ranges_of(self.specs, self.s)

    def text(self) -> str:
        s = self.s
        least = macro(s.c_name) + ("_SIZE" if s.size is not None else "_MIN_SIZE")
        if is_bounded(s) and s.min_size:
            self._refuse(f"cap < {least}")
        if s.size is None:
            self.lines += [f"size_t pos = {least};", ""]
        if any(self._is_zero(f) for f in s.fields if f.condition is None and not f.is_variable):
            self.lines.append(f"__builtin_memset(p, 0, {least});")
        for condition, fields in groupby(s.fields, key=lambda f: f.condition):
            self._run(condition, list(fields))
        for f in s.fields:
            if f.checksum is not None:
                self._checksum(f)
        if s.size is None:
            self.lines.append("return pos;")
        body = "\n".join("\t" + line if line else "" for line in self.lines)
        names = ("h", *(p.id for p in needed_params(s)))
        voids = "".join(f"\t(void){name};\n" for name in names if name not in words(body))
        return f"\n{store_prototype(s)}\n{{\n{voids}{body}\n}}\n"

    # Runs -------------------------------------------------------------------------------------

    def _run(self, condition: Expr | None, fields: list[m.Field]) -> None:
        """Fields under one condition: those of fixed size at known places, then the others."""
        begun = len(self.lines)
        if condition is not None:
            self._room(fields)
        for _, group in groupby(fields, key=self._group):
            self._group_text(list(group), moving=condition is not None)
        if condition is None:
            return
        last = fields[-1]
        if last.offset is not None and last.size is not None:
            self.lines.append(f"pos = {last.offset + last.size};")
        inner = ["\t" + line if line else "" for line in self.lines[begun:]]
        test = self.writer.condition(condition, self.ranges)
        self.lines[begun:] = ["", f"if ({test}) {{", *inner, "}"]

    def _room(self, fields: list[m.Field]) -> None:
        """Refuse where the room for a conditional run is not certain."""
        groups = [next(iter(g)) for _, g in groupby(fields, key=self._group)]
        size = sum(f.size or 0 for f in groups)
        if size and is_bounded(self.s):
            self._refuse(f"cap - pos < {size}")

    @staticmethod
    def _group(f: m.Field) -> tuple[str, int | None]:
        if isinstance(f.kind, m.Bits):
            return "bits", f.offset
        return f.id, None

    def _group_text(self, group: list[m.Field], moving: bool) -> None:
        first = group[0]
        if first.is_variable:
            self._variable(first)
            return
        at = first.offset
        if at is None and not moving:
            raise ValueError(f"{first.where}: a fixed part after a variable one is not stored")
        place = "p" if at == 0 else f"p + {at}" if at is not None else "p + pos"
        if isinstance(first.kind, m.Bits):
            self._bits(group, place)
        elif self._is_zero(first):
            if moving:
                self.lines.append(f"__builtin_memset({place}, 0, {first.size});")
        else:
            self._fixed(first, place)
        if at is None:
            self.lines.append(f"pos += {first.size};")

    # Fields -----------------------------------------------------------------------------------

    def _is_zero(self, f: m.Field) -> bool:
        """Whether nothing but zeros is written."""
        data = fixed_bytes(f)
        if data is not None:
            return not any(data)
        if isinstance(f.kind, m.Integer | m.Bits):
            return fixed_value(self.s, f) == 0
        return f.is_reserved and not kept(self.s, f)

    def _fixed(self, f: m.Field, place: str) -> None:
        data = fixed_bytes(f)
        if data is not None:
            self.lines.append(f"__builtin_memcpy({place}, {_bytes(data)}, {len(data)});")
            return
        match f.kind:
            case m.Integer():
                if f.checksum is None:
                    fixed = fixed_value(self.s, f)
                    value = f"h->{f.id}" if fixed is None else literal(fixed)
                    self._number(place, f.kind, value)
            case m.Bytes() | m.String():
                self.lines.append(f"__builtin_memcpy({place}, h->{f.id}, {f.size});")
            case m.Nested():
                self._nested(f.kind, place, f"h->{f.id}")
            case m.Array():
                self._array(f, f.kind, place)
            case m.Bits():
                raise AssertionError(f)

    def _number(self, place: str, kind: m.Integer, value: str) -> None:
        shown = f"({int_type(kind.width)}){value}" if kind.signed else value
        self.lines.append(f"{store(kind.width, kind.order)}({place}, {shown});")

    def _nested(self, nested: m.Nested, place: str, value: str) -> None:
        inner = m.structure_of(self.specs, nested.type)
        if inner.is_entry:
            self.lines.append(f"{inner.c_name}_store({place}, {value});")
            return
        needed = needed_params(inner)
        args = "".join(
            ", " + self.writer.code(arg, self.ranges).text
            for param, arg in zip(inner.params, nested.args, strict=True)
            if param in needed
        )
        self.lines.append(f"{inner.c_name}_store({place}, &{value}{args});")

    def _array(self, f: m.Field, kind: m.Array, place: str) -> None:
        count = constant(kind.count)
        match kind.element:
            case m.Bytes():
                self.lines.append(f"__builtin_memcpy({place}, h->{f.id}, {f.size});")
                return
            case m.Integer(width=width):
                self.lines.append(f"for (size_t i = 0; i < {count}; i++)")
                self._number(f"{place} + {width} * i", kind.element, f"h->{f.id}[i]")
            case m.Nested(type=ref):
                size = f"{macro(m.structure_of(self.specs, ref).c_name)}_SIZE"
                self.lines.append(f"for (size_t i = 0; i < {count}; i++)")
                self._nested(kind.element, f"{place} + {size} * i", f"h->{f.id}[i]")
        self.lines[-1] = "\t" + self.lines[-1]

    def _bits(self, group: list[m.Field], place: str) -> None:
        terms = []
        for f in group:
            assert isinstance(f.kind, m.Bits)
            fixed = fixed_value(self.s, f)
            if fixed == 0:
                continue
            value = f"h->{f.id}" if fixed is None else literal(fixed)
            masked = f"((uint64_t){value} & {(1 << f.kind.width) - 1:#x})"
            terms.append(f"{masked} << {f.kind.shift}" if f.kind.shift else masked)
        kind = group[0].kind
        assert isinstance(kind, m.Bits)
        value, size = " | ".join(terms) or "0", kind.group_size
        if size in (1, 2, 4, 8):
            shown = f"({int_type(size)})({value})" if size < 8 and terms else value
            self.lines.append(f"{store(size, kind.order)}({place}, {shown});")
        else:
            self.lines.append(f"store_bytes_{kind.order.value}({place}, {size}, {value});")

    # Parts of computed size -------------------------------------------------------------------

    def _variable(self, f: m.Field) -> None:
        length = f"{f.id}_len"
        match f.kind:
            case m.Bytes(size=size) | m.String(size=size) if size is not None:
                self._length(f, size, "len")
            case m.String():
                self.lines += ["", f"size_t {length} = h->{f.id}_len;"]
                self._refuse(f"{length} > {macro(self.s.c_name, f.id)}_BOUND")
            case m.Array(element=element, count=count):
                self._length(f, count, "num")
                each = self._element_size(element)
                self.lines += [f"size_t {length} = {f.id}_num * {each};", ""]
            case m.Integer() | m.Bits() | m.Bytes() | m.Nested():
                raise AssertionError(f)
        ended = isinstance(f.kind, m.String) and f.kind.size is None
        self._refuse(f"cap - pos {'<=' if ended else '<'} {length}")
        if kept(self.s, f):
            self.lines += [
                f"if ({length} != 0)",
                f"\t__builtin_memcpy(p + pos, {f.id}, {length});",
            ]
        else:
            self.lines.append(f"__builtin_memset(p + pos, 0, {length});")
        self.lines.append(f"pos += {length};")
        if ended:
            self.lines.append("p[pos++] = 0;")

    def _length(self, f: m.Field, size: Expr, part: str) -> None:
        """The local `<field>_<part>`, checked against its bound."""
        code = self.writer.code(size, self.ranges).text
        low, high = bounds(size, self.ranges)
        name, bound = f"{f.id}_{part}", f"{macro(self.s.c_name, f.id)}_BOUND"
        if low >= 0 and high < 1 << 64:
            self.lines += ["", f"size_t {name} = {code};"]
            if f.bound is not None and high > f.bound:
                self._refuse(f"{name} > {bound}")
            return
        self.lines += ["", f"__int128 {f.id}_size = {code};"]
        self._refuse(f"{f.id}_size < 0 || {f.id}_size > {bound}")
        self.lines.append(f"size_t {name} = (size_t){f.id}_size;")

    def _refuse(self, condition: str) -> None:
        self.lines += [f"if ({condition})", "\treturn 0;", ""]

    def _element_size(self, element: m.Integer | m.Nested | m.Bytes) -> int:
        match element:
            case m.Integer(width=width):
                return width
            case m.Nested(type=ref):
                return m.structure_of(self.specs, ref).size or 0
            case m.Bytes(size=size):
                return constant(size) or 0

    # End --------------------------------------------------------------------------------------

    def _checksum(self, f: m.Field) -> None:
        """The checksum, over what has been written; its span is all known then."""
        assert f.checksum is not None and isinstance(f.kind, m.Integer) and f.offset is not None
        end = constant(f.checksum.end)
        if end is None or end > (self.s.size or self.s.min_size):
            raise ValueError(f"{f.where}: the checksum of what is not in the structure")
        call = f"{self.s.c_name}_{f.id}_compute(p, {end})"
        self._number(f"p + {f.offset}", f.kind, call)


def _bytes(data: bytes) -> str:
    """A literal; one with more after a zero is an array, which all tools take whole."""
    if 0 not in data.rstrip(b"\0"):
        return string(data)
    return f"((const uint8_t[]){{ {', '.join(f'{b:#04x}' for b in data)} }})"


# Entries ------------------------------------------------------------------------------------------


def entry_text(s: m.Structure) -> str:
    """`<entry>_store`, the mirror of `_load`, and `<entry>_make`."""
    if not has_writer(s):
        return ""
    assert s.size is not None
    kind, prefix = entry_type(s), s.c_name
    out = (
        f"\nstatic inline void {prefix}_store(uint8_t *p, {kind} e)\n"
        f"{{\n\t{store(s.size, s.entry_order)}(p, e);\n}}\n"
    )
    return out + _make_text(s, kind)


def made_from(s: m.Structure) -> list[m.Field]:
    """The fields that an entry is made from; none where it is a single number."""
    return [
        f
        for f in s.fields
        if isinstance(f.kind, m.Bits) and kept(s, f) and fixed_value(s, f) is None
    ]


def _make_text(s: m.Structure, kind: str) -> str:
    """An entry out of its fields; one that is a single number is that number."""
    given = made_from(s)
    if not given:
        return ""
    params = ", ".join(f"{entry_field_type(s, f)} {f.id}" for f in given)
    terms = []
    for f in s.fields:
        assert isinstance(f.kind, m.Bits)
        fixed = fixed_value(s, f)
        if fixed == 0:
            continue
        name = macro(s.c_name, f.id)
        value = f.id if fixed is None else literal(fixed)
        shifted = f"(({kind}){value} << {name}_SHIFT)" if f.kind.shift else f"({kind}){value}"
        terms.append(f"({shifted} & {name}_MASK)")
    value = " | ".join(terms)
    shown = f"({kind})({value})" if (s.size or 0) < 4 else value
    return (
        f"\n{comment('An entry with these fields, each cut to its width; reserved bits are zero.')}"
        f"static inline {kind} {s.c_name}_make({params})\n{{\n\treturn {shown};\n}}\n"
    )
