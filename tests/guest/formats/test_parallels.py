# SPDX-License-Identifier: Apache-2.0
"""Parallels images assembled by hand, and broken in one place each: the fault that names it, where,
and the value.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFormat, SourceQuirk
from lab.images.parallels import (
    BAT,
    BITMAP,
    CLUSTER,
    CLUSTER_SECTORS,
    EXTENSION,
    FILE_SECTORS,
    NEW,
    NUM_ENTRIES,
    OLD,
    SECTOR,
    SIZE,
    Patch,
    bitmap,
    extension,
    feature,
    parallels,
)
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")


DATA_FLAGS = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.OFFSET_VALID
UNALLOCATED = ExtentFlag.ZERO
OLDER = int(SourceQuirk.PARALLELS_PAST_END_IS_DATA | SourceQuirk.PARALLELS_BAT_UNCHECKED)


@pytest.mark.parametrize(("magic", "unit"), [(OLD, CLUSTER_SECTORS), (NEW, 1)])
def test_clusters_are_where_the_table_says(tmp_path: Path, magic: bytes, unit: int) -> None:
    entries = {1: 2 * unit, 2: 3 * unit, 4: 9 * unit, 5: 2 * unit}
    answer = ask("map", parallels(tmp_path / "i", entries, magic=magic))
    assert answer.extents == [
        Extent(0, CLUSTER, 0, UNALLOCATED, 0, 0),
        Extent(CLUSTER, 2 * CLUSTER, 0, DATA_FLAGS, 0, 2 * CLUSTER),
        Extent(3 * CLUSTER, CLUSTER, 0, UNALLOCATED, 0, 0),
        Extent(4 * CLUSTER, CLUSTER, 0, DATA_FLAGS, 0, 9 * CLUSTER),
        Extent(5 * CLUSTER, CLUSTER, 0, DATA_FLAGS, 0, 2 * CLUSTER),
        Extent(6 * CLUSTER, 2 * CLUSTER, 0, UNALLOCATED, 0, 0),
    ]
    assert ask("count", tmp_path / "i", unit=CLUSTER).rows == ((4,),)


@pytest.mark.parametrize(
    ("data_sector", "here"),
    [
        (0, {0: 1, 1: 2, 2: 62, 3: 63, 4: FILE_SECTORS - CLUSTER_SECTORS}),
        (2, {1: 2, 2: 62, 3: 63, 4: FILE_SECTORS - CLUSTER_SECTORS}),
        (63, {3: 63, 4: FILE_SECTORS - CLUSTER_SECTORS}),
        (FILE_SECTORS, {}),
        (FILE_SECTORS + 1, {0: 1, 1: 2, 2: 62, 3: 63, 4: FILE_SECTORS - CLUSTER_SECTORS}),
    ],
)
def test_clusters_must_lie_in_the_file_behind_the_table(
    tmp_path: Path, data_sector: int, here: dict[int, int]
) -> None:
    """Of entries that do not, qemu-img 11.1 takes no notice; older releases took them all."""
    last = FILE_SECTORS - CLUSTER_SECTORS
    entries = {0: 1, 1: 2, 2: 62, 3: 63, 4: last, 5: last + 1, 6: FILE_SECTORS, 7: 0xFFFFFFFF}
    image = parallels(tmp_path / "i", entries, (48, "<I", data_sector))
    found = {
        e.start // CLUSTER: e.host_offset // SECTOR
        for e in ask("map", image).extents
        if e.flags == DATA_FLAGS
    }
    assert found == here
    older = ask("map", image, quirks=OLDER).extents
    assert [e.host_offset for e in older] == [entry * SECTOR for entry in entries.values()]


def test_release_that_refuses_what_is_past_the_end(tmp_path: Path) -> None:
    quirks = int(SourceQuirk.PARALLELS_PAST_END_REFUSED)
    image = parallels(tmp_path / "i", {3: FILE_SECTORS + 5})
    assert said(ask("size", image, quirks=quirks)) == (
        "parallels bat entry",
        "place",
        BAT + 12,
        FILE_SECTORS + 5,
    )
    assert ask("size", image).fault is None


def test_table_that_is_too_small_reads_zeros_in_older_releases(tmp_path: Path) -> None:
    image = parallels(tmp_path / "i", {0: 63, 1: 126}, (32, "<I", 1))
    assert said(ask("size", image)) == ("parallels header", "num_bat_entries", 32, 1)
    older = ask("map", image, quirks=OLDER).extents
    assert [(e.start, e.flags) for e in older] == [(0, DATA_FLAGS), (CLUSTER, UNALLOCATED)]
    assert older[-1].end == SIZE


@pytest.mark.parametrize(
    ("patches", "expected"),
    [
        ([(0, "<I", 0)], ("parallels header", "magic", 0, None)),
        ([(16, "<I", 3)], ("parallels header", "version", 16, 3)),
        ([(28, "<I", 0)], ("parallels header", "cluster_sectors", 28, 0)),
        ([(28, "<I", 0), (32, "<I", 1 << 31)], ("parallels header", "cluster_sectors", 28, 0)),
        ([(28, "<I", 1 << 22)], ("parallels header", "cluster_sectors", 28, 1 << 22)),
        ([(32, "<I", 1 << 29)], ("parallels header", "num_bat_entries", 32, 1 << 29)),
        ([(32, "<I", 0)], ("parallels header", "num_bat_entries", 32, 0)),
        (
            [(36, "<Q", SIZE // SECTOR + 1)],
            ("parallels header", "num_bat_entries", 32, NUM_ENTRIES),
        ),
        ([(56, "<Q", 1 << 63)], ("parallels header", "extension_sector", 56, 1 << 63)),
        ([(56, "<Q", (1 << 54) - 2)], ("parallels header", "extension_sector", 56, (1 << 54) - 2)),
        ([(56, "<Q", 1 << 40)], ("parallels extension header", "magic", 1 << 49, 0)),
    ],
)
def test_fault_names_field_offset_and_value(
    tmp_path: Path, patches: list[Patch], expected: tuple[str, str, int, int | None]
) -> None:
    found = said(
        ask("size", parallels(tmp_path / "i", {}, *patches), format=SourceFormat.PARALLELS)
    )
    assert found[:3] == expected[:3]
    assert expected[3] is None or found[3] == expected[3]


def test_disk_of_more_bytes_than_there_are(tmp_path: Path) -> None:
    image = parallels(tmp_path / "i", {}, (36, "<Q", 1 << 60), magic=NEW)
    assert said(ask("size", image, quirks=OLDER)) == (
        "parallels header",
        "num_sectors",
        36,
        1 << 60,
    )
    assert (
        ask("size", parallels(tmp_path / "i", {}, (40, "<I", 1 << 28))).rows[0][1] == SIZE
    )  # old: 32 bits of it


def test_sound_extension_changes_nothing(tmp_path: Path) -> None:
    room = CLUSTER - 24 - 24 - 40
    for features in (
        [],
        [feature(BITMAP, bitmap())],
        [feature(BITMAP, bitmap()), feature(BITMAP, bitmap(name=2))],
        [feature(BITMAP, bitmap().ljust(40 + room, b"\0"))],
    ):
        image = parallels(tmp_path / "i", {0: 63}, extension=extension(features))
        assert ask("map", image).extents[0] == Extent(0, CLUSTER, 0, DATA_FLAGS, 0, CLUSTER)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (extension([], magic=5), ("parallels extension header", "magic", 0)),
        (extension([], sound=False), ("parallels extension header", "checksum", 8)),
        (
            extension([feature(BITMAP, bitmap(), flags=1)]),
            ("parallels extension feature", "flags", 32),
        ),
        (extension([feature(77, b"abc")]), ("parallels extension feature", "magic", 24)),
        (
            extension([feature(BITMAP, b"", length=CLUSTER)]),
            ("parallels extension feature", "len_data", 40),
        ),
        (
            extension([feature(BITMAP, b"", length=0xFFFFFFFF)]),
            ("parallels extension feature", "len_data", 40),
        ),
        (extension([feature(BITMAP, b"abc")]), ("parallels dirty bitmap", "num_sectors", 48)),
        (
            extension([feature(BITMAP, bitmap(sectors=1))]),
            ("parallels dirty bitmap", "num_sectors", 48),
        ),
        (
            extension([feature(BITMAP, bitmap(entries=2)[:-8])]),
            ("parallels dirty bitmap", "num_l1_entries", 76),
        ),
        (
            extension([feature(BITMAP, bitmap(entries=2))]),
            ("parallels dirty bitmap", "num_l1_entries", 76),
        ),
        (
            extension([feature(BITMAP, bitmap(unit=0))]),
            ("parallels dirty bitmap", "granularity", 72),
        ),
        (
            extension([feature(BITMAP, bitmap(unit=3))]),
            ("parallels dirty bitmap", "granularity", 72),
        ),
        (
            extension([feature(BITMAP, bitmap(unit=1 << 31))]),
            ("parallels dirty bitmap", "granularity", 72),
        ),
        (extension([feature(BITMAP, bitmap())] * 2), ("parallels dirty bitmap", "uuid", 120)),
    ],
)
def test_damaged_extension_is_a_fault(
    tmp_path: Path, content: bytes, expected: tuple[str, str, int]
) -> None:
    structure, field, offset = expected
    image = parallels(tmp_path / "i", {}, extension=content)
    assert said(ask("size", image))[:3] == (structure, field, EXTENSION * SECTOR + offset)


@pytest.mark.parametrize("cut", [10, 20, 40, BAT + 2, SECTOR, CLUSTER + 100])
def test_truncated_file_reads_zeros_behind_its_end(tmp_path: Path, cut: int) -> None:
    answer = ask(
        "map", parallels(tmp_path / "i", {0: 63}, file_end=cut), format=SourceFormat.PARALLELS
    )
    if cut > 36:
        assert answer.extents == [Extent(0, SIZE, 0, UNALLOCATED, 0, 0)]
    else:
        assert answer.fault is not None


def test_release_without_the_format_takes_it_for_raw(tmp_path: Path) -> None:
    image = parallels(tmp_path / "i", {})
    assert ask("size", image).rows[0][0] == SourceFormat.PARALLELS
    raw = ask("size", image, quirks=int(SourceQuirk.NO_PARALLELS)).rows[0]
    assert raw == (SourceFormat.RAW, FILE_SECTORS * SECTOR)
