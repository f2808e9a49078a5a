# SPDX-License-Identifier: Apache-2.0
"""VMDK images assembled by hand and broken in one place each: the fault, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.generated import errors
from instar.generated.extent import ExtentFlag
from instar.generated.formats.raw import MAX_FILE_BYTES
from instar.generated.source import SourceFormat, SourceQuirk
from lab.images.vmdk import (
    CAPACITY,
    DIRECTORY,
    GRAIN,
    GRAINS,
    IDS,
    SECTOR,
    TABLE,
    Patch,
    cowd,
    descriptor,
    grain,
    sparse,
    sparse_bytes,
    with_footer,
)
from tests.guest.native.walkers import Answer, Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")


DATA = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.OFFSET_VALID
FLAT_HOLE = DATA | ExtentFlag.ZERO
ZEROED = ExtentFlag.ZERO | ExtentFlag.ALLOCATED
BELOW = ExtentFlag.ZERO


def detail(answer: Answer) -> tuple[str, str]:
    """The fault's text, and the piece of the image that goes with it."""
    assert answer.fault is not None
    return errors.FAULTS[answer.fault.fault].text, answer.fault.detail


def test_sound_image_has_each_kind_of_grain(tmp_path: Path) -> None:
    place = {0: GRAINS, 1: GRAINS + GRAIN, 3: 1, 5: GRAINS + 3 * GRAIN, 512: GRAINS + 4 * GRAIN}
    answer = ask("map", sparse(tmp_path / "i", place))
    size = GRAIN * SECTOR
    assert answer.extents == [
        Extent(0, 2 * size, 0, DATA, 0, grain(0)),
        Extent(2 * size, size, 0, BELOW, 0, 0),
        Extent(3 * size, size, 0, ZEROED, 0, 0),
        Extent(4 * size, size, 0, BELOW, 0, 0),
        Extent(5 * size, size, 0, DATA, 0, grain(3)),
        Extent(6 * size, 506 * size, 0, BELOW, 0, 0),
        Extent(512 * size, size, 0, DATA, 0, grain(4)),
        Extent(513 * size, 511 * size, 0, BELOW, 0, 0),
    ]


def test_entry_of_one_is_a_place_without_the_flag(tmp_path: Path) -> None:
    answer = ask("map", sparse(tmp_path / "i", {0: 1}, (8, "<I", 3)))
    assert answer.extents[0] == Extent(0, GRAIN * SECTOR, 0, DATA, 0, SECTOR)


def test_compression_shows_in_every_grain(tmp_path: Path) -> None:
    answer = ask("map", sparse(tmp_path / "i", {0: GRAINS, 1: 1, 2: 5}, (77, "<H", 1)))
    compressed = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.COMPRESSED
    assert [(e.length, e.flags) for e in answer.extents[:3]] == [
        (GRAIN * SECTOR, compressed),
        (GRAIN * SECTOR, ZEROED),
        (GRAIN * SECTOR, compressed),
    ]


@pytest.mark.parametrize(
    ("patch", "field", "offset", "value"),
    [
        ((4, "<I", 4), "version", 4, 4),
        ((44, "<I", 513), "num_gtes_per_gt", 44, 513),
        ((44, "<I", 0), "grain_sectors", 20, GRAIN),
        ((20, "<Q", 0), "grain_sectors", 20, 0),
        ((20, "<Q", 1 << 23), "grain_sectors", 20, 1 << 23),
        ((20, "<Q", 0x200001), "grain_sectors", 20, 0x200001),
        ((64, "<Q", 1 << 40), "overhead_sectors", 64, 1 << 40),
        ((64, "<Q", 2**64 - 1), "overhead_sectors", 64, 2**64 - 1),
        ((12, "<Q", (0x2000000 * 512 + 1) * GRAIN), "capacity", 12, (0x2000000 * 512 + 1) * GRAIN),
        ((56, "<Q", 1 << 54), "gd_sector", 56, 1 << 54),
        ((56, "<Q", 2**64 - 2), "gd_sector", 56, 2**64 - 2),
        ((48, "<Q", 1 << 60), "redundant_gd_sector", 48, 1 << 60),
    ],
)
def test_header_fault_names_field_offset_and_value(
    tmp_path: Path, patch: Patch, field: str, offset: int, value: int
) -> None:
    assert said(ask("size", sparse(tmp_path / "i", {}, patch))) == (
        "vmdk sparse header",
        field,
        offset,
        value,
    )


