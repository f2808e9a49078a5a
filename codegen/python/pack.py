# SPDX-License-Identifier: Apache-2.0
"""The method `pack` of a structure, its layouts and its checksums."""

from __future__ import annotations

from codegen.model import model as m
from codegen.model.expr import constant
from codegen.out.expression import bare, python_expr
from codegen.python.layout import (
    CODES,
    Piece,
    attribute,
    contents_of,
    order_of,
    pieces,
    word,
)
from codegen.python.names import self_names
from codegen.python.rules import CHECKSUMS

Specs = tuple[m.SpecFile, ...]


def struct_format(specs: Specs, structure: m.Structure, piece: Piece) -> str:
    order = order_of(structure)
    return ("<" if word(order) == "little" else ">") + "".join(
        struct_code(specs, structure, group) for group in piece.groups
    )


def struct_code(specs: Specs, structure: m.Structure, group: tuple[m.Field, ...]) -> str:
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


def value(specs: Specs, structure: m.Structure, group: tuple[m.Field, ...]) -> str | None:
    """The argument of `pack` for a group, or None where the format pads."""
    head = group[0]
    name = f"self.{attribute(head.id)}"
    data = contents_of(head)
    if data is not None:
        return f"self.{head.id.upper()}" if any(data) else None
    token = struct_code(specs, structure, group)
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


def pack(specs: Specs, structure: m.Structure) -> list[str]:
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
        out += sealed_method(structure, sealable)
    out += ["", "    def pack_unchecked(self) -> bytes:"]
    out += ['        """Return the bytes without `check`; for tests that need a bad image."""']
    parts = pieces(structure)
    if len(parts) == 1 and not parts[0].variable and parts[0].condition is None:
        return [*out, f"        return {pack_piece(specs, structure, 0, parts[0])}"]
    out.append("        parts: list[bytes] = []")
    for number, piece in enumerate(parts):
        pad = "        "
        if piece.condition is not None:
            out.append(f"{pad}if {bare(python_expr(piece.condition, self_names))}:")
            pad += "    "
        out.append(f"{pad}parts.append({pack_piece(specs, structure, number, piece)})")
    return [*out, '        return b"".join(parts)']


def pack_piece(specs: Specs, structure: m.Structure, number: int, piece: Piece) -> str:
    head = piece.groups[0][0]
    if not piece.variable:
        values = [v for group in piece.groups if (v := value(specs, structure, group)) is not None]
        return f"self._LAYOUT{number}.pack({', '.join(values)})"
    name = f"self.{attribute(head.id)}"
    match head.kind:
        case m.String(size=None):
            return f'{name} + b"\\0"'
        case m.Array():
            text = value(specs, structure, (head,))
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


def sealed_method(structure: m.Structure, sums: list[m.Field]) -> list[str]:
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
