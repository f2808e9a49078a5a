# SPDX-License-Identifier: Apache-2.0
"""`info --safety` sees data that is in the file more than once, and data on top of what the
format itself reads there: one bomb and each kind of overlap for each format.
"""

from __future__ import annotations

import os
import re
import struct
import subprocess
from array import array
from pathlib import Path

import pytest

import instar
from instar.ops.image_info import Finding
from lab.images import qcow2 as q2
from lab.images import vhdx as vhdx_image
from lab.images import vmdk as vmdk_image
from tests.hostile.stacked import (
    BOMBS,
    DESCRIPTOR,
    KIB,
    MIB,
    OVERLAPS,
    SECTOR,
    SPARSE_DATA,
    rich,
    snapshot_data,
    sparse_bomb,
    vmdk,
)

RATIO = 200


def look(path: Path, ratio: int = 1) -> dict[str, Finding]:
    found = instar.info(path, safety=True, max_compression_ratio=ratio).findings
    return {one.name: one for one in found}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_of_shared_plain_blocks(name: str, tmp_path: Path) -> None:
    BOMBS[name](tmp_path / "i")
    found = look(tmp_path / "i")
    assert found["overlap"].severity == "high"
    assert found["overlap"].structure == "", "no table is hit: it is the sum that shows it"
    assert found["expansion"].severity == "medium"


def test_length_of_a_sparse_file_hides_no_bomb(tmp_path: Path) -> None:
    sparse_bomb(tmp_path / "i")
    assert "expansion" in look(tmp_path / "i", 10)
    assert "expansion" not in look(tmp_path / "i", 0), "0 switches the check off"


def test_holes_are_no_expansion(tmp_path: Path) -> None:
    """Many times what the file takes is named by the tables, but nothing of it is stored."""
    path = tmp_path / "i"
    grains = {n: SPARSE_DATA + n * vmdk_image.GRAIN for n in range(512)}
    vmdk_image.sparse(path, grains, text=DESCRIPTOR)
    os.truncate(path, 8 * MIB)
    with path.open("r+b") as file:
        file.truncate(SPARSE_DATA * 512)
        file.truncate(8 * MIB)
    assert look(path, 1) == {}


