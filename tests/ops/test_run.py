# SPDX-License-Identifier: Apache-2.0
"""What a guest says is a claim: the host checks it. The sandbox is played by the test here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from instar.errors import ImageError, OpenError, SandboxError, UsageError
from instar.generated import errors as tables
from instar.generated import refusals as host
from instar.generated.enums.source import SourceQuirk
from instar.generated.measure import MeasureConfig
from instar.generated.messages import Error, GuestMessage, Log, MeasureResult, Progress
from instar.generated.profiles import find
from instar.generated.source import SourceFlag, SourceFormat, SourceSnapshotKind
from instar.generated.target import TargetFlag, TargetPreallocation
from instar.ops import run
from instar.ops.access import Access, open_source
from instar.ops.measure import Measurer, Question, ask
from instar.ops.run import Runner
from instar.options.schema import Setting
from instar.options.snapshot import Snapshot
from instar.options.source import Source
from instar.record import replace
from instar.sandbox.access import Reach
from instar.sandbox.disk import Disk
from instar.sandbox.sandbox import Result

NEWEST = find(None)
INT64_MAX = (1 << 63) - 1


class Played:
    """A pool whose guest says what the test wants, and which keeps what it received."""

    def __init__(self, *messages: GuestMessage) -> None:
        self.messages = messages
        self.configs: list[MeasureConfig] = []
        self.kind = "process"
        self.why = ""

    def run(
        self,
        op: str,
        config: bytes,
        disks: Sequence[Disk] = (),
        on_message: Callable[[GuestMessage], None] = lambda message: None,
        **more: object,
    ) -> Result:
        self.configs.append(MeasureConfig.unpack(config))
        for message in self.messages:
            on_message(message)
        return Result(True, tuple(disks), (), 1, 0, 0)


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Played]:
    """Let the guest say these messages."""

    def play(*messages: GuestMessage) -> Played:
        pool = Played(*messages)
        monkeypatch.setattr(run, "_shared_pool", lambda *settings: pool)
        return pool

    return play


@pytest.mark.parametrize(
    "answer",
    [
        MeasureResult(required=2, fully_allocated=1),
        MeasureResult(required=1 << 63, fully_allocated=1 << 63),
        MeasureResult(1, 2, bitmaps=1 << 63, has_bitmaps=True),
        MeasureResult(1, 2, data=1 << 63),
    ],
)
def test_impossible_answer_is_not_believed(
    played: Callable[..., Played], answer: MeasureResult
) -> None:
    played(answer)
    with pytest.raises(SandboxError, match="cannot be true"):
        ask(Question(target="qcow2", size=1), Runner())


def test_guest_that_says_nothing_is_an_error(played: Callable[..., Played]) -> None:
    played()
    with pytest.raises(SandboxError, match="without an answer"):
        ask(Question(target="qcow2", size=1), Runner())


def test_first_error_wins_and_keeps_the_warnings(
    played: Callable[..., Played], tmp_path: Path
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    header = next(n for n, name in tables.STRUCTURES.items() if name == "qcow2 header")
    played(Log(text=b"first"), Error(header, 2, 3, offset=4, value=9), Error(header, 1, 2))
    with pytest.raises(ImageError) as caught:
        ask(Question(target="raw", source=Source(str(path), "a")), Runner())
    assert (caught.value.field, caught.value.value) == ("version", 9)
    assert caught.value.warnings == ("first",)


def refusals() -> list[int]:
    """The faults by which layouts refuse."""
    of_the_host = vars(host).values()
    return [
        number
        for number, fault in tables.FAULTS.items()
        if tables.STRUCTURES[fault.structure] == "target options" and number not in of_the_host
    ]


@pytest.mark.parametrize("fault", refusals())
def test_refusal_of_a_layout_is_a_wrong_request(played: Callable[..., Played], fault: int) -> None:
    played(Log(text=b"first"), Error(fault=fault, value=7, extra=(8, 9)))
    with pytest.raises(UsageError) as caught:
        ask(Question(target="qcow2", size=1), Runner())
    assert caught.value.warnings == ("first",)
    ((_, text),) = tables.FAULTS[fault].qemu
    numbers = {"value": 7, "extra0": 8, "extra1": 9}
    assert str(caught.value) == text.format_map(numbers)


def test_refusal_comes_after_a_wrong_target(played: Callable[..., Played], tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    played(Error(fault=refusals()[0]))
    with pytest.raises(UsageError, match="Unknown file format 'none'"):
        ask(Question(target="none", source=Source(str(path), "a")), Runner())


def test_error_number_without_a_fault_is_no_answer(played: Callable[..., Played]) -> None:
    played(Error(code=99, value=7))
    with pytest.raises(SandboxError, match="without an answer"):
        ask(Question(target="qcow2", size=1), Runner())


def test_bad_option_is_told_after_the_image_was_opened(
    played: Callable[..., Played], tmp_path: Path
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    pool = played(Log(text=b"first"), MeasureResult(1, 1))
    settings = (Setting("compat", "9", "compat"),)
    with pytest.raises(UsageError) as caught:
        ask(Question(target="qcow2", settings=settings, source=Source(str(path), "a")), Runner())
    assert caught.value.warnings == ("first",)
    assert pool.configs[0].target.format == SourceFormat.RAW


def test_progress_reaches_whoever_watches(played: Callable[..., Played], tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    played(Progress(1, 4), Progress(4, 4), MeasureResult(1, 1))
    seen: list[tuple[int, int]] = []
    watch: Callable[[int, int], None] = lambda done, total: seen.append((done, total))  # noqa: E731
    ask(Question(target="raw", source=Source(str(path), "a")), Runner(), watch)
    assert seen == [(1, 4), (4, 4)]


def test_configuration_says_what_was_asked_for(
    played: Callable[..., Played], tmp_path: Path
) -> None:
    path = tmp_path / "a.dmg"
    path.write_bytes(b"")
    pool = played(MeasureResult(1, 1))
    access = Access(
        request_size=4096,
        reach=Reach(max_depth=3),
        snapshot=Snapshot(SourceSnapshotKind.ID_AND_NAME, "name", "7"),
        has_secret=False,
        strict_backing=True,
    )
    settings = (Setting("preallocation", "full", "x"), Setting("extended_l2", "on", "x"))
    source = Source(str(path), "a", SourceFormat.QCOW2)
    question = Question(target="qcow2", settings=settings, source=source, access=access)
    measurer = Measurer(replace(question, profile=find("4.1")))
    assert measurer.error is not None  # 4.1 has no extended_l2
    ask(question, Runner())
    config = pool.configs[-1]
    assert config.has_source == 1
    assert config.target.flags == TargetFlag.EXTENDED_L2 | TargetFlag.COMPAT_V3
    assert config.target.preallocation == TargetPreallocation.FULL
    assert config.source.format == SourceFormat.QCOW2
    assert (config.source.max_depth, config.source.request_size) == (3, 4096)
    assert config.source.snapshot_kind == SourceSnapshotKind.ID_AND_NAME
    assert config.source.snapshot.rstrip(b"\0") == b"name"
    assert config.source.len_snapshot == 4
    assert config.source.snapshot_id.rstrip(b"\0") == b"7"
    assert config.source.flags == SourceFlag.STRICT_BACKING | SourceFlag.NAMED_DMG


def test_every_quirk_is_on_in_some_release_and_off_in_the_newest() -> None:
    on = {quirk: [] for quirk in SourceQuirk}  # type: dict[SourceQuirk, list[str]]
    for version in ("2.12.0", "4.1.0", "5.2-debian", "8.1.0"):
        quirks = Access().source_options(None, find(version)).quirks
        for quirk in SourceQuirk:
            if quirks & quirk:
                on[quirk].append(version)
    assert Access().source_options(None, NEWEST).quirks == 0
    assert [quirk.name for quirk, versions in on.items() if not versions] == []


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        ("2.12", "Could not read image for determining its format: File too large"),
        ("5.2", "A regular file was expected by the 'file' driver, but something else was given"),
        (None, "'file' driver requires '{}' to be a regular file"),
    ],
)
def test_folder_is_refused_in_the_words_of_the_release(
    tmp_path: Path, version: str | None, reason: str
) -> None:
    with pytest.raises(OpenError) as caught:
        open_source(Source(str(tmp_path), "shown"), find(version), Access())
    assert str(caught.value) == f"Could not open 'shown': {reason.format(tmp_path)}"


def test_name_with_a_colon_is_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a:b").write_bytes(b"x")
    with open_source(Source("a:b", "shown"), NEWEST, Access()) as disk:
        assert disk.size == 1


def test_missing_file_is_told_as_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OpenError) as caught:
        open_source(Source("a:b", "a:b"), NEWEST, Access())
    opened = "Could not open 'a:b'"
    assert str(caught.value) == f"{opened}: {opened}: No such file or directory"


def test_standard_input_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-").write_bytes(b"x")
    with pytest.raises(OpenError, match="standard input cannot be read as an image"):
        open_source(Source("-", "-"), NEWEST, Access())
    with open_source(Source("./-", "./-"), NEWEST, Access()) as disk:
        assert disk.size == 1
