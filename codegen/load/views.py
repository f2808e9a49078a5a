# SPDX-License-Identifier: Apache-2.0
"""`specs/views` and the types that they name in `specs/formats` -> `Views`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from codegen.load.viewexpr import NUMBER, Scope, Static, ViewError, compile, integer
from codegen.load.yamltree import Node, parse
from codegen.model.relations import Meaning
from codegen.model.view import Attr, Kind, Op, Repeat, Type, View, Views

_NUMBER = re.compile(r"([us])([1248])(le|be)?\Z")
_BITS = re.compile(r"b([0-9]+)(le|be)?\Z")
_USER = re.compile(r"((?:\w+::)?\w+)\s*(?:\((.*)\))?\s*\Z", re.DOTALL)
_PLACE = re.compile(r"([a-z]\w*)::([a-z]\w*)\Z")
_BARE = re.compile(r"(?<![\w.])[a-z]\w*")
_COMMA = re.compile(r",(?![^\[]*\])(?![^(]*\))")


@dataclass(slots=True)
class _File:
    id: str
    root: Node
    little: bool
    little_bits: bool
    constants: dict[str, str] = field(default_factory=dict)
    """Expressions of the root's values, for a format."""


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, _File] = {}
        self.types: list[Type] = []
        self.numbers: dict[tuple[str, str, str], int] = {}
        """File, type and view (of the view's own types) -> the type's number."""
        self.nodes: list[tuple[_File, str, str, Node]] = []
        self.enums: dict[str, dict[int, str]] = {}
        self.views: dict[str, int] = {}
        self.known: dict[tuple[int, int], Static] = {}
        """What values are known to be; a number, while that is being found out."""

    def file(self, kind: str, name: str) -> _File:
        if name not in self.files:
            path = f"specs/{kind}/{name}.ksy"
            tree = parse((self.root / path).read_text(encoding="utf-8"), path)
            meta = tree.need("meta")
            made = _File(name, tree, meta.text("endian") == "le", meta.text("bit-endian") == "le")
            self.files[name] = made
            for ident, node in tree.mapped("instances"):
                if kind == "formats" and node.get("pos") is None:
                    made.constants[ident] = node.need("value").as_text()
            for ident, node in tree.mapped("enums"):
                self.enums[f"{name}::{ident}"] = {
                    int(value, 0): m.need("id").as_text()
                    if isinstance(m.value, dict)
                    else m.as_text()
                    for value, m in node.items()
                }
        return self.files[name]

    def run(self) -> Views:
        views = []
        for path in sorted((self.root / "specs/views").glob("*.ksy")):
            file = self.file("views", path.stem)
            number = self.declared(file, "", path.stem)
            views.append(View(path.stem, _format(path.stem), number))
        for number in range(len(self.types)):
            self.places(number)
        for one in self.types:
            one.uniform = self.uniform(one)
        self.leading()
        return Views(tuple(views), tuple(self.types), self.enums)

    # --- types

    def declared(self, file: _File, name: str, view: str) -> int:
        """The number of a type, which is read when it is first asked for."""
        of_view = file.id == view
        key = (file.id, name, view if of_view else "")
        if key in self.numbers:
            return self.numbers[key]
        node = file.root if not name else file.root.need("types").need(name)
        number = self.numbers[key] = len(self.types)
        params = node.listed("params")
        shown = (name or file.id) if of_view else f"{file.id}::{name}"
        made = Type(shown, [], len(node.listed("seq")), len(params))
        self.types.append(made)
        self.nodes.append((file, name, view if of_view else "", node))
        if not name:
            self.views[view] = number
        listed = [*((n.text("id"), n) for n in node.listed("seq")), *node.mapped("instances")]
        made.attrs += [Attr(ident, Kind.VALUE) for ident, _ in listed]  # they name each other
        for at, (_, attr) in enumerate(listed):
            self.attribute(number, at, attr)
        self.meaning(number, node)
        return number

    def meaning(self, number: int, node: Node) -> None:
        """What an entry means, as one expression of its cases."""
        cases = node.get("-instar-entry")
        if cases is None:
            return
        numbers = {meaning.value: i for i, meaning in enumerate(Meaning, 1)}
        text = ""
        for case in cases.as_list():
            test = case.get("if")
            text += f"({test.as_text()}) ? " if test else ""
            text += f"{numbers[case.text('means')]}" + (" : " if test else "")
        self.types[number].means = compile(text, self.scope(number))[0]

    def node_of(self, number: int, at: int) -> Node:
        node = self.nodes[number][3]
        seq = node.listed("seq")
        return seq[at] if at < len(seq) else node.mapped("instances")[at - len(seq)][1]

    def type_named(self, file: _File, view: str, name: str) -> int:
        spec, _, bare = name.rpartition("::")
        if spec and spec != file.id:
            return self.declared(self.file("formats", spec), bare, view or spec)
        return self.declared(file, bare, view or file.id + "/")

    def scope(self, number: int, it: Static | None = None) -> Scope:
        file, _, view, node = self.nodes[number]
        params = [p.text("id") for p in node.listed("params")]
        root = self.views.get(view) if view else None

        def attr(type: int, name: str) -> tuple[int, Static] | None:
            ids = [a.id for a in self.types[type].attrs]
            return (ids.index(name), self.static(type, ids.index(name))) if name in ids else None

        def param(name: str) -> tuple[int, Static] | None:
            return (params.index(name), NUMBER) if name in params else None

        def constant(name: str) -> int | None:
            return self.constant(file, name)

        def member(name: str) -> int:
            enum, _, wanted = name.rpartition("::")
            spec, _, bare = enum.rpartition("::")
            members = self.enums.get(f"{spec or file.id}::{bare}", {})
            found = [value for value, ident in members.items() if ident == wanted]
            if not found:
                raise ViewError(f"no member is named {name!r}")
            return found[0]

        def size_of(name: str) -> int:
            size = self.size(self.type_named(file, view, name))
            if size is None:
                raise ViewError(f"the size of {name!r} varies")
            return size // 8

        def named(name: str) -> int:
            return self.type_named(file, view, name)

        return Scope(attr, param, constant, member, size_of, named, number, root, it)

    def constant(self, file: _File, name: str) -> int | None:
        text = file.constants.get(name)
        if text is None or text.startswith("["):
            return None
        scope = Scope(
            lambda *_: None,
            lambda _: None,
            lambda other: self.constant(file, other),
            lambda _: 0,
            lambda other: (self.size(self.type_named(file, "", other)) or 0) // 8,
            lambda _: 0,
            -1,
            None,
        )
        code, _ = compile(text, scope)
        return _constant(code)

    def static(self, number: int, at: int) -> Static:
        """What is known of an attribute before anything is read."""
        node = self.node_of(number, at)
        file, _, view, _ = self.nodes[number]
        many = node.get("repeat") is not None
        kind = node.get("type")
        if node.get("value") is not None:
            if (number, at) not in self.known:
                self.known[number, at] = NUMBER
                self.known[number, at] = self.compiled(number, node, "value")[1]
            return self.known[number, at]
        if kind is None or isinstance(kind.value, dict):
            return Static(None, many)
        text = kind.as_text().strip()
        if _NUMBER.match(text) or _BITS.match(text) or text in ("str", "strz"):
            return Static(None, many)
        match = _USER.match(text)
        assert match is not None
        return Static(self.type_named(file, view, match[1]), many)

    def compiled(
        self, number: int, node: Node, key: str, it: Static | None = None
    ) -> tuple[bytes, Static]:
        found = node.get(key)
        if found is None:
            return b"", NUMBER
        try:
            return compile(found.as_text(), self.scope(number, it))
        except ViewError as error:
            raise found.problem(str(error)) from None

    # --- attributes

    def attribute(self, number: int, at: int, node: Node) -> None:
        made = self.types[number].attrs[at]
        made.unit = node.text("-instar-unit")
        self.owned(number, made, node)
        if node.get("enum") is not None:
            file = self.nodes[number][0]
            name = node.text("enum")
            made.enum = name if "::" in name else f"{file.id}::{name}"
        made.value = self.compiled(number, node, "value")[0]
        if made.value:
            made.cond = self.compiled(number, node, "if")[0]
            return
        for key in ("pos", "size"):
            setattr(made, key, self.compiled(number, node, key)[0])
        made.cond = self.compiled(number, node, "if")[0]
        made.in_root = node.text("io") == "_root._io"
        made.to_end = node.flag("size-eos")
        self.kind(number, made, node)
        self.repeated(number, at, made, node)

    def owned(self, number: int, made: Attr, node: Node) -> None:
        """Whose its bytes are, and how tables lead there."""
        if (owner := node.get("-instar-owner")) is not None:
            known = {name: value for value, name in self.owners().items()}
            if owner.as_text() not in known:
                raise owner.problem(f"must be one of {', '.join(known)}")
            made.owner = known[owner.as_text()]
        made.guest = self.compiled(number, node, "-instar-guest")[0]
        made.span = self.compiled(number, node, "-instar-guest-length")[0]
        made.index = self.index(number, node)
        made.counts = self.compiled(number, node, "-instar-counts")[0]
        made.trees, made.below = node.flag("-instar-trees"), node.flag("-instar-below")

    def index(self, number: int, node: Node) -> bytes:
        """Which element leads to a byte of the disk: an expression, or what a format says of the
        place that is named.
        """
        found = node.get("-instar-index")
        place = found and _PLACE.match(found.as_text().strip())
        if found is None or not place:
            return self.compiled(number, node, "-instar-index", NUMBER)[0]
        file = self.file("formats", place[1])
        places = {one.text("id"): one for one in file.root.listed("-instar-places")}
        if place[2] not in places or not places[place[2]].text("index"):
            raise found.problem(f"{place[1]} has no place {place[2]!r} with an index")
        around = "_root." if self.nodes[number][1] else ""

        def here(name: re.Match[str]) -> str:
            if name[0] == "offset":
                return "_"
            if name[0] in places:
                return around + self.root_id(number, place[1], places[name[0]])
            known = self.constant(file, name[0])
            return f"{around}{name[0]}" if known is None else str(known)

        text = _BARE.sub(here, places[place[2]].text("index"))
        try:
            return compile(text, self.scope(number, NUMBER))[0]
        except ViewError as error:
            raise found.problem(f"{text}: {error}") from None

    def root_id(self, number: int, spec: str, place: Node) -> str:
        """What a view calls the structure at a place: as the format does, or what has its type."""
        root = self.nodes[self.views[self.nodes[number][2]]][3]
        listed = [*((n.text("id"), n) for n in root.listed("seq")), *root.mapped("instances")]
        ids = {node.text("type"): name for name, node in listed}
        name = place.text("id")
        return name if name in ids.values() else ids[f"{spec}::{place.text('type')}"]

    def owners(self) -> dict[int, str]:
        self.file("abi", "view")
        return self.enums["view::owner"]

    def leading(self) -> None:
        """Which attributes lead to what has an owner, and which types to lists."""
        changed = True
        while changed:
            changed = False
            for one in (one for one in self.types if not one.lists):
                one.lists = any(
                    a.repeat is not Repeat.ONCE
                    or a.kind is Kind.CASES
                    or (a.kind is Kind.OBJECT and self.types[a.type].lists)
                    for a in one.attrs
                )
                changed |= one.lists
            for attr in (attr for one in self.types for attr in one.attrs if not attr.leads):
                inside = [case for _, case in attr.cases]
                if attr.kind is Kind.OBJECT:
                    inside = [attr.type]
                below = (other for number in inside for other in self.types[number].attrs)
                attr.leads = changed_here = any(a.owner or a.leads for a in below)
                changed |= changed_here

    def kind(self, number: int, made: Attr, node: Node) -> None:
        file, _, view, _ = self.nodes[number]
        kind, contents, end = node.get("type"), node.get("contents"), node.get("terminator")
        made.base64 = node.text("process") == "base64_text"
        if kind is None:
            made.kind = Kind.BYTES
            if contents is not None:
                made.size = integer(_length(contents))
            return
        if isinstance(kind.value, dict):
            made.kind = Kind.CASES
            made.value = self.compiled(number, kind, "switch-on")[0]
            made.cases = tuple(self.case(number, k, v) for k, v in kind.need("cases").items())
            return
        text = kind.as_text().strip()
        if match := _NUMBER.match(text):
            made.kind, made.width, made.signed = Kind.NUMBER, int(match[2]), match[1] == "s"
            made.little = match[3] == "le" if match[3] else file.little
        elif match := _BITS.match(text):
            made.kind, made.width = Kind.BITS, int(match[1])
            made.little = match[2] == "le" if match[2] else file.little_bits
        elif text in ("str", "strz"):
            made.kind = Kind.TEXT
            if text == "strz":
                made.terminator = 0
        else:
            match = _USER.match(text)
            if match is None:
                raise kind.problem(f"type {text!r} is not possible here")
            made.kind, made.type = Kind.OBJECT, self.type_named(file, view, match[1])
            scope = self.scope(number)
            for part in _COMMA.split(match[2]) if match[2] else ():
                made.args += compile(part, scope)[0]
        if end is not None:
            made.terminator = end.as_int()

    def case(self, number: int, name: str, node: Node) -> tuple[int, int]:
        file, _, view, _ = self.nodes[number]
        value = _constant(compile(name, self.scope(number))[0])
        if value is None:
            raise node.problem("a case is a number or a member of an enum")
        return value, self.type_named(file, view, node.as_text())

    def repeated(self, number: int, at: int, made: Attr, node: Node) -> None:
        match node.text("repeat"):
            case "":
                return
            case "expr":
                made.repeat = Repeat.COUNT
                made.count = self.compiled(number, node, "repeat-expr")[0]
            case "until":
                made.repeat = Repeat.UNTIL
                one = Static(self.static(number, at).type)
                made.count = self.compiled(number, node, "repeat-until", one)[0]
            case "eos":
                made.repeat = Repeat.TO_END

    # --- sizes and places that are always the same

    def size(self, number: int) -> int | None:
        """Bits of a type."""
        found = self.types[number].size
        if found is not None:
            return found
        at: int | None = 0
        for attr in self.types[number].attrs[: self.types[number].num_seq]:
            one = self.extent(attr)
            at = None if at is None or one is None else _aligned(at, attr) + one
        self.types[number].size = None if at is None else -(-at // 8) * 8
        return self.types[number].size

    def uniform(self, one: Type) -> bool:
        """Whether its size follows from the root alone."""
        return all(
            attr.repeat in (Repeat.ONCE, Repeat.COUNT)
            and not attr.to_end
            and attr.terminator is None
            and attr.kind is not Kind.CASES
            and all(_of_root(code) for code in (attr.cond, attr.size, attr.count))
            and (attr.kind is not Kind.OBJECT or attr.size or self.uniform(self.types[attr.type]))
            for attr in one.attrs[: one.num_seq]
        )

    def extent(self, attr: Attr) -> int | None:
        """Bits of an attribute."""
        if attr.cond or attr.repeat in (Repeat.UNTIL, Repeat.TO_END):
            return None
        times = _constant(attr.count) if attr.repeat is Repeat.COUNT else 1
        one = self.one(attr)
        return None if one is None or times is None else one * times

    def one(self, attr: Attr) -> int | None:
        match attr.kind:
            case Kind.NUMBER:
                return attr.width * 8
            case Kind.BITS:
                return attr.width
            case Kind.OBJECT if not attr.size:
                return None if attr.terminator is not None else self.size(attr.type)
        size = _constant(attr.size)
        return None if size is None or attr.to_end else size * 8

    def places(self, number: int) -> None:
        self.size(number)
        at: int | None = 0
        for attr in self.types[number].attrs[: self.types[number].num_seq]:
            if at is not None:
                at = attr.offset = _aligned(at, attr)
            one = self.extent(attr)
            at = None if at is None or one is None else at + one


def _aligned(at: int, attr: Attr) -> int:
    return at if attr.kind is Kind.BITS else -(-at // 8) * 8


_WITH_NUMBER = (Op.INT, Op.ATTR, Op.SKIP, Op.SKIP_IF_NOT)
_OF_OBJECT = (Op.BYTES, Op.PARAM, Op.SELF, Op.ELEMENT, Op.INDEX, Op.IT)
_OF_STREAM = (Op.IO_SIZE, Op.IO_POS, Op.IO_EOF)


def _of_root(code: bytes) -> bool:
    """Whether a program works with numbers and what the root leads to."""
    at = 0
    while at < len(code):
        if code[at] in (*_OF_OBJECT, *_OF_STREAM):
            return False
        has_number = code[at] in _WITH_NUMBER
        at += 1
        while has_number and code[at] > 0x7F:
            at += 1
        at += has_number
    return True


def _constant(code: bytes) -> int | None:
    """The value of a program that is one number, or works with numbers alone."""
    stack: list[int] = []
    at = 0
    while at < len(code):
        op = code[at]
        at += 1
        if op == Op.INT:
            number, shift = 0, 0
            while True:
                byte = code[at]
                at += 1
                number |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80:
                    break
            stack.append(number >> 1 if number % 2 == 0 else -((number + 1) >> 1))
        elif op in _FOLDED:
            right = stack.pop()
            stack.append(_FOLDED[op](stack.pop(), right))
        elif op == Op.NEG:
            stack.append(-stack.pop())
        else:
            return None
    return stack[0] if len(stack) == 1 else None


_FOLDED: dict[int, Callable[[int, int], int]] = {
    Op.ADD: int.__add__,
    Op.SUB: int.__sub__,
    Op.MUL: int.__mul__,
    Op.DIV: int.__floordiv__,
    Op.MOD: int.__mod__,
    Op.SHL: int.__lshift__,
    Op.SHR: int.__rshift__,
    Op.AND: int.__and__,
    Op.OR: int.__or__,
}


def _length(contents: Node) -> int:
    if isinstance(contents.value, list):
        return sum(
            1 if isinstance(item.value, int) else len(item.as_text().encode())
            for item in contents.value
        )
    return len(contents.as_text().encode())


def _format(view: str) -> str:
    """The format that a view is of."""
    return view.removesuffix("_image").removesuffix("_text").removesuffix("_cowd")


def load_views(root: Path) -> Views | None:
    """Every view, if there are any. Raises `Problem`."""
    if not (root / "specs/views").is_dir():
        return None
    return _Loader(root).run()
