# SPDX-License-Identifier: Apache-2.0
"""What the types of `instar.check`, `check_chain` and `repair` promise; read by the type checker,
never run.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import instar

try:
    check = instar.check(Path("disk.qcow2"), max_problems=10, allow_paths=["/srv"])
except instar.NotCheckable as error:
    assert_type(error.status, int)
except instar.CheckFailed as error:
    assert_type(error.filename, str)
assert_type(check, instar.Check)
assert_type(check.is_clean, bool)
assert_type(check.corruptions, int)
for problem in check.problems:
    assert_type(problem, instar.Problem)
    assert_type(problem.effect, str)
    assert_type(problem.offset, int)
check.leaks = 0  # type: ignore[misc]
instar.check(b"disk.qcow2")  # type: ignore[arg-type]
assert_type(instar.check_chain("disk.qcow2", format="qcow2"), tuple[instar.Check, ...])
repaired = instar.repair("disk.qcow2", leaks_only=True, plan=True)
assert_type(repaired.leaks_fixed, int)
for write in repaired.writes:
    assert_type(write.offset, int)
    assert_type(write.reasons, tuple[str, ...])
instar.repair("disk.qcow2", undo=Path("disk.undo"))
assert_type(instar.restore("disk.qcow2", "disk.undo").filename, str)
assert_type(instar.check("disk.qcow2", deep=True), instar.Check)
assert_type(instar.Client().repair("disk.qcow2", discard_unreachable=True), instar.Check)
