# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.create`."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import instar

found = instar.create(
    Path("disk.qcow2"), format="qcow2", size=10 << 30, options={"cluster_size": "128k"}, seed=1
)
assert_type(found, instar.Created)
assert_type(found.virtual_size, int)
assert_type(found.backing_filename, str | None)
assert_type(
    instar.create("top.qcow2", format="qcow2", backing="base.raw", backing_format="raw"),
    instar.Created,
)
with instar.Client() as client, client.batch() as batch:
    assert_type(batch.create("disk.raw", size=512), instar.Created)
instar.create("disk.luks", format="luks", size=1 << 20, secrets={"s": b"x", "t": "y"})
instar.create("disk.raw", size="1G")  # type: ignore[arg-type]
