# SPDX-License-Identifier: Apache-2.0
"""Signatures, constants, identifiers, texts and enums on a reference page."""

from __future__ import annotations

import re

from codegen.docs.diagram import region_map
from codegen.docs.links import Names
from codegen.docs.text import cell, code_number, number
from codegen.model import model as m

_FLAGS = re.compile(r"flag|feature|attribute|quirk")


def magics(spec: m.SpecFile) -> list[str]:
    if not spec.magics:
        return []
    out = ["## Recognised by", "", "| at byte | bytes | note |", "|---|---|---|"]
    for magic in spec.magics:
        place = str(magic.offset) if magic.offset >= 0 else f"end - {-magic.offset}"
        plain = magic.data.isascii() and magic.data.decode().isprintable()
        text = f" `{magic.data.decode('ascii')}`" if plain else ""
        out.append(f"| {place} | `{magic.data.hex(' ')}`{text} | {cell(magic.doc)} |")
    return [*out, ""]


def constants(names: Names) -> list[str]:
    """Numbers of the format and of its readers; those of instar alone come apart."""
    spec = names.spec
    out = []
    if shared := [c for c in spec.constants if not c.own]:
        out += ["## Constants", "", *region_map(spec.constants), *_numbers(names, shared, "")]
    if own := [c for c in spec.constants if c.own]:
        out += ["## Limits of instar", "", "Neither the format nor qemu has these.", ""]
        out += _numbers(names, own, "")
    if spec.named_bytes:
        out += ["## Identifiers", "", "| name | bytes | meaning |", "|---|---|---|"]
        for named in spec.named_bytes:
            doc = names.text(cell(named.doc), own=named.id)
            anchor = f'<a id="{named.id}"></a>'
            out.append(f"| {anchor}`{named.id}` | `{named.data.hex(' ')}` | {doc} |")
        out.append("")
    if spec.strings:
        out += strings(names, "## Texts", "", spec.strings)
    return out


def structure_constants(names: Names, structure: m.Structure) -> list[str]:
    if not structure.constants:
        return []
    return _numbers(names, structure.constants, structure.name)


def _numbers(
    names: Names, listed: list[m.Constant] | tuple[m.Constant, ...], owner: str
) -> list[str]:
    out = ["| constant | value | unit | meaning |", "|---|---|---|---|"]
    for item in listed:
        place = f"{owner}.{item.id}".lstrip(".")
        doc = names.text(cell(item.doc), owner, own=place)
        value = f"{number(item.value)} | {item.unit}"
        out.append(f'| <a id="{place}"></a>`{item.id}` | {value} | {doc} |')
    return [*out, ""]


def strings(names: Names, title: str, owner: str, listed: tuple[m.NamedString, ...]) -> list[str]:
    out = [title, "", "| name | text | meaning |", "|---|---|---|"]
    for item in listed:
        place = f"{owner}.{item.id}".lstrip(".")
        doc = names.text(cell(item.doc), owner, own=place)
        out.append(f'| <a id="{place}"></a>`{item.id}` | `{cell(item.text)}` | {doc} |')
    return [*out, ""]


def is_flags(names: Names, enum: m.EnumType) -> bool:
    """Whether an enum's members are bits of a set: single ones, and no field is one of them."""
    single = all(e.value > 0 and e.value & (e.value - 1) == 0 for e in enum.members)
    return single and bool(_FLAGS.search(enum.name)) and not _is_kind(names, enum)


def _is_kind(names: Names, enum: m.EnumType) -> bool:
    return any(
        part.enum == enum.ref
        for spec in names.specs.values()
        for s in spec.structures
        for parts in (s.fields, s.derived)
        for part in parts
    )


def enum_lines(names: Names, enum: m.EnumType, user: str = "") -> list[str]:
    """A set of flags by bit number, another enum by value; `user` is the structure that it comes
    after.
    """
    flags = is_flags(names, enum)
    kind, first = ("Flags", "bit | value") if flags else ("Values", "value")
    out = [f'<a id="{enum.name}"></a>', "", f"### {kind} of `{enum.name}`", ""]
    if enum.doc:
        out += [enum.doc.strip(), ""]
    out += [f"| {first} | name | meaning |", f"|---|{'---|' * flags}---|---|"]
    for member in enum.members:
        place = f"{enum.name}.{member.id}"
        doc = names.text(cell(member.doc), enum.name, user, own=place)
        value = code_number(member.value)
        if flags:
            value = f"{member.value.bit_length() - 1} | {member.value:#x}"
        out.append(f'| {value} | <a id="{place}"></a>`{member.id}` | {doc} |')
    return [*out, ""]
