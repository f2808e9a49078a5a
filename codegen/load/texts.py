# SPDX-License-Identifier: Apache-2.0
"""Texts of a type or a file: faults, named strings, references."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from codegen.load.field import read_qemu
from codegen.load.near import no_such
from codegen.load.yamltree import Node, Problem
from codegen.model import model as m

_CONSTANT = re.compile(
    r"\{(?:(?P<shifted>\d+) << )?(?P<name>(?:sizeof )?[a-z][a-z0-9_:]*?)(?: \+ (?P<more>\d+))?"
    r"(?::(?P<form>[KMGT]iB|#x))?\}"
)
_UNITS = {None: 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}


def fill(where: m.Where, text: str, value_of: Callable[[str], int | None]) -> str:
    """A text with the numbers of the spec filled in: `{max_l1_bytes:MiB} MiB` -> `32 MiB`,
    `{1 << cluster_bits_min}` -> `512`, `{max_name_bytes + 1}` -> `16`. Placeholders that name none
    are for the code that prints the text.
    """

    def one(match: re.Match[str]) -> str:
        name, form = match["name"], match["form"]
        value = value_of(name)
        if value is None:
            return match[0]
        if match["shifted"]:
            value = int(match["shifted"]) << value
        value += int(match["more"] or 0)
        if form == "#x":
            return f"{value:#x}"
        number, rest = divmod(value, _UNITS[form])
        if rest:
            raise Problem(where, f"{name} is {value}, no whole {form}")
        return str(number)

    return _CONSTANT.sub(one, text)


def filled(
    where: m.Where, texts: tuple[m.QemuText, ...], value_of: Callable[[str], int | None]
) -> tuple[m.QemuText, ...]:
    """The same of what qemu-img prints, release by release."""
    return tuple(replace(t, text=fill(where, t.text, value_of)) for t in texts)


def with_sizes(s: m.Structure, sizes: Mapping[str, int | None]) -> m.Structure:
    """The same with the sizes of types in its texts, which are known when all types are."""

    def size(name: str) -> int | None:
        return sizes.get(name.removeprefix("sizeof ")) if name.startswith("sizeof ") else None

    faults = (
        replace(f, text=fill(f.where, f.text, size), qemu=filled(f.where, f.qemu, size))
        for f in s.faults
    )
    return replace(s, faults=tuple(faults))


def doc_refs(node: Node) -> tuple[str, ...]:
    found = node.get("doc-ref")
    if found is None:
        return ()
    if isinstance(found.value, list):
        return tuple(item.as_text().strip() for item in found.value)
    return (found.as_text().strip(),)


def read_faults(
    node: Node, structure: int, fields: list[m.Field], value_of: Callable[[str], int | None]
) -> tuple[m.Fault, ...]:
    """The faults of a type. `value_of` knows the numbers that their texts may name."""
    found = []
    for i, item in enumerate(node.listed("-instar-faults"), 1):
        for key, value in item.items():
            if key not in ("id", "field", "text", "qemu", "doc", "host"):
                raise value.problem(f"unknown key {key!r}")
        field_id = item.text("field") or None
        if field_id is not None and field_id not in [f.id for f in fields]:
            raise item.need("field").problem(no_such("field", field_id, [f.id for f in fields]))
        found.append(
            m.Fault(
                item.need("id").as_text(),
                structure << 8 | i,
                field_id,
                fill(item.need("text").where, item.need("text").as_text().strip(), value_of),
                filled(item.where, read_qemu(item.get("qemu")), value_of),
                item.text("doc"),
                item.where,
                item.flag("host"),
            )
        )
    return tuple(found)


def read_strings(node: Node) -> tuple[m.NamedString, ...]:
    listed = node.get("-instar-strings")
    found = []
    for item in listed.as_list() if listed else []:
        for key, value in item.items():
            if key not in ("id", "text", "doc"):
                raise value.problem(f"unknown key {key!r}")
        found.append(
            m.NamedString(
                item.need("id").as_text(), item.need("text").as_text(), item.text("doc"), item.where
            )
        )
    return tuple(found)
