# SPDX-License-Identifier: Apache-2.0
"""How each place in the C output spells a field: a local, a member, bits of an entry."""

from __future__ import annotations

from dataclasses import dataclass

from codegen.c.expr import Code, promoted
from codegen.c.text import args_text, int_type, string, value_type
from codegen.model import model as m
from codegen.model.expr import Expr, FieldRef, This
from codegen.model.ranges import Ranges

_ATOM = 12


def kept(s: m.Structure, f: m.Field) -> bool:
    """Whether the C struct holds the field: not what never changes, nor what readers ignore."""
    if s.is_abi:
        return True
    return not f.is_reserved and not any(isinstance(r, m.Contents) for r in f.rules)


def derived_type(d: m.Derived) -> str:
    if d.boolean:
        return "bool"
    return "int64_t" if d.min_value < 0 else "uint64_t"


def entry_type(s: m.Structure) -> str:
    assert s.size is not None
    return int_type(s.size)


def ranges_of(specs: tuple[m.SpecFile, ...], s: m.Structure) -> Ranges:
    """What the rules promise of every value that an expression in `s` may name."""
    known: dict[tuple[str, ...], tuple[int, int]] = {
        ("param", p.id): (p.min, p.max) for p in s.params
    }
    _learn(specs, s, (), known, False)
    return Ranges(known)


def _learn(
    specs: tuple[m.SpecFile, ...],
    s: m.Structure,
    prefix: tuple[str, ...],
    known: dict[tuple[str, ...], tuple[int, int]],
    optional: bool,
) -> None:
    for f in s.fields:
        path = (*prefix, f.id)
        absent = optional or f.condition is not None
        if f.min_value is not None and f.max_value is not None:
            low, high = f.min_value, f.max_value
            if s.is_entry and isinstance(f.kind, m.Integer | m.Bits):
                low, high = m.integer_range(
                    f.kind
                )  # accessors serve entries that nobody has checked
            known[("field", *path)] = (min(low, 0), max(high, 0)) if absent else (low, high)
        match f.kind:
            case m.Bytes() | m.String():
                known[("element", *path)] = (0, 255)
                known[("size", *path)] = (f.size, f.size) if f.size else (0, f.bound or 0)
            case m.Array(element=m.Integer(width=width)):
                known[("element", *path)] = (0, (1 << (8 * width)) - 1)
            case m.Nested(type=ref):
                _learn(specs, m.structure_of(specs, ref), path, known, absent)
            case m.Integer() | m.Bits() | m.Array():
                pass


def bytes_equal(f: m.Field, place: str, data: bytes) -> str:
    """Whether a fixed field is `data`: all of it, or up to its terminator."""
    terminated = isinstance(f.kind, m.String) and f.kind.terminated
    if f.size is None or len(data) > f.size or (len(data) < f.size and not terminated):
        raise ValueError(
            f"{f.where}: {data!r} is not as long as {f.id}, so it can never be its value"
        )
    if len(data) < f.size:
        data += b"\0"
    return f"bytes_eq({place}, {string(data)}, {len(data)})"


@dataclass
class _Base:
    specs: tuple[m.SpecFile, ...]
    structure: m.Structure

    def _walk(self, path: tuple[str, ...]) -> tuple[m.Structure, m.Field]:
        """The structure that holds the last part of a path, and that field."""
        s = self.structure
        f = s.field(path[0])
        for part in path[1:]:
            assert isinstance(f.kind, m.Nested)
            s = m.structure_of(self.specs, f.kind.type)
            f = s.field(part)
        return s, f

    def _code(self, text: str, f: m.Field) -> Code:
        assert isinstance(f.kind, m.Integer | m.Bits)
        return Code(text, _ATOM, promoted(value_type(f.kind)))

    def param(self, name: str) -> Code:
        p = next(p for p in self.structure.params if p.id == name)
        return Code(name, _ATOM, promoted("bool" if p.boolean else int_type(p.width)))


