# SPDX-License-Identifier: Apache-2.0
"""Nested dictionaries as qemu-img prints them: as JSON, and as indented lines."""

from __future__ import annotations

from instar.text import json_string, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    Node: TypeAlias = "str | int | bool | Sequence[Node] | Mapping[str, Node]"

_INDENT = "    "


def as_json_text(node: Node, depth: int = 0) -> str:
    """JSON with four blanks for each level, and everything beyond ASCII escaped."""
    if isinstance(node, bool):
        return "true" if node else "false"
    if isinstance(node, int):
        return str(node)
    if isinstance(node, str):
        return json_string(node)
    inner = _INDENT * (depth + 1)
    if isinstance(node, dict):
        opening, closing = "{", "}"
        items = [
            f"{json_string(name)}: {as_json_text(one, depth + 1)}" for name, one in node.items()
        ]
    else:
        opening, closing = "[", "]"
        items = [as_json_text(one, depth + 1) for one in node]
    body = ",".join(f"\n{inner}{item}" for item in items)
    return f"{opening}{body}\n{_INDENT * depth}{closing}"


def human_lines(node: Node, depth: int) -> list[str]:
    """The members of a dictionary or list, one below the other."""
    lines = []
    for name, value in _members(node):
        lead = f"{_INDENT * depth}{name}:"
        if isinstance(value, (str, int)):
            lines.append(f"{lead} {_plain(value)}")
        else:
            lines += [lead, *human_lines(value, depth + 1)]
    return lines


def _members(node: Node) -> Iterable[tuple[str, Node]]:
    if isinstance(node, dict):
        return [(name.replace("-", " "), value) for name, value in node.items()]
    if isinstance(node, (str, int)):
        raise TypeError(node)
    return [(f"[{number}]", value) for number, value in enumerate(node)]


def _plain(value: str | int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return printable(str(value))
