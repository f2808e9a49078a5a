# SPDX-License-Identifier: Apache-2.0
"""YAML text -> tree whose every node knows its line and its path. YAML 1.2 scalars: `off` is a
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import yaml

from codegen.model import model as m

Scalar = str | int | bool | None

_INTEGER = re.compile(r"[-+]?(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|0|[1-9][0-9_]*)\Z")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Problem(ValueError):
    """Something wrong at a place of a spec."""

    def __init__(self, where: m.Where, message: str) -> None:
        super().__init__(f"{where}: {message}")
        self.where = where
        self.message = message


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping, a list or a scalar. The `as_` methods raise `Problem` for anything else."""

    value: dict[str, Node] | list[Node] | Scalar
    raw: str
    """A scalar's own text."""
    where: m.Where

    def problem(self, message: str) -> Problem:
        return Problem(self.where, message)

    def as_map(self) -> dict[str, Node]:
        if isinstance(self.value, dict):
            return self.value
        raise self.problem("a mapping is expected here")

    def as_list(self) -> list[Node]:
        if isinstance(self.value, list):
            return self.value
        raise self.problem("a list is expected here")

    def as_text(self) -> str:
        """A scalar's text, whatever YAML would make of it."""
        if isinstance(self.value, dict | list) or self.value is None:
            raise self.problem("a text is expected here")
        return self.value if isinstance(self.value, str) else self.raw

    def as_int(self) -> int:
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        raise self.problem("a number is expected here")

    def as_bool(self) -> bool:
        if isinstance(self.value, bool):
            return self.value
        raise self.problem("true or false is expected here")

    def get(self, key: str) -> Node | None:
        return self.as_map().get(key)

    def text(self, key: str) -> str:
        """The text under `key`, or ""."""
        found = self.get(key)
        return "" if found is None else found.as_text().strip()

    def flag(self, key: str) -> bool:
        """Whether `key` is there and true."""
        found = self.get(key)
        return found is not None and found.as_bool()

    def need(self, key: str) -> Node:
        found = self.get(key)
        if found is None:
            raise self.problem(f"key {key!r} is missing")
        return found

    def items(self) -> Iterator[tuple[str, Node]]:
        return iter(self.as_map().items())

    def listed(self, key: str) -> list[Node]:
        """The items of the list under `key`, none if there is no list."""
        found = self.get(key)
        return [] if found is None else found.as_list()

    def mapped(self, key: str) -> list[tuple[str, Node]]:
        """The entries of the mapping under `key`, none if there is no mapping."""
        found = self.get(key)
        return [] if found is None else list(found.items())


def _scalar(node: yaml.ScalarNode) -> Scalar:
    text = str(node.value)
    if node.style:
        return text
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "null", "~"):
        return None
    if _INTEGER.match(text):
        return int(text.replace("_", ""), 0)
    return text


def _convert(node: yaml.Node, file: str, path: str) -> Node:
    where = m.Where(file, node.start_mark.line + 1, path or "/")
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value)
            line = key.start_mark.line + 1
            if name in entries:
                raise Problem(m.Where(file, line, f"{path}/{name}"), "key is there twice")
            child = _convert(value, file, f"{path}/{name}")
            entries[name] = Node(child.value, child.raw, m.Where(file, line, f"{path}/{name}"))
        return Node(entries, "", where)
    if isinstance(node, yaml.SequenceNode):
        return Node(
            [_convert(item, file, f"{path}/{i}") for i, item in enumerate(node.value)], "", where
        )
    if isinstance(node, yaml.ScalarNode):
        return Node(_scalar(node), str(node.value), where)
    raise Problem(where, "an alias is not possible here")


@lru_cache(maxsize=256)
def parse(text: str, file: str) -> Node:
    """Raises `Problem`, also for text that is no YAML. Formats are read for the views too."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = 1 if mark is None else mark.line + 1
        raise Problem(m.Where(file, line, "/"), f"not YAML: {error.problem}") from None
    if root is None:
        raise Problem(m.Where(file, 1, "/"), "the file is empty")
    return _convert(root, file, "")
