# SPDX-License-Identifier: Apache-2.0
"""What the types of `instar.map` and `instar.map_table` promise; read by the type checker, never
run.
"""

from __future__ import annotations

from typing import Any, assert_type

from numpy.typing import NDArray

import instar
from instar.generated.enums.extent import ExtentFlag

for run in instar.map("disk.qcow2", snapshot="1", allow_paths=["/srv"], timeout=5):
    assert_type(run, instar.Extent)
    assert_type(run.start, int)
    assert_type(run.end, int)
    assert_type(run.zero, bool)
    assert_type(run.offset, int | None)
    assert_type(run.filename, str | None)
instar.map(b"disk.qcow2")  # type: ignore[arg-type]
instar.map("disk.qcow2", "qcow2")  # type: ignore[call-arg]

table = instar.map_table("disk.qcow2", format="qcow2")
assert_type(table, instar.MapTable)
assert_type(table.start, NDArray[Any])
assert_type(table.where(ExtentFlag.DATA), NDArray[Any])
assert_type(table.filenames, tuple[str, ...])
assert_type(table.virtual_size, int)
assert_type(len(table), int)
instar.map_table(size=1)  # type: ignore[call-arg]
