# SPDX-License-Identifier: Apache-2.0
"""What specs/STYLE.md asks of a file as it is written: documentation, rules, names."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from codegen.load.yamltree import Node, Problem
from codegen.model import model as m

_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_C_WORDS = frozenset(
    (
        "auto",
        "break",
        "case",
        "char",
        "const",
        "continue",
        "default",
        "do",
        "double",
        "else",
        "enum",
        "extern",
        "float",
        "for",
        "goto",
        "if",
        "inline",
        "int",
        "long",
        "register",
        "restrict",
        "return",
        "short",
        "signed",
        "sizeof",
        "static",
        "struct",
        "switch",
        "typedef",
        "union",
        "unsigned",
        "void",
        "volatile",
        "while",
        "bool",
        "true",
        "false",
        "in",
        "out",
        "p",
        "pos",
        "e",
        "h",
    )
)
# Documentation ------------------------------------------------------------------------------------


def docs(root: Node) -> Iterator[Problem]:
    if not root.text("doc"):
        yield root.problem("file without doc")
    if root.get("doc-ref") is None:
        yield root.problem("file without doc-ref: where is this specified?")
    for name, enum in root.mapped("enums"):
        for key, member in enum.items():
            if not isinstance(member.value, dict) or not member.text("doc"):
                yield member.problem(f"member {key} of {name} without doc")
    for name, node in root.mapped("instances"):
        if node.get("value") is not None and not node.text("doc"):
            yield node.problem(f"constant {name!r} without doc")
    for name, node in root.mapped("types"):
        if not node.text("doc"):
            yield node.problem(f"type {name!r} without doc")
        yield from _type_docs(node)


def _type_docs(node: Node) -> Iterator[Problem]:
    for field in node.listed("seq"):
        name = field.text("id")
        said = field.text("doc")
        if not said and field.get("contents") is None and not m.is_reserved(name):
            yield field.problem(f"field {name!r} without doc")
        if said and said.rstrip(".").lower().replace(" ", "_") == name:
            yield field.need("doc").problem("the doc says no more than the id")
    for param in node.listed("params"):
        if not param.text("doc"):
            yield param.problem(f"param {param.text('id')!r} without doc")
    for name, instance in node.mapped("instances"):
        if not instance.text("doc"):
            yield instance.problem(f"value {name!r} without doc")
    for fault in node.listed("-instar-faults"):
        if not fault.text("doc"):
            yield fault.problem(f"fault {fault.text('id')!r} without doc")


# Rules --------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"([us][1248](le|be)?|b[0-9]+(le|be)?)\Z")
_SIGNED = re.compile(r"s[1248](le|be)?\Z")
_BELOW_ZERO = re.compile(r"\b(negative|signed|below (0|zero))\b", re.IGNORECASE)


def rules(root: Node) -> Iterator[Problem]:
    for _, node in root.mapped("types"):
        for field in node.listed("seq"):
            yield from _field_rules(field)
            yield from _field_text(field)


def root_view(root: Node) -> Iterator[Problem]:
    """A hostile image must not make a viewer read for ever."""
    parts = [(node.text("id"), node) for node in root.listed("seq")]
    for name, node in (*parts, *root.mapped("instances")):
        count = node.get("repeat-expr")
        fixed = count is None or isinstance(count.value, int)
        if not fixed and node.get("-instar-bound") is None:
            yield node.problem(f"{name!r} repeats without -instar-bound")


def _type_name(field: Node) -> str:
    """The type of a field, "" for none and for one by cases, which the loader refuses."""
    found = field.get("type")
    return "" if found is None or isinstance(found.value, dict) else found.as_text()


def _field_rules(field: Node) -> Iterator[Problem]:
    checked = field.get("valid") is not None or field.get("contents") is not None
    excused = field.get("-instar-any") is not None
    if _NUMBER.match(_type_name(field)) and not checked and not excused:
        if field.get("-instar-checksum") is None:
            yield field.problem("number without valid, or -instar-any if every value is right")
    elif m.is_reserved(field.text("id")) and not checked and not excused:
        yield field.problem("reserved field without contents or -instar-any")
    if checked and excused:
        yield field.need("-instar-any").problem("a field has a rule or -instar-any, not both")
    other = field.get("-instar-qemu-valid")
    if other is not None and not other.text("doc"):
        yield other.problem("a rule of qemu's own without doc: how, or why, does it differ?")
    enum, valid = field.get("enum"), field.get("valid")
    if (
        valid is not None
        and isinstance(valid.value, dict)
        and valid.get("in-enum") is not None
        and enum is None
    ):
        yield valid.problem("in-enum: true needs an enum")


def _field_text(field: Node) -> Iterator[Problem]:
    """What is easily written and means something else."""
    contents = field.get("contents")
    if contents is not None:
        for part in contents.value if isinstance(contents.value, list) else [contents]:
            if "\\" in part.raw:
                yield part.problem("a backslash is a byte here: write a list of bytes")
    if _SIGNED.match(_type_name(field)) and not _BELOW_ZERO.search(field.text("doc")):
        yield field.need("type").problem("the doc does not say what a negative number means")


def names(root: Node) -> Iterator[Problem]:
    """Ids that C or Python could not take, or that say what they should not."""
    for _, node in root.mapped("types"):
        for part in (*node.listed("seq"), *node.listed("params")):
            ident = part.text("id")
            if not _ID.match(ident):
                yield part.problem(f"id {ident!r} is not lower_snake_case")
            elif ident in _C_WORDS or keyword.iskeyword(ident):
                yield part.problem(
                    f"id {ident!r} is a word of C or Python, or a name that generated code uses"
                )
    for name, node in (
        *root.mapped("types"),
        *root.mapped("instances"),
        *root.mapped("enums"),
    ):
        if not _ID.match(name):
            yield node.problem(f"id {name!r} is not lower_snake_case")
