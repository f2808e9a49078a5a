# SPDX-License-Identifier: Apache-2.0
"""What `view` prints."""

from __future__ import annotations

import json

from instar.render.style import PLAIN
from instar.render.view_marks import at_nodes
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from instar.ops.view import TreeNode, View
    from instar.ops.view_marks import Mark
    from instar.render.style import Style

_NONE: Mapping[int, Sequence[Mark]] = {}
_BYTES = 8
_LONGEST = 72
NODE_FIELDS = (
    *("path", "name", "kind", "type", "depth", "value", "member", "unit", "data", "means", "bits"),
    *("topic", "broken", "more", "cut", "closed", "encoded"),
)
_ALWAYS = ("path", "name", "kind", "depth")


def human(view: View, style: Style = PLAIN, marks: Sequence[Mark] = ()) -> Iterator[str]:
    """A line for each node: where it is, its bytes, its name in the tree, what it means; below it
    what is wrong with it.
    """
    yield f"{view.view}: {view.filename}, {view.file_size} bytes\n"
    placed = at_nodes(marks, view.nodes)
    yield from rows(view.nodes, style, placed)
    shown = {mark for some in placed.values() for mark in some}
    for mark in marks:
        if mark not in shown:
            place = " " * 12 if mark.offset is None else f"{mark.offset:12x}"
            yield f"{style.paint(place, 'dim')}  {style.paint(f'! {_one_line(mark)}', 'bad')}\n"
    yield from _next(view)
    if view.full:
        yield "There is more: --max-nodes allows no more nodes.\n"


def _next(view: View) -> Iterator[str]:
    """How to see more of the list that is shown, if it has more."""
    if not view.nodes or view.nodes[0].depth or not view.nodes[0].more:
        return
    top = view.nodes[0]
    last = next((node for node in reversed(view.nodes) if node.alike and node.depth == 1), None)
    if last is not None:
        first = int(last.path[last.path.rindex("[") + 1 : -1]) + last.alike
        yield f"The list goes on: --select '{top.path}' --first {first}\n"


def _one_line(mark: Mark) -> str:
    return " ".join(printable(str(mark)).split())


def rows(
    nodes: Iterable[TreeNode], style: Style = PLAIN, marks: Mapping[int, Sequence[Mark]] = _NONE
) -> Iterator[str]:
    """A line for each node, and for each mark of it."""
    for number, node in enumerate(nodes):
        place = " " * 12 if node.kind == "computed" else f"{node.offset:12x}"
        shown = node.data[:_BYTES].hex(" ") + (" .." if len(node.data) > _BYTES else "")
        name = "  " * node.depth + style.paint(node.name, "name")
        said = meaning(node)
        text = style.paint(said, "bad") if node.broken else said
        yield f"{style.paint(place, 'dim')}  {shown:26}  {name}  {text}".rstrip() + "\n"
        for mark in marks.get(number, ()):
            indent = " " * (42 + 2 * node.depth)
            yield f"{indent}{style.paint(f'! {_one_line(mark)}', 'bad')}\n"


def meaning(node: TreeNode) -> str:
    """What a node is, in a few words."""
    if node.broken:
        return "is not in the file"
    if node.kind == "list":
        return f"{'some' if node.value is None else node.value}{' ...' * node.more}"
    if node.kind == "object":
        said = f"{node.type} {node.means}".rstrip()
        return f"{said}{row(node)}{' ...' * node.closed}"
    if node.value is not None:
        return f"{_number(node)}{row(node)}"
    if node.kind == "text":
        return _text(node)
    if node.encoded:
        return f"{node.length} characters"
    if node.data and not node.data.strip(b"\0"):
        return f"{node.length} zero bytes"
    text = quoted(node.data) if node.data and node.data.strip(b"\0").isascii() else ""
    return f"{text} {node.length} bytes".strip()


def row(node: TreeNode) -> str:
    """By which rule the elements follow each other that it stands for."""
    if node.alike < 2:
        return ""
    return f", each {node.step:#x} more" if node.step else ", all the same"


def _number(node: TreeNode) -> str:
    assert node.value is not None
    computed = "= " if node.kind == "computed" else ""
    wide = f" ({node.value:#x})" if abs(node.value) > 9 else ""
    unit = f" {node.unit}" if node.unit else ""
    return f"{computed}{node.value}{wide}{unit}{f' {node.member}' if node.member else ''}"


def _text(node: TreeNode) -> str:
    said = quoted(node.data)
    cut = len(said) > _LONGEST
    return said[:_LONGEST] + ("..." if cut or node.cut else "")


def quoted(data: bytes) -> str:
    """A text of the image, in quotes, with nothing in it that a terminal would obey."""
    return repr(data.rstrip(b"\0").decode("utf-8", "backslashreplace"))


def as_dict(view: View, marks: Sequence[Mark] | None = None) -> dict[str, object]:
    """The view as JSON has it: of each node what it has. `marks`: those that were looked for."""
    found: dict[str, object] = {} if marks is None else {"findings": _marks(marks, view.nodes)}
    return found | {
        "filename": view.filename,
        "view": view.view,
        "file_size": view.file_size,
        "full": view.full,
        "nodes": [node_dict(node) for node in view.nodes],
    }


def node_dict(node: TreeNode) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in NODE_FIELDS:
        value = getattr(node, name)
        if name in _ALWAYS or value or (name == "value" and value is not None):
            found[name] = value.hex() if isinstance(value, bytes) else value
    if node.kind != "computed":
        found |= {"offset": node.offset, "length": node.length}
    return found


def _marks(marks: Sequence[Mark], nodes: Sequence[TreeNode]) -> list[dict[str, str | int]]:
    path = {mark: nodes[i].path for i, some in at_nodes(marks, nodes).items() for mark in some}
    return [
        {"effect": mark.effect, "text": mark.text}
        | ({} if mark.offset is None else {"offset": mark.offset})
        | ({"path": path[mark]} if mark in path else {})
        for mark in marks
    ]


def as_json(view: View, marks: Sequence[Mark] | None = None) -> str:
    """For programs."""
    return json.dumps(as_dict(view, marks), indent=1) + "\n"
