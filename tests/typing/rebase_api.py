# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.rebase`."""

from __future__ import annotations

from typing import assert_type

import instar

found = instar.rebase("disk.qcow2", "base.raw", backing_format="raw")
assert_type(found, instar.Rebased)
assert_type(found.backing_filename, str | None)
instar.rebase("disk.qcow2", None)
instar.rebase("disk.qcow2", 1)  # type: ignore[arg-type]
