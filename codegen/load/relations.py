# SPDX-License-Identifier: Apache-2.0
"""`-instar-places` of a file and `-instar-entry` of a type -> relations."""

from __future__ import annotations

from dataclasses import replace

from codegen.load.field import expression, limits, nested
from codegen.load.near import hint, no_such
from codegen.load.scope import Scope
from codegen.load.yamltree import Node
from codegen.model import model as m
from codegen.model.expr import DerivedRef, Expr, FieldRef, ParamRef, is_boolean, replaced, walk
from codegen.model.relations import PARAMS, Case, Given, Index, Meaning, Place

_CASE_KEYS = ("means", "if", "doc")
_PLACE_KEYS = (
    *("id", "type", "at", "count", "index", "positive", "if", "size", "byte", "packed", "is"),
    *("same", "search", "doc"),
)


def _closed(node: Node, keys: tuple[str, ...]) -> None:
    for key, value in node.items():
        if key not in keys:
            raise value.problem(f"unknown key {key!r}{hint(key, keys)}")


def read_cases(node: Node, scope: Scope) -> tuple[Case, ...]:
    """What the values of an entry mean: every value is of one case, the last without `if`."""
    listed = node.get("-instar-entry")
    items = [] if listed is None else listed.as_list()
    cases: list[Case] = []
    for number, item in enumerate(items, 1):
        _closed(item, _CASE_KEYS)
        said = item.need("means")
        known = [meaning.value for meaning in Meaning]
        if said.as_text() not in known:
            raise said.problem(f"{said.as_text()!r} is no meaning: {', '.join(known)}")
        test, means = item.get("if"), Meaning(said.as_text())
        if (test is None) != (number == len(items)):
            raise item.problem("each case but the last has `if`, so that every value has a meaning")
        when = None if test is None else expression(test, scope)
        if test is not None and when is not None and not is_boolean(when):
            raise test.problem("a condition is expected here")
        if means in [case.means for case in cases]:
            raise said.problem(f"{said.as_text()!r} is there twice: join the conditions by `or`")
        cases.append(Case(means, when, item.text("doc"), item.where))
    return tuple(cases)


