# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.convert`."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import instar

found = instar.convert(
    Path("disk.vmdk"),
    "disk.qcow2",
    format="qcow2",
    options={"cluster_size": "128k"},
    sparse=65536,
    sandbox="process",
    on_progress=lambda done, total: None,
)
assert_type(found, instar.Converted)
assert_type(found.data, int)
with instar.Client() as client:
    assert_type(client.convert(["a.raw", "b.raw"], "both.raw"), instar.Converted)
instar.convert("disk.raw", "copy.raw", sparse="4k")  # type: ignore[arg-type]