@pytest.mark.parametrize("offset", [48, 56])
def test_directory_may_end_with_the_largest_file(tmp_path: Path, offset: int) -> None:
    """Of a disk of two tables, whose directory has two entries of four bytes."""
    last = (MAX_FILE_BYTES - 8) // SECTOR
    assert ask("size", sparse(tmp_path / "i", {}, (offset, "<Q", last))).fault is None
    fault = ask("size", sparse(tmp_path / "i", {}, (offset, "<Q", last + 1)))
    assert said(fault)[2:] == (offset, last + 1)


def test_header_without_capacity_hands_over_to_its_descriptor(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 4096)
    text = IDS + b'createType="monolithicSparse"\nRW 8 FLAT "a" 0\n'
    fault = ask("size", sparse(tmp_path / "i", {}, (12, "<Q", 0), text=text))
    assert said(fault) == ("vmdk sparse header", "capacity", 12, 0)
    assert detail(fault)[1] == "monolithicSparse"
    image = sparse(tmp_path / "i", {}, (12, "<Q", 0), text=text.replace(b"Sparse", b"Flat"))
    assert ask("map", image).extents == [Extent(0, 4096, 0, DATA, 1, 0)]


def test_directory_counted_in_32_bits_ends_the_walk(tmp_path: Path) -> None:
    answer = ask("map", sparse(tmp_path / "i", {}, (12, "<Q", (1 << 32) * 512 * GRAIN)))
    assert said(answer) == ("vmdk sparse header", "capacity", 12, 0)


def test_size_past_64_bits_is_refused(tmp_path: Path) -> None:
    for capacity in (1 << 55, 1 << 54, 2**64 - 1):
        directory = -(-capacity // (512 * 0x200000)) % (1 << 32)
        answer = ask("size", sparse(tmp_path / "i", {}, (20, "<Q", 0x200000), (12, "<Q", capacity)))
        assert said(answer)[0] == (
            "vmdk descriptor" if directory <= 0x2000000 else "vmdk sparse header"
        )


def test_tables_past_the_end_of_the_file_read_as_zeros(tmp_path: Path) -> None:
    for patch in ((56, "<Q", 1 << 40), (DIRECTORY * SECTOR, "<Q", 2**64 - 1)):
        answer = ask("map", sparse(tmp_path / "i", {0: GRAINS}, patch))
        assert answer.extents == [Extent(0, CAPACITY * SECTOR, 0, BELOW, 0, 0)]


def test_tables_that_are_other_tables_end(tmp_path: Path) -> None:
    for place in (1, DIRECTORY, TABLE):
        answer = ask("map", sparse(tmp_path / "i", {}, (DIRECTORY * SECTOR, "<I", place)))
        assert answer.fault is None
        assert answer.extents[-1].end == CAPACITY * SECTOR


def test_cut_file_reads_as_if_it_went_on(tmp_path: Path) -> None:
    whole = sparse_bytes({0: GRAINS})
    for length in range(0, (TABLE + 1) * SECTOR, 171):
        (tmp_path / "i").write_bytes(whole[:length])
        answer = ask("map", tmp_path / "i", format=SourceFormat.VMDK4)
        assert answer.fault is not None  # the first grain cannot be in it


def test_footer_tells_the_place_of_the_directory(tmp_path: Path) -> None:
    assert ask("map", with_footer(tmp_path / "i")).extents[0] == Extent(
        0, GRAIN * SECTOR, 0, DATA, 0, grain(0)
    )


@pytest.mark.parametrize(
    "patch", [(12, "<I", 1), (8, "<I", 1), (SECTOR, "<I", 0), (1024, "<Q", 1), (1036, "<I", 3)]
)
def test_footer_that_is_none_is_refused(tmp_path: Path, patch: Patch) -> None:
    answer = ask("size", with_footer(tmp_path / "i", patch))
    assert said(answer) == ("vmdk sparse header", "gd_sector", 56, 2**64 - 1)


def test_footer_that_points_to_a_footer_is_refused(tmp_path: Path) -> None:
    assert (
        said(ask("size", with_footer(tmp_path / "i", (SECTOR + 56, "<Q", 2**64 - 1))))[1]
        == "gd_sector"
    )


def test_stream_too_short_for_a_footer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "i").write_bytes(sparse_bytes({}, (56, "<Q", 2**64 - 1))[: 2 * SECTOR])
    assert said(ask("size", tmp_path / "i"))[1] == "gd_sector"


