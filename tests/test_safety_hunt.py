# SPDX-License-Identifier: Apache-2.0
"""The hunt for images that only another inspector refuses: its mutants, its eyes, its table."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("oslo_utils.imageutils.format_inspector")

from lab import safety_hunt

FIXED = (7767, 33699, 35295, 43539, 43911, 45291, 64515, 76287, 88527, 90819)
"""What the first hunt found."""
PROMISED = 100_000


def test_mutant_follows_from_its_seed() -> None:
    assert [safety_hunt.mutant(seed) for seed in range(12)] == [
        safety_hunt.mutant(seed) for seed in range(12)
    ]
    assert len({safety_hunt.mutant(seed)[0] for seed in range(12)}) == 12


def test_image_that_only_the_peer_refuses_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety_hunt, "_findings", lambda path: ("vmdk", []))
    verdict = safety_hunt.judge(FIXED[1], tmp_path / "i")
    assert "gaps" in verdict.columns
    error, _, reason = verdict.difference.partition(": ")
    assert error in ("ImageFormatError", "SafetyCheckFailed")
    assert reason


@pytest.mark.parametrize("seed", FIXED)
def test_what_was_found_once_is_a_finding_now(seed: int, tmp_path: Path) -> None:
    assert not safety_hunt.judge(seed, tmp_path / "i").difference


def test_table_has_as_many_mutants_as_was_promised() -> None:
    seeds = {n for row in safety_hunt.HUNT.rows() for n in range(row["first"], row["last"] + 1)}
    assert len(seeds) >= PROMISED