def shared_tables(path: Path, entries: int, pattern: tuple[int, int]) -> int:
    """As many L1 entries that name one L2 table, which repeats the pattern. The file's length."""
    cluster = 64 * KIB
    start = 1 + -(-entries * 8 // cluster)  # clusters of header and L1 table
    size = entries * (cluster // 8) * cluster
    head = struct.pack(
        ">4sIQIIQIIQQIIQQQQII",
        *(b"QFI\xfb", 3, 0, 0, 16, size, 0, entries, cluster, (start + 2) * cluster, 1, 0, 0),
        *(0, 0, 0, 4, 104),
    )
    level_1 = struct.pack(">Q", start * cluster | 1 << 63) * entries
    level_2 = struct.pack(">QQ", *pattern) * (cluster // 16)
    parts = (head, level_1, level_2, b"D" * cluster, b"")
    return path.write_bytes(
        b"".join(part.ljust(max(1, -(-len(part) // cluster)) * cluster, b"\0") for part in parts)
    )


def test_bomb_of_half_a_tebibyte_is_seen_with_the_usual_ratio(tmp_path: Path) -> None:
    shared_tables(tmp_path / "i", 1000, (3 * 64 * KIB | 1 << 63, 0))
    assert {"overlap", "expansion"} <= look(tmp_path / "i", RATIO).keys()


def test_both_numbers_of_tables_that_repeat_themselves(tmp_path: Path) -> None:
    length = shared_tables(tmp_path / "i", 100_000, (0, 1))
    reason = look(tmp_path / "i", RATIO)["unreadable"].reason
    walked, held = (int(word) for word in re.findall(r"[0-9]+", reason))
    assert walked > 8 * held and held == length


TINY = 512


def many_tables(path: Path, level_2: int, blocks: int, stride: int = TINY) -> None:
    """So many tables of each kind, each in a hole of its own, in clusters of 512 bytes."""
    level_1 = -(-level_2 * 8 // TINY) * TINY
    refcounts = -(-blocks * 8 // TINY) * TINY
    start = TINY + level_1 + refcounts
    head = struct.pack(
        ">4sIQIIQIIQQIIQ",
        *(b"QFI\xfb", 2, 0, 0, 9, level_2 * (TINY // 8) * TINY, 0, level_2, TINY),
        *(TINY + level_1, refcounts // TINY, 0, 0),
    )
    end = start + stride * (level_2 + blocks)
    places = array("Q", range(start, end, stride))
    places.byteswap()
    with path.open("wb") as file:
        file.write(head.ljust(TINY, b"\0"))
        file.write(places[:level_2].tobytes().ljust(level_1, b"\0"))
        file.write(places[level_2:].tobytes())
        file.truncate(end)


def test_a_million_tables_are_looked_at_and_no_more(tmp_path: Path) -> None:
    claims_besides = 3  # header, L1 table, refcount table
    most = 1 << 20
    many_tables(tmp_path / "i", 1, most - 1 - claims_besides)
    assert look(tmp_path / "i", RATIO) == {}
    many_tables(tmp_path / "i", 1, most - claims_besides)
    (found,) = look(tmp_path / "i", RATIO).values()
    assert (found.name, found.severity) == ("unexamined", "medium")
    assert found.value == most + 1


def test_millions_of_scattered_tables_are_a_finding_and_no_error(tmp_path: Path) -> None:
    """The guest ends the walk before the host would end the run for it."""
    many_tables(tmp_path / "i", 2 << 20, 1, stride=2 * TINY)
    reason = look(tmp_path / "i", RATIO)["unreadable"].reason
    assert "there was no end" in reason


@pytest.mark.parametrize("name", OVERLAPS)
def test_data_on_top_of_metadata(name: str, tmp_path: Path) -> None:
    build, structure = OVERLAPS[name]
    build(tmp_path / "i")
    found = look(tmp_path / "i", RATIO)
    assert found["overlap"].severity == "high"
    assert found["overlap"].structure == structure


@pytest.mark.parametrize("offset", [0, vhdx_image.LOG, vhdx_image.METADATA, vhdx_image.BAT])
def test_vhdx_with_data_on_top_of_metadata_is_refused_or_found(offset: int, tmp_path: Path) -> None:
    """Opening it checks the log and the regions; the headers are not among them."""
    vhdx_image.vhdx(tmp_path / "i", {0: vhdx_image.place(offset)})
    assert ("overlap" if offset == 0 else "unreadable") in look(tmp_path / "i", RATIO)


def test_rich_image_with_data_of_its_own_is_clean(tmp_path: Path) -> None:
    rich(q2.DATA)(tmp_path / "i")
    assert look(tmp_path / "i", RATIO).keys() == {"snapshots"}


def test_data_of_a_snapshot_is_held_against_the_tables(tmp_path: Path) -> None:
    """It becomes the disk's when somebody goes back to the snapshot."""
    snapshot_data(0, 0, 0, q2.BLOCK | q2.COPIED)(tmp_path / "i")
    found = look(tmp_path / "i", RATIO)["overlap"]
    assert (found.structure, found.offset) == ("qcow2 refcounts in byte", q2.BLOCK)
    assert found.value == 3 * q2.CLUSTER, "where on the snapshot's disk"


@pytest.mark.parametrize("entry", [q2.SPARE - q2.CLUSTER, q2.L2 | q2.COMPRESSED])
def test_snapshot_with_data_of_its_own_is_clean(entry: int, tmp_path: Path) -> None:
    """Nor is a compressed cluster where it is read: a write goes elsewhere."""
    snapshot_data(q2.DATA, entry)(tmp_path / "i")
    assert look(tmp_path / "i", RATIO).keys() == {"snapshots"}


def test_real_snapshots_are_clean(qemu_img: Path, tmp_path: Path) -> None:
    """That share tables with the disk and with each other, and have their own."""
    del qemu_img
    path = tmp_path / "i.qcow2"
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", path, "1G"], check=True)
    for number in range(3):
        write = f"write -P {number + 1} {number * 300}M 1M"
        subprocess.run(["qemu-io", "-f", "qcow2", "-c", write, path], check=True)
        subprocess.run(["qemu-img", "snapshot", "-c", f"s{number}", path], check=True)
    subprocess.run(["qemu-io", "-f", "qcow2", "-c", "write 0 4M", path], check=True)
    assert look(path, RATIO).keys() == {"snapshots"}


def test_guest_disk_on_the_descriptor(tmp_path: Path) -> None:
    """The second grain is the second sector of the descriptor: a virtual machine that writes to
    its disk gives itself a backing file.
    """
    text = DESCRIPTOR + b"# " + b"x" * (SECTOR - len(DESCRIPTOR) - 3) + b"\n# overwritten\n"
    vmdk({8: 2}, text=text)(tmp_path / "i")
    assert look(tmp_path / "i", RATIO)["overlap"].offset == 2 * SECTOR
