# SPDX-License-Identifier: Apache-2.0
"""`check -r`: what is repaired stays repaired, no content changes, and nothing is
destroyed that a broken pointer may have led to. The texts are parity's.
"""

from __future__ import annotations

import json
import random
import shutil
from array import array
from functools import cache
from pathlib import Path

import pytest

import instar
from instar.cli.main import main
from instar.sandbox.transaction import Transaction
from lab.parity import corpus
from lab.parity.damages import Damage, damages
from tests.ops.repairing import (
    QCOW2,
    SOUND,
    content,
    copied,
    damaged,
    folder,
    is_kept,
    of_snapshots,
    repair,
    unplanned,
)

assert folder

SEEDS = 60


@cache
def _words(name: str) -> array[int]:
    """Where an image has words that are not zero."""
    data = (corpus.unpacked() / name).read_bytes()
    words = memoryview(data.ljust(-(-len(data) // 8) * 8, b"\0")).cast("Q")
    return array("L", (8 * n for n, word in enumerate(words) if word))


def _mutant(seed: int) -> Damage:
    """Random words of a random image's tables."""
    chooser = random.Random(f"repair {seed}")
    name = chooser.choice(SOUND)
    pokes = []
    data, places = (corpus.unpacked() / name).read_bytes(), _words(name)
    for _ in range(chooser.choice((1, 1, 2, 3))):
        at = chooser.choice(places[: 64 + chooser.randrange(len(places))])
        word = int.from_bytes(data[at : at + 8], "big") ^ 1 << chooser.randrange(64)
        pokes.append((at, word.to_bytes(8, "big").hex()))
    return Damage(name, str(seed), tuple(pokes))


def _named(damage: Damage | int) -> str:
    return f"seed-{damage}" if isinstance(damage, int) else f"{damage.image}-{damage.label}"


@pytest.mark.parametrize("damage", [*QCOW2, *range(SEEDS)], ids=_named)
@pytest.mark.parametrize("what", ["leaks", "all"])
def test_content_stays_and_the_second_repair_has_nothing_to_do(
    damage: Damage | int, what: str, folder: Path
) -> None:
    if isinstance(damage, int):
        damage = _mutant(damage)
    path = copied(damage.image, damage.pokes, folder)
    before, snapshots, old = content(path), of_snapshots(path), path.read_bytes()
    try:
        check, problems = repair(path, what=what)
    except instar.InstarError:
        assert path.read_bytes() == old
        return
    is_kept(before, path)
    assert snapshots.items() <= of_snapshots(path).items()
    if not check.corruptions_fixed + check.leaks_fixed:
        assert not [p for p in problems if p.effect.endswith("_repaired")]
    again, _ = repair(path, what=what)
    assert (again.corruptions_fixed, again.leaks_fixed) == (0, 0)
    assert (again.corruptions, again.leaks) == (check.corruptions, check.leaks)


def test_a_plan_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = damaged("q2-plain.qcow2", "count-mixed", folder)
    before, names = path.read_bytes(), sorted(folder.iterdir())
    assert main(["check", "-r", "all", "--plan", str(path)]) == 0
    printed = capsys.readouterr()
    assert "Repairing cluster " in printed.err
    assert path.read_bytes() == before
    assert sorted(folder.iterdir()) == names
    assert main(["check", "-r", "all", str(path)]) == 0
    assert path.read_bytes() != before


def test_what_a_broken_pointer_led_to_is_kept(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "l1-past-end", folder)
    before = path.read_bytes()
    kept, problems = repair(path)
    assert kept.leaks > 0
    assert kept.leaks_fixed == 0
    assert not [p for p in problems if p.effect == "leak_repaired"]
    assert path.read_bytes()[65536 * 5 : 65536 * 20] == before[65536 * 5 : 65536 * 20]
    freed, _ = repair(path, discard_unreachable=True)
    assert (freed.leaks, freed.leaks_fixed) == (0, kept.leaks)
    assert path.read_bytes() != before


def test_all_counts_are_written_anew(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "reftable-zero", folder)
    check, problems = repair(path)
    assert check.is_clean
    assert "Rebuilding refcount structure" in [str(problem) for problem in problems]


def test_new_counts_keep_what_a_broken_pointer_led_to(folder: Path) -> None:
    damage = next(d for d in damages() if (d.image, d.label) == ("q2-plain.qcow2", "l1-past-end"))
    zero = next(d for d in damages() if (d.image, d.label) == ("q2-plain.qcow2", "reftable-zero"))
    path = copied(damage.image, damage.pokes + zero.pokes, folder)
    before = path.read_bytes()
    check, problems = repair(path)
    assert "Rebuilding refcount structure" in [str(problem) for problem in problems]
    assert check.leaks > 0
    data = slice(5 * 65536, len(before) // 65536 * 65536)  # what is behind the tables
    assert path.read_bytes()[data] == before[data]


def _snapshots(path: Path) -> list[tuple[str, str]]:
    """Their ids and names."""
    table = instar.info(path).snapshots
    return [(one.id, one.name) for one in table]


def _with_short_entries(old: bytes, at: int, num: int) -> bytes:
    """A snapshot table as programs before version 3 wrote it: 8 bytes of extra data."""
    table = b""
    for _ in range(num):
        extra, id, name = (
            int.from_bytes(old[at + place : at + place + width], "big")
            for place, width in ((36, 4), (12, 2), (14, 2))
        )
        texts = old[at + 40 + extra : at + 40 + extra + id + name]
        entry = old[at : at + 36] + (8).to_bytes(4, "big") + old[at + 40 : at + 48] + texts
        table += entry + bytes(-len(entry) % 8)
        at += 40 + extra + id + name
        at += -at % 8
    return table


def test_an_incomplete_snapshot_says_how_large_its_disk_was(folder: Path) -> None:
    path = folder / "copy.qcow2"
    shutil.copy(folder / "q2-snap.qcow2", path)
    names, data = _snapshots(path), bytearray(path.read_bytes())
    at, num = int.from_bytes(data[64:72], "big"), int.from_bytes(data[60:64], "big")
    table = _with_short_entries(bytes(data), at, num)
    data[at : at + len(table)] = table
    path.write_bytes(data)
    assert _snapshots(path) == names
    assert instar.check(path).corruptions == num
    check, problems = repair(path)
    assert check.is_clean
    assert check.corruptions_fixed == num
    told = [str(p) for p in problems if "snapshot table entry" in str(p)]
    assert told == [f"Repairing snapshot table entry {i} is incomplete" for i in range(num)]
    assert _snapshots(path) == names
    after = path.read_bytes()
    at = int.from_bytes(after[64:72], "big")
    assert int.from_bytes(after[at + 36 : at + 40], "big") == 24


@pytest.mark.parametrize("label", ["snapshot-count-large", "snapshot-extra-long"])
@pytest.mark.parametrize("image", ["q2-snap.qcow2", "q2-snap-v2.qcow2"])
def test_snapshots_are_dropped_only_when_that_is_asked_for(
    image: str, label: str, folder: Path
) -> None:
    path = damaged(image, label, folder)
    before = path.read_bytes()
    with pytest.raises(instar.CheckFailed, match="File too large"):
        repair(path)
    assert path.read_bytes() == before
    check, _ = repair(path, discard_unreachable=True)
    assert check.corruptions_fixed > 0
    instar.info(path)  # opens again


def test_a_snapshot_table_past_the_end_is_left_where_it_is(folder: Path) -> None:
    path = damaged("q2-snap.qcow2", "snapshot-table-past-end", folder)
    before = path.read_bytes()
    check, problems = repair(path)
    assert check.corruptions >= 3
    assert "ERROR snapshot table entry 0 is incomplete" in [str(p) for p in problems]
    assert path.read_bytes()[64:72] == before[64:72]


def test_a_plan_says_why_the_snapshot_table_is_written(folder: Path) -> None:
    path = damaged("q2-snap.qcow2", "snapshot-count-more", folder)
    planned = instar.repair(path, plan=True)
    reasons = {reason for write in planned.writes for reason in write.reasons}
    assert any("snapshot table" in reason for reason in reasons)
    assert all(write.reasons for write in planned.writes)


def test_the_image_is_as_before_where_the_change_cannot_be_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = damaged("q2-plain.qcow2", "count-mixed", folder)
    before = path.read_bytes()

    def fail(change: Transaction) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Transaction, "commit", fail)
    with pytest.raises(OSError, match="No space"):
        repair(path)
    assert path.read_bytes() == before


def test_a_reader_who_shares_repairs_nothing(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "count-mixed", folder)
    assert main(["check", "-r", "all", "-U", str(path)]) == 1


def test_json_has_what_was_repaired(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = damaged("q2-plain.qcow2", "count-high", folder)
    assert main(["check", "-r", "leaks", "--output=json", str(path)]) == 0
    assert '"leaks-fixed": 1' in capsys.readouterr().out


def test_the_client_returns_what_was_repaired_and_what_is_left(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "count-mixed", folder)
    before = path.read_bytes()
    planned = instar.repair(path, plan=True)
    assert path.read_bytes() == before
    check = instar.repair(path)
    assert (check.corruptions_fixed, check.leaks_fixed) == (1, 1)
    assert check == unplanned(planned)
    assert check.is_clean
    effects = [problem.effect for problem in check.problems]
    assert effects.count("leak") == 1
    assert instar.check(path).is_clean


def test_leaks_alone_are_not_repaired_where_all_counts_would_have_to_be(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "count-mixed", folder)
    before = path.read_bytes()
    with pytest.raises(instar.CheckFailed):
        instar.repair(path, leaks_only=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("image", ["base.raw", "same.vdi"])
def test_a_format_that_is_not_repaired_says_so(
    image: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    format = image.partition(".")[2]
    copy = folder / f"copy.{format}"
    shutil.copy(folder / image, copy)
    with pytest.raises(instar.NotCheckable):
        instar.repair(copy)
    assert main(["check", "-r", "all", str(copy)]) == 63
    assert capsys.readouterr().err == f"instar: {copy}: there is no repair for {format} images\n"


OWNERS = {
    "l2-to-l1": ("has data on top of a table", "the L1 table", "the disk from byte 0 on"),
    "l2-twice": ("is used twice", "the disk from byte 0 on", "the disk from byte"),
    "count-high": ("has a count that is too high: a repair lowers it to 1", "the disk from byte"),
    "count-header": ("has a count that is too low: a repair raises it to 1", "the header"),
    "l2-dropped": ("is a leak: a repair frees it",),
}


@pytest.mark.parametrize("label", OWNERS)
def test_deep_names_whose_a_damaged_cluster_is(
    label: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = damaged("q2-plain.qcow2", label, folder)
    assert main(["check", "--deep", "--output=json", str(path)]) in (2, 3)
    printed = capsys.readouterr()
    reasons = [row["reason"] for row in json.loads(printed.out)["problems"]]
    for words in OWNERS[label]:
        assert [reason for reason in reasons if words in reason], reasons
        assert words in printed.err
    main(["check", "--deep", "--qemu-version", "7.2", str(path)])
    assert OWNERS[label][0] not in capsys.readouterr().err


def test_deep_names_snapshots(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = damaged("q2-snap.qcow2", "snapshot-l1-unaligned", folder)
    main(["check", "--deep", str(path)])
    assert "in snapshot 2 (0: the active state)" in capsys.readouterr().err


def test_new_counts_do_not_hide_data_on_top_of_a_table(folder: Path) -> None:
    pokes = {
        d.label: d.pokes
        for d in damages()
        if d.image == "q2-plain.qcow2" and d.label in ("l2-to-l1", "reftable-zero")
    }
    path = copied("q2-plain.qcow2", pokes["l2-to-l1"] + pokes["reftable-zero"], folder)
    check, problems = repair(path)
    assert "Rebuilding refcount structure" in [str(problem) for problem in problems]
    assert check.corruptions > 0
    again, _ = repair(path)
    assert (again.corruptions, again.corruptions_fixed) == (check.corruptions, 0)
    assert main(["check", "-r", "all", "--qemu-version", "7.2", str(path)]) == 0


def test_data_on_top_of_a_table_is_not_taken_for_repaired(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "l2-to-l1", folder)
    check, _ = repair(path)
    assert check.corruptions > 0
    assert check.leaks == 0
    assert main(["check", "-r", "all", "--qemu-version", "7.2", str(path)]) == 0


def test_the_flag_for_progress_changes_no_answer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = []
    for flags in ([], ["-p"]):
        path = damaged("q2-plain.qcow2", "count-high", folder)
        assert main(["check", *flags, "-r", "all", str(path)]) == 0
        answers.append((capsys.readouterr(), path.read_bytes()))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("label, cleared", [("count-high", True), ("", False)])
def test_a_changed_image_does_not_say_that_other_programs_knew(
    label: str, cleared: bool, folder: Path
) -> None:
    pokes = [d.pokes for d in damages() if (d.image, d.label) == ("q2-plain.qcow2", label)]
    path = copied("q2-plain.qcow2", (*sum(pokes, ()), (88, "f0" + 7 * "00")), folder)
    repair(path)
    assert (path.read_bytes()[88] == 0) == cleared
    assert instar.check(path).is_clean
