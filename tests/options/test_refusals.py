# SPDX-License-Identifier: Apache-2.0
"""What is refused of a new image's options has its text in the specs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from instar.generated import refusals

INSTAR = Path(__file__).resolve().parents[2] / "instar"
ERRORS = {"UsageError", "UnknownFormat"}
NAMES = [name for name in vars(refusals) if name.isupper()]
READERS = [
    *sorted((INSTAR / "options/targets").glob("*.py")),
    *(
        INSTAR / "options" / f"{name}.py"
        for name in ("amending", "creation", "encryption", "key_slots", "refusing", "schema")
    ),
    INSTAR / "ops/encryption.py",
]


def typed_texts(tree: ast.AST) -> list[int]:
    """Lines with an error of the command line whose text is made there."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ERRORS
        and any(isinstance(part, ast.Constant | ast.JoinedStr) for part in node.args)
    ]


def test_a_typed_text_is_seen() -> None:
    assert typed_texts(ast.parse('raise UsageError(f"{name} is wrong")')) == [1]
    assert typed_texts(ast.parse("raise UsageError(text)")) == []


@pytest.mark.parametrize("path", READERS, ids=lambda path: str(path.relative_to(INSTAR)))
def test_no_refusal_is_typed(path: Path) -> None:
    assert typed_texts(ast.parse(path.read_text())) == []


def test_each_refusal_has_a_user() -> None:
    used = set()
    for package in ("options", "ops"):
        for path in (INSTAR / package).rglob("*.py"):
            used.update(re.findall(r"\brefusals\.([A-Z0-9_]+)", path.read_text()))
    assert used == set(NAMES)
