# SPDX-License-Identifier: Apache-2.0
"""Who may import whom, who may look at image bytes, and where numbers of a format may stand."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from codegen.expr import constant
from codegen.load import load_all
from codegen.model import Contents, Eq

ROOT = Path(__file__).resolve().parents[1]

# package -> packages of instar that it may import (itself and `generated`, `errors`, `version` always)
MAY_IMPORT = {
    "cli": {"ops", "render", "options", "sandbox"},
    "ops": {"sandbox", "options", "render"},
    "options": {"layout"},
    "render": {"options"},
    "sandbox": {"layout"},
    "layout": set(),
}
ALWAYS = {"generated", "errors", "version", "layout", "record"}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / "instar" / package).rglob("*.py"))


def for_types_only(tree: ast.AST) -> set[ast.AST]:
    """Nodes under `if TYPE_CHECKING:`, which never run."""
    return {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
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


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_package_imports_only_downwards(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package} | ALWAYS
    known = {p.name for p in (ROOT / "instar").iterdir() if p.is_dir()} | {
        p.stem for p in (ROOT / "instar").glob("*.py")
    }
    for path in modules(package):
        wrong = (imports(path) & known) - allowed
        assert not wrong, f"{path.relative_to(ROOT)} imports instar.{', instar.'.join(sorted(wrong))}"


def test_one_module_reads_images() -> None:
    """Reads of file content (`preadv`, `pread`, `read` of a disk's descriptor) stand in block.py alone."""
    calls = re.compile(r"\bos\.(preadv?|pwritev?|readv|sendfile|copy_file_range)\(")
    readers = [
        p.relative_to(ROOT).as_posix()
        for p in (ROOT / "instar").rglob("*.py")
        if "generated" not in p.parts and calls.search(p.read_text())
    ]
    assert readers == ["instar/sandbox/block.py"]


def magics() -> dict[str, bytes]:
    """Every signature that a spec of a format declares."""
    found: dict[str, bytes] = {}
    for spec in load_all(ROOT).specs:
        if spec.is_abi:
            continue
        for magic in spec.magics:
            found[f"{spec.id} at {magic.offset}"] = magic.data
        for structure in spec.structures:
            for field in structure.fields:
                for rule in field.rules:
                    if isinstance(rule, Contents) and any(rule.data) and len(rule.data) >= 4 and rule.data not in WORDS:
                        found[f"{spec.id} {structure.name}.{field.id}"] = rule.data
                    if isinstance(rule, Eq) and "magic" in field.id and field.size in (4, 8):
                        number = constant(rule.value) or 0
                        found[f"{spec.id} {structure.name}.{field.id}"] = number.to_bytes(field.size, "big")
    return found


WORDS = {b"metadata", b"data"}
"""Signatures that are plain English words; a string of one says nothing of a format."""
ALGORITHMS = {
    "guest/lib/checksum.c": "the tables of the CRCs",
    "guest/core/runner.c": "Linux's system calls",
    "guest/formats/qcow2_bitmaps.c": "the FNV hash of names",
}
"""Sources with numbers of an algorithm or of the kernel, which belong to no format."""


def hand_written() -> list[Path]:
    """Every source of guest and host that no generator wrote."""
    out = [p for folder in ("core", "lib", "formats", "ops") for p in (ROOT / "guest" / folder).rglob("*.[ch]")]
    out += [p for p in (ROOT / "instar").rglob("*.py") if "generated" not in p.parts]
    return sorted(out)


def test_no_magic_stands_outside_the_specs() -> None:
    wrong: list[str] = []
    for path in hand_written():
        text = path.read_text()
        plain = re.sub(r"[\s\"']", "", text).lower()
        for name, magic in magics().items():
            forms = {f"0x{magic.hex()}", f"0x{magic[::-1].hex()}"}
            forms |= {"".join(f"0x{b:02x}," for b in magic), "".join(f"\\x{b:02x}" for b in magic)}
            if any(form in plain for form in forms) or (
                magic.isascii() and magic.decode("ascii").isprintable() and f'"{magic.decode()}"' in text
            ):
                wrong.append(f"{path.relative_to(ROOT)}: {name}")
    assert not wrong, "\n".join(wrong)


MASK = re.compile(r"(?:[&|]\s*~?\s*\(?|<<\s*|>>\s*)(0x[0-9a-fA-F]{3,}|[0-9]{3,})\b|\b0x[0-9a-fA-F]{5,}\b")


def test_no_raw_mask_stands_outside_the_specs() -> None:
    """Hexadecimal masks and large literals in the walkers and operations would be a format's numbers typed by hand."""
    wrong: list[str] = []
    for path in hand_written():
        if path.suffix == ".py" or path.relative_to(ROOT).as_posix() in ALGORITHMS:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            code = re.sub(r"/\*.*?\*/|//.*|\".*?\"", "", line)
            if MASK.search(code) and not code.lstrip().startswith("*"):
                wrong.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert not wrong, "\n".join(wrong)
