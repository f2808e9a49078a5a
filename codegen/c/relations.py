# SPDX-License-Identifier: Apache-2.0
"""Relations in C: what an entry means, `<entry>_classify`, and which element of a table an offset
belongs to, `<spec>_<table>_index`.
"""

from __future__ import annotations

from codegen.c.expr import CExpr, Code
from codegen.c.names import names_of, ranges_of, subject_of
from codegen.c.text import args_text, comment, documented, macro, params_text
from codegen.model import model as m
from codegen.model.expr import Expr
from codegen.model.relations import SAID, Given, Meaning, Place

_ATOM = 12


def _means(meaning: Meaning) -> str:
    return macro("MEANS", meaning.value)


def meanings_text() -> str:
    """The enum that all entries share."""
    out = "\n/* What a table's entry says of its range. */\nenum meaning {\n"
    for number, meaning in enumerate(Meaning):
        out += documented(f"{_means(meaning)} = {number},", SAID[meaning])
    return out + "};\n"


def classify_text(specs: tuple[m.SpecFile, ...], s: m.Structure) -> str:
    """What an entry means; every value means something."""
    if not s.cases:
        return ""
    writer, ranges = CExpr(names_of(specs, s)), ranges_of(specs, s)
    out = "\n" + comment("What the entry means for its range of the disk.")
    args = subject_of(s) + params_text(s)
    out += f"static inline enum meaning {s.c_name}_classify({args})\n{{\n"
    used = ""
    for case in s.cases:
        if case.when is not None:
            used += f"\tif ({writer.condition(case.when, ranges)})\n\t"
        used += f"\treturn {_means(case.means)};\n"
    return f"{out}{used}}}\n"


def classify_harness(s: m.Structure, wide: list[str]) -> list[str]:
    """The same cases, asked in their order of 128-bit numbers."""
    subject = "e" if s.is_entry else "&h"
    lines = [f"\tenum meaning means = {s.c_name}_classify({subject}{args_text(s)});"]
    before = ""
    for case, text in zip(s.cases, [*wide, ""], strict=True):
        test = " && ".join(part for part in (before, text) if part) or "1"
        lines.append(f"\tassert(!({test}) || means == {_means(case.means)});")
        before = " && ".join(part for part in (before, f"!{text}") if part)
    return lines


class _Numbers:
    """An index's numbers, each an argument."""

    def param(self, name: str) -> Code:
        return Code(name, _ATOM, "uint64_t")

    def derived(self, path: tuple[str, ...]) -> Code | None:
        return None

    def field(self, path: tuple[str, ...]) -> Code:
        raise TypeError(f"{path} is not an argument")

    def element(self, path: tuple[str, ...], index: int) -> Code:
        raise TypeError(f"{path} is not an argument")

    size = field

    def this(self) -> Code:
        raise TypeError("an index has no `_`")

    def text_equal(self, node: Expr, data: bytes) -> str:
        raise TypeError("an index compares no texts")


def _index_name(spec: m.SpecFile, place: Place) -> str:
    return f"{spec.id}_{place.id}_index"


def indexes_text(spec: m.SpecFile) -> str:
    """One function for each table that an offset has an element of."""
    out = ""
    for place in spec.places:
        if place.index is None or place.same:
            continue
        code = CExpr(_Numbers()).code(place.index.plain, place.index.ranges)
        text = code.text if code.type == "uint64_t" else f"(uint64_t){code.within(_ATOM - 2)}"
        args = ", ".join(f"uint64_t {g.name}" for g in place.index.given)
        said = f"Which element of {place.id.replace('_', ' ')} the offset belongs to."
        out += f"\n{comment(said)}static inline uint64_t {_index_name(spec, place)}({args})\n"
        out += f"{{\n\treturn {text};\n}}\n"
    return out


def index_harnesses(spec: m.SpecFile) -> list[str]:
    """Whatever the rules allow is computed without a division by zero or an overflow."""
    out = []
    for place in spec.places:
        if place.index is None or place.same:
            continue
        name = _index_name(spec, place)
        out += ["", f"void prove_{name}(void)", "{"]
        out += [line for g in place.index.given for line in _given(g)]
        args = ", ".join(g.name for g in place.index.given)
        out += ["", f"\t(void){name}({args});", "}"]
    return out


def _given(given: Given) -> list[str]:
    if (given.min, given.max) == (0, (1 << 64) - 1):
        return [f"\tuint64_t {given.name} = any_u64();"]
    low, high = f"UINT64_C({given.min})", f"UINT64_C({given.max})"
    return [
        f"\tuint64_t {given.name} = any_u64();",
        f"\tassume({given.name} >= {low} && {given.name} <= {high});",
    ]
