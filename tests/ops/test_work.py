# SPDX-License-Identifier: Apache-2.0
"""Conversions that workers help with: the same bytes and the same words as without them."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

import instar
from instar.errors import ImageError, SandboxError
from instar.generated.desk import LEN_CHUNK, LEN_STRIDE, OFS_BYTES, DeskPiece
from instar.generated.desk import DeskMethod as Method
from instar.generated.desk import DeskState as State
from instar.generated.worker import WorkerConfig
from instar.ops import convert as conversion
from instar.ops import work
from instar.record import replace
from instar.sandbox import transfer
from instar.sandbox.desk import Desk, Seat
from instar.sandbox.errors import GuestCrash

NUM_WORKERS = 2
LENGTH = 7 * LEN_CHUNK + 4096 * 5
Options = dict[str, str | int | bool]
TARGETS: tuple[tuple[str, Options, bool, int], ...] = (
    ("qcow2", {}, True, Method.DEFLATE),
    ("qcow2", {"cluster_size": 512}, True, Method.DEFLATE),
    ("qcow2", {"cluster_size": 2 << 20}, True, Method.DEFLATE),
    ("qcow2", {"compression_type": "zstd"}, True, Method.ZSTD),
    ("qcow", {}, True, Method.DEFLATE),
    ("vmdk", {"subformat": "streamOptimized"}, False, Method.ZLIB),
)


class Watched:
    """What workers were made, for which method."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.configs: list[bytes] = []
        self._work = work.Workers._work
        monkeypatch.setattr(conversion, "num_workers", lambda length: NUM_WORKERS)
        monkeypatch.setattr(work.Workers, "_work", lambda of, seat: self._watch(of, seat))

    def _watch(self, workers: work.Workers, seat: Seat) -> None:
        self.configs.append(workers._config)
        self._work(workers, seat)

    @property
    def methods(self) -> list[int]:
        return [WorkerConfig.unpack(config).method for config in self.configs]


@pytest.mark.parametrize("sandbox", ["kvm", "process"])
@pytest.mark.parametrize("format", ["qcow2", "vmdk"])
def test_what_is_far_apart_is_unpacked_in_one_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sandbox: str, format: str
) -> None:
    """Bytes of many chunks fit into one batch of reads; the desk keeps those of a few."""
    watched = Watched(monkeypatch)
    chance = random.Random(7)
    with open(tmp_path / "plain", "wb") as file:
        for chunk in (0, 1, 4, 5, 9, 13, 14, 30, 31, 38):
            file.seek(chunk * LEN_CHUNK + chance.randrange(20) * 65536)
            file.write(chance.randbytes(100) * 1300)
        file.truncate(40 * LEN_CHUNK)
    options: Options = {"subformat": "streamOptimized"} if format == "vmdk" else {}
    with instar.Client(sandbox=sandbox) as client:
        client.convert(
            *(tmp_path / "plain", tmp_path / "packed"),
            format=format,
            options=options,
            compress=format == "qcow2",
        )
        watched.configs.clear()
        client.convert(tmp_path / "packed", tmp_path / "new")
        assert Method.UNPACK in watched.methods
    assert (tmp_path / "new").read_bytes() == (tmp_path / "plain").read_bytes()


def test_what_the_desk_has_dropped_is_missed() -> None:
    """It does not read as zeros."""
    desk = Desk(9 * LEN_CHUNK, lambda: None)
    piece = memoryview(bytearray(1))
    desk.read([piece], 0, 1)  # none has made it, as the table of its pieces says
    with pytest.raises(OSError, match="what a worker made is not kept any more"):
        desk.read([piece], OFS_BYTES, OFS_BYTES + 1)


