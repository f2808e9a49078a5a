# SPDX-License-Identifier: Apache-2.0
"""`check` of hostile images: it ends within the limits, with one clear answer; of tables that never
end, with the same in both sandboxes.
"""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path

import pytest

from lab.images.qcow2 import (
    BLOCK,
    COMPRESSED,
    COPIED,
    L1,
    L2,
    SPARE,
    TABLE,
    Patch,
    qcow2_bytes,
)
from tests.hostile.asking import MEMORY, Instar
from tests.hostile.catalogue import Build, Hostile, every

KINDS = ("bomb", "cve", "empty", "loop", "overlap", "qcow", "qcow2", "vhd", "luks", "qed", "vdi")
CHECK = (("check", "--max-problems", "1000"),)
ONES = (1 << 64) - 1
SPACE = 8 << 20
"""Where a large table begins."""


def large(*patches: Patch, entry: bytes = b"", times: int = 0, end: int = 0) -> Build:
    """A small qcow2 with a large table of the same entries far away, and a hole of a file after
    it.
    """

    def build(path: Path) -> None:
        with open(path, "wb") as file:
            file.write(qcow2_bytes(*patches))
            file.seek(SPACE)
            file.write(entry * times)
            file.truncate(max(end, file.tell()))

    return build


def _snapshot(l1_at: int, l1_size: int) -> bytes:
    """An entry of a snapshot table."""
    one = struct.pack(">QIHHIIQII", l1_at, l1_size, 1, 0, 0, 0, 0, 0, 16) + bytes(16) + b"1"
    return one + bytes(-len(one) % 8)


L1_MOST = (32 << 20) // 8
IMAGES: dict[str, tuple[Build, int]] = {
    # an L1 of 2^32 entries is refused on opening, the most that opens is in a hole
    "l1-of-all-bits": (large((36, ">I", 0xFFFFFFFF)), 1),
    "l1-as-large-as-opens": (large((36, ">I", L1_MOST), (40, ">Q", SPACE), end=1 << 33), 2),
    "l1-of-one-table": (
        large(
            (36, ">I", L1_MOST),
            (40, ">Q", SPACE),
            entry=struct.pack(">Q", L2 | COPIED),
            times=L1_MOST,
        ),
        1,
    ),
    "l1-of-itself": (
        large(
            (36, ">I", 4096),
            (40, ">Q", SPACE),
            entry=struct.pack(">Q", SPACE | COPIED),
            times=4096,
        ),
        2,
    ),
    "refcount-table-of-ones": (
        large((48, ">Q", SPACE), (56, ">I", 2048), entry=b"\xff", times=8 << 20),
        1,
    ),
    "refcount-table-of-one-block": (
        large((48, ">Q", SPACE), (56, ">I", 2048), entry=struct.pack(">Q", BLOCK), times=1 << 20),
        2,
    ),
    "refcount-table-of-itself": (large((TABLE, ">Q", TABLE)), 2),
    "refcounts-of-ones": (large(*((BLOCK + 8 * n, ">Q", ONES) for n in range(512))), 2),
    "refcounts-of-one-bit": (large((96, ">I", 0), (BLOCK, ">Q", ONES), (BLOCK + 8, ">Q", ONES)), 3),
    "refcounts-of-64-bits": (large((96, ">I", 6)), 2),
    "l2-of-compressed-bombs": (
        large(*((L2 + 8 * n, ">Q", COMPRESSED | ONES >> 8) for n in range(512))),
        2,
    ),
    "snapshots-of-one-large-l1": (
        large(
            (60, ">I", 60000),
            (64, ">Q", SPACE),
            entry=_snapshot(L1, L1_MOST),
            times=60000,
            end=1 << 33,
        ),
        1,
    ),
    "snapshots-on-each-other": (
        large((60, ">I", 65536), (64, ">Q", L1), end=1 << 36),
        1,
    ),
    "hole-of-256-gib": (large((40, ">Q", SPARE), end=1 << 38), 3),
    "cluster-of-2-mib-all-over": (large((20, ">I", 21)), 1),
}
CATALOGUE = sorted(name for name in every() if name.split("-")[0] in KINDS)


def _ask(image: Hostile, programs: list[Instar], folder: Path) -> dict[str, object]:
    """The one answer of all kinds."""
    answers = []
    for number, program in enumerate(programs):
        place = folder / str(number)
        place.mkdir()
        asked = program.ask(image, place)
        assert asked.peak <= MEMORY
        answers += asked.answers
    assert all(answer == answers[0] for answer in answers)
    return answers[0]


def _is_told_well(answer: dict[str, object]) -> None:
    assert answer["status"] in (0, 1, 2, 3)
    assert "Traceback" not in str(answer["err"])
    assert all(c.isprintable() or c == "\n" for c in str(answer["err"]))
    if answer["status"] == 1:
        assert str(answer["err"]).splitlines()[-1].startswith("instar: ")


@pytest.mark.parametrize("name", IMAGES)
def test_tables_that_never_end(name: str, sandboxes: list[Instar], tmp_path: Path) -> None:
    build, status = IMAGES[name]
    answer = _ask(Hostile("image.qcow2", name, build, CHECK), sandboxes, tmp_path)
    _is_told_well(answer)
    assert answer["status"] == status, answer


@pytest.mark.parametrize("name", CATALOGUE)
def test_hostile_image(name: str, sandboxes: list[Instar], tmp_path: Path) -> None:
    _is_told_well(_ask(replace(every()[name], questions=CHECK), sandboxes[:1], tmp_path))


REPAIR = (("check", "-r", "all", "--max-problems", "1000"),)
REPAIRED = sorted(name for name in CATALOGUE if name.split("-")[0] in ("loop", "overlap"))


@pytest.mark.parametrize("name", [*IMAGES, *REPAIRED])
def test_a_repair_ends_as_well(name: str, sandboxes: list[Instar], tmp_path: Path) -> None:
    image = every().get(name) or Hostile("image.qcow2", name, IMAGES[name][0], ())
    answer = _ask(replace(image, questions=REPAIR), sandboxes[:1], tmp_path)
    if answer["status"] == 63:  # a format that is not repaired
        answer["status"] = 1
    _is_told_well(answer)
