# SPDX-License-Identifier: Apache-2.0
"""`Client.convert_many` and its twin of `instar.aio`: new images of many, several at a time."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import instar
import instar.aio
from instar.errors import LimitError, OpenError, UsageError
from instar.fleet.engine import MOST_AT_ONCE
from instar.sandbox import stable, together

KIB = 1 << 10
NUM = 40


@pytest.fixture(scope="module")
def client() -> Iterator[instar.Client]:
    with instar.Client(sandbox="process", files=False) as client:
        yield client


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(NUM):
        (tmp_path / f"{number}.raw").write_bytes(bytes([number + 1]) * (number + 1) * KIB)
    (tmp_path / "new").mkdir()
    return tmp_path


def pairs() -> list[tuple[str, Path]]:
    return [(f"{number}.raw", Path("new", f"{number}.qcow2")) for number in range(NUM)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_image_is_that_of_one_conversion(client: instar.Client, jobs: int) -> None:
    wanted = pairs()
    wanted.insert(7, ("missing.raw", Path("new/missing.qcow2")))
    found = list(client.convert_many(iter(wanted), jobs=jobs, format="qcow2", seed=1))
    assert [answer.path for answer in found] == [target for _, target in wanted]
    missing = found.pop(7)
    assert isinstance(missing.error, OpenError) and missing.error.errno == errno.ENOENT
    assert len(os.listdir("new")) == NUM
    for (source, target), answer in zip(pairs(), found, strict=True):
        alone = client.convert(source, "alone", format="qcow2", seed=1)
        assert answer.get().data == alone.data
        assert answer.get().filename == str(target)
        assert target.read_bytes() == Path("alone").read_bytes()


def test_several_sources_become_one_image(client: instar.Client) -> None:
    (made,) = client.convert_many([(["0.raw", Path("1.raw")], "new/both")], jobs=1)
    assert made.get().virtual_size == 3 * KIB
    assert Path("new/both").read_bytes() == b"\1" * KIB + b"\2" * 2 * KIB


@pytest.mark.parametrize("jobs", [1, 2])
def test_sources_may_be_open_files(client: instar.Client, jobs: int) -> None:
    with open("0.raw", "rb") as first, open("1.raw", "rb") as second:
        os.unlink("0.raw")
        fds = first.fileno(), second.fileno()
        several: list[int | str] = [*fds, "1.raw"]
        wanted: list[tuple[int | Sequence[int | str], str]] = [
            (fds[0], "new/a"),
            (fds[1], "new/b"),
            (several, "new/all"),
        ]
        for answer in client.convert_many(wanted, jobs=jobs):
            answer.get()
    assert Path("new/a").read_bytes() == b"\1" * KIB
    assert Path("new/b").read_bytes() == b"\2" * 2 * KIB
    assert Path("new/all").read_bytes() == b"\1" * KIB + b"\2" * 4 * KIB


def test_pairs_are_read_a_little_ahead_of_the_answers(client: instar.Client) -> None:
    taken: list[int] = []

    def endless() -> Iterator[tuple[str, str]]:
        while True:
            taken.append(len(taken))
            yield "0.raw", f"new/{len(taken)}"

    answers = client.convert_many(endless(), jobs=1)
    for _ in range(3):
        next(answers).get()
    answers.close()  # type: ignore[attr-defined]
    assert len(taken) <= 2 * MOST_AT_ONCE
    assert len(os.listdir("new")) >= 3
    assert all(Path("new", name).read_bytes() == b"\1" * KIB for name in os.listdir("new"))


def test_an_error_of_one_image_leaves_what_had_its_name(client: instar.Client) -> None:
    Path("new/1.qcow2").write_bytes(b"old")
    Path("1.raw").write_bytes(b"\1" * 900 * KIB)
    found = list(client.convert_many(pairs()[:3], jobs=1, format="qcow2", max_output=600 * KIB))
    assert [answer.error is None for answer in found] == [True, False, True]
    assert isinstance(found[1].error, LimitError)
    assert Path("new/1.qcow2").read_bytes() == b"old"
    assert sorted(os.listdir("new")) == ["0.qcow2", "1.qcow2", "2.qcow2"]


def test_images_that_cannot_be_kept_are_errors_of_their_own(
    client: instar.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The storage fails for all of a batch, and for one image when each is tried alone."""
    sync = stable.sync_all
    asked = []

    def fail(files: Any) -> None:
        if stat.S_ISDIR(os.fstat(files[0]).st_mode):
            return
        asked.append(len(files))
        if len(files) > 1 or len(asked) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(files)

    monkeypatch.setattr(together, "sync_all", fail)
    found = list(client.convert_many(pairs()[:3], jobs=1))
    assert asked == [1, 2, 1, 1]  # the first call has one image, the next one more
    assert [answer.error is None for answer in found] == [True, False, True]
    assert "No space left on device" in str(found[1].error)
    assert sorted(os.listdir("new")) == ["0.qcow2", "2.qcow2"]
    assert Path("new/2.qcow2").read_bytes() == Path("2.raw").read_bytes()


def test_an_exception_leaves_images_without_names(
    client: instar.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(files: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(together, "sync_all", interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(client.convert_many(pairs(), jobs=1))
    assert os.listdir("new") == []


def test_secrets_stay_in_this_process(
    client: instar.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("instar.fleet.many.processes", None)
    options: dict[str, str | int | bool] = {
        "encrypt.format": "luks",
        "encrypt.key-secret": "s",
        "encrypt.iter-time": 10,
    }
    found = list(
        client.convert_many(
            pairs()[:3], jobs=2, format="qcow2", options=options, secrets={"s": "word"}
        )
    )
    assert [answer.get().format for answer in found] == ["qcow2"] * 3
    assert all(client.info(answer.path).encrypted for answer in found)


def test_wrong_requests_are_errors(client: instar.Client) -> None:
    with pytest.raises(TypeError, match="convert_many has no argument called 'over'"):
        client.convert_many([], over=True)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="a conversion has no argument called 'fast'"):
        list(client.convert_many(pairs(), jobs=1, fast=True))  # type: ignore[call-arg]
    with pytest.raises(UsageError, match="jobs must be from 0 to 1024"):
        client.convert_many(pairs(), jobs=-1)
    with pytest.raises(TypeError, match="target must be a str"):
        list(client.convert_many([("0.raw", b"new/x")], jobs=1))  # type: ignore[list-item]
    (refused,) = client.convert_many([("0.raw", "new/x")], jobs=1, format="nope")
    assert isinstance(refused.error, UsageError)
    assert os.listdir("new") == []


def test_a_loop_awaits_conversions() -> None:
    async def convert() -> list[str]:
        async with instar.aio.Client(sandbox="process", jobs=2) as client:
            one = await client.convert("0.raw", "new/one", format="qcow2")
            assert one.format == "qcow2"
            answers = client.convert_many(pairs(), format="qcow2")
            names = [answer.get().filename async for answer in answers]
            with pytest.raises(UsageError, match="secrets do not leave the process"):
                client.convert_many(pairs(), secrets={"s": "word"})
            with pytest.raises(OpenError):
                await client.convert("missing.raw", "new/missing")
        return names

    assert asyncio.run(convert()) == [str(target) for _, target in pairs()]
    assert len(os.listdir("new")) == NUM + 1
