# SPDX-License-Identifier: Apache-2.0
"""Conversions of sources that cannot be read in part, as qemu-img makes them."""

from __future__ import annotations

import errno
import os
import random
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.errors import ImageError, UsageError
from instar.sandbox import transfer
from lab.parity.tools import Instar
from lab.salvage import differ
from tests.wanted import needs

KIB = 1 << 10
LENGTH = 512 * KIB
CLUSTER = 64 * KIB
LOST = 3
"""The cluster that is damaged."""
needs_qemu_img = needs("qemu-img")


def entry_place(image: bytearray) -> int:
    """Where the entry of the cluster is that gets lost."""
    (l1,) = struct.unpack_from(">Q", image, 40)
    (l2,) = struct.unpack_from(">Q", image, l1)
    return int(l2 & ((1 << 56) - 512)) + 8 * LOST


def misplace(image: bytearray) -> None:
    """Let the entry name a place off the clusters."""
    image[entry_place(image) + 6] |= 2


def garble(image: bytearray) -> None:
    """Damage a compressed cluster."""
    (entry,) = struct.unpack_from(">Q", image, entry_place(image))
    place = entry & ((1 << 54) - 1)
    image[place : place + 64] = b"\xff" * 64


def make(folder: Path, damage: Callable[[bytearray], None]) -> bytes:
    """An image with a damaged cluster in `folder`, and what its disk should be."""
    # lines compress, so that the streams are shorter than clusters
    disk = b"".join(b"%08d\n" % number for number in range(LENGTH // 9 + 1))[:LENGTH]
    (folder / "source.raw").write_bytes(disk)
    instar.convert(folder / "source.raw", folder / "bad", format="qcow2", compress=damage is garble)
    image = bytearray((folder / "bad").read_bytes())
    damage(image)
    (folder / "bad").write_bytes(image)
    return disk[: LOST * CLUSTER] + bytes(CLUSTER) + disk[(LOST + 1) * CLUSTER :]


@pytest.mark.parametrize("damage", [misplace, garble])
@pytest.mark.parametrize("compress", [False, True])
def test_a_lost_cluster_is_zeros_and_is_told(
    tmp_path: Path, damage: Callable[[bytearray], None], compress: bool
) -> None:
    wanted = make(tmp_path, damage)
    with pytest.raises(ImageError):
        instar.convert(tmp_path / "bad", tmp_path / "new", source_format="qcow2")
    found = instar.convert(
        tmp_path / "bad", tmp_path / "new", format="qcow2", compress=compress, salvage=True
    )
    instar.convert(tmp_path / "new", tmp_path / "disk")
    assert (tmp_path / "disk").read_bytes() == wanted
    assert found.lost == CLUSTER
    assert [line.split(" cannot")[0] for line in found.losses] == [
        f"bytes {LOST * CLUSTER} to {(LOST + 1) * CLUSTER - 1}"
    ]


@needs_qemu_img
@pytest.mark.parametrize("damage", [misplace, garble])
@pytest.mark.parametrize(
    "flags", [(), ("-O", "qcow2"), ("-c", "-O", "qcow2"), ("-S", "0"), ("-q",)]
)
def test_lines_and_bytes_are_those_of_qemu_img(
    tmp_path: Path, damage: Callable[[bytearray], None], flags: tuple[str, ...]
) -> None:
    make(tmp_path, damage)
    line = ["convert", "--salvage", "-f", "qcow2", *flags, "bad"]
    done = subprocess.run(
        ["qemu-img", *line, "theirs"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    found = Instar(tmp_path).ask([*line, "ours"], "7.2")
    said = found.stderr.replace("instar: ", "qemu-img: ")
    assert (found.rc, sorted(said.splitlines())) == (0, sorted(done.stderr.splitlines()))
    if "-c" not in flags:
        assert (tmp_path / "ours").read_bytes() == (tmp_path / "theirs").read_bytes()


def test_sectors_that_the_host_cannot_read_are_lost_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = random.Random(5).randbytes(3 << 20)
    (tmp_path / "source.raw").write_bytes(disk)
    bad = (100_000, 2_200_000)
    plain = transfer.read

    def read(disk: Any, buffers: Any, start: int, end: int) -> None:
        if os.path.basename(disk.name) == "source.raw" and any(start <= at < end for at in bad):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        plain(disk, buffers, start, end)

    monkeypatch.setattr(transfer, "read", read)
    with instar.Client(sandbox="process") as client:
        found = client.convert(
            tmp_path / "source.raw", tmp_path / "new", source_format="raw", salvage=True
        )
    expected = bytearray(disk)
    for at in bad:
        start = at - at % 512
        expected[start : start + 512] = bytes(512)
    assert (tmp_path / "new").read_bytes() == bytes(expected)
    assert found.lost == 512 * len(bad)


def test_what_does_not_open_is_not_salvaged(tmp_path: Path) -> None:
    make(tmp_path, misplace)
    image = bytearray((tmp_path / "bad").read_bytes())
    image[4 : 4 + 4] = b"\xff" * 4
    (tmp_path / "bad").write_bytes(image)
    with pytest.raises(ImageError):
        instar.convert(tmp_path / "bad", tmp_path / "new", source_format="qcow2", salvage=True)
    assert not (tmp_path / "new").exists()


def test_nothing_is_cloned_or_offloaded_in_salvaging_mode(tmp_path: Path) -> None:
    make(tmp_path, misplace)
    found = Instar(tmp_path).ask(["convert", "--salvage", "-C", "bad", "new"], "7.2")
    assert (found.rc, found.stderr.split(": ", 1)[1]) == (
        1,
        "Cannot use copy offloading in salvaging mode\n",
    )


def test_what_is_salvaged_shares_no_blocks(tmp_path: Path) -> None:
    make(tmp_path, misplace)
    with pytest.raises(UsageError, match="what is salvaged is read, so that no blocks are shared"):
        instar.convert(
            tmp_path / "bad",
            tmp_path / "new",
            source_format="qcow2",
            salvage=True,
            reflink="always",
        )
    assert not (tmp_path / "new").exists()


def test_a_large_source_is_salvaged_as_a_small_one(tmp_path: Path) -> None:
    """From 16 MiB on conversions have workers, which losses are not reported by."""
    wanted = make(tmp_path, garble)
    with open(tmp_path / "source.raw", "r+b") as file:
        file.truncate(20 << 20)
    instar.convert(tmp_path / "source.raw", tmp_path / "bad", format="qcow2", compress=True)
    image = bytearray((tmp_path / "bad").read_bytes())
    garble(image)
    (tmp_path / "bad").write_bytes(image)
    found = instar.convert(
        tmp_path / "bad", tmp_path / "new", format="qcow2", compress=True, salvage=True
    )
    instar.convert(tmp_path / "new", tmp_path / "disk")
    assert (tmp_path / "disk").read_bytes() == wanted.ljust(20 << 20, b"\0")
    assert found.lost == CLUSTER


@needs_qemu_img
@pytest.mark.parametrize("seed", range(2000, 2006))
def test_random_damage_is_salvaged_as_by_qemu_img(tmp_path: Path, seed: int) -> None:
    assert not differ(seed, tmp_path)
