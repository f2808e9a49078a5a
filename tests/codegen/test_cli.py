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
    assert (
        capsys.readouterr().err
        == f"{LANTERN}:57: /types/header/seq/2/type: type 'u3' is not declared\n"
    )
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
    assert capsys.readouterr().err == f"{LANTERN}:90: /types/header/seq/8: number without valid\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("lantern", "Lantern image  (specs/formats/lantern.ksy)"),
        (
            "specs/formats/lantern.ksy:header",
            "lantern header, 40 bytes or more  (specs/formats/lantern.ksy:32: /types/header)",
        ),
        (
            "lantern:header.ofs_table",
            "lantern header: ofs_table  (specs/formats/lantern.ksy:70: /types/header/seq/4)",
        ),
        (
            "lantern:entry.block",
            "lantern entry: block  (specs/formats/lantern.ksy:131: /types/entry/seq/2)",
        ),
        ("lamp:config", "lamp config, 16 bytes  (specs/abi/lamp.ksy:73: /types/config)"),
    ],
)
def test_explain_shows_what_is_named(
    project: Path, capsys: pytest.CaptureFixture[str], words: str, said: str
) -> None:
    assert main(["--root", str(project), "explain", words]) == 0
    assert capsys.readouterr().out.splitlines()[0] == said


def test_explain_tells_all_of_a_field(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(project), "explain", "lantern:header.version"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  unsigned 16-bit number, big-endian, 2 bytes at byte 4",
        "  must be 1 or 2  (else RANGE)",
        "  qemu-img before 5.0: Version {value} is too new",
        "  qemu-img: Unsupported version {value}",
        "  1 or 2.",
        "  C: LANTERN_HEADER_FIELD_VERSION = 2; Python: LanternHeader.version",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("candle", "no spec is named 'candle'; there are lamp, lantern\n"),
        ("lamp:wick", "lamp has no structure 'wick'; it has spare, config, options\n"),
        ("lamp:config.wick", "lamp config has no field 'wick'; it has magic, colour, spare\n"),
    ],
)
def test_explain_says_what_there_is(
    project: Path, capsys: pytest.CaptureFixture[str], words: str, said: str
) -> None:
    assert main(["--root", str(project), "explain", words]) == 1
    assert capsys.readouterr().err == said
