# SPDX-License-Identifier: Apache-2.0
"""Host Python: constants and writers of every structure.

`instar/generated/<abi>.py` for what host and guest tell each other, with `unpack`;
`instar/generated/formats/<fmt>.py` for images, without: the host writes images, it never reads one.
The readers of image structures stand in `tests/generated/readers`, where tests compare them with
the guest's parsers.
"""

from __future__ import annotations

from codegen.model import model as m
from codegen.model.expr import constant
from codegen.out.expression import bare, python_expr, python_int, python_text
from codegen.out.write import marker, python_banner
from codegen.python.check import check
from codegen.python.layout import (
    attribute,
    contents_of,
    default_of,
    pieces,
)
from codegen.python.names import (
    class_of,
    doc_text,
    enum_doc,
    module_of,
    self_names,
    uses_param,
    value_of,
)
from codegen.python.pack import pack, struct_format
from codegen.python.reader import emit_reader, reader_imports

PACKAGES = (
    "instar/generated/enums",
    "instar/generated/formats",
    "instar/generated/structures",
    "tests/generated",
    "tests/generated/readers",
)
APART = ("block", "channel")
"""Specs whose structures the host takes apart by hand. The module of the spec has what it needs of
them, and imports their classes from `structures` when somebody asks for one.
"""


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    """Every Python file."""
    out: dict[str, str] = {}
    for spec in specs:
        if spec.is_abi:
            module = _Module(specs, spec, readers=True)
            out[f"instar/generated/{spec.id}.py"] = module.text()
            if spec.id in APART:
                out[f"instar/generated/structures/{spec.id}.py"] = module.structures_text()
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
        for item in spec.named_bytes:
            body += [f"{item.id.upper()} = {item.data!r}", f'"""{doc_text(item.doc)}"""']
        for string in spec.strings:
            body += [
                f"{string.id.upper()} = {python_text(string.text)}",
                f'"""{doc_text(string.doc)}"""',
            ]
        for magic in spec.magics:
            body += [f"# {doc_text(magic.doc)} At {magic.offset}: {magic.data.hex(' ')}"]
        for enum in spec.enums:
            body += ["", *self.constants(enum)]
        if spec.id in APART:
            body += self.apart()
        else:
            body += self.structures()
        self.lines += self.imports("\n".join(body))
        self.lines += body
        return self.finished()

    def structures_text(self) -> str:
        """The module of the structures alone."""
        self.lines = [python_banner(marker("python", self.spec)).rstrip("\n")]
        self.lines += [f'"""{doc_text(self.spec.title).rstrip(".")}: structures."""', ""]
        self.lines += ["from __future__ import annotations", ""]
        body = self.structures()
        self.lines += [*self.imports("\n".join(body)), *body]
        return self.finished()

    def finished(self) -> str:
        return "\n".join(self.lines).replace("\n\n\n\n", "\n\n\n").rstrip("\n") + "\n"

    def structures(self) -> list[str]:
        return [line for one in self.spec.structures for line in ("", *self.structure(one))]

    def apart(self) -> list[str]:
        """The sizes of structures whose classes are somewhere else, and the way there."""
        home, out = f"instar.generated.structures.{self.spec.id}", [""]
        for structure in self.spec.structures:
            if structure.size is not None:
                out.append(f"LEN_{structure.name.upper()} = {structure.size}")
        names = [structure.python_name for structure in self.spec.structures]
        out += ["", "if TYPE_CHECKING:"]
        out += [f"    from {home} import {name} as {name}" for name in names]
        out += ["else:", "", "    def __getattr__(name):"]
        out += [f"        if name not in {tuple(names)}:"]
        out += [
            '            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")'
        ]
        return [
            *out,
            f"        from {home.rpartition('.')[0]} import {self.spec.id}",
            "",
            f"        return getattr({self.spec.id}, name)",
        ]

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
            n
            for n in ("FieldError", "Values", "crc32", "crc32c", "ones_complement_sum")
            if f"{n}(" in body
        ]
        if layout:
            local.append(f"from instar.layout import {', '.join(layout)}")
        used_of_record = (("Record", "(Record"), ("later", "later("), ("replace", "replace("))
        names = [name for name, use in used_of_record if use in body]
        if names:
            local.append(f"from instar.record import {', '.join(names)}")
        checking: list[str] = []
        if "TYPE_CHECKING" in body or "ClassVar" in body:
            checking += ["", "TYPE_CHECKING = False"]
        if "ClassVar" in body:
            checking += ["if TYPE_CHECKING:", "    from typing import ClassVar"]
        return [*out, "", *local, *checking, "", ""]

    def constants(self, enum: m.EnumType) -> list[str]:
        """An enum's values: plain integers, for type checkers of a type of their own."""
        name = class_of(enum)
        values = ", ".join(f"{member.id.upper()}={value_of(member)}" for member in enum.members)
        out = ["if TYPE_CHECKING:", "", f"    class {name}(int):"]
        out += [f'        """{enum_doc(enum)}"""', ""]
        out += [f"        {member.id.upper()}: ClassVar[{name}]" for member in enum.members]
        return [*out, "", "else:", f"    {name} = Values({values})", ""]

    def structure(self, structure: m.Structure) -> list[str]:
        name = structure.python_name
        out = [f"class {name}(Record, kw_only=True):"]
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
                layout = struct_format(self.specs, structure, piece)
                out.append(
                    f'    _LAYOUT{number}: ClassVar[struct.Struct] = struct.Struct("{layout}")'
                )
        out.append("")
        for item in structure.fields:
            if contents_of(item) is None:
                out += self.attribute(item)
        for derived in structure.derived:
            out += self.derived(structure, derived.id)
        out += check(self.specs, structure)
        out += pack(self.specs, structure)
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
        used = [p for p in structure.params if uses_param(text, p.id)]
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