class _Reader:
    """Reads the places of one file, each in the terms of those before it."""

    def __init__(self, scope: Scope, named_bytes: dict[str, bytes]) -> None:
        self.scope = scope
        self.named_bytes = named_bytes
        self.types: dict[str, m.Structure] = {}
        self.made: dict[str, Place] = {}
        for number, name in enumerate(PARAMS, 1):
            limit = (1 << 64) - 1
            where = m.Where("", 0, "")
            scope.params[name] = m.Param(name, number, 8, False, 0, limit, "", where)

    def place(self, node: Node) -> Place:
        _closed(node, _PLACE_KEYS)
        name, kind = node.need("id").as_text(), node.get("type")
        if name in self.types:
            raise node.problem(f"place {name!r} is there twice")
        if (kind is None) == (node.get("size") is None):
            raise node.problem("a place has either `type` or `size`")
        structure, args = (None, ()) if kind is None else self._structure(kind)
        same = self._same(node)
        made = Place(
            name,
            None if structure is None else structure.ref,
            same.at if same else self._number(node, "at"),
            same.count if same else self._optional(node, "count"),
            same.index if same else self._index(node),
            self._optional(node, "if"),
            self._optional(node, "size"),
            self._optional(node, "byte"),
            node.flag("packed"),
            self._match(node, structure),
            same.id if same else "",
            self._search(node, structure),
            node.text("doc"),
            node.where,
        )
        if structure is not None:
            self.types[name] = structure
            self.scope.places[name] = (structure, args)
        self.made[name] = made
        return made

    def _same(self, node: Node) -> Place | None:
        """The place whose element is looked at again, as another type."""
        found = node.get("same")
        if found is None:
            return None
        if found.as_text() not in self.made:
            raise found.problem(no_such("place", found.as_text(), self.made))
        for key in ("at", "count", "index"):
            if node.get(key) is not None:
                raise found.problem(f"`same` has the place: `{key}` is not needed")
        return self.made[found.as_text()]

    def _structure(self, node: Node) -> tuple[m.Structure, tuple[Expr, ...]]:
        kind = nested(node, self.scope)
        return self.scope.find_structure(kind.type), kind.args

    def _number(self, node: Node, key: str) -> Expr:
        return expression(node.need(key), self.scope)

    def _optional(self, node: Node, key: str) -> Expr | None:
        return None if node.get(key) is None else self._number(node, key)

    def _match(self, node: Node, structure: m.Structure | None) -> tuple[tuple[str, bytes], ...]:
        found = node.get("is")
        out = []
        for name, value in found.items() if found else ():
            if structure is None or name not in [f.id for f in structure.fields]:
                raise value.problem(f"no field is named {name!r}")
            if value.as_text() not in self.named_bytes:
                raise value.problem(f"no bytes are named {value.as_text()!r}")
            out.append((name, self.named_bytes[value.as_text()]))
        if out and node.get("count") is None:
            raise node.problem("`is` chooses among several: `count` is missing")
        return tuple(out)

    def _search(self, node: Node, structure: m.Structure | None) -> Expr | None:
        """A condition on the element itself, by the names of its fields."""
        found = node.get("search")
        if found is None:
            return None
        if structure is None or node.get("count") is None:
            raise found.problem("`search` chooses among several: `count` is missing")
        scope = replace(self.scope, fields={f.id: f for f in structure.fields})
        expr = expression(found, scope)
        if not is_boolean(expr):
            raise found.problem("a condition is expected here")
        return expr

    # --- indexes

    def _index(self, node: Node) -> Index | None:
        found = node.get("index")
        if found is None:
            return None
        if node.get("count") is None:
            raise found.problem("`index` chooses among several: `count` is missing")
        expr = expression(found, self.scope)
        given: dict[tuple[str, ...], Given] = {}

        def leaf(part: Expr) -> Expr | None:
            if not isinstance(part, FieldRef | DerivedRef):
                return None
            if part.path not in given:
                given[part.path] = self._given(found, part.path)
            return ParamRef(given[part.path].name)

        plain = replaced(expr, leaf)
        self._promise(node, given)
        named = [part.name for part in walk(plain) if isinstance(part, ParamRef)]
        offsets = [name for name in PARAMS if name in named]
        if len(offsets) != 1 or offsets == ["file_size"]:
            raise found.problem("an index is computed from either `offset` or `file_offset`")
        if len({g.name for g in given.values()}) < len(given):
            raise found.problem("two places have numbers of the same name")
        index = Index(expr, plain, (Given(offsets[0], 0, (1 << 64) - 1), *given.values()))
        low, high = limits(found, plain, index.ranges)
        if low < 0 or high >= 1 << 64:
            raise found.problem(f"the index may be {low}..{high}, which no 64-bit number holds")
        return index

    @staticmethod
    def _promise(node: Node, given: dict[tuple[str, ...], Given]) -> None:
        """Numbers that the caller guarantees to be above 0: a fault is about that."""
        for item in node.listed("positive"):
            found = [path for path, g in given.items() if g.name == item.as_text()]
            if not found:
                raise item.problem(f"the index does not name {item.as_text()!r}")
            given[found[0]] = replace(given[found[0]], min=max(1, given[found[0]].min))

    def _given(self, node: Node, path: tuple[str, ...]) -> Given:
        """What the rules promise of a number, which is in no nested structure."""
        structure = self.types[path[0]]
        if len(path) != 2:
            raise node.problem(f"{'.'.join(path)} is in a nested structure")
        for derived in structure.derived:
            if derived.id == path[1]:
                return Given(derived.id, derived.min_value, derived.max_value)
        field = structure.field(path[1])
        if field.min_value is None or field.max_value is None:
            raise node.problem(f"{'.'.join(path)} is no number")
        low = min(field.min_value, 0) if field.condition is not None else field.min_value
        return Given(field.id, low, field.max_value)


def read_places(
    root: Node, scope: Scope, named_bytes: tuple[m.NamedBytes, ...]
) -> tuple[Place, ...]:
    """The places of a file, in the order in which one leads to the other."""
    reader = _Reader(scope, {item.id: item.data for item in named_bytes})
    return tuple(reader.place(node) for node in root.listed("-instar-places"))
