# SPDX-License-Identifier: Apache-2.0
"""Which shares are shown of work that is reported in steps: as qemu-img was seen to, in single
precision.
"""

from __future__ import annotations

import pytest

from instar.cli.percent import Percent, Steps


@pytest.mark.parametrize(
    ("steps", "total", "shown"),
    [
        ((50, 50), 100, "50.00 100.00"),
        ((1, 1, 1, 97), 100, "3.00 100.00"),
        ((2097152, 1048576, 22528), 3168256, "66.19 99.29 100.00"),  # a little above, cut off
        ((8192, 61440, 512, 1000, 24), 71168, "11.51 97.84 99.97"),  # a little below
    ],
)
def test_steps_come_to_these_shares(
    steps: tuple[int, ...], total: int, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sum_of = Steps(Percent(wanted=True))
    for step in steps:
        sum_of.add(step, total)
    expected = "".join(f"    ({share}/100%)\r" for share in shown.split())
    assert capsys.readouterr().out == expected
