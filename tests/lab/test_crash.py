# SPDX-License-Identifier: Apache-2.0
"""The crash laboratory: what it takes for possible, what it finds, and that instar is without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.crash.cases import Case, cases
from lab.crash.judge import INSTAR, QEMU_IMG, Programs, Trial
from lab.crash.run import HARMLESS
from lab.crash.storage import (
    NAMES,
    Barrier,
    Length,
    Names,
    State,
    Storage,
    Traced,
    Write,
    Zero,
    crashes,
)
from lab.tools import tools

OLD, NEW = b"\1" * 1024, b"\2" * 1024
needs_programs = pytest.mark.skipif(
    not all(tools()[name].is_there() for name in ("strace", "qemu-img", "qemu-io")),
    reason="needs strace, qemu-img, qemu-io",
)


def left(trace: list[Traced], before: State) -> list[State]:
    return [crash.state for crash in crashes(before, trace, 0)]


def test_a_write_is_torn_at_sectors_only() -> None:
    found = left([Write(0, 0, NEW)], {"a": OLD})
    halves = {OLD[:512] + NEW[512:], NEW[:512] + OLD[512:]}
    assert {state["a"] for state in found} == {OLD, NEW, *halves}


def test_what_was_synced_is_there() -> None:
    trace: list[Traced] = [Write(0, 0, b"x"), Barrier(0), Write(0, 1, b"y")]
    found = {state["a"][:2] for state in left(trace, {"a": b"12"})}
    assert found == {b"12", b"x2", b"xy"}


def test_the_sync_of_one_file_is_not_that_of_another() -> None:
    trace: list[Traced] = [Write(1, 0, b"x"), Barrier(0), Write(0, 0, b"y")]
    found = {(state["a"], state["b"]) for state in left(trace, {"a": b"1", "b": b"2"})}
    assert found == {(b"1", b"2"), (b"1", b"x"), (b"y", b"2"), (b"y", b"x")}


def test_names_change_in_order_and_stay_after_a_sync_of_the_directory() -> None:
    trace: list[Traced] = [
        Names((("b", 1),)),
        Names((("c", 1),)),
        Barrier(NAMES),
        Names((("b", None), ("d", 1))),
    ]
    found = {tuple(state) for state in left(trace, {"a": b""})}
    assert found == {("a",), ("a", "b"), ("a", "b", "c"), ("a", "c", "d")}


def test_lengths_and_holes() -> None:
    before = Storage.of({"a": b"1234"})
    steps = (Length(0, 6), Length(0, 5, least=True), Zero(0, 1, 9), Length(0, 5), Write(0, 7, b"x"))
    assert before.after(steps).state() == {"a": b"1\0\0\0\0\0\0x"}
    assert before.state() == {"a": b"1234"}


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[Programs]:
    yield Programs.at(tmp_path)


def case(name: str) -> Case:
    return next(one for one in cases() if one.name == name and one.format == "qcow2")


def without_barriers(trace: list[Traced]) -> list[Traced]:
    """A program that syncs nothing."""
    return [step for step in trace if not isinstance(step, Barrier)]


def journal_gone_first(trace: list[Traced]) -> list[Traced]:
    """A program that removes its journal, durably, before the image is written."""
    names = [at for at, step in enumerate(trace) if isinstance(step, Names)]
    made, removed = names[0], names[-1]
    gone = trace[removed : removed + 2]
    return [*trace[: made + 2], *gone, *trace[made + 2 : removed], *trace[removed + 2 :]]


@needs_programs
@pytest.mark.parametrize(
    "name",
    [
        "snapshot of three in one call",
        "bitmap --merge",
        "rebase",
        "convert",
        "convert -n --bitmaps",
    ],
)
def test_crashes_of_instar_leave_old_or_new(name: str, programs: Programs) -> None:
    outcome = Trial(programs, case(name), INSTAR).run(0, 4)
    assert outcome.status == 0 and outcome.states > 1
    assert set(outcome.faults) <= set(HARMLESS), outcome


@needs_programs
def test_order_that_is_wrong_is_found(programs: Programs) -> None:
    trial = Trial(programs, case("snapshot -a"), INSTAR)
    assert set(trial.run(0, 8, without_barriers).faults) - set(HARMLESS)
    assert set(trial.run(0, 6, journal_gone_first).faults) & {"later leaks", "later corrupt"}


@needs_programs
def test_a_bitmap_of_a_disk_that_is_not_whole_is_found(programs: Programs) -> None:
    trial = Trial(programs, case("convert -n --bitmaps"), INSTAR)
    assert trial.run(0, 12, without_barriers).faults["later content"] > 0


@needs_programs
def test_the_window_in_which_qemu_img_loses_a_snapshot_is_found(programs: Programs) -> None:
    outcome = Trial(programs, case("snapshot -a"), QEMU_IMG).run(0)
    assert outcome.faults["later snapshots"] > 0
