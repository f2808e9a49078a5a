# SPDX-License-Identifier: Apache-2.0
"""A VMDK of more extents than a byte counts: each is read from its own file."""

from __future__ import annotations

from pathlib import Path

import pytest

import instar
from instar.generated.boot import MAX_DISKS
from lab.images.vmdk import descriptor

SECTOR = 512
COUNT = 300


def content(number: int) -> bytes:
    return number.to_bytes(2, "little") * (SECTOR // 2)


def image(folder: Path, count: int) -> Path:
    lines = []
    for number in range(count):
        (folder / f"f{number}").write_bytes(content(number))
        lines.append(f'RW 1 FLAT "f{number}" 0')
    return descriptor(folder / "disk.vmdk", *lines, kind="twoGbMaxExtentFlat")


@pytest.mark.parametrize("sandbox", ["auto", "process"])
def test_each_extent_is_read_from_its_file(tmp_path: Path, sandbox: str) -> None:
    disk = image(tmp_path, COUNT)
    instar.convert(disk, tmp_path / "raw", format="raw", sandbox=sandbox)
    assert (tmp_path / "raw").read_bytes() == b"".join(map(content, range(COUNT)))
    rows = list(instar.map(disk, sandbox=sandbox))
    assert [Path(row.filename or "").name for row in rows] == [f"f{n}" for n in range(COUNT)]


def test_more_files_than_a_run_has_are_refused_in_one_line(tmp_path: Path) -> None:
    lines = [f'RW 1 FLAT "f{n}" 0' for n in range(MAX_DISKS)]
    (tmp_path / "f0").write_bytes(content(0))
    for number in range(1, MAX_DISKS):
        (tmp_path / f"f{number}").hardlink_to(tmp_path / "f0")
    disk = descriptor(tmp_path / "disk.vmdk", *lines, kind="twoGbMaxExtentFlat")
    with pytest.raises(instar.ImageError, match=r"more than 1024 files|more files than a run"):
        instar.info(disk)
