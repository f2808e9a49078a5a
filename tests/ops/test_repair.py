# SPDX-License-Identifier: Apache-2.0
"""`check -r` of qcow2: what is repaired stays repaired, no content changes, and nothing is
destroyed that a broken pointer may have led to. The texts are parity's.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import instar
from instar.cli.main import main
from instar.generated.profiles import DEFAULT
from instar.ops.arguments import named_source
from instar.ops.check import Check, Hearing
from instar.ops.check import Question as Checked
from instar.ops.problems import Problem
from instar.ops.repair import Question, ask
from instar.ops.run import Runner
from instar.sandbox.transaction import Transaction
from lab.parity import corpus
from lab.parity.damages import Damage, damages

QCOW2 = [damage for damage in damages() if damage.image.endswith(".qcow2")]
SOUND = sorted(
    image.name
    for image in corpus.images().values()
    if image.format == "qcow2" and not image.malformed and image.secret is None
)
SEEDS = 60


@pytest.fixture
def folder() -> Iterator[Path]:
    """The corpus by hard links, to put a copy next to."""
    with tempfile.TemporaryDirectory(prefix=".repair-", dir=corpus.unpacked().parent) as name:
        for path in corpus.unpacked().iterdir():
            (Path(name) / path.name).hardlink_to(path)
        yield Path(name)


def copied(image: str, pokes: tuple[tuple[int, str], ...], folder: Path) -> Path:
    copy = folder / "copy.qcow2"
    shutil.copy(folder / image, copy)
    with open(copy, "r+b") as file:
        for at, data in pokes:
            file.seek(at)
            file.write(bytes.fromhex(data))
    return copy


def repair(path: Path, **how: object) -> tuple[Check, list[Problem]]:
    problems: list[Problem] = []
    image = Checked(source=named_source(path, "qcow2", DEFAULT))
    question = Question(image=image, **how)  # type: ignore[arg-type]
    return ask(question, Runner(), Hearing(problems.extend)), problems


def content(path: Path) -> dict[int, str]:
    """What of the disk can be read without a key or a codec: a hash of each sector."""
    unit, found = 512, {}
    data = path.read_bytes()
    extents = []
    with suppress(instar.InstarError):
        extents = list(instar.map(path, format="qcow2"))
    for extent in extents:
        if extent.depth or extent.offset is None or extent.filename != str(path):
            continue
        for at in range(0, extent.length, unit):
            host = extent.offset + at
            if host + unit <= len(data):
                piece = hashlib.sha256(data[host : host + unit]).hexdigest()
                found[extent.start + at] = piece
    return found


def _is_kept(before: dict[int, str], path: Path) -> None:
    after = content(path)
    assert {place: after.get(place) for place in before} == before


def _mutant(seed: int) -> Damage:
    """Random words of a random image's tables."""
    chooser = random.Random(f"repair {seed}")
    name = chooser.choice(SOUND)
    size = (corpus.unpacked() / name).stat().st_size
    pokes = []
    data = (corpus.unpacked() / name).read_bytes()
    places = [at for at in range(0, size, 8) if any(data[at : at + 8])]
    for _ in range(chooser.choice((1, 1, 2, 3))):
        at = chooser.choice(places[: 64 + chooser.randrange(len(places))])
        word = int.from_bytes(data[at : at + 8], "big") ^ 1 << chooser.randrange(64)
        pokes.append((at, word.to_bytes(8, "big").hex()))
    return Damage(name, str(seed), tuple(pokes))


@pytest.mark.parametrize(
    "damage",
    [*QCOW2[::3], *map(_mutant, range(SEEDS))],
    ids=lambda damage: f"{damage.image}-{damage.label}",
)
@pytest.mark.parametrize("what", ["leaks", "all"])
def test_content_stays_and_the_second_repair_has_nothing_to_do(
    damage: Damage, what: str, folder: Path
) -> None:
    path = copied(damage.image, damage.pokes, folder)
    before, old = content(path), path.read_bytes()
    try:
        check, problems = repair(path, what=what)
    except instar.InstarError:
        assert path.read_bytes() == old
        return
    _is_kept(before, path)
    if not check.corruptions_fixed + check.leaks_fixed:
        assert not [p for p in problems if p.effect.endswith("_repaired")]
    again, _ = repair(path, what=what)
    assert (again.corruptions_fixed, again.leaks_fixed) == (0, 0)
    assert (again.corruptions, again.leaks) == (check.corruptions, check.leaks)


def damaged(image: str, label: str, folder: Path) -> Path:
    damage = next(d for d in damages() if (d.image, d.label) == (image, label))
    return copied(image, damage.pokes, folder)


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
    assert check == planned
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


def test_a_format_that_is_not_repaired_says_so(folder: Path) -> None:
    copy = folder / "copy.raw"
    shutil.copy(folder / "base.raw", copy)
    with pytest.raises(instar.NotCheckable):
        instar.repair(copy)


@pytest.mark.parametrize("image", ["same.qed", "vhdx-small.vhdx", "par.parallels"])
@pytest.mark.parametrize("is_named", [False, True])
def test_a_format_that_is_only_checked_is_not_as_if_repaired(
    image: str, is_named: bool, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    format = image.partition(".")[2]
    copy = folder / f"copy.{format}"
    shutil.copy(folder / image, copy)
    before = copy.read_bytes()
    words = ["-f", format] if is_named else []
    assert instar.check(copy).is_clean
    for how in (["-r", "all"], ["-r", "leaks"], ["-r", "all", "--plan"]):
        assert main(["check", *words, *how, str(copy)]) == 1
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err == f"instar: {copy}: instar does not repair {format} yet\n"
    with pytest.raises(
        instar.CheckFailed, match=f"^instar does not repair {format} yet$"
    ) as caught:
        instar.repair(copy, format=format if is_named else None)
    assert caught.value.status == 1
    assert copy.read_bytes() == before


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


def test_data_on_top_of_a_table_is_not_taken_for_repaired(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "l2-to-l1", folder)
    check, _ = repair(path)
    assert check.corruptions > 0
    assert check.leaks == 0
    assert main(["check", "-r", "all", "--qemu-version", "7.2", str(path)]) == 0
