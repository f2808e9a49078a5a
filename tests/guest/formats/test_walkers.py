# SPDX-License-Identifier: Apache-2.0
"""What holds for every walker and the stages after it, whatever the image.

On the corpus of the parity tests, sound and malformed.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFlag, SourceQuirk
from lab.parity.corpus import images, unpacked
from tests.guest.native.walkers import Answer, ask, count_units
from tests.wanted import needs

pytestmark = needs("cc")

SECTOR = 512
UNITS = (SECTOR, 1 << 16, 1 << 21)
FLAGS = SourceFlag.HAS_SECRET


@pytest.fixture(scope="session")
def corpus() -> Path:
    return unpacked()


def walk(image: Path, **options: object) -> Answer:
    return ask("map", image, flags=FLAGS, **options)  # type: ignore[arg-type]


def names_something(answer: Answer) -> bool:
    """A malformed image ends in an answer or a fault; `ask` raises on a sanitizer's report, a
    signal or a walk that does not end.
    """
    fault = answer.fault
    return fault is None or bool(fault.fault or fault.reason)


@pytest.mark.parametrize("name", sorted(images()))
@pytest.mark.parametrize("quirks", [0, int(SourceQuirk.FILE_HOLES_EVERYWHERE)])
def test_records_partition_the_disk(corpus: Path, name: str, quirks: int) -> None:
    """No record is empty, none overlaps the next, none is left out; what is found before a fault is
    in order too.
    """
    answer = walk(corpus / name, quirks=quirks)
    position = 0
    for extent in answer.extents:
        assert extent.start == position
        assert extent.length > 0
        position = extent.end
        known = extent.flags & ExtentFlag.OFFSET_VALID
        assert known or extent.host_offset == 0
    size = ask("size", corpus / name, flags=FLAGS, quirks=quirks)
    assert names_something(answer) and names_something(size)
    if answer.fault is None:
        ((_, found),) = size.rows
        assert position == found
        assert position % SECTOR == 0


def flat(answer: Answer, start: int, end: int) -> list[tuple[int, ...]]:
    """Records cut to a window and merged wherever they continue, so that two ways of cutting
    compare equal.
    """
    rows: list[list[int]] = []
    for extent in answer.extents:
        low, high = max(extent.start, start), min(extent.end, end)
        if low >= high:
            continue
        offset = (
            extent.host_offset + low - extent.start if extent.flags & ExtentFlag.OFFSET_VALID else 0
        )
        row = [low, high - low, extent.depth, extent.flags, extent.disk, offset]
        if (
            rows
            and rows[-1][2:5] == row[2:5]
            and (offset == 0 or rows[-1][5] + rows[-1][1] == offset)
        ):
            rows[-1][1] += row[1]
        else:
            rows.append(row)
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("name", sorted(n for n, image in images().items() if not image.malformed))
def test_window_is_the_same_part_of_the_whole(corpus: Path, name: str) -> None:
    """A walk may start and end anywhere, in the middle of a cluster too."""
    whole = walk(corpus / name)
    if whole.fault is not None or not whole.rows:
        pytest.skip("refused, or empty")
    size = whole.extents[-1].end
    chooser = random.Random(name)
    for _ in range(4):
        start = chooser.randrange(size) // SECTOR * SECTOR
        length = chooser.randrange(1, size - start + 1)
        part = walk(corpus / name, window=(start, length))
        assert flat(part, 0, size) == flat(whole, start, start + length)


@pytest.mark.parametrize("name", sorted(images()))
def test_units_counted_are_those_of_the_full_map(corpus: Path, name: str) -> None:
    """Merging by state, and skipping what is after data in the same unit, changes no count."""
    full = walk(corpus / name)
    for unit in UNITS:
        counted = ask("count", corpus / name, flags=FLAGS, unit=unit)
        assert names_something(counted)
        if full.fault is None:
            assert counted.rows == ((count_units(full.extents, unit),),)