def test_cowd_extent_is_found_through_its_descriptor(tmp_path: Path) -> None:
    cowd(tmp_path / "x", {0: 40, 1: 41, 7: 60})
    image = descriptor(tmp_path / "i", 'RW 1 VMFSSPARSE "x"', kind="vmfsSparse")
    assert ask("map", image).extents == [
        Extent(0, 1024, 0, DATA, 1, 40 * SECTOR),
        Extent(1024, 5 * SECTOR, 0, BELOW, 1, 0),
        Extent(7 * SECTOR, SECTOR, 0, DATA, 1, 60 * SECTOR),
        Extent(8 * SECTOR, 8184 * SECTOR, 0, BELOW, 1, 0),
    ]
    assert said(ask("size", tmp_path / "x"))[:2] == ("vmdk sparse header", "descriptor_sector")


@pytest.mark.parametrize(
    ("patch", "field"),
    [
        ((16, "<I", 0), "grain_sectors"),
        ((16, "<I", 0x200001), "grain_sectors"),
        ((24, "<I", 0x2000001), "num_gd_entries"),
        ((24, "<I", 1), "num_gd_entries"),
    ],
)
def test_cowd_fault_names_its_field(tmp_path: Path, patch: Patch, field: str) -> None:
    cowd(tmp_path / "x", {}, patch)
    answer = ask("map", descriptor(tmp_path / "i", 'RW 1 VMFSSPARSE "x"', kind="vmfsSparse"))
    assert said(answer)[:2] == ("vmdk cowd header", field)


def test_flat_extents_follow_each_other_and_the_holes_of_their_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 8192)
    with open(tmp_path / "b", "wb") as file:
        file.truncate(1 << 20)
        file.write(b"y" * 4096)
    image = descriptor(
        tmp_path / "i",
        'RW 8 FLAT "a" 8',
        'RW 16 FLAT "a" 8',
        'RW 2048 VMFS "b"',
        kind="twoGbMaxExtentFlat",
    )
    answer = ask("map", image)
    assert answer.extents == [
        Extent(0, 4096, 0, DATA, 1, 4096),
        Extent(4096, 4096, 0, DATA, 1, 4096),
        Extent(8192, 4096, 0, FLAT_HOLE, 1, 8192),  # past the end of a
        Extent(12288, 4096, 0, DATA, 2, 0),
        Extent(16384, (1 << 20) - 4096, 0, FLAT_HOLE, 2, 4096),
    ]
    ignored = ask("map", image, quirks=SourceQuirk.NO_FILE_HOLES_IN_FLAT)
    assert {extent.flags for extent in ignored.extents} == {DATA}


