# SPDX-License-Identifier: Apache-2.0
"""The program around the subcommands: help, version, completion, man pages, pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from instar.cli import main
from instar.cli.man import write_pages
from instar.cli.registry import ENTRIES, load
from tests.cli.conftest import Instar
from tests.wanted import skip_without

SCREEN_LINES = 40


def test_first_page_fits_a_screen_and_names_every_command(instar: Instar) -> None:
    said = instar("--help")
    assert said.status == 0
    assert len(said.out.splitlines()) <= SCREEN_LINES
    assert all(f"  {name} " in said.out for name in ENTRIES)
    assert instar("help").out == said.out


@pytest.mark.parametrize("name", ENTRIES)
def test_page_of_a_command_begins_with_an_example_and_has_every_flag(
    instar: Instar, name: str
) -> None:
    command = load(name)
    page = instar(name, "--help").out
    lines = [line for line in page.splitlines() if line]
    assert lines[0].startswith(f"Usage: instar {name}")
    assert lines[1].strip() == command.examples[0][0]
    shown = [flag for _, flags in command.groups() for flag in flags]
    assert all(word in page for flag in shown for word in flag.names)
    assert instar("help", name).out == page
    assert instar(name, "-h").out == page


@pytest.mark.parametrize("name", ENTRIES)
def test_flags_have_help_and_names_of_their_own(name: str) -> None:
    command = load(name)
    names = [word for flag in command.flags for word in flag.names]
    assert len(names) == len(set(names))
    assert all(flag.help for flag in command.flags)


def test_version_names_the_abi_and_the_guest(instar: Instar) -> None:
    lines = instar("--version").out.splitlines()
    assert lines[0].startswith("instar ")
    assert lines[1].startswith("guest ABI ")
    assert any(line.startswith("guest measure.bin blake2b:") for line in lines)
    assert instar("-V").out.splitlines() == lines


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("nonsense",), "Command not found: nonsense"),
        (("--nonsense",), "unrecognized option '--nonsense'"),
        (("-x",), "invalid option -- 'x'"),
    ],
)
def test_no_command_is_an_error(instar: Instar, argv: tuple[str, ...], message: str) -> None:
    assert instar(*argv) == (
        1,
        "",
        f"instar: {message}\nTry 'instar --help' for more information\n",
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_is_there(instar: Instar, shell: str) -> None:
    assert "_INSTAR_COMPLETE" in instar("completion", shell).out


def test_man_pages_have_every_flag(tmp_path: Path) -> None:
    pages = {path.name: path.read_text() for path in write_pages(tmp_path)}
    assert set(pages) == {"instar.1", *(f"instar-{name}.1" for name in ENTRIES)}
    for name in ENTRIES:
        for flag in (flag for _, flags in load(name).groups() for flag in flags):
            assert all(word.replace("-", r"\-") in pages[f"instar-{name}.1"] for word in flag.names)


def test_man_pages_have_formats_statuses_and_environment(tmp_path: Path) -> None:
    pages = {path.name: path.read_text() for path in write_pages(tmp_path)}
    for name, text in pages.items():
        titles = {line.removeprefix(".SH ").strip('"') for line in text.splitlines()}
        assert {"NAME", "SYNOPSIS", "EXIT STATUS", "ENVIRONMENT", "SEE ALSO"} <= titles, name
    assert "\\fBvpc\\fR, \\fBvhd\\fR\nread and written.\n" in pages["instar-convert.1"]
    assert "\\fBcloop\\fR\nread.\n" in pages["instar.1"]
    assert ".SH FORMATS" not in pages["instar-doctor.1"]


def test_man_prints_the_pages_without_a_warning(tmp_path: Path) -> None:
    skip_without("groff")
    pages = write_pages(tmp_path)
    line = ["groff", "-Tutf8", "-man", "-ww", "-z", *map(str, pages)]
    run = subprocess.run(line, capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("", "")


def test_closed_pipe_is_no_error() -> None:
    program = [sys.executable, "-m", "instar", "measure", "--help"]
    run = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdout is not None and run.stderr is not None
    run.stdout.close()
    assert run.stderr.read() == b""
    assert run.wait() == 0


def test_name_that_the_encoding_lacks_is_escaped(tmp_path: Path) -> None:
    for name in ("\u4e2d.raw", "b.raw"):
        (tmp_path / name).write_bytes(b"")
    run = subprocess.run(
        [sys.executable, "-m", "instar", "measure", tmp_path / "\u4e2d.raw", tmp_path / "b.raw"],
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=True,
    )
    assert run.stdout.splitlines()[0].endswith(rb"\u4e2d.raw:")


@pytest.mark.parametrize(
    ("closed", "status", "out", "err"),
    [
        (">&-", 1, "", "instar: standard output is closed\n"),
        ("2>&-", 0, "required size", ""),
        ("<&-", 0, "required size", ""),
        (">&- 2>&-", 1, "", ""),
    ],
)
def test_closed_stream_is_no_internal_error(closed: str, status: int, out: str, err: str) -> None:
    command = f"{sys.executable} -m instar measure --size 1G {closed}"
    run = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout[: len(out)] or "", run.stderr) == (status, out, err)


def test_errors_do_not_go_to_standard_output(tmp_path: Path) -> None:
    command = f"{sys.executable} -m instar info {tmp_path}/gone 2>&-"
    run = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (1, "", "")


def test_an_interrupt_that_python_makes_another_error_of_is_one(
    instar: Instar, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait(words: list[str]) -> int:
        try:
            raise KeyboardInterrupt
        finally:
            raise RuntimeError("cannot release un-acquired lock")

    monkeypatch.setattr(main, "_dispatch", wait)
    assert instar("info", "any") == (130, "", "")
