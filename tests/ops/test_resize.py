# SPDX-License-Identifier: Apache-2.0
"""Resized qcow2 and QED images are byte for byte those of the qemu-img that is installed."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

import instar

MIB = 1 << 20

pytestmark = pytest.mark.skipif(not shutil.which("qemu-img"), reason="no qemu-img")

OPTIONS = (
    "cluster_size=512",
    "cluster_size=512,refcount_bits=64",
    "cluster_size=4096,refcount_bits=1",
    "cluster_size=65536",
    "cluster_size=4096,compat=0.10",
    "cluster_size=65536,extended_l2=on",
)


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, capture_output=True, text=True, check=False)


def make(folder: Path, chance: random.Random, size: int) -> tuple[Path, str]:
    """An image with data, zeros, compressed clusters and perhaps a snapshot."""
    image, options = folder / "theirs", chance.choice(OPTIONS)
    backing = []
    if chance.random() < 0.3:
        run("qemu-img", "create", "-f", "raw", str(folder / "base"), str(size))
        backing = ["-b", "base", "-F", "raw"]
    run("qemu-img", "create", "-f", "qcow2", *backing, "-o", options, str(image), str(size))
    for _ in range(chance.randrange(5)):
        start = chance.randrange(size) // 65536 * 65536
        kind = chance.choice(("write -P 7", "write -z", "discard", "write -c -P 9"))
        length = min(65536, size - start)
        run("qemu-io", "-f", "qcow2", "-c", f"{kind} {start} {length}", str(image))
    if chance.random() < 0.3 and "refcount_bits=1" not in options:
        run("qemu-img", "snapshot", "-c", "s", str(image))
    return image, options


@pytest.mark.parametrize("seed", range(16))
def test_resize_writes_the_same_bytes(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    size = chance.randrange(1, 4000) * 512
    theirs, options = make(tmp_path, chance, size)
    ours = tmp_path / "ours"
    shutil.copy(theirs, ours)
    most = 400 * MIB if "65536" in options else 20 * MIB
    for _ in range(3):
        wanted = chance.choice((size, chance.randrange(1, size // 512 + 1) * 512, most))
        said = run("qemu-img", "resize", "--shrink", "-f", "qcow2", str(theirs), str(wanted))
        try:
            found = instar.resize(ours, wanted, format="qcow2", shrink=True, qemu_version="7.2")
        except instar.InstarError as error:
            assert said.returncode == 1 and str(error) in said.stderr, (error, said)
            if "longer backing" in str(error) or "will show" in str(error):
                return
        else:
            assert said.returncode == 0, said
            assert (found.old_virtual_size, found.new_virtual_size) == (size, wanted)
            size = wanted
        assert ours.read_bytes() == theirs.read_bytes(), (seed, options, wanted)
    assert not list(tmp_path.glob(".*"))
