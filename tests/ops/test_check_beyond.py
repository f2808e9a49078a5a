# SPDX-License-Identifier: Apache-2.0
"""`check` of formats that qemu-img has no check for: each rule has an image that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from instar.cli.main import main
from instar.generated.profiles import DEFAULT
from instar.ops.arguments import named_source
from instar.ops.check import Check, Hearing, Question, ask
from instar.ops.problems import Problem
from instar.ops.run import Runner
from lab.images import luks, partitions, two_level, vhd
from lab.images.partitions import BACKUP, BACKUP_ENTRIES, EXTENDED, LINUX, SECTORS, record
from lab.parity import corpus
from lab.parity.corpus_maker.poke import Poke

FORMATS = ("vpc", "qcow", "luks", "raw")
SOUND = sorted(
    image.name
    for image in corpus.images().values()
    if image.format in FORMATS and not image.malformed
)
Build = Callable[[Path], object]
Case = tuple[str, Build, Sequence[str]]
"""A name, an image, and how its problems begin: effect, place, structure, field, reason."""

BLOCK = vhd.BITMAP + vhd.BLOCK
FOOTER = vhd.DATA + vhd.NUM_BLOCKS * BLOCK
ALL = {n: vhd.place(n) for n in range(vhd.NUM_BLOCKS)}
CLUSTER = two_level.CLUSTER
DATA, COMPRESSED = two_level.QCOW_DATA, 1 << 63
SIX = {n: DATA + n * CLUSTER for n in range(6)} | {7: CLUSTER}


def look(path: Path, format: str, **how: int) -> tuple[Check, list[str]]:
    """The check of one image, and its problems."""
    problems: list[Problem] = []
    question = Question(source=named_source(path, format, DEFAULT), **how)  # type: ignore[arg-type]
    found = ask(question, Runner(), Hearing(problems.extend))
    assert found[0].num_problems == len(problems)
    return found[0], [f"{p.effect} {p.offset} {p}" for p in problems]


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_wrong_with_sound_images(name: str) -> None:
    path, format = corpus.unpacked() / name, corpus.images()[name].format
    check, problems = look(path, format)
    assert (check.is_clean, problems) == (True, [])
    assert look(path, format, max_counters=64)[0] == check


def _vhd(entries: dict[int, int], *patches: vhd.Patch) -> Build:
    return lambda path: vhd.dynamic(path, entries, *patches)


def _differencing(place: int) -> Build:
    """The path of its parent is at `place`."""
    return lambda path: vhd.dynamic(
        path, ALL, (vhd.LOCATOR + 16, ">Q", place), kind=vhd.DIFFERENCING, parent={0x57327275: "p"}
    )


def _fixed(path: Path) -> None:
    path.write_bytes(bytes(vhd.SIZE) + vhd.footer(vhd.SIZE + vhd.SECTOR, vhd.FIXED))


def _unused(place: int, size: int) -> str:
    return (
        f"leak {place} vhd dynamic header: table_offset names no block that uses the {size} bytes"
    )


VHD: tuple[Case, ...] = (
    ("sound", _vhd(ALL), ()),
    ("any order", _vhd(ALL | {0: ALL[1], 1: ALL[0]}), ()),
    (
        "disk longer than its file",
        _fixed,
        (f"corruption {vhd.SIZE + 48} vhd footer: current_size is that of a disk of 524800 bytes",),
    ),
    (
        "copy differs",
        _vhd(ALL, (FOOTER + 511, ">B", 7)),
        (f"corruption {FOOTER} vhd footer: cookie is that of a footer which differs from",),
    ),
    (
        "no footer",
        _vhd(ALL, (FOOTER, ">B", 0)),
        (f"corruption {FOOTER} vhd footer: cookie is missing at the end",),
    ),
    (
        "header checksum",
        _vhd(ALL, (vhd.HEADER + 700, ">B", 1)),
        (f"corruption {vhd.HEADER + 36} vhd dynamic header: checksum is 0x",),
    ),
    (
        "two blocks in one place",
        _vhd(ALL | {3: ALL[2]}),
        (
            f"corruption {vhd.BAT + 12} vhd bat entry: sector of block 3 is {ALL[2]}, where",
            _unused(ALL[3] * 512, BLOCK),
        ),
    ),
    (
        "overlap of one sector",
        _vhd({0: ALL[0], 1: ALL[1] - 1}),
        (
            f"corruption {vhd.BAT + 4} vhd bat entry: sector of block 1 is {ALL[1] - 1}, where",
            _unused((ALL[2] - 1) * 512, FOOTER - (ALL[2] - 1) * 512),
        ),
    ),
    (
        "block on the header",
        _vhd({n: place for n, place in ALL.items() if n > 1} | {0: 1}),
        (
            f"corruption {vhd.BAT} vhd bat entry: sector of block 0 is 1, where another",
            _unused((1 + 129) * 512, ALL[2] * 512 - 130 * 512),
        ),
    ),
    (
        "block on the footer",
        _vhd(ALL | {7: ALL[7] + 1}),
        (f"corruption {vhd.BAT + 28} vhd bat entry: sector of block 7 is {ALL[7] + 1}, where",),
    ),
    (
        "block without a user",
        _vhd({n: place for n, place in ALL.items() if n != 4}),
        (_unused(ALL[4] * 512, BLOCK),),
    ),
    (
        "block after the disk",
        lambda path: vhd.dynamic(path, ALL, footer_patches=((48, ">Q", vhd.SIZE - vhd.BLOCK),)),
        (f"leak {vhd.BAT + 28} vhd bat entry: sector of block 7 is {ALL[7]}, and the disk ends",),
    ),
    (
        "table on the header",
        _vhd(
            {},
            (vhd.HEADER + 16, ">Q", 1024),
            *((1024 + 8 * n, ">Q", (1 << 64) - 1) for n in range(vhd.NUM_BLOCKS // 2)),
        ),
        (
            f"corruption {vhd.HEADER + 36} vhd dynamic header: checksum is 0x",
            f"corruption {vhd.HEADER + 16} vhd dynamic header: table_offset is 1024, and the table",
            _unused(1536, FOOTER - 1536),
        ),
    ),
)


def _qcow(entries: dict[int, int], *patches: two_level.Patch) -> Build:
    return lambda path: two_level.qcow(path, entries, *patches)


def _l2(index: int) -> int:
    return two_level.QCOW_L2 + 8 * index


QCOW: tuple[Case, ...] = (
    ("sound", _qcow(SIX), ()),
    (
        "unused cluster",
        _qcow({n: place for n, place in SIX.items() if n not in (2, 3)}),
        (f"leak {SIX[2]} qcow1 header: ofs_l1_table leads to nothing that uses the 8192 bytes",),
    ),
    (
        "cluster used twice",
        _qcow(SIX | {5: DATA}),
        (f"corruption {_l2(5)} qcow1 l2 entry: host_offset is {DATA}, where something else",),
    ),
    (
        "cluster on its table",
        _qcow({**{n: SIX[n] for n in range(6)}, 6: 512}),
        (f"corruption {_l2(6)} qcow1 l2 entry: host_offset is 512, where something else is",),
    ),
    (
        "cluster past the end",
        _qcow(SIX | {6: 1 << 40}),
        (f"corruption {_l2(6)} qcow1 l2 entry: host_offset is {1 << 40}, past the end",),
    ),
    (
        "compressed past the end",
        _qcow(SIX | {6: COMPRESSED | 600 << 51 | 8 * CLUSTER - 512}),
        (f"corruption {_l2(6)} qcow1 compressed entry: descriptor points at {8 * CLUSTER - 512}",),
    ),
    (
        "compressed on a cluster",
        _qcow(SIX | {6: COMPRESSED | 600 << 51 | DATA}),
        (f"corruption {_l2(6)} qcow1 compressed entry: descriptor points at {DATA}, where",),
    ),
    ("compressed within a sector", _qcow(SIX | {6: COMPRESSED | 200 << 51 | 1200}), ()),
    (
        "table used twice",
        _qcow({}, (two_level.QCOW_L1 + 8, ">Q", two_level.QCOW_L2)),
        ("corruption 56 qcow1 l1 entry: ofs_l2_table is 512, where something else is", "leak 1024"),
    ),
    (
        "table past the end",
        _qcow(SIX, (two_level.QCOW_L1 + 8, ">Q", 1 << 40)),
        (f"corruption 56 qcow1 l1 entry: ofs_l2_table is {1 << 40}, past the end",),
    ),
    (
        "first table past the end",
        _qcow({}, (40, ">Q", 1 << 40)),
        (f"corruption 40 qcow1 header: ofs_l1_table is {1 << 40}, past the end", "leak 512"),
    ),
    (
        "name past the end",
        _qcow(SIX, (8, ">Q", 1 << 40), (16, ">I", 4)),
        (f"corruption 8 qcow1 header: ofs_backing_file is {1 << 40}, past the end",),
    ),
)

MATERIAL = 8 * luks.SECTOR
LEN_KEY = 32 * 4000


def _luks(*patches: luks.Patch, material: bytes | None = None) -> Build:
    def build(path: Path) -> None:
        luks.luks(path, *patches)
        with Poke(path) as p:
            p.write(MATERIAL, material or bytes(n * n % 251 for n in range(LEN_KEY)))

    return build


def _wiped(at: int) -> bytes:
    whole = bytearray(n * n % 251 for n in range(LEN_KEY))
    whole[at : at + luks.SECTOR] = b"\xff" * luks.SECTOR
    return bytes(whole)


def _luks_cut(path: Path) -> None:
    _luks(luks.slot(0, luks.MATERIAL, 8 + 256 * 7), luks.slot(7, luks.MATERIAL, 8))(path)
    with Poke(path) as p:
        p.write(MATERIAL + 256 * 7 * luks.SECTOR, _wiped(LEN_KEY - luks.SECTOR))


LUKS: tuple[Case, ...] = (
    ("sound", _luks(), ()),
    (
        "no key",
        _luks(luks.slot(0, luks.STATE, luks.INACTIVE)),
        ("corruption 208 luks phdr: key_slots are all inactive",),
    ),
    (
        "wiped in part",
        _luks(material=_wiped(100 * luks.SECTOR)),
        (
            "corruption 208 luks phdr: key_slots number 0 is active, and a sector of its"
            f" key material, at byte {MATERIAL + 100 * luks.SECTOR}, has",
        ),
    ),
    (
        "wiped at its end, in another slot",
        _luks_cut,
        (
            "corruption 208 luks phdr: key_slots number 0 is active, and a sector of its"
            f" key material, at byte {MATERIAL + 256 * 7 * luks.SECTOR + LEN_KEY - luks.SECTOR}",
        ),
    ),
)


def _mbr(*slots: partitions.Slot, records: dict[int, bytes] | None = None) -> Build:
    return lambda path: partitions.mbr(path, *slots, records=records)


def _gpt(*parts: tuple[int, int], **how: object) -> Build:
    return lambda path: partitions.gpt(path, *parts, **how)  # type: ignore[arg-type]


def _entry(index: int) -> int:
    return 446 + 16 * index


LOGICAL = (EXTENDED, 1000, 2000)
CHAIN = {
    1000: record((LINUX, 8, 100), (EXTENDED, 200, 300)),
    1200: record((LINUX, 8, 100)),
}
RECORD = 1200 * 512
PARTS = ((64, 1000), (1001, 2000))
RAW: tuple[Case, ...] = (
    ("partitions", _mbr((LINUX, 64, 900), LOGICAL, records=CHAIN), ()),
    (
        "fat",
        lambda path: path.write_bytes(
            bytes(16) + b"\2" + bytes(4) + b"\xf8" + b"\0" * 432 + b"\x7f" * 56 + b"\x55\xaa"
        ),
        (),
    ),
    (
        "partition past the end",
        _mbr((LINUX, 64, 900), (LINUX, SECTORS - 10, 11)),
        (f"corruption {_entry(1)} raw mbr partition: start_sector is {SECTORS - 10}, and 11",),
    ),
    (
        "partitions overlap",
        _mbr((LINUX, 64, 900), (LINUX, 963, 100)),
        (f"corruption {_entry(1)} raw mbr partition: start_sector is 963, and sector 963 belongs",),
    ),
    (
        "empty partition",
        _mbr((LINUX, 64, 0)),
        (f"corruption {_entry(0)} raw mbr partition: num_sectors is 0 in an entry",),
    ),
    (
        "chain in a circle",
        _mbr(LOGICAL, records=CHAIN | {1200: record((LINUX, 8, 100), (EXTENDED, 0, 300))}),
        (f"corruption {RECORD + 446} raw mbr: partitions lead from sector 1200 back to sector",),
    ),
    (
        "chain leaves its partition",
        _mbr(LOGICAL, records=CHAIN | {1200: record((LINUX, 8, 100), (EXTENDED, 2000, 300))}),
        (f"corruption {RECORD + 446} raw mbr: partitions lead to sector 3000, outside",),
    ),
    (
        "chain breaks off",
        _mbr(LOGICAL, records={1000: CHAIN[1000]}),
        (f"corruption {RECORD + 510} raw mbr: signature of a record of logical partitions is",),
    ),
    (
        "chain without an end",
        _mbr(
            (EXTENDED, 1000, 3000),
            records={1000 + n: record((EXTENDED, n + 1, 1)) for n in range(200)},
        ),
        (f"check_error {1127 * 512} raw mbr: partitions are more than 128 logical ones",),
    ),
    (
        "logical partitions overlap",
        _mbr(LOGICAL, records=CHAIN | {1200: record((LINUX, 8, 100), (LINUX, 107, 9))}),
        (f"corruption {RECORD + _entry(1)} raw mbr partition: start_sector is 1307, and sector",),
    ),
    ("gpt", _gpt(*PARTS), ()),
    ("gpt in any order", _gpt(*reversed(PARTS)), ()),
    ("gpt with large sectors", _gpt(*PARTS, unit=4096), ()),
    ("hybrid", _gpt(*PARTS, slots=((partitions.PROTECTIVE, 1, 33), (LINUX, 64, 937))), ()),
    (
        "gpt without protection",
        _gpt(*PARTS, slots=()),
        ("corruption 450 raw protective mbr: type does not protect",),
    ),
    (
        "protection without a gpt",
        _mbr((partitions.PROTECTIVE, 1, SECTORS - 1)),
        ("corruption 450 raw protective mbr: type is that of a disk with a GPT, and there is",),
    ),
    (
        "first header missing",
        _gpt(*PARTS, patches=((512, ">Q", 0),)),
        ("corruption 512 raw gpt header: signature is missing in sector 1, the copy of the",),
    ),
    (
        "first header damaged",
        _gpt(*PARTS, patches=((512 + 60, ">Q", 0),)),
        ("corruption 528 raw gpt header: header_crc32 is 0x",),
    ),
    (
        "first header breaks a rule",
        _gpt(*PARTS, patches=((512 + 8, ">I", 5),)),
        ("corruption 520 raw gpt header: signature begins a header that breaks a rule in byte 8",),
    ),
    (
        "second header missing",
        _gpt(*PARTS, patches=((BACKUP * 512, ">Q", 0),)),
        (f"corruption 544 raw gpt header: alternate_sector is {BACKUP}, where no header is",),
    ),
    (
        "second header damaged",
        _gpt(*PARTS, patches=((BACKUP * 512 + 60, ">Q", 0),)),
        (f"corruption {BACKUP * 512 + 16} raw gpt header: header_crc32 is 0x",),
    ),
    (
        "headers differ",
        _gpt(*PARTS, second=((56, ">B", 1),)),
        (
            f"corruption {BACKUP * 512 + 56} raw gpt header: disk_guid or something else differs"
            " between the two headers, first in byte 56",
        ),
    ),
    (
        "header from elsewhere",
        _gpt(*PARTS, first=((24, "<Q", 5),)),
        ("corruption 536 raw gpt header: my_sector is 5, and the header is in sector 1",),
    ),
    (
        "disk cut off",
        _gpt(*PARTS, first=((48, "<Q", SECTORS),), second=((48, "<Q", SECTORS),)),
        (
            f"corruption 560 raw gpt header: last_usable_sector is {SECTORS}, past the end",
            f"corruption {BACKUP * 512 + 48} raw gpt header: last_usable_sector is {SECTORS}, past",
        ),
    ),
    (
        "entries damaged",
        _gpt(*PARTS, patches=((1024 + 56, ">B", 1),)),
        ("corruption 600 raw gpt header: entries_crc32 is",),
    ),
    (
        "second entries damaged",
        _gpt(*PARTS, patches=((BACKUP_ENTRIES * 512 + 56, ">B", 1),)),
        (f"corruption {BACKUP * 512 + 88} raw gpt header: entries_crc32 is",),
    ),
    (
        "entries past the end",
        _gpt(*PARTS, first=((72, "<Q", SECTORS - 1),)),
        (f"corruption 584 raw gpt header: entries_sector is {SECTORS - 1}, past the end of the",),
    ),
    (
        "too many entries",
        _gpt(*PARTS, first=((80, "<I", 1 << 31),), second=((80, "<I", 1 << 31),)),
        (
            f"check_error 592 raw gpt header: num_entries is {1 << 31}, those after the",
            f"check_error {BACKUP * 512 + 80} raw gpt header: num_entries is {1 << 31}, those",
        ),
    ),
    (
        "partition backwards",
        _gpt((1000, 900)),
        ("corruption 1064 raw gpt entry: last_sector is 900, before the first, 1000",),
    ),
    (
        "partition outside",
        _gpt((20, 900)),
        ("corruption 1056 raw gpt entry: first_sector is 20, and the partition up to sector 900",),
    ),
    (
        "partitions of a gpt overlap",
        _gpt((64, 900), (900, 950)),
        ("corruption 1184 raw gpt entry: first_sector is 900, and sector 900 belongs to another",),
    ),
)
CASES = [
    (format, *case)
    for format, cases in (("vpc", VHD), ("qcow", QCOW), ("luks", LUKS), ("raw", RAW))
    for case in cases
]


@pytest.mark.parametrize(
    ("format", "build", "expected"),
    [pytest.param(f, build, e, id=f"{f}: {name}") for f, name, build, e in CASES],
)
def test_each_rule(format: str, build: Build, expected: Sequence[str], tmp_path: Path) -> None:
    path = tmp_path / "image"
    build(path)
    for how in ({}, {"max_counters": 64}):
        check, problems = look(path, format, **how)
        assert len(problems) == len(expected), problems
        for found, wanted in zip(problems, expected, strict=True):
            assert found.startswith(wanted)
        assert check.is_clean == (not expected)


def test_no_release_of_qemu_img_checks_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "image.vhd"
    vhd.dynamic(path, ALL | {3: ALL[2]})
    assert main(["check", str(path)]) == 2
    assert "\n1 errors were found on the image.\n" in capsys.readouterr().out
    assert main(["check", "--qemu-version", "7.2", str(path)]) == 63
    assert capsys.readouterr().err.endswith(": This image format does not support checks\n")
