# SPDX-License-Identifier: Apache-2.0
"""`Client.info_many` and its kin, and `instar.aio`: answers about many images."""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import pytest

import instar
import instar.aio
from instar.errors import ImageError
from instar.fleet.call import Call, Recipe
from instar.fleet.processes import processes
from tests.fleet import stations
from tests.fleet.test_engine import is_ended

MIB = 1 << 20
NUM = 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Raw images of one MiB and more, a qcow2, one that is broken and one that is missing."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(NUM):
        with (folder / f"{number}.raw").open("wb") as file:
            file.truncate((number + 1) * MIB)
    instar.create(folder / "new.qcow2", format="qcow2", size=MIB)
    data = bytearray((folder / "new.qcow2").read_bytes())
    data[20:24] = b"\0\0\0\x3f"  # cluster_bits
    (folder / "bad.qcow2").write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def client() -> Iterator[instar.Client]:
    with instar.Client(sandbox="process", files=False) as client:
        yield client


def names(folder: Path) -> list[Path]:
    middle = [folder / "bad.qcow2", folder / "missing.raw"]
    raw = [folder / f"{number}.raw" for number in range(NUM)]
    return [*raw[:20], *middle, *raw[20:], folder / "new.qcow2"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_answer_is_that_of_one_question(
    client: instar.Client, folder: Path, jobs: int
) -> None:
    paths = names(folder)
    found = list(client.info_many(iter(paths), jobs=jobs))
    assert [str(answer.path) for answer in found] == [str(path) for path in paths]
    for path, value, error in found:
        if error is None:
            assert value == client.info(str(path))
            continue
        with pytest.raises(type(error)) as alone:
            client.info(str(path))
        assert (str(error), error.code) == (str(alone.value), alone.value.code)
    bad, missing = found[20].error, found[21].error
    assert isinstance(bad, ImageError) and (bad.field, bad.offset) == ("cluster_bits", 20)
    assert isinstance(missing, instar.OpenError) and missing.errno == 2
    with pytest.raises(instar.OpenError):
        found[21].get()
    assert found[-1].get().format == "qcow2"


def test_every_question_has_a_form_for_many(client: instar.Client, folder: Path) -> None:
    path = str(folder / "new.qcow2")
    (checked,) = client.check_many([path], jobs=2)
    assert checked.get() == client.check(path)
    (measured,) = client.measure_many([path], "vmdk", {"subformat": "twoGbMaxExtentFlat"}, jobs=2)
    expected = client.measure(path, "vmdk", {"subformat": "twoGbMaxExtentFlat"})
    assert measured.get() == expected
    (mapped,) = client.map_many([path], length=4096, jobs=2)
    assert list(mapped.get()) == list(client.map(path, length=4096))
    assert mapped.get() == client.whole_map(path, length=4096)
    assert mapped.get().to_dict()["virtual_size"] == MIB
    assert len(mapped.get()) == 1


def test_open_files_are_read(client: instar.Client, folder: Path) -> None:
    with open(folder / "new.qcow2", "rb") as one, open(folder / "7.raw", "rb") as two:
        found = list(client.info_many([one.fileno(), str(folder / "3.raw"), two.fileno()], jobs=2))
        assert [answer.path for answer in found][::2] == [one.fileno(), two.fileno()]
        assert [answer.get().virtual_size for answer in found] == [MIB, 4 * MIB, 8 * MIB]
        assert found[0].get().filename == f"/dev/fd/{one.fileno()}"
        assert found[0].get() == client.info(one.fileno())
        assert client.measure(two.fileno(), "raw") == client.measure(folder / "7.raw", "raw")
        os.lseek(one.fileno(), 0, os.SEEK_CUR)  # still open
    (closed,) = client.info_many([999], jobs=1)
    assert isinstance(closed.error, instar.OpenError) and closed.error.errno == 9


def test_open_file_that_names_another_does_not_lead_there(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "top.qcow2"
    instar.create(path, format="qcow2", backing=folder / "0.raw", backing_format="raw")
    with instar.Client(sandbox="process", allow_paths=[folder]) as client, open(path) as file:
        assert client.measure(path, "raw").required == MIB
        with pytest.raises(ImageError, match="is in no folder"):
            client.measure(file.fileno(), "raw")


def test_wrong_requests_are_errors(client: instar.Client, folder: Path) -> None:
    path = folder / "0.raw"
    with pytest.raises(TypeError, match="unexpected keyword argument 'safe'"):
        list(client.info_many([path], safe=True, jobs=2))  # type: ignore[call-arg]
    with pytest.raises(instar.UsageError, match="jobs must be from 0 to 1024"):
        client.info_many([path], jobs=-1)
    with pytest.raises(TypeError, match="path must be a str or os"):
        list(client.info_many([b"0.raw"], jobs=2))  # type: ignore[list-item]
    closed = instar.Client()
    closed.close()
    with pytest.raises(instar.UsageError, match="the client is closed"):
        closed.info_many([path])


def test_settings_reach_the_workers(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "top.qcow2"
    instar.create(path, format="qcow2", backing=folder / "0.raw", backing_format="raw")
    with instar.Client(sandbox="process", files=False) as client:
        (refused,) = client.measure_many([path], "raw", jobs=2)
        assert isinstance(refused.error, instar.NameRefused)
    with instar.Client(sandbox="process", allow_paths=(p for p in [folder])) as client:
        (found,) = client.measure_many([path], "raw", jobs=2)
        assert found.get().required == MIB
        assert found.get().sandbox == "process"


def test_errors_survive_the_way_between_processes() -> None:
    error = ImageError("qcow2 header", "version", 4, "is 9", value=9, filename="a", qemu="b")
    error.hint = "c"
    again = pickle.loads(pickle.dumps(error))
    assert vars(again) == vars(error) and str(again) == "b"
    assert str(pickle.loads(pickle.dumps(instar.UsageError("a", "b", speaker="c")))) == "a\nb"


def test_a_logger_hears_of_workers(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.DEBUG, logger="instar"),
        instar.Client(sandbox="process") as client,
    ):
        list(client.info_many([folder / "0.raw"], jobs=2))
    assert {record.name for record in caplog.records} == {"instar"}
    assert [r.message.split()[-1] for r in caplog.records] == ["started", "ended"]


# --- instar.aio -------------------------------------------------------------


def test_awaited_answers_are_those_of_a_client(client: instar.Client, folder: Path) -> None:
    path = folder / "new.qcow2"

    async def ask() -> None:
        async with instar.aio.Client(sandbox="process", files=False, jobs=2) as there:
            info, check, mapped, measured = await asyncio.gather(
                there.info(path), there.check(path), there.map(path), there.measure(path, "raw")
            )
            assert info == client.info(path)
            assert check == client.check(path)
            assert mapped == client.whole_map(path)
            assert measured == client.measure(path, "raw")
            with pytest.raises(instar.OpenError):
                await there.info(folder / "missing")
            paths = names(folder)
            found = [answer async for answer in there.info_many(paths)]
            expected = list(client.info_many(paths, jobs=1))
            assert [a.value for a in found] == [a.value for a in expected]
            assert [str(a.error) for a in found] == [str(a.error) for a in expected]
        with pytest.raises(instar.UsageError, match="the client is closed"):
            await there.info(path)

    asyncio.run(ask())


def test_wrong_settings_are_refused_at_once() -> None:
    with pytest.raises(TypeError, match="there is no setting called 'sandbx'"):
        instar.aio.Client(sandbx="kvm")  # type: ignore[call-arg]


def test_the_loop_goes_on_and_what_is_cancelled_ends(tmp_path: Path) -> None:
    async def ask() -> int:
        async with instar.aio.Client(sandbox="process", jobs=1) as there:
            there._engine.close()
            there._engine = processes(Recipe(stations.Counter, {}), 1)
            asked = there._ask(stations.hang, str(tmp_path / "pid"), "long")
            task = asyncio.create_task(asked)
            while not (tmp_path / "pid").exists():
                await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await there._ask(stations.hang, "", "a") == "a"
        return int((tmp_path / "pid").read_text())

    assert is_ended(asyncio.run(ask()))


@pytest.mark.parametrize("by", ["cancel", "break"])
def test_a_loop_that_ends_early_ends_the_work(tmp_path: Path, by: str) -> None:
    """Of an `async for`: the process that nobody waits for any more, and the calls that wait."""

    async def ask() -> None:
        async with instar.aio.Client(sandbox="process", jobs=1) as there:
            there._engine.close()
            there._engine = processes(Recipe(stations.Counter, {}), 1)
            found = []

            async def loop() -> None:
                paths = ["a", "long", "b", "c"]
                answers = there._many(stations.hang, str(tmp_path / "pid"), paths, most=1)
                async with aclosing(answers):
                    async for answer in answers:
                        found.append(answer.value)
                        while not (tmp_path / "pid").exists():
                            await asyncio.sleep(0.01)
                        if by == "break":
                            break

            task = asyncio.create_task(loop())
            while not (tmp_path / "pid").exists():
                await asyncio.sleep(0.01)
            if by == "cancel":
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            else:
                await task
            assert found == ["a"]
            assert await there._ask(stations.hang, "", "d") == "d"

    asyncio.run(ask())
    assert is_ended(int((tmp_path / "pid").read_text()))


@pytest.mark.parametrize("jobs", [1, 2])
def test_changes_of_many_images_are_those_of_one(tmp_path: Path, jobs: int) -> None:
    paths = [tmp_path / f"{number}.qcow2" for number in range(12)]
    for path in paths:
        instar.create(path, format="qcow2", size=MIB)
    missing = tmp_path / "missing"
    with instar.Client() as client:
        made = list(client.snapshot_many([*paths, missing], "create", "s", jobs=jobs))
        grown = list(client.resize_many(paths, MIB, jobs=jobs, relative=True))
        assert [answer.path for answer in made] == [*map(str, paths), str(missing)]
        assert isinstance(made.pop().error, instar.OpenError)
        assert [answer.get().name for answer in made] == ["s"] * len(paths)
        assert [answer.get().new_virtual_size for answer in grown] == [2 * MIB] * len(paths)
        for path in paths:
            found = client.check(path)
            assert (found.leaks, found.corruptions) == (0, 0)
            assert [one.name for one in client.info(path).snapshots] == ["s"]
    assert sorted(tmp_path.iterdir()) == sorted(paths)  # no journal


@pytest.mark.parametrize("when", ["before", "after"])
def test_changes_are_made_once_whenever_a_worker_dies(tmp_path: Path, when: str) -> None:
    """They are made by another worker if nothing was changed yet."""
    paths = [tmp_path / f"{number}.qcow2" for number in range(3)]
    for path in paths:
        instar.create(path, format="qcow2", size=MIB)
    given = {"mark": str(tmp_path / "mark"), "when": when}
    call = Call(stations.snapshot, given, tuple(map(str, paths)), together=True, once=True)
    with instar.Client() as client:
        pool = processes(client.recipe(), 1)
        try:
            found = pool.submit(call).result()
        finally:
            pool.close()
        if when == "before":
            assert [made.name for made in found] == ["s"] * len(paths)
        else:
            assert [str(lost) for lost in found] == [
                f"no answer about {path}: the worker died" for path in paths
            ]
            completed = ("completed the change that snapshot had begun",)
            assert [client.resize(path, 2 * MIB).warnings for path in paths] == [completed] * 3
        for path in paths:
            assert [one.name for one in client.info(path).snapshots] == ["s"]
    assert sorted(tmp_path.iterdir()) == [*paths, tmp_path / "mark"]


def test_what_was_not_begun_is_asked_again_one_by_one(tmp_path: Path) -> None:
    pool = processes(Recipe(stations.Counter, {}), 1)
    try:
        call = Call(stations.die, str(tmp_path), ("once", "good", "bad"), once=True)
        once, good, bad = pool.submit(call).result()
        assert (once, good) == ("once", "good")
        assert str(bad) == "no answer about bad: the worker died"
    finally:
        pool.close()
