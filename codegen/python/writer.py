# SPDX-License-Identifier: Apache-2.0
"""Host Python: constants and writers of every structure.

`instar/generated/<abi>.py` for what host and guest tell each other, with `unpack`;
`instar/generated/formats/<fmt>.py` for images, without: the host writes images, it never reads one.
The readers of image structures stand in `tests/generated/readers`, where tests compare them with
the guest's parsers.
"""

from __future__ import annotations

from codegen.model import model as m
from codegen.model.expr import Expr, constant
from codegen.out.expression import bare, python_expr, python_int, python_text
from codegen.out.write import marker, python_banner
from codegen.python.layout import (
    CODES,
    Piece,
    attribute,
    contents_of,
    default_of,
    order_of,
    pieces,
    word,
)
from codegen.python.reader import emit_reader, reader_imports
from codegen.python.rules import CHECKSUMS, raise_line, rule_lines

PACKAGES = (
    "instar/generated/enums",
    "instar/generated/formats",
    "tests/generated",
    "tests/generated/readers",
)


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    """Every Python file."""
    out: dict[str, str] = {}
    for spec in specs:
        if spec.is_abi:
            out[f"instar/generated/{spec.id}.py"] = _Module(specs, spec, readers=True).text()
        else:
            out[f"instar/generated/formats/{spec.id}.py"] = _Module(
                specs, spec, readers=False
            ).text()
            out[f"tests/generated/readers/{spec.id}.py"] = _reader_module(specs, spec)
    for package in PACKAGES:
        out[f"{package}/__init__.py"] = (
            "# SPDX-License-Identifier: Apache-2.0\n"
            "# INSTAR-GEN python specs\n"
            '"""Generated from `specs/`: edit a spec, then run `make codegen`."""\n'
        )
    return out


def module_of(spec: m.SpecFile) -> str:
    """Where the classes of `spec` are imported from."""
    return f"instar.generated.{spec.id}" if spec.is_abi else f"instar.generated.formats.{spec.id}"


def class_of(enum: m.EnumType) -> str:
    """The name of an enum's class, both as constants and as an enum."""
    return m.camel(f"{enum.spec}_{enum.name}")


def enum_doc(enum: m.EnumType) -> str:
    """What its class says of an enum."""
    return doc_text(enum.doc) or f"Values of {enum.name}."


def value_of(member: m.Member) -> str:
    """A member's value, as written."""
    return python_int(member.value, member.value > 0xFFFF)


def doc_text(doc: str) -> str:
    """A doc as it may be between triple quotes."""
    return " ".join(doc.split()).replace("\\", "\\\\").replace('"""', "'''")


def self_names(path: tuple[str, ...]) -> str:
    return "self." + ".".join(attribute(part) for part in path)


