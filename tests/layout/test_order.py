# SPDX-License-Identifier: Apache-2.0
"""`Order` holds whole columns at once; a loop over the runs is its oracle."""

from __future__ import annotations

import random
import struct

import pytest

from instar.errors import SandboxError
from instar.generated.extent import ExtentFlag, ExtentRecord
from instar.layout.extents import Batch, Order

Rows = list[tuple[int, int]]

LENGTHS = (1, 512, 65536, 1 << 40)
EXTREMES = (0, 1, (1 << 63) - 1, 1 << 63, (1 << 64) - 2, (1 << 64) - 1)


def packed(rows: Rows) -> Batch:
    """As a hostile guest packs them: `ExtentRecord.pack` refuses a length of zero."""
    rest = bytes(ExtentRecord.SIZE - 16)
    return Batch(b"".join(struct.pack("<QQ", start, length) + rest for start, length in rows))


def held(rows: Rows, start: int, end: int, *, gaps: bool, size: int) -> None:
    """Held in batches of `size` runs, many of which are of the same lengths."""
    order = Order(start, end, gaps=gaps)
    for first in range(0, len(rows), size):
        order.hold(packed(rows[first : first + size]), 1, 0)


def in_order(rows: Rows, start: int, end: int, *, gaps: bool) -> bool:
    place = start
    for first, length in rows:
        misplaced = first < place if gaps else first != place
        if misplaced or not length or first + length > end:
            return False
        place = first + length
    return True


def drawn(rng: random.Random, *, gaps: bool) -> tuple[Rows, int, int]:
    """Runs in order, half of the time with one number changed, and the window asked for."""
    start = rng.choice((0, 512, 1 << 40))
    rows, place = [], start
    for _ in range(rng.randint(1, 6)):
        first = place + (rng.choice((0, 5)) if gaps else 0)
        rows.append((first, rng.choice(LENGTHS)))
        place = sum(rows[-1])
    end = rng.choice((place, place + 1, place - 1, (1 << 63) - 1))
    if rng.random() < 0.5:
        at = rng.randrange(len(rows))
        first, length = rows[at]
        changed = rng.choice((*EXTREMES, first, length))
        rows[at] = (changed, length) if rng.random() < 0.5 else (first, changed)
    return rows, start, end


@pytest.mark.parametrize("gaps", [False, True])
def test_order_agrees_with_a_loop_over_the_runs(gaps: bool) -> None:
    rng = random.Random(20)
    accepted = 0
    for _ in range(3000):
        rows, start, end = drawn(rng, gaps=gaps)
        expected = in_order(rows, start, end, gaps=gaps)
        try:
            held(rows, start, end, gaps=gaps, size=rng.choice((1, 2, 6)))
        except SandboxError:
            assert not expected, (rows, start, end)
        else:
            assert expected, (rows, start, end)
            accepted += 1
    assert 500 < accepted < 2500


def test_a_misplaced_run_is_named() -> None:
    order = Order(0, 1 << 20, gaps=False)
    with pytest.raises(SandboxError, match="a run of 512 bytes at 1024, expected one at 512"):
        order.hold(packed([(0, 512), (1024, 512)]), 1, 0)


def test_a_state_is_held_in_every_batch_unlike_the_one_before() -> None:
    def one(start: int, flags: int, depth: int, disk: int) -> Batch:
        record = ExtentRecord(start=start, length=512, flags=flags, depth=depth, disk=disk)
        return Batch(record.pack())

    order = Order(0, 1 << 20, gaps=False)
    order.hold(one(0, 0, 0, 0), 1, 0)
    order.hold(one(512, 0, 0, 0), 1, 0)
    with pytest.raises(SandboxError, match="depth 1, and the chain has 0"):
        order.hold(one(1024, 0, 1, 0), 1, 0)
    order = Order(0, 1 << 20, gaps=False)
    order.hold(one(0, 0, 0, 0), 1, 0)
    with pytest.raises(SandboxError, match="file 1, and has 1"):
        order.hold(one(512, int(ExtentFlag.OFFSET_VALID), 0, 1), 1, 0)
