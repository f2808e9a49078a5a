# SPDX-License-Identifier: Apache-2.0
"""The rules of the specs as Python statements: shared by the emitted writers and readers."""

from __future__ import annotations

from dataclasses import replace

from codegen.model import model as m
from codegen.out.expression import Names, python_bytes, python_expr, python_members, python_text

CHECKSUMS = {
    m.Algorithm.CRC32C: "crc32c",
    m.Algorithm.CRC32: "crc32",
    m.Algorithm.ONES_COMPLEMENT_SUM: "ones_complement_sum",
}


def raise_line(
    structure: m.Structure, item: m.Field, place: str, value: str, rule: str, status: int
) -> str:
    return (
        f'raise FieldError("{structure.human_name}", '
        f'"{item.id}", {place}, {value}, {python_text(rule)}, {status})'
    )


def rule_lines(
    specs: tuple[m.SpecFile, ...],
    structure: m.Structure,
    item: m.Field,
    rule: m.Rule,
    value: str,
    place: str,
    names: Names,
) -> list[str]:
    """The check of one rule: `value` is the text of the value, `names` writes other fields."""
    if isinstance(item.kind, m.Array) and isinstance(item.kind.element, m.Integer):
        each = replace(item, kind=item.kind.element)
        inner = rule_lines(
            specs,
            structure,
            each,
            rule,
            "element",
            f"{place} + {item.kind.element.width} * i",
            names,
        )
        return [f"for i, element in enumerate({value}):", *("    " + line for line in inner)]
    match rule:
        case m.Eq(value=want):
            bad = f"{value} != {python_expr(want, names, value)}"
        case m.Range(min=low, max=high):
            if low is not None and high is not None:
                bad = (
                    f"not {python_expr(low, names, value)} <= "
                    f"{value} <= {python_expr(high, names, value)}"
                )
            elif low is not None:
                bad = f"{value} < {python_expr(low, names, value)}"
            else:
                assert high is not None
                bad = f"{value} > {python_expr(high, names, value)}"
        case m.AnyOf(values=values):
            bad = f"{value} not in ({', '.join(python_expr(v, names, value) for v in values)},)"
        case m.ExprRule(expr=expr):
            bad = f"not {python_expr(expr, names, value)}"
        case m.InEnum(enum=ref):
            enum = next(s for s in specs if s.id == ref.spec).enum(ref.name)
            bad = f"{value} not in ({python_members(enum)},)"
        case m.Contents(data=data):
            bad = f"{value} != {python_bytes(data)}"
    return [
        f"if {bad}:",
        "    " + raise_line(structure, item, place, value, rule.text, int(rule.status)),
    ]
