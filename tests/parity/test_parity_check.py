# SPDX-License-Identifier: Apache-2.0
"""Every recorded check that repairs nothing, and every eighth that does: the same standard output,
exit status, messages and repaired file.

`python -m lab.parity.score --op check` asks all of them.
"""

from __future__ import annotations

import pytest

from lab.parity.store import Case
from tests.parity.conftest import Parity, recordings

CASES = [case for case in recordings().cases("check") if case.out is None]
REPAIRS = [case for case in recordings().cases("check") if case.out is not None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_check_answers_as_recorded(case: Case, parity: Parity) -> None:
    parity.check(case)


@pytest.mark.parametrize("case", REPAIRS[::8], ids=lambda case: case.id)
def test_repair_is_as_recorded(case: Case, parity: Parity) -> None:
    parity.check(case)
