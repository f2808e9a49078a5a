# SPDX-License-Identifier: Apache-2.0
"""A guest is not asked what another has said of the same bytes, and is asked of any others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import instar
from instar.errors import InstarError
from instar.ops.run import Job, Outcome, Runner
from instar.sandbox.disk import Disk
from instar.sandbox.witness import Witness

M = 1 << 20


def test_images_that_begin_alike_are_looked_at_once(tmp_path: Path, asked: list[str]) -> None:
    with instar.Client() as client:
        for number in range(3):
            (tmp_path / "source").write_bytes(bytes([number + 1]) * M)
            client.convert(tmp_path / "source", tmp_path / f"{number}", format="qcow2")
    assert asked.count("convert") == 3
    assert asked.count("info") == 1


def test_another_header_is_looked_at(tmp_path: Path, asked: list[str]) -> None:
    (tmp_path / "source").write_bytes(b"\1" * M)
    with instar.Client() as client:
        for bits in (16, 8):
            client.convert(
                *(tmp_path / "source", tmp_path / f"{bits}"),
                format="qcow2",
                options={"refcount_bits": bits},
            )
    assert asked.count("info") == 2


def test_one_byte_is_enough(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\1" * 4096)
    with open(tmp_path / "a", "r+b") as file:
        witness = Witness(file.fileno(), 4096)
        buffer = bytearray(1024)
        witness.read([memoryview(buffer)], 512, 1536)
        seen = witness.seen
        assert seen is not None and buffer == b"\1" * 1024
        assert seen.is_of(file.fileno())
        file.seek(1535)
        file.write(b"\2")
        file.flush()
        assert not seen.is_of(file.fileno())
        file.seek(1535)
        file.write(b"\1\2")
        file.flush()
        assert seen.is_of(file.fileno())


def test_what_is_more_than_bytes_is_not_remembered(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(1 << 17))
    with open(tmp_path / "a", "rb") as file:
        holes = Witness(file.fileno(), 1 << 17)
        assert list(holes.ranges(0)) == [(0, 1 << 17)]
        assert holes.seen is None
        long = Witness(file.fileno(), 1 << 17)
        long.read([memoryview(bytearray(1 << 17))], 0, 1 << 17)
        assert long.seen is None


def test_a_guest_that_spoils_its_image_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    (tmp_path / "source").write_bytes(b"\1" * M)
    run = Runner.run

    def spoiling(self: Runner, job: Job) -> Outcome:
        found = run(self, job)
        if job.operation == "convert":
            _spoil(job.outputs[0])
        return found

    with instar.Client() as client:
        client.convert(tmp_path / "source", tmp_path / "good", format="qcow2")
        monkeypatch.setattr(Runner, "run", spoiling)
        with pytest.raises(InstarError):
            client.convert(tmp_path / "source", tmp_path / "bad", format="qcow2")
    assert not (tmp_path / "bad").exists()
    assert asked.count("info") == 2


def _spoil(disk: Disk) -> None:
    """A version that there is not."""
    os.pwrite(disk.fd, b"\7", 7)
