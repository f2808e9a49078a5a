# SPDX-License-Identifier: Apache-2.0
"""Many images with one wait for the storage, and images of several files: old or new, each."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import instar
from instar.errors import InstarError, UsageError
from instar.generated.measure import MeasureConfig
from instar.generated.source import SourceFormat
from instar.ops import create_batch
from instar.ops.create import Creator
from instar.ops.measure import Measurement, Measurer
from instar.ops.run import Runner
from instar.options.targets import MODULES, load
from instar.record import replace
from instar.sandbox import stable
from tests.ops.failing import failing_at, killed_at_every_step

NAMES = ("a", "b", "c")
STEPS = 120
M, G = 1 << 20, 1 << 30


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return tmp_path


@pytest.fixture
def client() -> Iterator[instar.Client]:
    with instar.Client(sandbox="process") as client:
        yield client


def _batch() -> None:
    with instar.Client(sandbox="process") as client, client.batch() as batch:
        for name in NAMES:
            batch.create(name, format="qcow2", size=M)


def test_the_images_are_those_made_one_by_one(folder: Path, client: instar.Client) -> None:
    for format in ("qcow2", "vhdx", "raw"):
        alone = client.create("alone", format=format, size=M, seed=3)
        with client.batch() as batch:
            made = batch.create("many", format=format, size=M, seed=3)
        assert (folder / "many").read_bytes() == (folder / "alone").read_bytes()
        assert made == replace(alone, filename="many")


def test_names_come_together_at_the_end(folder: Path, client: instar.Client) -> None:
    with client.batch() as batch:
        for name in NAMES:
            batch.create(name, format="qcow2", size=M)
        assert os.listdir(folder) == []
        batch.keep()
        assert sorted(os.listdir(folder)) == list(NAMES)
        batch.create("d", size=M)
        assert not (folder / "d").exists()
    assert (folder / "d").stat().st_size == M


def test_an_exception_ends_a_batch_without_names(folder: Path, client: instar.Client) -> None:
    with pytest.raises(KeyError), client.batch() as batch:
        batch.create("a", size=M)
        raise KeyError
    assert os.listdir(folder) == []


def test_what_is_refused_leaves_the_others(folder: Path, client: instar.Client) -> None:
    with client.batch() as batch:
        batch.create("a", size=M)
        with pytest.raises(UsageError):
            batch.create("b", format="qcow2", size=M, options={"cluster_size": 3})
        with pytest.raises(TypeError, match="no argument called 'length'"):
            batch.create("c", length=M)  # type: ignore[call-arg]
    assert os.listdir(folder) == ["a"]


def test_files_that_are_open_have_a_bound(
    folder: Path, client: instar.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(create_batch, "MAX_FILES", 4)
    seen = []
    with client.batch() as batch:
        for number in range(10):
            batch.create(f"{number}", size=M)
            seen.append(len(os.listdir(folder)))
    assert seen == [0, 0, 0, 4, 4, 4, 4, 8, 8, 8]
    assert len(os.listdir(folder)) == 10


def test_equal_images_are_written_by_one_guest_and_looked_at_once(
    folder: Path, client: instar.Client, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(create_batch, "MAX_FILES", 5)
    with client.batch() as batch:
        for number in range(7):
            batch.create(f"{number}", format="qcow2", size=4 * M)
    # a file that has its name is no model: somebody may have changed it
    assert asked == ["measure", "create", "info", "create"]
    client.create("alone", format="qcow2", size=4 * M)
    new = (folder / "alone").read_bytes()
    assert [(folder / f"{number}").read_bytes() for number in range(7)] == [new] * 7
    blocks = {(folder / name).stat().st_blocks for name in ("alone", "0", "6")}
    assert len(blocks) == 1


@pytest.mark.parametrize(
    ("format", "options"),
    [
        ("vhdx", {}),
        ("vmdk", {}),
        ("raw", {"preallocation": "falloc"}),
        ("qcow2", {"data_file": "data"}),
    ],
)
def test_images_that_are_not_equal_files_are_written_one_by_one(
    folder: Path,
    client: instar.Client,
    asked: list[str],
    format: str,
    options: dict[str, str],
) -> None:
    with client.batch() as batch:
        for number in range(2):
            if "data_file" in options:
                options = {"data_file": f"data{number}"}
            batch.create(f"{number}", format=format, size=M, options=options)
    assert asked.count("create") == 2


@pytest.mark.parametrize("format", MODULES)
def test_what_is_drawn_is_known_of_each_format(
    folder: Path, client: instar.Client, monkeypatch: pytest.MonkeyPatch, format: SourceFormat
) -> None:
    target = load(format)
    monkeypatch.setattr(Creator, "_is_drawn", lambda creator, asked: True)
    options: dict[str, str | int] = {"key-secret": "s", "iter-time": 10}
    options = options if target.name == "luks" else {}
    made = set()
    for seed in (1, 2):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", f"170000000{seed}")
        client.create(
            "one", format=target.name, size=M, seed=seed, options=options, secrets={"s": "x"}
        )
        made.add((folder / "one").read_bytes())
    assert target.is_drawn == (len(made) == 2)


def test_a_disk_of_one_kind_is_measured_once(
    folder: Path, client: instar.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    plain = Measurer.measure

    def measure(measurer: Measurer, runner: Runner) -> Measurement:
        asked.append(MeasureConfig.unpack(measurer.config()).virtual_size)
        return plain(measurer, runner)

    monkeypatch.setattr(Measurer, "measure", measure)
    with client.batch() as batch:
        for number in range(6):
            batch.create(f"{number}", format="qcow2", size=M << number % 2)
        batch.create("other", format="qcow2", size=M, options={"cluster_size": 512})
    assert asked == [M, 2 * M, M]


def test_many_files_are_synced_by_their_file_system(
    folder: Path, client: instar.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    for module, name in ((stable, "sync_file_system"), (os, "fsync")):
        plain = getattr(module, name)

        def call(fd: int, name: str = name, plain: object = plain) -> None:
            seen.append(name)
            plain(fd)  # type: ignore[operator]

        monkeypatch.setattr(module, name, call)
    with client.batch() as batch:
        for number in range(20):
            batch.create(f"{number}", size=M)
    assert seen == ["sync_file_system", "fsync"]  # and the directory


def _all_old(folder: Path) -> None:
    for name in NAMES:
        (folder / name).write_bytes(b"old")


def test_a_kill_at_every_step_of_a_batch_leaves_each_old_or_new(folder: Path) -> None:
    _batch()
    new = (folder / "a").read_bytes()
    _all_old(folder)
    for number, done in killed_at_every_step(_batch, STEPS):
        content = [(folder / name).read_bytes() for name in NAMES]
        assert all(one in (b"old", new) for one in content), number
        assert not done or content == [new] * 3
        _batch()
        assert sorted(os.listdir(folder)) == list(NAMES), number
        _all_old(folder)
    assert number > 12


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("few", [0, 8])
def test_a_failure_at_every_step_of_a_batch_leaves_each_old_or_new(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, few: int
) -> None:
    monkeypatch.setattr(stable, "FEW", few)
    _batch()
    new = (folder / "a").read_bytes()
    for number in range(1, STEPS):
        _all_old(folder)
        with monkeypatch.context() as patched:
            failing_at(patched, number, code)
            try:
                _batch()
            except InstarError as error:
                assert os.strerror(code) in str(error)
            else:
                return
        assert all((folder / name).read_bytes() in (b"old", new) for name in NAMES)
        assert sorted(os.listdir(folder)) == list(NAMES)
    pytest.fail("this goes on forever")


# --- images of several files ---


def _flat(subformat: str, size: int) -> None:
    instar.create(
        "d.vmdk",
        format="vmdk",
        size=size,
        options={"subformat": subformat},
        seed=1,
        sandbox="process",
    )


def _old(folder: Path) -> dict[str, bytes]:
    """A split image with data."""
    for path in folder.iterdir():
        path.unlink()
    _flat("twoGbMaxExtentSparse", 3 * G)
    return _files(folder)


def _files(folder: Path) -> dict[str, bytes]:
    """But for what the next run removes. What is long is known by its beginning."""
    found = {}
    for path in folder.iterdir():
        if not re.fullmatch(r"\.[0-9a-f]{32}\.part", path.name):
            found[path.name] = f"{path.stat().st_size} {path.read_bytes()[:2000].hex()}".encode()
    return found


def _new() -> None:
    _flat("twoGbMaxExtentSparse", 5 * G)


def test_a_kill_at_every_step_leaves_no_mixture_of_files(folder: Path) -> None:
    old = _old(folder)
    _new()
    new = _files(folder)
    assert set(old) < set(new) and old["d-s002.vmdk"] != new["d-s002.vmdk"]
    states = set()
    old = _old(folder)
    for number, done in killed_at_every_step(_new, STEPS):
        left = _files(folder)
        whole = left.get("d.vmdk")
        if whole == old["d.vmdk"]:
            states.add("old")
            assert {name: left.get(name) for name in old} == old, number
        elif whole is None:
            states.add("none")
        else:
            states.add("new")
            assert left == new, number
        assert not done or left == new
        _new()
        assert sorted(os.listdir(folder)) == sorted(new), number
        old = _old(folder)
    assert states == {"old", "none", "new"}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_failure_at_every_step_leaves_all_files_old(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    for number in range(1, STEPS):
        old = _old(folder)
        with monkeypatch.context() as patched:
            failing_at(patched, number, code)
            try:
                _new()
            except InstarError as error:
                assert os.strerror(code) in str(error)
            else:
                return
        if (left := _files(folder)) != old:
            assert "d.vmdk" in left and left["d.vmdk"] != old["d.vmdk"], number
            assert len(left) == 4  # whole: what was replaced was not removed, or not synced
    pytest.fail("this goes on forever")