@pytest.mark.parametrize(
    ("line", "sectors"),
    [
        ('RW 8 FLAT "a" 0', 8),
        ('  RW\t8 FLAT "a"0', 8),
        ('RW 8 FLAT "a"\n0', 8),
        ('RW +8 FLAT "a" +0 and more', 8),
        ('\nRW 8 FLAT "a" 0', 16),  # the blank line and the line itself
        ('RW 8 FLAT "a" 0\r\nRW 8 FLAT "a" 0\r', 16),
        ('RW -8 FLAT "a" 0', 0),
        ('RW 0 FLAT "gone" 0', 0),
        ('RDONLY 8 FLAT "gone" 0', 0),
        ('#RW 8 FLAT "gone" 0', 0),
        ("RW 8 ZERO", 0),
        ('RW 8 ZERO "gone"', 0),
        ('RW 8 FLATTERINGLY "gone" 0', 0),
        ('RW 8 FLAT "" 0', 0),
        ('RW x FLAT "gone" 0', 0),
        ('RW 8FLAT "a" 0', 8),
        ('RW 8 FLAT"a" 0', 0),
    ],
)
def test_extent_lines_are_read_as_qemu_reads_them(tmp_path: Path, line: str, sectors: int) -> None:
    (tmp_path / "a").write_bytes(b"x" * 65536)
    assert ask("size", descriptor(tmp_path / "i", line)).rows == (
        (SourceFormat.VMDK4, sectors * SECTOR),
    )


@pytest.mark.parametrize(
    "line",
    [
        'RW 8 FLAT "a"',
        'RW 8 FLAT "a" -1',
        'RW 8 VMFS "a" 0',
        'RW 8 SPARSE "a" 0',
        'RW 8 WHAT "a" 0',
        'RW 8 FLAT "a',
    ],
)
def test_invalid_extent_line_is_shown(tmp_path: Path, line: str) -> None:
    image = descriptor(tmp_path / "i", "# so far", line, "# behind")
    assert detail(ask("size", image)) == ("has an invalid extent line: {detail}", line)


@pytest.mark.parametrize(
    ("lines", "text", "piece"),
    [
        (['RW 8 FLAT "gone" 0'], "names a file that could not be opened", "gone"),
        (
            ['RW 8 FLAT "/etc/passwd" 0'],
            "names a file outside the directory of the image that names it",
            "/etc/passwd",
        ),
        (['RW 8 SPARSE "a"'], "names the extent '{detail}', which is no sparse extent", "a"),
        (['RW 8 SPARSE "n"'], "names the extent '{detail}', which is a descriptor itself", "n"),
        (
            ['RW 36028797018963967 FLAT "a" 0'],
            "makes a disk of more than 9223372036854775807 bytes",
            "",
        ),
        (
            ['RW 9223372036854775807 FLAT "a" 0'],
            "makes a disk of more than 9223372036854775807 bytes",
            "",
        ),
        (['RW 36028797018963968 FLAT "a" 0'], "makes a disk of {value} sectors", ""),
        (
            ['RW 18014398507384832 FLAT "a" 0'] * 2,
            "makes a disk of more than 9223372036854775807 bytes",
            "",
        ),
    ],
)
def test_extent_that_cannot_be_used_is_named(
    tmp_path: Path, lines: list[str], text: str, piece: str
) -> None:
    (tmp_path / "a").write_bytes(b"x" * 4096)
    sparse(tmp_path / "n", {}, (12, "<Q", 0))
    assert detail(ask("size", descriptor(tmp_path / "i", *lines))) == (text, piece)


