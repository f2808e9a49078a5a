# SPDX-License-Identifier: Apache-2.0
"""Disks that read the same on another backing image, whatever ends the command."""

from __future__ import annotations

import random
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import instar
from instar.errors import InstarError, UsageError
from lab.rebase import differ, disk_of, fill, make_rebasing, must
from tests.ops.failing import killed_in_every_state
from tests.wanted import needs

needs_qemu_img = needs("qemu-img")
SAMPLE = 24
STEPS = 60
SIZE = 256 << 10


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def image(folder: Path, name: str, *options: str, writes: tuple[str, ...] = ()) -> None:
    """A qcow2 image, unless the options have another format."""
    format = options[options.index("-f") + 1] if "-f" in options else "qcow2"
    must(folder, "qemu-img", "create", "-q", "-f", format, *options, name, str(SIZE))
    fill(folder, name, format, list(writes))


@needs_qemu_img
@pytest.mark.parametrize("seed", range(SAMPLE))
def test_random_images_are_rebased_as_by_qemu_img(folder: Path, seed: int) -> None:
    made = make_rebasing(random.Random(seed), folder)
    assert differ(made, folder) == "", made


@needs_qemu_img
def test_zeros_of_version_2_hide_the_new_backing_image(folder: Path) -> None:
    """qemu-img lets the new image show."""
    image(folder, "new", writes=(f"write -P 9 0 {SIZE}",))
    image(folder, "disk", "-o", "compat=0.10,cluster_size=4k", writes=("write -P 1 8k 4k",))
    before = disk_of(folder, "disk", "qcow2")
    found = instar.rebase("disk", "new", backing_format="qcow2")
    assert (found.data, found.zeros) == (0, SIZE - 4096)
    assert disk_of(folder, "disk", "qcow2") == before


@needs_qemu_img
def test_parts_of_a_cluster_are_copied_compressed(folder: Path) -> None:
    """qemu-img asserts that no cluster of subclusters has some already."""
    old = folder / "old"
    old.write_bytes(b"old!" * (SIZE // 4))
    options = "extended_l2=on,cluster_size=64k"
    based = ("-b", "old", "-F", "raw")
    image(folder, "disk", "-o", options, *based, writes=("write -P 1 2k 2k",))
    before = disk_of(folder, "disk", "qcow2")
    found = instar.rebase("disk", None, compress=True)
    assert (found.data, found.zeros) == (SIZE - 2048, 0)
    assert disk_of(folder, "disk", "qcow2") == before
    assert instar.info("disk").backing_filename is None
    assert sum(extent.compressed for extent in instar.map("disk")) > 0
    assert instar.check("disk").corruptions == 0


@needs_qemu_img
def test_snapshots_are_rebased_by_force_only(folder: Path) -> None:
    image(folder, "old", writes=("write -P 9 0 64k",))
    image(folder, "disk", "-b", "old", "-F", "qcow2")
    must(folder, "qemu-img", "snapshot", "-c", "a", "disk")
    before = (folder / "disk").read_bytes()
    with pytest.raises(UsageError, match="has internal snapshots"):
        instar.rebase("disk", None)
    assert (folder / "disk").read_bytes() == before
    assert instar.rebase("disk", None, force=True).data == 65536


@needs_qemu_img
def test_what_would_be_refused_in_the_end_copies_nothing(folder: Path) -> None:
    image(folder, "old", writes=("write -P 9 0 64k",))
    image(folder, "disk", "-b", "old", "-F", "qcow2")
    before = (folder / "disk").read_bytes()
    for name, format, error in (
        ("old", None, "backing format must be specified"),
        ("n" * 1024, "raw", "Could not open new backing file"),
        ("no", "raw", "Could not open new backing file 'no': Could not open 'no': No such file"),
        ("disk", "qcow2", 'Failed to get shared "write" lock'),
    ):
        with pytest.raises(InstarError, match=error):
            instar.rebase("disk", name, backing_format=format)
        assert (folder / "disk").read_bytes() == before


@needs_qemu_img
@pytest.mark.parametrize("format", ["qcow2", "qed"])
def test_the_disk_reads_the_same_wherever_the_run_ends(folder: Path, format: str) -> None:
    image(folder, "old", writes=("write -P 3 0 100k", "write -P 4 160k 20k"))
    image(folder, "new", writes=("write -P 3 0 50k", "write -P 5 190k 60k"))
    size = ("-o", "cluster_size=4k")
    image(folder, "made", "-f", format, *size, "-b", "old", "-F", "qcow2", writes=("write 8k 8k",))
    wanted = disk_of(folder, "made", format)

    rebase = partial(
        instar.rebase, "disk", "new", backing_format="qcow2", format=format, sandbox="process"
    )
    (folder / "made").rename("disk")
    for number, done in killed_in_every_state(rebase, folder, STEPS):
        assert disk_of(folder, "disk", format) == wanted
        if not done:
            rebase()
        assert disk_of(folder, "disk", format) == wanted
        assert instar.info("disk").backing_filename == "new"
        assert instar.check("disk").corruptions == 0
        if done:
            assert number > 5


def test_an_encrypted_disk_keeps_its_content(tmp_path: Path) -> None:
    for name, pattern in (("one", 3), ("two", 4)):
        must(tmp_path, "qemu-img", "create", "-q", "-f", "raw", name, "256k")
        must(tmp_path, "qemu-io", "-f", "raw", "-c", f"write -P {pattern} 50k 100k", name)
    options: dict[str, str | int] = {
        "encrypt.format": "luks",
        "encrypt.key-secret": "s",
        "encrypt.iter-time": 1,
    }
    disk, secret = tmp_path / "disk", ("--object", "secret,id=s,data=x")
    backing = {"backing_file": "one", "backing_fmt": "raw", "cluster_size": "4k"}
    instar.create(
        disk, format="qcow2", size=1 << 18, options={**options, **backing}, secrets={"s": "x"}
    )
    opened = f"driver=qcow2,encrypt.key-secret=s,file.filename={disk}"
    must(tmp_path, "qemu-io", *secret, "--image-opts", opened, "-c", "write -P 5 60k 9k")
    words = ("qemu-img", "convert", *secret, "--image-opts", opened, "-O", "raw")
    must(tmp_path, *words, "before")
    line = ("rebase", *secret, "--image-opts", "-b", "two", "-F", "raw", opened)
    own = (sys.executable, "-P", "-m", "instar")
    refused = subprocess.run(
        [*own, *line[:1], "-c", *line[1:]], cwd=tmp_path, capture_output=True, check=False
    )
    assert refused.returncode == 1 and b"Compression and encryption" in refused.stderr
    must(tmp_path, *own, *line)
    must(tmp_path, *words, "after")
    assert (tmp_path / "before").read_bytes() == (tmp_path / "after").read_bytes()
