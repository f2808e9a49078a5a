# SPDX-License-Identifier: Apache-2.0
"""`instar.map` and `instar.map_table`, the Python API, and what may pull them."""

from __future__ import annotations

import json
import struct
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import instar
from instar.generated.extent import ExtentFlag
from instar.ops.pull import pull
from lab.images.qcow2 import CLUSTER, COPIED, DATA, qcow2
from tests.wanted import reason

MIB = 1 << 20


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw image of 1 MiB whose first half is a hole."""
    path = tmp_path / "half.raw"
    with open(path, "wb") as file:
        file.seek(MIB // 2)
        file.write(b"x" * (MIB // 2))
    return path


def test_runs_are_typed(raw: Path) -> None:
    hole, data = instar.map(raw)
    assert hole == instar.Extent(0, MIB // 2, 0, True, True, False, False, False, 0, str(raw))
    assert (data.start, data.end, data.data, data.zero) == (MIB // 2, MIB, True, False)
    assert (data.offset, data.filename) == (MIB // 2, str(raw))


def test_window_is_clipped(raw: Path) -> None:
    runs = list(instar.map(raw, start=MIB // 2 - 512, length=1024))
    assert [(run.start, run.length) for run in runs] == [(MIB // 2 - 512, 512), (MIB // 2, 512)]
    assert list(instar.map(raw, start=MIB)) == []
    assert sum(run.length for run in instar.map(raw, length=1 << 63)) == MIB


def test_runs_are_those_of_qemu_img(corpus: Path, qemu_img: Path) -> None:
    told = subprocess.run(
        [qemu_img, "map", "--output=json", corpus / "top.qcow2"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    runs = list(instar.map(corpus / "top.qcow2"))
    assert [(r.start, r.length, r.depth, r.zero, r.data, r.offset) for r in runs] == [
        (r["start"], r["length"], r["depth"], r["zero"], r["data"], r.get("offset"))
        for r in json.loads(told)
    ]


def test_table_has_the_same_in_columns(corpus: Path) -> None:
    pytest.importorskip("numpy", reason=reason("numpy"))
    table = instar.map_table(corpus / "top.qcow2")
    runs = list(instar.map(corpus / "top.qcow2"))
    assert len(table) == len(runs)
    assert table.start.tolist() == [run.start for run in runs]
    assert table.length.sum() == table.virtual_size
    assert table.where(ExtentFlag.DATA).tolist() == [run.data for run in runs]
    assert [table.filenames[disk].rpartition("/")[2] for disk in (0, 1, 2)] == [
        "top.qcow2",
        "mid.qcow2",
        "base.qcow2",
    ]
    mapped = table.where(ExtentFlag.OFFSET_VALID)
    assert table.offset[mapped].tolist() == [run.offset for run in runs if run.offset is not None]


def test_errors_are_raised_where_they_come(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(instar.OpenError):
        next(instar.map(tmp_path / "none"))
    with pytest.raises(instar.ImageError) as caught:
        list(instar.map(corpus / "bad-qed-l2-eof.qed"))
    assert caught.value.field == "offset"
    with pytest.raises(instar.UsageError):
        instar.map(tmp_path, start=-1)


def test_leaving_the_loop_ends_the_guest(raw: Path) -> None:
    before = set(threading.enumerate())
    runs = instar.map(raw)
    next(runs)
    runs.close()
    assert set(threading.enumerate()) <= before


def test_results_are_pulled_a_few_ahead() -> None:
    handed = []

    def run(hand_out: Callable[[int], None]) -> None:
        for number in range(1000):
            hand_out(number)
            handed.append(number)

    numbers = pull(run)
    assert [next(numbers) for _ in range(10)] == list(range(10))
    assert len(handed) < 30
    numbers.close()
    assert len(handed) < 30
    assert list(pull(run)) == list(range(1000))


def test_an_error_comes_after_what_came_before_it() -> None:
    def run(hand_out: Callable[[str], None]) -> None:
        hand_out("one")
        raise ValueError("two")

    found = []
    with pytest.raises(ValueError, match="two"):
        for result in pull(run):
            found.append(result)
    assert found == ["one"]


@pytest.fixture
def checkered(tmp_path: Path) -> Path:
    """Every other of 64 clusters is allocated: as many runs."""
    path = tmp_path / "checkered.qcow2"
    qcow2(entries={n: DATA + n * CLUSTER | COPIED for n in range(0, 64, 2)})(path)
    return path


def test_as_many_runs_as_allowed_are_no_error(checkered: Path) -> None:
    assert len(list(instar.map(checkered, max_extents=64))) == 64


@pytest.mark.parametrize("limit", [1, 63])
def test_more_runs_than_allowed_end_the_map(checkered: Path, limit: int) -> None:
    found = []
    with pytest.raises(instar.LimitError, match=f"after {limit} runs, .* max extents"):
        for run in instar.map(checkered, max_extents=limit):
            found.append(run)
    assert len(found) == limit


def test_table_is_limited_too(checkered: Path) -> None:
    pytest.importorskip("numpy")
    with pytest.raises(instar.LimitError):
        instar.map_table(checkered, max_extents=63)


def test_tables_that_entries_share_count_for_each(tmp_path: Path) -> None:
    """2000 entries of an L1 table name one L2 table: little is read, and much is walked."""
    cluster, num = 1 << 16, 2000
    content = bytearray(5 * cluster)
    fields = (b"QFI\xfb", 2, 0, 0, 16, num * 8192 * cluster, 0, num, cluster, 3 * cluster, 1, 0, 0)
    struct.pack_into(">4sIQIIQIIQQIIQ", content, 0, *fields)
    content[cluster : cluster + 8 * num] = struct.pack(">Q", 2 * cluster | COPIED) * num
    content[2 * cluster : 3 * cluster] = struct.pack(">Q", 4 * cluster | COPIED) * 8192
    path = tmp_path / "shared.qcow2"
    path.write_bytes(content)
    with pytest.raises(instar.ImageError, match="repeats itself"):
        instar.measure(path)
