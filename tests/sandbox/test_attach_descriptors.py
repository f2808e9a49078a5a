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
from tests.sandbox.test_attach import EXTENT, folder

assert folder


def _descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


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
        before = _descriptors()
        attacher = _attacher(top)
        for n in range(240):
            disk = _ask(attacher, f"{'./' * n}base.img")
            assert disk is not None and disk.size == 2000
        assert _descriptors() == before + 1
        assert _ask(attacher, "roundabout") is not None
        assert _descriptors() == before + 1
        assert (disk := _ask(attacher, "hard.img")) is not None and disk.fd == top.fd
        assert _descriptors() == before + 1
        for n in range(10):
            assert _ask(attacher, f"sub/{'./' * n}deep.img") is not None
        assert _descriptors() == before + 3  # a file and its directory
        attacher.close()
        assert _descriptors() == before
        assert os.fstat(top.fd).st_size == 1000


def test_an_output_is_no_input_by_another_name(folder: Path) -> None:
    with Disk.open(str(folder / "images" / "top.img"), output=Output(1, 1)) as top:
        attacher = _attacher(top)
        assert _ask(attacher, "hard.img") is None
        assert attacher.refusals[0].text.endswith("hard.img': it is being written")
        attacher.close()


def test_directories_of_a_run_are_limited(folder: Path) -> None:
    """Those in which there is nothing count as well."""
    for n in range(100):
        (folder / "images" / f"d{n}").mkdir()
    with Disk.open(str(folder / "images" / "top.img")) as top:
        before = _descriptors()
        attacher = _attacher(top)
        for n in range(100):
            assert _ask(attacher, f"d{n}/missing") is None
        assert _descriptors() == before + MAX_DIRECTORIES
        assert attacher.refusals[MAX_DIRECTORIES - 1].status == AttachStatus.NOT_FOUND
        assert attacher.refusals[MAX_DIRECTORIES].status == AttachStatus.TOO_MANY
        assert _ask(attacher, "base.img") is not None
        attacher.close()
        assert _descriptors() == before


def test_allowed_folders_are_opened_once(folder: Path) -> None:
    with Disk.open(str(folder / "images" / "top.img")) as top:
        before = _descriptors()
        attacher = _attacher(top, str(folder), "/nonexistent")
        for _ in range(20):
            assert _ask(attacher, "../outside.img") is not None
        assert _descriptors() == before + 2
        attacher.close()
        assert _descriptors() == before


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
