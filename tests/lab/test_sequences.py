# SPDX-License-Identifier: Apache-2.0
"""Sequences of changes leave the bytes that those of the qemu-img that is installed leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.sequences import play
from tests.wanted import needs

pytestmark = needs("qemu-img")


@pytest.mark.parametrize("seed", range(24))
def test_sequences_have_the_same_bytes(seed: int, tmp_path: Path) -> None:
    play(seed, tmp_path, most=12)