class _Module:
    """One emitted module."""

    def __init__(self, specs: tuple[m.SpecFile, ...], spec: m.SpecFile, readers: bool) -> None:
        self.specs = specs
        self.spec = spec
        self.readers = readers
        self.lines: list[str] = []

    def text(self) -> str:
        spec = self.spec
        self.lines = [python_banner(marker("python", spec)).rstrip("\n")]
        self.lines += [
            f'"""{doc_text(spec.title).rstrip(".")}."""',
            "",
            "from __future__ import annotations",
            "",
        ]
        body: list[str] = []
        for constant_ in spec.constants:
            body += [
                f"{constant_.id.upper()} = {python_int(constant_.value, constant_.hexadecimal)}",
                f'"""{doc_text(constant_.doc)}"""',
            ]
        for string in spec.strings:
            body += [
                f"{string.id.upper()} = {python_text(string.text)}",
                f'"""{doc_text(string.doc)}"""',
            ]
        for magic in spec.magics:
            body += [f"# {doc_text(magic.doc)} At {magic.offset}: {magic.data.hex(' ')}"]
        for enum in spec.enums:
            body += ["", *self.constants(enum)]
        for structure in spec.structures:
            body += ["", *self.structure(structure)]
        self.lines += self.imports("\n".join(body))
        self.lines += body
        return "\n".join(self.lines).replace("\n\n\n\n", "\n\n\n").rstrip("\n") + "\n"

    def imports(self, body: str) -> list[str]:
        out: list[str] = []
        if self.spec.structures and "_LAYOUT" in body:
            out.append("import struct")
        others = sorted(set(self.spec.imports))
        local: list[str] = []
        for other in others:
            source = next(s for s in self.specs if s.id == other)
            used = [s.python_name for s in source.structures if s.python_name in body]
            used += [e for e in (class_of(x) for x in source.enums) if e in body]
            if used:
                local.append(f"from {module_of(source)} import {', '.join(sorted(set(used)))}")
        layout = [
            n for n in ("FieldError", "crc32", "crc32c", "ones_complement_sum") if f"{n}(" in body
        ]
        if layout:
            local.append(f"from instar.layout import {', '.join(layout)}")
        names = [n for n in ("later", "record", "replace") if f"{n}(" in body]
        if names:
            local.append(f"from instar.record import {', '.join(names)}")
        checking: list[str] = []
        if "TYPE_CHECKING" in body or "ClassVar" in body:
            checking += ["", "TYPE_CHECKING = False", "if TYPE_CHECKING:"]
            checking += ["    from typing import ClassVar"]
        return [*out, "", *local, *checking, "", ""]

    def constants(self, enum: m.EnumType) -> list[str]:
        """An enum's values: plain integers of a type of their own, cheap to import."""
        name = class_of(enum)
        out = [f"class {name}(int):", f'    """{enum_doc(enum)}"""', "", "    if TYPE_CHECKING:"]
        out += [f"        {member.id.upper()}: ClassVar[{name}]" for member in enum.members]
        out += ["    else:"]
        out += [f"        {member.id.upper()} = {value_of(member)}" for member in enum.members]
        return [*out, ""]

    def structure(self, structure: m.Structure) -> list[str]:
        name = structure.python_name
        out = ["@record(kw_only=True)", f"class {name}:"]
        out += [f'    """{doc_text(structure.doc)}"""', ""]
        if structure.size is not None:
            out.append(f"    SIZE: ClassVar[int] = {structure.size}")
        else:
            out.append(f"    MIN_SIZE: ClassVar[int] = {structure.min_size}")
        for constant_ in structure.constants:
            value = python_int(constant_.value, constant_.hexadecimal)
            out += [
                f"    {constant_.id.upper()}: ClassVar[int] = {value}",
                f'    """{doc_text(constant_.doc)}"""',
            ]
        for string in structure.strings:
            out += [f"    {string.id.upper()}: ClassVar[str] = {python_text(string.text)}"]
        for item in structure.fields:
            data = contents_of(item)
            if data is not None and any(data):
                out.append(f"    {item.id.upper()}: ClassVar[bytes] = {data!r}")
        for item in structure.fields:
            out += self.limits(item)
        for number, piece in enumerate(pieces(structure)):
            if not piece.variable:
                layout = self.format(structure, piece)
                out.append(
                    f'    _LAYOUT{number}: ClassVar[struct.Struct] = struct.Struct("{layout}")'
                )
        out.append("")
        for item in structure.fields:
            if contents_of(item) is None:
                out += self.attribute(item)
        for derived in structure.derived:
            out += self.derived(structure, derived.id)
        out += self.check(structure)
        out += self.pack(structure)
        if self.readers:
            out += ["", *emit_reader(self.specs, structure, method=True)]
        return [*out, ""]

    def limits(self, item: m.Field) -> list[str]:
        """The ends of a field's range, for those who check a value before there is a structure."""
        out: list[str] = []
        for rule in item.rules:
            if not isinstance(rule, m.Range):
                continue
            for end, expr in (("MIN", rule.min), ("MAX", rule.max)):
                value = None if expr is None else constant(expr)
                if value is not None:
                    out.append(
                        f"    {item.id.upper()}_{end}: ClassVar[int] "
                        f"= {python_int(value, value > 0xFFFF)}"
                    )
        return out

    def attribute(self, item: m.Field) -> list[str]:
        kind = self.annotation(item)
        default = default_of(self.specs, item)
        if item.condition is not None and isinstance(item.kind, m.Integer | m.Bits):
            default = default or "0"
        assign = f" = {default}" if default is not None else ""
        rules = "; ".join(rule.text for rule in item.rules if not isinstance(rule, m.Eq | m.InEnum))
        tail = f" {rules[:1].upper()}{rules[1:]}." if rules else ""
        doc = " ".join(t for t in (doc_text(item.doc) or "Reserved.", doc_text(tail)) if t)
        return [f"    {attribute(item.id)}: {kind}{assign}", f'    """{doc}"""']

    def annotation(self, item: m.Field) -> str:
        match item.kind:
            case m.Integer():
                return "int"
            case m.Bits(boolean=boolean):
                return "bool" if boolean else "int"
            case m.Bytes() | m.String():
                return "bytes"
            case m.Nested(type=ref):
                return m.structure_of(self.specs, ref).python_name
            case m.Array(element=element):
                match element:
                    case m.Integer():
                        return "tuple[int, ...]"
                    case m.Bytes():
                        return "tuple[bytes, ...]"
                    case m.Nested(type=ref):
                        return f"tuple[{m.structure_of(self.specs, ref).python_name}, ...]"

    def derived(self, structure: m.Structure, name: str) -> list[str]:
        item = next(d for d in structure.derived if d.id == name)
        text = bare(python_expr(item.expr, self_names))
        kind = "bool" if item.boolean else "int"
        doc = f'        """{doc_text(item.doc)}"""'
        used = [p for p in structure.params if _uses_param(text, p.id)]
        if used:
            args = ", ".join(f"{p.id}: int" for p in used)
            return [
                "",
                f"    def {attribute(name)}(self, {args}) -> {kind}:",
                doc,
                f"        return {text}",
            ]
        return [
            "",
            "    @property",
            f"    def {attribute(name)}(self) -> {kind}:",
            doc,
            f"        return {text}",
        ]

    # --- rules

    def check(self, structure: m.Structure) -> list[str]:
        params = "".join(f"{p.id}: int, " for p in structure.params)
        out = ["", f"    def check(self, {params}base: int = 0) -> None:"]
        doc = (
            "Raise `FieldError` for the first rule broken, "
            "in spec order; `base` is the structure's place."
        )
        out += [f'        """{doc}"""']
        moving = any(f.offset is None for f in structure.fields)
        body: list[str] = []
        for piece in pieces(structure):
            body += self.check_piece(piece, moving, structure)
        if not any("raise " in line or ".check(" in line for line in body):
            return [*out, "        del base"]
        return [*out, *(["        at = base"] if moving else []), *body]

    def check_piece(self, piece: Piece, moving: bool, structure: m.Structure) -> list[str]:
        """The checks of one piece; where places move, `at` is the place of the piece and is moved
        past it.
        """
        pad = "        "
        out: list[str] = []
        inner = pad
        if piece.condition is not None:
            out.append(f"{pad}if {bare(python_expr(piece.condition, self_names))}:")
            inner = pad + "    "
        offset = 0
        for group in piece.groups:
            for item in group:
                place = f"at + {offset}" if offset else "at"
                if not moving:
                    assert item.offset is not None
                    place = f"base + {item.offset}" if item.offset else "base"
                if contents_of(item) is None:
                    out += [inner + line for line in self.check_field(structure, item, place)]
            if not piece.variable:
                assert group[0].size is not None
                offset += group[0].size
        if moving:
            out.append(f"{inner}at += {self.step(piece)}")
        return out

    def step(self, piece: Piece) -> str:
        """The size of a piece, as text."""
        if not piece.variable:
            return str(piece.size)
        head = piece.groups[0][0]
        name = f"self.{attribute(head.id)}"
        match head.kind:
            case m.Array(element=element):
                match element:
                    case m.Integer(width=width):
                        return f"{width} * len({name})"
                    case m.Bytes(size=size):
                        return f"{constant(size)} * len({name})"
                    case m.Nested(type=ref):
                        return f"{m.structure_of(self.specs, ref).size} * len({name})"
            case m.String(size=size):
                return f"len({name})" if size else f"len({name}) + 1"
            case m.Bytes():
                return f"len({name})"
            case m.Integer() | m.Bits() | m.Nested():
                raise AssertionError(head)

    def check_field(self, structure: m.Structure, item: m.Field, place: str) -> list[str]:
        name = f"self.{attribute(item.id)}"
        out: list[str] = []
        match item.kind:
            case m.Nested(args=args):
                out.append(f"{name}.check({self.args(args)}base={place})")
            case m.Array(element=m.Nested(type=ref, args=args)):
                size = m.structure_of(self.specs, ref).size
                out += [
                    f"for index, item in enumerate({name}):",
                    f"    item.check({self.args(args)}base={place} + {size} * index)",
                ]
            case m.Bytes(size=size) | m.String(size=size) if size is not None:
                want = python_expr(size, self_names)
                exact = "!=" if isinstance(item.kind, m.Bytes) or item.is_variable else ">"
                out += [
                    f"if len({name}) {exact} {want}:",
                    "    "
                    + raise_line(
                        structure, item, place, f"len({name})", f"must have the length {want}", 7
                    ),
                ]
            case m.Integer() | m.Bits() | m.Bytes() | m.String() | m.Array():
                pass
        for rule in item.rules:
            out += rule_lines(self.specs, structure, item, rule, name, place, self_names)
        return out

    def args(self, args: tuple[Expr, ...]) -> str:
        return "".join(f"{bare(python_expr(a, self_names))}, " for a in args)

    # --- bytes

    def format(self, structure: m.Structure, piece: Piece) -> str:
        order = order_of(structure)
        return ("<" if word(order) == "little" else ">") + "".join(
            self.token(structure, group) for group in piece.groups
        )

    def token(self, structure: m.Structure, group: tuple[m.Field, ...]) -> str:
        head = group[0]
        order = order_of(structure)
        data = contents_of(head)
        if data is not None:
            return f"{len(data)}s" if any(data) else f"{len(data)}x"
        match head.kind:
            case m.Integer(width=width, order=field_order, signed=signed) if (
                field_order is order or width == 1
            ):
                return CODES[width].lower() if signed else CODES[width]
            case m.Bits(group_size=size, order=field_order) if size in CODES and (
                field_order is order or size == 1
            ):
                return CODES[size]
            case m.Array(
                element=m.Integer(width=width, order=field_order, signed=signed), count=count
            ) if field_order is order:
                code = CODES[width].lower() if signed else CODES[width]
                return f"{constant(count)}{code}"
        return f"{head.size}s"

    def value(self, structure: m.Structure, group: tuple[m.Field, ...]) -> str | None:
        """The argument of `pack` for a group, or None where the format pads."""
        head = group[0]
        name = f"self.{attribute(head.id)}"
        data = contents_of(head)
        if data is not None:
            return f"self.{head.id.upper()}" if any(data) else None
        token = self.token(structure, group)
        as_bytes = token.endswith("s")
        match head.kind:
            case m.Integer(width=width, order=order, signed=signed):
                tail = ", signed=True" if signed else ""
                return f'{name}.to_bytes({width}, "{word(order)}"{tail})' if as_bytes else name
            case m.Bits(group_size=size, order=order):
                terms = [
                    f"self.{attribute(f.id)} << {f.kind.shift}"
                    if f.kind.shift
                    else f"self.{attribute(f.id)}"
                    for f in group
                    if isinstance(f.kind, m.Bits)
                ]
                text = " | ".join(terms)
                return f'({text}).to_bytes({size}, "{word(order)}")' if as_bytes else text
            case m.Bytes() | m.String():
                return name
            case m.Nested():
                return f"{name}.pack_unchecked()"
            case m.Array(element=m.Integer(width=width, order=order, signed=signed)):
                if not as_bytes:
                    return f"*{name}"
                return f'b"".join(x.to_bytes({width}, "{word(order)}") for x in {name})'
            case m.Array(element=m.Nested()):
                return f'b"".join(x.pack_unchecked() for x in {name})'
            case m.Array():
                return f'b"".join({name})'

    def pack(self, structure: m.Structure) -> list[str]:
        params = "".join(f", {p.id}: int" for p in structure.params)
        pass_on = ", ".join(p.id for p in structure.params)
        sums = [f for f in structure.fields if f.checksum is not None and not f.checksum.advisory]
        what = f"the {structure.size} bytes" if structure.size is not None else "the bytes"
        out = ["", f"    def pack(self{params}) -> bytes:"]
        sealed = " Its checksum is computed here." if sums else ""
        out += [f'        """Return {what} that the spec describes, checked.{sealed}"""']
        out += [f"        self.check({pass_on})"]
        out += [f"        return self.{'sealed().' if sums else ''}pack_unchecked()"]
        sealable = [f for f in structure.fields if f.checksum is not None]
        if sealable:
            out += self.sealed(structure, sealable)
        out += ["", "    def pack_unchecked(self) -> bytes:"]
        out += ['        """Return the bytes without `check`; for tests that need a bad image."""']
        parts = pieces(structure)
        if len(parts) == 1 and not parts[0].variable and parts[0].condition is None:
            return [*out, f"        return {self.pack_piece(structure, 0, parts[0])}"]
        out.append("        parts: list[bytes] = []")
        for number, piece in enumerate(parts):
            pad = "        "
            if piece.condition is not None:
                out.append(f"{pad}if {bare(python_expr(piece.condition, self_names))}:")
                pad += "    "
            out.append(f"{pad}parts.append({self.pack_piece(structure, number, piece)})")
        return [*out, '        return b"".join(parts)']

    def pack_piece(self, structure: m.Structure, number: int, piece: Piece) -> str:
        head = piece.groups[0][0]
        if not piece.variable:
            values = [
                v for group in piece.groups if (v := self.value(structure, group)) is not None
            ]
            return f"self._LAYOUT{number}.pack({', '.join(values)})"
        name = f"self.{attribute(head.id)}"
        match head.kind:
            case m.String(size=None):
                return f'{name} + b"\\0"'
            case m.Array():
                text = self.value(structure, (head,))
                if isinstance(head.kind.element, m.Integer):
                    element = head.kind.element
                    return (
                        f'b"".join(x.to_bytes({element.width}, '
                        f'"{word(element.order)}") for x in {name})'
                    )
                assert text is not None
                return text
            case m.Integer() | m.Bits() | m.Bytes() | m.String() | m.Nested():
                return name

    def sealed(self, structure: m.Structure, sums: list[m.Field]) -> list[str]:
        out = ["", f"    def sealed(self) -> {structure.python_name}:"]
        out += ['        """Return a copy whose checksum is that of its bytes."""']
        for item in sums:
            assert item.checksum is not None
            name = attribute(item.id)
            end = bare(python_expr(item.checksum.end, self_names))
            span = f"blank[{item.checksum.start}:{end}]"
            out += [f"        blank = replace(self, {name}=0).pack_unchecked()"]
            out += [
                f"        return replace(self, {name}={CHECKSUMS[item.checksum.algorithm]}({span}))"
            ]
        return out


def _uses_param(text: str, name: str) -> bool:
    import re

    return re.search(rf"(?<![\w.]){re.escape(name)}\b", text) is not None


def _reader_module(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> str:
    body: list[str] = []
    for structure in spec.structures:
        body += ["", *emit_reader(specs, structure, method=False), ""]
    head = [python_banner(marker("python-reader", spec)).rstrip("\n")]
    head += [
        f'"""Readers of the structures of {spec.id}: for tests; the host itself reads no image."""',
        "",
    ]
    head += [
        "from __future__ import annotations",
        "",
        *reader_imports(specs, spec, "\n".join(body)),
        "",
    ]
    return "\n".join([*head, *body]).rstrip("\n") + "\n"
