# SPDX-License-Identifier: Apache-2.0
"""What a conversion reads back before the new image has its name: compared, and hashed."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

import instar
from instar.errors import UsageError, VerifyFailed
from instar.ops import content_hash
from instar.sandbox import transfer
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestProtocolError
from instar.sandbox.hashing import LEN_BLOCK, Part, join

MIB = 1 << 20
LENGTH = 9 * MIB + 1536
SECRETS = {"key": "passphrase"}
Options = dict[str, str | int | bool]
TARGETS: tuple[tuple[str, Options], ...] = (
    ("raw", {}),
    ("qcow2", {}),
    ("qcow2", {"cluster_size": 4096, "data_file": "data.raw"}),
    ("qcow2", {"encrypt.format": "luks", "encrypt.key-secret": "key", "encrypt.iter-time": 10}),
    ("vmdk", {"subformat": "twoGbMaxExtentFlat"}),
    ("vmdk", {"subformat": "streamOptimized"}),
    ("vhdx", {}),
    ("qed", {}),
)


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Noise and zeros, in a file called `plain`."""
    monkeypatch.chdir(tmp_path)
    chance = random.Random(11)
    found = bytearray(LENGTH)
    for start, length in ((0, MIB), (3 * MIB - 700, 1400), (6 * MIB, 3 * MIB + 1536)):
        found[start : start + length] = chance.randbytes(length)
    Path("plain").write_bytes(found)
    return bytes(found)


def hash_of(content: bytes) -> str:
    """As docs/python.md says it."""
    starts = range(0, len(content), MIB)
    blocks = [hashlib.sha256(content[start : start + MIB]).digest() for start in starts]
    return f"sha256-1m:{hashlib.sha256(b''.join(blocks)).hexdigest()}"


@pytest.mark.parametrize(("format", "options"), TARGETS)
def test_every_target_is_read_back(content: bytes, format: str, options: Options) -> None:
    found = instar.convert(
        "plain",
        "new",
        format=format,
        options=options,
        secrets=SECRETS,
        verify=True,
        hash="sha256",
    )
    disk = content.ljust(found.virtual_size, b"\0")  # a VHD's is longer
    assert (found.verified, found.hash) == (True, hash_of(disk))


def test_parts_are_hashed_side_by_side(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_hash, "_LEAST", MIB)
    monkeypatch.setattr(content_hash, "_MOST_EACH", 100)
    assert instar.convert("plain", "new", hash="sha256").hash == hash_of(content)


def test_what_is_below_is_read_too(content: bytes) -> None:
    instar.create("below", format="raw", size=LENGTH)
    Path("below").write_bytes(content)
    instar.create("top", format="qcow2", backing="below", backing_format="raw")
    found = instar.convert(
        "top",
        "new",
        format="qcow2",
        backing="below",
        backing_format="raw",
        verify=True,
        hash="sha256",
    )
    assert (found.data, found.hash) == (0, hash_of(content))


def test_several_sources_are_one_disk(content: bytes) -> None:
    found = instar.convert(["plain", "plain"], "new", format="qcow2", verify=True, hash="sha256")
    assert found.hash == hash_of(content + content)


@pytest.mark.parametrize("format", ["raw", "qcow2"])
def test_an_image_that_is_written_over_keeps_what_is_after(content: bytes, format: str) -> None:
    Path("longer").write_bytes(b"\xff" * (LENGTH + MIB))
    instar.convert("longer", "old", format=format)
    found = instar.convert("plain", "old", format=format, over=True, verify=True, hash="sha256")
    assert found.hash == hash_of(content + b"\xff" * MIB)


def spoil(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have storage that changes a bit of what is written."""
    write = transfer.write

    def badly(disk: Disk, buffers: Sequence[memoryview], start: int) -> None:
        write(disk, buffers, start)
        if disk.medium is None and sum(map(len, buffers)) > MIB // 2:
            byte = os.pread(disk.fd, 1, start + 5)[0]
            os.pwrite(disk.fd, bytes([byte ^ 1]), start + 5)

    monkeypatch.setattr(transfer, "write", badly)


def test_a_new_image_that_reads_otherwise_gets_no_name(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch)
    with pytest.raises(VerifyFailed, match="'new' does not read as what was copied") as failed:
        instar.convert("plain", "new", verify=True)
    assert failed.value.offset == 0
    assert os.listdir() == ["plain"]
    assert not instar.convert("plain", "new").verified
    assert Path("new").read_bytes() != content


def test_only_hashes_that_there_are(content: bytes) -> None:
    with pytest.raises(UsageError, match="hash must be one of , sha256"):
        instar.convert("plain", "new", hash="md5")


def test_puts_of_any_length_make_the_same_hash() -> None:
    chance = random.Random(5)
    for length in (0, 1, LEN_BLOCK, LEN_BLOCK + 512, 5 * LEN_BLOCK + 7):
        disk, part, at = bytearray(length), Part("process", length), 0
        while at < length:
            at = min(length, at + chance.choice((0, 512, LEN_BLOCK, 2 * LEN_BLOCK + 5)))
            some = bytearray(chance.randbytes(min(chance.randrange(1, 3 * LEN_BLOCK), length - at)))
            disk[at : at + len(some)] = some
            middle = len(some) // 3
            part.write([memoryview(some)[:middle], memoryview(some)[middle:]], at)
            at += len(some)
        assert join([part]) == hash_of(bytes(disk))


@pytest.mark.parametrize("start", [0, 511, 4090])
def test_puts_are_in_order_and_in_the_part(start: int) -> None:
    part = Part("process", 4096)
    part.write([memoryview(bytearray(512))], 0)
    with pytest.raises(GuestProtocolError, match="out of order"):
        part.write([memoryview(bytearray(7))], start)
