# SPDX-License-Identifier: Apache-2.0
"""New differencing VHD and VHDX, which qemu-img does not make: what their readers see in them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from random import Random

import pytest

from instar.generated import errors
from instar.generated.constructs import vhd as vhd_structures
from instar.generated.extent import ExtentFlag
from tests.guest.native.laying import TIME, Laid, lay
from tests.guest.native.walkers import ask
from tests.wanted import needs

pytestmark = [needs("cc"), needs("qemu-img")]

M = 1 << 20
SIZE = 30 * M
NAMES = {"vpc": "parent.vhd", "vhdx": "parent.vhdx"}


@pytest.fixture(params=NAMES)
def target(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def scattered(path: Path, seed: int) -> bytes:
    """A disk with data here and there."""
    chooser = Random(seed)
    with open(path, "wb") as file:
        file.truncate(SIZE)
        for _ in range(12):
            file.seek(chooser.randrange(SIZE // 4096) * 4096)
            file.write(chooser.randbytes(min(chooser.choice([4096, 90_112]), SIZE - file.tell())))
    return path.read_bytes()


def make_parent(folder: Path, target: str) -> tuple[Path, bytes]:
    """An image of qemu-img's, and what is in it."""
    content = scattered(folder / "below", 1)
    path = folder / NAMES[target]
    force = ["-o", "force_size=on"] if target == "vpc" else ["-o", "block_size=1048576"]
    source = str(folder / "below")
    command = ["qemu-img", "convert", "-f", "raw", "-O", target, *force, source, str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path, content


def child(folder: Path, target: str, name: str, **more: object) -> Laid:
    """Of the parent in the directory."""
    options = "block_size=1048576" if target == "vhdx" else ""
    return lay(
        target,
        options,
        SIZE,
        folder / "child",
        backing=name,
        parent=folder / NAMES[target],
        **more,  # type: ignore[arg-type]
    )


def said(laid: Laid) -> str:
    assert laid.fault is not None
    return errors.FAULTS[laid.fault].text


def seen(image: Path, *files: Path) -> bytes:
    """The disk through the walkers: each range from the file that they say holds it."""
    answer = ask("map", image)
    assert answer.fault is None, answer.fault
    disk = bytearray()
    for extent in answer.extents:
        assert extent.start == len(disk)
        if extent.flags & ExtentFlag.DATA and not extent.flags & ExtentFlag.ZERO:
            with open(files[extent.disk], "rb") as file:
                part = os.pread(file.fileno(), extent.length, extent.host_offset)
            disk += part.ljust(extent.length, b"\0")
        else:
            disk += bytes(extent.length)
    return bytes(disk)


def test_an_empty_child_shows_its_parent(tmp_path: Path, target: str) -> None:
    parent, content = make_parent(tmp_path, target)
    assert child(tmp_path, target, NAMES[target]).size == SIZE
    assert seen(tmp_path / "child", tmp_path / "child", parent) == content


def test_data_and_zeros_of_a_child_hide_its_parent(tmp_path: Path, target: str) -> None:
    """The zeros begin and end inside blocks, and cover whole ones."""
    parent, content = make_parent(tmp_path, target)
    source = tmp_path / "source"
    above = scattered(source, 2)[: 20 * M]
    with open(source, "r+b") as file:
        file.truncate(len(above))
    zeros = [(20 * M + 512, 1024), (21 * M - 512, 5 * M), (29 * M, M)]
    child(tmp_path, target, NAMES[target], source=source, zeros=zeros)
    expected = bytearray(content)
    for at in range(0, len(above), 4096):
        if any(above[at : at + 4096]):
            expected[at : at + 4096] = above[at : at + 4096]
    for at, length in zeros:
        expected[at : at + length] = bytes(length)
    assert seen(tmp_path / "child", tmp_path / "child", parent) == expected


def test_a_child_of_a_child_shows_both(tmp_path: Path, target: str) -> None:
    parent, content = make_parent(tmp_path, target)
    zeros = [(3 * M, 4096)]
    child(tmp_path, target, NAMES[target], zeros=zeros)
    middle = (tmp_path / "child").rename(tmp_path / "middle")
    lay(target, "", SIZE, tmp_path / "child", backing="./middle", parent=middle)
    expected = bytearray(content)
    expected[3 * M : 3 * M + 4096] = bytes(4096)
    assert seen(tmp_path / "child", tmp_path / "child", middle, parent) == expected


@pytest.mark.parametrize("name", ["bad\\name", b"bad\xff".decode("utf-8", "surrogateescape")])
def test_a_name_that_windows_does_not_have_is_refused(
    tmp_path: Path, target: str, name: str
) -> None:
    make_parent(tmp_path, target)
    assert "cannot hold the parent's name" in said(child(tmp_path, target, name))


def test_a_parent_that_was_not_opened_is_refused(tmp_path: Path, target: str) -> None:
    laid = lay(target, "", SIZE, tmp_path / "child", backing="parent")
    assert "was not opened" in said(laid)


def test_a_fixed_image_has_no_parent(tmp_path: Path, target: str) -> None:
    parent, _ = make_parent(tmp_path, target)
    command = ("subformat=fixed", SIZE, tmp_path / "child")
    assert lay(target, *command, backing=parent.name, parent=parent).size is None


def test_a_vhd_names_its_parent_in_every_way(tmp_path: Path) -> None:
    parent, _ = make_parent(tmp_path, "vpc")
    below = vhd_structures.VhdFooter.parse(parent.read_bytes()[:512])
    (tmp_path / "Grüße").mkdir()
    name = f"Grüße/../{parent.name}"
    child(tmp_path, "vpc", name)
    content = (tmp_path / "child").read_bytes()
    assert vhd_structures.VhdFooter.parse(content[:512]).disk_type == 4
    header = vhd_structures.VhdDynamicHeader.parse(content[512:1536])
    assert bytes(header.parent_unique_id) == bytes(below.unique_id)
    assert header.parent_time_stamp == TIME + 1 - 946_684_800
    assert bytes(header.parent_unicode_name).decode("utf-16-be").rstrip("\0") == parent.name
    locator = header.parent_locators[0]
    start = locator.platform_data_offset
    path = content[start : start + locator.platform_data_length].decode("utf-16-le")
    assert path == ".\\Grüße\\..\\parent.vhd"
    assert seen(tmp_path / "child", tmp_path / "child", parent) == (tmp_path / "below").read_bytes()


def test_a_vhdx_repeats_the_identities_of_its_parent(tmp_path: Path) -> None:
    """The disk's, and of the parent's data, which a reader holds against the parent."""
    parent, _ = make_parent(tmp_path, "vhdx")
    child(tmp_path, "vhdx", parent.name)
    content, below = (tmp_path / "child").read_bytes(), parent.read_bytes()
    metadata = [data.index(b"metadata\0\0") + 65536 + 16 for data in (content, below)]
    assert content[metadata[0] :][:16] == below[metadata[1] :][:16]
    written = below[0x20000 + 32 : 0x20000 + 48]
    first = int.from_bytes(written[:4], "little")
    assert f"{{{first:08x}-".encode("utf-16-le") in content
