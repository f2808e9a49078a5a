# SPDX-License-Identifier: Apache-2.0
"""Long lines are broken where a person would break them, and mean the same."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from codegen.out.fold import COLUMNS, fold
from tests.codegen.cbuild import ROOT

WORD = "abcdefghij"
NAMES = [f"{WORD}{n}" for n in range(12)]
LINES = [
    f"from module import {', '.join(NAMES)}",
    f"x = call({', '.join(NAMES)})",
    f"    return pack(first({', '.join(NAMES[:9])}), second)".strip(),
    f"if not ({' and '.join(NAMES)}):\n    pass",
    f"x = ({NAMES[0]} if ({' or '.join(NAMES)}) else {NAMES[1]})",
    f"x = call(lambda a, b: ({' | '.join(NAMES)}), {NAMES[0]})",
    f"x = {{0x{1:x}: '{' '.join(NAMES)}', 2: ('a,(b', \"it's\")}}",
    f"x = '{' '.join(NAMES)} and \\\\ \\n \\' the rest of it'",
    f'x: str = b"{" ".join(NAMES)}"'.replace("str", "bytes"),
    f"call({', '.join(NAMES)}, *{WORD})",
]


@pytest.mark.parametrize("line", LINES)
def test_broken_line_means_the_same(line: str) -> None:
    folded = fold(line)
    assert ast.dump(ast.parse(folded)) == ast.dump(ast.parse(line))
    assert max(map(len, folded.splitlines())) <= COLUMNS < max(map(len, line.splitlines()))
    assert fold(folded) == folded


def test_short_parts_share_lines_and_long_ones_do_not() -> None:
    assert fold(f"x = call({', '.join(NAMES)})") == (
        f"x = call(\n    {', '.join(NAMES[:9])},\n    {', '.join(NAMES[9:])},\n)"
    )
    long = [f"{n} + " + " * ".join(NAMES[:5]) for n in NAMES[:2]]
    assert fold(f"call({', '.join(long)})") == f"call(\n    {long[0]},\n    {long[1]},\n)"


def test_docstring_and_comment_are_filled() -> None:
    text = " ".join(NAMES * 2)
    first, second = " ".join(NAMES[:9]), " ".join([*NAMES[9:], *NAMES[:6]])
    assert fold(f'    """{text}"""').splitlines()[:2] == [f'    """{first}', f"    {second}"]
    assert fold(f"# {text}").splitlines()[1].startswith("# ")
    assert fold(f'"""\n{text}\n"""') == f'"""\n{text}\n"""'


def generated() -> list[Path]:
    folders = ("instar/generated", "tests/generated")
    return sorted(
        p for folder in folders for p in (ROOT / folder).rglob("*.py") if p.name != "guest_pb2.py"
    )


@pytest.mark.parametrize("path", generated(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_generated_line_is_long(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [
        line for line in text.splitlines() if len(line) > COLUMNS and "INSTAR-GEN" not in line
    ]
    assert not re.search(r"[ \t]$", text, re.MULTILINE)
