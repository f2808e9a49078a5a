# SPDX-License-Identifier: Apache-2.0
"""Conversions whose bytes the host moves, as file systems that share blocks do at once."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import instar
from instar.errors import UsageError
from instar.sandbox import transfer

MIB = 1 << 20
LENGTH = 9 * MIB + 1234
PADDED = 9 * MIB + 1536
can_mount = os.geteuid() == 0 and shutil.which("mkfs.xfs") and shutil.which("losetup")


def write_source(path: Path) -> bytes:
    """Noise, holes, and zeros that are written."""
    chance = random.Random(3)
    with open(path, "wb") as file:
        for start, length in ((0, 3 * MIB), (4 * MIB, 70000), (5 * MIB + 4096, 3 * MIB)):
            file.seek(start)
            file.write(chance.randbytes(length))
        file.seek(MIB)
        file.write(bytes(128 << 10))
        file.truncate(LENGTH)
    return path.read_bytes().ljust(PADDED, b"\0")


@pytest.fixture
def sharing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the file system for one that shares; it copies instead."""
    monkeypatch.setattr(transfer, "clones", lambda disk, fd: True)
    monkeypatch.setattr(transfer, "without_clones", set())


def back(path: Path, format: str) -> bytes:
    plain = path.with_name("back.raw")
    instar.convert(path, plain, source_format=format, reflink="never")
    return plain.read_bytes()


@pytest.mark.parametrize("format", ["raw", "qcow2"])
@pytest.mark.parametrize("options", [{}, {"cluster_size": 4096}, {"cluster_size": 2 * MIB}])
def test_what_is_plain_is_moved(
    format: str, options: dict[str, str | int | bool], tmp_path: Path, sharing: None
) -> None:
    content = write_source(tmp_path / "source.raw")
    instar.convert(tmp_path / "source.raw", tmp_path / "one.qcow2", format="qcow2", options=options)
    for source, kind in (("source.raw", "raw"), ("one.qcow2", "qcow2")):
        found = instar.convert(
            tmp_path / source, tmp_path / "copy", format=format, source_format=kind
        )
        assert found.cloned > 3 * MIB
        assert found.cloned <= found.data
        assert back(tmp_path / "copy", format)[:PADDED] == content
        assert format == "raw" or not instar.check(tmp_path / "copy").leaks


def test_what_is_compressed_is_not_moved(tmp_path: Path, sharing: None) -> None:
    content = write_source(tmp_path / "source.raw")
    first = instar.convert(
        tmp_path / "source.raw", tmp_path / "packed", format="qcow2", compress=True
    )
    second = instar.convert(tmp_path / "packed", tmp_path / "copy.raw")
    assert first.cloned == 0
    assert 0 < second.cloned < second.data  # noise is kept as it is
    assert (tmp_path / "copy.raw").read_bytes()[:PADDED] == content


@pytest.mark.parametrize("format", ["vdi", "vmdk", "vhdx", "qed"])
def test_other_formats_read_everything(format: str, tmp_path: Path, sharing: None) -> None:
    write_source(tmp_path / "source.raw")
    assert instar.convert(tmp_path / "source.raw", tmp_path / "copy", format=format).cloned == 0


def test_never_and_exact_mode_read_everything(tmp_path: Path, sharing: None) -> None:
    write_source(tmp_path / "source.raw")
    source, target = tmp_path / "source.raw", tmp_path / "copy"
    assert instar.convert(source, target, reflink="never").cloned == 0
    assert instar.convert(source, target, qemu_version="7.2", reflink="auto").cloned == 0
    with pytest.raises(UsageError, match="exact answers share no blocks"):
        instar.convert(source, target, qemu_version="7.2", reflink="always")


def test_always_is_refused_where_blocks_are_not_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "clones", lambda disk, fd: False)
    write_source(tmp_path / "source.raw")
    with pytest.raises(UsageError, match="shares no blocks with the source"):
        instar.convert(tmp_path / "source.raw", tmp_path / "copy", reflink="always")
    assert instar.convert(tmp_path / "source.raw", tmp_path / "copy", reflink="auto").cloned == 0
    with pytest.raises(UsageError, match="reflink must be one of auto, never, always"):
        instar.convert(tmp_path / "source.raw", tmp_path / "other", reflink="maybe")
    assert sorted(os.listdir(tmp_path)) == ["copy", "source.raw"]


@pytest.fixture
def xfs(tmp_path: Path) -> Iterator[Path]:
    """A file system that shares blocks."""
    if not can_mount:
        pytest.skip("needs root, mkfs.xfs and losetup")
    image, place = tmp_path / "xfs.img", tmp_path / "xfs"
    with open(image, "wb") as file:
        file.truncate(320 * MIB)
    place.mkdir()
    subprocess.run(["mkfs.xfs", "-q", "-m", "reflink=1", str(image)], check=True)
    done = subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=False)
    if done.returncode:
        pytest.skip("cannot mount here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("format", ["raw", "qcow2"])
def test_blocks_are_shared(xfs: Path, format: str) -> None:
    content = write_source(xfs / "source.raw")
    os.sync()
    before = os.statvfs(xfs).f_bfree
    found = instar.convert(xfs / "source.raw", xfs / "copy", format=format)
    taken = (before - os.statvfs(xfs).f_bfree) * os.statvfs(xfs).f_bsize
    assert found.cloned > 3 * MIB
    assert taken < 2 * MIB
    assert back(xfs / "copy", format)[:PADDED] == content
