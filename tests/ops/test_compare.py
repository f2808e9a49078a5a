# SPDX-License-Identifier: Apache-2.0
"""Comparisons through the library: the answers of the live qemu-img, and images that lie, change or
cannot be read.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.errors import (
    CompareFailed,
    ImageError,
    InstarError,
    LimitError,
    OpenError,
    SandboxError,
)
from instar.generated.compare import LEN_COPIED
from instar.ops.compare import _Reader
from instar.sandbox import transfer
from instar.sandbox.disk import Disk
from instar.sandbox.meeting import Meeting
from lab.compare import differ
from lab.images.qcow2 import CLUSTER, COMPRESSED, COPIED, DATA, L2, SIZE, SPARE, qcow2_bytes
from lab.parity.tools import Instar, QemuImg
from tests.wanted import needs

QEMU = shutil.which("qemu-img")
needs_qemu_img = needs("qemu-img")
SAMPLE = 30
MIB = 1 << 20
SECRETS = {"one": "first", "two": "second"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(params=["kvm", "process"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    kind: str = request.param
    if kind == "kvm" and not os.access("/dev/kvm", os.R_OK | os.W_OK):
        pytest.skip("no /dev/kvm")
    monkeypatch.setenv("INSTAR_SANDBOX", kind)
    return kind


@needs_qemu_img
@pytest.mark.parametrize("seed", range(SAMPLE))
def test_random_pairs_are_as_qemu_img_says(folder: Path, seed: int) -> None:
    assert differ(seed, folder) == ""


def test_images_of_two_formats(folder: Path, kind: str) -> None:
    Path("a.raw").write_bytes(random.Random(3).randbytes(MIB) + bytes(MIB))
    instar.convert("a.raw", "a.qcow2", format="qcow2", compress=True)
    with instar.Client(sandbox=kind) as client:
        found = client.compare("a.raw", "a.qcow2")
        assert found and found == client.compare("a.qcow2", "a.raw")
        assert (found.offset, found.reason, found.virtual_sizes) == (None, None, (2 * MIB, 2 * MIB))
        assert found.sandbox == kind
        with open("a.raw", "r+b") as file:
            file.seek(700_000)
            file.write(b"!")
        found = client.compare("a.raw", "a.qcow2")
        assert not found and (found.reason, found.offset) == ("content", 700_000 // 512 * 512)


def test_sectors_are_counted_from_where_a_file_ends(folder: Path) -> None:
    Path("odd").write_bytes(bytes(1000))
    Path("even").write_bytes(bytes(1010) + b"x" * 14)
    assert instar.compare("odd", "even").offset == 1000
    Path("even").write_bytes(bytes(900) + b"x" * 124)
    assert instar.compare("even", "odd").offset == 512


def test_the_longer_disk_goes_on_with_zeros(folder: Path) -> None:
    Path("short").write_bytes(b"s" * 4096)
    Path("long").write_bytes(b"s" * 4096 + bytes(70_000))
    assert instar.compare("short", "long").equal
    strict = instar.compare("short", "long", strict=True)
    assert (strict.equal, strict.reason, strict.offset) == (False, "size", None)
    Path("long").write_bytes(b"s" * 4096 + bytes(70_000) + b"t")
    assert instar.compare("long", "short").offset == (4096 + 70_000) // 512 * 512


def test_what_is_allocated_counts_when_strict(folder: Path) -> None:
    Path("zeros").write_bytes(bytes(MIB))
    Path("hole").touch()
    os.truncate("hole", MIB)
    assert instar.compare("zeros", "hole")
    found = instar.compare("zeros", "hole", strict=True)
    assert (found.reason, found.offset) == ("status", 0)
    assert instar.compare("hole", "hole", strict=True)


def test_chains_count_as_what_they_read(folder: Path) -> None:
    Path("base.raw").write_bytes(random.Random(4).randbytes(300_032))
    instar.create("top.qcow2", format="qcow2", backing="base.raw", backing_format="raw")
    assert instar.compare("base.raw", "top.qcow2")
    os.rename("base.raw", "moved.raw")
    with pytest.raises(ImageError, match=r"base\.raw"):
        instar.compare("moved.raw", "top.qcow2")


def test_zeros_are_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk of 1 TiB of which a little is there."""
    Path("a").touch()
    os.truncate("a", 1 << 40)
    with open("a", "r+b") as file:
        file.seek(1 << 39)
        file.write(b"middle")
    instar.create("b.qcow2", format="qcow2", size=1 << 40)
    read = 0

    def counted(
        disk: object, buffers: Sequence[memoryview], start: int, end: int, before: object = None
    ) -> None:
        nonlocal read
        read += end - start
        plain(disk, buffers, start, end)  # type: ignore[arg-type]

    plain = transfer.read
    monkeypatch.setattr(transfer, "read", counted)
    assert instar.compare("a", "b.qcow2").offset == 1 << 39
    assert instar.compare("a", "a")
    assert 0 < read < 8 * MIB


