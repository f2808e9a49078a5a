# SPDX-License-Identifier: Apache-2.0
"""`Client.convert_many` and its twin of `instar.aio`: new images of many, several at a time."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest

import instar
import instar.aio
from instar.errors import LimitError, OpenError, UsageError
from instar.fleet import questions
from instar.fleet.engine import MOST_AT_ONCE, MOST_WEIGHT
from instar.fleet.many import Pair
from instar.generated.source import SourceFormat
from instar.ops import create, create_batch
from instar.ops.create import Creator
from instar.ops.create_batch import Batch
from instar.ops.create_options import Chosen
from instar.options.targets import MODULES, load
from instar.sandbox import stable, together
from tests.shared import Descriptors

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
    assert asked == [3, 1, 1, 1]
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


def test_images_are_made_while_others_wait_for_the_storage(
    client: instar.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first wait ends when another image is as far; without that, after a while."""
    monkeypatch.setattr(create_batch, "MAX_FILES", 4)
    add, sync = Batch.add, stable.sync_all
    waited: list[int] = []
    more = Event()

    def added(batch: Batch, *given: Any) -> None:
        if waited:
            more.set()
        add(batch, *given)

    def wait(files: Any) -> None:
        first = not waited
        waited.append(len(files))
        assert not first or more.wait(300)
        sync(files)

    monkeypatch.setattr(Batch, "add", added)
    monkeypatch.setattr(together, "sync_all", wait)
    found = list(client.convert_many(pairs()[:7], jobs=1))
    assert waited == [2, 1, 2, 1, 2, 1, 1, 1]  # files, and their directory
    for (source, target), answer in zip(pairs(), found, strict=False):
        answer.get()
        assert target.read_bytes() == Path(source).read_bytes()


