# SPDX-License-Identifier: Apache-2.0
"""Some of the hostile images, copied and compared: an answer, or one clear line and no file.

`python -m lab.hostile_copies` does so with all of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.asking import Instar
from tests.hostile.catalogue import every
from tests.hostile.copying import judge

IMAGES = every()
EVERY = 120
SAMPLE = [
    *list(IMAGES)[7::EVERY],
    *("qcow2-zstd-bomb.qcow2", "qcow-l1-of-1-gib.qcow", "dmg-zeros-54.dmg"),
]


@pytest.mark.parametrize("name", SAMPLE)
def test_a_copy_is_an_answer_or_nothing(name: str, sandboxes: list[Instar], tmp_path: Path) -> None:
    for number, program in enumerate(sandboxes):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert judge(IMAGES[name], program, folder) == []
