# SPDX-License-Identifier: Apache-2.0
"""The harness itself: it finds differences, its exceptions are needed, its data is whole."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from types import ModuleType

import pytest

from instar.generated.constructs.luks import LuksPhdr
from lab.parity import cases, corpus, flags, probes, profiles, record, volumes
from lab.parity.judge import (
    EXCEPTIONS,
    Judge,
    KnownDifference,
    Verdict,
    differing_parts,
    expand_versions,
    load_exceptions,
    representatives,
)
from lab.parity.store import COMMITTED, DATA, OPERATIONS, Answer, Baselines, Case, write
from lab.parity.tools import Instar, QemuImg
from tests.parity.conftest import recordings

if DATA != COMMITTED:
    pytest.skip("about the committed recordings, not INSTAR_PARITY_DATA", allow_module_level=True)
ROOT = Path(__file__).resolve().parents[2]
NAMES = ("5.0.0", "5.1.0", "6.0.0", "7.0.0")
OK = Answer(0, "required size: 1\n", "")


class Parrot:
    """A tool that gives one answer to everything."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.folder = Path()

    def ask(self, argv: Sequence[str], version: str) -> Answer:
        return self.answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all", NAMES),
        ("newest", ("7.0.0",)),
        ("..5.1.0", ("5.0.0", "5.1.0")),
        ("5.1.0..6.0.0", ("5.1.0", "6.0.0")),
        ("6.0.0..", ("6.0.0", "7.0.0")),
        ("5.0.0,7.0.0", ("5.0.0", "7.0.0")),
    ],
)
def test_version_ranges_expand(text: str, expected: tuple[str, ...]) -> None:
    assert expand_versions(NAMES, text) == expected


def test_version_ranges_refuse_an_unknown_version() -> None:
    with pytest.raises(ValueError, match=r"'5\.9'|not in"):
        expand_versions(NAMES, "5.9..")


@pytest.mark.parametrize(
    ("actual", "differing"),
    [
        (OK, []),
        (replace(OK, rc=1), ["rc"]),
        (replace(OK, stdout="required size: 2\n"), ["stdout"]),
        (replace(OK, stdout="required size: 1"), ["stdout"]),
        (replace(OK, stderr="instar: no\n"), ["stderr"]),
    ],
)
def test_each_part_of_an_answer_is_compared(actual: Answer, differing: list[str]) -> None:
    assert differing_parts(OK, actual) == differing


@pytest.mark.parametrize(
    ("recorded", "own", "same"),
    [
        ("qemu-img: Could not open 'a'\n", "instar: Could not open 'a'\n", True),
        ("Try 'qemu-img map --help' for more\n", "Try 'instar map --help' for more\n", True),
        (
            "qemu-img: Could not open 'qemu-img.raw'\n",
            "instar: Could not open 'instar.raw'\n",
            False,
        ),
        ("qemu-img: a\nqemu-img: b\n", "instar: a\n", False),
        ("qemu-img: a.qemu-img: b\n", "instar: a.instar: b\n", True),
    ],
)
def test_only_the_name_of_the_program_may_differ(recorded: str, own: str, same: bool) -> None:
    assert (not differing_parts(Answer(1, "", recorded), Answer(1, "", own))) is same


def test_disk_sizes_are_masked_only_on_request() -> None:
    here = Answer(0, 'virtual size: 1 B\ndisk size: 4 KiB\n    "actual-size": 4096,\n')
    there = Answer(0, 'virtual size: 1 B\ndisk size: 8 KiB\n    "actual-size": 8192,\n')
    assert differing_parts(here, there) == ["stdout"]
    assert differing_parts(here, there, mask_disk_size=True) == []


def test_representatives_are_the_oldest_and_newest_of_each_group() -> None:
    answers = {"5.0.0": OK, "5.1.0": OK, "6.0.0": Answer(1), "7.0.0": OK}
    case = Case("measure", "measure/x", ("measure",), answers=answers)
    assert list(representatives(case, NAMES)) == ["5.0.0", "7.0.0", "6.0.0"]
    assert list(representatives(case, NAMES, every=True)) == ["5.0.0", "5.1.0", "7.0.0", "6.0.0"]
    assert list(representatives(case, ("5.1.0",))) == ["5.1.0"]


@pytest.mark.parametrize(
    ("answer", "parts", "verdict"),
    [
        (OK, ("stderr",), Verdict.STALE),
        (replace(OK, stderr="instar: other\n"), ("stderr",), Verdict.EXCEPTED),
        (replace(OK, stderr="instar: other\n"), ("stdout",), Verdict.MISMATCH),
        (replace(OK, stderr="instar: other\n", rc=1), ("stderr",), Verdict.MISMATCH),
    ],
)
def test_an_exception_excuses_only_what_it_names_and_must_be_needed(
    answer: Answer, parts: tuple[str, ...], verdict: Verdict, tmp_path: Path
) -> None:
    judge = Judge(Parrot(answer), tmp_path)
    judge.differing = frozenset()
    judge.exceptions = [KnownDifference(("measure/*",), NAMES, parts, "because", "there")]
    case = Case("measure", "measure/x", ("measure",), answers=dict.fromkeys(NAMES, OK))
    assert judge.judge(case, "5.0.0").verdict is verdict


