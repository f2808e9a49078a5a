# SPDX-License-Identifier: Apache-2.0
"""Completion in the shells themselves, on a terminal, and what they are offered."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from instar.cli import existing
from instar.cli.completion import Offers, offers
from instar.cli.completion_scripts import SHELLS
from tests.cli.conftest import Instar
from tests.cli.terminal import Terminal
from tests.wanted import skip_without

START = {
    "bash": ("bash", "--norc", "--noprofile", "-i"),
    "zsh": ("zsh", "-f", "-i"),
    "fish": ("fish", "--no-config", "-i"),
}
SETTLE = {
    "bash": "PS1='$ '; bind 'set enable-bracketed-paste off'; . ./script",
    "zsh": "PS1='$ '; unset zle_bracketed_paste; bindkey -e; autoload -U compinit;"
    " compinit -u -D; . ./script",
    "fish": "source ./script",
}
EVIL = "a; touch gone"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with images, one of them with snapshots, and `instar` on a path of its own."""
    directory = tmp_path_factory.mktemp("completion")
    (directory / "bin").mkdir()
    program = directory / "bin" / "instar"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m instar "$@"\n')
    program.chmod(0o755)
    (directory / "a name.raw").touch()
    (directory / "inner").mkdir()
    image = str(directory / "disk.qcow2")
    for line in (
        ("create", "-f", "qcow2", image, "1M"),
        ("snapshot", "-c", "before-upgrade", image),
        ("snapshot", "-c", EVIL, image),
        ("snapshot", "-c", "esc\x1b[31m", image),
        ("bitmap", "--add", image, "monday"),
    ):
        subprocess.run([program, *line], check=True, capture_output=True)
    return directory


