# SPDX-License-Identifier: Apache-2.0
"""Breaks the long lines of generated Python, so that emitters need not count columns.

A line is broken inside its longest pair of brackets: short parts fill lines, long ones get a line
each and are broken again where they have to be. A long text becomes several, cut at spaces;
comments and docstrings are filled.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

COLUMNS = 120
_STEP = "    "
_OPEN, _CLOSE = "([{", ")]}"
_SHORT = 48
"""Parts up to this length share lines."""
_TINY = 8
"""Brackets with less between them are not worth a break."""
_IMPORT = re.compile(r"(from [\w.]+ import )([\w, ]+)\Z")
_LAMBDA = re.compile(r"\blambda\b")
_TEXT = re.compile(r"(|.*(?:[=:] ))(b?)('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")(,?)\Z")
_PIECE = re.compile(r"(?:[^\\ ]|\\.)* ?")
_OPERATORS = (" if | else ", " or ", " and ", r" \| ")
"""What a part without commas is cut before: the loosest first."""


def fold(text: str) -> str:
    """`text` with its long lines broken. What stands between triple quotes on several lines is left
    alone.
    """
    out: list[str] = []
    quoted = False
    for line in text.split("\n"):
        marks = line.count('"""')
        code = line.lstrip()
        if quoted or marks % 2 or len(line) <= COLUMNS or "INSTAR-GEN" in line:
            out.append(line)
        else:
            out += _lines(line[: len(line) - len(code)], code)
        quoted ^= marks % 2 == 1
    return "\n".join(out)


def _lines(indent: str, code: str, inside: bool = False) -> list[str]:
    """One logical line, broken if it has to be; `inside` of brackets it may be broken anywhere."""
    if len(indent) + len(code) <= COLUMNS:
        return [indent + code]
    if code.startswith(("#", '"""')):
        return textwrap.wrap(
            code,
            COLUMNS,
            initial_indent=indent,
            subsequent_indent=indent + ("# " if code[0] == "#" else ""),
            break_long_words=False,
            break_on_hyphens=False,
        )
    if found := _IMPORT.match(code):
        return _spread(indent, f"{found[1]}(", found[2].split(", "), ")", True)
    if found := _TEXT.match(code):
        return _texts(indent, found[1], found[2], found[3], found[4])
    if inside and len(operands := _operands(code)) > 1:
        return [line for part in operands for line in _lines(indent, part, True)]
    pair = _longest_pair(code)
    if pair is None:
        return [indent + code]
    start, end = pair
    head, body, tail = code[: start + 1], code[start + 1 : end], code[end:]
    parts = [part.strip() for part in _split(body)]
    if len(parts) > 1:
        return _spread(
            indent, head, [part for part in parts if part], tail, not parts[-1].startswith("*")
        )
    inner = indent + _STEP
    return [
        indent + head,
        *(line for part in _operands(body) for line in _lines(inner, part, True)),
        indent + tail,
    ]


def _texts(indent: str, head: str, prefix: str, text: str, tail: str) -> list[str]:
    """A long text as several that stand one under the other, in parentheses where something stands
    in front of it.
    """
    quote, inner = text[0], indent + _STEP if head else indent
    room = COLUMNS - len(inner) - len(prefix) - 2 - len(tail)
    rows = [""]
    for piece in _PIECE.findall(text[1:-1]):
        if rows[-1] and len(rows[-1]) + len(piece) > room:
            rows.append("")
        rows[-1] += piece
    lines = [f"{inner}{prefix}{quote}{row}{quote}" for row in rows]
    if head:
        return [f"{indent}{head}(", *lines, f"{indent}){tail}"]
    return [*lines[:-1], lines[-1] + tail]


def _spread(indent: str, head: str, parts: list[str], tail: str, comma: bool) -> list[str]:
    """Parts between brackets, behind each a comma."""
    inner, rows = indent + _STEP, list[str]()
    for number, part in enumerate(parts):
        text = part + ("," if comma or number < len(parts) - 1 else "")
        if rows and max(map(len, parts)) <= _SHORT and len(rows[-1]) + 1 + len(text) <= COLUMNS:
            rows[-1] += " " + text
        else:
            rows += _lines(inner, text, True)
    return [indent + head, *rows, indent + tail]


def _code(text: str) -> Iterator[tuple[int, str, int]]:
    """(index, character, depth) of what stands outside texts; a bracket has the depth outside of
    it.
    """
    depth, quote, escaped = 0, "", False
    for i, c in enumerate(text):
        if quote:
            quote = quote if escaped or c != quote else ""
            escaped = c == "\\" and not escaped
            continue
        if c in "\"'":
            quote = c
            continue
        depth -= c in _CLOSE
        yield i, c, depth
        depth += c in _OPEN


def _longest_pair(code: str) -> tuple[int, int] | None:
    """The outermost brackets with most between them."""
    start, best = 0, None
    for i, c, depth in _code(code):
        if depth == 0 and c in _OPEN:
            start = i
        elif (
            depth == 0
            and c in _CLOSE
            and i - start > _TINY
            and (best is None or i - start > best[1] - best[0])
        ):
            best = (start, i)
    return best


def _split(body: str) -> list[str]:
    """`body` cut at the commas outside of brackets and texts; those of a lambda's arguments do not
    count.
    """
    lambdas = {m.start() for m in _LAMBDA.finditer(body)}
    parts, begun, skipping = [], 0, False
    for i, c, depth in _code(body):
        if depth:
            continue
        skipping = skipping or i in lambdas
        if skipping:
            skipping = c != ":"
        elif c == ",":
            parts.append(body[begun:i])
            begun = i + 1
    return [*parts, body[begun:]]


def _operands(body: str) -> list[str]:
    """An expression, cut before its loosest operators."""
    outside = {i for i, _, depth in _code(body) if depth == 0}
    for operator in _OPERATORS:
        cuts = [m.start() for m in re.finditer(operator, body) if m.start() in outside]
        if cuts:
            return [body[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(body)], strict=True)]
    return [body.strip()]
