# SPDX-License-Identifier: Apache-2.0
"""`check`: counters of every width, windows of clusters, limits, the Python API; the texts are
parity's.
"""

from __future__ import annotations

import json
import shutil
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import instar
from instar.cli.main import main
from instar.generated.profiles import DEFAULT
from instar.ops.arguments import named_source
from instar.ops.check import Check, Hearing, Question, ask
from instar.ops.problems import Problem
from instar.ops.run import Runner
from lab.images import qcow2 as q2
from lab.parity import corpus
from lab.parity.corpus_maker.poke import Poke, qcow2_l2, qcow2_refcount_at
from lab.parity.damages import damages

QCOW2 = sorted(
    image.name
    for image in corpus.images().values()
    if image.format == "qcow2" and not image.malformed and image.secret is None
)
COPIED = 1 << 63


def run(path: Path, **how: int) -> tuple[Check, list[str]]:
    """A check of one image and the lines of its problems."""
    problems: list[Problem] = []
    question = Question(source=named_source(path, None, DEFAULT), **how)  # type: ignore[arg-type]
    found = ask(question, Runner(), Hearing(problems.extend))
    return found[0], [str(problem) for problem in problems]


def damaged(image: str, label: str, folder: Path) -> Path:
    """A copy of the corpus with one image damaged as damages.py has it."""
    damage = next(d for d in damages() if (d.image, d.label) == (image, label))
    for path in corpus.unpacked().iterdir():
        (folder / path.name).hardlink_to(path)
    copy = folder / f"copy{Path(image).suffix}"
    shutil.copy(folder / image, copy)
    with open(copy, "r+b") as file:
        for at, data in damage.pokes:
            file.seek(at)
            file.write(bytes.fromhex(data))
    return copy


@pytest.fixture
def folder() -> Iterator[Path]:
    """A directory on the corpus's file system, for hard links."""
    with tempfile.TemporaryDirectory(prefix=".check-", dir=corpus.unpacked().parent) as name:
        yield Path(name)


@pytest.mark.parametrize("name", QCOW2)
def test_windows_find_what_one_pass_finds(name: str) -> None:
    path = corpus.unpacked() / name
    assert run(path, max_counters=1) == run(path)


@pytest.mark.parametrize(
    ("image", "label"),
    [
        (d.image, d.label)
        for d in damages()
        if d.image.startswith(("q2-plain", "q2-rb", "q2-snap.", "q2-zlib"))
    ],
)
def test_windows_find_the_same_damage(image: str, label: str, folder: Path) -> None:
    path = damaged(image, label, folder)
    try:
        whole, lines = run(path)
    except instar.CheckFailed as error:
        with pytest.raises(instar.CheckFailed, match=str(error)):
            run(path, max_counters=1)
        return
    windowed, windowed_lines = run(path, max_counters=1)
    assert windowed == whole
    assert sorted(windowed_lines) == sorted(lines)


@pytest.mark.parametrize("users", [254, 255, 256, 300, 6000])
def test_a_cluster_with_many_users_is_counted_to_the_last(users: int, folder: Path) -> None:
    """One byte for a counter, then two: no line is reported twice when the count begins anew."""
    path = damaged("q2-plain.qcow2", "l2-twice", folder)
    with Poke(path) as p:
        table, unit = qcow2_l2(p), 1 << p.get(20, 4)
        cluster = p.size() // unit
        p.truncate((cluster + 1) * unit)
        for n in range(users):
            p.put(table + unit - 8 * (n + 1), 8, cluster * unit)
        p.put(qcow2_refcount_at(p, cluster), 2, 1)
    found, lines = run(path)
    assert lines.count(f"ERROR cluster {cluster} refcount=1 reference={users}") == 1
    assert len(lines) == found.num_problems == len(set(lines)) + users - 1  # the flags are alike


