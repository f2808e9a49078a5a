# SPDX-License-Identifier: Apache-2.0
"""Damaged images repaired by instar and the live qemu-img: a sample, and what the hunt found."""

from __future__ import annotations

import shutil

import pytest

from lab import repair_hunt
from lab.parity.store import Answer
from tests.wanted import reason

FIXED = (219, 234, 768)
"""What the first hunt found: counts that are still wrong once all of them were written anew."""
SAMPLE = 24
PROMISED = 5000

pytestmark = pytest.mark.skipif(shutil.which("qemu-img") is None, reason=reason("qemu-img"))


@pytest.fixture(scope="module")
def repairer(tmp_path_factory: pytest.TempPathFactory) -> repair_hunt.Repairer:
    return repair_hunt.Repairer(tmp_path_factory.mktemp("hunt"))


@pytest.fixture(scope="module")
def repaired(repairer: repair_hunt.Repairer) -> int:
    """A seed whose mutant can be repaired."""
    return next(n for n in range(99) if "repaired" in repairer.repair(n)[0])


def test_another_answer_is_seen(
    repairer: repair_hunt.Repairer, repaired: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repairer.instar, "ask", lambda line, version: Answer(2, "", ""))
    assert repairer.repair(repaired)[0] == ["different"]


def test_another_disk_is_seen(
    repairer: repair_hunt.Repairer, repaired: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What instar says is right, and what it wrote is not."""
    answers = repairer.instar.ask

    def ask(line: list[str], version: str) -> Answer:
        path = repairer.ours / line[-1]
        before = path.read_bytes()
        answer = answers(line, version)
        path.write_bytes(before)
        return answer

    monkeypatch.setattr(repairer.instar, "ask", ask)
    columns, _, _, left = repairer.repair(repaired)
    assert columns == ["different"]
    assert left


@pytest.mark.parametrize("seed", FIXED)
def test_what_differed_once_is_the_same_now(seed: int, repairer: repair_hunt.Repairer) -> None:
    assert "different" not in repairer.repair(seed)[0]


def test_sample_is_repaired_alike(repairer: repair_hunt.Repairer) -> None:
    counts, different = repair_hunt.HUNT.search(10_000, SAMPLE, repairer.judge)
    assert not different
    assert counts["repaired"] > 0


def test_table_has_as_many_mutants_as_was_promised() -> None:
    rows = list(repair_hunt.HUNT.rows())
    seeds = {n for row in rows for n in range(row["first"], row["last"] + 1)}
    assert len(seeds) >= PROMISED
    assert sum(row["different"] for row in rows) == 0
    assert all(sum(row[release] for row in rows) > 0 for release in repair_hunt.RELEASES)
