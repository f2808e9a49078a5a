# SPDX-License-Identifier: Apache-2.0
"""Damaged images, and what is known of them before and after a repair."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import instar
from instar.generated.profiles import DEFAULT
from instar.ops.arguments import named_source
from instar.ops.check import Check, Hearing
from instar.ops.check import Question as Checked
from instar.ops.problems import Problem
from instar.ops.repair import Question, ask
from instar.ops.run import Runner
from instar.record import replace
from lab.parity import corpus
from lab.parity.damages import damages

QCOW2 = [damage for damage in damages() if damage.image.endswith(".qcow2")]


SOUND = sorted(
    image.name
    for image in corpus.images().values()
    if image.format == "qcow2" and not image.malformed and image.secret is None
)


MOST_SNAPSHOTS = 4
"""Whose content is compared."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """The corpus by hard links, to put a copy next to."""
    with tempfile.TemporaryDirectory(prefix=".repair-", dir=corpus.unpacked().parent) as name:
        for path in corpus.unpacked().iterdir():
            (Path(name) / path.name).hardlink_to(path)
        yield Path(name)


def copied(image: str, pokes: tuple[tuple[int, str], ...], folder: Path) -> Path:
    copy = folder / f"copy{Path(image).suffix}"
    shutil.copy(folder / image, copy)
    with open(copy, "r+b") as file:
        for at, data in pokes:
            file.seek(at)
            file.write(bytes.fromhex(data))
    return copy


def repair(path: Path, format: str = "qcow2", **how: object) -> tuple[Check, list[Problem]]:
    problems: list[Problem] = []
    image = Checked(source=named_source(path, format, DEFAULT))
    question = Question(image=image, **how)  # type: ignore[arg-type]
    return ask(question, Runner(), Hearing(problems.extend)), problems


def content(path: Path, format: str = "qcow2") -> dict[int, str]:
    """What of the disk can be read without a key or a codec: a hash of each sector."""
    unit, found = 512, {}
    data = path.read_bytes()
    extents = []
    with suppress(instar.InstarError):
        extents = list(instar.map(path, format=format))
    for extent in extents:
        if extent.depth or extent.offset is None or extent.filename != str(path):
            continue
        for at in range(0, extent.length, unit):
            host = extent.offset + at
            if host + unit <= len(data):
                piece = hashlib.sha256(data[host : host + unit]).hexdigest()
                found[extent.start + at] = piece
    return found


def of_snapshots(path: Path) -> dict[str, str]:
    """The same of each internal snapshot that can be read whole: a hash of its disk."""
    found, copy = {}, path.with_suffix(".raw")
    with suppress(instar.InstarError):
        for one in instar.info(path, format="qcow2").snapshots[:MOST_SNAPSHOTS]:
            with suppress(instar.InstarError):
                instar.convert(path, copy, source_format="qcow2", snapshot=one.id)
                found[one.id] = hashlib.sha256(copy.read_bytes()).hexdigest()
    copy.unlink(missing_ok=True)
    return found


def is_kept(before: dict[int, str], path: Path) -> None:
    after = content(path)
    assert {place: after.get(place) for place in before} == before


def unplanned(planned: Check) -> Check:
    return replace(planned, writes=(), lengths=(0, 0))


def damaged(image: str, label: str, folder: Path) -> Path:
    damage = next(d for d in damages() if (d.image, d.label) == (image, label))
    return copied(image, damage.pokes, folder)


OTHERS = [damage for damage in damages() if damage.image.endswith((".qed", ".parallels", ".vhdx"))]


def logged(folder: Path, entries: list[bytes], name: str = "vhdx-small.vhdx") -> Path:
    """An image that was not closed: its log has the entries, one after the other."""
    path = folder / "copy.vhdx"
    shutil.copy(folder / name, path)
    data = bytearray(path.read_bytes())
    headers = (0x10000, 0x20000)
    at = max(headers, key=lambda at: int.from_bytes(data[at + 8 : at + 16], "little"))
    data[at + 48 : at + 64] = LOG_GUID
    data[at + 4 : at + 8] = bytes(4)
    data[at + 4 : at + 8] = crc32c(data[at : at + 4096]).to_bytes(4, "little")
    place = int.from_bytes(data[at + 72 : at + 80], "little")
    length = int.from_bytes(data[at + 68 : at + 72], "little")
    log = bytearray(length)
    start = length - 8192  # goes on at the start of the log
    for number, entry in enumerate(entries):
        piece = entry + bytes(-len(entry) % 4096)
        for pos in range(0, len(piece), 4096):
            to = (start + number * len(piece) + pos) % length
            log[to : to + 4096] = piece[pos : pos + 4096]
    data[place : place + length] = log
    path.write_bytes(data)
    return path


LOG_GUID = bytes(range(1, 17))


def crc32c(data: bytes | bytearray) -> int:
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def log_entry(number: int, tail: int, size: int, place: int, sector: bytes, zero: int = 0) -> bytes:
    """One data sector, and before it, with `zero`, a page of zeros there."""
    descriptors = b""
    if zero:
        descriptors += b"zero" + bytes(4) + (4096).to_bytes(8, "little")
        descriptors += zero.to_bytes(8, "little") + number.to_bytes(8, "little")
    descriptors += b"desc" + sector[-4:] + sector[:8]
    descriptors += place.to_bytes(8, "little") + number.to_bytes(8, "little")
    head = b"loge" + bytes(4) + (8192).to_bytes(4, "little") + tail.to_bytes(4, "little")
    head += number.to_bytes(8, "little") + (len(descriptors) // 32).to_bytes(4, "little")
    head += bytes(4) + LOG_GUID + size.to_bytes(8, "little") * 2
    body = (head + descriptors).ljust(4096, b"\0") + b"data"
    body += (number >> 32).to_bytes(4, "little") + sector[8:-4]
    body += (number & 0xFFFFFFFF).to_bytes(4, "little")
    return body[:4] + crc32c(body).to_bytes(4, "little") + body[8:]


LAST_SECTOR = bytes(range(256)) * 16


def two_entries(folder: Path) -> tuple[int, list[bytes]]:
    """Of a log that writes to one place twice, and zeros after it."""
    size = (folder / "vhdx-small.vhdx").stat().st_size
    tail, place = (1 << 20) - 8192, size - 8192
    first = log_entry(5, tail, size, place, bytes([7]) * 4096)
    return place, [first, log_entry(6, tail, size, place, LAST_SECTOR, zero=place + 4096)]


def with_log(folder: Path) -> Path:
    """A VHDX that was not closed."""
    return logged(folder, two_entries(folder)[1])
