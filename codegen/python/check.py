# SPDX-License-Identifier: Apache-2.0
"""The method `check` of a structure: its rules, in the order of its fields."""

from __future__ import annotations

from codegen.model import model as m
from codegen.model.expr import Expr, constant
from codegen.out.expression import bare, python_expr
from codegen.python.layout import (
    Piece,
    attribute,
    contents_of,
    pieces,
)
from codegen.python.names import self_names
from codegen.python.rules import raise_line, rule_lines

Specs = tuple[m.SpecFile, ...]


def check(specs: Specs, structure: m.Structure) -> list[str]:
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
        body += check_piece(specs, piece, moving, structure)
    if not any("raise " in line or ".check(" in line for line in body):
        return [*out, "        del base"]
    return [*out, *(["        at = base"] if moving else []), *body]


def check_piece(specs: Specs, piece: Piece, moving: bool, structure: m.Structure) -> list[str]:
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
                out += [inner + line for line in check_field(specs, structure, item, place)]
        if not piece.variable:
            assert group[0].size is not None
            offset += group[0].size
    if moving:
        out.append(f"{inner}at += {step(specs, piece)}")
    return out


def step(specs: Specs, piece: Piece) -> str:
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
                    return f"{m.structure_of(specs, ref).size} * len({name})"
        case m.String(size=size):
            return f"len({name})" if size else f"len({name}) + 1"
        case m.Bytes():
            return f"len({name})"
        case m.Integer() | m.Bits() | m.Nested():
            raise AssertionError(head)


def check_field(specs: Specs, structure: m.Structure, item: m.Field, place: str) -> list[str]:
    name = f"self.{attribute(item.id)}"
    out: list[str] = []
    match item.kind:
        case m.Nested(args=args):
            out.append(f"{name}.check({args_text(args)}base={place})")
        case m.Array(element=m.Nested(type=ref, args=args)):
            size = m.structure_of(specs, ref).size
            out += [
                f"for index, item in enumerate({name}):",
                f"    item.check({args_text(args)}base={place} + {size} * index)",
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
        out += rule_lines(specs, structure, item, rule, name, place, self_names)
    return out


def args_text(args: tuple[Expr, ...]) -> str:
    return "".join(f"{bare(python_expr(a, self_names))}, " for a in args)


# --- bytes
