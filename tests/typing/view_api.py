# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.view`."""

from __future__ import annotations

from typing import assert_type

import instar

view = instar.view("disk.qcow2", select="header", depth=2, max_elements=5)
assert_type(view, instar.View)
assert_type(view.nodes, tuple[instar.TreeNode, ...])
assert_type(view.nodes[0].value, int | None)
assert_type(view.nodes[0].bits, tuple[int, int] | None)
assert_type(instar.Client().view("disk.qcow2").file_size, int)
assert_type(instar.owners("disk.qcow2").runs, tuple[instar.OwnedRun, ...])
assert_type(instar.locate("disk.qcow2", guest=0).ways, tuple[instar.Way, ...])
assert_type(instar.Client().locate("disk.qcow2", file=0), instar.Location)
assert_type(instar.Client().owners("disk.qcow2"), instar.Owners)
instar.locate("disk.qcow2", guest="0")  # type: ignore[arg-type]
instar.view("disk.qcow2", depth="all")  # type: ignore[arg-type]
