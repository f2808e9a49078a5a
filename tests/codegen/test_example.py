# SPDX-License-Identifier: Apache-2.0
"""The worked example of docs/codegen.md, replayed on a copy of the specs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from codegen.cli import main
from tests.codegen.cbuild import ROOT
from tests.shared import with_evidence

PAGE = (ROOT / "docs/codegen.md").read_text(encoding="utf-8")
SPEC = "specs/abi/measure.ksy"


def block(language: str) -> list[str]:
    """The lines of the page's one block in a language."""
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert len(found) == 1
    return found[0].splitlines()


def apply_diff(root: Path) -> None:
    diff = block("diff")
    old = "".join(line[1:] + "\n" for line in diff if line[0] in " -")
    new = "".join(line[1:] + "\n" for line in diff if line[0] in " +")
    text = (root / SPEC).read_text(encoding="utf-8")
    assert text.count(old) == 1, "the page shows what the spec says"
    (root / SPEC).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project made from the specs, then from the specs with the new field."""
    root = tmp_path_factory.mktemp("example") / "project"
    shutil.copytree(ROOT / "specs", root / "specs")
    shutil.copytree(
        ROOT / "instar", root / "instar", ignore=shutil.ignore_patterns("__pycache__", "_guest")
    )
    for name in ("generated", "proofs"):
        (root / "tests" / name).mkdir(parents=True)
    with_evidence(root)
    assert main(["--root", str(root), "gen"]) == 0
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    apply_diff(root)
    assert main(["--root", str(root), "lint"]) == 0
    assert main(["--root", str(root), "check"]) == 1
    assert main(["--root", str(root), "gen"]) == 0
    assert main(["--root", str(root), "check"]) == 0
    after = {p for p in root.rglob("*") if p.is_file() and before.get(p) != p.read_bytes()}
    edited = {p.relative_to(root).as_posix() for p in after if b"INSTAR-GEN" not in p.read_bytes()}
    assert edited == {SPEC}, "one edit in one spec"
    return root


def test_guest_has_the_field(changed: Path) -> None:
    text = "".join(
        (changed / f"guest/generated/measure.{end}").read_text(encoding="utf-8") for end in "hc"
    )
    for line in block("c"):
        assert f"{line}\n" in text
    subprocess.run(
        [
            "cc",
            "-std=c11",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-fsyntax-only",
            f"-I{ROOT / 'guest/base'}",
            str(changed / "guest/generated/measure.c"),
        ],
        check=True,
    )


def test_host_writes_the_field_and_refuses_what_the_guest_would(changed: Path) -> None:
    text = (changed / "instar/generated/measure.py").read_text(encoding="utf-8")
    for line in block("python"):
        assert f"{line}\n" in text
    program = (
        "from instar.generated.measure import MeasureConfig\n"
        "from instar.generated.source import SourceOptions\n"
        "from instar.layout import FieldError\n"
        "source = SourceOptions(max_depth=1, request_size=512)\n"
        "data = MeasureConfig(source=source, len_margin=0x1234).pack()\n"
        "assert len(data) == MeasureConfig.SIZE == 752 and data[696:704] == bytes([0x34, 0x12, 0, "
        "0, 0, 0, 0, 0])\n"
        "try:\n    MeasureConfig(source=source, len_margin=0x40000001).pack()\n"
        "except FieldError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=changed, capture_output=True, text=True, check=True
    )
    assert "len_margin" in done.stdout


def test_error_and_page_have_the_field(changed: Path) -> None:
    assert '"len_margin"' in (changed / "instar/generated/errors.py").read_text(encoding="utf-8")
    assert "len_margin" in (changed / "docs/abi/measure.md").read_text(encoding="utf-8")
