# SPDX-License-Identifier: Apache-2.0
"""Resized qcow2 and QED images are byte for byte those of the qemu-img that is installed."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

import instar
from lab import steady
from tests.wanted import needs

MIB = 1 << 20

pytestmark = needs("qemu-img")

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
    if chance.random() < 0.3 and "compat" not in options:
        run("qemu-img", "bitmap", "--add", "-g", str(512 << chance.randrange(8)), str(image), "b")
        run("qemu-io", "-f", "qcow2", "-c", "write -P 8 0 2560", str(image))
    return image, options


BYTES_DIFFER = 28
"""The seed of an image whose old bytes qemu-img lets show in what is added."""


@pytest.mark.parametrize("seed", [*range(16), BYTES_DIFFER, 81, 99])
def test_resize_writes_the_same_bytes(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    size = chance.randrange(1, 4000) * 512
    theirs, options = make(tmp_path, chance, size)
    ours = tmp_path / "ours"
    shutil.copy(theirs, ours)
    most = 400 * MIB if "65536" in options else 20 * MIB
    for _ in range(3):
        longer = size + chance.randrange(1, 4000) * 512
        wanted = chance.choice((size, chance.randrange(1, size // 512 + 1) * 512, longer, most))
        mode = chance.choice(("off", "metadata", "falloc", "full"))
        mode = mode if size < wanted < most else "off"
        words = ("--shrink", f"--preallocation={mode}", "-f", "qcow2")
        said = run("qemu-img", "resize", *words, str(theirs), str(wanted))
        try:
            found = instar.resize(
                ours,
                wanted,
                format="qcow2",
                shrink=True,
                preallocation=mode,
                qemu_version="7.2",
            )
        except instar.InstarError as error:
            assert said.returncode == 1 and str(error) in said.stderr, (error, said)
            continue
        assert said.returncode == 0, said
        assert (found.old_virtual_size, found.new_virtual_size) == (size, wanted)
        if ours.read_bytes() != theirs.read_bytes():
            assert_no_worse(ours, theirs, size)
            return
        size = wanted
    assert not list(tmp_path.glob(".*"))


def assert_no_worse(ours: Path, theirs: Path, size: int) -> None:
    """Where qemu-img lets old bytes show in what is added, or keeps a cluster free that was."""
    disks = []
    for image in (ours, theirs):
        assert run("qemu-img", "check", "-f", "qcow2", str(image)).returncode == 0
        raw = image.with_suffix(".raw")
        run("qemu-img", "convert", "-f", "qcow2", "-O", "raw", str(image), str(raw))
        disks.append(raw.read_bytes())
    assert disks[0][:size] == disks[1][:size]
    assert not any(disks[0][size:])


def test_clusters_that_were_used_before_read_as_zeros(tmp_path: Path) -> None:
    image = tmp_path / "disk"
    run("qemu-img", "create", "-f", "qcow2", "-o", "cluster_size=4k", str(image), "1M")
    run("qemu-io", "-f", "qcow2", "-c", "write -P 7 0 1M", str(image))
    run("qemu-img", "snapshot", "-c", "s", str(image))
    run("qemu-io", "-f", "qcow2", "-c", "write -P 8 0 1M", str(image))
    run("qemu-img", "snapshot", "-d", "s", str(image))
    with image.open("r+b") as file:  # what was given up keeps its bytes, as on some devices
        for start in range(0, image.stat().st_size, 4096):
            file.seek(start)
            if not any(file.read(4096)):
                file.seek(start)
                file.write(b"\7" * 4096)
    instar.resize(image, 2 * MIB, format="qcow2", preallocation="metadata")
    raw = tmp_path / "raw"
    run("qemu-img", "convert", "-f", "qcow2", "-O", "raw", str(image), str(raw))
    assert raw.read_bytes() == b"\10" * MIB + bytes(MIB)


def test_a_disk_that_is_full_becomes_shorter(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    run("qemu-img", "create", "-f", "qcow2", str(ours), "40M")
    run("qemu-io", "-f", "qcow2", "-c", "write -P 7 0 40M", str(ours))
    shutil.copy(ours, theirs)
    instar.resize(ours, MIB, format="qcow2", shrink=True)
    run("qemu-img", "resize", "--shrink", "-f", "qcow2", str(theirs), "1M")
    assert ours.read_bytes() == theirs.read_bytes()


def test_an_encrypted_disk_grows(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    secret = ("--object", "secret,id=s,data=swordfish")
    luks = "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10,cluster_size=4k"
    steady.qemu_img(tmp_path, ("create", "-f", "qcow2", *secret, "-o", luks, "ours", "100k"))
    opened = f"driver=qcow2,encrypt.key-secret=s,file.filename={theirs}"
    shutil.copy(ours, theirs)
    run("qemu-io", *secret, "--image-opts", opened, "-c", "write -P 7 0 100k")
    shutil.copy(theirs, ours)
    instar.resize(
        ours,
        300 << 10,
        format="qcow2",
        preallocation="metadata",
        secret="s",
        secrets={"s": "swordfish"},
    )
    line = ("qemu-img", "resize", *secret, "--image-opts", "--preallocation=metadata", opened)
    assert run(*line, "300k").returncode == 0
    assert ours.read_bytes() == theirs.read_bytes()


def test_an_inconsistent_bitmap_is_in_the_way(tmp_path: Path) -> None:
    image = tmp_path / "disk"
    run("qemu-img", "create", "-f", "qcow2", str(image), "1M")
    run("qemu-img", "bitmap", "--add", str(image), "b")
    there, in_use = b"\0\0\0\2\1\20\0\1\0\0\0\0b", b"\0\0\0\3\1\20\0\1\0\0\0\0b"
    assert there in image.read_bytes()
    before = image.read_bytes().replace(there, in_use)
    image.write_bytes(before)
    with pytest.raises(instar.InstarError, match="is inconsistent and cannot be used"):
        instar.resize(image, 2 * MIB, format="qcow2")
    assert image.read_bytes() == before


@pytest.mark.parametrize(
    ("size", "mode"), [(2 * MIB, "off"), (700 << 10, "off"), (1000001, "off"), (3 * MIB, "falloc")]
)
def test_a_luks_volume_is_resized(size: int, mode: str, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    instar.create(
        ours,
        size=MIB,
        format="luks",
        options={"key-secret": "s", "iter-time": 10},
        secrets={"s": "swordfish"},
    )
    shutil.copy(ours, theirs)
    found = instar.resize(
        ours,
        size,
        format="luks",
        shrink=True,
        preallocation=mode,
        secret="s",
        secrets={"s": "swordfish"},
    )
    assert found.new_virtual_size == size
    words = ("--object", "secret,id=s,data=swordfish", "--shrink", f"--preallocation={mode}")
    opened = f"driver=luks,key-secret=s,file.filename={theirs}"
    said = run("qemu-img", "resize", *words, "--image-opts", opened, str(size))
    assert said.returncode == 0, said
    assert ours.read_bytes() == theirs.read_bytes()


@pytest.mark.parametrize("mode", ["falloc", "full"])
def test_more_is_reserved_than_the_file_justifies(tmp_path: Path, mode: str) -> None:
    """The guest learns how far it may go only after it has looked."""
    image = tmp_path / "small.qcow2"
    instar.create(image, format="qcow2", size=MIB)
    instar.resize(image, 101 * MIB, format="qcow2", preallocation=mode)
    assert image.stat().st_blocks * 512 >= 100 * MIB
