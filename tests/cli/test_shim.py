# SPDX-License-Identifier: Apache-2.0
"""Called as qemu-img: names, versions, help and refusals, through a real link."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from instar.generated.profiles import DEFAULT, PROFILES
from instar.version import __version__
from tests.cli.conftest import MIB, Instar, Said

Called = Callable[..., Said]
NEWEST = ".".join(map(str, DEFAULT.number))
LATER = "Try 'qemu-img --help' for more information\n"
REPAIR = "Unknown option value for -r (expecting 'leaks' or 'all')"
SPARSE = (
    "Invalid buffer size for sparse output specified. You may use k, M, G, T, P or E suffixes for\n"
    "qemu-img: kilobytes, megabytes, gigabytes, terabytes, petabytes and exabytes.\n"
)
EXTRA = "Expecting image file name and size\nTry 'qemu-img resize --help' for more info\n"
TWO = "Expecting two image file names\nTry 'qemu-img compare --help' for more info\n"


@pytest.fixture
def bin_folder(tmp_path: Path, instar: Instar, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with the link. The program that it leads to runs this interpreter."""
    program = tmp_path / "instar"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(Path.cwd())!r})\n"
        "from instar.__main__ import run\nrun()\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program)])
    (tmp_path / "bin").mkdir()
    assert instar("shim", "install", str(tmp_path / "bin")).status == 0
    return tmp_path / "bin"


@pytest.fixture
def qemu_img(bin_folder: Path) -> Called:
    """Call the link by its name."""

    def call(*words: str, env: Mapping[str, str] | None = None) -> Said:
        run = subprocess.run(
            [bin_folder / "qemu-img", *words],
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
            check=False,
        )
        return Said(run.returncode, run.stdout, run.stderr)

    return call


def test_the_link_is_made_once_and_nothing_else_is_replaced(
    tmp_path: Path, bin_folder: Path, instar: Instar
) -> None:
    assert instar("shim", "install", str(bin_folder)).status == 0
    other = tmp_path / "other"
    other.mkdir()
    (other / "qemu-img").write_text("the real one")
    said = instar("shim", "install", str(other))
    assert said == Said(1, "", f"instar: '{other}/qemu-img' is there and is not instar: it stays\n")
    assert (other / "qemu-img").read_text() == "the real one"
    said = instar("shim", "install", str(tmp_path / "none"))
    assert said.status == 1
    assert (
        said.err
        == f"instar: Could not make '{tmp_path}/none/qemu-img': No such file or directory\n"
    )
    assert instar("shim", "remove", str(other)).status == 1


@pytest.mark.parametrize("flag", ["-V", "--version", "--vers"])
def test_the_version_is_that_of_the_release(qemu_img: Called, flag: str) -> None:
    said = qemu_img(flag)
    first, second = said.out.splitlines()
    assert first == f"qemu-img version {NEWEST} (instar {__version__})"
    assert second.startswith("Copyright (c) 2003-")
    old = qemu_img(flag, env={"INSTAR_QEMU_VERSION": "5.2.9"}).out.splitlines()
    assert old[0] == f"qemu-img version 5.2.0 (instar {__version__})"
    assert "2003-2020 " in old[1]


@pytest.mark.parametrize(
    ("words", "version", "expected"),
    [
        ([], "", f"Not enough arguments\n{LATER}"),
        ([], "10.0", f"Not enough arguments\n{LATER.replace('information', 'info')}"),
        (["bla"], "", f"Command not found: bla\n{LATER}"),
        (["doctor"], "", f"Command not found: doctor\n{LATER}"),
        (["-x"], "", f"invalid option -- 'x'\n{LATER}"),
        (["-x"], "7.2", f"unrecognized option '-x'\n{LATER}"),
        (["-T"], "", f"option requires an argument -- 'T'\n{LATER}"),
        (["-T"], "7.2", f"missing argument for option '-T'\n{LATER}"),
        (["check", "-r", "x", "disk"], "7.2", f"{REPAIR}: x\n{LATER}"),
        (["convert", "-S", "x", "disk", "new"], "7.2", SPARSE),
        (["convert", "disk"], "11.1", "Must specify image file name\n"),
        (["resize", "disk"], "7.2", f"Not enough arguments\n{LATER}"),
        (["resize", "--", "a", "b", "c"], "10.0", EXTRA),
        (["compare", "--left", "raw", "disk"], "10.0", TWO),
        (["info"], "7.2", f"Expecting one image file name\n{LATER}"),
        (
            ["info"],
            "11.1",
            f"Expecting one image file name\n{LATER.replace('img -', 'img info -')}",
        ),
    ],
)
def test_complaints_are_the_release_s(
    qemu_img: Called, words: list[str], version: str, expected: str
) -> None:
    said = qemu_img(*words, env={"INSTAR_QEMU_VERSION": version})
    assert said == Said(1, "", f"qemu-img: {expected}")


