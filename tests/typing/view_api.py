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
instar.view("disk.qcow2", depth="all")  # type: ignore[arg-type]
