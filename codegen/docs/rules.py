# SPDX-License-Identifier: Apache-2.0
"""What must hold of a field, as table cells: one column, or the format's rule and qemu's apart."""

from __future__ import annotations

from codegen.docs.links import Names
from codegen.docs.text import cell, number
from codegen.model import model as m
from codegen.model.follow import differing
from codegen.out.spelled import spelled


def rule_heads(structure: m.Structure) -> tuple[str, ...]:
    """The columns: two where qemu's rules are not always the format's."""
    return ("rule of the format", "qemu's rule") if differing(structure) else ("rule",)


def rule_cells(names: Names, structure: m.Structure, field: m.Field) -> tuple[str, ...]:
    own = [*_texts(names, structure, field.by_format), *_others(field)]
    if field.any is not None and not own:
        own = ["any"]
    cells = ("; ".join(own),)
    if not differing(structure):
        return cells
    if field.format_rules is None:
        return (*cells, "the same")
    qemu = "; ".join(_texts(names, structure, field.rules)) or "any"
    word = names.text(cell(field.differs), structure.name, own=f"{structure.name}.{field.id}")
    return (*cells, f"**{qemu}**: {word}")


def _texts(names: Names, structure: m.Structure, rules: tuple[m.Rule, ...]) -> list[str]:
    return [
        _contents(rule)
        if isinstance(rule, m.Contents)
        else names.rule(cell(rule.text), structure.name)
        for rule in rules
    ]


def _contents(rule: m.Contents) -> str:
    shown = rule.data.decode("latin-1")
    plain = shown.isascii() and shown.isprintable()
    return f"`{shown if plain else rule.data.hex(' ')}`" if any(rule.data) else "zero"


def _others(field: m.Field) -> list[str]:
    """What all parsers ask, whichever rules they follow."""
    texts = []
    if field.checksum is not None:
        texts.append(f"{field.checksum.algorithm.value.replace('_', ' ')} of the structure")
    if field.condition is not None:
        texts.append(f"only if `{cell(spelled(field.condition))}`")
    if field.bound is not None:
        texts.append(f"at most {number(field.bound)}")
    return texts
