# SPDX-License-Identifier: Apache-2.0
"""`-instar-options` of a file -> `OptionSet`s."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from codegen.load.field import expression, read_qemu, release
from codegen.load.near import no_such
from codegen.load.scope import Scope
from codegen.load.texts import filled
from codegen.load.yamltree import Node
from codegen.model import model as m
from codegen.model.expr import MemberRef, constant
from codegen.model.options import Option, OptionKind, OptionSet, Order, Word

KEY = "-instar-options"
STRUCTURE = "options"
"""The type whose fields the values go into."""
_SET_KEYS = ("id", "format", "everywhere", "compresses", "amends", "shown-before", "doc", "options")
_USE_KEYS = ("use", "prefix")
_OPTION_KEYS = (
    "id",
    "kind",
    "default",
    "words",
    "aliases",
    "on",
    "off",
    "valid",
    "into",
    "schema",
    "qemu",
    "fault",
    "shown",
    "chosen",
    "since",
    "doc",
)
_VALID_KEYS = ("min", "max", "power-of-two")


@dataclass
class OptionLoader:
    """State while the sets of a file are read, in order: later ones may use earlier ones."""

    scope: Scope
    target: m.Structure
    sets: dict[str, OptionSet] = field(default_factory=dict)

    def read(self, listed: Node) -> tuple[OptionSet, ...]:
        for node in listed.as_list():
            made = self._set(node)
            if made.id in self.sets:
                raise node.problem(f"option set {made.id!r} is there twice")
            self.sets[made.id] = made
        return tuple(self.sets.values())

    def _set(self, node: Node) -> OptionSet:
        _known(node, _SET_KEYS)
        options: list[Option] = []
        for item in node.need("options").as_list():
            options += self._used(item) if item.get("use") else [self._option(item)]
        names = [option.id for option in options]
        for name in names:
            if names.count(name) > 1:
                raise node.problem(f"option {name!r} is there twice")
        return OptionSet(
            id=node.need("id").as_text(),
            format=self._format(node.get("format")),
            everywhere=node.flag("everywhere"),
            compresses=node.flag("compresses"),
            amends=node.flag("amends"),
            options=tuple(options),
            order_before=_order(node.get("shown-before"), names),
            doc=node.need("doc").as_text().strip(),
            where=node.where,
        )

    def _format(self, node: Node | None) -> MemberRef | None:
        if node is None:
            return None
        found = expression(node, self.scope)
        if not isinstance(found, MemberRef):
            raise node.problem("a member of an enum is expected here")
        return found

    def _used(self, node: Node) -> list[Option]:
        """Options of a set before, or one of them (`set.option`), under names with a prefix."""
        _known(node, _USE_KEYS)
        name, dot, one = node.need("use").as_text().partition(".")
        prefix = node.text("prefix")
        try:
            found = self.sets[name]
            options = [found.option(one)] if dot else list(found.options)
        except KeyError:
            raise node.need("use").problem(f"no options are named {name + dot + one!r}") from None
        return [
            replace(o, id=prefix + o.id, schema=o.schema or (o.id if prefix else ""))
            for o in options
        ]

    def _option(self, node: Node) -> Option:
        _known(node, _OPTION_KEYS)
        kind = _kind(node.need("kind"))
        low, high, power = self._valid(node.get("valid"))
        default = self._default(node.get("default"), kind)
        limits = {"min": low, "max": high}
        texts = filled(node.where, read_qemu(node.get("qemu")), limits.get)
        shown, since = node.text("shown"), node.get("since")
        made = Option(
            id=node.need("id").as_text(),
            kind=kind,
            default=default,
            words=self._words(node.get("words")),
            aliases=tuple((k, v.as_text()) for k, v in _pairs(node.get("aliases"))),
            on=self._number(node.get("on")),
            off=self._number(node.get("off")),
            field=node.text("into"),
            min=low,
            max=high,
            power_of_two=power,
            qemu=texts,
            fault=node.text("fault"),
            schema=node.text("schema"),
            since=None if since is None else release(since),
            shown=shown_default(default) if shown == "true" else shown,
            chosen=node.flag("chosen"),
            doc=node.need("doc").as_text().strip(),
            where=node.where,
        )
        self._check(node, made)
        return made

    def _check(self, node: Node, option: Option) -> None:
        """What the keys of an option say of each other, and of the structure."""
        words = [word.text for word in option.words]
        if option.field and option.field not in [f.id for f in self.target.fields]:
            raise node.need("into").problem(
                no_such("field", option.field, [f.id for f in self.target.fields])
            )
        if option.fault and option.fault not in [f.id for f in self.target.faults]:
            raise node.need("fault").problem(
                no_such("fault", option.fault, [f.id for f in self.target.faults])
            )
        if words and option.default is not None and option.default not in words:
            raise node.need("default").problem(f"{option.default!r} is none of the words")
        for word, of in option.aliases:
            if of not in words:
                raise node.need("aliases").need(word).problem(f"{of!r} is none of the words")
        if (option.on, option.off) != (None, None) and option.kind is not OptionKind.SWITCH:
            raise node.problem("`on` and `off` are keys of a switch")
        if node.get("valid") and not option.is_number:
            raise node.need("valid").problem("`valid` is a key of numbers; texts have `words`")

    def _words(self, node: Node | None) -> tuple[Word, ...]:
        if node is not None and isinstance(node.value, list):
            return tuple(Word(item.as_text(), None) for item in node.value)
        return tuple(Word(text, self._number(value)) for text, value in _pairs(node))

    def _number(self, node: Node | None) -> int | None:
        if node is None or node.value is None:
            return None
        value = constant(expression(node, self.scope))
        if value is None:
            raise node.problem("a constant is expected here")
        return value

    def _valid(self, node: Node | None) -> tuple[int | None, int | None, bool]:
        if node is None:
            return None, None, False
        _known(node, _VALID_KEYS)
        low, high = self._number(node.get("min")), self._number(node.get("max"))
        return low, high, node.flag("power-of-two")

    def _default(self, node: Node | None, kind: OptionKind) -> str | int | bool | None:
        if node is None:
            return None
        match kind:
            case OptionKind.TEXT:
                return node.as_text()
            case OptionKind.SWITCH:
                if node.as_text() not in ("on", "off"):
                    raise node.problem("on or off is expected here")
                return node.as_text() == "on"
            case OptionKind.NUMBER | OptionKind.SIZE:
                return self._number(node)


def shown_default(default: str | int | bool | None) -> str:
    """A default as people type it."""
    if isinstance(default, bool):
        return "on" if default else "off"
    return "" if default is None else str(default)


def _kind(node: Node) -> OptionKind:
    try:
        return OptionKind(node.as_text())
    except ValueError:
        kinds = ", ".join(kind.value for kind in OptionKind)
        raise node.problem(f"an option is one of {kinds}") from None


def _order(node: Node | None, names: list[str]) -> Order | None:
    if node is None:
        return None
    _known(node, ("until", "order"))
    order = node.need("order")
    for item in order.as_list():
        if item.as_text() not in names:
            raise item.problem(no_such("option", item.as_text(), names))
    return Order(release(node.need("until")), tuple(i.as_text() for i in order.as_list()))


def _pairs(node: Node | None) -> list[tuple[str, Node]]:
    return [] if node is None else list(node.items())


def _known(node: Node, keys: tuple[str, ...]) -> None:
    for key, value in node.items():
        if key not in keys:
            raise value.problem(f"unknown key {key!r}")


def read_options(root: Node, scope: Scope, target: m.Structure | None) -> tuple[OptionSet, ...]:
    """The option sets of a file; `target` is its type `options`."""
    listed = root.get(KEY)
    if listed is None:
        return ()
    if target is None:
        raise listed.problem(
            f"options go into the type {STRUCTURE!r}, which the file does not have"
        )
    return OptionLoader(scope, target).read(listed)
