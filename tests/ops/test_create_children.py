# SPDX-License-Identifier: Apache-2.0
"""Differencing VHDs and VHDXs from the library and the command, read by another reader too."""

from __future__ import annotations

import os
import random
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.errors import InstarError, UsageError
from lab.children import judge
from tests.wanted import needs

M = 1 << 20
SIZE = 30 * M
FORMATS = pytest.mark.parametrize("format", ["vpc", "vhdx"])
OPTIONS: dict[str, dict[str, str | int | bool]] = {
    "vpc": {"force_size": True},
    "vhdx": {"block_size": M},
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def empty(name: str, format: str) -> None:
    instar.create(name, format=format, size=SIZE, options=OPTIONS[format])


def child(name: str, format: str, parent: str, **more: Any) -> instar.Created:
    return instar.create(name, format=format, backing=parent, backing_format=format, **more)


def filled(folder: Path, format: str) -> bytes:
    """A parent of qemu-img's with data here and there."""
    chance = random.Random(format)
    data = bytearray(SIZE)
    for _ in range(9):
        at = chance.randrange(SIZE - M)
        data[at : at + 70_000] = chance.randbytes(70_000)
    (folder / "raw").write_bytes(data)
    option = {"vpc": "force_size=on", "vhdx": "block_size=1048576"}[format]
    words = ["convert", "-f", "raw", "-O", format, "-o", option, "raw", "base"]
    subprocess.run(["qemu-img", *words], check=True)
    return bytes(data)


@FORMATS
def test_a_child_names_its_parent_and_has_its_size(folder: Path, format: str) -> None:
    empty("base", format)
    made = child("top", format, "base")
    assert (made.virtual_size, made.backing_filename) == (SIZE, "base")
    seen = instar.info("top", format=format)
    assert (seen.virtual_size, seen.backing_filename, seen.backing_format) == (
        SIZE,
        "base",
        format,
    )
    chain = instar.info_chain("top", format=format)
    assert [Path(image.filename).name for image in chain] == ["top", "base"]


@FORMATS
@pytest.mark.parametrize("kind", ["./base", "absolute", "below/../base"])
def test_a_parent_is_named_as_it_was_given(folder: Path, format: str, kind: str) -> None:
    os.makedirs("below")
    empty("base", format)
    name = str(folder / "base") if kind == "absolute" else kind
    child("top", format, name)
    assert len(instar.info_chain("top", format=format)) == 2


@needs("qemu-img")
@needs("libvhdi-python")
def test_libvhdi_sees_the_parents_data(folder: Path) -> None:
    pyvhdi = import_module("pyvhdi")
    data = filled(folder, "vpc")
    child("middle", "vpc", "base")
    child("top", "vpc", "middle")
    files: list[Any] = []
    for name in ("base", "middle", "top"):
        file = pyvhdi.file()
        file.open(name)
        if files:
            assert file.get_parent_identifier() == files[-1].get_identifier()
            file.set_parent(files[-1])
        files.append(file)
    assert files[-1].get_media_size() == SIZE
    assert files[-1].read_buffer_at_offset(SIZE, 0) == data
    for file in reversed(files):
        file.close()


@needs("qemu-img")
@needs("dissect.hypervisor")
def test_dissect_sees_the_parents_data(folder: Path) -> None:
    """It finds the parents by their names."""
    vhdx = import_module("dissect.hypervisor.disk.vhdx")
    data = filled(folder, "vhdx")
    child("middle", "vhdx", "base")
    child("top", "vhdx", "middle", options={"block_size": 2 * M})
    disk = vhdx.VHDX(folder / "top")
    opened = disk.open() if hasattr(disk, "open") else disk
    opened.seek(0)
    assert opened.read(SIZE) == data


@needs("qemu-img")
@FORMATS
def test_the_data_is_in_the_parent(folder: Path, format: str) -> None:
    data = filled(folder, format)
    child("top", format, "base")
    seen = bytearray(SIZE)
    for run in instar.map("top", format=format):
        if run.data and not run.zero:
            assert run.filename is not None and run.offset is not None
            with open(run.filename, "rb") as file:
                part = os.pread(file.fileno(), run.length, run.offset)
            seen[run.start : run.start + len(part)] = part
    assert bytes(seen) == data


REFUSED = [
    ({"backing_format": "raw"}, "Invalid backing file format: it must be"),
    ({"size": SIZE + M}, f"The size must be that of the parent, {SIZE}"),
    ({"backing": "nope"}, "Could not open backing image"),
    ({"backing": "out"}, "same filename as the backing file"),
    ({"options": {"subformat": "fixed"}}, ""),
]


@FORMATS
@pytest.mark.parametrize(("given", "text"), REFUSED)
def test_what_no_child_can_have_is_refused(
    folder: Path, format: str, given: dict[str, Any], text: str
) -> None:
    empty("base", format)
    asked = {"format": format, "backing": "base", "backing_format": format} | given
    with pytest.raises(InstarError) as caught:
        instar.create("out", **asked)
    assert text in str(caught.value)
    assert os.listdir(folder) == ["base"]


@FORMATS
def test_as_a_release_of_qemu_img_there_are_no_children(folder: Path, format: str) -> None:
    empty("base", format)
    with pytest.raises(UsageError, match="Backing file not supported for file format"):
        child("top", format, "base", qemu_version="7.2")
    assert os.listdir(folder) == ["base"]


@FORMATS
def test_the_identity_of_a_hostile_parent_is_not_believed(folder: Path, format: str) -> None:
    empty("base", format)
    with open("base", "r+b") as file:
        file.write(b"\xff" * 512)
        file.seek(-512, os.SEEK_END)
        file.write(b"\xff" * 512)
    with pytest.raises(InstarError):
        child("top", format, "base")
    assert os.listdir(folder) == ["base"]


@needs("qemu-img")
@pytest.mark.parametrize("seed", range(4))
def test_random_chains_hold_the_parents_disk(tmp_path: Path, seed: int) -> None:
    assert judge(seed, tmp_path) == ""