def broken() -> bytearray:
    """The second cluster is compressed, and no stream."""
    return qcow2_bytes(
        entries={0: DATA | COPIED, 1: COMPRESSED | SPARE},
        pieces={SPARE: b"\xff" * 512},
    )


def test_data_that_cannot_be_read_is_named(folder: Path, kind: str) -> None:
    Path("bad.qcow2").write_bytes(broken())
    Path("good").write_bytes(b"data" * (CLUSTER // 4) + bytes(SIZE - CLUSTER))
    with pytest.raises(CompareFailed) as caught:
        instar.compare("good", "bad.qcow2")
    text = f"Error while reading offset {CLUSTER} of bad.qcow2: Input/output error"
    assert (caught.value.qemu, caught.value.status) == (text, 4)
    Path("good").write_bytes(b"other" + bytes(SIZE - 5))
    assert instar.compare("good", "bad.qcow2").offset == 0  # which comes before


@needs_qemu_img
@pytest.mark.parametrize("flags", [[], ["-p"], ["-s"]])
def test_what_fails_is_as_qemu_img_says(folder: Path, flags: list[str]) -> None:
    Path("bad.qcow2").write_bytes(broken())
    beyond = qcow2_bytes(entries={0: DATA | COPIED, 2: (L2 + 1) | COPIED})
    Path("tables.qcow2").write_bytes(beyond)
    good = b"data" * (CLUSTER // 4) + bytes(SIZE - CLUSTER)
    Path("good").write_bytes(good)
    Path("else").write_bytes(good[:-1] + b"x")
    for pair in (("good", "bad.qcow2"), ("bad.qcow2", "else"), ("tables.qcow2", "good")):
        line = ["compare", *flags, *pair]
        theirs = QemuImg(Path(QEMU or ""), folder).ask(line)
        ours = Instar(folder).ask(line, "7.2")
        assert (ours.rc, ours.stdout) == (theirs.rc, theirs.stdout), line
        assert theirs.stderr.splitlines()[-1:] == [
            one.replace("instar: ", "qemu-img: ") for one in ours.stderr.splitlines()[-1:]
        ]


@pytest.mark.parametrize("strict", [False, True])
def test_a_file_that_becomes_shorter_is_no_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch, strict: bool
) -> None:
    for name in ("one", "other"):
        Path(name).write_bytes(random.Random(5).randbytes(8 * MIB))
    plain = transfer.read

    def shrinking(disk: object, buffers: Sequence[memoryview], start: int, end: int) -> None:
        if start >= 4 * MIB:
            os.truncate("other", 5 * MIB)
        plain(disk, buffers, start, end)  # type: ignore[arg-type]

    monkeypatch.setattr(transfer, "read", shrinking)
    with pytest.raises(CompareFailed, match=r"^other changed its size"):
        instar.compare("one", "other", strict=strict)


LONG = 3 * LEN_COPIED + 512


@pytest.mark.parametrize("place", [None, 0, LEN_COPIED + 7, LONG - 1])
def test_long_parts_of_files_are_no_business_of_the_guests(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str, place: int | None
) -> None:
    data = bytearray(random.Random(8).randbytes(LONG))
    Path("one").write_bytes(data)
    if place is not None:
        data[place] ^= 1
    Path("other").write_bytes(data)
    instar.convert("other", "other.qcow2", format="qcow2")
    moved = []
    copy = transfer.copy

    def seen(*given: Any) -> None:
        moved.append(given[4])
        copy(*given)

    monkeypatch.setattr(transfer, "copy", seen)
    for name in ("other", "other.qcow2"):
        found = instar.compare("one", name)
        assert found.offset == (None if place is None else place - place % 512), name
    assert sum(moved) > LEN_COPIED


def test_a_file_that_cannot_be_read_fails_where_the_guest_finds_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "other"):
        Path(name).write_bytes(random.Random(9).randbytes(3 * MIB))
    plain = transfer.read

    def broken(disk: Disk, buffers: Sequence[memoryview], start: int, end: int) -> None:
        if disk.name == "other" and end > 5 * MIB // 2:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        plain(disk, buffers, start, end)

    monkeypatch.setattr(transfer, "read", broken)
    steps: list[int] = []
    several: list[Any] = [{}, {"strict": True}, {"on_progress": lambda done, _: steps.append(done)}]
    for given in several:
        with pytest.raises(CompareFailed, match=f"Error while reading offset {2 * MIB} of other"):
            instar.compare("one", "other", format="raw", other_format="raw", **given)
    assert steps == [2 * MIB], "none is told twice"


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_progress_is_told_in_bytes_and_may_end_the_work(folder: Path) -> None:
    Path("one").write_bytes(random.Random(10).randbytes(5 * MIB))
    steps: list[tuple[int, int]] = []
    assert instar.compare("one", "one", on_progress=lambda *step: steps.append(step))
    assert steps == [(at, 5 * MIB) for at in (2 * MIB, 4 * MIB, 5 * MIB)]

    def stop(done: int, size: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        instar.compare("one", "one", on_progress=stop)
    os.truncate("one", 1000)
    for _ in range(20):  # whichever side is the last one, and says so
        with pytest.raises(KeyboardInterrupt):
            instar.compare("one", "one", on_progress=stop)


def test_errors_of_the_first_image_come_first(folder: Path) -> None:
    Path("good").write_bytes(bytes(512))
    bad = qcow2_bytes((20, ">I", 63))
    Path("bad.qcow2").write_bytes(bad)
    with pytest.raises(ImageError, match=r"bad\.qcow2"):
        instar.compare("bad.qcow2", "nowhere")
    with pytest.raises(OpenError, match="nowhere"):
        instar.compare("good", "nowhere")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("a a", 0),
        ("a b", 1),
        ("-q a b", 1),
        ("a", 1),
        ("a nowhere", 2),
        ("-T bad a a", 2),
        ("--image-opts -f raw a a", 2),
        ("a tables.qcow2", 2),
    ],
)
def test_statuses_are_those_of_qemu_img(folder: Path, words: str, status: int) -> None:
    Path("a").write_bytes(bytes(512))
    Path("b").write_bytes(b"b" * 512)
    Path("tables.qcow2").write_bytes(qcow2_bytes((20, ">I", 63)))
    assert Instar(folder).ask(["compare", *words.split()], "").rc == status


