# SPDX-License-Identifier: Apache-2.0
"""A sample of the mutated images that `make fuzz` puts through both kinds of sandbox."""

from __future__ import annotations

import pytest

from instar.sandbox import images
from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.sandbox import Sandbox
from lab.fuzz.sandbox import run
from tests.wanted import reason

IMAGES = 100


def test_mutated_images_end_in_an_answer_or_a_named_error() -> None:
    try:
        images.find("measure.bin")
        for kind in ("kvm", "process"):
            Sandbox(kind).close()
    except SandboxUnavailable as error:
        pytest.skip(reason("kvm", str(error)))
    tally, found = run(600, seed=11, images=IMAGES)
    assert not found, "\n".join(found)
    assert tally.images == IMAGES
    assert {"MeasureResult", "MapResult", "Error"} <= set(tally.answers)
