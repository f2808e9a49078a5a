# SPDX-License-Identifier: Apache-2.0
"""Disks become longer in formats that qemu-img does not resize; qemu-img and others read them."""

from __future__ import annotations

import os
import random
import subprocess
from pathlib import Path

import pytest

import instar
from tests.wanted import needs

MIB = 1 << 20

pytestmark = needs("qemu-img")


def run(*argv: str) -> str:
    return subprocess.run(argv, capture_output=True, text=True, check=True).stdout


def make(folder: Path, format: str, options: str, size: int, chance: random.Random) -> Path:
    """An image with data in some places, and beside it `disk.raw`, which its disk is."""
    image = folder / "disk"
    chosen = ("-o", options) if options else ()
    run("qemu-img", "create", "-f", format, *chosen, str(image), str(size))
    commands = []
    for _ in range(chance.randrange(1, 6)):
        start = chance.randrange(size // 512) * 512
        length = min(size - start, chance.choice((512, 70000 // 512 * 512, MIB)))
        commands += ["-c", f"write -P {chance.randrange(1, 255)} {start} {length}"]
    run("qemu-io", "-f", format, *commands, str(image))
    run("qemu-img", "convert", "-f", format, "-O", "raw", str(image), str(folder / "disk.raw"))
    return image


def check(image: Path, format: str) -> None:
    """Both read the disk, and find nothing wrong."""
    raw = image.with_suffix(".raw")
    run("qemu-img", "compare", "-f", format, "-F", "raw", str(image), str(raw))
    assert instar.compare(image, raw, format=format, other_format="raw")
    assert instar.info(image, format=format).virtual_size == raw.stat().st_size
    found = instar.check(image, format=format)
    assert (found.corruptions, found.leaks) == (0, 0), found


KINDS = (
    ("vdi", "", 129 * MIB),
    ("vdi", "static=on", 129 * MIB),
    ("vpc", "", 513 * MIB),
    ("vpc", "subformat=fixed", 3 * MIB),
    ("parallels", "cluster_size=4k", 9 * MIB),
    ("vhdx", "", 40 * MIB),
    ("vmdk", "", 40 * MIB),
)


@pytest.mark.parametrize(("format", "options", "step"), KINDS)
@pytest.mark.parametrize("seed", range(2))
def test_what_is_added_reads_as_zeros(
    format: str, options: str, step: int, seed: int, tmp_path: Path
) -> None:
    """A disk becomes longer by little, and so far that its table has to be elsewhere."""
    chance = random.Random(seed)
    size = chance.randrange(3 * MIB) // 512 * 512 + MIB
    image = make(tmp_path, format, options, size, chance)
    raw, size = tmp_path / "disk.raw", instar.info(image, format=format).virtual_size
    for more in (chance.randrange(1, 4000) * 512, step):
        found = instar.resize(image, more, relative=True, format=format)
        assert (found.action, found.old_virtual_size) == ("grow", size)
        size += more
        os.truncate(raw, size)
        check(image, format)
    start = chance.randrange(size // 512) * 512
    for name, wanted in ((image, format), (raw, "raw")):
        run("qemu-io", "-f", wanted, "-c", f"write -P 77 {start} 512", str(name))
    check(image, format)
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("format", "options"), [("vhdx", "block_size=1M"), ("vmdk", ""), ("vdi", ""), ("vpc", "")]
)
def test_a_disk_becomes_very_long(format: str, options: str, tmp_path: Path) -> None:
    """Its table is elsewhere then, or blocks are. Not all of the disk is read."""
    image, size, last = tmp_path / "disk", 300 << 30, (300 << 30) - MIB
    chosen = ("-o", options) if options else ()
    run("qemu-img", "create", "-f", format, *chosen, str(image), "4M")
    run("qemu-io", "-f", format, "-c", "write -P 7 1k 64k", "-c", "write -P 8 3M 9k", str(image))
    instar.resize(image, size, format=format)
    assert instar.info(image, format=format).virtual_size == size
    found = instar.check(image, format=format)
    assert (found.corruptions, found.leaks) == (0, 0), found
    commands = (
        *("read -P 0 0 1k", "read -P 7 1k 64k", "read -P 0 65k 100k", "read -P 8 3M 9k"),
        *("read -P 0 4M 8M", f"read -P 0 {last} 1M", f"write -P 9 {last} 1M"),
        *(f"read -P 9 {last} 1M", "write -P 6 150G 64k", "read -P 6 150G 64k", "read -P 8 3M 9k"),
    )
    said = run(
        "qemu-io", "-f", format, *(word for one in commands for word in ("-c", one)), str(image)
    )
    assert "failed" not in said
    assert instar.check(image, format=format).corruptions == 0


LIES = (
    ("vdi", 512, "ffffff7f"),  # the first block is past the end of the file
    ("vdi", 340, "00000100"),  # the map begins behind the data
    ("vpc", 532, "00000000"),  # the table begins in the footer's copy
    ("parallels", 64, "ffff0000"),  # the first cluster is past the end of the file
    ("parallels", 44, "596e6f74"),  # another program has it open
    ("vmdk", 36, "0000000000000000"),  # there is no room for a descriptor
    ("vmdk", 56, "ffffff0000000000"),  # the directory is past the end of the file
    ("vmdk", 48, "ffffff0000000000"),  # and so is its copy
    ("vmdk", 13824, "ffff0000"),  # and the first grain, where new tables would be
    ("vhdx", 2 * MIB, "0600000000000f00"),  # and the first block
    ("vhdx", 3 * MIB + 80, "00000000"),  # the size is where the table of items begins
)


@pytest.mark.parametrize(("format", "place", "bytes_there"), LIES)
def test_an_image_that_lies_stays_as_it_is(
    format: str, place: int, bytes_there: str, tmp_path: Path
) -> None:
    image = tmp_path / "disk"
    instar.create(image, size=3 * MIB, format=format)
    with image.open("r+b") as file:
        file.seek(place)
        file.write(bytes.fromhex(bytes_there))
    before = image.read_bytes()
    with pytest.raises(instar.InstarError):
        instar.resize(image, 400 * MIB, format=format)
    assert image.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("format", ["vdi", "vpc", "parallels", "vhdx", "vmdk"])
def test_images_only_grow(format: str, tmp_path: Path) -> None:
    image = tmp_path / "disk"
    instar.create(image, size=3 * MIB, format=format)
    before = image.read_bytes()
    size = instar.info(image).virtual_size
    with pytest.raises(instar.InstarError, match="only grow"):
        instar.resize(image, MIB, format=format, shrink=True)
    with pytest.raises(instar.InstarError, match="cannot be preallocated as full"):
        instar.resize(image, 4 * MIB, format=format, preallocation="full")
    with pytest.raises(instar.InstarError, match="more than such an image can have"):
        instar.resize(image, 1 << 60, format=format)
    assert instar.resize(image, size, format=format).action == "noop"
    assert image.read_bytes() == before
