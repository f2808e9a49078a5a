# SPDX-License-Identifier: Apache-2.0
"""Readers in Python: the same steps as the emitted C parsers, with the same status and offset on
failure.
"""

from __future__ import annotations

from codegen.model import model as m
from codegen.model.expr import constant
from codegen.out.expression import bare, python_expr
from codegen.python.layout import attribute, contents_of, groups, word
from codegen.python.rules import CHECKSUMS, rule_lines


def local_names(path: tuple[str, ...]) -> str:
    head = f"v_{path[0]}"
    return ".".join((head, *(attribute(part) for part in path[1:])))


def end(place: str, size: str) -> str:
    """The text of `place + size`, added up where both are numbers."""
    if place.isdecimal() and size.isdecimal():
        return str(int(place) + int(size))
    return size if place == "0" else f"{place} + {size}"


def reader_imports(specs: tuple[m.SpecFile, ...], spec: m.SpecFile, body: str) -> list[str]:
    """The import lines of a module of reader functions."""
    out: list[str] = []
    local: list[str] = []
    own = sorted(s.python_name for s in spec.structures)
    if own:
        local.append(f"from instar.generated.formats.{spec.id} import {', '.join(own)}")
    layout = [
        n for n in ("FieldError", "crc32", "crc32c", "ones_complement_sum") if f"{n}(" in body
    ]
    if layout:
        local.append(f"from instar.layout import {', '.join(layout)}")
    for other in sorted(spec.imports):
        source = next(s for s in specs if s.id == other)
        used = sorted(f"read_{s.c_name}" for s in source.structures if f"read_{s.c_name}(" in body)
        if used:
            local.append(f"from tests.generated.readers.{other} import {', '.join(used)}")
    return [*out, *local]


def emit_reader(specs: tuple[m.SpecFile, ...], structure: m.Structure, method: bool) -> list[str]:
    """A class method `unpack` (indented), or a function `read_<structure>`."""
    params = "".join(f", {p.id}: int" for p in structure.params)
    name = structure.python_name
    if method:
        lines = ["@classmethod", f"def unpack(cls, data: bytes{params}, base: int = 0) -> {name}:"]
    else:
        lines = [f"def read_{structure.c_name}(data: bytes{params}, base: int = 0) -> {name}:"]
    lines.append(f'    """Check and return the {structure.human_name} at the start of `data`."""')
    body = _Body(specs, structure, method).lines()
    make = "cls" if method else name
    args = ", ".join(
        f"{attribute(f.id)}=v_{f.id}" for f in structure.fields if contents_of(f) is None
    )
    lines += ["    " + line for line in body]
    lines.append(f"    return {make}({args})")
    return ["    " + line for line in lines] if method else lines


