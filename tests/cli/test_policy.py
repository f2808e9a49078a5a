# SPDX-License-Identifier: Apache-2.0
"""What an image may make instar do, from the command line and from Python."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import instar as api
from instar.ops import run
from instar.sandbox import kvm
from lab.images.qcow2 import beside_data_file, over
from tests.cli.conftest import Instar

FUNCTIONS: list[Callable[..., Any]] = [
    api.measure,
    api.map,
    api.map_table,
    api.info,
    api.info_chain,
]


@pytest.fixture
def no_kvm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without KVM, and no sandbox of an earlier test."""
    monkeypatch.setattr(kvm, "DEVICE", "/nonexistent/kvm")
    monkeypatch.delenv("INSTAR_SANDBOX", raising=False)
    monkeypatch.setattr(run, "_pools", {})
    kvm.opened.clear()
    yield
    kvm.opened.clear()


def test_process_sandbox_is_taken_silently(instar: Instar, folder: Path, no_kvm: None) -> None:
    for words in (("measure", "half.raw"), ("info", "half.raw"), ("map", "half.raw")):
        said = instar(*words)
        assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize("command", ["measure", "info", "map"])
def test_verbose_names_the_sandbox(
    command: str, instar: Instar, folder: Path, no_kvm: None
) -> None:
    missing = "/nonexistent/kvm: No such file or directory"
    because = f"the kvm sandbox is not available: {missing}"
    assert instar(command, "-v", "half.raw").err == f"instar: sandbox: process ({because})\n"
    said = instar(command, "--verbose", "--sandbox", "process", "half.raw")
    assert (said.status, said.err) == (0, "instar: sandbox: process\n")


def test_answers_name_the_sandbox(folder: Path) -> None:
    assert api.measure("half.raw", sandbox="process").sandbox == "process"
    assert api.info("half.raw", sandbox="process").sandbox == "process"
    assert api.info_chain("half.raw", sandbox="process")[0].sandbox == "process"
    assert api.map_table("half.raw", sandbox="process").sandbox == "process"


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
@pytest.mark.parametrize("wrong", ["/srv", b"/srv", Path("/srv"), [b"/srv"], [1], 1])
def test_allowed_paths_are_a_list(
    function: Callable[..., Any], wrong: object, folder: Path
) -> None:
    with pytest.raises(TypeError):
        function("half.raw", allow_paths=wrong)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_allowed_paths_may_be_paths(function: Callable[..., Any], folder: Path) -> None:
    function("half.raw", allow_paths=[Path("/srv"), "/tmp"])


@pytest.mark.parametrize("wrong", ["/srv", Path("/srv"), [b"/srv"], [1], 1])
def test_directories_to_write_in_are_a_list(wrong: Any, folder: Path) -> None:
    functions: tuple[Callable[..., Any], ...] = (
        lambda **more: api.amend("half.raw", {}, **more),
        lambda **more: api.bench("half.raw", pattern=0, **more),
        lambda **more: api.commit("half.raw", **more),
        lambda **more: api.convert("half.raw", "other.raw", over=True, **more),
        lambda **more: api.rebase("half.raw", None, **more),
        lambda **more: api.resize("half.raw", 1 << 20, **more),
    )
    for function in functions:
        with pytest.raises(TypeError, match=r"allow_write|iterable"):
            function(allow_write=wrong)


def test_undeclared_backing_format_may_be_raw(instar: Instar, folder: Path) -> None:
    over(b"half.raw")(Path("top.qcow2"))
    over(b"half.raw", b"raw")(Path("declared.qcow2"))
    for words in (("measure",), ("map",), ("info", "--backing-chain")):
        declared = instar(*words, "declared.qcow2")
        assert declared.status == 0
        if words != ("info", "--backing-chain"):
            assert instar(*words, "top.qcow2") == declared
        said = instar(*words, "--strict-backing", "top.qcow2")
        assert said.status == 1
        assert "of the backing image half.raw is not declared, and it looks like a raw" in said.err
    api.measure("top.qcow2")
    with pytest.raises(api.ImageError, match="is not declared"):
        api.measure("top.qcow2", strict_backing=True)


def test_safety_reports_an_undeclared_backing_format(folder: Path) -> None:
    over(b"half.raw")(Path("undeclared.qcow2"))
    over(b"half.raw", b"raw")(Path("declared.qcow2"))

    def names(image: str) -> set[str]:
        return {finding.name for finding in api.info(image, safety=True).findings}

    assert names("undeclared.qcow2") == {"backing_file", "undeclared_format"}
    assert names("declared.qcow2") == {"backing_file"}


