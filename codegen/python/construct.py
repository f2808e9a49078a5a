# SPDX-License-Identifier: Apache-2.0
"""`construct` declarations: `instar/generated/constructs/<spec>.py`. They build and parse by the
format's rules; no command imports them.
"""

from __future__ import annotations

from codegen.model import model as m
from codegen.model.expr import Expr, constant
from codegen.model.follow import by_format
from codegen.out.expression import bare, python_bytes, python_expr, python_members, python_text
from codegen.out.write import marker, python_banner, python_imports, python_package
from codegen.python.layout import contents_of, groups, word
from codegen.python.rules import CHECKSUMS

FOLDER = "instar/generated/constructs"


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    """One module for each spec that has structures."""
    what = "`construct` declarations of every structure in `specs/`"
    return python_package("construct", FOLDER, what, by_format(specs), _module)


def _module(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> str:
    body: list[str] = []
    for structure in spec.structures:
        body += ["", *_Declaration(specs, structure).lines(), ""]
    text = "\n".join(body)
    own = ["Bounded", "Checksummed", "Ruled", "Text", "WithParams", "number"]
    helpers = [n for n in own if f"{n}(" in text]
    lines = [
        python_banner(marker("construct", spec)).rstrip("\n"),
        f'"""{" ".join(spec.title.split()).rstrip(".")}: construct declarations."""',
        "",
        "import construct as c",
        "",
    ]
    sums = sorted({n for n in CHECKSUMS.values() if f" {n}," in text})
    if sums:
        lines.append(f"from instar.layout import {', '.join(sums)}")
    if helpers:
        lines.append(f"from instar.layout.constructs import {', '.join(helpers)}")
    lines += python_imports(FOLDER, specs, spec, text, lambda s: s.python_name)
    return "\n".join([*lines, *body]).rstrip("\n") + "\n"


def _this(path: tuple[str, ...]) -> str:
    return f'number(this["{path[0]}"]' + "".join(f'["{part}"]' for part in path[1:]) + ")"


def _raw(path: tuple[str, ...]) -> str:
    return f'this["{path[0]}"]' + "".join(f'["{part}"]' for part in path[1:])


class _Declaration:
    """One `Struct`."""

    def __init__(self, specs: tuple[m.SpecFile, ...], structure: m.Structure) -> None:
        self.specs = specs
        self.structure = structure

    def lines(self) -> list[str]:
        structure = self.structure
        rows: list[str] = []
        for number, group in enumerate(groups(structure)):
            rows += self.group(number, group)
        inner = [f"    {row}," for row in rows]
        sums = [f for f in structure.fields if f.checksum is not None and not f.checksum.advisory]
        if not sums:
            return [f"{structure.python_name} = c.Struct(", *inner, ")"]
        (item,) = sums
        assert item.checksum is not None and isinstance(item.kind, m.Integer)
        place = f'({item.offset}, {item.kind.width}, "{word(item.kind.order)}")'
        span = f"({item.checksum.start}, lambda this: {bare(self.text(item.checksum.end))})"
        return [
            f"{structure.python_name} = Checksummed(",
            "    c.Struct(",
            *(f"    {row}" for row in inner),
            "    ),",
            f'    "{structure.human_name}", "{item.id}", {place},',
            f"    {CHECKSUMS[item.checksum.algorithm]}, {span}, {int(m.Status.CHECKSUM)},",
            ")",
        ]

    def text(self, node: Expr, this: str = "value") -> str:
        from codegen.model.expr import FieldRef, walk

        texts = {
            n.path
            for n in walk(node)
            if isinstance(n, FieldRef) and not isinstance(self.kind_of(n.path), m.Integer | m.Bits)
        }
        return python_expr(
            node,
            lambda path: _raw(path) if path in texts or self.is_sequence(path) else _this(path),
            this,
            lambda name: f'this._params["{name}"]',
        )

    def kind_of(self, path: tuple[str, ...]) -> object:
        structure = self.structure
        for part in path[:-1]:
            kind = structure.field(part).kind
            assert isinstance(kind, m.Nested)
            structure = m.structure_of(self.specs, kind.type)
        return structure.field(path[-1]).kind

    def is_sequence(self, path: tuple[str, ...]) -> bool:
        return isinstance(self.kind_of(path), m.Bytes | m.String | m.Array)

    def group(self, number: int, group: tuple[m.Field, ...]) -> list[str]:
        head = group[0]
        if not isinstance(head.kind, m.Bits):
            return [f'"{head.id}" / {self.conditional(head, self.ruled(head, self.plain(head)))}']
        holder = f"_bits{number}"
        terms = " | ".join(
            f"{_this((f.id,))} << {f.kind.shift}" if f.kind.shift else _this((f.id,))
            for f in group
            if isinstance(f.kind, m.Bits)
        )
        whole = self.conditional(
            head,
            f"c.Rebuild({_integer(head.kind.group_size, head.kind.order, False)}, "
            f"lambda this: {terms})",
        )
        rows = [f'"{holder}" / {whole}']
        for item in group:
            assert isinstance(item.kind, m.Bits)
            mask = (1 << item.kind.width) - 1
            value = f'number(this["{holder}"]) >> {item.kind.shift} & {mask:#x}'
            if item.kind.boolean:
                value = f"bool({value})"
            part = f"c.Computed(lambda this: {value})"
            rows.append(f'"{item.id}" / {self.conditional(item, self.ruled(item, part))}')
        return rows

    def conditional(self, item: m.Field, text: str) -> str:
        if item.condition is None:
            return text
        return f"c.If(lambda this: {bare(self.text(item.condition))}, {text})"

    def plain(self, item: m.Field) -> str:
        data = contents_of(item)
        if data is not None:
            return f"c.Const({python_bytes(data)})"
        match item.kind:
            case m.Integer(width=width, order=order, signed=signed):
                return _integer(width, order, signed)
            case m.Bytes(size=size):
                return self.bounded(item, f"c.Bytes({self.size(size)})", size, 1)
            case m.String(size=None):
                return "c.NullTerminated(c.GreedyBytes)"
            case m.String(size=size, terminated=terminated):
                assert size is not None
                return self.bounded(item, f"Text({self.size(size)}, {terminated})", size, 1)
            case m.Nested(type=ref, args=args):
                return self.nested(ref.name, m.structure_of(self.specs, ref), args)
            case m.Array(element=element, count=count):
                inner, width = self.element(element)
                return self.bounded(item, f"c.Array({self.size(count)}, {inner})", count, width)
            case m.Bits():
                raise AssertionError("bits come in groups")

    def element(self, element: m.Integer | m.Nested | m.Bytes) -> tuple[str, int]:
        match element:
            case m.Integer(width=width, order=order, signed=signed):
                return _integer(width, order, signed), width
            case m.Nested(type=ref, args=args):
                inner = m.structure_of(self.specs, ref)
                return self.nested(ref.name, inner, args), inner.size or 1
            case m.Bytes(size=size):
                return f"c.Bytes({constant(size)})", constant(size) or 1

    def nested(self, name: str, inner: m.Structure, args: tuple[Expr, ...]) -> str:
        if not args:
            return inner.python_name
        pairs = ", ".join(
            f'"{p.id}": {bare(self.text(a))}' for p, a in zip(inner.params, args, strict=True)
        )
        return f"WithParams({inner.python_name}, lambda this: {{{pairs}}})"

    def size(self, node: Expr) -> str:
        fixed = constant(node)
        return str(fixed) if fixed is not None else f"lambda this: {bare(self.text(node))}"

    def bounded(self, item: m.Field, text: str, count: Expr, width: int) -> str:
        if constant(count) is not None or item.bound is None:
            return text
        times = f"{width} * " if width != 1 else ""
        return f"Bounded({text}, lambda this: {times}{self.text(count)}, {item.bound * width})"

    def ruled(self, item: m.Field, text: str) -> str:
        if contents_of(item) is not None:
            return text
        for rule in item.rules:
            text = (
                f'Ruled({text}, "{self.structure.human_name}", "{item.id}", '
                f"lambda value, this: {self.good(rule)}, "
                f"{python_text(rule.text)}, {int(rule.status)})"
            )
        return text

    def good(self, rule: m.Rule) -> str:
        match rule:
            case m.Eq(value=want):
                return f"value == {self.text(want)}"
            case m.Range(min=low, max=high):
                left = f"{self.text(low)} <= " if low is not None else ""
                right = f" <= {self.text(high)}" if high is not None else ""
                return f"{left}value{right}"
            case m.AnyOf(values=values):
                return f"value in ({', '.join(self.text(v) for v in values)},)"
            case m.ExprRule(expr=expr):
                return bare(self.text(expr))
            case m.InEnum(enum=ref):
                enum = next(s for s in self.specs if s.id == ref.spec).enum(ref.name)
                numbers = python_members(enum)
                return f"value in ({numbers},)"
            case m.Contents(data=data):
                return f"value == {python_bytes(data)}"


def _integer(width: int, order: m.ByteOrder, signed: bool) -> str:
    if width in (1, 2, 4, 8):
        sign = "s" if signed else "u"
        end = "l" if word(order) == "little" else "b"
        return f"c.Int{8 * width}{sign}{end}"
    swapped = ", swapped=True" if word(order) == "little" else ""
    return f"c.BytesInteger({width}{swapped})"
