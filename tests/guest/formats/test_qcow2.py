# SPDX-License-Identifier: Apache-2.0
"""qcow2 images assembled by hand, byte by byte, and broken in one place each: the fault that names
it, and where.

The layout is typed here once more on purpose, so that writer and parser cannot share a mistake.
"""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from instar.generated import errors
from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFlag, SourceQuirk
from lab.images import qcow2 as q2
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")

CLUSTER = 4096
SIZE = 64 * CLUSTER
TABLE, BLOCK, L1, L2, DATA = (n * CLUSTER for n in range(1, 6))  # where things are
LAST = 0x7FFFFFFFC0000000  # the largest file that is dealt with

DATA_FLAGS = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.OFFSET_VALID
ZERO_FLAGS = ExtentFlag.ZERO | ExtentFlag.ALLOCATED


def header(version: int = 3) -> bytearray:
    """A sound header of 112 bytes; version 2 looks at 72 of them."""
    fields = struct.pack(
        ">4sIQIIQIIQQIIQ", b"QFI\xfb", version, 0, 0, 12, SIZE, 0, 1, L1, TABLE, 1, 0, 0
    )  # fmt: skip
    return bytearray(
        fields + struct.pack(">QQQIIB7x", 0, 0, 0, 4, 112, 0) if version == 3 else fields
    )


def image(
    path: Path, entries: dict[int, int], *patches: tuple[int, str, int], version: int = 3
) -> Path:
    """An image whose L2 entries are those given; each patch is an offset in the file, a format and
    a number.
    """
    content = bytearray(16 * CLUSTER)
    content[: len(header(version))] = header(version)
    struct.pack_into(">Q", content, TABLE, BLOCK)
    content[BLOCK : BLOCK + 32] = b"\0\1" * 16
    struct.pack_into(">Q", content, L1, L2 | 1 << 63)
    for index, entry in entries.items():
        struct.pack_into(">Q", content, L2 + 8 * index, entry)
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    path.write_bytes(content)
    return path


