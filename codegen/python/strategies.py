# SPDX-License-Identifier: Apache-2.0
"""Hypothesis strategies: `tests/generated/strategies/<spec>.py`.

For each structure: `qcow2_headers()` draws valid ones, `qcow2_header_boundaries()` valid ones at
the edges of their rules, and `QCOW2_HEADER_CORRUPTIONS` lists each rule that can be broken alone,
with the status that must follow.
"""

from __future__ import annotations

from codegen.model import model as m
from codegen.model.expr import Env, Expr, FieldRef, Int, constant, evaluate, walk
from codegen.out.expression import bare, python_expr, python_int, python_members
from codegen.out.write import marker, python_banner, python_imports, python_package
from codegen.python.layout import attribute, contents_of, default_of

FOLDER = "tests/generated/strategies"


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    """One module for each spec that has structures."""
    return python_package(
        "strategies",
        FOLDER,
        "Hypothesis strategies for every structure in `specs/`",
        specs,
        _module,
    )


def plural(name: str) -> str:
    """`qcow2_header` -> `qcow2_headers`."""
    if name.endswith("y") and name[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "sh", "ch")) else "s")


def _module(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> str:
    body: list[str] = []
    for structure in spec.structures:
        body += _Strategy(specs, structure).lines()
    text = "\n".join(body)
    module = f"instar.generated.{spec.id}" if spec.is_abi else f"instar.generated.formats.{spec.id}"
    names = sorted(s.python_name for s in spec.structures)
    lines = [
        python_banner(marker("strategies", spec)).rstrip("\n"),
        f'"""{" ".join(spec.title.split()).rstrip(".")}: strategies."""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Any",
        "",
        "from hypothesis import strategies as st",
        "",
        f"from {module} import {', '.join(names)}",
    ]
    lines += python_imports(FOLDER, specs, spec, text, lambda s: plural(s.c_name))
    lines.append("from tests.strategies.support import Corruption, Values")
    return "\n".join([*lines, "", *body]).rstrip("\n") + "\n"


def _all_rules(item: m.Field) -> tuple[m.Rule, ...]:
    """Those of a good value, which is one by the format's rules and by qemu's."""
    return item.rules + (item.format_rules or ())


class _Strategy:
    """The strategies of one structure."""

    def __init__(self, specs: tuple[m.SpecFile, ...], structure: m.Structure) -> None:
        self.specs = specs
        self.structure = structure
        self.lengths = {path[-1] for f in structure.fields for path in _length_paths(f)}

    def lines(self) -> list[str]:
        structure = self.structure
        name, many = structure.python_name, plural(structure.c_name)
        params = "".join(
            f", {p.id}: int = {_param_default(p.min, p.max)}" for p in structure.params
        )
        pass_on = "".join(f", {p.id}={p.id}" for p in structure.params)
        single = structure.c_name
        out = [
            "",
            "@st.composite",
            f"def {many}(draw: Any, /, edges_only: bool = False{params}, **fixed: Any) -> {name}:",
            f'    """Valid {structure.human_name} structures; a keyword fixes a field."""',
            "    v = Values(draw, fixed, edges_only)",
        ]
        for item in structure.fields:
            out += ["    " + line for line in self.field(item)]
        sealed = any(f.checksum is not None and not f.checksum.advisory for f in structure.fields)
        out += [f"    return {name}(**v.values){'.sealed()' if sealed else ''}", ""]
        out += [
            "",
            f"def {single}_boundaries({params.lstrip(', ')}) -> st.SearchStrategy[{name}]:",
            f'    """Valid {structure.human_name} structures '
            'whose numbers stand at the edges of their rules."""',
            f"    return {many}(edges_only=True{pass_on})",
            "",
            "",
            f"{single.upper()}_CORRUPTIONS: tuple[Corruption, ...] = (",
        ]
        if not structure.params:
            for item in structure.fields:
                out += self.corruptions(item)
        return [*out, ")", '"""Each rule that can be broken alone."""', ""]

    # --- valid values

    def names(self, path: tuple[str, ...]) -> str:
        return f'v["{attribute(path[0])}"]' + "".join(f".{attribute(part)}" for part in path[1:])

    def text(self, node: Expr, this: str = "x") -> str:
        return python_expr(node, self.names, this)

    def field(self, item: m.Field) -> list[str]:
        if contents_of(item) is not None:
            return []
        body = self.draw(item)
        if item.condition is None:
            return body
        absent = default_of(self.specs, item)
        if isinstance(item.kind, m.Integer | m.Bits):
            absent = "False" if isinstance(item.kind, m.Bits) and item.kind.boolean else "0"
        if isinstance(item.kind, m.Bytes | m.String):
            absent = 'b""'
        if isinstance(item.kind, m.Nested):
            absent = f"{m.structure_of(self.specs, item.kind.type).python_name}()"
        return [
            f"if {bare(self.text(item.condition))}:",
            *("    " + line for line in body),
            "else:",
            f'    v.absent("{attribute(item.id)}", {absent})',
        ]

    def draw(self, item: m.Field) -> list[str]:
        name = attribute(item.id)
        match item.kind:
            case m.Integer() | m.Bits():
                good = self.good(item)
                if isinstance(item.kind, m.Bits) and item.kind.boolean:
                    return [f'v.boolean("{name}", {good})']
                low, high = self.limits(item)
                edges = ", ".join(python_int(e, e > 0xFFFF) for e in self.edges(item))
                tail = ", is_length=True" if item.id in self.lengths else ""
                return [
                    f'v.integer("{name}", {low}, '
                    f"{python_int(high, high > 0xFFFF)}, ({edges},), {good}{tail})"
                ]
            case m.Bytes() | m.String() if choices := self.choices(item):
                return [f'v.choice("{name}", {choices})']
            case m.Bytes(size=size):
                return [f'v.data("{name}", {bare(self.text(size))}, good={self.good(item)})']
            case m.String(size=None):
                return [f'v.data("{name}", 24, terminated=True, good={self.good(item)})']
            case m.String(size=size, terminated=terminated):
                assert size is not None
                return [
                    f'v.data("{name}", {bare(self.text(size))}, '
                    f"terminated={terminated}, good={self.good(item)})"
                ]
            case m.Nested(type=ref, args=args):
                inner = m.structure_of(self.specs, ref)
                return [f'v.structure("{name}", {plural(inner.c_name)}({self.args(inner, args)}))']
            case m.Array(element=element, count=count):
                return [
                    f'v.array("{name}", {bare(self.text(count))}, {self.element(item, element)})'
                ]

    def choices(self, item: m.Field) -> str | None:
        """The texts of which the field must hold one."""
        for rule in _all_rules(item):
            if isinstance(rule, m.AnyOf):
                return f"({', '.join(self.text(v) for v in rule.values)},)"
        return None

    def args(self, inner: m.Structure, args: tuple[Expr, ...]) -> str:
        pairs = [f"{p.id}={bare(self.text(a))}" for p, a in zip(inner.params, args, strict=True)]
        return ", ".join(["edges_only=edges_only", *pairs])

    def element(self, item: m.Field, element: m.Integer | m.Nested | m.Bytes) -> str:
        match element:
            case m.Integer(width=width, signed=signed):
                low, high = _type_limits(8 * width, signed)
                return f"st.integers({low}, {python_int(high, True)})"
            case m.Nested(type=ref, args=args):
                inner = m.structure_of(self.specs, ref)
                return f"{plural(inner.c_name)}({self.args(inner, args)})"
            case m.Bytes(size=size):
                fixed = constant(size)
                return f"st.binary(min_size={fixed}, max_size={fixed})"

    def good(self, item: m.Field) -> str:
        texts = [t for rule in _all_rules(item) if (t := self.rule_text(rule)) is not None]
        return f"lambda x, v: {' and '.join(texts)}" if texts else "None"

    def rule_text(self, rule: m.Rule) -> str | None:
        match rule:
            case m.Eq(value=want):
                return f"x == {self.text(want)}"
            case m.Range(min=low, max=high):
                left = f"{self.text(low)} <= " if low is not None else ""
                right = f" <= {self.text(high)}" if high is not None else ""
                return f"{left}x{right}"
            case m.AnyOf(values=values):
                return f"x in ({', '.join(self.text(v) for v in values)},)"
            case m.ExprRule(expr=expr):
                return self.text(expr)
            case m.InEnum(enum=ref):
                enum = next(s for s in self.specs if s.id == ref.spec).enum(ref.name)
                return f"x in ({python_members(enum)},)"
            case m.Contents():
                return None

    def limits(self, item: m.Field) -> tuple[int, int]:
        match item.kind:
            case m.Integer(width=width, signed=signed):
                low, high = _type_limits(8 * width, signed)
            case m.Bits(width=width):
                low, high = 0, (1 << width) - 1
            case m.Bytes() | m.String() | m.Nested() | m.Array():
                raise AssertionError(item)
        for rule in _all_rules(item):
            match rule:
                case m.Range(min=first, max=last):
                    if first is not None and (number := constant(first)) is not None:
                        low = max(low, number)
                    if last is not None and (number := constant(last)) is not None:
                        high = min(high, number)
                case m.Eq(value=want):
                    if (number := constant(want)) is not None:
                        low = high = number
                case m.AnyOf() | m.ExprRule() | m.InEnum() | m.Contents():
                    pass
        return low, high

    def edges(self, item: m.Field) -> list[int]:
        low, high = self.limits(item)
        found = {low, high, low + 1, high - 1, 0, 1, high // 2 + 1}
        for rule in _all_rules(item):
            match rule:
                case m.AnyOf(values=values):
                    found |= {n for v in values if (n := constant(v)) is not None}
                case m.InEnum(enum=ref):
                    enum = next(s for s in self.specs if s.id == ref.spec).enum(ref.name)
                    found |= {member.value for member in enum.members}
                case m.ExprRule(expr=expr):
                    found |= _numbers_in(expr, high)
                case m.Eq() | m.Range() | m.Contents():
                    pass
        return sorted(e for e in found if low <= e <= high)

    # --- rules broken one at a time

    def corruptions(self, item: m.Field) -> list[str]:
        out: list[str] = []
        for place, rule in enumerate(item.rules):
            row = self.corruption(item, place, rule)
            if row is not None:
                out.append(row)
        if item.checksum is not None and not item.checksum.advisory:
            out.append(self.row(item, int(m.Status.CHECKSUM), "checksum", (), 0, 0, "True"))
        row = self.too_long(item)
        return out if row is None else [*out, row]

    def corruption(self, item: m.Field, place: int, rule: m.Rule) -> str | None:
        if isinstance(rule, m.Contents):
            if item.offset is None:
                return None
            summed = next(
                (f for f in self.structure.fields if f.checksum and not f.checksum.advisory), None
            )
            if summed is not None and summed.number < item.number:
                return None  # the checksum is looked at first
            return self.row(item, int(rule.status), "contents", (), 0, 0, "True")
        if (
            isinstance(item.kind, m.Bytes | m.String)
            and item.offset is not None
            and item.size is not None
        ):
            return self.row(
                item, int(rule.status), "contents", (), 0, 0, f"not ({self.corrupt_text(rule)})"
            )
        if not isinstance(item.kind, m.Integer | m.Bits):
            return None
        width = 8 * item.kind.width if isinstance(item.kind, m.Integer) else item.kind.width
        signed = isinstance(item.kind, m.Integer) and item.kind.signed
        low, high = _type_limits(width, signed)
        first, last = self.limits(item)
        near = {first - 1, last + 1, low, high, 0, 1, last, first}
        near |= {e + d for e in self.edges(item) for d in (-1, 1)}
        texts = [t for r in item.rules[:place] if (t := self.corrupt_text(r)) is not None]
        broken = " and ".join([*texts, f"not ({self.corrupt_text(rule)})"])
        if item.condition is not None:
            broken = f"{self.corrupt_expr(item.condition)} and {broken}"
        numbers = tuple(sorted(n for n in near if low <= n <= high))
        return self.row(item, int(rule.status), "number", numbers, low, high, broken)

    def too_long(self, item: m.Field) -> str | None:
        """A part longer than its bound: the field that tells its length says more. None where no
        length can.
        """
        size = _length_of(item)
        paths = _length_paths(item)
        if size is None or item.bound is None or len(paths) != 1:
            return None
        owner, told = self.structure, paths[0]
        for part in told[:-1]:
            kind = owner.field(part).kind
            assert isinstance(kind, m.Nested)
            owner = m.structure_of(self.specs, kind.type)
        low, high = _Strategy(self.specs, owner).limits(owner.field(told[-1]))
        near = {high, high - 1, item.bound, *(item.bound + 1 << step for step in range(8))}
        numbers = tuple(sorted(n for n in near if low <= n <= high))
        before = [
            (length, f.bound)
            for f in self.structure.fields[: self.structure.fields.index(item)]
            if f.bound is not None
            and (length := _length_of(f)) is not None
            and _length_paths(f) == paths
        ]
        fitting = [
            n
            for n in numbers
            if all(0 <= _with(length, told, n) <= bound for length, bound in before)
        ]
        if all(0 <= _with(size, told, n) <= item.bound for n in fitting):
            return None
        kept = "".join(
            f"0 <= {self.corrupt_expr(length)} <= {bound} and " for length, bound in before
        )
        broken = f"{kept}not 0 <= {self.corrupt_expr(size)} <= {item.bound}"
        return self.row(item, int(m.Status.RANGE), "length", numbers, low, high, broken, told)

    def corrupt_expr(self, node: Expr) -> str:
        return python_expr(node, lambda path: "s." + ".".join(attribute(p) for p in path), "x")

    def corrupt_text(self, rule: m.Rule) -> str | None:
        saved, self.names = self.names, lambda path: "s." + ".".join(attribute(p) for p in path)  # type: ignore[method-assign]
        try:
            return self.rule_text(rule)
        finally:
            self.names = saved  # type: ignore[method-assign]

    def row(
        self,
        item: m.Field,
        status: int,
        kind: str,
        near: tuple[int, ...],
        low: int,
        high: int,
        breaks: str,
        told_by: tuple[str, ...] = (),
    ) -> str:
        numbers = "".join(f"{python_int(n, n > 0xFFFF)}, " for n in near)
        last = "".join(f'"{attribute(part)}", ' for part in told_by)
        return (
            f'    Corruption("{self.structure.human_name}", '
            f'"{item.id}", {status}, "{kind}", ({numbers.rstrip()}), '
            f"{low}, {python_int(high, high > 0xFFFF)}, "
            f"lambda x, s: {breaks}, {item.offset}, {item.size}"
            f"{f', ({last.rstrip()})' if last else ''}),"
        )


def _length_paths(item: m.Field) -> list[tuple[str, ...]]:
    """Fields that the size or count of a variable field is computed from."""
    node = _length_of(item)
    return (
        []
        if node is None
        else list(dict.fromkeys(n.path for n in walk(node) if isinstance(n, FieldRef)))
    )


def _with(size: Expr, path: tuple[str, ...], number: int) -> int:
    """What a size is when the one field that it names is `number`."""
    value: object = number
    for part in reversed(path):
        value = {part: value}
    assert isinstance(value, dict)
    return int(evaluate(size, Env(value, {})))


def _length_of(item: m.Field) -> Expr | None:
    """The size or count of a variable field, where it is computed."""
    if not item.is_variable:
        return None
    match item.kind:
        case m.Bytes(size=size):
            return size
        case m.String(size=size):
            return size
        case m.Array(count=count):
            return count
        case m.Integer() | m.Bits() | m.Nested():
            return None


def _numbers_in(expr: Expr, high: int) -> set[int]:
    """Numbers near those that a rule names, and some of their multiples: it may accept them."""
    found: set[int] = set()
    for node in walk(expr):
        number = node.value if isinstance(node, Int) else getattr(node, "value", None)
        if not isinstance(number, int) or isinstance(number, bool):
            continue
        found |= {number - 1, number, number + 1}
        if number > 1:
            found |= {number * times for times in (2, 3, 5, 128) if number * times <= high}
            found.add(high // number * number)
    return found


def _type_limits(bits: int, signed: bool) -> tuple[int, int]:
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)


def _param_default(low: int, high: int) -> int:
    return min(max(16, low), high)
