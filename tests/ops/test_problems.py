# SPDX-License-Identifier: Apache-2.0
"""Lines of problems: what is made quickly, for many, is what is made slowly, for one."""

from __future__ import annotations

import pytest

from instar.faults import line_form, problem_line
from instar.generated import errors
from instar.generated.messages import Error
from instar.generated.profiles import DEFAULT

SPOKEN = sorted(fault for fault, found in errors.FAULTS.items() if found.qemu)
VALUES = ((0, 0, 0, 0), (1, 2, 3, 4), ((1 << 64) - 1, 1 << 63, 1 << 32, 5))


@pytest.mark.parametrize("number", [(5, 2), DEFAULT.number])
def test_quick_lines_are_the_same(number: tuple[int, ...]) -> None:
    quick = 0
    for fault in SPOKEN:
        form = line_form(fault, number)
        for value, *extra in VALUES:
            if form is not None:
                error = Error(fault=fault, value=value, extra=tuple(extra))
                assert form(value, *extra) == problem_line(error, number)
                quick += 1
    assert quick > len(VALUES) * 50  # most of them are
