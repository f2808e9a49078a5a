# SPDX-License-Identifier: Apache-2.0
"""Every recorded check that repairs nothing: the same standard output, exit status and messages."""

from __future__ import annotations

import pytest

from lab.parity.store import Case
from tests.parity.conftest import Parity, recordings

CASES = [case for case in recordings().cases("check") if case.out is None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_check_answers_as_recorded(case: Case, parity: Parity) -> None:
    parity.check(case)
