# SPDX-License-Identifier: Apache-2.0
"""Damaged images to instar and the live qemu-img: a sample, and what the hunt has found so far."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lab import check_hunt
from lab.fuzz import packing
from lab.parity.store import Answer
from tests.wanted import reason

FIXED = (26, 341, 756, 817, 1071, 1086, 1833, 1954)
"""What the first hunt found."""
SAMPLE = 60
PROMISED = 2000

pytestmark = pytest.mark.skipif(shutil.which("qemu-img") is None, reason=reason("qemu-img"))


@pytest.fixture(scope="module")
def hunter(tmp_path_factory: pytest.TempPathFactory) -> check_hunt.Hunter:
    return check_hunt.Hunter(tmp_path_factory.mktemp("hunt"))


def test_mutant_follows_from_its_seed() -> None:
    assert [check_hunt.mutant(seed) for seed in range(9)] == [
        check_hunt.mutant(seed) for seed in range(9)
    ]
    assert {check_hunt.mutant(seed)[0] for seed in range(9)} == set(check_hunt.FORMATS)


def test_another_answer_is_seen(hunter: check_hunt.Hunter, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = next(n for n in range(99) if hunter.compare(n)[0] == "corrupt")
    monkeypatch.setattr(hunter.instar, "ask", lambda line, version: Answer(2, "", ""))
    assert check_hunt.HUNT.search(seed, 1, hunter.judge)[0] == {"different": 1}


@pytest.mark.parametrize("seed", FIXED)
def test_what_differed_once_is_the_same_now(seed: int, hunter: check_hunt.Hunter) -> None:
    assert hunter.compare(seed)[0] != "different"


def test_sample_is_judged_alike(hunter: check_hunt.Hunter) -> None:
    counts, different = check_hunt.HUNT.search(3 * PROMISED, SAMPLE, hunter.judge)
    assert not different
    assert counts["corrupt"] > 0
    assert counts["clean"] > 0


def test_table_has_as_many_mutants_as_was_promised() -> None:
    rows = list(check_hunt.HUNT.rows())
    seeds = {n for row in rows for n in range(row["first"], row["last"] + 1)}
    assert len(seeds) >= PROMISED
    assert sum(row["different"] for row in rows) == 0


def test_laid_image_is_the_mutant(tmp_path: Path) -> None:
    path = tmp_path / "image"
    packing.write(check_hunt.mutant(7)[1], path)
    assert path.stat().st_size == packing.unpack(check_hunt.mutant(7)[1])[1]
