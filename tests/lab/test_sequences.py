# SPDX-License-Identifier: Apache-2.0
"""Sequences of changes leave the bytes that those of the qemu-img that is installed leave."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lab.sequences import play

pytestmark = pytest.mark.skipif(not shutil.which("qemu-img"), reason="no qemu-img")


@pytest.mark.parametrize("seed", range(24))
def test_sequences_have_the_same_bytes(seed: int, tmp_path: Path) -> None:
    play(seed, tmp_path, most=12)
