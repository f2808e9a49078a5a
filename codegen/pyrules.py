# SPDX-License-Identifier: Apache-2.0
"""The rules of the specs as Python statements: shared by the emitted writers and readers."""

from __future__ import annotations

from dataclasses import replace

from codegen.model import (
    Algorithm,
    AnyOf,
    Array,
    Contents,
    Eq,
    ExprRule,
    Field,
    InEnum,
    Integer,
    Range,
    Rule,
    SpecFile,
    Structure,
)
from codegen.pyexpr import Names, python_bytes, python_expr, python_int

CHECKSUMS = {
    Algorithm.CRC32C: "crc32c",
    Algorithm.CRC32: "crc32",
    Algorithm.ONES_COMPLEMENT_SUM: "ones_complement_sum",
}


def raise_line(
    structure: Structure, item: Field, place: str, value: str, rule: str, status: int
) -> str:
    return f'raise FieldError("{structure.human_name}", "{item.id}", {place}, {value}, {rule!r}, {status})'


def rule_lines(
    specs: tuple[SpecFile, ...],
    structure: Structure,
    item: Field,
    rule: Rule,
    value: str,
    place: str,
    names: Names,
) -> list[str]:
    """The check of one rule: `value` is the text of the value, `names` writes other fields."""
    if isinstance(item.kind, Array) and isinstance(item.kind.element, Integer):
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
        case Eq(want, _, _):
            bad = f"{value} != {python_expr(want, names, value)}"
        case Range(low, high, _, _):
            if low is not None and high is not None:
                bad = f"not {python_expr(low, names, value)} <= {value} <= {python_expr(high, names, value)}"
            elif low is not None:
                bad = f"{value} < {python_expr(low, names, value)}"
            else:
                assert high is not None
                bad = f"{value} > {python_expr(high, names, value)}"
        case AnyOf(values, _, _):
            bad = f"{value} not in ({', '.join(python_expr(v, names, value) for v in values)},)"
        case ExprRule(expr, _, _):
            bad = f"not {python_expr(expr, names, value)}"
        case InEnum(ref, _, _):
            enum = next(s for s in specs if s.id == ref.spec).enum(ref.name)
            bad = f"{value} not in ({', '.join(python_int(m.value, m.value > 0xFFFF) for m in enum.members)},)"
        case Contents(data, _, _):
            bad = f"{value} != {python_bytes(data)}"
    return [
        f"if {bad}:",
        "    " + raise_line(structure, item, place, value, rule.text, int(rule.status)),
    ]
