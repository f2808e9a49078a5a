# SPDX-License-Identifier: Apache-2.0
"""The structures of an image as one HTML file that needs no network: tree and bytes side by side,
with what the specs say of each field, what is wrong, and a map of the file by owner.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from pathlib import Path

from instar.record import Record
from instar.render import view as plain
from instar.render.owners import share, totals
from instar.render.view_marks import at_nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instar.layout.topic import Topic
    from instar.ops.owners import Owners
    from instar.ops.view import TreeNode, View
    from instar.ops.view_marks import Mark

_HERE = Path(__file__).parent
_SCRIPTS = ("view.js", "view_map.js")


class Part(Record, kw_only=True):
    """One image of a page."""

    view: View
    owners: Owners
    marks: Sequence[Mark]
    label: str = ""
    """What it is of two."""


def page(parts: Sequence[Part], topics: Mapping[str, Topic], version: str) -> str:
    """The file, of one image or of two next to each other. `topics` are what is known of the topics
    of nodes.
    """
    style = (_HERE / "view.css").read_text(encoding="utf-8")
    script = "".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    names = dict.fromkeys(f"{part.view.view}: {part.view.filename}" for part in parts)
    title = html.escape(" and ".join(names))
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
<header><h1>{title}</h1><p>instar {html.escape(version)}</p></header>
<main>
{"".join(map(_image, parts))}</main>
<script type="application/json" id="topics">{_json(_topics(topics))}</script>
{"".join(map(_data, parts))}<script>{script}</script>
</body>
</html>
"""


def _image(part: Part) -> str:
    view = part.view
    about = f"{view.file_size} bytes, {len(view.nodes)} nodes"
    if view.full:
        about += "; there is more than is shown here"
    label = f"{part.label[:1].upper()}{part.label[1:]}: " if part.label else ""
    name = html.escape(f"{label}{view.filename}")
    title = f"<h2>{name}</h2>" if part.label else ""
    return f"""<section class="image" aria-label="{name}">
<div class="top">{title}<p>{about}</p>
{_findings(part.marks)}{_map(part.owners)}
</div>
<div class="parts">
<div class="tree" role="tree" tabindex="0" aria-label="Structures"></div>
<div class="side">
<div class="hex" tabindex="0" role="region" aria-label="Bytes"></div>
<div class="about" aria-live="polite"><dl></dl></div>
</div>
</div>
</section>
"""


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(data: object) -> str:
    """Nothing in it ends the element that it is in."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _topics(topics: Mapping[str, Topic]) -> dict[str, dict[str, str]]:
    return {name: _topic(topics[name]) for name in sorted(topics)}


def _data(part: Part) -> str:
    """Nodes, whose the bytes are, and what is wrong."""
    view, owners, marks = part.view, part.owners, part.marks
    names = list(dict.fromkeys(run.owner for run in owners.runs))
    runs = [
        (run.offset, run.length, names.index(run.owner), run.path)
        + (() if run.guest_offset is None else (run.guest_offset, run.guest_length))
        for run in owners.runs
    ]
    node_of = {mark: node for node, some in at_nodes(marks, view.nodes).items() for mark in some}
    data = {
        "nodes": [_node(node) for node in view.nodes],
        "size": view.file_size,
        "owners": names,
        "runs": runs,
        "findings": [
            {"text": str(mark), "offset": mark.offset, "node": node_of.get(mark)} for mark in marks
        ],
    }
    return f'<script type="application/json" class="view">{_json(data)}</script>\n'


def _node(node: TreeNode) -> dict[str, object]:
    row = {"alike": node.alike} if node.alike > 1 else {}
    more = {"more": True} if node.more else {}
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
        **row,
        **more,
    }


def _topic(topic: Topic) -> dict[str, str]:
    return {
        "meaning": topic.meaning,
        "rules": "; ".join(topic.rules),
        "practice": topic.practice,
        "source": "; ".join(topic.sources),
    }


# --- what is above tree and bytes -----------------------------------------------------------------


def _findings(marks: Sequence[Mark]) -> str:
    """What is wrong, each a button that leads there."""
    if not marks:
        return ""
    told = "".join(
        f'<li><button type="button" data-finding="{number}"></button></li>'
        for number in range(len(marks))
    )
    differ = sum(mark.effect == "differs" for mark in marks)
    counts = {"finding": len(marks) - differ, "difference": differ}
    many = ", ".join(f"{n} {name}{'s' * (n > 1)}" for name, n in counts.items() if n)
    return f'<details class="findings"><summary>⚠ {many}</summary><ol>{told}</ol></details>\n'


def _map(owners: Owners) -> str:
    """The file as a strip, which the script draws, and what its colours mean."""
    if not owners.runs:
        return ""
    rect = '<rect class="own-{}" width="10" height="10"/>'
    box = f'<svg viewBox="0 0 10 10" aria-hidden="true">{rect}</svg>'
    legend = "".join(
        f"<li>{box.format(owner)} {owner} {share(length, owners.file_size)}</li>"
        for owner, length in totals(owners).items()
    )
    more = " Only its first part: there are more runs." if owners.full else ""
    return f"""<section class="map" aria-label="Map of the file">
<svg class="strip" viewBox="0 0 1000 28" preserveAspectRatio="none" tabindex="0" role="group" \
aria-label="Bytes of the file by owner. Left and right: the next run. Plus and minus: zoom. Enter: \
its node. 0: the whole file."></svg>
<svg class="whole" viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true"></svg>
<div class="controls"><button type="button" class="in" aria-label="Zoom in">+</button>\
<button type="button" class="out" aria-label="Zoom out">−</button>\
<button type="button" class="all">whole file</button>
<span class="range"></span><span class="said" aria-live="polite"></span></div>
<ul class="legend">{legend}</ul><p>{more}</p>
<form class="goto"><label>byte <input name="place" size="14" placeholder="0x10000" \
aria-label="Place"></label><label>of the <select name="of" aria-label="Of">\
<option value="guest">disk</option><option value="file">file</option></select></label>\
<button>find</button>\
<output></output></form>
</section>"""
