# SPDX-License-Identifier: Apache-2.0
"""Disks that are written over in place: as the live qemu-img does, and in an order that leaves an
image which opens, wherever the run ends.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import instar
from instar.cli.main import main
from instar.errors import InstarError, OpenError, UsageError
from instar.sandbox import transfer
from instar.sandbox.transaction import Direct, open_locked
from lab.convert_over import differ, make_overwriting
from tests.ops.failing import killed_in_every_state
from tests.wanted import needs

needs_qemu_img = needs("qemu-img")
SAMPLE = 24
STEPS = 60
SIZE = 1 << 20


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").write_bytes(b"new!" * (SIZE // 8) + bytes(SIZE // 2))
    return tmp_path


def content(name: str) -> bytes:
    instar.convert(name, "content.raw", source_format="qcow2")
    return Path("content.raw").read_bytes()


@needs_qemu_img
@pytest.mark.parametrize("seed", range(SAMPLE))
def test_random_images_are_written_over_as_by_qemu_img(folder: Path, seed: int) -> None:
    made = make_overwriting(random.Random(seed), folder)
    assert differ(made, folder) == "", made


def test_what_lies_after_the_source_stays(folder: Path) -> None:
    (folder / "target").write_bytes(b"old!" * (SIZE // 2))
    answer = instar.convert("source", "target", over=True)
    found = (folder / "target").read_bytes()
    assert found == (folder / "source").read_bytes() + b"old!" * (SIZE // 4)
    assert (answer.virtual_size, answer.data, answer.zeros) == (2 * SIZE, SIZE // 2, SIZE // 2)


def test_a_target_said_to_be_zero_gets_no_zeros(folder: Path) -> None:
    (folder / "target").write_bytes(b"old!" * (SIZE // 4))
    instar.convert("source", "target", over=True, target_is_zero=True)
    assert (folder / "target").read_bytes()[SIZE // 2 :] == b"old!" * (SIZE // 8)


def test_streams_go_where_nothing_is(folder: Path) -> None:
    instar.create("target", format="qcow2", size=SIZE)
    answer = instar.convert("source", "target", format="qcow2", over=True, compress=True)
    assert answer.compressed == SIZE // 2
    assert content("target") == (folder / "source").read_bytes()
    with pytest.raises(UsageError, match="Compression not supported"):
        instar.convert("source", "source.raw", over=True, compress=True)


def test_streams_never_go_over_data(folder: Path) -> None:
    instar.convert("source", "target", format="qcow2")
    with pytest.raises(InstarError, match="error while writing at byte 0: Input/output error"):
        instar.convert("source", "target", format="qcow2", over=True, compress=True)


REFUSED: tuple[tuple[str, Callable[[], object], str], ...] = (
    (
        "qcow",
        lambda: instar.create("target", format="qcow", size=SIZE),
        "An existing qcow image is not written over yet; without -n a new one is made",
    ),
    (
        "qcow2",
        lambda: instar.create("target", format="qcow2", size=SIZE // 2),
        "output file is smaller than input file",
    ),
    (
        "qcow2",
        lambda: instar.create(
            "target", format="qcow2", size=SIZE, options={"data_file": "data.raw"}
        ),
        "keeps its data in 'data.raw', which is written only if you say so",
    ),
)


@pytest.mark.parametrize(("format", "make", "expected"), REFUSED)
def test_what_cannot_be_written_over_is_refused_unchanged(
    folder: Path, format: str, make: Callable[[], object], expected: str
) -> None:
    make()
    before = (folder / "target").read_bytes()
    with pytest.raises(InstarError, match=expected):
        instar.convert("source", "target", format=format, over=True)
    assert (folder / "target").read_bytes() == before


@pytest.mark.parametrize("share", [False, True])
def test_a_source_is_not_its_own_target(folder: Path, share: bool) -> None:
    with pytest.raises(OpenError, match='Failed to get "write" lock'):
        instar.convert("source", "source", over=True, force_share=share)
    instar.create("top", format="qcow2", backing="source", backing_format="raw")
    with pytest.raises(OpenError, match='Failed to get "write" lock'):
        instar.convert("top", "source", over=True, force_share=share)
    assert (folder / "source").read_bytes().startswith(b"new!")


LINES = (
    (["-o", "size=1M"], "-o has no effect when skipping image creation"),
    (["-C", "-c"], "Cannot enable copy offloading when -c is used"),
    (["-C", "-S", "4k"], "Cannot enable copy offloading when -S is used"),
    (["-B", "x", "--target-is-zero"], "Cannot use --target-is-zero when the destination"),
    (["-r", "x"], "Invalid rate limit specified: 'x'"),
    (["--target-image-opts", "-O", "raw"], "--image-opts and --format are mutually exclusive"),
)


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_a_wrong_line_is_refused(
    folder: Path, line: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", "-n", *line, "source", "target"]) == 1
    assert expected in capsys.readouterr().err
    assert not (folder / "target").exists()


@pytest.mark.parametrize("flag", ["--target-is-zero", "--target-image-opts"])
def test_what_only_existing_images_know_needs_one(
    folder: Path, flag: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", flag, "source", "target"]) == 1
    assert f"{flag} requires use of -n flag" in capsys.readouterr().err


def test_a_raw_target_that_looks_like_an_image_has_to_be_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    instar.create("target", format="qcow2", size=SIZE)
    before = (folder / "target").read_bytes()
    assert main(["convert", "-n", "source", "target"]) == 1
    assert "'target' looks like a qcow2 image; its format must be given" in capsys.readouterr().err
    assert (folder / "target").read_bytes() == before
    options = "driver=qcow2,file.filename=target"
    assert main(["convert", "-n", "--target-image-opts", "source", options]) == 0
    assert content("target") == (folder / "source").read_bytes()
    (folder / "plain").write_bytes(b"x" * SIZE)
    assert main(["convert", "-n", "source", "plain"]) == 0
    assert (folder / "plain").read_bytes() == (folder / "source").read_bytes()


def test_all_data_is_written_without_a_look(folder: Path) -> None:
    (folder / "zeros").write_bytes(bytes(SIZE))
    assert main(["convert", "-C", "-O", "qcow2", "zeros", "all"]) == 0
    assert os.path.getsize("all") > SIZE
    assert main(["convert", "-O", "qcow2", "zeros", "none"]) == 0
    assert os.path.getsize("none") < SIZE


def test_a_rate_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("instar.sandbox.access.monotonic", lambda: clock[0])

    def nap(seconds: float) -> None:
        clock[0] += seconds

    monkeypatch.setattr("instar.sandbox.access.sleep", nap)
    instar.convert("source", "slow", rate=SIZE // 16)
    assert 7.5 < clock[0] - 100 < 12  # half of it is data, and a little more goes out
    instar.convert("source", "slow", rate=0)


# --- ending early ---


def _targets(folder: Path) -> dict[str, bytes]:
    """Images with data, snapshots and small tables, and what their disks and snapshots have."""
    old = b"old!" * (SIZE // 4)
    (folder / "old").write_bytes(old)
    lines = (
        ("plain", "cluster_size=8k"),
        ("shared", "cluster_size=16k"),
    )
    for name, options in lines:
        _qemu("convert", "-O", "qcow2", "-o", options, "old", name)
    _qemu("snapshot", "-c", "before", "shared")
    return {"old": old, "new": (folder / "source").read_bytes()}


def _qemu(*line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["qemu-img", *line], check=False, capture_output=True, text=True, timeout=600
    )


def _is_sound(name: str, known: dict[str, bytes]) -> None:
    """An image opens, has old or new bytes everywhere, and at worst clusters nobody uses."""
    checked = _qemu("check", name)
    assert checked.returncode in (0, 3), checked.stdout + checked.stderr
    found = content(name)
    for at in range(0, SIZE, 512):
        part = found[at : at + 512]
        assert part in (known["old"][at : at + 512], known["new"][at : at + 512]), at
    if "before" in _qemu("snapshot", "-l", name).stdout:
        instar.convert(name, "snapshot.raw", snapshot="before")
        assert Path("snapshot.raw").read_bytes() == known["old"]


@needs_qemu_img
@pytest.mark.parametrize("name", ["plain", "shared"])
def test_a_run_that_is_killed_leaves_an_image_that_opens(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    known = _targets(folder)

    over = partial(instar.convert, "source", "target", format="qcow2", over=True, sandbox="process")
    (folder / name).rename("target")
    reported = 0
    for number, done in killed_in_every_state(over, folder, STEPS):
        _is_sound("target", known)
        reported += _settle("target", known, capsys)
        if done:
            assert number > 5 and reported > 1  # in as many states
            assert content("target") == known["new"]


def _settle(name: str, known: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> bool:
    """The next command says what was interrupted, and leaves no leak and nothing else behind."""
    seen = instar.info(name)
    assert main(["recover", name]) == 0
    is_begun = INTERRUPTED in capsys.readouterr().err
    assert is_begun == any(INTERRUPTED in one for one in seen.warnings)
    assert not list(Path().glob(".instar-*"))
    assert instar.check(name, format="qcow2").is_clean
    _is_sound(name, known)
    return is_begun


INTERRUPTED = "target: convert was interrupted while it wrote over this disk"


@needs_qemu_img
def test_a_disk_that_is_full_leaves_the_image_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = _targets(folder)
    before = Path("plain").stat().st_size
    plain, left = transfer.append, [1]

    def append(*given: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, os.strerror(28))
        plain(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(transfer, "append", append)
    with pytest.raises(OpenError, match="No space left on device"):
        instar.convert("source", "plain", format="qcow2", over=True)
    monkeypatch.setattr(transfer, "append", plain)
    _is_sound("plain", known)
    assert instar.check("plain").is_clean
    assert Path("plain").stat().st_size == before and not list(Path().glob(".instar-*"))


def test_a_raw_image_says_that_it_is_half_written(folder: Path) -> None:
    old = b"old!" * (SIZE // 4)
    Path("target").write_bytes(old)
    at = os.fork()
    if at == 0:
        transfer.write_now = _die  # type: ignore[assignment]
        instar.convert("source", "target", over=True, sandbox="process")
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(at, 0)[1]) == -signal.SIGKILL
    assert any(INTERRUPTED in one for one in instar.info("target", format="raw").warnings)
    answer = instar.convert("source", "target", over=True)
    assert any(INTERRUPTED in one for one in answer.warnings)
    assert Path("target").read_bytes() == (folder / "source").read_bytes()
    assert instar.info("target", format="raw").warnings == ()
    assert not list(Path().glob(".instar-*"))


def _die(*given: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_running_change_is_not_taken_for_an_interrupted_one(folder: Path) -> None:
    Path("target").write_bytes(b"old!" * (SIZE // 4))
    with open_locked("target") as disk, Direct(disk, "convert"):
        assert instar.info("target", format="raw", force_share=True).warnings == ()
    assert not list(Path().glob(".instar-*"))


def test_where_no_journal_can_be_made_the_order_has_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object) -> None:
        raise OSError(13, os.strerror(13))

    monkeypatch.setattr("instar.sandbox.transaction.Recorder", refuse)
    instar.create("target", format="qcow2", size=SIZE)
    answer = instar.convert("source", "target", format="qcow2", over=True)
    assert "Could not make a journal" in answer.warnings[0]
    assert content("target") == (folder / "source").read_bytes()
