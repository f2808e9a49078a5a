# SPDX-License-Identifier: Apache-2.0
"""Every promise of SPECIFICATION.md names something that holds it, and that exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def promises() -> list[tuple[int, str]]:
    """(number, text) of each promise."""
    text = (ROOT / "SPECIFICATION.md").read_text()
    found = re.findall(r"^(\d+)\. (.*(?:\n {3,}.*)*)", text, re.MULTILINE)
    return [(int(number), body) for number, body in found]


def test_promises_are_numbered_in_order() -> None:
    numbers = [number for number, _ in promises()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


@pytest.mark.parametrize(("number", "body"), promises())
def test_promise_names_what_holds_it(number: int, body: str) -> None:
    files = re.findall(r"`((?:tests|lab)/[\w/]+\.py)`", body)
    targets = re.findall(r"`make ([\w-]+)`", body)
    assert files or targets, f"promise {number} names neither a test nor a target"
    for name in files:
        assert (ROOT / name).is_file(), f"promise {number} names {name}, which is not there"
    makefile = (ROOT / "Makefile").read_text()
    for target in targets:
        assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), (
            f"promise {number}: no target {target}"
        )