def test_standard_options_come_before_the_command(qemu_img: Called) -> None:
    words = ("measure", "--size", "1G", "-O", "raw")
    plain = qemu_img(*words)
    assert plain == Said(0, "required size: 1073741824\nfully allocated size: 1073741824\n", "")
    for given in (["-T", "x"], ["--trace=x"], ["--trace", "info", "-D", "log"], ["--"]):
        assert qemu_img(*given, *words) == plain
    assert qemu_img("measure", "-T", "x", "--size", "1G").status == 1


@pytest.mark.parametrize("version", ["2.11", "2", "seven", "7.2.", "1.2.3.4"])
def test_a_version_that_is_none_is_one_line_of_names(qemu_img: Called, version: str) -> None:
    said = qemu_img("measure", "--size", "1G", env={"INSTAR_QEMU_VERSION": version})
    assert said.status == 1
    assert said.err.startswith(
        f"qemu-img: --qemu-version does not know '{version}'\nKnown are 2.12"
    )


def test_auto_is_the_next_qemu_img_that_is_not_instar(
    qemu_img: Called, bin_folder: Path, tmp_path: Path
) -> None:
    real, broken = tmp_path / "real", tmp_path / "broken"
    for folder, script in ((real, "echo qemu-img version 6.2.0; echo x"), (broken, "exit 3")):
        folder.mkdir()
        (folder / "qemu-img").write_text(f"#!/bin/sh\n{script}\n")
        (folder / "qemu-img").chmod(0o755)
    auto = {"INSTAR_QEMU_VERSION": "auto"}
    there = f"{bin_folder}:{broken}:{real}:/nowhere"
    assert "version 6.2.0 (instar" in qemu_img("--version", env={**auto, "PATH": there}).out
    found = qemu_img("--version", env={**auto, "PATH": f"{bin_folder}:{broken}"}).out
    assert f"version {NEWEST} (instar" in found


def test_help_has_the_commands_and_flags_of_the_release(qemu_img: Called) -> None:
    page = qemu_img("--help")
    assert page.status == 0
    assert "Usage: qemu-img " in page.out
    assert "\nSupported formats: raw file qcow2 " in page.out
    assert "doctor" not in page.out
    old = qemu_img("info", "--help", env={"INSTAR_QEMU_VERSION": "10.0"})
    new = qemu_img("info", "--help", env={"INSTAR_QEMU_VERSION": "11.1"})
    assert old.status == new.status == 0
    assert "--limits" in new.out
    assert "--limits" not in old.out
    assert "  qemu-img info " in new.out


def test_a_name_that_leaves_the_directory_is_refused_in_words_scripts_know(
    qemu_img: Called, instar: Instar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("a", "b"):
        Path(folder).mkdir()
    base = tmp_path / "b/base"
    assert instar("create", "-q", "-f", "raw", str(base), "1M").status == 0
    words = ("-f", "qcow2", "-b", str(base), "-F", "raw", "a/top", str(MIB))
    monkeypatch.setenv("INSTAR_ALLOW_PATH", str(tmp_path / "b"))
    assert instar("create", "-q", *words).status == 0
    assert qemu_img("info", "--backing-chain", "a/top").status == 0
    monkeypatch.delenv("INSTAR_ALLOW_PATH")
    said = qemu_img("info", "--backing-chain", "a/top")
    assert said.status == 1
    denied = f"qemu-img: Could not open '{base}': Could not open '{base}': Permission denied ("
    assert said.err.startswith(denied)
    assert said.err.endswith(f" INSTAR_ALLOW_PATH={tmp_path}/b)\n")
    assert said.err.count("\n") == 1


def test_answers_are_exact(qemu_img: Called, folder: Path) -> None:
    del folder
    said = qemu_img("info", "-f", "qcow2", "half.raw")
    assert said == Said(
        1, "", "qemu-img: Could not open 'half.raw': Image is not in qcow2 format\n"
    )


def test_every_recorded_release_has_its_year() -> None:
    years = [profile.year for profile in PROFILES]
    assert years == sorted(years)
    assert years[0] == 2017
