# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.amend`."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import instar

found = instar.amend(Path("disk.qcow2"), {"compat": "1.1", "refcount_bits": 8}, force=True)
assert_type(found, instar.Amended)
assert_type(found.compat, str | None)
assert_type(found.refcount_bits, int | None)
instar.amend("disk.qcow2", 1)  # type: ignore[arg-type]
