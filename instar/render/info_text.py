# SPDX-License-Identifier: Apache-2.0
"""Nested dictionaries as qemu-img prints them: as JSON, and as indented lines."""

from __future__ import annotations

from instar.text import json_string, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeAlias

    Node: TypeAlias = "str | int | bool | Iterable[Node] | Mapping[str, Node]"

_INDENT = "    "


def json_pieces(node: Node, depth: int = 0) -> Iterator[str]:
    """JSON with four blanks for each level, and everything beyond ASCII escaped, in pieces: what a
    list holds may be made while it is printed.
    """
    if isinstance(node, str | int):
        yield _json_scalar(node)
    elif isinstance(node, dict):
        named = ((f"{json_string(name)}: ", one) for name, one in node.items())
        yield from _json_members("{}", named, depth)
    else:
        yield from _json_members("[]", (("", one) for one in node), depth)


def _json_scalar(node: str | int) -> str:
    if isinstance(node, bool):
        return "true" if node else "false"
    return json_string(node) if isinstance(node, str) else str(node)


def _json_members(brackets: str, items: Iterable[tuple[str, Node]], depth: int) -> Iterator[str]:
    separator = brackets[0]
    for name, one in items:
        lead = f"{separator}\n{_INDENT * (depth + 1)}{name}"
        separator = ","
        if isinstance(one, str | int):
            yield lead + _json_scalar(one)
            continue
        yield lead
        yield from json_pieces(one, depth + 1)
    end = f"\n{_INDENT * depth}{brackets[1]}"
    yield end if separator == "," else separator + end


def as_json_text(node: Node) -> str:
    """The same in one piece, for what is small."""
    return "".join(json_pieces(node))


def human_lines(node: Node, depth: int) -> Iterator[str]:
    """The members of a dictionary or list, one below the other."""
    for name, value in _members(node):
        lead = f"{_INDENT * depth}{name}:"
        if isinstance(value, (str, int)):
            yield f"{lead} {_plain(value)}"
        else:
            yield lead
            yield from human_lines(value, depth + 1)


def _members(node: Node) -> Iterable[tuple[str, Node]]:
    if isinstance(node, dict):
        return ((name.replace("-", " "), value) for name, value in node.items())
    if isinstance(node, (str, int)):
        raise TypeError(node)
    return ((f"[{number}]", value) for number, value in enumerate(node))


def _plain(value: str | int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return printable(str(value))