def test_where_an_image_is_allocated_otherwise_a_difference_is_skipped_by_name(
    tmp_path: Path,
) -> None:
    judge = Judge(Parrot(OK), tmp_path)  # nothing lies there, so every file differs
    result = judge.judge(recordings().case("map/same.raw/json"), "7.2.0")
    assert result.verdict is Verdict.SKIPPED
    assert "same.raw" in result.why
    assert judge.judge(recordings().case("map/no-such-file"), "7.2.0").verdict is Verdict.MISMATCH
    case = Case("measure", "measure/same.raw", ("measure", "same.raw"), answers={"7.2.0": OK})
    assert judge.judge(case, "7.2.0").verdict is Verdict.MATCH


FAKE_MAIN = """
import os, sys, time
def main(argv):
    print("printed", *argv, flush=True)
    sys.stdout.buffer.write(b"bytes \\xff\\n")
    sys.stdout.flush()
    os.write(1, b"written\\n")
    print("zone", time.tzname[0], os.listdir("."), file=sys.stderr)
    if argv[-1] == "exit":
        sys.exit(3)
    if argv[-1] == "raise":
        raise KeyError("traceback")
    return 1
"""


@pytest.fixture
def instar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instar:
    """The harness on a command line of which everything is known."""
    fake = ModuleType("instar.cli.main")
    exec(FAKE_MAIN, fake.__dict__)
    monkeypatch.setitem(sys.modules, "instar.cli.main", fake)
    monkeypatch.setenv("INSTAR_SANDBOX", "process")
    (tmp_path / "a.raw").touch()
    return Instar(tmp_path)


@pytest.mark.parametrize(("word", "rc"), [("stay", 1), ("exit", 3)])
def test_instar_is_asked_in_process_and_all_it_writes_is_caught(
    instar: Instar, word: str, rc: int
) -> None:
    for _ in range(2):  # the second time nothing is left of the first
        answer = instar.ask(("map", word), "7.2-debian")
        assert answer.rc == rc
        printed = f"printed map --qemu-version 7.2-debian {word}\n"
        assert answer.stdout == printed + "bytes \\xff\nwritten\n"
        assert answer.stderr == "zone UTC ['a.raw']\n"


def test_a_traceback_is_an_answer_that_never_matches(instar: Instar) -> None:
    answer = instar.ask(("map", "raise"), "7.2-debian")
    assert answer.rc == 134
    assert "KeyError: 'traceback'" in answer.stderr


def test_exceptions_name_recorded_cases_and_paragraphs_that_exist() -> None:
    quirks = (ROOT / "docs/quirks.md").read_text() if (ROOT / "docs/quirks.md").exists() else ""
    anchors = {_anchor(line) for line in quirks.splitlines() if line.startswith("#")}
    every = [case for op in OPERATIONS for case in recordings().cases(op)]
    for known in load_exceptions(EXCEPTIONS):
        named = (case for case in every if any(fnmatchcase(case.id, p) for p in known.cases))
        assert any(known.covers(case, v) for case in named for v in case.answers), known.cases
        assert known.quirk in anchors, f"docs/quirks.md has no heading for #{known.quirk}"


def test_the_profile_table_is_what_the_recordings_give() -> None:
    emitted = (ROOT / "instar/generated/profiles.py").read_text()
    assert emitted == profiles.emit(recordings())


def test_a_version_that_was_not_asked_has_the_next_newer_value_since_the_change() -> None:
    tail = next(s for s in probes.SWITCHES if s.name == "vhd_tail_checked")
    asked = set(recordings().case(tail.cases[0]).answers)
    assert not {"6.0.0", "6.1.0", "6.2.0", "7.1.0"} & asked
    for since, first in (((6, 2, 0), "6.2.0"), ((7, 0, 0), "7.0.0"), ((), "7.2.0")):
        found = profiles.switch_values(recordings(), replace(tail, since=since))
        assert next(name for name, value in found.items() if value) == first
        assert list(found.values()) == sorted(found.values())  # nothing goes back


@pytest.mark.parametrize("since", [(2, 0), (5, 0, 0), (8, 0, 0), (99, 0)])
def test_recordings_overrule_what_is_told_of_a_release(since: tuple[int, ...]) -> None:
    tail = next(s for s in probes.SWITCHES if s.name == "vhd_tail_checked")
    with pytest.raises(ValueError, match="vhd_tail_checked: before"):
        profiles.switch_values(recordings(), replace(tail, since=since))


