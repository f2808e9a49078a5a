# SPDX-License-Identifier: Apache-2.0
"""The page that documents everything `import instar` offers: signatures and docstrings by
mkdocstrings, and the keywords of each function as tables, from `instar/keywords.py`.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = ROOT / "instar" / "keywords.py"
SETTINGS = "Settings"
HEAD = """\
# Python reference

Made from the docstrings. [Python](python.md) shows how to use it. Each function is also a method of
[`Client`](#instar.client.Client), which takes the [settings](#settings) once for all its methods.

## Settings

"""


def page() -> str:
    """The page's Markdown."""
    sys.path.insert(0, str(ROOT))
    import instar
    from instar.client import Client

    found = {name: getattr(instar, name) for name in instar.__all__ if not name.startswith("_")}
    exceptions = {n for n, v in found.items() if isinstance(v, type) and issubclass(v, Exception)}
    functions = {n for n, v in found.items() if not isinstance(v, type)}
    keywords = Keywords(ast.parse(KEYWORDS.read_text()))
    lines = [HEAD, *table(keywords.own(SETTINGS)), "## Functions", ""]
    for name in sorted(functions):
        lines += function(found[name], getattr(Client, name, None), keywords)
    lines += ["## Client", "", *client(Client, functions)]
    for title, names in (
        ("Answers", found.keys() - functions - exceptions - {"Client"}),
        ("Errors", exceptions),
    ):
        lines += [f"## {title}", ""]
        for name in sorted(names):
            lines += [f"::: {found[name].__module__}.{found[name].__qualname__}", ""]
    return "\n".join(lines)


class Keywords:
    """The keywords that functions take, by the class that declares them."""

    def __init__(self, tree: ast.Module) -> None:
        self._classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}

    def own(self, name: str) -> list[tuple[str, str, str]]:
        """(keyword, type, meaning) of those that a class declares."""
        body = self._classes[name].body
        return [
            (key.target.id, ast.unparse(key.annotation), " ".join(text.value.value.split()))
            for key, text in pairwise(body)
            if isinstance(key, ast.AnnAssign)
            and isinstance(key.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ]

    def all(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Those of a class and of what it extends, but for the settings."""
        for base in self._classes[name].bases:
            if isinstance(base, ast.Name) and base.id in self._classes and base.id != SETTINGS:
                yield from self.all(base.id)
        yield from self.own(name) if name != SETTINGS else ()

    def takes_settings(self, name: str) -> bool:
        """Whether the settings are among them."""
        bases = [base.id for base in self._classes[name].bases if isinstance(base, ast.Name)]
        return name == SETTINGS or any(self.takes_settings(b) for b in bases if b in self._classes)


def table(rows: list[tuple[str, str, str]]) -> list[str]:
    """The keywords as a table."""
    lines = ["| keyword | type | meaning |", "|---|---|---|"]
    for name, kind, text in rows:
        lines.append(f"| `{name}` | `{kind}` | {text} |")
    return [*lines, ""]


def function(called: Any, method: Any, keywords: Keywords) -> list[str]:
    """A function: its signature, what its method is documented as, its keywords."""
    lines = [f"::: {called.__module__}.{called.__qualname__}"]
    if method is None:
        return [*lines, ""]
    lines += ["    options:", "      show_docstring_description: false", ""]
    lines += [inspect.getdoc(method) or "", ""]
    last = [*inspect.signature(called).parameters.values()][-1]
    if last.kind is not inspect.Parameter.VAR_KEYWORD:
        return lines
    name = str(last.annotation).removeprefix("Unpack[").removesuffix("]")
    if rows := [*keywords.all(name)]:
        lines += table(rows)
    if keywords.takes_settings(name):
        lines += ["And the [settings](#settings).", ""]
    return lines


def client(cls: Any, functions: set[str]) -> list[str]:
    """The class, without the methods that are documented as functions."""
    members = [n for n in dir(cls) if not n.startswith("_") and n not in functions]
    options = ["    options:", "      inherited_members: true", f"      members: {members}"]
    return [f"::: {cls.__module__}.{cls.__qualname__}", *options, ""]
