# SPDX-License-Identifier: Apache-2.0
"""Repairs of images whose counts do not fit the memory: window by window, to the same end."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

import instar
from instar.cli.main import main
from instar.generated.profiles import DEFAULT
from instar.ops.arguments import named_source
from instar.ops.check import Check, Hearing
from instar.ops.check import Question as Checked
from instar.ops.check import ask as look
from instar.ops.problems import Problem
from instar.ops.repair import Question, ask
from instar.ops.run import Runner
from tests.ops.repairing import folder

assert folder

WINDOWS = [0, 1]
"""Clusters that are counted at once: as many as memory holds, a block of counts, which is 256."""


def _many(folder: Path, refcount_bits: int = 16) -> tuple[Path, bytearray]:
    """6,000 clusters in use: those of 26 blocks of counts, of 4 with two bits for each."""
    raw, path = folder / "many.raw", folder / "many.qcow2"
    raw.write_bytes(random.Random("many").randbytes(3 << 20))
    line: list[str | Path] = [
        "qemu-img",
        "convert",
        "-O",
        "qcow2",
        "-o",
        f"cluster_size=512,refcount_bits={refcount_bits}",
        raw,
        path,
    ]
    subprocess.run(line, check=True)
    return path, bytearray(path.read_bytes())


def _number(data: bytearray, at: int) -> int:
    return int.from_bytes(data[at : at + 8], "big")


def _l2(data: bytearray, index: int) -> int:
    return _number(data, _number(data, 40) + index * 8) & 0x00FFFFFFFFFFFE00


def _of_many_clusters(folder: Path) -> Path:
    """Three things wrong, far from each other."""
    path, data = _many(folder)
    for cluster, count in ((1000, 2), (4500, 7)):
        block = _number(data, _number(data, 48) + cluster // 256 * 8)
        at = block + cluster % 256 * 2
        data[at : at + 2] = count.to_bytes(2, "big")
    l2 = _l2(data, 60)
    data[l2 + 80 : l2 + 88] = bytes(8)
    path.write_bytes(data)
    return path


def _with_overlaps(folder: Path) -> Path:
    """Data on top of tables of three windows, a cluster that is used twice, and leaks for each."""
    path, data = _many(folder)
    places = {table: _l2(data, table) for table in (5, 33, 80)}
    twice = _number(data, _l2(data, 50) + 8) & 0x00FFFFFFFFFFFE00
    assert len({place // 512 // 256 for place in (*places.values(), twice)}) == 4
    for n, place in enumerate((*places.values(), twice)):
        at = _l2(data, 20 + 15 * n) + 24
        data[at : at + 8] = ((1 << 63) | place).to_bytes(8, "big")
    path.write_bytes(data)
    return path


def _repaired_in_windows(path: Path, most: int) -> tuple[Check, list[str]]:
    problems: list[Problem] = []
    source = named_source(path, "qcow2", DEFAULT)
    question = Question(image=Checked(source=source, max_counters=most))
    found = ask(question, Runner(), Hearing(problems.extend))
    return found, [str(problem) for problem in problems]


def test_a_repair_in_windows_writes_the_same(folder: Path) -> None:
    """What an image of more clusters than are counted at once needs."""
    results = []
    for most in WINDOWS:
        path = _of_many_clusters(folder)
        found, _ = _repaired_in_windows(path, most)
        results.append((found, path.read_bytes()))
    assert results[0] == results[1]
    assert (results[0][0].leaks_fixed, results[0][0].is_clean) == (3, True)


def _named(path: Path, most: int) -> tuple[Check, list[str]]:
    problems: list[Problem] = []
    source = named_source(path, "qcow2", DEFAULT)
    (found,) = look(
        Checked(source=source, deep=True, max_counters=most), Runner(), Hearing(problems.extend)
    )
    return found, [str(problem) for problem in problems]


def test_windows_name_the_users_that_one_pass_names(folder: Path) -> None:
    path = _with_overlaps(folder)
    whole, windowed = (_named(path, most) for most in WINDOWS)
    assert windowed == whole
    for words, times in (("has data on top of a table", 3), ("is used twice", 1), ("is a leak", 4)):
        assert len([line for line in whole[1] if words in line]) == times, whole[1]


def test_windows_leave_data_on_top_of_a_table(folder: Path) -> None:
    results = []
    for most in WINDOWS:
        path = _with_overlaps(folder)
        found, lines = _repaired_in_windows(path, most)
        results.append((found, sorted(lines), path.read_bytes()))
    assert results[0] == results[1]
    found = results[0][0]
    assert (found.leaks_fixed, found.leaks) == (4, 0)
    assert len([line for line in _named(path, 1)[1] if "has data on top of a table" in line]) == 3


def test_new_counts_keep_data_on_top_of_a_table_after_many_shared_clusters(folder: Path) -> None:
    """A snapshot shares 80,000 clusters, more than `--deep` names. Data is on top of the last L2
    table, and a block of counts cannot be found.
    """
    path = folder / "many.qcow2"
    options = "preallocation=metadata,cluster_size=512,refcount_bits=8"
    assert main(["create", "-q", "-f", "qcow2", "-o", options, str(path), "40M"]) == 0
    subprocess.run(["qemu-img", "snapshot", "-c", "shared", str(path)], check=True)
    data = bytearray(path.read_bytes())
    table, entry = _l2(data, 40 * 2048 // 64 - 1), _l2(data, 0) + 24
    assert table // 512 > 65_536
    data[entry : entry + 8] = table.to_bytes(8, "big")
    data[_number(data, 48) + 8 * 8 + 7] |= 1
    path.write_bytes(data)
    found, lines = _repaired_in_windows(path, 0)
    assert "Rebuilding refcount structure" in lines
    assert found.corruptions > 0
    assert f"ERROR cluster {table // 512} refcount=3 reference=4" in lines


@pytest.mark.parametrize("table", [1, 90])
def test_windows_report_a_full_count_once(table: int, folder: Path) -> None:
    """Five users where two bits count to three, in the first window or in the last."""
    results = []
    for most in WINDOWS:
        path, data = _many(folder, refcount_bits=2)
        place = data[_l2(data, table) + 8 : _l2(data, table) + 16]
        for other in (20, 30, 40, 50):
            data[_l2(data, other) + 24 : _l2(data, other) + 32] = place
        path.write_bytes(data)
        found, lines = _repaired_in_windows(path, most)
        results.append((found, sorted(lines), path.read_bytes()))
    assert results[0] == results[1]
    # Twice in the image as it was, twice in the check of the result.
    assert len([line for line in results[0][1] if "overflow cluster" in line]) == 4


def test_windows_write_no_new_counts(folder: Path) -> None:
    """Nothing says what another window uses: the repair ends before it writes."""
    path = _with_overlaps(folder)
    with open(path, "r+b") as file:
        file.seek(48 + 8)
        file.write(bytes(4))  # the table of counts has no clusters
    before = path.read_bytes()
    with pytest.raises(instar.CheckFailed, match="File too large"):
        _repaired_in_windows(path, 1)
    assert path.read_bytes() == before
    assert _repaired_in_windows(path, 0)[0].corruptions_fixed > 0


def test_a_check_and_a_repair_say_how_far_they_are(folder: Path) -> None:
    source = named_source(_of_many_clusters(folder), "qcow2", DEFAULT)
    image, told = Checked(source=source, max_counters=1), list[tuple[int, int]]()
    hear = Hearing(lambda problems: None, None, lambda done, total: told.append((done, total)))
    look(image, Runner(), hear)
    checked = list(told)
    ask(Question(image=image), Runner(), hear)
    repaired = told[len(checked) :]
    for steps in (checked, repaired):
        assert len(steps) > 1
        assert all(0 < done <= total for done, total in steps)
    assert [done for done, _ in checked] == sorted(done for done, _ in checked)
