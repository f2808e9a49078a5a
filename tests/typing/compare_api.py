# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.compare`."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import instar

try:
    found = instar.compare(Path("disk.qcow2"), "copy.raw", other_format="raw", strict=True)
except instar.CompareFailed as error:
    assert_type(error.status, int)
assert_type(found, instar.Comparison)
assert_type(found.equal, bool)
assert_type(found.offset, int | None)
assert_type(found.virtual_sizes, tuple[int, int])
instar.compare("disk.luks", "disk.raw", format="luks", secret="disk", secrets={"disk": b"text"})
try:
    made = instar.convert("disk.raw", "disk.qcow2", verify=True, hash="sha256")
    assert_type(made.hash, str)
    assert_type(made.verified, bool)
except instar.VerifyFailed as different:
    assert_type(different.offset, int)
instar.compare("a", "b", on_progress=lambda done, size: print(done / size))
instar.compare("disk.raw")  # type: ignore[call-arg]
