# SPDX-License-Identifier: Apache-2.0
"""What tests of hostile images are given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.sandbox import Sandbox
from tests.hostile.asking import Instar
from tests.wanted import reason


@pytest.fixture(scope="session", params=["kvm", "process"])
def instar(request: pytest.FixtureRequest) -> Iterator[Instar]:
    """The program, in each kind of sandbox."""
    try:
        Sandbox(request.param).close()
    except SandboxUnavailable as error:
        pytest.skip(reason("kvm", str(error)))
    program = Instar(request.param)
    yield program
    program.close()
