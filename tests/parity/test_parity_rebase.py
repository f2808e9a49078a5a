# SPDX-License-Identifier: Apache-2.0
"""Every recorded case of rebase: the same standard output, exit status, message, and file but
for the times of snapshots.
"""

from __future__ import annotations

import pytest

from lab.parity.store import Case
from tests.parity.conftest import Parity, recordings


@pytest.mark.parametrize("case", recordings().cases("rebase"), ids=lambda case: case.id)
def test_rebase_answers_as_recorded(case: Case, parity: Parity) -> None:
    parity.check(case)
