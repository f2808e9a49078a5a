# SPDX-License-Identifier: Apache-2.0
"""Which node of a view is wrong."""

from __future__ import annotations

from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.ops.view import TreeNode
    from instar.ops.view_marks import Mark

_FIELDS = 64
"""An entry has fewer."""


def at_nodes(marks: Sequence[Mark], nodes: Sequence[TreeNode]) -> dict[int, list[Mark]]:
    """Marks by the number of the smallest node that has their byte, or of their own field."""
    known = {mark.path for mark in marks if mark.path}
    by_path = {node.path: number for number, node in enumerate(nodes) if node.path in known}
    placed = sorted(
        (mark.offset, i)
        for i, mark in enumerate(marks)
        if mark.offset is not None and mark.path not in by_path
    )
    offsets = [offset for offset, _ in placed]
    best: dict[int, tuple[bool, int, int]] = {}
    for number, node in enumerate(nodes):
        if not node.length or node.kind == "computed" or (node.broken and node.kind == "object"):
            continue
        length = node.length * max(node.alike, 1)
        at = bisect_left(offsets, node.offset)
        while at < len(placed) and offsets[at] < node.offset + length:
            mark = placed[at][1]
            field = marks[mark].field
            is_other = field != node.name if field else node.kind == "bits"
            rank = (is_other, length, -number)
            if mark not in best or rank < best[mark]:
                best[mark] = rank
            at += 1
    by_node: dict[int, list[Mark]] = {}
    for one in marks:
        if one.path in by_path:
            by_node.setdefault(by_path[one.path], []).append(one)
    for mark, (_, _, number) in sorted(best.items()):
        own = _named(marks[mark].field, nodes, -number)
        by_node.setdefault(own, []).append(marks[mark])
    return by_node


def _named(field: str, nodes: Sequence[TreeNode], number: int) -> int:
    """The field that is meant of an entry, which is at the byte that the entry begins with."""
    depth = nodes[number].depth
    for other in range(number, min(number + _FIELDS, len(nodes))):
        if nodes[other].depth < depth:
            break
        if nodes[other].depth == depth and nodes[other].name == field:
            return other
    return number
