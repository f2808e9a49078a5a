# SPDX-License-Identifier: Apache-2.0
"""What a run reads besides regular files: block devices. And what reading costs in memory."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import instar
from instar.errors import ImageError
from instar.sandbox.disk import Disk
from tests.sandbox.conftest import Try
from tests.shared import synced
from tests.wanted import skip_without

MIB = 1 << 20
MOST_RESIDENT = 40 * MIB
PEAK = (
    "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
)


@pytest.fixture
def device(tmp_path: Path) -> Iterator[str]:
    """A block device of 1 MiB whose sectors tell their number; needs root and loop devices."""
    backing = tmp_path / "backing"
    backing.write_bytes(b"".join(n.to_bytes(4, "little") * 128 for n in range(2048)))
    skip_without("losetup")
    made = subprocess.run(
        ["losetup", "-f", "--show", str(backing)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no block device to read: {made.stderr.strip()}")
    name = made.stdout.strip()
    yield name
    subprocess.run(["losetup", "-d", name], check=True)


def test_block_device_is_read_to_its_end(attempt: Try, device: str, tmp_path: Path) -> None:
    with Disk.open(device) as disk, Disk.open(str(tmp_path / "backing")) as file:
        assert disk.size == file.size == MIB
        for offset in (0, 4096, MIB - 512):
            results = [
                attempt("ACTION_READ", 0, offset, 512, 1, 1, disks=(each,)) for each in (disk, file)
            ]
            assert results[0][1] == results[1][1] and results[0][0].ok


def peak(kind: str, *words: str, status: int = 0) -> int:
    """Most memory, resident at a time, of a process that runs this command (of one that imports
    click: no words).
    """
    argv = [*words, "--sandbox", kind]
    run = f"from instar.cli.main import main; assert main({argv!r}) == {status}"
    code = f"{run if words else 'import click'}\n{PEAK}"
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    return int(done.stdout.splitlines()[-1]) * 1024


@pytest.mark.parametrize("size", ["1M", "2T"])
def test_memory_does_not_grow_with_the_image(kind: str, size: str, tmp_path: Path) -> None:
    """An image with all its tables: 2 TiB in clusters of 2 MiB have 8 MiB of L2 tables."""
    skip_without("qemu-img")
    path = str(tmp_path / "disk.qcow2")
    options = "cluster_size=2M,preallocation=metadata"
    subprocess.run(
        ["qemu-img", "create", "-q", "-f", "qcow2", "-o", options, path, size], check=True
    )
    assert peak(kind, "measure", "-O", "qcow2", path) - peak(kind) < MOST_RESIDENT
    os.unlink(path)


def snapshots(path: Path, num: int, name: bytes, backing: str) -> None:
    """A qcow2 of so many internal snapshots, whose numbers are large."""
    cluster = 1 << 16
    entry = struct.Struct(">QIHHIIQIIQQ")
    table = bytearray()
    for number in range(num):
        ident = b"%d" % number
        table += entry.pack(
            *(cluster, 1, len(ident), len(name), 1_700_000_000, 999_999_999, 1 << 40, 1 << 30, 16),
            *(1 << 33, 1 << 20),
        )
        table += ident + name
        table += bytes(-len(table) % 8)
    fields = (b"QFI\xfb", 3, 1024, len(backing), 16, 1 << 20, 0, 1, cluster, 2 * cluster, 1)
    header = struct.pack(">4sIQIIQIIQQI", *fields) + struct.pack(">IQ", num, 3 * cluster)
    header += struct.pack(">QQQII", 0, 0, 0, 4, 104)
    header += struct.pack(">II8s", 0xE2792ACA, 5, b"qcow2") if backing else b""
    path.write_bytes(header.ljust(1024, b"\0") + backing.encode())
    os.truncate(path, 3 * cluster)
    with open(path, "ab") as file:
        file.write(table)


@pytest.mark.parametrize(
    ("members", "num", "name", "output", "status"),
    [
        (1, 21_000, b"n", "json", 0),
        (3, 21_000, b"n", "json", 0),
        (17, 3_800, b"n", "human", 0),
        (17, 30_000, b"n", "json", 1),
        (8, 900, b"\xff" * 1000, "human", 0),
        (17, 900, b"\xff" * 1000, "human", 1),
    ],
    ids=["one", "chain", "deep", "too many", "long names", "too long names"],
)
def test_memory_does_not_grow_with_what_images_list(
    kind: str, members: int, num: int, name: bytes, output: str, status: int, tmp_path: Path
) -> None:
    """A chain of images with as many snapshots as are answered, and with more, which is an
    error.
    """
    for member in range(members):
        below = f"{member + 1}.qcow2" if member + 1 < members else ""
        snapshots(tmp_path / f"{member}.qcow2", num, name, below)
    words = ("info", "--backing-chain", f"--output={output}", str(tmp_path / "0.qcow2"))
    assert peak(kind, *words, status=status) - peak(kind) < MOST_RESIDENT


def shared_tables(path: Path, cluster_bits: int, l1: Sequence[int], length: int) -> None:
    """A qcow2 image whose L1 table is in its second cluster and has these entries."""
    cluster = 1 << cluster_bits
    size = len(l1) * (cluster // 8) * cluster
    after = cluster + -(-len(l1) * 8 // cluster) * cluster
    head = struct.pack(
        ">4sIQIIQIIQQIIQQQQII",
        *(b"QFI\xfb", 3, 0, 0, cluster_bits, size, 0, len(l1), cluster, after),
        *(1, 0, 0, 0, 0, 0, 4, 104),
    )
    with path.open("wb") as file:
        file.write(head)
        file.seek(cluster)
        file.write(struct.pack(f">{len(l1)}Q", *[1 << 63 | place for place in l1]))
        file.truncate(length)


def test_holes_let_no_tables_be_walked_for_ever(kind: str, tmp_path: Path) -> None:
    """8 TiB, all but 240 KiB of them holes: the length of a file says nothing of its tables."""
    path = tmp_path / "holes.qcow2"
    shared_tables(path, 21, [8 << 30] * 30_000, 8 << 40)
    synced(path)
    with pytest.raises(ImageError, match="repeats itself") as caught:
        instar.map_table(str(path), sandbox=kind)
    held = path.stat().st_blocks * 512 + 512 * MIB
    assert f"in files that hold {held}," in str(caught.value)


def test_guest_ends_before_its_host_does(kind: str, tmp_path: Path) -> None:
    """It knows what it walks. Small tables that are never next to each other cost the host far more
    than their bytes.
    """
    path = tmp_path / "scattered.qcow2"
    tables = [4 * MIB + 1024 * n for n in range(4096)]
    shared_tables(path, 9, tables * 98, 8 * MIB)
    with pytest.raises(ImageError, match="repeats itself") as caught:
        instar.map_table(str(path), sandbox=kind)
    assert (caught.value.structure, caught.value.field) == ("source options", "format")