def typed(place: Path, shell: str, *lines: str) -> list[str]:
    """What lines become, each ended by a tab: the words that the shell would run."""
    skip_without(shell)
    (place / "script").write_text(
        subprocess.run(
            [sys.executable, "-m", "instar", "completion", shell],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    )
    env = {"HOME": str(place), "PATH": f"{place}/bin:/usr/bin:/bin"}
    with Terminal(("env", "-C", str(place), *START[shell]), env=env, columns=200) as terminal:
        terminal.type(f"{SETTLE[shell]}; echo rea''dy\r")
        terminal.wait_for("ready")
        found = []
        for number, line in enumerate(lines):
            terminal.type(f"{line}\t")
            terminal.type(f"\x01printf '<%s>' {number} \x05 '.'\r")
            text = terminal.wait_for("<.>")
            found.append(text.rpartition(f"<{number}>")[2].partition("<.>")[0])
            terminal.text = ""
    return found


@pytest.mark.parametrize("shell", SHELLS)
def test_shells_complete_commands_files_values_and_snapshots(place: Path, shell: str) -> None:
    lines = {
        "instar measu": "<instar><measure>",
        "instar info di": "<instar><info><disk.qcow2>",
        "instar info ./a": "<instar><info><./a name.raw>",
        "instar measure --files-from=di": "<instar><measure><--files-from=disk.qcow2>",
        "instar info --allow-path in": "<instar><info><--allow-path><inner/>",
        "instar measure -O vm": "<instar><measure><-O><vmdk>",
        "instar measure -o cluster_size=64k,refcount_": "<instar><measure><-o>"
        "<cluster_size=64k,refcount_bits=>",
        "instar check --output=jsonl --errors=js": "<instar><check><--output=jsonl><--errors=json>",
        "instar map disk.qcow2 -l bef": "<instar><map><disk.qcow2><-l><before-upgrade>",
        "instar snapshot disk.qcow2 -d a": f"<instar><snapshot><disk.qcow2><-d><{EVIL}>",
        "instar dd if=di": "<instar><dd><if=disk.qcow2>",
        "instar bitmap --clear disk.qcow2 mo": "<instar><bitmap><--clear><disk.qcow2><monday>",
    }
    # zsh takes the slash back when a blank follows.
    found = [text.replace("inner>", "inner/>") for text in typed(place, shell, *lines)]
    assert dict(zip(lines, found, strict=True)) == lines
    assert not (place / "gone").exists()


def test_bash_finds_the_snapshots_of_an_image_behind_the_cursor(
    place: Path, instar: Instar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    monkeypatch.setenv("_INSTAR_COMPLETE", "bash")
    line = "instar snapshot -d "
    monkeypatch.setenv("COMP_POINT", str(len(line)))
    monkeypatch.setenv("COMP_LINE", f"{line} disk.qcow2")
    assert instar().out.splitlines() == ["words 0", "before-upgrade", r"a\;\ touch\ gone"]
    line = 'instar snapshot -d "'
    monkeypatch.setenv("COMP_POINT", str(len(line)))
    monkeypatch.setenv("COMP_LINE", f'{line}" disk.qcow2')
    assert instar().out.splitlines() == ["words 0", "before-upgrade"], "quotes would not hold it"


def words(*line: str) -> list[str]:
    return [word for word, _ in offers(line, len(line) - 1).words]


def test_names_out_of_images_are_few_and_short(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = str(place / "disk.qcow2")
    assert words("snapshot", image, "-a", "") == ["before-upgrade", EVIL]
    monkeypatch.setattr(existing, "_MOST", 1)
    assert words("snapshot", image, "-a", "") == ["before-upgrade"]
    monkeypatch.setattr(existing, "_LONGEST", 5)
    assert words("snapshot", image, "-a", "") == []


def test_bitmaps_are_offered_behind_their_image_and_to_be_merged(place: Path) -> None:
    image, raw = str(place / "disk.qcow2"), str(place / "a name.raw")
    assert words("bitmap", "--add", image, "m") == ["monday"]
    assert words("bitmap", "--add", image, "x") == []
    assert words("bitmap", image, "--merge", "") == ["monday"]
    assert words("bitmap", "-b", image, raw, "--merge", "") == ["monday"]
    assert words("bitmap", "-b", raw, image, "--merge", "") == []


@pytest.mark.parametrize("content", [b"", b"QFI\xfb" + bytes(600), b"no image"])
def test_a_bad_image_offers_no_snapshots_and_no_error(
    tmp_path: Path, instar: Instar, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    (tmp_path / "bad").write_bytes(content)
    monkeypatch.setenv("_INSTAR_COMPLETE", "fish:2")
    said = instar("snapshot", "-d", "", str(tmp_path / "bad"))
    assert said == (0, "words 0\n", "")
    monkeypatch.setenv("_INSTAR_COMPLETE", "fish:2")
    said = instar("snapshot", "-d", "", str(tmp_path))
    assert said == (0, "words 0\n", "")


def test_the_table_of_a_command_is_what_is_offered() -> None:
    assert "--fail-on" in words("info", "--f")
    assert words("info", "--fail-on=m") == ["--fail-on=medium"]
    assert words("map", "-fqc") == ["-fqcow2", "-fqcow"]
    assert words("help", "comp") == ["compare", "completion"]
    assert words("--he") == ["--help"]
    assert words("completion", "") == ["bash", "zsh", "fish"]
    assert words("create", "-f", "qcow2", "-o", "clu") == ["cluster_size="]
    assert words("create", "-f", "vpc", "-o", "clu") == []
    assert words("convert", "-f", "vpc", "-O", "qcow2", "-o", "clu") == ["cluster_size="]
    assert words("info", "--debug") == [], "hidden"
    assert offers(("info", "--", "-"), 2) == Offers("files")
    assert offers(("dd", "of=x"), 1) == Offers("files", 3)
    assert offers(("nonsense", "x"), 1) == Offers("files")
    assert offers(("map", "--picture=x"), 1) == Offers("files", len("--picture="))
