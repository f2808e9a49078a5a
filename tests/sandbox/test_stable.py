# SPDX-License-Identifier: Apache-2.0
"""Threads that wait for stable storage at the same time wait together."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from instar.sandbox import stable

MANY = 24


class Storage:
    """Syncs that wait until they may go on, and note what they are for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.seen: list[tuple[str, int]] = []
        self.failing: set[int] = set()
        monkeypatch.setattr(os, "fsync", lambda fd: self._sync("file", fd))
        monkeypatch.setattr(stable, "sync_file_system", lambda fd: self._sync("all", fd))

    def _sync(self, what: str, fd: int) -> None:
        self.begun.set()
        assert self.go_on.wait(300)
        self.seen.append((what, os.fstat(fd).st_ino))
        if fd in self.failing:
            raise OSError(28, os.strerror(28))


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Storage:
    return Storage(monkeypatch)


def waiting(files: list[int], storage: Storage) -> list[OSError | None]:
    """The first file begins to be synced; then all others are wanted, and then it goes on."""
    found: list[OSError | None] = [None] * len(files)

    def want(number: int) -> None:
        try:
            stable.sync(files[number])
        except OSError as error:
            found[number] = error

    threads = [threading.Thread(target=want, args=(number,)) for number in range(len(files))]
    threads[0].start()
    assert storage.begun.wait(300)
    for thread in threads[1:]:
        thread.start()
    while len(stable._waiting) < len(files) - 1:
        time.sleep(0.001)
    storage.go_on.set()
    for thread in threads:
        thread.join()
    assert not stable._waiting and not stable._leaders
    return found


def made(folder: Path, number: int) -> list[int]:
    return [os.open(folder / str(one), os.O_CREAT | os.O_RDWR) for one in range(number)]


@pytest.mark.parametrize("number", [1, 2, stable.FEW + 1, MANY])
def test_those_who_wait_are_synced_together(tmp_path: Path, storage: Storage, number: int) -> None:
    files = made(tmp_path, number)
    assert waiting(files, storage) == [None] * number
    first, *rest = storage.seen
    assert first == ("file", os.fstat(files[0]).st_ino)
    if number - 1 > stable.FEW:
        assert [what for what, _ in rest] == ["all"]
    else:
        assert sorted(rest) == sorted(("file", os.fstat(fd).st_ino) for fd in files[1:])


def test_a_directory_is_synced_once_for_all(tmp_path: Path, storage: Storage) -> None:
    files = [os.open(tmp_path, os.O_RDONLY) for _ in range(MANY)]
    assert waiting(files, storage) == [None] * MANY
    assert len(storage.seen) == 2


def test_an_error_is_that_of_who_asked(tmp_path: Path, storage: Storage) -> None:
    files = made(tmp_path, 4)
    storage.failing = {files[2]}
    found = waiting(files, storage)
    assert [error is not None for error in found] == [False, False, True, False]


def test_an_error_of_all_is_everybodys(tmp_path: Path, storage: Storage) -> None:
    files = made(tmp_path, MANY)
    storage.failing = set(files[1:])
    found = waiting(files, storage)
    assert found[0] is None and all(error is not None for error in found[1:])


@pytest.mark.parametrize(
    ("release", "how"),
    [("4.18.0-553.el8_10.x86_64", "file"), ("5.8-rc1", "all"), ("6.12.41+deb13", "all")],
)
def test_a_kernel_that_hides_errors_syncs_each_file(
    tmp_path: Path, storage: Storage, monkeypatch: pytest.MonkeyPatch, release: str, how: str
) -> None:
    system = os.uname()
    monkeypatch.setattr(os, "uname", lambda: os.uname_result((*system[:2], release, *system[3:])))
    storage.go_on.set()
    files = [os.open(tmp_path / str(n), os.O_CREAT | os.O_RDWR) for n in range(MANY)]
    assert stable.sync_each(files) == [None] * MANY
    assert {what for what, _ in storage.seen} == {how}
    assert len(storage.seen) == (1 if how == "all" else MANY)
    for fd in files:
        os.close(fd)
