# SPDX-License-Identifier: Apache-2.0
"""Descriptors and directories that the files of a run take, whatever a guest asks for."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from instar.generated import memory
from instar.generated.attach import (
    MAX_NAME,
    OFS_EXCHANGE,
    AttachExchange,
    AttachStatus,
)
from instar.sandbox.access import Output, Reach
from instar.sandbox.attach import MAX_DIRECTORIES, Attacher
from instar.sandbox.disk import Disk
from instar.sandbox.errors import SandboxError
from tests.sandbox.conftest import Try
from tests.sandbox.test_attach import EXTENT, folder
from tests.shared import Descriptors

assert folder


def _attacher(top: Disk, *allow_paths: str) -> Attacher:
    view = memoryview(bytearray(memory.OFS_CONTROL + memory.LEN_CONTROL))
    return Attacher(view, "kvm", [top], Reach(allow_paths))


def _ask(attacher: Attacher, name: str) -> Disk | None:
    """What a guest does."""
    raw = name.encode()
    request = AttachExchange(
        kind=EXTENT, from_disk=0, len_name=len(raw), name=raw.ljust(MAX_NAME, b"\0")
    )
    at = memory.OFS_CONTROL + OFS_EXCHANGE
    attacher._view[at : at + AttachExchange.SIZE] = request.pack()
    return attacher.serve()


def test_one_file_takes_one_descriptor_by_any_name(folder: Path) -> None:
    with Disk.open(str(folder / "images" / "top.img")) as top:
        opened = Descriptors()
        attacher = _attacher(top)
        for n in range(240):
            disk = _ask(attacher, f"{'./' * n}base.img")
            assert disk is not None and disk.size == 2000
        assert len(opened.new()) == 1
        assert _ask(attacher, "roundabout") is not None
        assert len(opened.new()) == 1
        assert (disk := _ask(attacher, "hard.img")) is not None and disk.fd == top.fd
        assert len(opened.new()) == 1
        for n in range(10):
            assert _ask(attacher, f"sub/{'./' * n}deep.img") is not None
        assert len(opened.new()) == 3  # a file and its directory
        attacher.close()
        assert opened.new() == []
        assert os.fstat(top.fd).st_size == 1000


def test_an_output_is_no_input_by_another_name(folder: Path) -> None:
    with Disk.open(str(folder / "images" / "top.img"), output=Output(1, 1)) as top:
        attacher = _attacher(top)
        assert _ask(attacher, "hard.img") is None
        assert attacher.refusals[0].text.endswith("hard.img': it is being written")
        attacher.close()


def test_files_of_a_run_are_limited(attempt: Try, folder: Path) -> None:
    with Disk.open(str(folder / "images" / "top.img")) as top:
        result, said = attempt("ACTION_ATTACH", EXTENT, 1030, 0, disks=(top,), text=b"base.img")
        assert said[-2] == "1023"
        assert result.refusals[0].status == AttachStatus.TOO_MANY
        attempt("ACTION_SAY")
        opened = Descriptors()
        attempt("ACTION_ATTACH", EXTENT, 50, 0, disks=(top,), text=b"base.img")
        assert opened.new() == []


def test_directories_of_a_run_are_limited(folder: Path) -> None:
    """Those in which there is nothing count as well."""
    for n in range(100):
        (folder / "images" / f"d{n}").mkdir()
    with Disk.open(str(folder / "images" / "top.img")) as top:
        opened = Descriptors()
        attacher = _attacher(top)
        for n in range(100):
            assert _ask(attacher, f"d{n}/missing") is None
        assert len(opened.new()) == MAX_DIRECTORIES
        assert attacher.refusals[MAX_DIRECTORIES - 1].status == AttachStatus.NOT_FOUND
        assert attacher.refusals[MAX_DIRECTORIES].status == AttachStatus.TOO_MANY
        assert _ask(attacher, "base.img") is not None
        attacher.close()
        assert opened.new() == []


def test_allowed_folders_are_opened_once(folder: Path) -> None:
    with Disk.open(str(folder / "images" / "top.img")) as top:
        opened = Descriptors()
        attacher = _attacher(top, str(folder), "/nonexistent")
        for _ in range(20):
            assert _ask(attacher, "../outside.img") is not None
        assert len(opened.new()) == 2
        attacher.close()
        assert opened.new() == []


@contextlib.contextmanager
def _no_descriptor_left() -> Iterator[None]:
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.open("/", os.O_PATH)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


@pytest.mark.parametrize(
    ("name", "allowed"), [("base.img", ""), ("sub/deep.img", ""), ("../outside.img", "/")]
)
def test_lack_of_descriptors_is_no_fault_of_an_image(name: str, allowed: str, folder: Path) -> None:
    with Disk.open(str(folder / "images" / "top.img")) as top:
        attacher = _attacher(top, *[allowed] if allowed else [])
        with _no_descriptor_left(), pytest.raises(SandboxError, match="Too many open files"):
            _ask(attacher, name)
        assert attacher.refusals == []
        attacher.close()
        with (
            _no_descriptor_left(),
            pytest.raises(SandboxError, match=r"no descriptor left to open '.*top\.img'"),
        ):
            Disk.open(str(folder / "images" / "top.img"))
