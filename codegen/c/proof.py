# SPDX-License-Identifier: Apache-2.0
"""Proof harnesses for the bounded model checker CBMC: `tests/proofs/generated/prove_<spec>.c`, one
function for each parser, entry, checksum and set of numbers.

A harness hands the parser a buffer of any length with any content and states what must hold then:
nothing outside of the buffer is touched (CBMC checks every access), no arithmetic is undefined, a
refusal names a place inside the buffer, and what is accepted keeps its rules. The rules are written
down here a second time, over 128-bit numbers, so that a mistake in the parser's own arithmetic
cannot hide in the statement.
"""

from __future__ import annotations

from codegen.c.header import enums_in_rules
from codegen.c.names import kept
from codegen.c.options import harnesses as option_harnesses
from codegen.c.proof_store import has_store_proof, store_harness
from codegen.c.relations import classify_harness, index_harnesses
from codegen.c.rules import has_rules
from codegen.c.store import has_writer
from codegen.c.text import enum_known, enum_member
from codegen.c.wanted import peek, peeked
from codegen.model import model as m
from codegen.model.expr import (
    Binary,
    BinaryOp,
    Bool,
    Compare,
    Cond,
    ConstRef,
    DerivedRef,
    Element,
    Expr,
    FieldRef,
    Int,
    Logic,
    LogicOp,
    MemberRef,
    ParamRef,
    SizeRef,
    Text,
    This,
    ToInt,
    Unary,
    UnaryOp,
    constant,
    walk,
)
from codegen.out.write import c_banner, marker

FOLDER = "tests/proofs/generated"
WIDE = "__int128"
_BYTES = m.Bytes | m.String


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    """One file for each spec that has structures."""
    return {
        f"{FOLDER}/prove_{s.id}.c": _file(specs, s)
        for s in specs
        if any(x.fields for x in s.structures)
    }


def harness_name(structure: m.Structure) -> str:
    return f"prove_{structure.c_name}"


