# SPDX-License-Identifier: Apache-2.0
"""Some of the hostile images, copied and compared: an answer, or one clear line and no file.

`python -m lab.hostile_copies` does so with all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.sandbox import Sandbox
from tests.hostile.asking import Instar
from tests.hostile.catalogue import every
from tests.hostile.copying import judge
from tests.wanted import reason

IMAGES = every()
EVERY = 120
SAMPLE = [*list(IMAGES)[7::EVERY], "qcow2-zstd-bomb.qcow2"]


@pytest.fixture(scope="module", params=["kvm", "process"])
def instar(request: pytest.FixtureRequest) -> Iterator[Instar]:
    try:
        Sandbox(request.param).close()
    except SandboxUnavailable as error:
        pytest.skip(reason("kvm", str(error)))
    program = Instar(request.param)
    yield program
    program.close()


@pytest.mark.parametrize("name", SAMPLE)
def test_a_copy_is_an_answer_or_nothing(instar: Instar, name: str, tmp_path: Path) -> None:
    assert judge(IMAGES[name], instar, tmp_path) == []
