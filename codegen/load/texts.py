# SPDX-License-Identifier: Apache-2.0
"""Texts of a type or a file: faults, named strings, references."""

from __future__ import annotations

from codegen.load.field import read_qemu
from codegen.load.yamltree import Node
from codegen.model import model as m


def doc_refs(node: Node) -> tuple[str, ...]:
    found = node.get("doc-ref")
    if found is None:
        return ()
    if isinstance(found.value, list):
        return tuple(item.as_text().strip() for item in found.value)
    return (found.as_text().strip(),)


def read_faults(node: Node, structure: int, fields: list[m.Field]) -> tuple[m.Fault, ...]:
    listed = node.get("-instar-faults")
    found = []
    for i, item in enumerate(listed.as_list() if listed else [], 1):
        for key, value in item.items():
            if key not in ("id", "field", "text", "qemu", "doc"):
                raise value.problem(f"unknown key {key!r}")
        field_id = item.text("field") or None
        if field_id is not None and field_id not in [f.id for f in fields]:
            raise item.need("field").problem(f"no field is named {field_id!r}")
        found.append(
            m.Fault(
                item.need("id").as_text(),
                structure << 8 | i,
                field_id,
                item.need("text").as_text().strip(),
                read_qemu(item.get("qemu")),
                item.text("doc"),
                item.where,
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
