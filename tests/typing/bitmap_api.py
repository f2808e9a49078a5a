# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.bitmap`."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import instar

found = instar.bitmap(Path("disk.qcow2"), "b", ["add", ("merge", "c")], granularity=4096)
assert_type(found, instar.BitmapChanged)
assert_type(found.granularity, int | None)
assert_type(found.enabled, bool | None)
instar.bitmap("disk.qcow2", "b", 1)  # type: ignore[arg-type]
