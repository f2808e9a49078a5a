# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.commit`."""

from __future__ import annotations

from typing import assert_type

import instar

found = instar.commit("disk.qcow2", allow_write=["."])
assert_type(found, instar.Committed)
assert_type(found.emptied, bool)
instar.commit("disk.qcow2", base="base.qcow2", rate=1 << 20)
instar.commit("disk.qcow2", base=1)  # type: ignore[arg-type]
