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
SAMPLE = [*list(IMAGES)[7::EVERY], "qcow2-zstd-bomb.qcow2"]


@pytest.mark.parametrize("name", SAMPLE)
def test_a_copy_is_an_answer_or_nothing(instar: Instar, name: str, tmp_path: Path) -> None:
    assert judge(IMAGES[name], instar, tmp_path) == []