def test_sound_image_has_each_kind_of_cluster(tmp_path: Path) -> None:
    entries = {
        0: DATA,
        1: DATA + CLUSTER,
        3: 1,
        4: (DATA + 2 * CLUSTER) | 1,
        5: 1 << 62 | DATA,
        7: DATA,
    }
    answer = ask("map", image(tmp_path / "i", entries))
    unallocated = ExtentFlag.ZERO
    assert answer.fault is None
    assert answer.extents == [
        Extent(0, 2 * CLUSTER, 0, DATA_FLAGS, 0, DATA),
        Extent(2 * CLUSTER, CLUSTER, 0, unallocated, 0, 0),
        Extent(3 * CLUSTER, CLUSTER, 0, ZERO_FLAGS, 0, 0),
        Extent(
            4 * CLUSTER, CLUSTER, 0, ZERO_FLAGS | ExtentFlag.OFFSET_VALID, 0, DATA + 2 * CLUSTER
        ),
        Extent(
            5 * CLUSTER,
            CLUSTER,
            0,
            ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.COMPRESSED,
            0,
            0,
        ),
        Extent(6 * CLUSTER, CLUSTER, 0, unallocated, 0, 0),
        Extent(7 * CLUSTER, CLUSTER, 0, DATA_FLAGS, 0, DATA),
        Extent(8 * CLUSTER, 56 * CLUSTER, 0, unallocated, 0, 0),
    ]


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ((4, ">I", 4), ("qcow2 header", "version", 4, 4)),
        ((20, ">I", 8), ("qcow2 header", "cluster_bits", 20, 8)),
        ((20, ">I", 63), ("qcow2 header", "cluster_bits", 20, 63)),
        ((100, ">I", 96), ("qcow2 header", "len_header", 100, 96)),
        ((100, ">I", 4104), ("qcow2 header", "len_header", 100, 4104)),
        ((8, ">Q", 4097), ("qcow2 header", "ofs_backing_file", 8, 4097)),
        ((72, ">Q", 1 << 40), ("qcow2 header", "incompatible_features", 72, 1 << 40)),
        ((72, ">Q", 16), ("qcow2 header", "cluster_bits", 20, 128)),
        ((72, ">Q", 8), ("qcow2 header", "compression_type", 104, 0)),
        ((104, "B", 1), ("qcow2 header", "compression_type", 104, 1)),
        ((104, "B", 2), ("qcow2 header", "compression_type", 104, 2)),
        ((96, ">I", 7), ("qcow2 header", "refcount_order", 96, 7)),
        ((32, ">I", 3), ("qcow2 header", "crypt_method", 32, 3)),
        ((56, ">I", 0), ("qcow2 header", "num_refcount_table_clusters", 56, 0)),
        ((56, ">I", 2049), ("qcow2 header", "num_refcount_table_clusters", 56, 2049)),
        ((48, ">Q", TABLE + 8), ("qcow2 header", "ofs_refcount_table", 48, TABLE + 8)),
        ((48, ">Q", 1 << 63), ("qcow2 header", "ofs_refcount_table", 48, 1 << 63)),
        ((48, ">Q", LAST), ("qcow2 header", "ofs_refcount_table", 48, LAST)),
        ((60, ">I", 65537), ("qcow2 header", "num_snapshots", 60, 65537)),
        ((64, ">Q", 8), ("qcow2 header", "ofs_snapshots", 64, 8)),
        (
            (36, ">I", (32 << 20) // 8 + 1),
            ("qcow2 header", "num_l1_entries", 36, (32 << 20) // 8 + 1),
        ),
        ((36, ">I", 0), ("qcow2 header", "num_l1_entries", 36, 0)),
        ((40, ">Q", L1 + 1), ("qcow2 header", "ofs_l1_table", 40, L1 + 1)),
        ((40, ">Q", LAST), ("qcow2 header", "ofs_l1_table", 40, LAST)),
        ((24, ">Q", 1 << 62), ("qcow2 header", "virtual_size", 24, 1 << 62)),
        ((24, ">Q", 2**64 - 1), ("qcow2 header", "virtual_size", 24, 2**64 - 1)),
        ((88, ">Q", 2), ("qcow2 header", "autoclear_features", 88, 2)),
        ((112, ">Q", 1 << 32 | 5000), ("qcow2 extension header", "len_data", 116, 5000)),
        ((112, ">Q", 0xE2792ACA << 32 | 16), ("qcow2 extension header", "len_data", 116, 16)),
        ((112, ">Q", 0x23852875 << 32 | 25), ("qcow2 extension header", "len_data", 116, 25)),
    ],
)
def test_header_fault_names_field_offset_and_value(
    tmp_path: Path, patch: tuple[int, str, int], expected: tuple[str, str, int, int]
) -> None:
    assert said(ask("size", image(tmp_path / "i", {}, patch))) == expected


@pytest.mark.parametrize(
    ("entries", "patches", "version", "expected"),
    [
        ({2: DATA + 512}, [], 3, ("qcow2 l2 entry", "host_sector", L2 + 16, DATA + 512)),
        ({2: (DATA + 512) | 1}, [], 3, ("qcow2 l2 entry", "host_sector", L2 + 16, DATA + 512)),
        ({2: DATA | 1}, [], 2, ("qcow2 l2 entry", "zero", L2 + 16, DATA)),
        ({}, [(L1, ">Q", L2 + 512)], 3, ("qcow2 l1 entry", "l2_sector", L1, L2 + 512)),
    ],
)
def test_table_fault_comes_after_what_stands_before_it(
    tmp_path: Path,
    entries: dict[int, int],
    patches: list[tuple[int, str, int]],
    version: int,
    expected: tuple[str, str, int, int],
) -> None:
    answer = ask(
        "map",
        image(tmp_path / "i", {0: DATA, 1: DATA + CLUSTER} | entries, *patches, version=version),
    )
    assert said(answer) == expected
    if expected[0] == "qcow2 l2 entry":
        assert answer.extents == [Extent(0, 2 * CLUSTER, 0, DATA_FLAGS, 0, DATA)]


def test_tables_past_the_end_of_the_file_read_as_zeros(tmp_path: Path) -> None:
    for patch in ((40, ">Q", 1 << 40), (L1, ">Q", 1 << 40), (64, ">Q", 1 << 40)):
        answer = ask("map", image(tmp_path / "i", {}, patch, (60, ">I", 3)))
        assert answer.fault is None
        assert answer.extents == [Extent(0, SIZE, 0, ExtentFlag.ZERO, 0, 0)]


