# SPDX-License-Identifier: Apache-2.0
"""Every recorded case of amend: the same standard output, exit status, message, and file."""

from __future__ import annotations

import pytest

from lab.parity.store import Case
from tests.parity.conftest import Parity, recordings


@pytest.mark.parametrize("case", recordings().cases("amend"), ids=lambda case: case.id)
def test_amend_answers_as_recorded(case: Case, parity: Parity) -> None:
    parity.check(case)
