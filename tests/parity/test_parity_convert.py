# SPDX-License-Identifier: Apache-2.0
"""Every recorded case of convert: the same standard output, exit status, message, and content."""

from __future__ import annotations

import pytest

from lab.parity.judge import is_about
from lab.parity.store import Case
from tests.parity.conftest import Parity, recordings


@pytest.mark.parametrize("case", recordings().cases("convert"), ids=lambda case: case.id)
def test_convert_answers_as_recorded(case: Case, parity: Parity) -> None:
    parity.check(case)


@pytest.mark.parametrize(
    ("length", "expected", "about"),
    [
        (1000000, 1000000, True),
        (1060000, 1000000, True),
        (1070000, 1000000, False),
        (None, 1, False),
    ],
)
def test_a_compressed_image_has_about_the_length_of_another(
    length: int | None, expected: int, about: bool
) -> None:
    assert is_about(length, expected) == about
