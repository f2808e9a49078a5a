# SPDX-License-Identifier: Apache-2.0
"""The readers that all walkers build on: holes of a file, tables in one piece, tables that are
scattered.
"""

from __future__ import annotations

import os
import random
import subprocess
from pathlib import Path

import pytest

from tests.guest.native.walkers import build
from tests.wanted import needs

pytestmark = needs("cc")

BLOCK = 4096


def sparse_file(path: Path, seed: int, blocks: int, density: float, tail: int) -> None:
    """A file of random data blocks and holes whose bytes say where they are."""
    chooser = random.Random(seed)
    with open(path, "wb") as file:
        for block in range(blocks):
            if chooser.random() < density:
                file.seek(block * BLOCK)
                file.write(
                    b"".join(n.to_bytes(8, "little") * 64 for n in range(block * 8, block * 8 + 8))
                )
        file.truncate(blocks * BLOCK + tail)
        file.flush()
        os.fsync(file.fileno())  # some file systems allocate late


@pytest.mark.parametrize(
    ("blocks", "density", "tail"),
    [
        (1, 1.0, 0),
        (1, 0.0, 1),
        (300, 0.5, 0),
        (5000, 0.5, 77),
        (5000, 0.01, 511),
        (20000, 0.3, 0),
        (3000, 0.999, 1),
    ],
)
def test_holes_tables_and_pages_are_what_the_file_has(
    tmp_path: Path, blocks: int, density: float, tail: int
) -> None:
    path = tmp_path / "sparse"
    sparse_file(path, blocks, blocks, density, tail)
    for seed in (1, 2):
        run = subprocess.run(
            [build("check_lib"), path, str(seed)], capture_output=True, text=True, check=False
        )
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
