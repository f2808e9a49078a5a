# SPDX-License-Identifier: Apache-2.0
"""Rules as C conditions, and the check of an entry."""

from __future__ import annotations

from dataclasses import dataclass

from codegen.emit_c_expr import CExpr
from codegen.emit_c_names import EntryNames, entry_type, ranges_of
from codegen.emit_c_text import (
    enum_known,
    field_id,
    params_text,
    structure_id,
    words,
    wrapped,
)
from codegen.expr import Bool, Compare, CompareOp, Expr, This, constant
from codegen.load_field import integer_range
from codegen.model import (
    AnyOf,
    Bits,
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
from codegen.ranges import Ranges


@dataclass
class RuleWriter:
    """Conditions under which a value breaks its rules."""

    writer: CExpr
    ranges: Ranges

    def broken(self, f: Field, rule: Rule, value: str, raw: tuple[int, int] | None) -> str:
        """The C condition, or "" when nothing can break the rule."""
        match rule:
            case Eq(Bool(wanted)):
                return f"!{value}" if wanted else value
            case Eq(expr):
                return self.writer.negated(
                    Compare(CompareOp.EQ, This(), expr), self._with_this(f, raw)
                )
            case Range(low, high):
                return self._range(f, low, high, raw)
            case AnyOf(values):
                inner = self._with_this(f, raw)
                return " && ".join(
                    self.writer.negated(Compare(CompareOp.EQ, This(), v), inner) for v in values
                )
            case ExprRule(expr):
                return self.writer.negated(expr, self._with_this(f, raw))
            case InEnum(enum):
                return f"!{enum_known(enum)}({value})"
            case Contents():
                return ""

    def _with_this(self, f: Field, raw: tuple[int, int] | None) -> Ranges:
        if raw is None:
            return self.ranges
        return Ranges({**self.ranges.known, ("this",): raw, ("field", f.id): raw})

    def _range(
        self, f: Field, low: Expr | None, high: Expr | None, raw: tuple[int, int] | None
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


def fail(s: Structure, f: Field, place: str, status: str, value: str) -> str:
    return (
        f"return parse_fail(in, {structure_id(s)}, {field_id(s, f)}, {place}, "
        f"PARSE_{status}, {value});"
    )


def after(rule: Rule, value: tuple[int, int]) -> tuple[int, int]:
    """What is left of a value's range once the rule has passed."""
    low, high = value
    match rule:
        case Range(a, b):
            x = None if a is None else constant(a)
            y = None if b is None else constant(b)
            return (low if x is None else max(low, x)), (high if y is None else min(high, y))
        case Eq(expr) if (fixed := constant(expr)) is not None:
            return fixed, fixed
        case _:
            return value


def has_rules(s: Structure) -> bool:
    return any(f.rules for f in s.fields)


def check_prototype(s: Structure) -> str:
    return f"enum parse_status {s.c_name}_check(struct parse_in *in, {entry_type(s)} e{params_text(s)})"


def check_text(specs: tuple[SpecFile, ...], s: Structure) -> str:
    """`_check` of an entry: its rules, in order."""
    names = EntryNames(specs, s)
    rules = RuleWriter(CExpr(names), ranges_of(specs, s))
    lines = []
    for f in s.fields:
        names.current = f
        assert isinstance(f.kind, Integer | Bits)
        value, left = names.field((f.id,)).text, integer_range(f.kind)
        for rule in f.rules:
            test = rules.broken(f, rule, value, left)
            left = after(rule, left)
            if test:
                lines += [
                    f"\tif ({test})",
                    wrapped("\t\t" + fail(s, f, "0", rule.status.name, value)),
                ]
    body = "\n".join(lines)
    unused = [n for n in ("in", "e", *(p.id for p in s.params)) if n not in words(body)]
    voids = "".join(f"\t(void){n};\n" for n in unused)
    return (
        f"{wrapped(f'MUST_CHECK static inline {check_prototype(s)}')}\n"
        f"{{\n{voids}{body}{chr(10) if body else ''}\treturn PARSE_OK;\n}}\n"
    )