class LocalNames(_Base):
    """Inside a parser: each field is a local of its name."""

    def __init__(self, specs: tuple[m.SpecFile, ...], s: m.Structure) -> None:
        super().__init__(specs, s)
        self.current: m.Field | None = None
        self.current_text = ""
        self.places: dict[str, str] = {}
        """Where a bytes field starts: `p + 16`."""

    def field(self, path: tuple[str, ...]) -> Code:
        if len(path) == 1:
            return self._code(path[0], self.structure.field(path[0]))
        holder, f = self._walk(path)
        if holder.is_entry:
            inner = ".".join(path[:-1])
            return Code(
                f"{holder.c_name}_{f.id}({inner})", _ATOM, promoted(entry_field_type(holder, f))
            )
        return self._code(".".join(path), f)

    def element(self, path: tuple[str, ...], index: int) -> Code:
        _, f = self._walk(path)
        match f.kind:
            case m.Array(element=m.Integer(width=width, signed=signed)):
                return Code(f"{'.'.join(path)}[{index}]", _ATOM, promoted(int_type(width, signed)))
        return Code(f"load_u1({self.places[path[0]]} + {index})", _ATOM, "int")

    def size(self, path: tuple[str, ...]) -> Code:
        _, f = self._walk(path)
        if f.size is not None:
            return Code(str(f.size), _ATOM, "int")
        return Code(".".join(path) + "_len", _ATOM, "uint64_t")

    def derived(self, path: tuple[str, ...]) -> Code | None:
        return None

    def this(self) -> Code:
        assert self.current is not None
        match self.current.kind:
            case m.Array(element=m.Integer(width=width, signed=signed)):
                return Code(self.current_text, _ATOM, promoted(int_type(width, signed)))
        return self._code(self.current_text, self.current)

    def text_equal(self, node: Expr, data: bytes) -> str:
        f = self._text_field(node)
        return bytes_equal(f, self.places[f.id], data)

    def _text_field(self, node: Expr) -> m.Field:
        if isinstance(node, This) and self.current is not None:
            return self.current
        if isinstance(node, FieldRef) and len(node.path) == 1:
            return self.structure.field(node.path[0])
        raise ValueError(
            f"{self.structure.where}: only a field of its own can be compared with a text"
        )


class MemberNames(_Base):
    """In an accessor of a parsed struct: `h->name`."""

    def field(self, path: tuple[str, ...]) -> Code:
        holder, f = self._walk(path)
        if holder.is_entry and len(path) > 1:
            inner = "h->" + ".".join(path[:-1])
            return Code(
                f"{holder.c_name}_{f.id}({inner})", _ATOM, promoted(entry_field_type(holder, f))
            )
        if not kept(holder, f):
            raise ValueError(
                f"{self.structure.where}: {'.'.join(path)} "
                "is not kept, nothing can be derived from it"
            )
        return self._code("h->" + ".".join(path), f)

    def element(self, path: tuple[str, ...], index: int) -> Code:
        _, f = self._walk(path)
        width = (
            f.kind.element.width
            if isinstance(f.kind, m.Array) and isinstance(f.kind.element, m.Integer)
            else 1
        )
        return Code(f"h->{'.'.join(path)}[{index}]", _ATOM, promoted(int_type(width)))

    def size(self, path: tuple[str, ...]) -> Code:
        _, f = self._walk(path)
        if f.size is not None:
            return Code(str(f.size), _ATOM, "int")
        return Code("h->" + ".".join(path) + "_len", _ATOM, "uint64_t")

    def derived(self, path: tuple[str, ...]) -> Code | None:
        if len(path) > 1:
            return None
        d = next(d for d in self.structure.derived if d.id == path[0])
        args = (
            "h" + args_text(self.structure)
            if self.structure.fields
            else ", ".join(p.id for p in self.structure.params)
        )
        call = f"{self.structure.c_name}_{d.id}({args})"
        return Code(call, _ATOM, promoted(derived_type(d)))

    def this(self) -> Code:
        raise ValueError("`_` is possible only in rules")

    def text_equal(self, node: Expr, data: bytes) -> str:
        if not isinstance(node, FieldRef):
            raise ValueError(f"{self.structure.where}: only a field can be compared with a text")
        _, f = self._walk(node.path)
        return bytes_equal(f, "h->" + ".".join(node.path), data)


def subject_of(s: m.Structure) -> str:
    """What a function of a structure's values takes: the number of an entry, or the struct."""
    return f"{entry_type(s)} e" if s.is_entry else f"const struct {s.c_name} *h"


def names_of(specs: tuple[m.SpecFile, ...], s: m.Structure) -> EntryNames | MemberNames:
    """What names mean in such a function."""
    return EntryNames(specs, s) if s.is_entry else MemberNames(specs, s)


class EntryNames(_Base):
    """In an accessor of an entry: bits of the number `e`."""

    current: m.Field | None = None

    def field(self, path: tuple[str, ...]) -> Code:
        f = self.structure.field(path[0])
        return Code(
            f"{self.structure.c_name}_{f.id}(e)",
            _ATOM,
            promoted(entry_field_type(self.structure, f)),
        )

    def element(self, path: tuple[str, ...], index: int) -> Code:
        raise ValueError("an entry has no arrays")

    def size(self, path: tuple[str, ...]) -> Code:
        raise ValueError("an entry has no bytes")

    def derived(self, path: tuple[str, ...]) -> Code | None:
        d = next(d for d in self.structure.derived if d.id == path[0])
        call = f"{self.structure.c_name}_{d.id}(e{args_text(self.structure)})"
        return Code(call, _ATOM, promoted(derived_type(d)))

    def this(self) -> Code:
        assert self.current is not None
        return self.field((self.current.id,))

    def text_equal(self, node: Expr, data: bytes) -> str:
        raise ValueError("an entry has no texts")


def entry_field_type(s: m.Structure, f: m.Field) -> str:
    """Accessors return the entry's own type, or bool."""
    if isinstance(f.kind, m.Bits) and f.kind.boolean:
        return "bool"
    return entry_type(s)
