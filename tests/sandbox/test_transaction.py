# SPDX-License-Identifier: Apache-2.0
"""Whatever ends a change in place, wherever: the file is as before or as after, to those who read
it meanwhile as well, and the next change leaves nothing over.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from instar.errors import OpenError
from instar.generated.journal import JournalHeader, JournalRecord, JournalSeal
from instar.sandbox import growth, transfer
from instar.sandbox.disk import Disk
from instar.sandbox.transaction import Transaction, open_for_change, recover
from lab.crash.storage import digest, state_of
from tests.sandbox.changes import (
    CHANGES,
    FAR,
    OLD,
    Change,
    Way,
    change,
    commit,
    commit_at_once,
    killed,
    nothing,
    put,
    take_back,
)


def expected(make: Change) -> bytes:
    """The same on the file itself."""
    path = Path(f"/proc/self/fd/{os.memfd_create('plain')}")
    path.write_bytes(OLD)
    fd = os.open(path, os.O_RDWR)
    make(Disk(fd, "plain", len(OLD), (0, 0)))
    found = path.read_bytes()
    os.close(fd)
    os.close(int(path.name))
    return found


NEW = {name: expected(make) for name, make in CHANGES.items()}


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "image"
    path.write_bytes(OLD)
    return path


def seen(path: Path) -> bytes:
    """The file as those see it who read through a journal."""
    with Disk.open(str(path)) as disk:
        assert disk.remark == ""
        return bytes(transfer.seen(disk, 0, disk.size))


def test_data_goes_over_data_where_no_journal_lies(image: Path) -> None:
    """A guest that calls tables data gets no more into the file than it may write anyway, and what
    it has put into the journal stays there.
    """
    new = memoryview(b"n" * 512)
    with Transaction(str(image), "test") as running:
        transfer.write_over(running.disk, [new], 0)
        assert image.read_bytes() == OLD  # nobody has said that data may be written over
    with Transaction(str(image), "test") as running:
        running.spread(overwrites=True)
        transfer.write(running.disk, [new], 0)
        transfer.write_over(running.disk, [new], 0)
        assert image.read_bytes() == OLD and growth.left_over(running.disk) is None
        transfer.write_over(running.disk, [new], 512)
        assert image.read_bytes() == OLD[:512] + bytes(new) + OLD[1024:]
        left = growth.left_over(running.disk)
        assert left is not None and (left.old, left.overwrites) == (len(OLD), True)
        transfer.write_over(running.disk, [new], len(OLD) - 100)
        assert seen(image)[:1024] == OLD[:512] + bytes(new)
    assert image.read_bytes() == OLD[:512] + bytes(new) + OLD[1024:]
    assert list(image.parent.iterdir()) == [image]


WAYS = pytest.mark.parametrize("way", [commit, commit_at_once])


def journals(path: Path) -> list[Path]:
    return sorted(set(path.parent.iterdir()) - {path})


@WAYS
@pytest.mark.parametrize("name", CHANGES)
def test_committed_change_is_the_same_as_without_journal(name: str, way: Way, image: Path) -> None:
    way(image, CHANGES[name])
    assert image.read_bytes() == NEW[name]
    assert journals(image) == []


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_seen_by_its_maker_and_not_in_the_file_before_commit(
    name: str, image: Path
) -> None:
    with Transaction(str(image), "test") as running:
        CHANGES[name](running.disk)
        with running.view() as view:
            assert transfer.seen(view, 0, view.size) == NEW[name]
            assert transfer.seen(view, 1111, 4999) == NEW[name][1111:4999].ljust(3888, b"\0")
        assert image.read_bytes() == OLD
        assert journals(image) == []
    assert image.read_bytes() == OLD


def check_after_kill(path: Path, new: bytes) -> bytes:
    """Before recovery and after it the same, old or new. Returns which."""
    before = seen(path)
    assert before in (OLD, new) or is_longer(before, path)
    if is_longer(before, path):
        before = OLD
    elif not journals(path):
        assert path.read_bytes() == before
    with open_for_change(str(path)) as disk:
        recover(disk)
        take_back(disk)
        assert disk.remark == ""
    assert path.read_bytes() == before
    assert journals(path) == []
    return before


def is_longer(found: bytes, path: Path) -> bool:
    """Whether something was added to the old file, and is to be cut off."""
    return found[: len(OLD)] == OLD and any(one.suffix == ".growth" for one in journals(path))


@WAYS
@pytest.mark.parametrize("torn", [-1, 0, 512, 1024])
@pytest.mark.parametrize("name", CHANGES)
def test_killed_at_each_step_file_is_as_before_or_as_after(
    name: str, torn: int, way: Way, image: Path
) -> None:
    found, at = set(), 0
    while killed(image, CHANGES[name], at, torn, way):
        found.add(check_after_kill(image, NEW[name]))
        image.write_bytes(OLD)
        at += 1
    assert image.read_bytes() == NEW[name]
    is_one_write = name == "sector" and torn >= len(OLD[:512])
    assert found == {NEW[name]} | (set() if is_one_write else {OLD})
    assert at > (8 if name != "sector" else 1)


def clear(disk: Disk, start: int, data: bytes) -> None:
    transfer.zero(disk, start, len(data), lambda: None)


@pytest.mark.parametrize("first", [put, clear])
def test_what_is_written_twice_past_an_end_within_a_sector_is_as_the_last(
    first: Callable[[Disk, int, bytes], None], image: Path
) -> None:
    def make(disk: Disk) -> None:
        first(disk, len(OLD) - 100, b"first" * 600)
        put(disk, len(OLD) + 1000, b"again")

    commit(image, make)
    assert image.read_bytes() == expected(make)


def test_killed_while_recovering_the_next_goes_on(image: Path) -> None:
    states: set[bytes] = set()
    for at in range(100):
        if not killed(image, change, at):
            break
        left = digest(state_of(image.parent))
        for step in range(0 if left in states else 100):
            if not killed(image, nothing, step):
                break
        states.add(left)
        commit(image, nothing)
        assert seen(image) == image.read_bytes() and journals(image) == []
        assert image.read_bytes() in (OLD, NEW["all"])
        image.write_bytes(OLD)


@WAYS
@pytest.mark.parametrize("name", ["pwritev", "fsync", "ftruncate", "posix_fallocate", "link"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_failing_at_each_step_leaves_old_or_new(
    name: str, code: int, way: Way, image: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = getattr(os, name)
    for at in range(40):
        left = at

        def failing(*given: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left == -1:
                raise OSError(code, os.strerror(code))
            return plain(*given, **named)

        with monkeypatch.context() as patched:
            patched.setattr(os, name, failing)
            with suppress(OSError):
                way(image, change)
        check_after_kill(image, NEW["all"])
        image.write_bytes(OLD)


def test_no_space_for_growth_gives_the_old_file_back(
    image: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = os.pwritev

    def full(fd: int, parts: Any, start: int) -> int:
        if os.fstat(fd).st_ino == image.stat().st_ino and start >= len(OLD):
            raise OSError(errno.ENOSPC, "full")
        return plain(fd, parts, start)

    monkeypatch.setattr(os, "pwritev", full)
    with pytest.raises(OSError, match="full"):
        commit(image, change)
    assert image.read_bytes() == OLD and journals(image) == []


def test_what_is_written_past_the_end_is_there_before_the_commit(image: Path) -> None:
    with Transaction(str(image), "test") as running:
        running.spread()
        put(running.disk, 24, b"pointer")
        put(running.disk, FAR, b"data")
        assert image.read_bytes() == OLD.ljust(FAR, b"\0") + b"data"
        assert [one.suffix for one in journals(image)] == [".growth"]
    assert image.read_bytes() == OLD and journals(image) == []


@pytest.fixture
def left(image: Path) -> Path:
    """An image whose change is to be completed, and its journal."""
    kept = os.unlink
    assert killed_before_unlink(image)
    assert os.unlink is kept
    (journal,) = journals(image)
    return journal


def killed_before_unlink(path: Path) -> bool:
    """As if the power had failed after the journal was there and nothing else."""
    at = 0
    while True:
        assert killed(path, change, at)
        if journals(path):
            return path.read_bytes() == OLD
        at += 1


def test_journal_counts(image: Path, left: Path) -> None:
    assert seen(image) == NEW["all"] and image.read_bytes() == OLD
    assert left.name == f".instar-{image.stat().st_ino:x}.journal"


def test_next_change_completes_the_last(image: Path, left: Path) -> None:
    with Transaction(str(image), "next") as running:
        assert running.recovered == "test"
        put(running.disk, 3, b"next")
        running.commit()
    assert image.read_bytes() == NEW["all"][:3] + b"next" + NEW["all"][7:]
    assert not left.exists()


def forge(journal: Path, edit: Callable[[bytearray], object]) -> None:
    """Change a journal, and seal it again."""
    content = bytearray(journal.read_bytes())
    edit(content)
    content[-32:] = hashlib.sha256(content[:-32]).digest()
    journal.write_bytes(content)


def flip(content: bytearray, at: int) -> None:
    content[at] ^= 1


IGNORED: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda p: p.write_bytes(b""), "it is not whole"),
    "truncated": (lambda p: os.truncate(p, p.stat().st_size - 1), ""),
    "cut": (lambda p: os.truncate(p, 200), "it is not whole"),
    "flipped": (lambda p: p.write_bytes(flipped(p.read_bytes(), 300)), "it is not whole"),
    "mode": (lambda p: p.chmod(0o644), "its mode is 0644, not 0600"),
    "linked": (lambda p: os.link(p, p.parent / "other"), "it has more names than journals"),
    "inode": (
        lambda p: forge(p, lambda c: flip(c, 16)),
        "it belongs to another image",
    ),
    "owner": (
        lambda p: forge(p, lambda c: flip(c, 12)),
        "it belongs to another image",
    ),
    "magic": (lambda p: forge(p, lambda c: flip(c, 0)), "journal header: magic"),
    "kind": (lambda p: forge(p, lambda c: flip(c, JournalHeader.SIZE + 3)), "journal record: kind"),
    "length": (
        lambda p: forge(p, lambda c: flip(c, JournalHeader.SIZE + 16 + 5)),
        "a record is out of range",
    ),
    "count": (
        lambda p: forge(p, lambda c: flip(c, len(c) - JournalSeal.SIZE + 8)),
        "records, not",
    ),
}


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes((content[at] ^ 1,)) + content[at + 1 :]


@pytest.mark.parametrize("name", IGNORED)
def test_journal_that_does_not_count_is_ignored_and_reported(
    name: str, image: Path, left: Path
) -> None:
    spoil, reason = IGNORED[name]
    spoil(left)
    with Disk.open(str(image)) as disk:
        assert transfer.seen(disk, 0, disk.size) == OLD
        assert f"ignored the journal {left.name}: " in disk.remark and reason in disk.remark
    with Transaction(str(image), "next") as running:
        assert running.recovered == "" and reason in running.disk.remark
        change(running.disk)
        running.commit()
    assert image.read_bytes() == NEW["all"]


def test_link_instead_of_a_journal_is_ignored(image: Path, left: Path) -> None:
    left.rename(image.parent / "elsewhere")
    left.symlink_to("elsewhere")
    with Disk.open(str(image)) as disk:
        assert transfer.seen(disk, 0, disk.size) == OLD and "ignored" in disk.remark


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_journal_of_another_user_is_ignored(image: Path, left: Path) -> None:
    os.chown(left, 12345, -1)
    with Disk.open(str(image)) as disk:
        assert "it belongs to another user" in disk.remark and disk.overlay is None


def test_copy_of_an_image_is_not_what_the_journal_is_for(image: Path, left: Path) -> None:
    copy = image.parent / "copy"
    copy.write_bytes(OLD)
    left.rename(image.parent / f".instar-{copy.stat().st_ino:x}.journal")
    with Disk.open(str(copy)) as disk:
        assert "it belongs to another image" in disk.remark


@pytest.mark.parametrize(
    "spoil",
    [
        lambda p: p.write_bytes(flipped(OLD, 25)),  # a sector that is put
        lambda p: p.write_bytes(OLD[:-8]),  # shorter than ever
        lambda p: p.write_bytes(OLD + bytes(2 * FAR)),  # longer than ever
        lambda p: p.write_bytes(OLD + b"z" * 1000),  # grown where the change grows
    ],
)
def test_stale_journal_is_ignored(spoil: Callable[[Path], object], image: Path, left: Path) -> None:
    del left
    spoil(image)
    content = image.read_bytes()
    with Disk.open(str(image)) as disk:
        assert "changed by another program since" in disk.remark
        assert transfer.seen(disk, 0, disk.size) == content
    with open_for_change(str(image)) as disk:
        assert recover(disk) == ""
    assert image.read_bytes() == content


def test_image_in_use_is_not_changed(image: Path) -> None:
    with Transaction(str(image), "first") as running:
        put(running.disk, 0, b"first")
        with pytest.raises(OpenError, match='Failed to get "write" lock'):
            Transaction(str(image), "second")
        running.commit()


def test_link_to_an_image_has_the_journal_next_to_the_image(image: Path, left: Path) -> None:
    del left
    there = image.parent / "there"
    there.mkdir()
    (there / "link").symlink_to(image)
    assert seen(there / "link") == NEW["all"]
    commit(there / "link", nothing)
    assert image.read_bytes() == NEW["all"] and journals(image) == [there]


def test_record_is_as_the_spec_says(image: Path, left: Path) -> None:
    """By hand: the first record of the journal."""
    content = left.read_bytes()
    header = JournalHeader.unpack(content)
    assert (header.inode, header.len_old) == (image.stat().st_ino, len(OLD))
    assert header.command.rstrip(b"\0") == b"test"
    first = JournalRecord.unpack(content[JournalHeader.SIZE :])
    assert (first.kind, first.start, first.length) == (0, 512, 3584)  # 1000 to 4000, in sectors
    at = JournalHeader.SIZE + JournalRecord.SIZE + 4 * 7
    assert content[at : at + 3584] == OLD[512:1000] + b"n" * 3000 + OLD[4000:4096]
