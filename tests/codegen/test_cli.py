# SPDX-License-Identifier: Apache-2.0
"""`python -m codegen`: twice changes nothing, drift is named, a broken spec does not stop the
others.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.cli import main
from tests.codegen.specbench import LANTERN, copied


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = copied(tmp_path)
    assert main(["--root", str(root), "gen"]) == 0
    return root


def test_second_run_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stamps = {p: p.stat().st_mtime_ns for p in project.rglob("*") if p.is_file()}
    capsys.readouterr()
    assert main(["--root", str(project), "gen"]) == 0
    assert capsys.readouterr().out == ""
    assert {p: p.stat().st_mtime_ns for p in project.rglob("*") if p.is_file()} == stamps
    assert main(["--root", str(project), "check"]) == 0


@pytest.mark.parametrize(
    "name",
    [
        "guest/generated/lantern.c",
        "guest/generated/structures.h",
        "guest/generated/guest_message.c",
        "instar/generated/errors.py",
        "instar/generated/lamp.py",
        "instar/generated/messages.py",
    ],
)
def test_check_names_a_file_edited_by_hand(
    project: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = project / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert main(["--root", str(project), "check"]) == 1
    assert capsys.readouterr().err == f"{name}: not what specs/ gives; run `make codegen`\n"


def test_check_names_a_missing_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "guest/generated/lamp.h").unlink()
    assert main(["--root", str(project), "check"]) == 1
    assert capsys.readouterr().err.startswith("guest/generated/lamp.h: ")


def test_check_names_a_file_that_nothing_generates(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stray = project / "guest/generated/candle.c"
    stray.write_text(
        (project / "guest/generated/lamp.c").read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert main(["--root", str(project), "check"]) == 1
    assert capsys.readouterr().err == "guest/generated/candle.c: no spec gives it; delete it\n"


def test_check_fails_on_a_spec_changed_alone(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = project / LANTERN
    spec.write_text(
        spec.read_text(encoding="utf-8").replace("max: 21", "max: 20", 1), encoding="utf-8"
    )
    assert main(["--root", str(project), "check"]) == 1
    assert "guest/generated/lantern.c: " in capsys.readouterr().err


def line_of(spec: Path, text: str) -> int:
    """The number of the first line with this text."""
    lines = spec.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_broken_spec_leaves_the_others_alone(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec, output = project / LANTERN, project / "guest/generated/lantern.c"
    spec.write_text(
        spec.read_text(encoding="utf-8").replace("type: u1", "type: u3", 1), encoding="utf-8"
    )
    lamp = project / "guest/generated/lamp.c"
    lamp.unlink()
    before = output.read_bytes()
    assert main(["--root", str(project), "gen"]) == 1
    place = f"{LANTERN}:{line_of(spec, 'type: u3')}: /types/header/seq/2/type"
    assert capsys.readouterr().err == f"{place}: type 'u3' is not declared\n"
    assert output.read_bytes() == before
    assert lamp.is_file()


def test_lint_speaks_like_a_compiler(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(project), "lint"]) == 0
    spec = project / LANTERN
    text = spec.read_text(encoding="utf-8")
    spec.write_text(
        text.replace("        -instar-any: any shift of the hue\n", "", 1), encoding="utf-8"
    )
    assert main(["--root", str(project), "lint"]) == 1
    said = "number without valid, or -instar-any if every value is right"
    place = f"{LANTERN}:{line_of(spec, '- id: delta')}: /types/header/seq/8"
    assert capsys.readouterr().err == f"{place}: {said}\n"
