# SPDX-License-Identifier: Apache-2.0
"""Names, numbers, texts and comments as C writes them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from codegen.model import model as m

WIDTH = 100
"""Columns of a line; clang-format breaks code, emitters fill comments."""


ROOM = 10
"""Columns that aligning a comment with those of its neighbours may take."""


def macro(*parts: str) -> str:
    return "_".join(parts).upper()


def number(value: int, hexadecimal: bool = False) -> str:
    """A constant of its own type: unsigned where it fits 32 bits, else 64."""
    if value < 0:
        return f"({value})" if value >= -(1 << 31) + 1 else f"INT64_C({value})"
    digits = f"{value:#x}" if hexadecimal or value >= 1 << 32 else str(value)
    return f"{digits}u" if value < 1 << 32 else f"UINT64_C({digits})"


def literal(value: int, hexadecimal: bool = False) -> str:
    """A number inside an expression: plain where an int holds it."""
    if 0 <= value < 1 << 31:
        return f"{value:#x}" if hexadecimal else str(value)
    return number(value, hexadecimal)


def string(data: bytes) -> str:
    """A string literal; octal escapes, which end after three digits."""
    shown = ""
    for b in data:
        char = chr(b)
        if char in '"\\':
            shown += "\\" + char
        elif char == "?" or not 32 <= b < 127:
            shown += f"\\{b:03o}"
        else:
            shown += char
    return f'"{shown}"'


def int_type(width: int, signed: bool = False) -> str:
    """The C type of so many bytes."""
    return f"{'' if signed else 'u'}int{8 * width}_t"


def bits_type(bits: int) -> str:
    return int_type(next(w for w in (1, 2, 4, 8) if bits <= 8 * w))


def value_type(kind: m.Integer | m.Bits) -> str:
    match kind:
        case m.Integer(width=width, signed=signed):
            return int_type(width, signed)
        case m.Bits(boolean=True):
            return "bool"
        case m.Bits(width=width):
            return bits_type(width)


def load(width: int, order: m.ByteOrder) -> str:
    """The function of parse.h that loads so many bytes."""
    return "load_u1" if width == 1 else f"load_u{width}{order.value}"


def _safe(text: str) -> str:
    return text.replace("*/", "* /").replace("/*", "/ *")


def _filled(paragraph: list[str], width: int) -> list[str]:
    """Lines of a paragraph, refilled; items of a list keep their hanging indent, tables and
    indented lines stay.
    """
    if any(line[:1] == "|" or line.startswith("    ") for line in paragraph):
        return paragraph
    items: list[list[str]] = [[]]
    for line in paragraph:
        if line.startswith(("- ", "* ")):
            items.append([])
        items[-1].append(line.strip())
    return [
        line
        for item in items
        for line in textwrap.wrap(
            " ".join(item),
            width,
            break_on_hyphens=False,
            break_long_words=False,
            subsequent_indent="  " if item[:1] and item[0].startswith(("- ", "* ")) else "",
        )
    ]


def comment(text: str, indent: str = "", table: Sequence[str] = ()) -> str:
    """One block comment, a single line when it fits; the lines of a table come last."""
    lines = [line.rstrip() for line in _safe(text).strip().splitlines()]
    flat = " ".join(" ".join(lines).split())
    if not flat and not table:
        return ""
    if len(indent.expandtabs()) + len(flat) + 6 <= WIDTH and "" not in lines and not table:
        return f"{indent}/* {flat} */\n"
    out, paragraph = [], []
    for line in [*lines, ""]:
        if line:
            paragraph.append(line)
            continue
        out += [*_filled(paragraph, WIDTH - len(indent.expandtabs()) - 3), ""]
        paragraph = []
    out = [*out, *(_safe(row) for row in table)] if table else out[:-1]
    body = "".join(f"{indent} * {line}".rstrip() + "\n" for line in out)
    return f"{indent}/*\n{body}{indent} */\n"


def cut(line: str, width: int) -> str:
    """A line of a table; dots show that some of it was left out."""
    return line if len(line) <= width else line[: width - 4].rstrip() + " ..."


def words(text: str) -> set[str]:
    """The identifiers in a piece of C."""
    return set(re.findall(r"[A-Za-z_]\w*", text))


def columns(line: str) -> int:
    return len(line.expandtabs(8))


def documented(line: str, doc: str) -> str:
    """A member or enumerator with its doc after it where there is room, else above it."""
    said = _safe(first_sentence(doc))
    if not said:
        return f"\t{line}\n"
    if columns(f"\t{line}\t/* {said} */") <= WIDTH - ROOM:
        return f"\t{line}\t/* {said} */\n"
    return comment(said, "\t") + f"\t{line}\n"


def first_sentence(text: str) -> str:
    """The doc up to its first full stop, on one line."""
    flat = " ".join(text.split())
    for i, char in enumerate(flat):
        if (
            char == "."
            and (i + 1 == len(flat) or flat[i + 1] == " ")
            and not flat[:i].endswith((" e.g", " i.e", " vs"))
        ):
            return flat[: i + 1]
    return flat


def enum_member(ref: m.EnumRef, member: str) -> str:
    return macro(ref.spec, ref.name, member)


def enum_known(enum: m.EnumRef) -> str:
    return f"{enum.spec}_{enum.name}_known"


def enum_fits_int(enum: m.EnumType) -> bool:
    """ISO C's enumerators are ints."""
    return all(-(1 << 31) <= member.value < 1 << 31 for member in enum.members)


def structure_id(s: m.Structure) -> str:
    return macro("STRUCTURE", s.spec, s.name)


def field_id(s: m.Structure, f: m.Field) -> str:
    return macro(s.spec, s.name, "FIELD", f.id)


def constant_macro(spec: str, owner: str, name: str) -> str:
    return macro(spec, owner, name) if owner else macro(spec, name)


def define(name: str, value: str, doc: str = "") -> str:
    """`#define`, its doc after it where there is room, else before it."""
    line = f"#define {name} {value}"
    said = _safe(first_sentence(doc))
    if not said:
        return line + "\n"
    if len(line) + len(said) <= WIDTH - ROOM:
        return f"{line}\t/* {said} */\n"
    return comment(doc) + line + "\n"


def constant_define(c: m.Constant, spec: str, owner: str) -> str:
    return define(constant_macro(spec, owner, c.id), number(c.value, c.hexadecimal), c.doc)


def params_text(s: m.Structure) -> str:
    """`, uint32_t cluster_bits`, for a signature."""
    return "".join(f", {'bool' if p.boolean else int_type(p.width)} {p.id}" for p in s.params)


def args_text(s: m.Structure) -> str:
    return "".join(f", {p.id}" for p in s.params)