@pytest.mark.parametrize("number", range(4))
def test_images_that_cannot_be_kept_meanwhile_are_made_again(
    client: instar.Client, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(create_batch, "MAX_FILES", 4)
    sync = stable.sync_all
    asked: list[int] = []

    def fail(files: Any) -> None:
        asked.append(len(files))
        if len(asked) == number + 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(files)

    monkeypatch.setattr(together, "sync_all", fail)
    for answer in client.convert_many(pairs()[:5], jobs=1):
        answer.get()
    assert len(asked) > 10  # five images alone, after those that came together
    for source, target in pairs()[:5]:
        assert target.read_bytes() == Path(source).read_bytes()


def test_an_exception_meanwhile_is_the_one_that_is_raised(
    client: instar.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever becomes of those that wait; they are whole or not there."""
    monkeypatch.setattr(create_batch, "MAX_FILES", 4)
    add, sync = Batch.add, stable.sync_all
    added: list[int] = []

    def interrupt(batch: Batch, *given: Any) -> None:
        if len(added) == 3:
            raise KeyboardInterrupt
        added.append(1)
        add(batch, *given)

    def fail(files: Any) -> None:
        sync(files)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    for answer in client.convert_many(pairs()[:1], jobs=1):  # what stays open is open
        Path(answer.get().filename).unlink()
    opened = Descriptors()
    monkeypatch.setattr(Batch, "add", interrupt)
    monkeypatch.setattr(together, "sync_all", fail)
    with pytest.raises(KeyboardInterrupt):
        list(client.convert_many(pairs(), jobs=1))
    assert os.listdir("new") == []
    assert opened.new() == []


def test_large_sources_do_not_wait_for_each_other(
    client: instar.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def together(client: instar.Client, given: object, pairs: Sequence[Pair]) -> list[str]:
        asked.append(len(pairs))
        return [pair.target for pair in pairs]

    monkeypatch.setattr(questions, "convert", together)
    sizes = {3: MOST_WEIGHT // 2, 4: MOST_WEIGHT // 2, 5: MOST_WEIGHT, 7: MOST_WEIGHT * 9}
    for number, size in sizes.items():
        os.truncate(f"{number}.raw", size)
    wanted: list[tuple[str | list[str], Path]] = list(pairs()[:9])
    wanted += [("missing", Path("new/missing")), ("/dev/null", Path("new/null"))]
    wanted += [(["3.raw", "4.raw"], Path("new/both")), *pairs()[:3]]
    assert len(list(client.convert_many(wanted, jobs=1))) == len(wanted)
    assert asked == [5, 1, 2, 3, 1, 3]


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


def same_size() -> list[tuple[str, Path]]:
    """Pairs of sources that differ in what is in them, and one of another size."""
    found = []
    for number in range(3):
        Path(f"same{number}.raw").write_bytes(bytes([0, number + 1]) * 32 * KIB)
        found.append((f"same{number}.raw", Path("new", f"same{number}")))
    return [*found, ("0.raw", Path("new/other"))]


@pytest.mark.parametrize("format", MODULES)
def test_images_of_one_kind_are_those_of_one_conversion(
    client: instar.Client, monkeypatch: pytest.MonkeyPatch, format: SourceFormat
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    name = load(format).name
    secrets = {"s": "word"} if name == "luks" else {}
    options: dict[str, str | int | bool] = {"key-secret": "s", "iter-time": 10} if secrets else {}
    os.mkdir("alone")
    wanted = same_size()
    for answer in client.convert_many(
        wanted, jobs=1, format=name, seed=1, options=options, secrets=secrets
    ):
        answer.get()
    for source, target in wanted:
        alone = Path("alone", target.name)
        client.convert(source, alone, format=name, seed=1, options=options, secrets=secrets)
        assert target.read_bytes() == alone.read_bytes()


@pytest.mark.parametrize("subformat", ["monolithicFlat", "twoGbMaxExtentSparse"])
def test_other_files_of_one_kind_are_each_images_own(client: instar.Client, subformat: str) -> None:
    wanted = [(source, target.with_suffix(".vmdk")) for source, target in same_size()]
    options = {"subformat": subformat}
    for answer in client.convert_many(wanted, jobs=1, format="vmdk", options=options):
        answer.get()
    assert len(os.listdir("new")) == 2 * len(wanted)
    for source, target in wanted:
        assert instar.compare(source, target, sandbox="process").equal


def test_what_is_random_is_drawn_for_each(
    client: instar.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int | None] = []
    draw = create.origin

    def count(seed: int | None) -> create.Origin:
        drawn.append(seed)
        return draw(seed)

    monkeypatch.setattr(create, "origin", count)
    wanted = [("0.raw", Path("new", name)) for name in "abc"]
    list(client.convert_many(wanted, jobs=1, format="vhdx"))
    assert len({target.read_bytes() for _, target in wanted}) == 3
    assert len(drawn) == 3
    list(client.convert_many(wanted, jobs=1, platform="azure"))
    assert len({target.read_bytes() for _, target in wanted}) == 3
    assert len(drawn) == 6
    list(client.convert_many(wanted, jobs=1, format="qcow2"))  # which has nothing random
    assert len(drawn) == 7


def test_what_conversions_have_in_common_is_worked_out_once(
    client: instar.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[str] = []
    ordered: list[int] = []
    choose, order = Chosen.__init__, Creator.order

    def counted(self: Chosen, question: Any) -> None:
        chosen.append(question.filename)
        choose(self, question)

    def asked(self: Creator, *given: Any) -> Any:
        ordered.append(self.size)
        return order(self, *given)

    monkeypatch.setattr(Chosen, "__init__", counted)
    monkeypatch.setattr(Creator, "order", asked)
    for answer in client.convert_many(same_size(), jobs=1, format="qcow2"):
        answer.get()
    assert chosen == ["new/same0"]
    assert ordered == [64 * KIB, KIB]
    other = [(source, target.with_suffix(".raw")) for source, target in same_size()]
    os.symlink("same1.raw", "same1.dmg")  # which is read as another format
    other.insert(1, ("same1.dmg", Path("new/1")))
    for answer in client.convert_many(other, jobs=1, format="qcow2", source_format="raw"):
        answer.get()
    assert ordered == [64 * KIB, KIB, 64 * KIB, 64 * KIB, KIB]
    for source, target in other:
        assert client.compare(source, target, format="raw").equal