def test_l2_tables_that_are_other_tables_end(tmp_path: Path) -> None:
    """An L2 table that is the L1 table, the header or itself is read as what it would be."""
    for place in (L1, TABLE, BLOCK):
        answer = ask("map", image(tmp_path / "i", {}, (L1, ">Q", place)))
        assert answer.fault is not None or answer.extents[-1].end == SIZE


def test_unknown_features_are_named(tmp_path: Path) -> None:
    table = b"\0\x28shiny".ljust(48, b"\0") + b"\1\x29compatible".ljust(48, b"\0")
    path = image(tmp_path / "i", {}, (72, ">Q", 3 << 40 | 1 << 63))
    with open(path, "r+b") as file:
        file.seek(112)
        file.write(struct.pack(">II", 0x6803F857, len(table)) + table)
    fault = ask("size", path).fault
    assert fault is not None
    assert fault.detail == "shiny, Unknown incompatible feature: 8000020000000000"


@pytest.mark.parametrize(
    ("feature", "quirk"),
    [
        (4, SourceQuirk.NO_EXTERNAL_DATA),
        (8, SourceQuirk.NO_COMPRESSION_TYPE),
        (16, SourceQuirk.NO_EXTENDED_L2),
    ],
)
def test_old_versions_do_not_know_later_features(
    tmp_path: Path, feature: int, quirk: SourceQuirk
) -> None:
    answer = ask(
        "size",
        image(tmp_path / "i", {}, (72, ">Q", feature), (104, "B", feature >> 3 & 1)),
        quirks=quirk,
    )
    assert said(answer) == ("qcow2 header", "incompatible_features", 72, feature)


def with_backing(path: Path, name: bytes, format_name: bytes = b"") -> Path:
    """An image that names a backing file after its extensions."""
    extension = (
        struct.pack(">II", 0xE2792ACA, len(format_name)) + format_name.ljust(8, b"\0")
        if format_name
        else b""
    )
    image(path, {}, (8, ">Q", 512), (16, ">I", len(name)))
    with open(path, "r+b") as file:
        file.seek(112)
        file.write(extension)
        file.seek(512)
        file.write(name)
    return path


def test_backing_image_without_a_format_is_taken_for_raw_unless_strict(tmp_path: Path) -> None:
    (tmp_path / "below").write_bytes(b"x" * CLUSTER)
    top = with_backing(tmp_path / "top", b"below")
    fault = ask("map", top, flags=SourceFlag.STRICT_BACKING).fault
    assert fault is not None
    assert "looks like a raw image" in errors.FAULTS[fault.fault].text
    allowed = ask("map", top)
    assert allowed.extents == [
        Extent(0, CLUSTER, 1, DATA_FLAGS, 1, 0),
        Extent(
            CLUSTER, SIZE - CLUSTER, 0, ExtentFlag.ZERO, 0, 0
        ),  # past the end of the shorter one
    ]
    assert ask("map", with_backing(tmp_path / "top", b"below", b"raw")).extents == allowed.extents


@pytest.mark.parametrize(
    ("name", "format_name", "text"),
    [
        (b"gone", b"raw", "could not be opened"),
        (b"top", b"qcow2", "already part of the chain"),
        (b"/etc/passwd", b"raw", "outside the directory"),
        (b"below", b"qcow3", "is declared as"),
    ],
)
def test_backing_image_that_cannot_be_used_is_named(
    tmp_path: Path, name: bytes, format_name: bytes, text: str
) -> None:
    (tmp_path / "below").write_bytes(b"x" * CLUSTER)
    fault = ask("map", with_backing(tmp_path / "top", name, format_name)).fault
    assert fault is not None
    assert text in errors.FAULTS[fault.fault].text
    assert fault.detail == (format_name if text == "is declared as" else name).decode()


def test_chain_deeper_than_allowed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "0").write_bytes(b"")
    for depth in range(1, 20):
        with_backing(
            tmp_path / str(depth), str(depth - 1).encode(), b"raw" if depth == 1 else b"qcow2"
        )
    assert ask("map", tmp_path / "16").fault is None
    fault = ask("map", tmp_path / "17").fault
    assert fault is not None
    assert "images below the first that are allowed" in errors.FAULTS[fault.fault].text


def test_encrypted_image_without_a_secret_is_refused(tmp_path: Path) -> None:
    path = image(tmp_path / "i", {0: DATA}, (32, ">I", 1))
    assert said(ask("map", path, flags=0)) == ("qcow2 header", "crypt_method", 32, 1)
    encrypted = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.ENCRYPTED
    assert ask("map", path).extents[0] == Extent(0, CLUSTER, 0, encrypted, 0, 0)


