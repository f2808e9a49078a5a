# SPDX-License-Identifier: Apache-2.0
"""Parallels disks of several files, which qemu-img does not read: their descriptor is the image."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from lab.images.hdd import CLUSTER, NONE, TOP, Part, Storage, bundle, descriptor, expanding, guid
from tests.cli.conftest import Instar
from tests.wanted import skip_without

pytestmark = pytest.mark.usefixtures("folder")

HALF = 64
SIZE = 2 * HALF * 512
A, B, C = (letter * CLUSTER for letter in (b"a", b"b", b"c"))
ROOT, MIDDLE = guid(1), guid(2)
SHOTS = ((ROOT, NONE), (TOP, MIDDLE), (MIDDLE, ROOT))
DISK = A + B + C + bytes(5 * CLUSTER) + 7 * A + C
EXACT = ("--qemu-version", "10.0.0")


def storages(root: str = "1 & 2.hds") -> list[Storage]:
    first = [Part(ROOT, "r.hds"), Part(MIDDLE, "m.hds"), Part(TOP, "t.hds")]
    second = [Part(TOP, "t2.hds"), Part(ROOT, root.replace("&", "&amp;"), "Plain")]
    return [
        Storage(0, HALF, first),
        Storage(HALF, 2 * HALF, [*second, Part(MIDDLE, "m2.hds")]),
    ]


@pytest.fixture
def disk() -> str:
    """Two storages, each of three snapshots."""
    files = {
        "r.hds": expanding({0: A, 1: A}, HALF),
        "m.hds": expanding({1: B, 2: B}, HALF),
        "t.hds": expanding({2: C}, HALF),
        "1 & 2.hds": 8 * A,
        "m2.hds": expanding({}, HALF),
        "t2.hds": expanding({7: C}, HALF),
    }
    return str(bundle(Path("d.hdd"), descriptor(storages(), SHOTS), files))


def test_the_disk_is_read_by_every_command(instar: Instar, disk: str) -> None:
    Path("disk").write_bytes(DISK)
    shown = json.loads(instar("info", "--output=json", disk).out)
    assert (shown["format"], shown["virtual-size"]) == ("hdd", SIZE)
    assert instar("convert", "-O", "raw", disk, "out").status == 0
    assert Path("out").read_bytes() == DISK
    assert instar("compare", "disk", disk).status == 0
    assert f"fully allocated size: {SIZE}\n" in instar("measure", "-O", "raw", disk).out
    rows = [line.split(None, 3) for line in instar("map", disk).out.splitlines()[1:]]
    assert [(int(row[0], 16) // CLUSTER, row[3].removeprefix("d.hdd/")) for row in rows] == [
        *[(0, "r.hds"), (1, "m.hds"), (2, "t.hds"), (8, "1 & 2.hds"), (15, "t2.hds")]
    ]


def test_another_reader_finds_the_same_disk(disk: str) -> None:
    skip_without("dissect.hypervisor")
    read = import_module("dissect.hypervisor.disk.hdd").HDD(Path(disk)).open()
    assert read.read(SIZE) == DISK


def test_the_descriptor_says_which_snapshot_the_disk_is(instar: Instar, disk: str) -> None:
    Path(disk).write_bytes(descriptor(storages(), SHOTS, top=MIDDLE.upper()))
    assert instar("convert", "-O", "raw", disk, "out").status == 0
    assert Path("out").read_bytes() == A + B + B + bytes(5 * CLUSTER) + 8 * A


def test_images_elsewhere_are_read_where_they_are_allowed(instar: Instar, disk: str) -> None:
    Path("d.hdd/1 & 2.hds").rename("other")
    Path(disk).write_bytes(descriptor(storages("../other"), SHOTS))
    refused = instar("info", disk)
    assert refused.status == 1
    assert "outside the directory of the image that names it" in refused.err
    assert instar("convert", "--allow-path", ".", "-O", "raw", disk, "out").status == 0
    assert Path("out").read_bytes() == DISK


def test_it_is_a_plain_file_where_instar_is_exact(instar: Instar, disk: str) -> None:
    assert "file format: raw\n" in instar("info", *EXACT, disk).out
    for driver in ("hdd", "asif", "vhd"):
        said = instar("info", *EXACT, "-f", driver, disk)
        assert said.err == f"instar: Could not open '{disk}': Unknown driver '{driver}'\n"


def test_none_is_made_or_changed(instar: Instar, disk: str) -> None:
    assert instar("create", "-f", "hdd", "new", "1M").status == 1
    assert instar("check", disk).err == "instar: This image format does not support checks\n"
    assert instar("resize", disk, "1M").status == 1
