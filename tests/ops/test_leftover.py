# SPDX-License-Identifier: Apache-2.0
"""What an interrupted change has added to an image is cut off, unless it has become somebody's."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

import instar
from instar.sandbox import transfer
from instar.sandbox.together import alone
from instar.sandbox.transaction import Transaction
from lab.rebase import must
from tests.wanted import needs

pytestmark = needs("qemu-img")
ADDED = 1 << 20
CLUSTER = 65536


@pytest.fixture(params=["qcow2", "qed"])
def image(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An image to which a change has added something when it was killed."""
    must(tmp_path, "qemu-img", "create", "-q", "-f", request.param, "disk", "4M")
    must(tmp_path, "qemu-io", "-f", request.param, "-c", "write -P 1 0 64k", "disk")
    add(tmp_path / "disk")
    return tmp_path / "disk"


def add(path: Path) -> None:
    child = os.fork()
    if child == 0:
        change = Transaction(str(path), "rebase")
        change.spread()
        transfer.write(change.disk, [memoryview(b"x" * ADDED)], change.disk.size)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def left_over(path: Path) -> list[str]:
    return [one.name for one in path.parent.iterdir() if one != path]


def recover(path: Path) -> None:
    must(path.parent, sys.executable, "-P", "-m", "instar", "recover", path.name)


def test_next_change_cuts_it_off(image: Path) -> None:
    long = image.stat().st_size
    assert long > ADDED and left_over(image)
    instar.resize(image, 8 << 20)
    assert image.stat().st_size <= long - ADDED + CLUSTER and left_over(image) == []
    assert instar.check(image).is_clean


def test_recover_cuts_it_off(image: Path) -> None:
    long = image.stat().st_size
    recover(image)
    assert image.stat().st_size <= long - ADDED + CLUSTER and left_over(image) == []


def test_what_another_program_put_there_stays(image: Path) -> None:
    format = instar.info(image).format
    must(image.parent, "qemu-io", "-f", format, "-c", "write -P 2 1M 512k", "disk")
    long = image.stat().st_size
    recover(image)
    assert image.stat().st_size == long and left_over(image) == []
    must(image.parent, "qemu-io", "-f", format, "-c", "read -P 2 1M 512k", "disk")


def test_a_record_that_does_not_count_is_removed_and_reported(image: Path) -> None:
    (record,) = image.parent.glob(".instar-*.growth")
    record.write_bytes(record.read_bytes()[:-1])
    long = image.stat().st_size
    found = instar.resize(image, 8 << 20)
    (said,) = (one for one in found.warnings if "removed" in one)
    assert said.startswith(f"{image}: removed {record.name}: ")
    assert image.stat().st_size == long and left_over(image) == []


def test_a_change_that_is_completed_first_is_told_once(tmp_path: Path) -> None:
    must(tmp_path, "qemu-img", "create", "-q", "-f", "qcow2", "-o", "cluster_size=4k", "disk", "4M")
    child = os.fork()
    if child == 0:
        with Transaction(str(tmp_path / "disk"), "rebase") as change:
            size = change.disk.size
            for start in (size, size + 4096):
                transfer.write(change.disk, [memoryview(bytes(4096))], start)
            alone(change.recorder.sealing())
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert left_over(tmp_path / "disk")
    found = instar.resize(tmp_path / "disk", 8 << 20)
    assert [one for one in found.warnings if "rebase" in one] == [
        "completed the change that rebase had begun"
    ]
