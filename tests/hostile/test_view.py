# SPDX-License-Identifier: Apache-2.0
"""`view` of hostile images, a sample of the catalogue: it ends within the limits, with a tree or
one clear line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile.asking import MEMORY, Instar
from tests.hostile.catalogue import every

LINE = (("view", "--output=json", "--depth", "9", "--elements", "20", "--max-nodes", "3000"),)
NAMES = sorted(every())[::6]


@pytest.fixture(scope="module")
def program() -> Iterator[Instar]:
    found = Instar()
    yield found
    found.close()


@pytest.mark.parametrize("name", NAMES)
def test_hostile_image(name: str, program: Instar, tmp_path: Path) -> None:
    asked = program.ask(replace(every()[name], questions=LINE), tmp_path)
    (answer,) = asked.answers
    assert asked.peak <= MEMORY
    assert answer["status"] in (0, 1)
    error = str(answer["err"])
    assert all(c.isprintable() or c == "\n" for c in error)
    assert not error if answer["status"] == 0 else error.startswith("instar: "), error
    assert error.count("\n") <= 1
