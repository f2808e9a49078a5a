# SPDX-License-Identifier: Apache-2.0
"""Files that instar makes are whole or not there, and nobody chooses where they go but their
maker.
"""

from __future__ import annotations

import errno
import os
import signal
import stat
from pathlib import Path

import pytest

from instar.sandbox import outputs
from instar.sandbox.outputs import NewFile, write_new


def test_file_has_content_and_usual_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mask = os.umask(0o027)
    try:
        with monkeypatch.context() as patched:
            patched.delattr(os, "umask")  # a mask that is set to be read is other threads' too
            write_new(str(tmp_path / "new"), b"content")
        assert outputs.umask() == 0o027
        monkeypatch.setattr(outputs, "_STATUS", "/nowhere")
        assert outputs.umask() == 0o027
    finally:
        os.umask(mask)
    assert (tmp_path / "new").read_bytes() == b"content"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["new"]


def test_unfinished_file_is_private_and_has_no_name(tmp_path: Path) -> None:
    with NewFile(str(tmp_path / "new")) as made:
        assert os.listdir(tmp_path) == []
        assert stat.S_IMODE(os.fstat(made.fd).st_mode) == 0o600
    assert os.listdir(tmp_path) == []


@pytest.fixture
def only_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without files that have no name."""
    plain = os.open

    def refusing(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(errno.EOPNOTSUPP, "not here")
        return plain(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refusing)


@pytest.mark.usefixtures("only_named")
def test_unfinished_file_has_another_name_where_it_must(tmp_path: Path) -> None:
    with NewFile(str(tmp_path / "new")) as made:
        (scratch,) = os.listdir(tmp_path)
        assert scratch != "new" and stat.S_IMODE(os.fstat(made.fd).st_mode) == 0o600
    assert os.listdir(tmp_path) == []
    write_new(str(tmp_path / "new"), b"new")
    assert os.listdir(tmp_path) == ["new"] and (tmp_path / "new").read_bytes() == b"new"


@pytest.mark.usefixtures("only_named")
def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        NewFile(str(tmp_path / "new"))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    (tmp_path / "other.part").write_bytes(b"theirs")
    assert len(os.listdir(tmp_path)) == 2
    with NewFile(str(tmp_path / "used")):
        write_new(str(tmp_path / "new"), b"new")
        assert len(os.listdir(tmp_path)) == 3  # what is in use stays
    assert sorted(os.listdir(tmp_path)) == ["new", "other.part"]


def test_no_file_is_taken_over_that_came_meanwhile(tmp_path: Path) -> None:
    with NewFile(str(tmp_path / "new")) as made:
        (tmp_path / "new").write_bytes(b"meanwhile")
        made.keep()
    assert os.listdir(tmp_path) == ["new"] and (tmp_path / "new").read_bytes() == b""


def test_replaced_file_gives_its_mode_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    os.chmod(tmp_path / "old", 0o4604)
    write_new(str(tmp_path / "old"), b"new")
    assert (tmp_path / "old").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o604


def test_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old").write_bytes(b"old")

    def fail(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_new(str(tmp_path / "old"), b"new")
    assert (tmp_path / "old").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["old"]


def test_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"precious")
    (tmp_path / "link").symlink_to("victim")
    write_new(str(tmp_path / "link"), b"new")
    assert (tmp_path / "victim").read_bytes() == b"precious"
    assert not (tmp_path / "link").is_symlink() and (tmp_path / "link").read_bytes() == b"new"


def test_scratch_name_that_is_taken_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a process that knows the name gains nothing."""
    (tmp_path / "victim").write_bytes(b"precious")
    monkeypatch.setattr(os, "urandom", bytes)
    (tmp_path / f".{'00' * 16}.part").symlink_to("victim")
    (tmp_path / "new").write_bytes(b"old")
    with pytest.raises(OSError):
        write_new(str(tmp_path / "new"), b"new")
    assert (tmp_path / "victim").read_bytes() == b"precious"


@pytest.mark.parametrize("kind", ["fifo", "directory", "device"])
def test_what_is_no_file_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "it"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "directory":
        path.mkdir()
    name = "/dev/null" if kind == "device" else str(path)
    with pytest.raises(OSError):
        write_new(name, b"new")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert [entry for entry in os.listdir(tmp_path) if entry != "it"] == []


def test_directory_that_is_swapped_keeps_the_file(tmp_path: Path) -> None:
    """What was opened is where the file goes, whatever has the name by then."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "theirs").mkdir()
    with NewFile(str(tmp_path / "mine" / "new")) as made:
        os.rename(tmp_path / "mine", tmp_path / "moved")
        (tmp_path / "mine").symlink_to("theirs")
        made.keep()
    assert os.listdir(tmp_path / "moved") == ["new"] and os.listdir(tmp_path / "theirs") == []
