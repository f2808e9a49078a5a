# SPDX-License-Identifier: Apache-2.0
"""A small disk is looked at and converted in one run, by an order that comes in its turn."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

import instar
from instar.errors import InstarError, SandboxError
from instar.generated.formats.qcow2 import Qcow2Header
from instar.generated.messages import Opened
from instar.generated.profiles import DEFAULT
from instar.ops.access import Access
from instar.ops.convert_directly import Direct
from instar.ops.create_batch import Batch
from instar.ops.run import Job, Outcome, Runner
from instar.sandbox.access import admit
from instar.sandbox.errors import GuestProtocolError
from instar.sandbox.sandbox import Result, Sandbox

M = 1 << 20
SAID = Opened(virtual_size=M, format=2, cell=0)


@pytest.mark.parametrize(("size", "runs"), [(M, 1), (16 * M, 2)])
def test_only_a_large_disk_is_looked_at_first(
    tmp_path: Path, asked: list[str], size: int, runs: int
) -> None:
    with open(tmp_path / "source", "wb") as file:
        file.write(os.urandom(M))
        file.truncate(size)
    with instar.Client() as client:
        found = client.convert(tmp_path / "source", tmp_path / "made", format="vpc")
        client.convert(tmp_path / "made", tmp_path / "back", format="raw")
        assert client.compare(tmp_path / "source", tmp_path / "back")
    assert found.virtual_size >= size
    assert asked.count("convert") == 2 * runs
    assert "map" not in asked


def test_tables_of_a_small_qcow2_are_read_with_few_doorbells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order, what the file takes, tables that the header names, those that these name, where
    the holes are, data, what is written, the end.
    """
    with open(tmp_path / "plain", "wb") as file:
        for place in (0, M // 2, M - 8192):
            file.seek(place)
            file.write(os.urandom(8192))
    counted: list[int] = []
    run = Sandbox.run

    def count(self: Sandbox, *given: Any, **wanted: Any) -> Result:
        found = run(self, *given, **wanted)
        if given[0] == "convert":
            counted.append(found.num_doorbells)
        return found

    with instar.Client() as client:
        client.convert(tmp_path / "plain", tmp_path / "source", format="qcow2")
        os.sync()  # some file systems allocate late
        monkeypatch.setattr(Sandbox, "run", count)
        client.convert(tmp_path / "source", tmp_path / "made", format="qcow2")
        assert len(counted) == 1 and counted[0] <= 8
        assert client.compare(tmp_path / "plain", tmp_path / "made").equal


def test_a_small_disk_may_have_large_tables(tmp_path: Path) -> None:
    """The guest asks what its files hold, also of the one that it has no order to write yet."""
    instar.create(tmp_path / "source", format="vhdx", size=0, options={"block_size": 8 * M})
    assert os.path.getsize(tmp_path / "source") > 64 * M
    found = instar.convert(tmp_path / "source", tmp_path / "made", format="qcow2")
    assert found.virtual_size == 0


def test_a_source_that_does_not_open_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(Qcow2Header.MAGIC + b"\0\0\0\x09" + bytes(1 << 16))
    with instar.Client() as client, pytest.raises(InstarError, match="source"):
        client.convert(tmp_path / "source", tmp_path / "made", format="qcow2")
    assert not (tmp_path / "made").exists()


def _never(opened: Opened) -> None:
    raise AssertionError("asked")


def _run(script: Callable[[Job], None]) -> SandboxError:
    """What becomes of a guest that does this."""

    def run(job: Job) -> Outcome:
        script(job)
        return Outcome(None, ())

    runner = cast(Runner, SimpleNamespace(pool=SimpleNamespace(kind="kvm"), run=run))
    job = Job(operation="convert", config=b"", profile=DEFAULT, access=Access(), walking="")
    with pytest.raises(SandboxError) as caught:
        Direct(_never, runner).run(job, cast(Batch, None))
    return caught.value


def _ask(job: Job) -> None:
    assert job.desk is not None and job.desk.medium is not None
    job.desk.medium.read([memoryview(bytearray(512))], 0, 512)


def test_a_guest_that_asks_before_it_says_anything_gets_no_order() -> None:
    assert "out of turn" in str(_run(_ask))


def test_a_guest_that_says_two_sizes_gets_no_order() -> None:
    def twice(job: Job) -> None:
        assert job.on_opened is not None
        job.on_opened(SAID)
        job.on_opened(SAID)
        _ask(job)

    assert "out of turn" in str(_run(twice))


def test_a_guest_that_never_asks_has_failed() -> None:
    assert "ended with error" in str(_run(lambda job: None))


def test_nothing_is_written_before_the_order() -> None:
    def write(job: Job) -> None:
        (output,) = job.outputs
        with pytest.raises(GuestProtocolError, match="past the 0 bytes"):
            admit("kvm", "write", output, 0, 1, 1)

    _run(write)