def _file(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> str:
    lines = [
        c_banner(marker("proof", spec)).rstrip("\n"),
        *(["#define COPY_BYTES"] if _has_arrays_of_structures(specs, spec) else []),
        '#include "../proof.h"',
        '#include "../stand_ins.h"',
    ]
    lines += [f'#include "{name}.c"' for name in (*spec.imports, spec.id)]
    lines.append(f"/* unwind {_longest_loop(specs, spec) + 2} */")
    for structure in spec.structures:
        if structure.fields:
            harness = _Harness(specs, structure)
            lines += ["", *harness.lines()]
            if has_store_proof(structure):
                lines += ["", *store_harness(specs, structure, harness.params())]
            lines += _peeks(structure)
            lines += [
                line
                for field in structure.fields
                if field.checksum
                for line in _checksum(structure, field)
            ]
    for enum in spec.enums:
        if enum.ref in enums_in_rules(specs):
            lines += _known(enum)
    lines += index_harnesses(spec)
    lines += option_harnesses(spec)
    return "\n".join(lines) + "\n"


def _checksum(structure: m.Structure, field: m.Field) -> list[str]:
    """The function that computes a checksum stays inside of what it is given."""
    compute = f"{structure.c_name}_{field.id}_compute"
    return [
        "",
        f"void prove_{compute}(void)",
        "{",
        "\tstruct parse_in in = any_input();",
        "",
        f"\t(void){compute}(in.buf, in.len);",
        "}",
    ]


def _peeks(structure: m.Structure) -> list[str]:
    """Each number is read from the bytes that it has, whatever they are."""
    numbers = peeked(structure)
    if not numbers:
        return []
    end = max((f.offset or 0) + kind.width for f, kind in numbers)
    out = ["", f"void prove_{structure.c_name}_peeks(void)", "{", f"\tuint8_t bytes[{end}];", ""]
    return [*out, *(f"\t(void){peek(structure, f)}(bytes);" for f, _ in numbers), "}"]


def _known(enum: m.EnumType) -> list[str]:
    """The function that knows an enum's members knows these and no other number."""
    known = enum_known(enum.ref)
    kind = "int64_t" if any(member.value < 0 for member in enum.members) else "uint64_t"
    listed = " || ".join(f"v == {_literal(member.value)}" for member in enum.members)
    named = " && ".join(
        f"{enum_member(enum.ref, member.id)} == {_literal(member.value)}" for member in enum.members
    )
    return [
        "",
        f"void prove_{known}(void)",
        "{",
        f"\t{kind} v = ({kind})any_u64();",
        "",
        f"\tassert({named});",
        f"\tassert({known}(v) == ({listed}));",
        "}",
    ]


def _has_arrays_of_structures(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> bool:
    return any(
        isinstance(f.kind, m.Array)
        and isinstance(f.kind.element, m.Nested)
        and not m.structure_of(specs, f.kind.element.type).is_entry
        for s in spec.structures
        for f in s.fields
        if has_writer(s)
    )


def _longest_loop(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> int:
    """Steps of the longest loop: over an array of constant length, or the bytes of a field."""
    counts = [18]
    copied = _has_arrays_of_structures(specs, spec)
    for structure in spec.structures:
        if copied:
            counts += [f.size or 0 for f in structure.fields if isinstance(f.kind, _BYTES)]
        for field in structure.fields:
            if isinstance(field.kind, m.Array):
                counts.append(constant(field.kind.count) or 0)
    return max(counts)


class Unstated(Exception):
    """A rule that the harness cannot say over the parsed struct: it needs bytes that the struct
    does not keep.
    """


class _Harness:
    """One harness."""

    def __init__(self, specs: tuple[m.SpecFile, ...], structure: m.Structure) -> None:
        self.specs = specs
        self.structure = structure

    def lines(self) -> list[str]:
        return self.entry() if self.structure.is_entry else self.parser()

    def params(self) -> list[str]:
        out = []
        for param in self.structure.params:
            kind = "bool" if param.boolean else f"uint{8 * param.width}_t"
            out.append(f"\t{kind} {param.id} = ({kind})any_u64();")
            if not param.boolean:
                out.append(f"\tassume({param.id} >= {param.min}u && {param.id} <= {param.max}u);")
        return out

    def parser(self) -> list[str]:
        structure = self.structure
        name = structure.c_name
        args = "".join(f", {p.id}" for p in structure.params)
        out = [
            f"void {harness_name(structure)}(void)",
            "{",
            "\tstruct parse_in in = any_input();",
            *self.params(),
            f"\tstruct {name} h;",
            f"\tenum parse_status status = {name}_parse(&in{args}, &h);",
            "",
            "\tif (status != PARSE_OK) {",
            "\t\tcheck_refusal(&in, status);",
            "\t\treturn;",
            "\t}",
        ]
        least = structure.size if structure.size is not None else structure.min_size
        out.append(f"\tassert(in.len >= {least});")
        if structure.size is None:
            out.append("\tassert(h.len_total <= in.len);")
        for field in structure.fields:
            out += self.field(field)
        for derived in structure.derived:
            out.append(f"\t(void){name}_{derived.id}({'&h' if structure.fields else ''}{args});")
        return [*out, *self.meanings(), "}"]

    def meanings(self) -> list[str]:
        """Each of the values has the one of the first case that holds."""
        if not self.structure.cases:
            return []
        tests = [case.when for case in self.structure.cases if case.when is not None]
        wide = [self.text(test, self.structure.fields[0]) for test in tests]
        return classify_harness(self.structure, wide)

    def entry(self) -> list[str]:
        structure = self.structure
        name = structure.c_name
        kind = f"uint{8 * (structure.size or 0)}_t"
        args = "".join(f", {p.id}" for p in structure.params)
        out = [
            f"void {harness_name(structure)}(void)",
            "{",
            f"\tuint8_t bytes[{name.upper()}_SIZE];",
            f"\t{kind} e = ({kind}){name}_load(bytes);",
            *self.params(),
        ]
        for field in structure.fields:
            if isinstance(field.kind, m.Integer) and kept(structure, field):
                out.append(f"\t(void){name}_{field.id}(e);")
            if isinstance(field.kind, m.Bits) and field.kind.width < 64:
                out.append(
                    f"\tassert(((uint64_t){name}_{field.id}(e) >> {field.kind.width}) == 0);"
                )
        for derived in structure.derived:
            out.append(f"\t(void){name}_{derived.id}(e{args});")
        out += self.meanings()
        if not has_rules(structure):
            return [*out, "}"]
        out.append("\tstruct parse_in in = parse_input(bytes, sizeof(bytes), any_u64());")
        out.append(f"\tenum parse_status status = {name}_check(&in, e{args});")
        out.append("\tif (status != PARSE_OK) {")
        out.append("\t\tcheck_refusal(&in, status);")
        out.append("\t\treturn;")
        out.append("\t}")
        for field in structure.fields:
            out += self.rules(field)
        return [*out, "}"]

    def field(self, field: m.Field) -> list[str]:
        if not kept(self.structure, field):
            return []
        if field.is_variable:
            name = f"h.{field.id}"
            return [f"\tassert({name}_len <= in.len && {name}_off <= in.len - {name}_len);"]
        return self.rules(field)

    def rules(self, field: m.Field) -> list[str]:
        if not isinstance(field.kind, m.Integer | m.Bits):
            return []
        out = []
        for rule in field.rules:
            try:
                text = self.rule(field, rule)
                if field.condition is not None:
                    text = f"!{self.text(field.condition, field)} || {text}"
            except Unstated:
                continue
            out.append(f"\tassert({text});")
        return out

    def rule(self, field: m.Field, rule: m.Rule) -> str:
        value = self.value((field.id,))
        match rule:
            case m.Eq(value=want):
                return f"{value} == {self.text(want, field)}"
            case m.Range(min=low, max=high):
                ends = []
                if low is not None:
                    ends.append(f"{value} >= {self.text(low, field)}")
                if high is not None:
                    ends.append(f"{value} <= {self.text(high, field)}")
                return f"({' && '.join(ends)})"
            case m.AnyOf(values=values):
                return "(" + " || ".join(f"{value} == {self.text(v, field)}" for v in values) + ")"
            case m.ExprRule(expr=expr):
                return self.text(expr, field)
            case m.InEnum(enum=ref):
                enum = next(s for s in self.specs if s.id == ref.spec).enum(ref.name)
                return (
                    "("
                    + " || ".join(f"{value} == {_literal(member.value)}" for member in enum.members)
                    + ")"
                )
            case m.Contents():
                raise Unstated

    def value(self, path: tuple[str, ...]) -> str:
        if self.structure.is_entry:
            return f"(({WIDE}){self.structure.c_name}_{path[0]}(e))"
        structure = self.structure
        for part in path[:-1]:
            kind = structure.field(part).kind
            assert isinstance(kind, m.Nested)
            if not kept(structure, structure.field(part)):
                raise Unstated
            structure = m.structure_of(self.specs, kind.type)
        field = structure.field(path[-1])
        if not kept(structure, field) or not isinstance(field.kind, m.Integer | m.Bits):
            raise Unstated
        if structure.is_entry:
            inner = ".".join(path[:-1])
            return f"(({WIDE}){structure.c_name}_{path[-1]}(h.{inner}))"
        return f"(({WIDE})h.{'.'.join(path)})"

    def text(self, node: Expr, field: m.Field) -> str:
        def sub(inner: Expr) -> str:
            return self.text(inner, field)

        match node:
            case Int(value=value):
                return _literal(value)
            case Bool(value):
                return "1" if value else "0"
            case ConstRef(value=value) | MemberRef(value=value):
                return _literal(value)
            case This():
                return self.value((field.id,))
            case FieldRef(path=path):
                return self.value(path)
            case ParamRef(name=name):
                return f"(({WIDE}){name})"
            case DerivedRef(expr=definition) | ToInt(definition):
                return sub(definition)
            case Unary(UnaryOp.NOT, operand):
                return f"(!{sub(operand)})"
            case Unary(op, operand):
                return f"({op.value}{sub(operand)})"
            case Binary(op, left, right):
                return self.binary(op, left, right, field)
            case Compare(op, left, right):
                if any(isinstance(n, Text) for n in walk(node)):
                    raise Unstated
                return f"({sub(left)} {op.value} {sub(right)})"
            case Logic(LogicOp.AND, left, right):
                return f"({sub(left)} && {sub(right)})"
            case Logic(left=left, right=right):
                return f"({sub(left)} || {sub(right)})"
            case Cond(test, then, other):
                return f"({sub(test)} ? {sub(then)} : {sub(other)})"
            case Element() | SizeRef() | Text():
                raise Unstated

    def binary(self, op: BinaryOp, left: Expr, right: Expr, field: m.Field) -> str:
        a, b = self.text(left, field), self.text(right, field)
        if op in (BinaryOp.SHL, BinaryOp.SHR):
            return f"({a} {op.value} (int){b})"
        return f"({a} {op.value} {b})"


def _literal(value: int) -> str:
    if value < 0:
        return f"(-{_literal(-value)})"
    return f"(({WIDE})UINT64_C({value:#x}))" if value > 0xFFFF else f"(({WIDE}){value})"
