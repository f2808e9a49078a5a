# SPDX-License-Identifier: Apache-2.0
"""What tests of hostile images are given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.sandbox import Sandbox
from tests.hostile.asking import Instar
from tests.wanted import reason


@pytest.fixture(scope="session")
def sandboxes() -> Iterator[list[Instar]]:
    """The program in each kind of sandbox that there is, the best kind first."""
    found = []
    for kind in ("kvm", "process"):
        try:
            Sandbox(kind).close()
        except SandboxUnavailable:
            continue
        found.append(Instar(kind))
    if not found:
        pytest.skip(reason("kvm", "there is no sandbox"))
    yield found
    for program in found:
        program.close()