def test_no_files_follows_no_name(instar: Instar, folder: Path) -> None:
    over(b"half.raw", b"raw")(Path("top.qcow2"))
    for words in (("measure",), ("map",), ("info", "--backing-chain")):
        said = instar(*words, "--no-files", "top.qcow2")
        assert (said.status, said.out.strip("[\n")) == (1, "")
        assert "refused to open 'half.raw': --no-files follows no names" in said.err
    for function in (api.measure, api.map_table, api.info_chain):
        with pytest.raises(api.ImageError, match=r"refused to open 'half\.raw'"):
            function("top.qcow2", files=False)
    with pytest.raises(api.ImageError, match=r"refused to open 'half\.raw'"):
        next(api.map("top.qcow2", files=False))
    assert instar("info", "--no-files", "top.qcow2").status == 0
    assert api.info("top.qcow2", files=False).backing_filename == "half.raw"


def test_no_files_opens_no_data_file(instar: Instar, folder: Path) -> None:
    beside_data_file(b"data.raw")(Path("split.qcow2"))
    assert instar("info", "--no-files", "split.qcow2").status == 0
    for command in ("measure", "map"):
        said = instar(command, "--no-files", "split.qcow2")
        assert "refused to open 'data.raw': --no-files follows no names" in said.err


def answers(instar: Instar, name: str) -> list[str]:
    """What each command says of an image whose names are followed."""
    commands = (("measure",), ("map",), ("info", "--backing-chain"))
    said = [instar(*words, name) for words in commands]
    assert [(one.status, one.err) for one in said] == [(0, "")] * len(commands)
    return [one.out for one in said]


def refusal(instar: Instar, name: str, *more: str) -> str:
    said = instar("map", *more, name)
    assert said.status == 1
    return said.err


def test_absolute_name_may_stay_in_the_directory(instar: Instar, folder: Path) -> None:
    over(str(folder / "half.raw").encode(), b"raw")(Path("top.qcow2"))
    over(f"{folder}/../{folder.name}/./half.raw".encode(), b"raw")(Path("dots.qcow2"))
    over(b"half.raw", b"raw")(Path("relative.qcow2"))
    for name in ("top.qcow2", "dots.qcow2"):
        measured, mapped, _ = answers(instar, name)
        assert (measured, mapped) == (
            instar("measure", "relative.qcow2").out,
            instar("map", "relative.qcow2").out.replace("half.raw", str(folder / "half.raw"))
            if name == "top.qcow2"
            else mapped,
        )
    assert api.info_chain("top.qcow2")[1].virtual_size == 1 << 20


def test_absolute_name_may_go_by_another_name_of_the_directory(
    instar: Instar, folder: Path
) -> None:
    """Images of a pool whose path is a link, as libvirt's often is."""
    Path("pool").mkdir()
    Path("half.raw").rename("pool/half.raw")
    Path("alias").symlink_to("pool")
    over(str(folder / "alias" / "half.raw").encode(), b"raw")(Path("pool/top.qcow2"))
    answers(instar, "pool/top.qcow2")
    answers(instar, "alias/top.qcow2")


@pytest.mark.parametrize("kind", ["absolute", "above", "link", "link to a directory", "spaced"])
def test_refusal_says_what_to_type(kind: str, instar: Instar, folder: Path) -> None:
    """The option that the message ends with does what it says."""
    home, other = Path("home"), Path("other dir" if kind == "spaced" else "other")
    home.mkdir()
    other.mkdir()
    Path("half.raw").rename(other / "half.raw")
    name = {
        "absolute": str(folder / other / "half.raw"),
        "above": "../other/half.raw",
        "link": "link",
        "link to a directory": "directory/half.raw",
        "spaced": "../other dir/half.raw",
    }[kind]
    (home / "link").symlink_to("../other/half.raw")
    (home / "directory").symlink_to("../other")
    over(name.encode(), b"raw")(home / "top.qcow2")
    said = refusal(instar, "home/top.qcow2")
    reason = "a symbolic link leads" if "link" in kind else "it is"
    start = (
        f"refused to open backing file '{name}' of 'home/top.qcow2': {reason} outside the image's"
    )
    assert f"{start} directory. If you trust it: --allow-path " in said
    words = shlex.split(said.partition("If you trust it: ")[2].partition(" [")[0])
    assert instar("map", *words, "home/top.qcow2")[::2] == (0, "")
    assert "refused" in refusal(instar, "home/top.qcow2", "--allow-path", "home")


def test_environment_allows_paths(
    instar: Instar, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("home", "first", "second"):
        Path(name).mkdir()
    Path("half.raw").rename("second/half.raw")
    over(str(folder / "second" / "half.raw").encode(), b"raw")(Path("home/top.qcow2"))
    monkeypatch.setenv("INSTAR_ALLOW_PATH", f"{folder}/first:/nonexistent")
    assert "refused" in refusal(instar, "home/top.qcow2")
    monkeypatch.setenv("INSTAR_ALLOW_PATH", f"{folder}/first::{folder}/second")
    answers(instar, "home/top.qcow2")
    assert "refused" in refusal(instar, "home/top.qcow2", "--no-files")
