# SPDX-License-Identifier: Apache-2.0
"""Names and texts that Python modules of a spec have in common."""

from __future__ import annotations

from codegen.model import model as m
from codegen.out.expression import python_int
from codegen.python.layout import (
    attribute,
)


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


def uses_param(text: str, name: str) -> bool:
    import re

    return re.search(rf"(?<![\w.]){re.escape(name)}\b", text) is not None
