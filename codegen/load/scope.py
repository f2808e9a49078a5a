# SPDX-License-Identifier: Apache-2.0
"""What a name in an expression means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from codegen.load.exprparse import ExprError, Index, Step
from codegen.load.near import hint
from codegen.model import model as m
from codegen.model.expr import (
    ConstRef,
    DerivedRef,
    Element,
    Expr,
    FieldRef,
    Int,
    MemberRef,
    ParamRef,
    SizeRef,
    This,
    replaced,
)


def under(node: Expr, path: tuple[str, ...], args: dict[str, Expr]) -> Expr:
    """`node`, written for a nested structure at `path`, in the terms of the structure that holds
    it.
    """

    def leaf(n: Expr) -> Expr | None:
        match n:
            case FieldRef(p, boolean):
                return FieldRef(path + p, boolean)
            case Element(p, index):
                return Element(path + p, index)
            case SizeRef(p):
                return SizeRef(path + p)
            case ParamRef(name=name):
                return args[name]
            case DerivedRef(p, definition):
                return DerivedRef(path + p, replaced(definition, leaf))
        return None

    return replaced(node, leaf)


@dataclass
class Scope:
    """Names inside one structure, or (with nothing but constants) under a root."""

    spec: str
    owner: str
    root_constants: dict[str, m.Constant]
    find_structure: Callable[[m.TypeRef], m.Structure]
    find_enum: Callable[[str, str], m.EnumType]
    params: dict[str, m.Param] = field(default_factory=dict)
    fields: dict[str, m.Field] = field(default_factory=dict)
    constants: dict[str, m.Constant] = field(default_factory=dict)
    derived: dict[str, m.Derived] = field(default_factory=dict)
    later: dict[str, Callable[[], None]] = field(default_factory=dict)
    """Instances not yet resolved; calling one puts it into `constants` or `derived`."""
    places: dict[str, tuple[m.Structure, tuple[Expr, ...]]] = field(default_factory=dict)
    """What is at each place, and its arguments: values have the name of the place first."""
    allow_this: bool = False
    find_constant: Callable[[str, str], int | None] | None = None
    """Constants of other files, `spec::name`, where they may be named."""

    def name(self, first: str, steps: tuple[Step, ...]) -> Expr:
        if first == "_" and not steps:
            if not self.allow_this:
                raise ExprError("`_` has a meaning only in a rule")
            return This()
        if first == "_root":
            if len(steps) == 1 and isinstance(steps[0], str) and steps[0] in self.root_constants:
                return self._constant("", self.root_constants[steps[0]])
            raise ExprError("`_root` leads only to constants of the file")
        if first in ("_parent", "_io", "_index"):
            raise ExprError(f"`{first}` is not possible here; use params")
        return self._plain(first, steps)

    def constant_named(self, name: str) -> int | None:
        """The value of a constant of the type or of the file."""
        found = self.constants.get(name) or self.root_constants.get(name)
        return None if found is None else found.value

    def _constant(self, owner: str, constant: m.Constant) -> Expr:
        return ConstRef(self.spec, owner, constant.id, constant.value)

    def _plain(self, first: str, steps: tuple[Step, ...]) -> Expr:
        if first in self.later:
            self.later.pop(first)()
        if first in self.fields:
            return self._field(self.fields[first], (first,), steps)
        if first in self.places and steps and isinstance(steps[0], str):
            return self._nested(*self.places[first], (first,), steps[0], steps[1:])
        if not steps:
            if first in self.params:
                return ParamRef(first, self.params[first].boolean)
            if first in self.constants:
                return self._constant(self.owner, self.constants[first])
            if first in self.derived:
                return DerivedRef((first,), self.derived[first].expr)
        known = (*self.fields, *self.params, *self.constants, *self.derived, *self.places)
        meant = hint(first, known)
        raise ExprError(f"no field, param, constant or value is named {first!r} before this{meant}")

    def _field(self, f: m.Field, path: tuple[str, ...], steps: tuple[Step, ...]) -> Expr:
        if not steps:
            boolean = isinstance(f.kind, m.Bits) and f.kind.boolean
            return FieldRef(path, boolean)
        step, rest = steps[0], steps[1:]
        match f.kind:
            case m.Nested(type=ref, args=args) if isinstance(step, str):
                return self._nested(self.find_structure(ref), args, path, step, rest)
            case m.Bytes() | m.String() if step in ("size", "length") and not rest:
                return SizeRef(path)
            case m.Array(element=m.Integer()) | m.Bytes() if isinstance(step, Index) and not rest:
                return Element(path, step.value)
        raise ExprError(f"{'.'.join(path)} has nothing that is named {step!r}")

    def _nested(
        self,
        inner: m.Structure,
        args: tuple[Expr, ...],
        path: tuple[str, ...],
        step: str,
        rest: tuple[Step, ...],
    ) -> Expr:
        for f in inner.fields:
            if f.id == step:
                return self._field(f, (*path, step), rest)
        for d in inner.derived:
            if d.id == step and not rest:
                if len(args) != len(inner.params):
                    raise ExprError(f"{'.'.join(path)} takes arguments, so it has no {step!r} here")
                values = {p.id: a for p, a in zip(inner.params, args, strict=True)}
                return DerivedRef((*path, step), under(d.expr, path, values))
        for c in inner.constants:
            if c.id == step and not rest:
                return ConstRef(inner.spec, inner.name, c.id, c.value)
        raise ExprError(f"{'.'.join(path)} has nothing that is named {step!r}")

    def member(self, scope: tuple[str, ...], name: str) -> Expr:
        if len(scope) > 2:
            raise ExprError(f"{'::'.join(scope)} is not an enum")
        if len(scope) == 1 and self.find_constant is not None:
            value = self.find_constant(scope[0], name)
            if value is not None:
                return ConstRef(scope[0], "", name, value)
        spec = scope[0] if len(scope) == 2 else self.spec
        try:
            enum = self.find_enum(spec, scope[-1])
        except KeyError:
            raise ExprError(f"{'::'.join(scope)} has nothing that is named {name!r}") from None
        for member in enum.members:
            if member.id == name:
                return MemberRef(enum.spec, enum.name, member.id, member.value)
        raise ExprError(f"enum {'::'.join(scope)} has no member {name!r}")

    def sizeof(self, scope: tuple[str, ...]) -> Expr:
        if len(scope) > 2:
            raise ExprError(f"{'::'.join(scope)} is not a type")
        ref = m.TypeRef(scope[0] if len(scope) == 2 else self.spec, scope[-1])
        size = self.find_structure(ref).size
        if size is None:
            raise ExprError(f"{'::'.join(scope)} has no constant size")
        return Int(size)