def test_json_says_the_same(folder: Path) -> None:
    Path("a").write_bytes(bytes(512))
    Path("b").write_bytes(b"b" * 512)
    said = Instar(folder).ask(["compare", "--output=json", "a", "b"], "")
    expected = {"equal": False, "reason": "content", "offset": 0, "virtual-sizes": [512, 512]}
    assert (said.rc, json.loads(said.stdout)) == (1, expected)


def test_an_interrupt_ends_both_sides(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a").write_bytes(random.Random(6).randbytes(MIB))

    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(transfer, "read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        instar.compare("a", "a", format="raw", other_format="raw")


def test_a_deadline_holds_for_both(folder: Path) -> None:
    Path("a").write_bytes(random.Random(6).randbytes(MIB))
    with pytest.raises((LimitError, SandboxError)):
        instar.compare("a", "a", deadline=1e-9)


@pytest.mark.parametrize(("number", "is_cause"), [(0, False), (1, True)])
def test_only_an_error_of_the_operation_s_own_is_about_a_place(number: int, is_cause: bool) -> None:
    error = ImageError("qcow2 header", "magic", 0, "is wrong")
    error.number = number
    reader = object.__new__(_Reader)
    reader.side, reader.error = Meeting("process", lambda: False).sides[0], error
    assert reader.cause is None, "the disk is not open"
    reader.side.size = MIB
    assert (reader.cause is error) == is_cause


def test_encrypted_disks_are_compared_each_by_its_own_key(folder: Path) -> None:
    Path("plain").write_bytes(random.Random(7).randbytes(MIB))
    for name in SECRETS:
        options: dict[str, str | int | bool] = {"key-secret": name, "iter-time": 10}
        instar.convert("plain", name, format="luks", options=options, secrets=SECRETS)

    def compare(one: str, other: str) -> bool:
        return instar.compare(
            *("one", "two"),
            format="luks",
            other_format="luks",
            secret=one,
            other_secret=other,
            secrets=SECRETS,
        ).equal

    assert compare("one", "two")
    with pytest.raises(InstarError, match="Invalid password"):
        compare("two", "two")
    with pytest.raises(OpenError, match="No secret with id 'three'"):
        compare("one", "three")