@pytest.mark.parametrize("op", list(cases.DRAW))
def test_the_committed_cases_are_those_that_the_generator_draws(op: str) -> None:
    drawn = cases.draw(cases.COMMITTED_SEED, [op])
    recorded = recordings().cases(op)
    if op in ("check", "snapshot"):  # those of whole images are older than the generator
        recorded = [case for case in recorded if case.copy]
    if op == "create":  # only LUKS volumes are drawn
        recorded = [case for case in recorded if case.out == volumes.OUT]
    asked = [
        [(case.id, case.argv, case.pokes, case.steps) for case in found]
        for found in (drawn, recorded)
    ]
    assert asked[0] == asked[1]


def test_another_seed_draws_other_cases() -> None:
    ours = {case.argv for case in cases.draw(cases.COMMITTED_SEED, ["map"])}
    assert len({case.argv for case in cases.draw("another", ["map"])} - ours) > 100


FAKE_QEMU = """#!/bin/sh
case "$1" in
--version) echo "qemu-img version 99.1.0"; echo "Copyright (c) 2003-2099 N. N."; exit 0;;
map) echo "mapped $2"; exit 0;;
info) echo "qemu-img: cannot" >&2; exit 1;;
check) kill -ABRT $$;;
esac
"""


def test_recording_a_new_build_keeps_the_old_answers_and_goes_on_where_it_was(
    tmp_path: Path,
) -> None:
    program = tmp_path / "bins/new/qemu-img"
    program.parent.mkdir(parents=True)
    program.write_text(FAKE_QEMU)
    program.chmod(0o755)
    out = tmp_path / "data"
    old = {
        op: [c for c in recordings().cases(op) if "same.raw" in c.id][:3]
        for op in ("map", "info", "check")
    }
    write(out, recordings().versions, old)
    line = ["--bins", str(tmp_path / "bins"), "--out", str(out), "--jobs", "1"]
    assert record.main(line) == 0
    new = Baselines(out)
    assert new.names[-1] == "99.1.0"
    for op, found in old.items():
        for case in found:
            kept = dict(new.case(case.id).answers)
            answer = kept.pop("99.1.0")
            assert kept == case.answers
            assert answer.rc == {"map": 0, "info": 1, "check": 134}[op]
    program.write_text(FAKE_QEMU.replace("map)", "no)"))  # it would answer otherwise now
    assert record.main(line) == 0
    assert Baselines(out).answer(old["map"][0].id, "99.1.0").rc == 0


def test_a_build_that_does_not_run_is_skipped_and_said_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "bins/broken/qemu-img"
    broken.parent.mkdir(parents=True)
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    write(tmp_path / "data", recordings().versions, {})
    record.main(["--bins", str(tmp_path / "bins"), "--out", str(tmp_path / "data")])
    assert "does not run" in capsys.readouterr().err


def test_recordings_survive_being_written_again(tmp_path: Path) -> None:
    before = recordings()
    some = {op: before.cases(op)[:40] for op in ("map", "resize")}
    write(tmp_path, before.versions, some)
    again = Baselines(tmp_path)
    assert again.versions == before.versions
    assert {op: again.cases(op) for op in some} == some


def test_the_manifest_and_the_allocation_list_are_about_the_archive() -> None:
    folder = corpus.unpacked()
    files = {path.name for path in folder.iterdir()}
    assert set(corpus.recorded_allocation()) == files
    for image in corpus.images().values():
        assert {image.name, *image.files} <= files


def _anchor(heading: str) -> str:
    """The anchor that a Markdown heading gets."""
    words = re.sub(r"[^\w\s-]", "", heading.lstrip("#").strip().lower())
    return re.sub(r"\s", "-", words)


def test_the_table_of_flags_is_what_the_recordings_give() -> None:
    emitted = (ROOT / "instar/generated/flags.py").read_text()
    assert emitted == flags.emit(json.loads(flags.DATA.read_text()))


def test_a_release_knows_the_flags_of_the_last_recording_before_it() -> None:
    recorded = {
        "1.0.0": {"map": ["-f"]},
        "1.5.0": {"map": ["-f"]},
        "2.1.3": {"map": ["-f", "-l"]},
    }
    assert flags.rows(recorded, "map") == [((0,), ["-f"]), ((2, 1), ["-f", "-l"])]


def iterations(volume: Path) -> tuple[int, int]:
    """Of the key derivation: of the digest, and of the first slot."""
    header = LuksPhdr.parse(volume.read_bytes()[: LuksPhdr.sizeof()])
    return header.mk_digest_iterations, header.key_slots[0].iterations


def test_qemu_img_finds_the_same_speed_of_key_derivation_each_time(
    qemu_img: Path, tmp_path: Path
) -> None:
    tool = QemuImg(qemu_img, tmp_path)
    line = ["create", "-f", "luks", "--object", "secret,id=s,data=x", "-o", "key-secret=s"]
    for name in ("a", "b"):
        assert tool.ask([*line, name, "1M"]).rc == 0
    assert iterations(tmp_path / "a") == iterations(tmp_path / "b")