class _Body:
    """The statements of one reader."""

    def __init__(self, specs: tuple[m.SpecFile, ...], structure: m.Structure, method: bool) -> None:
        self.specs = specs
        self.structure = structure
        self.method = method
        self.out: list[str] = []
        self.moving = any(f.offset is None for f in structure.fields)

    def lines(self) -> list[str]:
        if self.structure.min_size:
            self.truncated(str(self.structure.min_size), "")
        if self.moving:
            self.out.append("at = 0")
        for number, group in enumerate(groups(self.structure)):
            self.group(number, group)
        return self.out

    def truncated(self, need: str, pad: str) -> None:
        human = self.structure.human_name
        self.out += [
            f"{pad}if len(data) < {need}:",
            f'{pad}    raise FieldError("{human}", "", base + len(data), len(data), '
            f'"needs more bytes", {int(m.Status.TRUNCATED)})',
        ]

    def group(self, number: int, group: tuple[m.Field, ...]) -> None:
        head = group[0]
        pad = ""
        if head.condition is not None:
            for item in group:
                if contents_of(item) is None:
                    self.out.append(f"v_{item.id} = {self.absent(item)}")
            self.out.append(f"if {bare(python_expr(head.condition, local_names))}:")
            pad = "    "
        place = "at" if self.moving else str(head.offset)
        here = f"base + {place}" if place != "0" else "base"
        size = self.size(head, here, pad)
        if (self.moving or head.is_variable or head.condition is not None) and size != "0":
            needed_already = (
                head.offset is not None
                and head.condition is None
                and (head.size is not None and head.offset + head.size <= self.structure.min_size)
            )
            if not needed_already:
                self.truncated(end(place, size), pad)
        if isinstance(head.kind, m.Bits):
            order = word(head.kind.order)
            self.out.append(
                f'{pad}g{number} = int.from_bytes(data[{place} : {end(place, size)}], "{order}")'
            )
        for item in group:
            self.out += [pad + line for line in self.load(number, item, place, size)]
            self.out += [pad + line for line in self.rules(item, here, place)]
        if self.moving:
            self.out.append(f"{pad}at += {size}")

    def terminated(self, head: m.Field, pad: str) -> None:
        """The size of a text with its terminator; the bound is that of the text without it."""
        name = self.structure.human_name
        self.out += [
            f'{pad}n_{head.id} = data.find(b"\\0", at, at + {head.bound} + 1) + 1 - at',
            f"{pad}if n_{head.id} <= 0 and len(data) - at > {head.bound}:",
            f'{pad}    raise FieldError("{name}", "{head.id}", base + at, {head.bound}, '
            f'"at most {head.bound} bytes", {int(m.Status.RANGE)})',
            f"{pad}if n_{head.id} <= 0:",
            f'{pad}    raise FieldError("{name}", "", base + len(data), len(data), '
            f'"needs more bytes", {int(m.Status.TRUNCATED)})',
        ]

    def absent(self, item: m.Field) -> str:
        match item.kind:
            case m.Integer():
                return "0"
            case m.Bits(boolean=boolean):
                return "False" if boolean else "0"
            case m.Bytes() | m.String():
                return 'b""'
            case m.Array(element=m.Integer() | m.Bytes() | m.Nested()):
                return "()"
            case m.Nested(type=ref):
                return f"{m.structure_of(self.specs, ref).python_name}()"

    def size(self, head: m.Field, here: str, pad: str) -> str:
        """The text of the field's size; sizes out of the image are bounded first, as in C."""
        if head.size is not None:
            return str(head.size)
        match head.kind:
            case m.Bytes(size=size) | m.String(size=size) if size is not None:
                self.out.append(f"{pad}n_{head.id} = {bare(python_expr(size, local_names))}")
            case m.String():
                self.terminated(head, pad)
                return f"n_{head.id}"
            case m.Array(element=element, count=count):
                width = self.element_size(element)
                self.out.append(f"{pad}n_{head.id} = {width} * {python_expr(count, local_names)}")
            case m.Integer() | m.Bits() | m.Bytes() | m.Nested():
                raise AssertionError(head)
        if head.bound is not None:
            limit = head.bound
            if isinstance(head.kind, m.Array):
                limit *= int(self.element_size(head.kind.element))
            self.out += [
                f"{pad}if n_{head.id} > {limit} or n_{head.id} < 0:",
                f'{pad}    raise FieldError("{self.structure.human_name}", '
                f'"{head.id}", {here}, n_{head.id}, '
                f'"at most {limit} bytes", {int(m.Status.RANGE)})',
            ]
        return f"n_{head.id}"

    def element_size(self, element: m.Integer | m.Nested | m.Bytes) -> str:
        match element:
            case m.Integer(width=width):
                return str(width)
            case m.Nested(type=ref):
                return str(m.structure_of(self.specs, ref).size)
            case m.Bytes(size=size):
                return str(constant(size))

    def load(self, number: int, item: m.Field, place: str, size: str) -> list[str]:
        if contents_of(item) is not None:
            return []
        name = f"v_{item.id}"
        span = f"data[{place} : {end(place, size)}]"
        match item.kind:
            case m.Integer(order=order, signed=signed):
                tail = ", signed=True" if signed else ""
                return [f'{name} = int.from_bytes({span}, "{word(order)}"{tail})']
            case m.Bits(width=width, shift=shift, boolean=boolean):
                mask = (1 << width) - 1
                value = f"g{number} >> {shift} & {mask:#x}"
                return [f"{name} = bool({value})" if boolean else f"{name} = {value}"]
            case m.String(size=None):
                return [f"{name} = data[{place} : {end(place, size)} - 1]"]
            case m.String(terminated=True):
                return [f'{name} = {span}.split(b"\\0")[0]']
            case m.Bytes() | m.String():
                return [f"{name} = {span}"]
            case m.Nested(type=ref, args=args):
                inner = m.structure_of(self.specs, ref)
                return [
                    f"{name} = {self.call(inner, args)}({span}{self.args(args)}, "
                    f"base=base + {place})"
                ]
            case m.Array(element=element):
                step = self.element_size(element)
                steps = f"range({place}, {end(place, size)}, {step})"
                part = f"data[i : i + {step}]"
                match element:
                    case m.Integer(order=order):
                        return [
                            f"{name} = tuple(int.from_bytes({part}, "
                            f'"{word(order)}") for i in {steps})'
                        ]
                    case m.Bytes():
                        return [f"{name} = tuple({part} for i in {steps})"]
                    case m.Nested(type=ref, args=args):
                        inner = m.structure_of(self.specs, ref)
                        call = self.call(inner, args)
                        return [
                            f"{name} = tuple({call}({part}{self.args(args)}, "
                            f"base=base + i) for i in {steps})"
                        ]

    def call(self, inner: m.Structure, args: object) -> str:
        return f"{inner.python_name}.unpack" if self.method else f"read_{inner.c_name}"

    def args(self, args: tuple[object, ...]) -> str:
        return "".join(f", {bare(python_expr(a, local_names))}" for a in args)  # type: ignore[arg-type]

    def rules(self, item: m.Field, here: str, place: str) -> list[str]:
        data = contents_of(item)
        value = f"v_{item.id}"
        if data is not None:
            value = f"data[{place} : {end(place, str(len(data)))}]"
        out: list[str] = []
        for rule in item.rules:
            out += rule_lines(self.specs, self.structure, item, rule, value, here, local_names)
        if item.checksum is not None and not item.checksum.advisory:
            out += self.checksum(item, here, place)
        return out

    def checksum(self, item: m.Field, here: str, place: str) -> list[str]:
        assert item.checksum is not None and isinstance(item.kind, m.Integer)
        width = item.kind.width
        last = bare(python_expr(item.checksum.end, local_names))
        start = item.checksum.start
        blank = f"data[:{place}] + bytes({width}) + data[{end(place, str(width))} :]"
        func = CHECKSUMS[item.checksum.algorithm]
        return [
            f"if len(data) < {last}:",
            f'    raise FieldError("{self.structure.human_name}", "", base + len(data), len(data), '
            f'"needs more bytes", {int(m.Status.TRUNCATED)})',
            f"if v_{item.id} != {func}(({blank})[{start}:{last}]):",
            f'    raise FieldError("{self.structure.human_name}", '
            f'"{item.id}", {here}, v_{item.id}, '
            f'"must be the checksum", {int(m.Status.CHECKSUM)})',
        ]
