# SPDX-License-Identifier: Apache-2.0
"""Which package of codegen may import which, and that no modules import each other in a circle."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.codegen.cbuild import ROOT

# package -> packages of codegen that it may import, besides itself
MAY_IMPORT = {
    "model": set(),
    "out": {"model"},
    "load": {"model"},
    "c": {"model", "out"},
    "python": {"model", "out"},
    "docs": {"model", "out"},
    "lint": {"model", "load", "c"},
    "gallery": set(),
}
TOP = {"__init__", "__main__", "cli", "emitters"}
"""Modules outside of packages: they put the packages together."""


def modules() -> dict[str, Path]:
    """Every module of codegen by its dotted name."""
    return {
        ".".join(p.relative_to(ROOT).with_suffix("").parts): p
        for p in sorted((ROOT / "codegen").rglob("*.py"))
    }


def imports(path: Path, known: set[str]) -> set[str]:
    """The modules of codegen that one imports, in functions and for types too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module is not None, f"{path}: a relative import"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found & known


def package(module: str) -> str:
    return module.split(".")[1]


def test_every_module_is_in_a_layer() -> None:
    packages = {p.name for p in (ROOT / "codegen").iterdir() if (p / "__init__.py").is_file()}
    assert packages == set(MAY_IMPORT)
    assert {p.stem for p in (ROOT / "codegen").glob("*.py")} == TOP


@pytest.mark.parametrize("layer", sorted(MAY_IMPORT))
def test_layer_imports_only_what_it_may(layer: str) -> None:
    known = modules()
    allowed = MAY_IMPORT[layer] | {layer}
    checked = {name: path for name, path in known.items() if name.startswith(f"codegen.{layer}.")}
    assert checked
    for name, path in checked.items():
        wrong = {found for found in imports(path, set(known)) if package(found) not in allowed}
        assert not wrong, f"{name} imports {', '.join(sorted(wrong))}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    known = modules()
    graph = {name: imports(path, set(known)) for name, path in known.items()}
    assert any(graph.values())
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_no_dispatch_swallows_what_it_does_not_know() -> None:
    """A `case _:` may only raise: what a match does not know is an error in the generator."""
    swallowing = [
        f"{path.relative_to(ROOT)}:{case.pattern.lineno}"
        for path in modules().values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Match)
        for case in node.cases
        if isinstance(case.pattern, ast.MatchAs)
        and case.pattern.name is None
        and case.guard is None
        and not isinstance(case.body[0], ast.Raise)
    ]
    assert not swallowing, swallowing
