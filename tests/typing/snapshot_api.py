# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.snapshot`."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import instar

found = instar.snapshot(Path("disk.qcow2"), "create", "one", format="qcow2")
assert_type(found, instar.SnapshotChanged)
assert_type(found.virtual_size, int)
assert_type(found.id, str)
instar.snapshot("disk.qcow2", "create", 1)  # type: ignore[arg-type]
