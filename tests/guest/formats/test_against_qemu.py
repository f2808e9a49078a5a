# SPDX-License-Identifier: Apache-2.0
"""Random VMDK, QED and qcow images, sound and lying: the walkers' ranges against the map of the
real qemu-img.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFlag
from lab.images.sesparse import ALLOCATED, NUM_GTES, UNMAPPED, ZERO, sesparse, sesparse_bytes
from lab.images.sesparse import data as grain_at
from lab.images.two_level import QCOW_DATA, QED_DATA, qcow, qed
from lab.images.vmdk import GRAIN, GRAINS, IDS, cowd, descriptor, sparse
from tests.guest.native.walkers import Extent, ask
from tests.wanted import needs

pytestmark = needs("cc")

FLAGS = SourceFlag.HAS_SECRET
ROUNDS = 12

Row = tuple[
    int, int, int, bool, bool, bool, bool, int | None
]  # compression is reported since 8.2: false where it is not


def merged(rows: list[Row]) -> list[Row]:
    """Neighbours that continue each other as one, however they were cut."""
    out: list[Row] = []
    for row in rows:
        if out and out[-1][2:7] == row[2:7]:
            start, length, *same, offset = out[-1]
            if row[7] == (None if offset is None else offset + length):
                out[-1] = (start, length + row[1], *same, offset)  # type: ignore[assignment]
                continue
        out.append(row)
    return out


def ours(extents: list[Extent]) -> list[Row]:
    rows: list[Row] = []
    for e in extents:
        has = [
            bool(e.flags & flag)
            for flag in (
                ExtentFlag.ALLOCATED,
                ExtentFlag.ZERO,
                ExtentFlag.DATA,
                ExtentFlag.COMPRESSED,
            )
        ]
        offset = e.host_offset if e.flags & ExtentFlag.OFFSET_VALID else None
        rows.append((e.start, e.length, e.depth, has[0], has[1], has[2], has[3], offset))
    return merged(rows)


def theirs(qemu_img: Path, image: Path) -> list[Row] | None:
    """None: it refused, or met an error."""
    run = subprocess.run(
        [qemu_img, "map", "--output=json", image.name],
        capture_output=True,
        cwd=image.parent,
        timeout=600,
        check=False,
    )
    if run.returncode != 0:
        return None
    rows = [row for row in json.loads(run.stdout) if row["length"]]
    keys = ("start", "length", "depth", "present", "zero", "data")
    return merged(
        [
            (*(row[key] for key in keys), row.get("compressed", False), row.get("offset"))
            for row in rows
        ]
    )


def places(chooser: random.Random, count: int, numbers: Callable[[], int]) -> dict[int, int]:
    """Entries of a table: some runs, some lone ones, many gaps."""
    entries: dict[int, int] = {}
    for _ in range(chooser.randrange(1, 12)):
        index, value = chooser.randrange(count), numbers()
        for i in range(chooser.choice((1, 1, 2, 5))):
            if index + i < count:
                entries[index + i] = value
    return entries


def hosted(chooser: random.Random, path: Path) -> Path:
    text = IDS
    if chooser.random() < 0.4:
        sparse(path.with_name("parent"), places(chooser, 512, lambda: chooser.randrange(200)))
        text += b'parentFileNameHint="parent"\n'
    patches = [
        (8, "<I", chooser.choice((0, 1, 3, 7, 0x30003))),
        (12, "<Q", chooser.choice((1, 100, 8192, 16384, 20000, 1 << 20))),
        (20, "<Q", chooser.choice((1, 2, 3, 7, 8, 16, 127, 128, 1 << 21))),
        (44, "<I", chooser.choice((1, 2, 3, 100, 511, 512))),
        (77, "<H", chooser.choice((0, 0, 0, 1, 2))),
        (21 * 512 + 4, "<I", chooser.choice((0, 1, 22, 26, 1 << 20, 2**32 - 1))),
    ]

    def number() -> int:
        return chooser.choice(
            (1, GRAINS, GRAINS + GRAIN * chooser.randrange(8), chooser.randrange(1 << 32))
        )

    return sparse(
        path,
        places(chooser, 512, number),
        *chooser.sample(patches, chooser.randrange(len(patches) + 1)),
        text=text,
    )


def random_sesparse(chooser: random.Random, path: Path) -> Path:
    """Sound ones, with a parent or without, next to another extent; and lying ones."""
    text = IDS
    if chooser.random() < 0.4:
        sparse(path.with_name("parent"), places(chooser, 512, lambda: chooser.randrange(200)))
        text += b'parentFileNameHint="parent"\n'
    patches = [
        (16, "<Q", chooser.choice((1, 7, 1000, 32768, 32769, 65536, 70000))),
        (136, "<Q", chooser.choice((0, 1, 2, 1 << 19))),
        (144, "<Q", chooser.choice((0, 1, 4, 1 << 20))),
        (192, "<Q", chooser.choice((0, 1, 9, 1 << 33))),
        (1024, "<Q", chooser.choice((0, ALLOCATED | 1, ALLOCATED | 99, 1, 2 << 60))),
        (1032, "<Q", chooser.choice((0, ALLOCATED, ALLOCATED | 2, ALLOCATED | 1 << 31))),
    ]

    def number() -> int:
        known = (0, ZERO, UNMAPPED, ZERO | 5, grain_at(chooser.randrange(1 << 20)))
        lying = (1, 4 << 60) if chooser.random() < 0.05 else known
        grains = (grain_at(chooser.randrange(9)) for _ in range(5))
        found: int = chooser.choice((*grains, *known, *lying))
        return found

    entries = places(chooser, NUM_GTES + 100, number)
    chosen = chooser.sample(patches, chooser.choice((0, 0, 1, 2)))
    return sesparse(path, entries, *chosen, ids=text)


def split(chooser: random.Random, path: Path) -> Path:
    # whole grains only: docs/quirks.md says what qemu-img does with others
    sparse(path.with_name("s1"), places(chooser, 512, lambda: chooser.randrange(1 << 10)))
    cowd(path.with_name("s2"), places(chooser, 4096, lambda: chooser.randrange(1 << 12)))
    entries = places(chooser, NUM_GTES, lambda: grain_at(chooser.randrange(9)))
    path.with_name("s3").write_bytes(sesparse_bytes(entries))
    with open(path.with_name("f1"), "wb") as file:
        for _ in range(3):
            file.seek(chooser.randrange(64) * 4096)
            file.write(b"x" * chooser.randrange(1, 9000))
    lines = [
        'RW 77 SPARSE "s1"',
        'RW 8192 VMFSSPARSE "s2"',
        'RW 1 SESPARSE "s3"',
        f'RW {chooser.randrange(1, 900)} FLAT "f1" {chooser.randrange(300)}',
        f'RW {chooser.randrange(1, 900)} VMFS "f1"',
        "",
        "RW 12 ZERO",
    ]
    return descriptor(path, *chooser.choices(lines, k=chooser.randrange(1, 7)))


def random_qed(chooser: random.Random, path: Path) -> Path:
    def number() -> int:
        lying = 4096 * chooser.randrange(20)
        return chooser.choice((0, 1, QED_DATA, QED_DATA + 4096 * chooser.randrange(11), lying))

    return qed(
        path, places(chooser, 1024, number), (48, "<Q", chooser.choice((0, 512, 5 << 20, 8 << 20)))
    )


def random_qcow(chooser: random.Random, path: Path) -> Path:
    def number() -> int:
        return chooser.choice(
            (1 << 63 | 99, QCOW_DATA, 1 << 40, chooser.randrange(1 << 20), 2**63 - 1 - 2**40)
        )

    patches = [
        (24, ">Q", chooser.choice((2, 511, 512, 70001, 3 << 18, 1 << 24))),
        (32, "B", chooser.choice((9, 12, 16))),
        (33, "B", chooser.choice((6, 9, 13))),
    ]
    return qcow(path, places(chooser, 64, number), *chooser.sample(patches, chooser.randrange(4)))


@pytest.mark.parametrize("build", [hosted, split, random_sesparse, random_qed, random_qcow])
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_ranges_are_those_of_qemu_img(
    tmp_path: Path, qemu_img: Path, build: Callable[[random.Random, Path], Path], seed: int
) -> None:
    image = build(random.Random(f"{build.__name__} {seed}"), tmp_path / "image")
    answer = ask("map", image, flags=FLAGS)
    expected = theirs(qemu_img, image)
    if expected is None:
        assert answer.fault is not None
    else:
        assert answer.fault is None
        ranges = ours(answer.extents)
        if not any(row[6] for row in expected):
            ranges = merged([(*row[:6], False, row[7]) for row in ranges])
        assert ranges == expected