def test_tables_that_repeat_themselves_are_noticed(tmp_path: Path) -> None:
    """A small file whose L1 entries name the same few L2 tables would be as long to read as the
    largest disk.
    """
    num, place = 1 << 19, 16 * CLUSTER
    size = (24, ">Q", num * (CLUSTER // 8) * CLUSTER)
    path = image(tmp_path / "i", {}, (36, ">I", num), size, (40, ">Q", place))
    with open(path, "r+b") as file:
        file.seek(place)
        file.write(b"".join(struct.pack(">Q", (5 + n % 11) * CLUSTER) for n in range(num)))
    fault = ask("count", path).fault
    assert fault is not None
    assert "repeats itself" in errors.FAULTS[fault.fault].text


def test_snapshot_with_a_shorter_l1_table_ends_where_that_ends(tmp_path: Path) -> None:
    """Its table is one window and one entry long: what the window held before still is in
    memory where the next entry would be, and other entries follow in the file.
    """
    entries, snapshots, active, short = 513, 8 * CLUSTER, 6 * CLUSTER, 9 * CLUSTER
    reach = CLUSTER // 8 * CLUSTER  # of an L1 entry
    row = struct.pack(">QIHHIIQII", short, entries, 1, 0, 0, 0, 0, 0, 16)
    row += struct.pack(">QQ", 0, SIZE) + b"1"
    path = image(
        tmp_path / "i",
        {0: DATA | 1 << 63},
        *((24, ">Q", (entries + 3) * reach), (36, ">I", entries + 3), (40, ">Q", active)),
        *((60, ">I", 1), (64, ">Q", snapshots), (short + 8, ">Q", L2)),
        *((short + 8 * (entries + n), ">Q", L2) for n in range(3)),
    )
    with path.open("r+b") as file:
        file.seek(snapshots)
        file.write(row)
    data = [one for one in ask("map", path, snapshot="1").extents if one.flags & ExtentFlag.DATA]
    assert [(one.start, one.length) for one in data] == [(reach, CLUSTER)]


DIRECTORY = q2.SPARE


def with_bitmap(path: Path, *patches: q2.Patch, num: int, granularity: int) -> Path:
    """An image of one bitmap, whose table has `num` entries."""
    entry = struct.pack(">QIIBBHI", DIRECTORY + q2.CLUSTER, num, 0, 1, granularity, 1, 0) + b"b"
    head = q2.extension(q2.BITMAPS, struct.pack(">IIQQ", 1, 0, 32, DIRECTORY))
    build = q2.qcow2((88, ">Q", 1), *patches, extensions=head, pieces={DIRECTORY: entry})
    build(path)
    return path


def test_bitmap_without_a_table_is_refused_even_for_no_disk(tmp_path: Path) -> None:
    """A disk of 0 bytes needs no entry; a bitmap has to have one."""
    no_disk = ((24, ">Q", 0), (36, ">I", 0))
    answer = ask("size", with_bitmap(tmp_path / "i", *no_disk, num=0, granularity=16))
    assert said(answer) == ("qcow2 bitmap entry", "num_table_entries", DIRECTORY + 8, 0)


@pytest.mark.parametrize(("granularity", "fine"), [(8, False), (9, True), (31, True), (32, False)])
def test_granularities_of_a_bitmap(tmp_path: Path, granularity: int, fine: bool) -> None:
    """512 bytes to 2 GiB."""
    answer = ask("size", with_bitmap(tmp_path / "i", num=1, granularity=granularity))
    assert (answer.fault is None) == fine


FEATURE_NAMES = 0x6803F857


def test_only_names_in_their_table_are_shown(tmp_path: Path) -> None:
    """A table of one name, for another bit; what follows it would name ours."""
    ours, other = (struct.pack("BB46s", 0, bit, text) for bit, text in ((40, b"x"), (41, b"y")))
    q2.qcow2((72, ">Q", 1 << 40), extensions=q2.extension(FEATURE_NAMES, other) + ours)(
        tmp_path / "i"
    )
    fault = ask("size", tmp_path / "i").fault
    assert fault is not None
    assert fault.detail == "Unknown incompatible feature: 10000000000"
