# SPDX-License-Identifier: Apache-2.0
"""Work that waits for stable storage side by side with other work."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from instar.errors import InstarError, SandboxError
from instar.sandbox import stable, together
from instar.sandbox.together import alone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.sandbox.together import Waiting


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens, in order: names of steps, and of files that are synced."""
    seen: list[str] = []

    def note(fd: int) -> None:
        name = os.path.basename(os.readlink(f"/proc/self/fd/{fd}"))
        seen.append(f"sync {name}")
        if name.startswith("bad"):
            raise OSError(5, os.strerror(5))

    def note_all(fd: int) -> None:
        seen.append("sync all")

    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr(stable, "sync_file_system", note_all)
    return seen


def opened(folder: Path, name: str) -> int:
    return os.open(folder / name, os.O_CREAT | os.O_RDWR)


def work(log: list[str], name: str, files: Sequence[int]) -> Waiting[str]:
    """Waits for one file after the other."""
    try:
        for number, fd in enumerate(files):
            log.append(f"{name}{number}")
            yield [fd]
        log.append(f"{name} done")
        return name
    except OSError as error:
        log.append(f"{name} failed")
        raise SandboxError(str(error)) from error
    finally:
        log.append(f"{name} closed")


def test_none_goes_on_before_all_are_as_far(tmp_path: Path, log: list[str]) -> None:
    files = [opened(tmp_path, name) for name in "xyz"]
    both = [work(log, "a", files[:2]), work(log, "b", files[2:])]
    assert together.together(both) == ["a", "b"]
    first = ["a0", "b0", "sync x", "sync z"]
    assert log == [*first, "a1", "b done", "b closed", "sync y", "a done", "a closed"]


def test_alone_it_is_the_same_work(tmp_path: Path, log: list[str]) -> None:
    files = [opened(tmp_path, name) for name in ("x", "bad")]
    with pytest.raises(InstarError):
        alone(work(log, "a", files))
    assert log == ["a0", "sync x", "a1", "sync bad", "a failed", "a closed"]


def test_an_error_of_one_leaves_the_others_alone(tmp_path: Path, log: list[str]) -> None:
    bad, good = opened(tmp_path, "bad"), opened(tmp_path, "good")
    found = together.together([work(log, "a", [good, good]), work(log, "b", [bad, good])])
    assert found[0] == "a" and isinstance(found[1], SandboxError)
    assert log.count("sync good") == 2 and "b1" not in log


def test_the_same_file_is_synced_once_and_many_by_their_file_system(
    tmp_path: Path, log: list[str]
) -> None:
    folder = [os.open(tmp_path, os.O_RDONLY) for _ in range(20)]
    together.together([work(log, "a", [fd]) for fd in folder])
    assert [one for one in log if one.startswith("sync")] == [f"sync {tmp_path.name}"]
    log.clear()
    files = [opened(tmp_path, str(number)) for number in range(stable.FEW + 1)]
    together.together([work(log, "a", [fd]) for fd in files])
    assert [one for one in log if one.startswith("sync")] == ["sync all"]


def test_an_exception_ends_them_all(tmp_path: Path, log: list[str]) -> None:
    fd = opened(tmp_path, "x")

    def interrupted() -> Waiting[str]:
        yield [fd]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        together.together([work(log, "a", [fd, fd]), interrupted()])
    assert log == ["a0", "sync x", "a1", "a closed"]


class Told(together.Joint):
    """Notes who comes together; those that are named `bad` fail."""

    def __init__(self, log: list[str], name: str) -> None:
        self.log, self.name = log, name

    @classmethod
    def at_once(cls, every: Sequence[Told]) -> list[OSError | None]:
        every[0].log.append(" ".join(one.name for one in every))
        return [OSError(5, "no") if one.name == "bad" else None for one in every]


def joining(log: list[str], name: str) -> Waiting[str]:
    try:
        yield Told(log, name)
    except OSError as error:
        raise SandboxError(str(error)) from error
    return name


def test_what_works_do_together_is_done_once(log: list[str]) -> None:
    names = ["a", "bad", "c"]
    first, second, third = together.together([joining(log, name) for name in names])
    assert (first, third) == ("a", "c") and isinstance(second, SandboxError)
    assert log == ["a bad c"]
    assert alone(joining(log, "d")) == "d"
    with pytest.raises(SandboxError):
        alone(joining(log, "bad"))
    assert log == ["a bad c", "d", "bad"]
