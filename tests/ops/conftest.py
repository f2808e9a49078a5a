# SPDX-License-Identifier: Apache-2.0
"""What tests of operations share."""

from __future__ import annotations

import pytest

from instar.ops import same_look
from instar.ops.run import Job, Outcome, Runner


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The operations that guests run. No look at a new image is remembered."""
    monkeypatch.setattr(same_look, "_looks", {})
    found: list[str] = []
    run = Runner.run

    def counted(self: Runner, job: Job) -> Outcome:
        found.append(job.operation)
        return run(self, job)

    monkeypatch.setattr(Runner, "run", counted)
    return found
