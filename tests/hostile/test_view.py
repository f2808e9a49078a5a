# SPDX-License-Identifier: Apache-2.0
"""`view` of hostile images, a sample of the catalogue: it ends within the limits, with a tree or
one clear line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile.asking import MEMORY, Instar
from tests.hostile.catalogue import every

LINE = (("view", "--output=json", "--depth", "9", "--elements", "20", "--max-nodes", "3000"),)
NAMES = sorted(every())[::6]
MODES = (
    ("view", "--owners"),
    ("view", "--at-guest", "65536", "--output=json"),
    ("view", "--at-file", "4096"),
    ("view", "--findings", "--depth", "9"),
)
SOME = NAMES[::5]
SLOWEST = "qcow2-l2-tables-all-one.qcow2"
"""Its entries are all looked at, up to the limit: of this one, once."""
GUEST = 64 << 20
"""What owners are sorted in."""
PRINTED = 8 << 20


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
    is_bounded(answer)


@pytest.mark.parametrize("name", SOME)
def test_hostile_image_in_every_mode(name: str, program: Instar, tmp_path: Path) -> None:
    twice = ("view", "--diff", "--depth", "9", every()[name].name)
    lines = MODES[:1] if name == SLOWEST else (*MODES, twice)
    asked = program.ask(replace(every()[name], questions=lines), tmp_path)
    assert asked.peak <= MEMORY + GUEST
    for answer in asked.answers:
        is_bounded(answer)
    if lines[-1] is twice and asked.answers[-1]["status"] == 0:  # the same image twice
        assert "differs" not in str(asked.answers[-1]["out"])


def is_bounded(answer: dict[str, object]) -> None:
    """It is an answer of some length, or one clear line."""
    assert answer["status"] in (0, 1)
    long = re.match(r"([0-9]+) characters, ", str(answer["out"]))
    assert long is None or int(long[1]) < PRINTED
    error = str(answer["err"])
    assert all(c.isprintable() or c == "\n" for c in error)
    assert not error if answer["status"] == 0 else error.startswith("instar: "), error
    assert error.count("\n") <= 1