def test_more_users_than_two_bytes_count(folder: Path) -> None:
    """An image whose own counts have 64 bits, in clusters of 64 KiB: 9 tables of 8192 entries."""
    path = damaged("q2-rb64.qcow2", "counts", folder)
    with Poke(path) as p:
        l1, unit = p.get(40, 8), 1 << p.get(20, 4)
        first = -(-p.size() // unit)
        p.truncate((first + 10) * unit)
        p.put(36, 4, 10)
        for n in range(9):
            p.put(l1 + 8 * (n + 1), 8, (first + n) * unit)
            p.write((first + n) * unit, struct.pack(">Q", (first + 9) * unit) * (unit // 8))
    found, lines = run(path)
    assert f"ERROR cluster {first + 9} refcount=0 reference={9 * 8192}" in lines
    assert len(lines) == found.num_problems


def test_problems_are_objects(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "count-low", folder)
    check = instar.check(path)
    assert not check.is_clean
    assert check.corruptions == check.num_problems == len(check.problems) == 2
    low = check.problems[0]
    assert (low.effect, low.structure) == ("corruption", "qcow2 refcount table entry")
    assert (low.filename, low.depth) == (str(path), 0)
    assert low.qemu.startswith("ERROR cluster ")
    assert instar.check(path, max_problems=1).problems == (low,)
    assert instar.check(path, max_problems=1).corruptions == 2


def test_problems_of_a_chain_are_those_of_their_image(folder: Path) -> None:
    damaged("q2-plain.qcow2", "count-low", folder)
    base = folder / "base.qcow2"
    shutil.copy(base, folder / "own.qcow2")
    base.unlink()
    with Poke((folder / "own.qcow2").rename(base)) as p:
        p.put(qcow2_refcount_at(p, 1), 2, 5)
    top, mid, low = instar.check_chain(folder / "top.qcow2")
    assert top.is_clean
    assert mid.is_clean
    assert (low.leaks, low.filename) == (1, str(base))
    assert {problem.depth for problem in low.problems} == {2}
    assert instar.check(folder / "top.qcow2").is_clean


def test_a_format_without_a_check_says_so() -> None:
    with pytest.raises(instar.NotCheckable, match="does not support checks") as caught:
        run(corpus.unpacked() / "base.raw", beyond=False)
    assert caught.value.status == 63


def test_quiet_prints_no_summary(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = damaged("q2-plain.qcow2", "count-low", folder)
    assert main(["check", "-q", "--output=json", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("ERROR cluster ")


def test_words_of_no_specification_are_instars_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """qemu-img counts what is wrong with a QED image, and says nothing."""
    path = damaged("qed-small.qed", "l2-twice", folder)
    assert main(["check", str(path)]) == 2
    err = capsys.readouterr().err
    assert "qed table entry: offset points at " in err
    assert "which is used already" in err
    assert main(["check", "--qemu-version", "11.1", str(path)]) == 2
    assert capsys.readouterr().err == ""


def test_zeros_have_no_place_in_a_data_file(tmp_path: Path) -> None:
    """Where an entry says zeros and that nobody else has it, there is no offset 0 to be counted."""
    (tmp_path / "data").write_bytes(bytes(q2.SIZE))
    name = q2.extension(q2.DATA_FILE, b"data")
    entries = {0: COPIED | 1, 1: COPIED | q2.CLUSTER}
    q2.qcow2((72, ">Q", 4), entries=entries, extensions=name)(tmp_path / "i")
    assert instar.check(tmp_path / "i").allocated_clusters == 1


def test_several_images_are_named_and_the_worst_is_the_status(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = damaged("q2-plain.qcow2", "count-low", folder)
    fine, missing = folder / "q2-plain.qcow2", folder / "none.qcow2"
    assert main(["check", str(fine), str(fine)]) == 0
    assert capsys.readouterr().out.count("No errors were found on the image.\n") == 2
    assert main(["check", str(fine), str(bad)]) == 2
    assert capsys.readouterr().out.startswith(f"image: {fine}\nNo errors")
    assert main(["check", "--output=json", str(bad), str(missing), str(fine)]) == 1
    printed = capsys.readouterr()
    rows = json.loads(printed.out)
    assert [row["filename"] for row in rows] == [str(bad), str(fine)]
    assert "none.qcow2" in printed.err
    assert main(["check", "--qemu-version", "7.2", str(fine), str(fine)]) == 1
    assert "Expecting one image file name" in capsys.readouterr().err
