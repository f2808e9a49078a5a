# SPDX-License-Identifier: Apache-2.0
"""Processes of a test run that build the same thing do so one after the other."""

from __future__ import annotations

import os
import time
from pathlib import Path

from lab.lock import alone


def test_one_process_at_a_time_is_in(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    children = []
    for _ in range(6):
        child = os.fork()
        if child == 0:
            with alone(tmp_path / "locked"):
                try:
                    inside.touch(exist_ok=False)
                    time.sleep(0.02)
                    inside.unlink()
                except FileExistsError:
                    os._exit(1)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
