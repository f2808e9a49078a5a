# SPDX-License-Identifier: Apache-2.0
"""An image that is changed in several steps stays locked between them."""

from __future__ import annotations

from pathlib import Path

import pytest

import instar
from instar.ops.run import Job, Outcome, Runner
from instar.sandbox.disk import Disk
from instar.sandbox.locks import WRITER, take
from instar.sandbox.transaction import Transaction

SIZE = 256 << 10


def is_held(path: Path) -> bool:
    with open(path, "r+b") as file:
        return take(file.fileno(), WRITER) != ""


def watch(path: Path, patch: pytest.MonkeyPatch) -> list[bool]:
    """Whether a file is locked, from now on: at each run of a guest, commit and end of a file."""
    found: list[bool] = []
    run, commit, close = Runner.run, Transaction.commit, Disk.close

    def note() -> None:
        found.extend([is_held(path)] if not found or found[-1] != is_held(path) else ())

    def running(self: Runner, job: Job) -> Outcome:
        note()
        return run(self, job)

    def committing(self: Transaction) -> None:
        note()
        commit(self)

    def closing(self: Disk) -> None:
        close(self)
        note()

    patch.setattr(Runner, "run", running)
    patch.setattr(Transaction, "commit", committing)
    patch.setattr(Disk, "close", closing)
    return found


@pytest.mark.parametrize("format", ["raw", "qcow2"])
def test_a_base_is_locked_from_its_lengthening_until_the_image_is_empty(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, top = tmp_path / "disk", tmp_path / "top"
    instar.create(disk, format=format, size=SIZE)
    instar.create(top, format="qcow2", size=2 * SIZE, backing=disk, backing_format=format)
    seen = watch(disk, monkeypatch)
    found = instar.commit(top, allow_write=[tmp_path])
    assert (found.emptied, found.base_virtual_size) == (True, 2 * SIZE)
    assert seen == [False, True, False]
    assert not is_held(top)
    assert instar.info(disk, format=format).virtual_size == 2 * SIZE


def test_a_target_is_locked_until_it_has_the_bitmaps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, disk = tmp_path / "source", tmp_path / "disk"
    for path in (source, disk):
        instar.create(path, format="qcow2", size=SIZE)
    instar.bitmap(source, "a", ["add"])
    seen = watch(disk, monkeypatch)
    assert instar.convert(source, disk, format="qcow2", over=True, bitmaps=True).bitmaps == 1
    assert seen == [False, True, False]
