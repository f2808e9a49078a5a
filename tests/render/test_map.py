# SPDX-License-Identifier: Apache-2.0
"""Rows of `map`, made in blocks, against rows made one by one."""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Iterator
from dataclasses import replace

import pytest

from instar.errors import SandboxError
from instar.generated.extent import ExtentFlag, ExtentRecord
from instar.generated.profiles import DEFAULT, find
from instar.layout import extents
from instar.render.map import HumanRows, JsonRows, Unmappable

PLAIN = ExtentFlag.ALLOCATED | ExtentFlag.DATA | ExtentFlag.OFFSET_VALID
KINDS = (
    0,
    int(ExtentFlag.ZERO),
    ExtentFlag.ALLOCATED | ExtentFlag.ZERO,
    PLAIN,
    PLAIN | ExtentFlag.ZERO,
    ExtentFlag.ALLOCATED | ExtentFlag.DATA | ExtentFlag.COMPRESSED,
)


def pack(records: list[ExtentRecord]) -> extents.Batch:
    return extents.Batch(b"".join(record.pack() for record in records))


def some(seed: int, number: int, kinds: tuple[int, ...], *, regular: bool) -> list[ExtentRecord]:
    """Runs that follow each other; `regular` ones repeat in kind and length."""
    choose = random.Random(seed)
    records, start = [], choose.randrange(1 << 40)
    for index in range(number):
        flags = kinds[index % len(kinds)] if regular else choose.choice(kinds)
        length = 65536 if regular else choose.randrange(1, 1 << choose.randrange(1, 50))
        offset = (
            choose.choice((0, choose.randrange(1 << 50))) if flags & ExtentFlag.OFFSET_VALID else 0
        )
        depth = 0 if regular else choose.randrange(3)
        records.append(
            ExtentRecord(
                start=start, length=length, host_offset=offset, flags=flags, depth=depth, disk=depth
            )
        )
        start += length
    return records


def in_batches(records: list[ExtentRecord], size: int) -> Iterator[extents.Batch]:
    for first in range(0, len(records), size):
        yield pack(records[first : first + size])


def expected(record: ExtentRecord) -> dict[str, object]:
    found: dict[str, object] = {
        "start": record.start,
        "length": record.length,
        "depth": record.depth,
        "present": bool(record.flags & ExtentFlag.ALLOCATED),
        "zero": bool(record.flags & ExtentFlag.ZERO),
        "data": bool(record.flags & ExtentFlag.DATA),
        "compressed": bool(record.flags & ExtentFlag.COMPRESSED),
    }
    if record.flags & ExtentFlag.OFFSET_VALID:
        found["offset"] = record.host_offset
    return found


@pytest.mark.parametrize("regular", [False, True])
@pytest.mark.parametrize("number", [1, 7, 8, 9, 64, 65, 1000])
@pytest.mark.parametrize("size", [4096, 100, 1])
def test_json_is_the_same_however_it_is_cut(regular: bool, number: int, size: int) -> None:
    records = some(number, number, KINDS, regular=regular)
    rows = JsonRows(DEFAULT)
    text = (
        rows.opening
        + b"".join(rows.rows(batch) for batch in in_batches(records, size))
        + rows.closing(0)
    )
    assert json.loads(text) == [expected(record) for record in records]
    assert text.count(b"\n") == number
    assert text.startswith(b'[{ "start": ') and text.endswith(b"}]\n")


def test_json_after_batches_alike_is_that_of_each_batch() -> None:
    """Alike in lengths and states, then in one of them, then in neither."""
    first = some(9, 130, (0, PLAIN), regular=True)
    zero = [replace(r, flags=ExtentFlag.ZERO) for r in first]
    long = [replace(r, length=r.length + 512) for r in first]
    rows = JsonRows(DEFAULT)
    for records in (first, first, first, zero, zero, zero, long, long, long, first, first[:129]):
        text = rows.rows(pack(records)).removeprefix(b",\n")
        assert json.loads(b"[" + text + b"]") == [expected(record) for record in records]


