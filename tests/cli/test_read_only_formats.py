# SPDX-License-Identifier: Apache-2.0
"""Formats that qemu only reads: what instar says of their images, and reads in them, is what the
real qemu-img does.
"""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from lab.images.bochs import bochs
from lab.images.cloop import BLOCK, cloop, cloop_bytes, packed
from tests.cli.conftest import Instar

pytestmark = pytest.mark.usefixtures("folder")

DISK = bytes(BLOCK) + random.Random(17).randbytes(3 * BLOCK) + b"sector  " * 700
IMAGES = {
    "sparse.bochs": lambda path: bochs(path, {0: 2, 1: 0, 4: 1}, sectors=0b10110101),
    "old.bochs": lambda path: bochs(path, {5: 0}, version=1),
    "empty.bochs": lambda path: bochs(path, {}),
    "disk.cloop": lambda path: cloop(path, DISK),
    "large.cloop": lambda path: cloop(path, DISK * 30, block=1 << 20),
}
QUESTIONS = (
    ("info",),
    ("map", "--output=json"),
    ("measure", "-O", "qcow2"),
    ("check",),
    ("check", "-r", "all"),
    ("snapshot", "-l"),
    ("snapshot", "-c", "name"),
    ("commit",),
)


def theirs(qemu_img: Path, *words: str) -> tuple[int, str, str]:
    run = subprocess.run([qemu_img, *words], capture_output=True, text=True, check=False)
    return run.returncode, run.stdout, run.stderr


def exact(instar: Instar, qemu_img: Path, *words: str) -> tuple[int, str, str]:
    """The same of instar, as the same release."""
    version = theirs(qemu_img, "--version")[1].split()[2]
    answer = instar(words[0], "--qemu-version", version, *words[1:])
    return answer.status, answer.out, answer.err.replace("instar: ", "qemu-img: ")


@pytest.mark.parametrize("name", IMAGES)
def test_answers_are_those_of_qemu_img(name: str, instar: Instar, qemu_img: Path) -> None:
    IMAGES[name](Path(name))
    for question in QUESTIONS:
        assert exact(instar, qemu_img, *question, name) == theirs(qemu_img, *question, name), (
            question
        )
    resize = "resize", name, "1M"
    assert exact(instar, qemu_img, *resize) == theirs(qemu_img, *resize)


@pytest.mark.parametrize("target", ["raw", "qcow2"])
@pytest.mark.parametrize("name", IMAGES)
def test_what_is_converted_is_what_qemu_img_writes(
    name: str, target: str, instar: Instar, qemu_img: Path
) -> None:
    IMAGES[name](Path(name))
    assert theirs(qemu_img, "convert", "-O", target, name, "theirs")[0] == 0
    assert instar("convert", "-O", target, name, "ours").status == 0
    assert Path("ours").read_bytes() == Path("theirs").read_bytes()


def test_a_chain_may_end_in_one(instar: Instar) -> None:
    cloop(Path("base.cloop"), DISK)
    made = instar("create", "-f", "qcow2", "-F", "cloop", "-b", "base.cloop", "top.qcow2")
    assert made.status == 0
    assert instar("convert", "-O", "raw", "top.qcow2", "out").status == 0
    assert Path("out").read_bytes()[: len(DISK)] == DISK


def broken(kind: str) -> bytes:
    """An image whose second block cannot be unpacked."""
    streams = packed(DISK)
    whole = streams[1]
    streams[1] = {
        "checksum": whole[:-1] + bytes([whole[-1] ^ 1]),
        "header": b"\x78\x9d" + whole[2:],
        "too-long": packed(bytes(BLOCK + 512), BLOCK + 512)[0],
        "too-short": packed(bytes(BLOCK - 512), BLOCK - 512)[0],
        "cut": whole[:-4],
    }[kind]
    return cloop_bytes(streams)


@pytest.mark.parametrize("kind", ["checksum", "header", "too-long", "too-short", "cut"])
def test_a_stream_that_is_not_of_its_block_is_an_error_of_reading(
    kind: str, instar: Instar, qemu_img: Path
) -> None:
    Path("a.cloop").write_bytes(broken(kind))
    words = "convert", "-O", "raw", "a.cloop", "out"
    refused = theirs(qemu_img, *words)
    assert refused[0] == 1
    assert exact(instar, qemu_img, *words) == refused
