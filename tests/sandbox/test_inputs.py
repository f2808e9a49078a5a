# SPDX-License-Identifier: Apache-2.0
"""What a run reads besides regular files: block devices. And what reading costs in memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from instar.sandbox.disk import Disk
from tests.sandbox.conftest import Try
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


def peak(kind: str, *words: str) -> int:
    """Most memory, resident at a time, of a process that runs this command (of one that imports
    click: no words).
    """
    run = f"from instar.cli.main import main; assert main([{', '.join(map(repr, words))}, '--sandbox', {kind!r}]) == 0"
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
