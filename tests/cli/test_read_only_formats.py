# SPDX-License-Identifier: Apache-2.0
"""Formats, and kinds of extents, that qemu only reads: what instar says of their images, and reads
in them, is what the real qemu-img does.
"""

from __future__ import annotations

import random
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from lab.images.bochs import bochs
from lab.images.cloop import BLOCK, cloop, cloop_bytes, packed
from lab.images.dmg import (
    ADC,
    BZIP2,
    LZFSE,
    LZMA,
    RAW,
    SECTOR,
    ZEROS,
    ZLIB,
    Chunk,
    chunks,
    dmg,
    dmg_bytes,
    patched,
)
from lab.images.sesparse import UNMAPPED, ZERO, data, sesparse
from tests.cli.conftest import Instar

pytestmark = pytest.mark.usefixtures("folder")

DISK = bytes(BLOCK) + random.Random(17).randbytes(3 * BLOCK) + b"sector  " * 700
SECTORS = DISK + bytes(-len(DISK) % SECTOR)
PARTS = dmg_bytes(
    chunks(SECTORS[: 12 * SECTOR]),
    [*chunks(SECTORS, RAW, start=12), Chunk(ZEROS, 12 + len(SECTORS) // SECTOR, 1 << 17)],
)
IMAGES: dict[str, Callable[[Path], object]] = {
    "sparse.bochs": lambda path: bochs(path, {0: 2, 1: 0, 4: 1}, sectors=0b10110101),
    "old.bochs": lambda path: bochs(path, {5: 0}, version=1),
    "empty.bochs": lambda path: bochs(path, {}),
    "disk.cloop": lambda path: cloop(path, DISK),
    "large.cloop": lambda path: cloop(path, DISK * 30, block=1 << 20),
    "list.dmg": lambda path: dmg(path, SECTORS),
    "fork.dmg": lambda path: dmg(path, SECTORS, RAW, is_fork=True),
    "parts.dmg": lambda path: path.write_bytes(PARTS),
}
EXTENTS: dict[str, Callable[[Path], object]] = {
    "delta.vmdk": lambda path: sesparse(path, {0: data(1), 1: ZERO, 3: UNMAPPED, 4096: data(7)}),
}
"""Images of formats that are written otherwise, so that commands that write refuse them as such."""
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
    """Debian's says of every DMG that it is built without two of its modules."""
    run = subprocess.run([qemu_img, *words], capture_output=True, text=True, check=False)
    lines = run.stderr.splitlines(keepends=True)
    return run.returncode, run.stdout, "".join(li for li in lines if not li.startswith("qemu: "))


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


@pytest.mark.parametrize("name", EXTENTS)
def test_extents_are_read_as_qemu_img_reads_them(name: str, instar: Instar, qemu_img: Path) -> None:
    EXTENTS[name](Path(name))
    for question in QUESTIONS[:4]:
        assert exact(instar, qemu_img, *question, name) == theirs(qemu_img, *question, name), (
            question
        )


@pytest.mark.parametrize("target", ["raw", "qcow2"])
@pytest.mark.parametrize("name", IMAGES | EXTENTS)
def test_what_is_converted_is_what_qemu_img_writes(
    name: str, target: str, instar: Instar, qemu_img: Path
) -> None:
    (IMAGES | EXTENTS)[name](Path(name))
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


OPEN = "Could not open 'a.dmg'"
BROKEN = {
    "cut": dmg_bytes([Chunk(ZLIB, 0, 8, zlib.compress(DISK[4096:8192])[:-4])]),
    "short": dmg_bytes([Chunk(ZLIB, 0, 8, zlib.compress(DISK[4096:8191]))]),
    "bomb": dmg_bytes([Chunk(ZLIB, 0, 8, zlib.compress(bytes(1 << 20)))]),
    "gap": dmg_bytes([Chunk(ZEROS, 8, 8)]),
    "longer": patched(dmg_bytes([Chunk(ZEROS, 0, 8)]), (492, ">Q", 9)),
    "no-trailer": bytes(4096),
    "sectors": dmg_bytes([Chunk(ZLIB, 0, (1 << 17) + 1, b"x")]),
    "disk": patched(dmg_bytes([Chunk(ZEROS, 0, 8)]), (492, ">Q", 1 << 63)),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_apple_images_are_refused_in_the_same_words(
    kind: str, instar: Instar, qemu_img: Path
) -> None:
    Path("a.dmg").write_bytes(BROKEN[kind])
    words = "convert", "-O", "raw", "a.dmg", "out"
    refused = theirs(qemu_img, *words)
    assert refused[0] == 1
    assert exact(instar, qemu_img, *words) == refused


@pytest.mark.parametrize(
    ("type", "name"), [(ADC, "adc"), (BZIP2, "bzip2"), (LZFSE, "lzfse"), (LZMA, "lzma")]
)
def test_a_compression_that_is_not_read_is_named(type: int, name: str, instar: Instar) -> None:
    Path("a.dmg").write_bytes(dmg_bytes([Chunk(type, 0, 8, DISK[4096:8192])]))
    assert instar("info", "a.dmg").status == 0
    answer = instar("convert", "-O", "raw", "a.dmg", "out")
    assert answer.status == 1
    assert f"type is {type:#x}, {name}, which is not read" in answer.err
    assert not Path("out").exists()


LEFT_OUT = (ADC, BZIP2, LZFSE, LZMA, LZMA + 1)


@pytest.mark.parametrize("type", LEFT_OUT, ids=hex)
@pytest.mark.parametrize("others", [chunks(SECTORS), []], ids=["some", "all"])
def test_chunks_that_qemu_img_leaves_out_are_warned_of(
    type: int, others: list[Chunk], instar: Instar, qemu_img: Path
) -> None:
    start = sum(chunk.sectors for chunk in others)
    rest = [Chunk(type, start, 8, DISK[4096:8192]), Chunk(type, start + 8, 8, DISK[4096:8192])]
    Path("a.dmg").write_bytes(dmg_bytes([*others, *rest]))
    for words in (("info",), ("measure", "-O", "raw"), ("map",), ("check",)):
        assert exact(instar, qemu_img, *words, "a.dmg") == theirs(qemu_img, *words, "a.dmg")
    line = "convert", "-O", "raw", "a.dmg", "out"
    assert exact(instar, qemu_img, *line) == theirs(qemu_img, *line)


@pytest.mark.parametrize(
    ("version", "num_sentences", "status"), [("5.2", 0, 0), ("7.2", 1, 0), ("10.0", 1, 1)]
)
def test_releases_differ_in_what_they_say_of_chunks_that_they_leave_out(
    version: str, num_sentences: int, status: int, instar: Instar
) -> None:
    Path("a.dmg").write_bytes(dmg_bytes([Chunk(BZIP2, 0, 8, DISK[4096:8192])]))
    answer = instar("info", "--qemu-version", version, "a.dmg")
    assert answer.status == status
    assert answer.err.count("dmg-bzip2 module is missing") == num_sentences
    if status:
        assert answer.err.endswith(f"{OPEN}: {OPEN}: Invalid argument\n")


def test_disks_are_compared_with_what_they_were_made_of(instar: Instar) -> None:
    Path("disk").write_bytes(SECTORS)
    dmg(Path("a.dmg"), SECTORS)
    assert instar("compare", "disk", "a.dmg").status == 0
    content = dmg_bytes(chunks(SECTORS[12 * SECTOR :], start=12), chunks(SECTORS[: 12 * SECTOR]))
    Path("b.dmg").write_bytes(content)
    assert instar("compare", "disk", "b.dmg").status == 0
