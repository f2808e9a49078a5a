# SPDX-License-Identifier: Apache-2.0
"""Many names in one call: a line of JSON for each, from whatever command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import instar as package
from instar.cli.output import Output
from tests.cli.conftest import Instar

MIB = 1 << 20
COMMANDS = ("info", "map", "check", "measure")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(3):
        package.create(f"{number}.qcow2", format="qcow2", size=(number + 1) * MIB)
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("command", COMMANDS)
def test_lines_hold_what_json_prints(instar: Instar, command: str, jobs: str) -> None:
    more = ["-O", "raw"] if command == "measure" else []
    names = ["0.qcow2", "missing", "1.qcow2", "2.qcow2"]
    said = instar(command, "--output=jsonl", "--jobs", jobs, *more, *names)
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert said.status == 1
    assert [row["filename"] for row in rows] == names
    assert rows[1]["error"]["code"] == "open" and rows[1]["error"]["errno"] == 2
    for row in (rows[0], *rows[2:]):
        alone = instar(command, "--output=json", *more, row["filename"])
        assert row["answer"] == json.loads(alone.out)
    assert "missing" in said.err


def test_one_image_has_the_same_shape(instar: Instar) -> None:
    (line,) = instar("info", "--output=jsonl", "0.qcow2").out.splitlines()
    assert json.loads(line)["answer"]["virtual-size"] == MIB


def test_names_come_out_of_a_list(instar: Instar, folder: Path) -> None:
    (folder / "list").write_bytes(b"0.qcow2\0002.qcow2\0")
    said = instar("check", "--output=jsonl", "--files-from", "list", "1.qcow2")
    names = [json.loads(line)["filename"] for line in said.out.splitlines()]
    assert (said.status, names) == (0, ["1.qcow2", "0.qcow2", "2.qcow2"])


def test_status_is_that_of_the_worst_image(instar: Instar) -> None:
    with open("1.qcow2", "r+b") as file:
        file.seek(2 * 65536 + 2 * 4)  # the count of the cluster after the last one that is used
        file.write(b"\0\1")
        file.truncate(5 * 65536)
    assert instar("check", "--output=jsonl", "0.qcow2", "2.qcow2").status == 0
    said = instar("check", "--output=jsonl", "0.qcow2", "1.qcow2")
    assert said.status == 3
    assert json.loads(said.out.splitlines()[1])["answer"]["leaks"] == 1
    assert instar("check", "--output=jsonl", "1.qcow2", "missing").status == 1


def test_findings_fail_the_run(instar: Instar) -> None:
    package.create("top.qcow2", format="qcow2", backing="0.qcow2", backing_format="qcow2")
    words = ("info", "--safety", "--output=jsonl", "1.qcow2")
    assert instar(*words).status == 0
    said = instar(*words, "top.qcow2", "--fail-on=low")
    assert said.status == 1
    assert json.loads(said.out.splitlines()[1])["answer"]["findings"]


@pytest.mark.parametrize("command", ["info", "map"])
def test_other_forms_are_for_one_image(instar: Instar, command: str) -> None:
    text = "instar: several images need --output=jsonl\n"
    assert instar(command, "0.qcow2", "1.qcow2") == (1, "", text)


def test_lines_are_for_checks_that_change_nothing(instar: Instar) -> None:
    said = instar("check", "-r", "all", "--output=jsonl", "0.qcow2")
    assert said == (1, "", "instar: --output=jsonl is for checks that change nothing\n")


def test_bar_comes_back_after_each_row(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that stream to the same terminal leave it on the screen."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("instar.cli.progress._PATIENCE_S", 0)
    out = Output(progress=True)
    for done in range(1, 4):
        out.clear()
        out.progress(done, 3)
    text = capsys.readouterr().err
    assert [text.count(part) for part in (" 33.3 %", " 66.7 %", "100.0 %")] == [1, 1, 1]
