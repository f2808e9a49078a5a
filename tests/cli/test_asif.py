# SPDX-License-Identifier: Apache-2.0
"""Apple's sparse images, unknown to qemu-img: their disk is read, unless instar is exact."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.images.asif import CHUNK, asif
from tests.cli.conftest import Instar

pytestmark = pytest.mark.usefixtures("folder")

DISK = b"chunk of" * (CHUNK // 8) + bytes(CHUNK) + b"another " * (CHUNK // 8)
EXACT = ("--qemu-version", "7.2.0")


def test_the_disk_is_read_by_every_command(instar: Instar) -> None:
    asif(Path("a.asif"), DISK)
    Path("disk").write_bytes(DISK)
    assert "file format: asif\n" in instar("info", "a.asif").out
    assert instar("convert", "-O", "raw", "a.asif", "out").status == 0
    assert Path("out").read_bytes() == DISK
    assert instar("compare", "disk", "a.asif").status == 0
    assert [line.split()[:2] for line in instar("map", "a.asif").out.splitlines()[1:]] == [
        ["0", "0x10000"],
        ["0x20000", "0x10000"],
    ]
    measured = instar("measure", "-O", "raw", "a.asif").out
    assert f"fully allocated size: {len(DISK)}\n" in measured


def test_it_is_a_plain_file_where_instar_is_exact_or_asked_for_one(instar: Instar) -> None:
    path = asif(Path("a.asif"), DISK)
    size = f"({len(path.read_bytes())} bytes)"
    for words in (("info", *EXACT), ("info", "-f", "raw")):
        answer = instar(*words, "a.asif")
        assert "file format: raw\n" in answer.out
        assert size in answer.out


def test_no_backing_file_is_taken_for_one_by_its_bytes(instar: Instar) -> None:
    path = asif(Path("a.asif"), DISK)
    made = instar("create", "-f", "qcow2", "-F", "raw", "-b", "a.asif", "top.qcow2")
    assert made.status == 0
    assert instar("convert", "-O", "raw", "top.qcow2", "out").status == 0
    assert Path("out").read_bytes() == path.read_bytes()


def test_none_is_made_or_repaired(instar: Instar) -> None:
    asif(Path("a.asif"), DISK)
    assert instar("create", "-f", "asif", "new", "1M").status == 1
    assert instar("check", "-f", "asif", "a.asif").status != 0
    assert instar("resize", "-f", "asif", "a.asif", "1M").status == 1
