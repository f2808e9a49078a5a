# SPDX-License-Identifier: Apache-2.0
"""What instar looks like on a terminal, and that a pipe gets none of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Instar
from tests.cli.terminal import INSTAR, Terminal, on_terminal

COLOR = re.compile(r"\x1b\[[0-9;]*m")
BACKED = "backed.qcow2"


@pytest.fixture
def backed(folder: Path, instar: Instar) -> Path:
    """An image with a backing file, which is a finding."""
    said = instar("create", "-f", "qcow2", "-b", "half.raw", "-F", "raw", BACKED)
    assert said.status == 0
    return folder


def test_findings_are_columns_that_fit_the_terminal(backed: Path, instar: Instar) -> None:
    (backed / ("long name " * 12)).symlink_to(BACKED)
    for name in (BACKED, "long name " * 12):
        status, text = on_terminal("info", "--safety", name, columns=60)
        lines = COLOR.sub("", text).splitlines()
        first = next(n for n, line in enumerate(lines) if line.startswith("high  "))
        shown = lines[first:-1]
        assert status == 1 and len(shown) > 1
        assert all(len(line) <= 60 for line in shown)
        assert {len(line) - len(line.lstrip()) for line in shown[1:]} == {20}
        plain = instar("info", "--safety", name).out.splitlines()
        assert "".join(" ".join(shown).split()) == plain[2].replace(":", "", 2).replace(" ", "")


def test_color_is_for_terminals_and_for_those_who_ask(backed: Path, instar: Instar) -> None:
    question = ("info", "--safety", BACKED)
    _, shown = on_terminal(*question)
    assert "\x1b[1;31mhigh\x1b[0m" in shown
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in on_terminal(*question, env=env)[1]
    assert "\x1b" not in on_terminal(*question, "--color=never")[1]
    assert "\x1b" in on_terminal(*question, "--color=always", env={"NO_COLOR": "1"})[1]
    assert "\x1b" in on_terminal(*question, env={"NO_COLOR": ""})[1]
    plain, always = instar(*question), instar(*question, "--color=always")
    assert "\x1b" not in plain.out and "\x1b" in always.out
    assert COLOR.sub("", always.out) == plain.out


def test_messages_begin_in_color(folder: Path) -> None:
    assert on_terminal("info", "gone")[1].startswith("\x1b[1;31minstar:\x1b[0m Could not open")
    assert on_terminal("info", "--gone")[1].startswith("\x1b[1;31minstar info:\x1b[0m unrec")
    assert on_terminal("info", "--qemu-version=7.2", "gone")[1].startswith("instar: Could not")
    assert on_terminal("info", "--color=sky", "gone") == (
        1,
        "instar: --color expects auto, always or never, not 'sky'\n",
    )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("check", BACKED), "\x1b[32mNo errors were found on the image.\x1b[0m\n"),
        (("explain", "qcow2.header.cluster_bits"), "\x1b[1mqcow2.header.cluster_bits\x1b[0m: "),
        (("doctor",), "\x1b[32musable\x1b[0m; a run takes"),
    ],
)
def test_answers_for_people_have_color(backed: Path, words: tuple[str, ...], shown: str) -> None:
    status, text = on_terminal(*words)
    assert status == 0 and shown in text
    assert "\x1b" not in on_terminal(*words, "--color=never")[1]


def test_a_name_cannot_color_the_terminal(folder: Path) -> None:
    (folder / "a\x1b[31m").write_bytes(bytes(512))
    _, text = on_terminal("info", "--safety", "--color=never", "a\x1b[31m")
    assert "\x1b" not in text


@pytest.mark.parametrize("command", ["info", "map", "measure", "check"])
def test_pipes_get_the_same_bytes_whatever_the_color(
    instar: Instar, corpus: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recorded tests compare these bytes with qemu-img's."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in sorted(path.name for path in corpus.iterdir())[::25]:
        for options in ((), ("--output=json",), ("--qemu-version=7.2",)):
            line = (command, *options, str(corpus / name))
            plain, always = instar(*line), instar(*line, "--color=always")
            assert "\x1b" not in plain.out + plain.err
            assert plain.status == always.status
            assert COLOR.sub("", always.out) == plain.out
            assert COLOR.sub("", always.err) == plain.err


def test_the_bar_of_a_batch_is_seen_and_an_interrupt_ends_its_line(folder: Path) -> None:
    (folder / "list").write_text("half.raw\n" * 200_000)
    for command in (("measure", "-p"), ("info", "--progress", "--output=jsonl")):
        with Terminal((*INSTAR, *command, "--files-from=list")) as terminal:
            terminal.wait_for("#.")
            terminal.interrupt()
            status, text = terminal.end()
        assert status == 130
        assert text.endswith("\r\n")
        assert "#." not in text.splitlines()[-1], "nothing is left of the bar"
