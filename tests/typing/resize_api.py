# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.resize`."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import instar

found = instar.resize(Path("disk.qcow2"), 10 << 30, format="qcow2", shrink=True)
assert_type(found, instar.Resized)
assert_type(found.old_virtual_size, int)
assert_type(found.action, str)
assert_type(instar.resize("disk.raw", -512, relative=True, format="raw"), instar.Resized)
instar.resize("disk.raw", "1G")  # type: ignore[arg-type]
