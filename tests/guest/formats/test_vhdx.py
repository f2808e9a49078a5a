# SPDX-License-Identifier: Apache-2.0
"""VHDX images assembled by hand, and broken in one place each: the fault that names it, where, and
the value.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFlag, SourceQuirk
from lab.images.vhdx import (
    BAT,
    BITMAP,
    BLOCK,
    CHUNK,
    DATA,
    FILE_END,
    GUIDS,
    HAS_PARENT,
    HEADER_1,
    HEADER_2,
    ITEMS,
    LINKAGE,
    LOG,
    METADATA,
    MIB,
    PARTIAL,
    PRESENT,
    REGIONS,
    SIZE,
    UNDEFINED,
    UNMAPPED,
    UNMAPPED_DRAFT,
    ZERO,
    Patch,
    locator,
    log_entry,
    place,
    vhdx,
    zero_descriptor,
)
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")

SOMEWHERE = ExtentFlag.DATA | ExtentFlag.ALLOCATED
DATA_FLAGS = SOMEWHERE | ExtentFlag.OFFSET_VALID
ZERO_FLAGS = ExtentFlag.ZERO | ExtentFlag.ALLOCATED
UNALLOCATED = ExtentFlag.ZERO
BY_TABLE = SourceFlag.HAS_SECRET | SourceFlag.BY_TABLE
ENTRY_1 = REGIONS + 16
ENTRY_3 = ENTRY_1 + 64
PATHS = locator({"relative_path": ".\\parent.vhdx"})


def third_region(offset: int, length: int, required: int = 0) -> list[Patch]:
    """A region that nobody knows."""
    return [
        (REGIONS + 8, "<I", 3),
        (ENTRY_3, "<I", 77),
        (ENTRY_3 + 16, "<Q", offset),
        (ENTRY_3 + 24, "<I", length),
        (ENTRY_3 + 28, "<I", required),
    ]


def test_without_a_parent_all_is_data(tmp_path: Path) -> None:
    """As qemu-img has it, whose driver does not tell blocks apart."""
    image = vhdx(tmp_path / "i", {1: place(DATA), 2: ZERO})
    assert ask("map", image).extents == [Extent(0, SIZE, 0, SOMEWHERE, 0, 0)]
    assert ask("count", image, unit=BLOCK).rows == ((SIZE // BLOCK,),)


def test_by_its_table_each_block_is_what_its_state_says(tmp_path: Path) -> None:
    entries = {
        1: place(DATA),
        2: place(DATA + BLOCK),
        3: ZERO,
        4: UNDEFINED,
        5: UNMAPPED,
        6: UNMAPPED_DRAFT,
        7: place(DATA),
    }
    answer = ask("map", vhdx(tmp_path / "i", entries), flags=BY_TABLE)
    assert answer.extents == [
        Extent(0, BLOCK, 0, UNALLOCATED, 0, 0),
        Extent(BLOCK, 2 * BLOCK, 0, DATA_FLAGS, 0, DATA),
        Extent(3 * BLOCK, 4 * BLOCK, 0, ZERO_FLAGS, 0, 0),
        Extent(7 * BLOCK, BLOCK, 0, DATA_FLAGS, 0, DATA),
    ]


def test_blocks_behind_a_chunk_skip_the_entry_of_its_bitmap(tmp_path: Path) -> None:
    image = vhdx(tmp_path / "i", {CHUNK: place(DATA)}, size=(CHUNK + 1) * BLOCK)
    assert ask("map", image, flags=BY_TABLE).extents == [
        Extent(0, (CHUNK + 1) * BLOCK, 0, UNALLOCATED, 0, 0)
    ]
    image = vhdx(
        tmp_path / "i", {}, (BAT + 8 * (CHUNK + 1), "<Q", place(DATA)), size=(CHUNK + 1) * BLOCK
    )
    last = ask("map", image, flags=BY_TABLE).extents[-1]
    assert last == Extent(CHUNK * BLOCK, BLOCK, 0, DATA_FLAGS, 0, DATA)


def test_header_with_the_larger_number_counts(tmp_path: Path) -> None:
    for header, larger in ((HEADER_1, HEADER_1), (HEADER_2, HEADER_2)):
        patches = [(header + 8, "<Q", 9), (header + 64, "<H", 1)]
        fault = said(ask("size", vhdx(tmp_path / "i", {}, *patches)))
        assert fault == ("vhdx header", "log_version", larger + 64, 1)


@pytest.mark.parametrize("broken", [HEADER_1, HEADER_2])
def test_one_sound_header_is_enough(tmp_path: Path, broken: int) -> None:
    image = vhdx(tmp_path / "i", {}, after=[(broken + 20, "<I", 1)])
    assert ask("size", image).rows[0][1] == SIZE


def test_same_number_is_accepted_of_the_same_header_only(tmp_path: Path) -> None:
    same = [(HEADER_2 + 8, "<Q", 1)]
    assert ask("size", vhdx(tmp_path / "i", {}, *same)).fault is None
    fault = said(ask("size", vhdx(tmp_path / "i", {}, *same, (HEADER_2 + 16, "<I", 1))))
    assert fault[:3] == ("vhdx header", "signature", HEADER_1)


@pytest.mark.parametrize(
    ("patches", "after", "expected"),
    [
        ([], [(HEADER_1, "<I", 0), (HEADER_2, "<I", 0)], ("vhdx header", "signature", HEADER_1, 0)),
        ([(HEADER_2 + 72, "<Q", 4096)], [], ("vhdx header", "log_offset", HEADER_2 + 72, 4096)),
        (
            [(HEADER_2 + 72, "<Q", MIB + 512)],
            [],
            ("vhdx header", "log_offset", HEADER_2 + 72, MIB + 512),
        ),
        ([(REGIONS, "<I", 5)], [], ("vhdx region table header", "signature", REGIONS, 0x05000000)),
        (
            [],
            [(REGIONS + 9999, "B", 1)],
            ("vhdx region table header", "checksum", REGIONS + 4, None),
        ),
        (
            [(REGIONS + 8, "<I", 2048)],
            [],
            ("vhdx region table header", "num_entries", REGIONS + 8, 2048),
        ),
        ([(REGIONS + 8, "<I", 0)], [], ("vhdx region table header", "num_entries", REGIONS + 8, 0)),
        ([(REGIONS + 8, "<I", 1)], [], ("vhdx region table header", "num_entries", REGIONS + 8, 1)),
        (
            [(ENTRY_1 + 16, "<Q", LOG)],
            [],
            ("vhdx region table entry", "file_offset", ENTRY_1 + 16, LOG),
        ),
        (
            [(ENTRY_1 + 16, "<Q", METADATA)],
            [],
            ("vhdx region table entry", "file_offset", ENTRY_1 + 48, METADATA),
        ),
        (
            [(ENTRY_1 + 16, "<Q", (1 << 63) - MIB)],
            [],
            ("vhdx region table entry", "file_offset", ENTRY_1 + 16, (1 << 63) - MIB),
        ),
        ([(ENTRY_1 + 24, "<I", 56)], [], ("vhdx region table entry", "length", ENTRY_1 + 24, 56)),
        (third_region(9 * MIB, MIB, 1), [], ("vhdx region table entry", "guid", ENTRY_3, 0)),
        ([(METADATA, "<I", 0)], [], ("vhdx metadata table header", "signature", METADATA, None)),
        (
            [(METADATA + 10, "<H", 2048)],
            [],
            ("vhdx metadata table header", "num_entries", METADATA + 10, 2048),
        ),
        (
            [(METADATA + 10, "<H", 4)],
            [],
            ("vhdx metadata table header", "num_entries", METADATA + 10, 4),
        ),
        (
            [(METADATA + 32, "<I", 1)],
            [],
            ("vhdx metadata table entry", "item_id", METADATA + 32, 0),
        ),
        ([(ITEMS, "<I", 3 * MIB)], [], ("vhdx file parameters", "block_size", ITEMS, 3 * MIB)),
        ([(ITEMS, "<I", 512 * MIB)], [], ("vhdx file parameters", "block_size", ITEMS, 512 * MIB)),
        (
            [(ITEMS + 4, "<I", HAS_PARENT)],
            [],
            ("vhdx file parameters", "flags", ITEMS + 4, HAS_PARENT),
        ),
        ([(ITEMS + 8, "<Q", 0)], [], ("vhdx region table entry", "length", ENTRY_1 + 24, MIB)),
        (
            [(ITEMS + 8, "<Q", (64 << 40) + 1)],
            [],
            ("vhdx virtual disk size", "size", ITEMS + 8, (64 << 40) + 1),
        ),
        (
            [(ITEMS + 8, "<Q", 64 << 40)],
            [],
            ("vhdx region table entry", "length", ENTRY_1 + 24, MIB),
        ),
        ([(ITEMS + 32, "<I", 4096)], [], ("vhdx logical sector size", "size", ITEMS + 32, 4096)),
        ([(ITEMS + 32, "<I", 0)], [], ("vhdx logical sector size", "size", ITEMS + 32, 0)),
    ],
)
def test_fault_names_field_offset_and_value(
    tmp_path: Path,
    patches: list[Patch],
    after: list[Patch],
    expected: tuple[str, str, int, int | None],
) -> None:
    found = said(ask("size", vhdx(tmp_path / "i", {}, *patches, after=after)))
    assert found[:3] == expected[:3]
    assert expected[3] is None or found[3] == expected[3]


@pytest.mark.parametrize("place_mb", [16, 1000, (1 << 43) - 1, (1 << 44) - 1, 4])
def test_blocks_must_lie_in_the_file_and_overlap_nothing(tmp_path: Path, place_mb: int) -> None:
    """Past the end, past what a file can be; and the last, where an unknown region is."""
    image = vhdx(tmp_path / "i", {3: place_mb << 20 | PRESENT}, *third_region(4 * MIB, MIB))
    assert said(ask("size", image)) == (
        "vhdx payload bat entry",
        "file_offset_mb",
        BAT + 24,
        place_mb,
    )
    assert ask("size", vhdx(tmp_path / "i", {3: place_mb << 20 | PARTIAL})).fault is None


def test_block_that_ends_past_the_end(tmp_path: Path) -> None:
    image = vhdx(tmp_path / "i", {3: place(DATA)}, file_end=DATA + BLOCK - 513)
    assert said(ask("size", image)) == (
        "vhdx payload bat entry",
        "file_offset_mb",
        BAT + 24,
        DATA // MIB,
    )
    assert (
        ask("size", vhdx(tmp_path / "i", {3: place(DATA)}, file_end=DATA + BLOCK - 511)).fault
        is None
    )


def test_older_releases_do_not_look_where_blocks_are(tmp_path: Path) -> None:
    quirk = int(SourceQuirk.VHDX_BAT_UNCHECKED)
    assert ask("size", vhdx(tmp_path / "i", {3: place(1 << 40)}), quirks=quirk).fault is None
    assert ask("size", vhdx(tmp_path / "i", {3: place(METADATA)}), quirks=quirk).fault is not None


@pytest.mark.parametrize("at", [ENTRY_1, ENTRY_1 + 32])
def test_a_region_of_each_kind_is_enough(tmp_path: Path, at: int) -> None:
    """A second one of the same kind, wherever it is, leaves it open which of them counts."""
    kind = vhdx(tmp_path / "i", {}).read_bytes()[at : at + 16]
    guid = [(ENTRY_3 + number, "B", byte) for number, byte in enumerate(kind)]
    image = vhdx(tmp_path / "i", {}, *third_region(9 * MIB, MIB), *guid)
    assert said(ask("size", image)) == ("vhdx region table entry", "guid", ENTRY_3, 0)


def test_each_of_many_regions_is_heeded(tmp_path: Path) -> None:
    """More than two thousand, out of order; a block may be between any two of them."""
    patches: list[Patch] = [(REGIONS + 8, "<I", 2047)]
    for number in range(2045):
        at = ENTRY_3 + 32 * number
        shuffled = number * 1021 % 2045
        patches += [(at + 16, "<Q", (10 + 2 * shuffled) * MIB), (at + 24, "<I", MIB)]
    end = 5000 * MIB
    for number in (0, 1, 700, 1500, 2044):
        beside, inside = 11 + 2 * number, 10 + 2 * number
        assert (
            ask(
                "size", vhdx(tmp_path / "i", {0: place(beside * MIB)}, *patches, file_end=end)
            ).fault
            is None
        )
        found = said(
            ask("size", vhdx(tmp_path / "i", {0: place(inside * MIB)}, *patches, file_end=end))
        )
        assert found == ("vhdx payload bat entry", "file_offset_mb", BAT, inside)


def test_log_without_entries_is_no_fault(tmp_path: Path) -> None:
    stale = log_entry(sequence=0)
    for log in (
        {0: b"\0"},
        {0: stale},
        {0: b"loge"},
        {512: log_entry()},
        {0: log_entry(length=4097)},
    ):
        assert ask("size", vhdx(tmp_path / "i", {}, log=log)).fault is None


@pytest.mark.parametrize("at", [0, 4096, MIB - 4096])
def test_log_with_an_entry_is_refused(tmp_path: Path, at: int) -> None:
    image = vhdx(tmp_path / "i", {}, log={at: log_entry([zero_descriptor()])})
    assert said(ask("size", image))[:3] == ("vhdx header", "log_guid", HEADER_2 + 48)


def test_entry_may_go_on_at_the_start_of_the_log(tmp_path: Path) -> None:
    entry = log_entry([zero_descriptor()], length=8192)
    image = vhdx(tmp_path / "i", {}, log={MIB - 4096: entry[:4096], 0: entry[4096:]})
    assert said(ask("size", image))[1] == "log_guid"


@pytest.mark.parametrize(
    "entry",
    [
        log_entry([zero_descriptor(7)]),
        log_entry([b"zer0" + zero_descriptor()[4:]]),
        log_entry([zero_descriptor()], number=2),
        log_entry([zero_descriptor()] * 127, length=8192),
    ],
)
def test_bad_descriptors_are_a_fault_wherever_they_stand(tmp_path: Path, entry: bytes) -> None:
    for log in ({8192: entry}, {0: log_entry(), 8192: entry}):
        found = said(ask("size", vhdx(tmp_path / "i", {}, log=log)))
        assert found[:3] == ("vhdx log entry header", "num_descriptors", LOG + 8192 + 24)


def test_log_in_which_every_sector_claims_all_of_it(tmp_path: Path) -> None:
    """Checking each claim would take the square of its length."""
    length = 64 * MIB
    claim = bytearray(log_entry(length=4096)[:64])
    claim[8:12] = length.to_bytes(4, "little")
    image = vhdx(
        tmp_path / "i",
        {},
        *[(header + 68, "<I", length) for header in (HEADER_1, HEADER_2)],
        *[(header + 72, "<Q", 32 * MIB) for header in (HEADER_1, HEADER_2)],
        log={31 * MIB + 4096 * number: bytes(claim) for number in range(64)},
        file_end=96 * MIB,
    )
    assert said(ask("size", image))[:2] == ("vhdx log entry header", "entry_length")


def chain(
    folder: Path, entries: dict[int, int], bitmap: bytes = b"", bitmap_entry: int = BITMAP | 6
) -> Path:
    """A child whose BAT entries are those given, and its parent, whose blocks 0 to 3 are
    present.
    """
    vhdx(folder / "parent.vhdx", {n: place(DATA + n * BLOCK) for n in range(4)})
    pairs = {
        "parent_linkage": LINKAGE,
        "absolute_win32_path": "C:\\no\\such",
        "relative_path": ".\\parent.vhdx",
    }
    return vhdx(
        folder / "child.vhdx",
        entries | {CHUNK: bitmap_entry},
        flags=HAS_PARENT,
        parent=locator(pairs),
        bitmap=bitmap,
    )


def test_differencing_image_is_composed_with_its_parent(tmp_path: Path) -> None:
    """Sectors 3 to 16 of block 1 are the child's own; the rest of that block is the parent's."""
    bits = sum(1 << bit for bit in range(3, 17))
    bitmap = bytes(BLOCK // 512 // 8) + bits.to_bytes(3, "little")
    child = chain(tmp_path, {1: place(DATA, PARTIAL), 2: ZERO, 4: place(DATA + BLOCK)}, bitmap)
    assert ask("map", child).extents == [
        Extent(0, BLOCK + 3 * 512, 1, DATA_FLAGS, 1, DATA),
        Extent(BLOCK + 3 * 512, 14 * 512, 0, DATA_FLAGS, 0, DATA + 3 * 512),
        Extent(BLOCK + 17 * 512, BLOCK - 17 * 512, 1, DATA_FLAGS, 1, DATA + BLOCK + 17 * 512),
        Extent(2 * BLOCK, BLOCK, 0, ZERO_FLAGS, 0, 0),
        Extent(3 * BLOCK, BLOCK, 1, DATA_FLAGS, 1, DATA + 3 * BLOCK),
        Extent(4 * BLOCK, BLOCK, 0, DATA_FLAGS, 0, DATA + BLOCK),
        Extent(5 * BLOCK, 3 * BLOCK, 1, UNALLOCATED, 1, 0),
    ]
    assert ask("count", child, unit=512).rows == ((4 * BLOCK // 512,),)


@pytest.mark.parametrize(
    ("entries", "bitmap_entry", "expected"),
    [
        ({1: 4}, BITMAP | 6, ("vhdx payload bat entry", "state", BAT + 8, 4)),
        (
            {1: place(DATA, PARTIAL)},
            0,
            ("vhdx sector bitmap bat entry", "state", BAT + 8 * CHUNK, 0),
        ),
        (
            {1: place(DATA, PARTIAL)},
            5,
            ("vhdx sector bitmap bat entry", "state", BAT + 8 * CHUNK, 5),
        ),
        (
            {1: place(DATA, PARTIAL)},
            FILE_END | 6,
            ("vhdx sector bitmap bat entry", "file_offset_mb", BAT + 8 * CHUNK, FILE_END // MIB),
        ),
        (
            {1: place(FILE_END, PARTIAL)},
            BITMAP | 6,
            ("vhdx payload bat entry", "file_offset_mb", BAT + 8, FILE_END // MIB),
        ),
    ],
)
def test_bad_entry_of_a_differencing_image(
    tmp_path: Path, entries: dict[int, int], bitmap_entry: int, expected: tuple[str, str, int, int]
) -> None:
    answer = ask("map", chain(tmp_path, entries, bitmap_entry=bitmap_entry))
    assert said(answer) == expected
    if entries[1] >> 20 != FILE_END // MIB:
        assert answer.extents[:1] == [Extent(0, BLOCK, 1, DATA_FLAGS, 1, DATA)]


@pytest.mark.parametrize(
    ("parent", "expected"),
    [
        (
            locator({"relative_path": "p"}, GUIDS["bat"]),
            ("vhdx parent locator header", "locator_type"),
        ),
        (PATHS[:12], ("vhdx parent locator header", "")),
        (PATHS[:18] + b"\xff\xff" + PATHS[20:], ("vhdx parent locator header", "num_entries")),
        (
            PATHS[:20] + b"\xff\xff\xff\xff" + PATHS[24:],
            ("vhdx parent locator entry", "key_offset"),
        ),
        (PATHS[:30] + b"\xff\xff" + PATHS[32:], ("vhdx parent locator entry", "key_offset")),
        (locator({}), ("vhdx parent locator header", "num_entries")),
        (locator({"relative_path": ""}), ("vhdx parent locator header", "num_entries")),
        (
            locator({"relative_path2": "p", "relative_pat": "p"}),
            ("vhdx parent locator header", "num_entries"),
        ),
        (
            locator({"relative_path": "p"})[:-2] + b"\0\xd8",
            ("vhdx parent locator header", "num_entries"),
        ),
    ],
)
def test_bad_parent_locator(tmp_path: Path, parent: bytes, expected: tuple[str, str]) -> None:
    answer = ask("size", vhdx(tmp_path / "i", {}, flags=HAS_PARENT, parent=parent))
    assert answer.fault is not None
    if not expected[1]:
        assert answer.fault.field == 0
    else:
        assert said(answer)[:2] == expected


def test_locator_without_the_flag_is_refused(tmp_path: Path) -> None:
    found = said(ask("size", vhdx(tmp_path / "i", {}, parent=PATHS)))
    assert found == ("vhdx file parameters", "flags", ITEMS + 4, 0)


@pytest.mark.parametrize("cut", [8, HEADER_1 + 9, REGIONS + 10, METADATA + 40, BAT, BAT + 4])
def test_truncated_file_ends_in_a_fault_or_reads_zeros(tmp_path: Path, cut: int) -> None:
    answer = ask("map", vhdx(tmp_path / "i", {0: place(DATA)}, file_end=cut), flags=BY_TABLE)
    if cut == BAT:
        assert answer.extents == [Extent(0, SIZE, 0, UNALLOCATED, 0, 0)]
    else:
        assert answer.fault is not None
