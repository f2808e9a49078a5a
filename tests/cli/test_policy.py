# SPDX-License-Identifier: Apache-2.0
"""What an image may make instar do, from the command line and from Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import instar as api
from instar.ops import run
from instar.sandbox import kvm
from tests.cli.conftest import Instar
from tests.hostile.qcow2_build import beside_data_file, over

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
    kvm.system.cache_clear()
    yield
    kvm.system.cache_clear()


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
