# SPDX-License-Identifier: Apache-2.0
"""A repair killed at any call that changes a file leaves the image as before, or repaired."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import instar
from instar.generated.journal import JournalKind
from instar.sandbox.transaction import Transaction, open_for_change, recover
from tests.ops.repairing import OTHERS, QCOW2, copied, folder, with_log
from tests.sandbox.changes import Recorded, Step, killed
from tests.sandbox.test_transaction import seen

assert folder

WANTED = (
    ("q2-plain.qcow2", "count-mixed"),
    ("q2-plain.qcow2", "reftable-zero"),
    ("q2-plain.qcow2", "l2-dropped"),
    ("q2-snap.qcow2", "snapshot-count-more"),
    ("qed-small.qed", "l1-past-end"),
    ("par-small.parallels", "bat-twice"),
    ("vhdx-small.vhdx", "log"),
)


def _laid(image: str, label: str, folder: Path) -> Path:
    if label == "log":
        return with_log(folder)
    damage = next(d for d in (*QCOW2, *OTHERS) if (d.image, d.label) == (image, label))
    return copied(damage.image, damage.pokes, folder)


@contextmanager
def _listening(patch: pytest.MonkeyPatch, steps: list[Step]) -> Iterator[None]:
    """Take down what a repair would do, in its order, instead of doing it."""

    def take(change: Transaction) -> None:
        for step in change.recorder.all_steps():
            data = b""
            if step.kind == JournalKind.PUT:
                found = bytearray(step.length)
                change.recorder.overlay.content.fill([memoryview(found)], step.place)
                data = bytes(found)
            steps.append((step.kind, step.start, step.length, data))

    with patch.context() as inner:
        inner.setattr(Transaction, "commit", take)
        yield


@pytest.mark.parametrize("image, label", WANTED)
@pytest.mark.parametrize("torn", [-1, 512])
def test_killed_anywhere_the_image_is_as_before_or_repaired(
    image: str, label: str, torn: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _laid(image, label, folder)
    old = path.read_bytes()
    steps: list[Step] = []
    with _listening(monkeypatch, steps):
        instar.repair(path)
    alone = folder / "alone"
    alone.mkdir()
    killed_at = alone / path.name
    shutil.copy(path, killed_at)
    instar.repair(path)
    new = path.read_bytes()
    make, at, found = Recorded(steps), 0, set()
    while killed(killed_at, make, at, torn):
        before = seen(killed_at)
        found.add(before)
        with open_for_change(str(killed_at)) as disk:
            recover(disk)
        assert killed_at.read_bytes() == before
        killed_at.write_bytes(old)
        at += 1
    is_one_write = [length for _, _, length, _ in steps] == [torn]  # torn after all of it
    assert found == {new} | (set() if is_one_write else {old})
    assert killed_at.read_bytes() == new
