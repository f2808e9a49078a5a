# SPDX-License-Identifier: Apache-2.0
"""Who may import whom, and who may look at image bytes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# package -> packages of instar that it may import (itself and what is below all, `ALWAYS`)
MAY_IMPORT = {
    "api": {"fleet", "ops", "options", "sandbox"},
    "cli": {"fleet", "ops", "render", "options", "sandbox"},
    "fleet": {"ops", "options", "sandbox"},
    "ops": {"sandbox", "options"},
    "options": {"layout"},
    "render": {"options"},
    "sandbox": {"layout"},
    "layout": set(),
}
ALWAYS = {
    *("generated", "errors", "faults", "finder", "text", "utf8", "version", "layout", "record"),
    "secret",
    "widths",
}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / "instar" / package).rglob("*.py"))


def for_types_only(tree: ast.AST) -> set[ast.AST]:
    """Nodes under `if TYPE_CHECKING:`, which never run."""
    return {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }


def imports(path: Path) -> set[str]:
    """The packages of instar that a module imports, anywhere in it, when it runs."""
    found: set[str] = set()
    tree = ast.parse(path.read_text())
    skipped = for_types_only(tree)
    for node in ast.walk(tree):
        if node in skipped:
            continue
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] + [f"{node.module}.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("instar.")}
    return found


@pytest.mark.parametrize(
    "module", ["errors", "faults", "finder", "record", "text", "utf8", "version", "widths"]
)
def test_what_stands_below_all_imports_nothing_above(module: str) -> None:
    assert imports(ROOT / "instar" / f"{module}.py") <= ALWAYS


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_package_imports_only_downwards(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package} | ALWAYS
    known = {p.name for p in (ROOT / "instar").iterdir() if p.is_dir()} | {
        p.stem for p in (ROOT / "instar").glob("*.py")
    }
    for path in modules(package):
        wrong = (imports(path) & known) - allowed
        assert not wrong, (
            f"{path.relative_to(ROOT)} imports instar.{', instar.'.join(sorted(wrong))}"
        )


def edges() -> dict[str, set[str]]:
    """Which modules of instar each one imports when it runs, wherever the import is."""
    files = {
        ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p
        for p in (ROOT / "instar").rglob("*.py")
    }
    found: dict[str, set[str]] = {}
    for name, path in files.items():
        tree = ast.parse(path.read_text())
        skipped = for_types_only(tree)
        wanted = set()
        for node in ast.walk(tree):
            if node in skipped:
                continue
            if isinstance(node, ast.Import):
                wanted |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                wanted |= {
                    whole if (whole := f"{node.module}.{alias.name}") in files else node.module
                    for alias in node.names
                }
        found[name] = {other for other in wanted if other in files and other != name}
    return found


def cycle_through(graph: dict[str, set[str]], start: str) -> list[str]:
    """A way from a module back to itself; empty if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for other in sorted(graph.get(way[-1], ())):
            if other == start:
                return [*way, start]
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []


def test_a_cycle_is_seen() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}
    assert cycle_through(graph, "a") == ["a", "b", "c", "a"]
    assert cycle_through(graph, "d") == []


def test_no_import_leads_back() -> None:
    graph = edges()
    assert [way for name in sorted(graph) if (way := cycle_through(graph, name))] == []


def test_one_module_moves_bytes_of_images() -> None:
    """Reads of file content (`preadv`, `pread`, ... of a disk's descriptor) stand in
    transfer.py alone.
    """
    calls = re.compile(r"\bos\.(preadv?|pwritev?|readv|sendfile|copy_file_range)\(")
    readers = {
        p.relative_to(ROOT).as_posix()
        for p in (ROOT / "instar").rglob("*.py")
        if "generated" not in p.parts and calls.search(p.read_text())
    }
    assert readers == {"instar/sandbox/transfer.py", "instar/sandbox/backing.py"}


def test_backing_reads_only_what_the_kernel_says_of_this_process() -> None:
    text = (ROOT / "instar/sandbox/backing.py").read_text()
    opened = re.findall(r"\bopen\(\s*([^,)]+)", text)
    assert opened and all(name.startswith('"/proc/self/') for name in opened), opened


def imported(path: Path) -> set[str]:
    """The modules that a file imports, by their whole names."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("package", ["instar", "codegen"])
def test_product_imports_neither_tests_nor_lab(package: str) -> None:
    for path in sorted((ROOT / package).rglob("*.py")):
        wrong = {name for name in imported(path) if name.split(".")[0] in ("tests", "lab")}
        assert not wrong, f"{path.relative_to(ROOT)} imports {', '.join(sorted(wrong))}"


def test_programs_of_the_lab_import_no_test() -> None:
    """They may share what tests share (walkers, strategies, images), never a test itself."""
    for path in sorted((ROOT / "lab").rglob("*.py")):
        wrong = {name for name in imported(path) if re.search(r"\.(test_\w+|conftest)\b", name)}
        assert not wrong, f"{path.relative_to(ROOT)} imports {', '.join(sorted(wrong))}"


MOST_LINES = 500


def test_no_file_has_more_lines_than_a_reader_keeps_in_mind() -> None:
    """What grows past it is two things."""
    folders = ("instar", "codegen", "lab", "tests", "guest")
    files = (
        p for name in folders for end in ("py", "c", "h") for p in (ROOT / name).rglob(f"*.{end}")
    )
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files
        if not {"generated", "build", "project"} & set(path.parts)
        and (lines := path.read_text(encoding="utf-8").count("\n")) > MOST_LINES
    }
    assert long == {}


MOST_PARAMETERS = 8


def test_no_function_has_a_crowd_of_parameters() -> None:
    """What belongs together is one object."""
    crowded = []
    for path in (ROOT / "instar").rglob("*.py"):
        if "generated" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                own = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
                named = [*own, *(a.arg for a in node.args.kwonlyargs)]
                if len(set(named) - {"self", "cls"}) > MOST_PARAMETERS:
                    crowded.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert crowded == []


def test_constants_of_the_specs_are_not_looked_up_by_their_names() -> None:
    """No member of an enum travels as a text: type checkers would see none of it."""
    lookup = re.compile(r"\[[^\]]*\.upper\(\)\]")
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "instar").rglob("*.py")
        if "generated" not in path.parts and lookup.search(path.read_text())
    ]
    assert found == []
