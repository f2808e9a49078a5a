# SPDX-License-Identifier: Apache-2.0
"""A guest that may write, and writes what it may not, in whole sandboxes of both kinds."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from instar.sandbox import transfer
from instar.sandbox.access import Output
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestProtocolError
from tests.sandbox.conftest import Try

LONGEST = 1 << 16
MOST = 4 * LONGEST
SECTOR = 512


@pytest.fixture
def disks(tmp_path: Path, image: Disk) -> Iterator[tuple[Disk, ...]]:
    """An input, an output, and another output that nothing is written to."""
    files = [os.open(tmp_path / name, os.O_RDWR | os.O_CREAT) for name in ("out", "other")]
    outputs = [Disk.made(fd, f"out{n}", Output(LONGEST, MOST)) for n, fd in enumerate(files)]
    yield image, *outputs
    for fd in files:
        os.close(fd)


def sizes(disks: tuple[Disk, ...]) -> list[int]:
    return [os.fstat(disk.fd).st_size for disk in disks]


def test_what_is_allowed_is_written(attempt: Try, disks: tuple[Disk, ...]) -> None:
    _, said = attempt("QUEUE_PUTS", 1, LONGEST - SECTOR, SECTOR, 1, 0, disks=disks)
    assert said == ["survived"]
    assert sizes(disks)[1:] == [LONGEST, 0]


WRONG = [
    ("a byte past the end", (1, LONGEST - SECTOR + 1, SECTOR, 1, 0), "that out0 may have"),
    ("a sector past the end", (1, LONGEST, SECTOR, 1, 0), "that out0 may have"),
    ("half of 64 bits", (1, 1 << 63, SECTOR, 1, 0), "that out0 may have|past"),
    ("the last byte of 64 bits", (1, (1 << 64) - 1, SECTOR, 1, 0), "that out0 may have|past"),
    ("a sum that wraps", (1, (1 << 64) - SECTOR, SECTOR, 1, 0), "that out0 may have|past"),
    ("the input", (0, 0, SECTOR, 1, 0), "read-only"),
    ("no disk", (3, 0, SECTOR, 1, 0), "disk 3|file 3"),
    ("far from any disk", ((1 << 32) - 1, 0, SECTOR, 1, 0), "4294967295"),
    ("the same place for ever", (1, 0, SECTOR, 1 << 40, 0), f"more than {MOST} bytes written"),
    ("on and on", (1, 0, SECTOR, 1 << 40, SECTOR), "that out0 may have"),
]


@pytest.mark.parametrize(
    ("arguments", "reason"), [row[1:] for row in WRONG], ids=[r[0] for r in WRONG]
)
def test_what_leaves_the_bounds_ends_the_run(
    attempt: Try, disks: tuple[Disk, ...], arguments: tuple[int, ...], reason: str
) -> None:
    before = os.pread(disks[0].fd, 1 << 21, 0)
    with pytest.raises(GuestProtocolError, match=reason):
        attempt("QUEUE_PUTS", *arguments, disks=disks)
    assert os.pread(disks[0].fd, 1 << 21, 0) == before
    assert sizes(disks)[1] <= LONGEST
    assert sizes(disks)[2] == 0


def test_nothing_follows_a_write_that_failed(
    attempt: Try, disks: tuple[Disk, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(transfer, "write", full)
    with pytest.raises(GuestProtocolError, match="after one that failed"):
        attempt("QUEUE_PUTS", 1, 0, SECTOR, 2, SECTOR, disks=disks)
    assert sizes(disks)[1:] == [0, 0]
