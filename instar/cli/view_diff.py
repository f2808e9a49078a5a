# SPDX-License-Identifier: Apache-2.0
"""`instar view A B`: what differs in the second image, as marks on the nodes of the first."""

from __future__ import annotations

from instar.ops.view_marks import Mark
from instar.record import replace
from instar.render.view import meaning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from instar.ops.view import TreeNode, View


def marks(before: View, after: View, other: str = "the second") -> tuple[Mark, ...]:
    """A mark for each node that is not the same in both, in the order of the first image and then,
    of nodes that only the second has, of that.
    """
    return tuple(_marks(before, after, other))


def _marks(before: View, after: View, name: str) -> Iterator[Mark]:
    if before.view != after.view:
        yield Mark(effect="differs", text=f"{name} is a {after.view}")
        return
    theirs = {node.path: node for node in after.nodes}
    for node in before.nodes:
        other = theirs.pop(node.path, None)
        if other is None:
            text, place = f"not in {name}", node.path
        elif _same(node, other):
            continue
        else:
            text, place = f"in {name}: {_said(other)}", node.path
        yield Mark(effect="differs", text=text, offset=node.offset, path=place)
    for node in theirs.values():
        yield Mark(effect="differs", text=f"only in {name}: {node.path} {_said(node)}")


def _said(node: TreeNode) -> str:
    """What it means; what would be shown alike is kept apart."""
    said = f"{node.name} {meaning(node)}" if node.alike > 1 else meaning(node)
    if node.kind == "object":
        return f"{said}, {node.length} bytes"
    return f"{said} ({node.data.hex(' ')})" if node.kind == "bytes" and node.data else said


def _same(one: TreeNode, other: TreeNode) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("kind", "type", "value", "length", "broken", "alike", "step", "means")
    ) and (one.bits is not None or one.data == other.data)


def only(view: View, marks: tuple[Mark, ...]) -> View:
    """The nodes that have a mark, by their whole paths."""
    marked = {mark.path for mark in marks if mark.path}
    nodes = (
        replace(node, name=_place(node), depth=0) for node in view.nodes if node.path in marked
    )
    return replace(view, nodes=tuple(nodes))


def _place(node: TreeNode) -> str:
    """The whole path, of a row with all that it stands for."""
    return node.path if node.alike < 2 else node.path[: node.path.rindex("[")] + node.name
