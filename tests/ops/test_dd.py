# SPDX-License-Identifier: Apache-2.0
"""Blocks of images: the files of the live qemu-img, and what is refused."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from instar.errors import ImageError
from instar.ops.conversion import Blocks
from instar.ops.convert import Converter
from lab.dd import differ
from lab.images.qcow2 import CLUSTER, COMPRESSED, COPIED, DATA, SPARE, qcow2_bytes
from lab.parity.store import Answer
from lab.parity.tools import Instar
from tests.wanted import needs

QEMU = shutil.which("qemu-img")
needs_qemu_img = needs("qemu-img")
SAMPLE = 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").write_bytes(random.Random(7).randbytes(10_752))
    return tmp_path


def dd(folder: Path, words: str) -> Answer:
    return Instar(folder).ask(["dd", *words.split()], "")


@needs_qemu_img
@pytest.mark.parametrize("seed", range(SAMPLE))
def test_random_blocks_are_those_of_qemu_img(tmp_path: Path, seed: int) -> None:
    assert differ(seed, tmp_path) == ""


@pytest.mark.parametrize(
    ("blocks", "disk", "part"),
    [
        (Blocks(512), 1024, (0, 1024)),
        (Blocks(512, 3), 1024, (0, 1024)),
        (Blocks(512, 1), 1024, (0, 512)),
        (Blocks(512, 5, 3), 5120, (1536, 1024)),
        (Blocks(512, 3, 5), 5120, (1536, 0)),
        (Blocks(1000, None, 3), 10752, (3000, 7752)),
        (Blocks(1, None, 1 << 62), 512, (512, 0)),
    ],
)
def test_skipped_blocks_are_among_those_that_count(
    blocks: Blocks, disk: int, part: tuple[int, int]
) -> None:
    assert blocks.part(disk) == part


def test_the_last_sector_is_filled_up(folder: Path) -> None:
    assert dd(folder, "if=in of=out bs=1000 skip=3") == Answer(0)
    expected = (folder / "in").read_bytes()[3000:].ljust(8192, b"\0")
    assert (folder / "out").read_bytes() == expected


def test_skipping_everything_is_said(folder: Path) -> None:
    said = dd(folder, "if=in of=out skip=22")
    assert (said.rc, said.stderr) == (0, "instar: in: cannot skip to specified offset\n")
    assert (folder / "out").stat().st_size == 0
    assert dd(folder, "if=in of=out skip=21") == Answer(0)


@pytest.mark.parametrize("other", ["in", "./in", "link", "hard"])
def test_input_and_output_are_two_files(folder: Path, other: str) -> None:
    (folder / "link").symlink_to("in")
    os.link(folder / "in", folder / "hard")
    before = (folder / "in").read_bytes()
    said = dd(folder, f"if=in of={other}")
    assert said.rc == 1 and "is both input and output" in said.stderr
    assert (folder / "in").read_bytes() == before


def test_zeros_are_written(folder: Path) -> None:
    (folder / "zeros").write_bytes(bytes(1 << 20))
    assert dd(folder, "if=zeros of=out bs=64k") == Answer(0)
    assert (folder / "out").stat().st_blocks * 512 >= 1 << 20


def test_what_cannot_be_read_leaves_no_output(folder: Path) -> None:
    broken = qcow2_bytes(
        entries={0: DATA | COPIED, 1: COMPRESSED | SPARE}, pieces={SPARE: b"\xff" * 512}
    )
    (folder / "bad.qcow2").write_bytes(broken)
    said = dd(folder, f"if=bad.qcow2 of=out bs={CLUSTER} count=1")
    assert (said.rc, (folder / "out").read_bytes()) == (0, b"data" * (CLUSTER // 4))
    (folder / "out").write_bytes(b"old")
    said = dd(folder, f"if=bad.qcow2 of=out bs={CLUSTER}")
    assert said.rc == 1
    assert "error while reading from input image file: Input/output error" in said.stderr
    assert (folder / "out").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "what the error says"), (1, "error while reading from input image file: ")],
)
def test_only_an_error_of_the_operation_s_own_is_one_of_reading(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, text: str
) -> None:
    def fail(self: Converter) -> None:
        error = ImageError("qcow2 header", "magic", 0, "is wrong", qemu="what the error says")
        error.number = number
        raise error

    monkeypatch.setattr(Converter, "convert", fail)
    said = dd(folder, "--qemu-version 11.1 if=in of=out")
    assert said.rc == 1
    assert said.stderr.startswith(f"instar: {text}")
