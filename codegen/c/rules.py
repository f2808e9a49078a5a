# SPDX-License-Identifier: Apache-2.0
"""Rules as C conditions, and the check of an entry."""

from __future__ import annotations

from dataclasses import dataclass

from codegen.c.expr import CExpr
from codegen.c.names import EntryNames, entry_type, ranges_of
from codegen.c.text import (
    enum_known,
    field_id,
    params_text,
    structure_id,
    words,
)
from codegen.model import model as m
from codegen.model.expr import Bool, Compare, CompareOp, Expr, This, constant
from codegen.model.ranges import Ranges


@dataclass
class RuleWriter:
    """Conditions under which a value breaks its rules."""

    writer: CExpr
    ranges: Ranges

    def broken(self, f: m.Field, rule: m.Rule, value: str, raw: tuple[int, int] | None) -> str:
        """The C condition, or "" when nothing can break the rule."""
        match rule:
            case m.Eq(value=Bool(wanted)):
                return f"!{value}" if wanted else value
            case m.Eq(value=expr):
                return self.writer.negated(
                    Compare(CompareOp.EQ, This(), expr), self._with_this(f, raw)
                )
            case m.Range(min=low, max=high):
                return self._range(f, low, high, raw)
            case m.AnyOf(values=values):
                inner = self._with_this(f, raw)
                return " && ".join(
                    self.writer.negated(Compare(CompareOp.EQ, This(), v), inner) for v in values
                )
            case m.ExprRule(expr=expr):
                return self.writer.negated(expr, self._with_this(f, raw))
            case m.InEnum(enum=enum):
                return f"!{enum_known(enum)}({value})"
            case m.Contents():
                return ""

    def _with_this(self, f: m.Field, raw: tuple[int, int] | None) -> Ranges:
        if raw is None:
            return self.ranges
        return Ranges({**self.ranges.known, ("this",): raw, ("field", f.id): raw})

    def _range(
        self, f: m.Field, low: Expr | None, high: Expr | None, raw: tuple[int, int] | None
    ) -> str:
        inner, tests = self._with_this(f, raw), []
        for end, op, worst in ((low, CompareOp.GE, 0), (high, CompareOp.LE, 1)):
            if end is None:
                continue
            fixed = constant(end)
            beyond = (
                fixed is not None
                and raw is not None
                and (fixed <= raw[0] if worst == 0 else fixed >= raw[1])
            )
            if not beyond:
                tests.append(self.writer.negated(Compare(op, This(), end), inner))
        return " || ".join(tests)


def fail(s: m.Structure, f: m.Field, place: str, status: str, value: str) -> str:
    return (
        f"return parse_fail(in, {structure_id(s)}, {field_id(s, f)}, {place}, "
        f"PARSE_{status}, {value});"
    )


def after(rule: m.Rule, value: tuple[int, int]) -> tuple[int, int]:
    """What is left of a value's range once the rule has passed."""
    low, high = value
    match rule:
        case m.Range(min=a, max=b):
            x = None if a is None else constant(a)
            y = None if b is None else constant(b)
            return (low if x is None else max(low, x)), (high if y is None else min(high, y))
        case m.Eq(value=expr):
            fixed = constant(expr)
            return value if fixed is None else (fixed, fixed)
        case m.AnyOf() | m.ExprRule() | m.InEnum() | m.Contents():
            return value


def has_rules(s: m.Structure) -> bool:
    return any(f.rules for f in s.fields)


def check_prototype(s: m.Structure) -> str:
    return (
        f"enum parse_status {s.c_name}_check(struct "
        f"parse_in *in, {entry_type(s)} e{params_text(s)})"
    )


def check_text(specs: tuple[m.SpecFile, ...], s: m.Structure) -> str:
    """`_check` of an entry: its rules, in order."""
    names = EntryNames(specs, s)
    rules = RuleWriter(CExpr(names), ranges_of(specs, s))
    lines = []
    for f in s.fields:
        names.current = f
        assert isinstance(f.kind, m.Integer | m.Bits)
        value, left = names.field((f.id,)).text, m.integer_range(f.kind)
        for rule in f.rules:
            test = rules.broken(f, rule, value, left)
            left = after(rule, left)
            if test:
                lines += [
                    f"\tif ({test})",
                    "\t\t" + fail(s, f, "0", rule.status.name, value),
                ]
    body = "\n".join(lines)
    unused = [n for n in ("in", "e", *(p.id for p in s.params)) if n not in words(body)]
    voids = "".join(f"\t(void){n};\n" for n in unused)
    return (
        f"{f'MUST_CHECK static inline {check_prototype(s)}'}\n"
        f"{{\n{voids}{body}{chr(10) if body else ''}\treturn PARSE_OK;\n}}\n"
    )