def test_start_that_no_file_reaches_reads_as_zeros(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 4096)
    answer = ask("map", descriptor(tmp_path / "i", 'RW 8 FLAT "a" 9223372036854775807'))
    assert [(extent.length, extent.flags) for extent in answer.extents] == [(4096, FLAT_HOLE)]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "has {value} bytes, too few for a VMDK"),
        (b"x", "has no createType, this is no descriptor"),
        (IDS, "has no createType, this is no descriptor"),
        (IDS + b'createType="monolithicFlat', "has no createType, this is no descriptor"),
        (IDS + b'createType="' + b"x" * 128 + b'"', "has no createType, this is no descriptor"),
        (IDS + b"\0" + b'createType="monolithicFlat"', "has no createType, this is no descriptor"),
        (
            IDS + b'createType="streamOptimized"',
            "has the createType '{detail}', which is not supported",
        ),
        (
            IDS.replace(b"CID=f", b"CID=z") + b'createType="vmfs"',
            "has no CID or parentCID, or one that is no hexadecimal number",
        ),
        (
            IDS.replace(b"parent", b"Parent") + b'createType="vmfs"',
            "has no CID or parentCID, or one that is no hexadecimal number",
        ),
        (
            IDS + b'createType="vmfs"\nparentFileNameHint="',
            "has a parentFileNameHint whose value does not end",
        ),
    ],
)
def test_text_that_is_no_descriptor_is_refused(tmp_path: Path, content: bytes, text: str) -> None:
    (tmp_path / "i").write_bytes(content)
    assert detail(ask("size", tmp_path / "i", format=SourceFormat.VMDK4))[0] == text


@pytest.mark.parametrize(
    ("start", "is_vmdk"),
    [
        (b"version=1\n", True),
        (b"version=3\r\n", True),
        (b"#\n  \n \r\nversion=2\n", True),
        (b"version=4\n", False),
        (b"version=1", False),
        (b"version=1\r", False),
        (b"\nversion=1\n", False),
        (b"\t\nversion=1\n", False),
        (b" version=1\n", False),
        (b" # x\nversion=1\n", False),
        (b"# x", False),
        (b"KDM", False),
    ],
)
def test_descriptor_is_recognised_as_qemu_recognises_it(
    tmp_path: Path, start: bytes, is_vmdk: bool
) -> None:
    (tmp_path / "i").write_bytes(start)
    assert (
        ask("size", tmp_path / "i").fault is not None
    ) == is_vmdk  # without a createType it is refused


def test_parent_is_a_vmdk_and_shows_through(tmp_path: Path) -> None:
    sparse(tmp_path / "parent", {1: GRAINS})
    child = sparse(
        tmp_path / "child", {0: GRAINS, 3: 1}, text=IDS + b'parentFileNameHint="parent"\n'
    )
    size = GRAIN * SECTOR
    assert ask("map", child).extents[:4] == [
        Extent(0, size, 0, DATA, 0, grain(0)),
        Extent(size, size, 1, DATA, 1, grain(0)),
        Extent(2 * size, size, 1, BELOW, 1, 0),
        Extent(3 * size, size, 0, ZEROED, 0, 0),
    ]
    (tmp_path / "parent").write_bytes(b"no VMDK")
    assert detail(ask("map", child))[0] == "has no createType, this is no descriptor"


def test_many_blank_lines_and_extents_end(tmp_path: Path) -> None:
    """Each blank line counts for the extent after it: bounded by memory, and not squared by
    scanning.
    """
    (tmp_path / "a").write_bytes(b"x" * 512)
    many = ask("size", descriptor(tmp_path / "i", "\n" * 20000 + 'RW 1 FLAT "a" 0'))
    assert many.rows == ((SourceFormat.VMDK4, 20001 * SECTOR),)
    full = ask("size", descriptor(tmp_path / "i", "\n" * 1_000_000 + 'RW 1 FLAT "a" 0'))
    assert said(full)[0] == "call table table"


def test_text_past_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 512)
    far = "#" * 0xFFFFF
    assert ask("size", descriptor(tmp_path / "i", far, 'RW 1 FLAT "a" 0')).rows == (
        (SourceFormat.VMDK4, 0),
    )


@pytest.mark.parametrize("sector", [0, 3, 1 << 63])
def test_descriptor_is_looked_for_behind_the_header(
    corpus: Path, tmp_path: Path, sector: int
) -> None:
    """Whatever the header says of its place; so qemu has it."""
    image = bytearray((corpus / "same-sparse.vmdk").read_bytes())
    image[28:36] = sector.to_bytes(8, "little")
    (tmp_path / "x").write_bytes(image)
    assert ask("size", tmp_path / "x").fault is None
