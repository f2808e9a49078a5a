# SPDX-License-Identifier: Apache-2.0
"""`instar/generated/errors.py`: the texts for the numbers of a guest's `Error`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.model import model as m
from codegen.model.expr import Int, walk
from codegen.model.uses import rule_expressions
from codegen.out.expression import python_text
from codegen.out.write import marker_all, python_banner

PATH = "instar/generated/errors.py"

_HEAD = '''"""Structures, fields, rules and faults by number, as people and qemu-img call them.

`RULES` completes "<field> is <value>, must be ...". A qemu text is a tuple of (until, text): the
text holds for versions before `until`, the last one (None) from there on. specs/STYLE.md lists the
placeholders of texts.
"""

from __future__ import annotations

from typing import Final, NamedTuple

QemuTexts = tuple[tuple[tuple[int, ...] | None, str], ...]


class Fault(NamedTuple):
    """A rule that needs more than one structure. `field` is "" where it is about the structure."""

    structure: int
    field: str
    text: str
    qemu: QemuTexts


'''


def _ordered(specs: tuple[m.SpecFile, ...]) -> list[m.Structure]:
    return sorted((s for spec in specs for s in spec.structures), key=lambda s: s.number)


def _hexadecimal(f: m.Field) -> bool:
    """Whether people read the field's value in base 16: its rules are written so."""
    if any(isinstance(r, m.Contents) for r in f.rules):
        return True
    trees = [node for r in f.rules for tree in rule_expressions(r) for node in walk(tree)]
    return any(isinstance(n, Int) and n.hexadecimal for n in trees)


def _texts(qemu: tuple[m.QemuText, ...]) -> str:
    shown = ", ".join(f"({q.until!r}, {python_text(q.text)})" for q in qemu)
    return f"({shown},)" if qemu else "()"


def _rules(s: m.Structure) -> Iterator[str]:
    for f in s.fields:
        by_status: dict[m.Status, list[str]] = {}
        for rule in f.rules:
            by_status.setdefault(rule.status, []).append(rule.text)
        if f.is_variable and f.bound is not None and m.Status.RANGE not in by_status:
            by_status[m.Status.RANGE] = [f"at most {f.bound}"]
        for status, texts in by_status.items():
            text = " and ".join(dict.fromkeys(texts))
            yield f"    ({s.number:#x}, {f.number}, {status.value}): {python_text(text)},\n"


def _fault(s: m.Structure, f: m.Fault) -> str:
    return (
        f"    {f.number:#x}: Fault({s.number:#x}, "
        f"{(f.field or '')!r}, {python_text(f.text)}, {_texts(f.qemu)}),\n"
    )


def _table(name: str, kind: str, doc: str, rows: str) -> str:
    return f'{name}: Final[{kind}] = {{\n{rows}}}\n"""{doc}"""\n\n'


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    ordered = _ordered(specs)
    out = python_banner(marker_all("python")) + _HEAD
    out += _table(
        "REASONS",
        "dict[int, str]",
        "`enum parse_status`.",
        "".join(f"    {s.value}: {s.name.lower()!r},\n" for s in m.Status),
    )
    out += _table(
        "STRUCTURES",
        "dict[int, str]",
        "By structure id.",
        "".join(f"    {s.number:#x}: {s.human_name!r},\n" for s in ordered),
    )
    out += _table(
        "FIELDS",
        "dict[int, tuple[str, ...]]",
        "By structure id; field 1 comes first.",
        "".join(
            f"    {s.number:#x}: {tuple(f.id for f in s.fields)!r},\n" for s in ordered if s.fields
        ),
    )
    out += _table(
        "RULES",
        "dict[tuple[int, int, int], str]",
        "By structure, field and reason.",
        "".join(line for s in ordered for line in _rules(s)),
    )
    out += _table(
        "QEMU",
        "dict[tuple[int, int], QemuTexts]",
        "What qemu-img prints, by structure and field.",
        "".join(
            f"    ({s.number:#x}, {f.number}): {_texts(f.qemu)},\n"
            for s in ordered
            for f in s.fields
            if f.qemu
        ),
    )
    out += _table(
        "FAULTS",
        "dict[int, Fault]",
        "By fault id.",
        "".join(_fault(s, f) for s in ordered for f in s.faults),
    )
    hexes = sorted((s.number, f.number) for s in ordered for f in s.fields if _hexadecimal(f))
    out += "HEXADECIMAL: Final[frozenset[tuple[int, int]]] = frozenset((\n"
    out += "".join(f"    ({a:#x}, {b}),\n" for a, b in hexes)
    out += '))\n"""Structures and fields whose value people read in base 16."""\n'
    return {PATH: out}
