# SPDX-License-Identifier: Apache-2.0
"""A sample of the differential fuzzing, and every difference that it ever found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.fuzz.differential import REGRESSIONS, Laboratory, fuzz, replay
from tests.wanted import needs

ITERATIONS = int(os.environ.get("INSTAR_FUZZ_ITERATIONS", "80"))
SEED = 20_000_000
MINUTES = 6.0
CHUNKS = 8

pytestmark = needs("qemu-img")


@pytest.fixture(scope="module")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    yield Laboratory(None, tmp_path_factory.mktemp("differential"))


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_random_images_are_answered_alike(laboratory: Laboratory, chunk: int) -> None:
    count = ITERATIONS // CHUNKS
    tried, found = fuzz(laboratory, SEED + chunk * count, count, MINUTES)
    assert not found, "\n".join(d.script(laboratory.version) for d in found)
    assert tried > 0


@pytest.mark.parametrize("path", sorted(REGRESSIONS.glob("*.sh")), ids=lambda p: p.stem)
def test_difference_stays_fixed(laboratory: Laboratory, path: Path) -> None:
    difference = replay(laboratory, path.read_text())
    assert difference is None, difference.text()