def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "num_workers", lambda length: 0)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Text, noise and zeros, some of them for a whole chunk."""
    path = tmp_path_factory.mktemp("work") / "plain.raw"
    chance = random.Random(5)
    with open(path, "wb") as file:
        while file.tell() < LENGTH:
            kind = chance.randrange(4)
            length = chance.choice((512, 4096, 65536, 200000, LEN_CHUNK))
            if kind == 0:
                file.write(bytes(length))
            elif kind == 1:
                file.write(chance.randbytes(length))
            else:
                file.write((b"%d is a number, and so is %d\n" % (length, kind)) * (length // 20))
        file.truncate(LENGTH)
    return path


@pytest.mark.parametrize(
    "target", TARGETS, ids=lambda t: f"{t[0]}-{'-'.join(map(str, t[1].values()))}"
)
@pytest.mark.parametrize("sparse", [4096, 0])
def test_workers_compress_to_the_same_bytes(
    plain: Path,
    target: tuple[str, Options, bool, int],
    sparse: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    format, options, compress, method = target

    def convert(name: str) -> tuple[bytes, instar.Converted]:
        found = instar.convert(
            plain,
            tmp_path / name,
            format=format,
            options=options,
            compress=compress,
            sparse=sparse,
            seed=7,
        )
        return (tmp_path / name).read_bytes(), replace(found, seconds=0.0)

    watched = Watched(monkeypatch)
    ours, found = convert("image")
    assert watched.methods == [method] * NUM_WORKERS
    alone(monkeypatch)
    (tmp_path / "image").unlink()
    theirs, other = convert("image")
    assert ours == theirs
    assert found == other
    assert found.compressed > 0


@pytest.mark.parametrize("zstd", [False, True])
@pytest.mark.parametrize("cluster", [512, 65536, 2 << 20])
def test_workers_unpack(
    plain: Path, cluster: int, zstd: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options: Options = {"cluster_size": cluster}
    if zstd:
        options["compression_type"] = "zstd"
    packed = tmp_path / "packed.qcow2"
    instar.convert(plain, packed, format="qcow2", options=options, compress=True)
    watched = Watched(monkeypatch)
    instar.convert(packed, tmp_path / "back.raw")
    assert watched.methods == [Method.UNPACK] * NUM_WORKERS
    assert (tmp_path / "back.raw").read_bytes() == plain.read_bytes()


def test_sources_that_follow_each_other_are_shared_out_as_one_disk(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "packed.qcow2"
    instar.convert(plain, packed, format="qcow2", compress=True)
    watched = Watched(monkeypatch)
    instar.convert([packed, packed], tmp_path / "twice.raw")
    assert watched.methods == [Method.UNPACK] * NUM_WORKERS
    assert (tmp_path / "twice.raw").read_bytes() == 2 * plain.read_bytes()


def test_nobody_works_where_nothing_is_compressed(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(monkeypatch)
    instar.convert(plain, tmp_path / "copy.qcow2", format="qcow2")
    instar.convert(tmp_path / "copy.qcow2", tmp_path / "back.raw")
    assert watched.configs == []


def broken(folder: Path) -> Path:
    """An image of which one compressed cluster is damaged, and all are compressed."""
    plain, path = folder / "hex.raw", folder / "broken.qcow2"
    plain.write_bytes(random.Random(6).randbytes(LENGTH // 2).hex().encode())
    instar.convert(plain, path, format="qcow2", compress=True)
    with open(path, "r+b") as file:
        file.seek(os.path.getsize(path) // 2)
        file.write(b"\xff" * 70000)
    return path


def test_a_damaged_cluster_is_reported_in_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = broken(tmp_path)
    said = []
    watched = Watched(monkeypatch)
    for number in (NUM_WORKERS, 0):
        monkeypatch.setattr(conversion, "num_workers", lambda length, number=number: number)
        with pytest.raises(ImageError) as error:
            instar.convert(source, tmp_path / "back.raw", format="raw")
        said.append(str(error.value))
        assert not (tmp_path / "back.raw").exists()
    assert watched.configs
    assert said[0] == said[1]
    assert "error while reading at byte" in said[0]


def test_a_worker_that_crashes_fails_the_conversion(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Watched(monkeypatch)
    monkeypatch.setattr(
        work.Workers, "_work", lambda of, seat: seat.leave(GuestCrash("kvm", "by the test"))
    )
    with pytest.raises(SandboxError, match="by the test"):
        instar.convert(plain, tmp_path / "image", format="qcow2", compress=True)
    assert os.listdir(tmp_path) == []


def lying(piece: bytes, data: bytes = b"") -> object:
    """A worker that says this of every unit."""

    def work_of(of: work.Workers, seat: Seat) -> None:
        disk = seat.disk()
        num = LEN_CHUNK // WorkerConfig.unpack(of._config).len_unit
        while (order := next(transfer.data_ranges(disk, 0), None)) is not None:
            place = order[0] // LEN_CHUNK * LEN_STRIDE
            transfer.write(disk, [memoryview(piece * num)], place)
            if data:
                transfer.write(disk, [memoryview(data)], place + OFS_BYTES)
        seat.leave()

    return work_of


FAR = DeskPiece.START_MAX


@pytest.mark.parametrize(
    "piece",
    [
        DeskPiece(start=0, len_piece=65537, state=State.COMPRESSED).pack(),
        DeskPiece(start=FAR, len_piece=1, state=State.COMPRESSED).pack(),
        DeskPiece(start=FAR - 100, len_piece=101, state=State.STORED).pack(),
        b"\xff" * DeskPiece.SIZE,
        bytes(8) + b"\x04" + bytes(7),
    ],
    ids=["long", "far", "over the end", "no piece", "no state"],
)
def test_a_worker_that_lies_about_places_is_refused(
    plain: Path, piece: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Watched(monkeypatch)
    monkeypatch.setattr(work.Workers, "_work", lying(piece))
    with pytest.raises(ImageError, match="desk piece"):
        instar.convert(plain, tmp_path / "image", format="qcow2", compress=True)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "piece",
    [
        DeskPiece(start=0, len_piece=9, state=State.COMPRESSED).pack(),
        DeskPiece(start=0, len_piece=65536, state=State.STORED).pack(),
        DeskPiece(start=0, len_piece=0, state=State.ZERO).pack(),
    ],
    ids=["stream", "bytes", "zeros"],
)
def test_a_worker_that_lies_about_content_makes_wrong_content_of_a_sound_image(
    plain: Path, piece: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Watched(monkeypatch)
    monkeypatch.setattr(work.Workers, "_work", lying(piece, b"x" * 70000))
    instar.convert(plain, tmp_path / "image", format="qcow2", compress=True)
    assert instar.check(tmp_path / "image").corruptions == 0


def test_what_workers_leave_is_done_without_them(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Watched(monkeypatch)
    monkeypatch.setattr(work.Workers, "_work", lying(bytes(DeskPiece.SIZE)))
    instar.convert(plain, tmp_path / "image", format="qcow2", compress=True)
    instar.convert(tmp_path / "image", tmp_path / "back.raw")
    assert (tmp_path / "back.raw").read_bytes() == plain.read_bytes()


def test_small_disks_and_single_cores_are_not_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1, 2})
    assert work.num_workers(work.LEAST) == 3
    assert work.num_workers(work.LEAST - 1) == 0
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(64)))
    assert work.num_workers(1 << 40) == work.MOST_WORKERS
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0})
    assert work.num_workers(1 << 40) == 0


def test_interrupting_leaves_nothing(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Watched(monkeypatch)

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        instar.convert(
            plain, tmp_path / "image", format="qcow2", compress=True, on_progress=interrupt
        )
    assert os.listdir(tmp_path) == []
