# SPDX-License-Identifier: Apache-2.0
"""Snapshots are made, applied and deleted byte for byte as by the qemu-img that is installed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.ops.changes import CLUSTERS, Pair

pytestmark = pytest.mark.skipif(not shutil.which("qemu-img"), reason="no qemu-img")


@pytest.mark.parametrize("seed", range(18))
def test_snapshots_have_the_same_bytes(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    options = list(CLUSTERS)[seed % len(CLUSTERS)]
    pair = Pair(tmp_path, options, chance.randrange(1, 4000) * 512)
    for _ in range(10):
        draw = chance.random()
        if draw < 0.4:
            pair.write(chance)
        elif draw < 0.5:
            pair.resize(chance.randrange(1, 4000) * 512)
        else:
            action = chance.choice(("create", "create", "apply", "delete"))
            pair.snapshot(action, chance.choice(("1", "2", "a", "b")))
        pair.check_same()
    assert not list(tmp_path.glob(".*"))
