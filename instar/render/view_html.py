# SPDX-License-Identifier: Apache-2.0
"""The structures of an image as one HTML file that needs no network: tree and bytes side by side,
with what the specs say of each field, and the parts of the file on a line.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from itertools import takewhile
from pathlib import Path

from instar.record import Record
from instar.render import view as plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instar.layout.topic import Topic
    from instar.ops.view import TreeNode, View

_HERE = Path(__file__).parent
# Colours that people tell apart who see fewer of them (Okabe and Ito).
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#7f7f7f")
_WIDE, _HIGH = 1000, 20
_NARROWEST = 2


class Part(Record):
    """Some bytes of the file, and the node of the first level that they belong to."""

    start: int
    end: int
    owner: int


def page(view: View, topics: Mapping[str, Topic], version: str) -> str:
    """The file. `topics` are what is known of the topics of nodes."""
    style = (_HERE / "view.css").read_text(encoding="utf-8")
    script = (_HERE / "view.js").read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    title = html.escape(f"{view.view}: {view.filename}")
    about = f"{view.file_size} bytes, {len(view.nodes)} nodes, instar {html.escape(version)}"
    if view.full:
        about += "; there is more than is shown here"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{about}</p>
{_map(view)}
</header>
<main>
<div class="tree" role="tree" tabindex="0" aria-label="Structures"></div>
<div class="side">
<div class="hex" aria-label="Bytes"></div>
<div class="about" aria-live="polite"><dl></dl></div>
</div>
</main>
<script type="application/json" id="view">{_data(view, topics)}</script>
<script>{script}</script>
</body>
</html>
"""


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(view: View, topics: Mapping[str, Topic]) -> str:
    """Nodes and what the specs say of them. Nothing in it ends the element that it is in."""
    told = {name: _topic(topics[name]) for name in sorted(topics)}
    data = {"nodes": [_node(node) for node in view.nodes], "topics": told}
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _node(node: TreeNode) -> dict[str, object]:
    return {
        "path": node.path,
        "name": node.name,
        "kind": node.kind,
        "type": node.type,
        "depth": node.depth,
        "offset": node.offset,
        "length": node.length,
        "data": node.data.hex(),
        "meaning": plain.meaning(node),
        "topic": node.topic,
        "broken": node.broken,
    }


def _topic(topic: Topic) -> dict[str, str]:
    return {
        "meaning": topic.meaning,
        "rules": "; ".join(topic.rules),
        "practice": topic.practice,
        "source": "; ".join(topic.sources),
    }


# --- the parts of the file ------------------------------------------------------------------------


def parts(view: View) -> list[Part]:
    """Which bytes belong to which node of the first level, in order of the file. Lists count whole,
    shown or not, where their elements are alike.
    """
    found: list[Part] = []
    owner = 0
    for number, node in enumerate(view.nodes):
        if node.depth == 0:
            owner = number
        length = _extent(view, number)
        end = min(node.offset + length, view.file_size)
        if length and node.kind != "computed" and end > node.offset:
            found.append(Part(node.offset, end, owner))
    return sorted(_merged(found), key=lambda part: (part.start, part.owner))


def _extent(view: View, number: int) -> int:
    node = view.nodes[number]
    if node.kind != "list":
        return node.length
    inside = takewhile(lambda other: other.depth > node.depth, view.nodes[number + 1 :])
    starts = [other.offset for other in inside if other.depth == node.depth + 1][:2]
    if len(starts) < 2 or node.value is None:
        return 0
    return max(starts[1] - starts[0], 0) * node.value


def _merged(found: list[Part]) -> Iterator[Part]:
    """Parts of one owner that touch are one."""
    by_owner: dict[int, list[Part]] = {}
    for part in found:
        by_owner.setdefault(part.owner, []).append(part)
    for owner, one in by_owner.items():
        start = end = -1
        for part in sorted(one, key=lambda part: part.start):
            if part.start > end:
                if end >= 0:
                    yield Part(start, end, owner)
                start, end = part.start, part.end
            end = max(end, part.end)
        yield Part(start, end, owner)


def _map(view: View) -> str:
    """A line as long as the file, and what its colours mean."""
    found = parts(view)
    if not found or not view.file_size:
        return ""
    owners = list(dict.fromkeys(part.owner for part in found))
    colours = {owner: _COLOURS[i % len(_COLOURS)] for i, owner in enumerate(owners)}
    boxes, legend = [], []
    for part in found:
        x = part.start * _WIDE / view.file_size
        width = max((part.end - part.start) * _WIDE / view.file_size, _NARROWEST)
        name = html.escape(view.nodes[part.owner].name)
        boxes.append(
            f'<rect data-node="{part.owner}" x="{x:.2f}" width="{width:.2f}" height="{_HIGH}"'
            f' fill="{colours[part.owner]}"><title>{name}: {part.start:#x} to {part.end:#x}'
            "</title></rect>"
        )
    for owner in owners:
        box = (
            f'<svg viewBox="0 0 10 10"><rect width="10" height="10" fill="{colours[owner]}"/></svg>'
        )
        legend.append(f"<li>{box} {html.escape(view.nodes[owner].name)}</li>")
    return (
        f'<svg class="map" viewBox="0 0 {_WIDE} {_HIGH}" preserveAspectRatio="none" role="img"'
        f' aria-label="Parts of the file">{"".join(boxes)}</svg>\n'
        f'<ul class="legend">{"".join(legend)}</ul>'
    )
