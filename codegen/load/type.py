# SPDX-License-Identifier: Apache-2.0
"""One entry of `types` -> `Structure`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from codegen.load.evidence import read_practice
from codegen.load.field import (
    Orders,
    array_of,
    expression,
    limits,
    narrowed,
    plain_kind,
    read_any,
    read_checksum,
    read_contents,
    read_in_c,
    read_macros,
    read_qemu,
    read_rules,
)
from codegen.load.layout import element_size, entry_order, lay_out
from codegen.load.relations import read_cases
from codegen.load.scope import Scope
from codegen.load.texts import doc_refs, filled, read_faults, read_strings
from codegen.load.yamltree import Node
from codegen.model import model as m
from codegen.model.expr import Expr, FieldRef, constant, is_boolean, walk
from codegen.model.fixed import fixed
from codegen.model.ranges import Interval, Ranges
from codegen.model.relations import Case

PARAM_TYPES = {"u1": 1, "u2": 2, "u4": 4, "u8": 8, "bool": 1}


@dataclass
class TypeLoader:
    """State while one type is read."""

    node: Node
    scope: Scope
    orders: Orders
    known: dict[tuple[str, ...], Interval] = field(default_factory=dict)
    fields: list[m.Field] = field(default_factory=list)

    @property
    def ranges(self) -> Ranges:
        return Ranges(self.known)

    # Params and instances ---------------------------------------------------------------------

    def params(self) -> tuple[m.Param, ...]:
        listed = self.node.get("params")
        found = []
        for number, p in enumerate(listed.as_list() if listed else [], 1):
            name, kind = p.need("id").as_text(), p.need("type").as_text()
            if kind not in PARAM_TYPES:
                raise p.problem(f"a param is one of {', '.join(PARAM_TYPES)}")
            width = PARAM_TYPES[kind]
            low, high = 0, 1 if kind == "bool" else (1 << (8 * width)) - 1
            bound = p.get("-instar-bound")
            if bound is not None:
                ends = [expression(e, self.scope) for e in bound.as_list()]
                if len(ends) != 2:
                    raise bound.problem("the bound of a param is [min, max]")
                values = [limits(bound, e, self.ranges)[0] for e in ends]
                low, high = max(low, values[0]), min(high, values[1])
            param = m.Param(name, number, width, kind == "bool", low, high, p.text("doc"), p.where)
            self.scope.params[name] = param
            self.known[("param", name)] = (low, high)
            found.append(param)
        return tuple(found)

    def prepare_instances(self) -> None:
        """Instances resolve when first named, or in the end."""
        listed = self.node.get("instances")
        for name, node in listed.items() if listed else ():
            if node.get("value") is None:
                raise node.problem("only value instances are possible in a type")

            def resolve(name: str = name, node: Node = node) -> None:
                self._instance(name, node)

            self.scope.later[name] = resolve

    def _instance(self, name: str, node: Node) -> None:
        expr = expression(node.need("value"), self.scope)
        unit, doc = node.text("-instar-unit"), node.text("doc")
        value = constant(expr)
        if value is not None:
            made = m.Constant(name, value, expr, unit, doc, node.where, read_in_c(node))
            self.scope.constants[name] = made
            return
        low, high = limits(node, expr, self.ranges)
        if low < -(1 << 63) or high >= 1 << 64 or (low < 0 and high >= 1 << 63):
            raise node.problem(f"value may be {low}..{high}, which no 64-bit number holds")
        enum = node.get("enum")
        ref = None if enum is None else self._enum(enum).ref
        self.scope.derived[name] = m.Derived(
            name, expr, is_boolean(expr), ref, low, high, unit, doc, node.where
        )

    def finish_instances(self) -> None:
        while self.scope.later:
            self.scope.later.pop(next(iter(self.scope.later)))()

    def _enum(self, node: Node) -> m.EnumType:
        scopes = node.as_text().split("::")
        spec = scopes[0] if len(scopes) == 2 else self.scope.spec
        try:
            return self.scope.find_enum(spec, scopes[-1])
        except KeyError:
            raise node.problem(f"enum {node.as_text()!r} is not declared") from None

    # Fields -----------------------------------------------------------------------------------

    def read_fields(self) -> None:
        seq = self.node.get("seq")
        for number, node in enumerate(seq.as_list() if seq else [], 1):
            self._field(number, node)

    def _kind(self, node: Node) -> m.Kind:
        kind = plain_kind(node, self.scope, self.orders)
        if isinstance(kind, m.Nested):
            self._check_nested(node, kind)
        repeat = node.get("repeat")
        if repeat is None:
            return kind
        if repeat.as_text() != "expr":
            raise repeat.problem("unbounded repeat: only `repeat: expr` is possible in a type")
        return array_of(kind, expression(node.need("repeat-expr"), self.scope), node)

    def _check_nested(self, node: Node, kind: m.Nested) -> None:
        inner = self.scope.find_structure(kind.type)
        if inner.size is None:
            raise node.problem(f"{inner.c_name} has no constant size, so it cannot be nested")
        if len(inner.params) != len(kind.args):
            raise node.problem(f"{inner.c_name} takes {len(inner.params)} arguments")
        for param, arg in zip(inner.params, kind.args, strict=True):
            low, high = limits(node, arg, self.ranges)
            if low < param.min or high > param.max:
                raise node.problem(
                    f"argument {param.id} may be {low}..{high}, must be {param.min}..{param.max}"
                )

    def _field(self, number: int, node: Node) -> None:
        name = node.need("id").as_text()
        kind = self._kind(node)
        enum_node = node.get("enum")
        enum = None if enum_node is None else self._enum(enum_node)
        condition_node = node.get("if")
        condition = None if condition_node is None else expression(condition_node, self.scope)
        rules = by_format = self._rules(name, node, enum)
        differs = node.get("-instar-qemu-valid")
        if differs is not None:
            rules = self._qemu_rules(name, differs, kind, enum)
        low, high = self._learn(name, kind, (rules, by_format), enum, node, condition)
        size, bound = self._size(node, kind)
        self.fields.append(
            m.Field(
                id=name,
                number=number,
                orig_id=node.text("-orig-id") or None,
                kind=kind,
                rules=rules,
                format_rules=None if differs is None else by_format,
                differs="" if differs is None else differs.text("doc"),
                any=read_any(node.get("-instar-any")),
                enum=None if enum is None else enum.ref,
                condition=condition,
                offset=None,
                size=size,
                min_value=low,
                max_value=high,
                bound=bound,
                checksum=None,
                qemu=read_qemu(node.get("-instar-qemu")),
                practice=read_practice(node.get("-instar-practice")),
                call=node.text("-instar-call"),
                unit=node.text("-instar-unit"),
                doc=node.text("doc"),
                doc_ref=doc_refs(node),
                where=node.where,
                macros=read_macros(node.get("-instar-c")),
            )
        )
        if name in self.scope.fields:
            raise node.problem(f"field {name!r} is there twice")
        self.scope.fields[name] = self.fields[-1]

    def _rules(self, name: str, node: Node, enum: m.EnumType | None) -> tuple[m.Rule, ...]:
        contents, valid = node.get("contents"), node.get("valid")
        rules = () if contents is None else (read_contents(name, contents),)
        return rules if valid is None else rules + read_rules(name, valid, self.scope, enum)

    def _qemu_rules(
        self, name: str, node: Node, kind: m.Kind, enum: m.EnumType | None
    ) -> tuple[m.Rule, ...]:
        """`-instar-qemu-valid`: as in `valid`, or `contents`, or nothing but a word."""
        keys = {key: value for key, value in node.items() if key != "doc"}
        contents = keys.pop("contents", None)
        if contents is None:
            valid = Node(keys, "", node.where)
            return read_rules(name, valid, self.scope, enum) if keys else ()
        rule = read_contents(name, contents)
        if not isinstance(kind, m.Bytes) or constant(kind.size) != len(rule.data):
            raise contents.problem(f"contents are {len(rule.data)} bytes, the field is not")
        return (rule,)

    def _learn(
        self,
        name: str,
        kind: m.Kind,
        rules: tuple[tuple[m.Rule, ...], tuple[m.Rule, ...]],
        enum: m.EnumType | None,
        node: Node,
        condition: Expr | None,
    ) -> tuple[int | None, int | None]:
        """Note what is known of the field's value, for the expressions after it, whichever of the
        two sets of rules it has passed.
        """

        def left(of: m.Integer | m.Bits) -> Interval:
            ends = [narrowed(m.integer_range(of), r, enum, self.ranges, node) for r in rules]
            return min(low for low, _ in ends), max(high for _, high in ends)

        match kind:
            case m.Integer() | m.Bits():
                low, high = left(kind)
                known = (min(low, 0), max(high, 0)) if condition is not None else (low, high)
                self.known[("field", name)] = known
                return known
            case m.Array(element=m.Integer() as element):
                self.known[("element", name)] = left(element)
            case m.Bytes() | m.String():
                self.known[("element", name)] = (0, 255)
            case m.Nested(type=ref):
                for f in self.scope.find_structure(ref).fields:
                    self._learn_inner((name, f.id), f, condition)
            case m.Array():
                pass
        return None, None

    def _learn_inner(self, path: tuple[str, ...], f: m.Field, condition: Expr | None) -> None:
        if f.min_value is not None and f.max_value is not None:
            low, high = f.min_value, f.max_value
            if condition is not None:
                low, high = min(low, 0), max(high, 0)
            self.known[("field", *path)] = low, high
        if isinstance(f.kind, m.Nested):
            for inner in self.scope.find_structure(f.kind.type).fields:
                self._learn_inner((*path, inner.id), inner, condition)

    def _size(self, node: Node, kind: m.Kind) -> tuple[int | None, int | None]:
        """Constant size, and the bound of a variable one."""
        bound_node = node.get("-instar-bound")
        bound = None
        if bound_node is not None:
            bound = limits(bound_node, expression(bound_node, self.scope), self.ranges)[1]
        name = node.need("id").as_text()
        match kind:
            case m.Integer(width=width):
                return width, bound
            case m.Bits():
                return 0, bound
            case m.Nested(type=ref):
                return self.scope.find_structure(ref).size, bound
            case m.Bytes(size=size) | m.String(size=size):
                return self._byte_size(node, name, size, bound)
            case m.Array(element=element, count=count):
                each = element_size(element, self.scope)
                fixed = constant(count)
                if fixed is not None:
                    return fixed * each, bound
                self._check_count(node, count, bound, "repeat")
                return None, bound

    def _check_count(self, node: Node, count: Expr, bound: int | None, what: str) -> None:
        limits(node, count, self.ranges)
        if bound is None:
            raise node.problem(f"unbounded {what}: -instar-bound is missing")

    def _byte_size(
        self, node: Node, name: str, size: Expr | None, bound: int | None
    ) -> tuple[int | None, int | None]:
        fixed = None if size is None else constant(size)
        if fixed is not None:
            if fixed <= 0:
                raise node.problem("size must be at least 1")
            self.known[("size", name)] = (fixed, fixed)
            return fixed, bound
        if size is not None:
            self._check_count(node, size, bound, "size")
        elif bound is None:
            raise node.problem("unbounded string: -instar-bound is missing")
        self.known[("size", name)] = (0, bound or 0)
        return None, bound


def load_type(
    name: str, number: int, node: Node, scope: Scope, orders: Orders, is_abi: bool
) -> m.Structure:
    """Raises the first `Problem` of the type."""
    loader = TypeLoader(node, scope, orders)
    params = loader.params()
    loader.prepare_instances()
    loader.read_fields()
    fields, size, smallest, largest = lay_out(loader.fields, scope)
    loader.finish_instances()

    def number_named(name: str) -> int | None:
        constant = scope.constant_named(name)
        return fixed(fields).get(name) if constant is None else constant

    fields = [
        replace(
            f,
            checksum=_checksum(node, f, scope, largest),
            qemu=filled(f.where, f.qemu, number_named),
        )
        for f in fields
    ]
    order = entry_order(fields)
    return m.Structure(
        spec=scope.spec,
        name=name,
        number=number,
        params=params,
        fields=tuple(fields),
        constants=tuple(scope.constants.values()),
        derived=tuple(scope.derived.values()),
        faults=read_faults(node, number, fields, number_named),
        strings=read_strings(node),
        is_abi=is_abi,
        is_entry=order is not None,
        entry_order=order or m.ByteOrder.LITTLE,
        size=size,
        min_size=smallest,
        max_size=largest,
        practice=read_practice(node.get("-instar-practice")),
        doc=node.text("doc"),
        doc_ref=doc_refs(node),
        where=node.where,
        max_size_in_c=bool(read_macros(node.get("-instar-c"), ("max_size",))),
        cases=_cases(node, scope, smallest == largest),
    )


def _cases(node: Node, scope: Scope, is_fixed: bool) -> tuple[Case, ...]:
    listed = node.get("-instar-entry")
    if listed is not None and not is_fixed:
        raise listed.problem("only what is always as long is an entry of a table, and has meanings")
    return read_cases(node, scope)


def _checksum(node: Node, f: m.Field, scope: Scope, largest: int) -> m.Checksum | None:
    listed = node.need("seq").as_list()[f.number - 1].get("-instar-checksum")
    found = read_checksum(listed, scope)
    if listed is None or found is None:
        return found
    end = constant(found.end)
    if end is not None and end > largest:
        raise listed.problem(f"the span ends at {end}, the structure at {largest} at most")
    if found.advisory:
        return found
    late = [
        n
        for n in walk(found.end)
        if isinstance(n, FieldRef) and scope.fields[n.path[0]].number > f.number
    ]
    if late:
        raise listed.problem("the span ends at a later field, so the checksum can only be advisory")
    return found
