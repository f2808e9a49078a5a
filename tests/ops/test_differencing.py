# SPDX-License-Identifier: Apache-2.0
"""Differencing VHD and VHDX images with their parents, through the whole sandbox; their names meet
the policy.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import instar
from lab.images import vhd as vhd_image
from lab.images import vhdx as vhdx_image

MIB = 1 << 20
Make = Callable[[Path, str], Path]


def vhdx_child(path: Path, parent: str) -> Path:
    """The first 64 KiB of block 1 are the child's own, of a block that its parent lacks; block 2 is
    zeros.
    """
    bitmap = bytes(vhdx_image.BLOCK // 512 // 8) + b"\xff" * 16
    pairs = {"parent_linkage": vhdx_image.LINKAGE, "relative_path": parent}
    entries = {1: vhdx_image.place(vhdx_image.DATA, vhdx_image.PARTIAL), 2: vhdx_image.ZERO}
    return vhdx_image.vhdx(
        path,
        entries | {vhdx_image.CHUNK: vhdx_image.BITMAP | 6},
        flags=vhdx_image.HAS_PARENT,
        parent=vhdx_image.locator(pairs),
        bitmap=bitmap,
    )


def vhdx_parent(path: Path, parent: str = "") -> Path:
    """Blocks 0 and 2 are there."""
    assert not parent
    return vhdx_image.vhdx(path, {n: vhdx_image.place((6 + n) * MIB) for n in (0, 2)})


def vhd_child(path: Path, parent: str) -> Path:
    """The first 16 KiB of block 1 are the child's own; block 2 is there."""
    return vhd_image.dynamic(
        path,
        {1: vhd_image.place(0), 2: vhd_image.place(1)},
        bitmaps={0: b"\xff" * 4 + bytes(12)},
        kind=vhd_image.DIFFERENCING,
        parent={0x57327275: parent},
    )


def vhd_parent(path: Path, parent: str = "") -> Path:
    """Block 0 is there."""
    assert not parent
    return vhd_image.dynamic(path, {0: vhd_image.place(0)})


KINDS = pytest.mark.parametrize(
    ("child", "parent", "size", "data"),
    [
        (vhdx_child, vhdx_parent, vhdx_image.SIZE, MIB + (64 << 10)),
        (vhd_child, vhd_parent, vhd_image.SIZE, (64 + 16 + 64) << 10),
    ],
    ids=["vhdx", "vhd"],
)
SANDBOXES = pytest.mark.parametrize("sandbox", ["auto", "process"])


@KINDS
@SANDBOXES
def test_data_of_both_is_counted_once(
    tmp_path: Path, child: Make, parent: Make, size: int, data: int, sandbox: str
) -> None:
    (tmp_path / "base").mkdir()
    parent(tmp_path / "base" / "parent", "")
    image = child(tmp_path / "child", ".\\base\\parent")
    found = instar.measure(image, options={"cluster_size": 512}, sandbox=sandbox)
    assert found.fully_allocated - found.required == size - data
    assert instar.measure(image, "raw", sandbox=sandbox).required == size


@KINDS
@SANDBOXES
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("..\\parent", "outside"),
        ("\\parent", "outside"),
        ("C:\\vms\\parent", "outside"),
        ("\\\\?\\Volume{26A21BDA-A627-11D7-9931-806E6F6E6963}\\vms\\parent", "outside"),
        ("missing", "No such file"),
        ("child", "never ends"),
        (".\\.\\child", "never ends"),
    ],
)
def test_name_of_a_parent_meets_the_policy(
    tmp_path: Path,
    child: Make,
    parent: Make,
    size: int,
    data: int,
    sandbox: str,
    name: str,
    reason: str,
) -> None:
    folder = tmp_path / "images"
    folder.mkdir()
    parent(tmp_path / "parent", "")
    image = child(folder / "child", name)
    with pytest.raises(instar.InstarError, match=reason):
        instar.measure(image, sandbox=sandbox)


@KINDS
def test_parent_must_be_of_the_same_format(
    tmp_path: Path, child: Make, parent: Make, size: int, data: int
) -> None:
    (tmp_path / "parent").write_bytes(b"x" * 100000)
    with pytest.raises(instar.ImageError) as caught:
        instar.measure(child(tmp_path / "child", "parent"))
    assert caught.value.structure in ("vhdx file identifier", "vhd footer")
