# SPDX-License-Identifier: Apache-2.0
"""No argument of the Python API, or of the commands that change images, is taken and means nothing:
where it needs another one, or one goes against it, the call is refused, and nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.cli.main import main
from instar.errors import UsageError

SIZE = 1 << 20
KEEPS = "an image that exists keeps its options and its backing image"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("source").write_bytes(b"new!" * (SIZE // 4))
    instar.create("disk", format="qcow2", size=SIZE)
    instar.bitmap("disk", "b", ["add"])
    instar.create("top", format="qcow2", backing="source", backing_format="raw")
    return tmp_path


def convert(**given: Any) -> object:
    return instar.convert("source", "new", source_format="raw", **given)


def over(**given: Any) -> object:
    return instar.convert("source", "disk", format="qcow2", over=True, **given)


def exact(**given: Any) -> object:
    return convert(qemu_version="7.2", **given)


REFUSED: tuple[tuple[Callable[..., object], dict[str, Any], str], ...] = (
    (convert, {"allow_write": ["."]}, "allow_write needs over"),
    (convert, {"target_is_zero": True}, "target_is_zero needs over"),
    (convert, {"skip_broken_bitmaps": True}, "skip_broken_bitmaps needs bitmaps"),
    (convert, {"verify": True, "salvage": True}, "verify has nothing to compare with salvage"),
    (exact, {"reflink": "always"}, "exact answers share no blocks with the source"),
    (over, {"options": {"compat": "0.10"}}, KEEPS),
    (over, {"backing": "source"}, KEEPS),
    (over, {"backing_format": "raw"}, KEEPS),
    (over, {"platform": "openstack"}, "platform is for new images"),
    (over, {"seed": 0}, "seed is for new images"),
    (instar.measure, {"size": SIZE, "format": "raw"}, "format needs path"),
    (instar.measure, {"size": SIZE, "snapshot": "s"}, "snapshot needs path"),
    (instar.info, {"path": "disk", "max_virtual_size": 1}, "max_virtual_size needs safety"),
    (instar.info, {"path": "disk", "max_compression_ratio": 1}, "max_compression_ratio needs"),
    (instar.view, {"path": "disk", "first": 1}, "first needs select"),
    (instar.bench, {"path": "disk", "flush_interval": 1}, "flush_interval needs a pattern"),
    (instar.bench, {"path": "disk", "allow_write": ["."]}, "allow_write needs a pattern"),
    (
        instar.bitmap,
        {"path": "disk", "name": "b", "actions": ["clear"], "granularity": 65536},
        "granularity needs add",
    ),
    (
        instar.bitmap,
        {"path": "disk", "name": "b", "actions": ["clear"], "source": "top"},
        "source needs merge",
    ),
    (
        instar.bitmap,
        {"path": "disk", "name": "b", "actions": [("merge", "b")], "source_format": "raw"},
        "source_format needs source",
    ),
    (
        instar.rebase,
        {"path": "top", "backing": None, "backing_format": "raw"},
        "backing_format needs backing",
    ),
    (
        instar.rebase,
        {"path": "top", "backing": "source", "unsafe": True, "compress": True},
        "compress is for what is copied",
    ),
    (instar.repair, {"path": "disk", "plan": True, "undo": "undo"}, "with plan nothing is written"),
)


def state() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path().iterdir()}


@pytest.mark.parametrize(("call", "given", "text"), REFUSED, ids=[one[2] for one in REFUSED])
def test_what_would_mean_nothing_is_refused(
    call: Callable[..., object], given: dict[str, Any], text: str
) -> None:
    before = state()
    with pytest.raises(UsageError, match=text):
        call(**given)
    assert state() == before


@pytest.mark.parametrize(
    ("call", "given"),
    [
        (instar.view, {"selected": "header"}),
        (instar.owners, {"select": "header"}),
        (instar.owners, {"depth": 1}),
        (instar.locate, {"guest": 0, "select": "header"}),
        (instar.locate, {"guest": 0, "max_nodes": 1}),
    ],
)
def test_what_nobody_knows_is_a_type_error(
    call: Callable[..., object], given: dict[str, Any]
) -> None:
    with pytest.raises(TypeError, match=r"argument"):
        call("disk", **given)


def test_many_conversions_write_no_named_files() -> None:
    with instar.Client() as client, pytest.raises(TypeError, match="allow_write"):
        client.convert_many([("source", "new")], allow_write=["."])  # type: ignore[call-arg]


LINES = (
    (["convert", "-n", "--seed", "1", "-O", "qcow2", "source", "disk"], "--seed makes new images"),
    (["check", "--undo", "undo", "disk"], "--undo needs -r"),
    (["check", "--plan", "disk"], "--plan needs -r"),
    (["check", "--discard-unreachable", "disk"], "--discard-unreachable needs -r"),
    (["check", "-r", "all", "--plan", "--undo", "undo", "disk"], "with --plan nothing is written"),
)


@pytest.mark.parametrize(("line", "text"), LINES, ids=[one[1] for one in LINES])
def test_the_same_of_the_command_line(
    line: list[str], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state()
    assert main(line) == 1
    assert text in capsys.readouterr().err
    assert state() == before
