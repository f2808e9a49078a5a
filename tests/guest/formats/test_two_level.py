# SPDX-License-Identifier: Apache-2.0
"""QED and qcow images assembled by hand and broken in one place each: the fault that names it, and
where.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.generated import errors
from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFormat, SourceQuirk
from lab.images.two_level import (
    CLUSTER,
    L2_BITS,
    QCOW_DATA,
    QCOW_L1,
    QCOW_SIZE,
    QED_CLUSTERS,
    QED_DATA,
    QED_ENTRIES,
    QED_L1,
    QED_L2,
    QED_SIZE,
    Patch,
    qcow,
    qed,
)
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")

LAST = 0x7FFFFFFFC0000000  # the largest file that is dealt with
DATA = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.OFFSET_VALID
ZERO = ExtentFlag.ZERO | ExtentFlag.ALLOCATED
BELOW = ExtentFlag.ZERO


def test_qed_has_each_kind_of_cluster(tmp_path: Path) -> None:
    answer = ask(
        "map", qed(tmp_path / "i", {0: QED_DATA, 1: QED_DATA + CLUSTER, 3: 1, 4: QED_DATA})
    )
    assert answer.extents == [
        Extent(0, 2 * CLUSTER, 0, DATA, 0, QED_DATA),
        Extent(2 * CLUSTER, CLUSTER, 0, BELOW, 0, 0),
        Extent(3 * CLUSTER, CLUSTER, 0, ZERO, 0, 0),
        Extent(4 * CLUSTER, CLUSTER, 0, DATA, 0, QED_DATA),
        Extent(5 * CLUSTER, QED_SIZE - 5 * CLUSTER, 0, BELOW, 0, 0),
    ]


@pytest.mark.parametrize(
    ("patch", "field", "offset", "value"),
    [
        ((4, "<I", 2048), "cluster_size", 4, 2048),
        ((4, "<I", 4097), "cluster_size", 4, 4097),
        ((4, "<I", 1 << 27), "cluster_size", 4, 1 << 27),
        ((8, "<I", 0), "table_size", 8, 0),
        ((8, "<I", 3), "table_size", 8, 3),
        ((8, "<I", 32), "table_size", 8, 32),
        (
            (8, "<I", 1),
            "ofs_l1_table",
            40,
            QED_L1,
        ),  # a table of one cluster never passes, as in qemu
        ((16, "<Q", 8), "features", 16, 8),
        ((16, "<Q", 2**64 - 1), "features", 16, 2**64 - 8),  # the bits that are not known
        ((12, "<I", 2), "ofs_l1_table", 40, QED_L1),  # inside the header
        ((12, "<I", 2**32 - 1), "ofs_l1_table", 40, QED_L1),
        ((40, "<Q", 0), "ofs_l1_table", 40, 0),
        ((40, "<Q", QED_L1 + 8), "ofs_l1_table", 40, QED_L1 + 8),
        (
            (40, "<Q", (QED_CLUSTERS - 1) * CLUSTER),
            "ofs_l1_table",
            40,
            (QED_CLUSTERS - 1) * CLUSTER,
        ),
        ((40, "<Q", 2**64 - CLUSTER), "ofs_l1_table", 40, 2**64 - CLUSTER),
        ((48, "<Q", 511), "image_size", 48, 511),
        (
            (48, "<Q", QED_ENTRIES**2 * CLUSTER + 512),
            "image_size",
            48,
            QED_ENTRIES**2 * CLUSTER + 512,
        ),
        ((48, "<Q", 2**64 - 512), "image_size", 48, 2**64 - 512),
    ],
)
def test_qed_header_fault(
    tmp_path: Path, patch: Patch, field: str, offset: int, value: int
) -> None:
    assert said(ask("size", qed(tmp_path / "i", {}, patch))) == ("qed header", field, offset, value)


def test_qed_features_come_before_the_cluster_size(tmp_path: Path) -> None:
    assert said(ask("size", qed(tmp_path / "i", {}, (16, "<Q", 64), (4, "<I", 1))))[1] == "features"


@pytest.mark.parametrize(
    "offset", [QED_L2 + 8, QED_CLUSTERS * CLUSTER, (QED_CLUSTERS - 1) * CLUSTER, 2**64 - CLUSTER]
)
def test_qed_l2_table_outside_the_file_is_refused(tmp_path: Path, offset: int) -> None:
    answer = ask("map", qed(tmp_path / "i", {0: QED_DATA}, (QED_L1 + 8, "<Q", offset)))
    assert said(answer) == ("qed table entry", "offset", QED_L1 + 8, offset)
    assert answer.extents[-1].end == QED_ENTRIES * CLUSTER  # what is before it is said


@pytest.mark.parametrize("offset", [2, 512, QED_DATA + 1, QED_CLUSTERS * CLUSTER, 2**64 - CLUSTER])
@pytest.mark.parametrize("what", ["map", "count"])
def test_qed_data_outside_the_file_is_refused(tmp_path: Path, offset: int, what: str) -> None:
    answer = ask(what, qed(tmp_path / "i", {0: QED_DATA, 5: offset}))
    assert said(answer) == ("qed table entry", "offset", QED_L2 + 8 * 5, offset)


@pytest.mark.parametrize("what", ["map", "count"])
def test_qed_run_is_believed_by_its_first_cluster(tmp_path: Path, what: str) -> None:
    last = (QED_CLUSTERS - 1) * CLUSTER
    answer = ask(
        what, qed(tmp_path / "i", {0: last, 1: last + CLUSTER, 2: last + 2 * CLUSTER}), unit=CLUSTER
    )
    assert answer.fault is None
    if what == "map":
        assert answer.extents[0] == Extent(0, 3 * CLUSTER, 0, DATA, 0, last)
    else:
        assert answer.rows == ((3,),)


def test_qed_l2_tables_that_are_other_tables_end(tmp_path: Path) -> None:
    for place in (QED_L1, QED_L2):
        answer = ask(
            "map",
            qed(tmp_path / "i", {0: QED_DATA}, (QED_L1, "<Q", place), (QED_L1 + 8, "<Q", place)),
        )
        assert answer.fault is not None or answer.extents[-1].end == QED_SIZE


def test_qed_backing_name(tmp_path: Path) -> None:
    (tmp_path / "below").write_bytes(b"x" * CLUSTER)
    image = qed(tmp_path / "i", {}, (16, "<Q", 5), (56, "<I", 64), (60, "<I", 5))
    with open(image, "r+b") as file:
        file.seek(64)
        file.write(b"below")
    assert ask("map", image).extents[0] == Extent(0, CLUSTER, 1, DATA, 1, 0)
    for patch in ((56, "<I", CLUSTER - 4), (60, "<I", 2**32 - 1)):
        broken = qed(tmp_path / "b", {}, (16, "<Q", 1), (56, "<I", 64), (60, "<I", 5), patch)
        assert said(ask("size", broken))[1] == "ofs_backing_file"
    long = qed(tmp_path / "b", {}, (16, "<Q", 1), (12, "<I", 1), (60, "<I", 4096))
    assert said(ask("size", long)) == ("qed header", "len_backing_file", 60, 4096)


def test_qcow_has_each_kind_of_cluster(tmp_path: Path) -> None:
    entries = {0: QCOW_DATA, 1: QCOW_DATA + CLUSTER, 3: 1 << 63 | 77, 4: QCOW_DATA}
    answer = ask("map", qcow(tmp_path / "i", entries))
    assert answer.extents == [
        Extent(0, 2 * CLUSTER, 0, DATA, 0, QCOW_DATA),
        Extent(2 * CLUSTER, CLUSTER, 0, BELOW, 0, 0),
        Extent(
            3 * CLUSTER,
            CLUSTER,
            0,
            ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.COMPRESSED,
            0,
            0,
        ),
        Extent(4 * CLUSTER, CLUSTER, 0, DATA, 0, QCOW_DATA),
        Extent(5 * CLUSTER, QCOW_SIZE - 5 * CLUSTER, 0, BELOW, 0, 0),
    ]


@pytest.mark.parametrize(
    ("patch", "field", "offset", "value"),
    [
        ((4, ">I", 2), "version", 4, 2),
        ((4, ">I", 4), "version", 4, 4),
        ((16, ">I", 1024), "len_backing_file", 16, 1024),
        ((24, ">Q", 1), "virtual_size", 24, 1),
        ((24, ">Q", 2**64 - 1), "virtual_size", 24, 2**64 - 1),
        ((24, ">Q", 0x10000000 << 18), "virtual_size", 24, 0x10000000 << 18),
        ((32, "B", 8), "cluster_bits", 32, 8),
        ((32, "B", 17), "cluster_bits", 32, 17),
        ((33, "B", 5), "l2_bits", 33, 5),
        ((33, "B", 14), "l2_bits", 33, 14),
        ((36, ">I", 2), "crypt_method", 36, 2),
        ((40, ">Q", LAST), "ofs_l1_table", 40, LAST),
        ((40, ">Q", 2**64 - 1), "ofs_l1_table", 40, 2**64 - 1),
    ],
)
def test_qcow_header_fault(
    tmp_path: Path, patch: Patch, field: str, offset: int, value: int
) -> None:
    image = qcow(tmp_path / "i", {}, (8, ">Q", 100), patch)
    assert said(ask("size", image, format=SourceFormat.QCOW1)) == (
        "qcow1 header",
        field,
        offset,
        value,
    )


def test_qcow_l2_table_past_any_file_is_refused(tmp_path: Path) -> None:
    answer = ask("map", qcow(tmp_path / "i", {0: QCOW_DATA}, (QCOW_L1 + 8, ">Q", LAST)))
    assert said(answer) == ("qcow1 l1 entry", "ofs_l2_table", QCOW_L1 + 8, LAST)
    assert answer.extents[-1].end == CLUSTER << L2_BITS


def test_qcow_tables_past_the_end_of_the_file_read_as_zeros(tmp_path: Path) -> None:
    for patch in ((40, ">Q", 1 << 40), (QCOW_L1, ">Q", 1 << 40)):
        assert ask("map", qcow(tmp_path / "i", {0: QCOW_DATA}, patch)).extents == [
            Extent(0, QCOW_SIZE, 0, BELOW, 0, 0)
        ]


def test_qcow_of_odd_size_is_rounded_down(tmp_path: Path) -> None:
    image = qcow(tmp_path / "i", {}, (24, ">Q", 1023))
    assert ask("size", image).rows == ((SourceFormat.QCOW1, 512),)
    assert ask("size", qcow(tmp_path / "i", {}, (24, ">Q", 2))).rows == ((SourceFormat.QCOW1, 0),)


def test_qcow_with_the_largest_l1_table_is_walked_in_little_memory(tmp_path: Path) -> None:
    size = 0xFFFFFFF << 15  # clusters of 512 bytes, tables of 64 entries
    image = qcow(tmp_path / "i", {0: QCOW_DATA}, (24, ">Q", size), (32, "B", 9))
    answer = ask("map", image, window=(size - (1 << 20), 1 << 20))
    assert answer.extents == [Extent(size - (1 << 20), 1 << 20, 0, BELOW, 0, 0)]


def test_qcow_encrypted(tmp_path: Path) -> None:
    image = qcow(tmp_path / "i", {0: QCOW_DATA}, (36, ">I", 1))
    encrypted = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.ENCRYPTED
    assert ask("map", image).extents[0] == Extent(0, CLUSTER, 0, encrypted, 0, 0)
    assert said(ask("map", image, flags=0)) == ("qcow1 header", "crypt_method", 36, 1)


def test_qcow_backing_name_ends_at_a_zero_byte(tmp_path: Path) -> None:
    (tmp_path / "below").write_bytes(b"x" * CLUSTER)
    image = qcow(tmp_path / "i", {}, (8, ">Q", CLUSTER), (16, ">I", 12))
    with open(image, "r+b") as file:
        file.seek(CLUSTER)
        file.write(b"below\0 junk ")
    assert ask("map", image).extents[0] == Extent(0, CLUSTER, 1, DATA, 1, 0)
    far = qcow(tmp_path / "i", {}, (8, ">Q", 2**64 - 1), (16, ">I", 5))
    assert said(ask("size", far)) == ("qcow1 header", "ofs_backing_file", 8, 2**64 - 1)


@pytest.mark.parametrize(
    "entries", [{0: QCOW_DATA}, {0: QCOW_DATA, 1: QCOW_DATA + CLUSTER, 9: 1 << 40}]
)
def test_holes_count_only_for_old_versions(tmp_path: Path, entries: dict[int, int]) -> None:
    image = qcow(tmp_path / "i", entries)
    with open(image, "r+b") as file:
        file.truncate(QCOW_DATA + CLUSTER)
    old = ask("map", image, quirks=SourceQuirk.FILE_HOLES_EVERYWHERE)
    new = ask("map", image)
    behind = [e for e in old.extents if e.flags == DATA | ExtentFlag.ZERO]
    assert sum(e.length for e in behind) == (len(entries) - 1) * CLUSTER
    assert {e.flags for e in new.extents} == {DATA, BELOW}


def test_cut_files_end(tmp_path: Path) -> None:
    whole = {
        "qed": qed(tmp_path / "q", {0: QED_DATA, 1: 1}).read_bytes(),
        "qcow": qcow(tmp_path / "c", {0: QCOW_DATA, 1: 1 << 63}).read_bytes(),
    }
    for name, content in whole.items():
        for length in range(0, len(content), 977):
            (tmp_path / "i").write_bytes(content[:length])
            forced = SourceFormat.QED if name == "qed" else SourceFormat.QCOW1
            answer = ask("map", tmp_path / "i", format=forced)
            assert answer.fault is None or answer.fault.fault in errors.FAULTS or answer.fault.field
