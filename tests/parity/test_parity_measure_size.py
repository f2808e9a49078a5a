# SPDX-License-Identifier: Apache-2.0
"""Every recorded case of measure_size: the same standard output, exit status and message."""

from __future__ import annotations

import pytest

from lab.parity.store import Case
from tests.parity.conftest import Parity, recordings


@pytest.mark.parametrize("case", recordings().cases("measure_size"), ids=lambda case: case.id)
def test_measure_size_answers_as_recorded(case: Case, parity: Parity) -> None:
    parity.check(case)