def test_json_of_a_release_has_its_keys() -> None:
    record = ExtentRecord(start=1, length=2, host_offset=3, flags=PLAIN)
    old, newer = JsonRows(find("4.2.0")), JsonRows(find("7.2"))
    assert old.opening == b""
    assert old.rows(pack([record])) == (
        b'[{ "start": 1, "length": 2, "depth": 0, "zero": false, "data": true, "offset": 3}'
    )
    assert newer.opening == b"["
    assert newer.rows(pack([record])) == (
        b'{ "start": 1, "length": 2, "depth": 0, "present": true, "zero": false, "data": true, '
        b'"offset": 3}'
    )


def test_an_empty_window_has_one_row() -> None:
    rows = JsonRows(DEFAULT)
    assert json.loads(rows.opening + rows.closing(77)) == [
        {
            "start": 77,
            "length": 0,
            "depth": 0,
            "present": False,
            "zero": False,
            "data": False,
            "compressed": False,
        }
    ]
    assert JsonRows(find("4.2.0")).closing(0).startswith(b"[{")


@pytest.mark.parametrize("regular", [False, True])
@pytest.mark.parametrize("size", [4096, 100, 1])
def test_the_table_has_columns_of_sixteen(regular: bool, size: int) -> None:
    names = ["top %d.qcow2", "b\x1bc.raw", "%#-16x"]
    records = some(5, 500, (PLAIN,), regular=regular)
    rows = HumanRows(names)
    text = b"".join(rows.rows(batch) for batch in in_batches(records, size)).decode()
    shown = ["top %d.qcow2", "b\\x1bc.raw", "%#-16x"]
    wanted = [
        "".join(f"{hex(n) if n else '0':16}" for n in (r.start, r.length, r.host_offset))
        + shown[r.disk]
        for r in records
    ]
    assert text.splitlines() == wanted


def test_rows_before_what_cannot_be_shown_are_shown() -> None:
    records = some(6, 100, (PLAIN,), regular=True)
    bad = ExtentRecord(start=1, length=1, flags=ExtentFlag.DATA | ExtentFlag.ALLOCATED)
    rows = HumanRows(["x"])
    with pytest.raises(Unmappable) as caught:
        rows.rows(pack([*records[:70], bad, *records[70:]]))
    assert caught.value.rows.count(b"\n") == 70
    assert str(caught.value) == "File contains external, encrypted or compressed clusters."


def test_what_no_guest_of_ours_sends_is_refused() -> None:
    record = ExtentRecord(start=0, length=1, flags=PLAIN, disk=1)
    with pytest.raises(SandboxError, match="file 1, and has 1"):
        HumanRows(["x"]).rows(pack([record]))
    with pytest.raises(SandboxError, match="33 bytes"):
        extents.Batch(record.pack() + b"x")


def test_templates_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from instar.render import map as module

    monkeypatch.setattr(module, "_MAX_SHORT", 4)
    monkeypatch.setattr(module, "_MAX_LONG", 2)
    rows = JsonRows(DEFAULT)
    records = some(7, 5000, KINDS, regular=False)
    text = b"".join(rows.rows(batch) for batch in in_batches(records, 512))
    for kinds in ((0, PLAIN), (PLAIN, 0), (0, 1), (PLAIN,)):
        rows.rows(pack(some(8, 512, kinds, regular=True)))
    assert text.count(b"start") == 5000
    assert len(rows._short) <= 4 and len(rows._long) <= 2


def test_columns_are_where_the_spec_has_them() -> None:
    record = ExtentRecord(start=1, length=2, host_offset=3, flags=4, depth=5, disk=6)
    batch = pack([record] * 2)
    assert len(batch) == 2
    assert list(extents.unpack(batch.data)) == [(1, 2, 3, 4, 5, 6)] * 2
    assert extents.state(batch.states[: extents.LEN_STATE]) == (4, 5, 6)
    assert extents.length(batch.lengths[: extents.LEN_LENGTH]) == 2
    assert batch.starts == struct.pack("<QQ", 1, 1)
