# SPDX-License-Identifier: Apache-2.0
"""Images in archives: guests list them, whatever wrote them and whatever is wrong with them."""

from __future__ import annotations

import io
import os
import random
import struct
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

import instar
from instar.errors import InstarError, SandboxError, UsageError
from instar.fleet.objects import found
from instar.fleet.where import Object, Where
from instar.generated.archive import ArchiveStored
from instar.generated.messages import MapResult, Member, MemberBatch
from instar.ops.members import ask
from instar.ops.run import Outcome, Runner
from instar.options.source import Source
from tests.fleet.test_scan import rows_of

MIB = 1 << 20
LONG = "d" * 90 + "/" + "e" * 90 + "/" + "f" * 90 + ".raw"


@pytest.fixture(scope="module")
def runner() -> Runner:
    return Runner("process")


def listed(runner: Runner, path: Path, kind: str) -> list[tuple[str, bytes]]:
    """Names and contents of the plain members, as the guest found them."""
    data = path.read_bytes()
    return [
        (one.name, data[one.start : one.start + one.length])
        for one in ask(Source(str(path), str(path)), kind, runner)
        if one.stored == ArchiveStored.PLAIN
    ]


def contents(number: int) -> dict[str, bytes]:
    """Names and contents with what makes them hard: lengths, bytes, depth."""
    rng = random.Random(number)
    names = ["a.img", "b/c.img", LONG, "x" * 100, "y" * 101, "ä ö.img", "z" * 300]
    return {name: rng.randbytes(rng.choice((0, 1, 511, 512, 513, 4096))) for name in names}


FORMATS = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}


@pytest.mark.parametrize("form", FORMATS)
def test_members_of_a_tar_are_those_that_python_finds(
    runner: Runner, tmp_path: Path, form: str
) -> None:
    path, wanted = tmp_path / "a.tar", contents(1)
    if form == "ustar":
        del wanted["z" * 300], wanted["y" * 101], wanted[LONG]
        wanted["d" * 90 + "/" + "e" * 99] = b"in two fields"
    with tarfile.open(path, "w", format=FORMATS[form]) as tar:
        for kind in (tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            other = tarfile.TarInfo(f"other{kind.decode()}")
            other.type, other.linkname, other.size = kind, "l" * 150 if form != "ustar" else "l", 0
            tar.addfile(other)
        for name, data in wanted.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            info.pax_headers = {"comment": "c" * 600} if form == "pax" else {}
            tar.addfile(info, io.BytesIO(data))
    assert listed(runner, path, "tar") == list(wanted.items())


def test_members_of_the_system_s_tar(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.img").write_bytes(b"a" * 1000)
    with (tmp_path / "in" / "holes.img").open("wb") as file:
        for number in range(40):  # more parts than a header has room for
            file.seek(number * 65536)
            file.write(b"x" * 4096)
        file.truncate(8 * MIB)
    for form in ("gnu", "pax"):
        path = tmp_path / f"{form}.tar"
        line = ["tar", "-S", f"--format={form}", "-cf", str(path), "-C", str(tmp_path / "in"), "."]
        subprocess.run(line, check=True)
        by_name = {one.name: one for one in ask(Source(str(path), str(path)), "tar", runner)}
        stored = {os.path.basename(name): one.stored for name, one in by_name.items()}
        assert stored == {"a.img": ArchiveStored.PLAIN, "holes.img": ArchiveStored.SPARSE}
        assert listed(runner, path, "tar") == [("./a.img", b"a" * 1000)]


def test_a_member_of_more_than_8_gib_has_a_size_in_bytes(runner: Runner, tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    info = tarfile.TarInfo("large.img")
    info.size = 9 << 30
    header = info.tobuf(tarfile.GNU_FORMAT)
    with path.open("wb") as file:
        file.write(header)
        file.truncate(len(header) + info.size + 1024)
    (one,) = ask(Source(str(path), str(path)), "tar", runner)
    assert (one.name, one.start, one.length) == ("large.img", 512, 9 << 30)


@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\n" * 100])
def test_members_of_a_zip_are_those_that_python_finds(
    runner: Runner, tmp_path: Path, before: bytes
) -> None:
    path, wanted = tmp_path / "a.zip", contents(2)
    path.write_bytes(before)
    with zipfile.ZipFile(path, "a") as file:
        file.comment = b"PK\x05\x06" * 20
        file.mkdir("folder")
        for name, data in wanted.items():
            file.writestr(name, data)
        file.writestr("deflate.img", bytes(1000), zipfile.ZIP_DEFLATED)
        file.writestr("bzip2.img", bytes(1000), zipfile.ZIP_BZIP2)
        with file.open("large.img", "w", force_zip64=True) as large:
            large.write(b"large")
    by_name = {one.name: one.stored for one in ask(Source(str(path), str(path)), "zip", runner)}
    assert by_name["deflate.img"] == ArchiveStored.DEFLATE
    assert by_name["bzip2.img"] == ArchiveStored.OTHER
    assert listed(runner, path, "zip") == [*wanted.items(), ("large.img", b"large")]


def test_a_zip_with_64_bit_numbers(runner: Runner, tmp_path: Path) -> None:
    """Its directory is past 4 GiB, and says so in a second record."""
    path = tmp_path / "a.zip"
    with path.open("wb") as file, zipfile.ZipFile(file, "w", allowZip64=True) as archive:
        archive.writestr("a.img", b"a")
        file.seek(5 << 30)
        archive.start_dir = 5 << 30
        archive.writestr("b.img", b"b")
    found = ask(Source(str(path), str(path)), "zip", runner)
    assert [one.name for one in found] == ["a.img", "b.img"]
    with path.open("rb") as again:
        again.seek(found[1].start)
        assert again.read(found[1].length) == b"b"


def tar_of(name: str = "a.img", data: bytes = b"a" * 600, **header: Any) -> bytearray:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for key, value in header.items():
        setattr(info, key, value)
    return bytearray(info.tobuf() + data.ljust(1024, b"\0") + bytes(1024))


def summed(data: bytearray) -> bytearray:
    """With the right sum again."""
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    return data


def zip_of(*names: str) -> bytearray:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names or ("a.img",):
            archive.writestr(name, b"a" * 600)
    return bytearray(file.getvalue())


def put(data: bytearray, at: int, new: bytes) -> bytearray:
    data[at : at + len(new)] = new
    return data


def entry(data: bytearray, at: int, new: bytes) -> bytearray:
    return put(data, data.index(b"PK\1\2") + at, new)


def record(data: bytearray, at: int, new: bytes) -> bytearray:
    return put(data, data.index(b"PK\5\6") + at, new)


BROKEN: dict[str, tuple[str, Callable[[], bytes | bytearray], str]] = {
    "no tar": ("tar", lambda: b"no tar" * 200, "not the sum of the header"),
    "cut header": ("tar", lambda: tar_of()[:300], "lies past the end of the file"),
    "cut member": ("tar", lambda: tar_of()[:900], "size is 600, more than the rest"),
    "wrong sum": ("tar", lambda: put(tar_of(), 0, b"b"), "not the sum of the header"),
    "no number": ("tar", lambda: summed(put(tar_of(), 124, b"x")), "size is no number"),
    "negative": ("tar", lambda: summed(put(tar_of(), 124, b"\xff")), "size is no number"),
    "huge": (
        "tar",
        lambda: summed(put(tar_of(), 124, b"\x80\0\0\0\x7f" + b"\xff" * 7)),
        "more than the rest",
    ),
    "too large": (
        "tar",
        lambda: summed(put(tar_of(), 124, b"\x80" + b"\xff" * 11)),
        "size is no number",
    ),
    "long name": (
        "tar",
        lambda: bytes(tar_of("n" * 5000)),
        "name has 5000 bytes, more than 4096",
    ),
    "bad record": (
        "tar",
        lambda: tar_of("x", b"99 path=a\n", type=b"x"),
        "records that are broken",
    ),
    "record of nothing": (
        "tar",
        lambda: tar_of("x", b"0 \n", type=b"x"),
        "records that are broken",
    ),
    "record without value": (
        "tar",
        lambda: tar_of("x", b"7 path\n", type=b"x"),
        "records that are broken",
    ),
    "bad size": ("tar", lambda: tar_of("x", b"10 size=x\n", type=b"x"), "size is no number"),
    "endless": (
        "tar",
        lambda: tar_of("x", b"30 size=9223372036854775000\n" + b" " * 9, type=b"x"),
        "records that are broken|more than the rest",
    ),
    "no zip": ("zip", lambda: b"no zip" * 200, "no zip archive"),
    "nothing": ("zip", lambda: b"", "no zip archive"),
    "cut zip": ("zip", lambda: zip_of()[:-1], "no zip archive"),
    "directory past end": (
        "zip",
        lambda: record(zip_of(), 16, struct.pack("<I", 0xFFFFFF)),
        "the directory ends past the record",
    ),
    "directory longer": ("zip", lambda: record(zip_of(), 12, b"\xff\xff\0\0"), "past the record"),
    "no entry": ("zip", lambda: entry(zip_of(), 0, b"X"), "magic"),
    "entry past end": ("zip", lambda: entry(zip_of(), 28, b"\xff\xff"), "past the end of the dir"),
    "header past end": (
        "zip",
        lambda: entry(zip_of(), 42, b"\0\0\0\1"),
        "past the end of the file",
    ),
    "no header": ("zip", lambda: entry(zip_of(), 42, b"\1"), "magic"),
    "member past end": (
        "zip",
        lambda: entry(zip_of(), 20, b"\0\0\0\1"),
        "past the end of the file",
    ),
    "no extra field": ("zip", lambda: entry(zip_of(), 20, b"\xff" * 4), "left to the extra field"),
    "second record elsewhere": (
        "zip",
        lambda: bytes(zip_of()[:-22] + b"PK\6\7" + b"\0" * 4 + b"\xff" * 12 + zip_of()[-22:]),
        "past|magic",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_an_error(runner: Runner, tmp_path: Path, case: str) -> None:
    kind, make, text = BROKEN[case]
    path = tmp_path / "archive"
    path.write_bytes(make())
    with pytest.raises(InstarError, match=text) as caught:
        ask(Source(str(path), str(path)), kind, runner)
    assert caught.value.code in ("image", "guest-protocol")
    (one,) = found([f"{kind}://::file://{path}"], Where(sandbox="process"), (), everything=False)
    assert one.error is not None and one.error.code == caught.value.code


def test_any_byte_may_be_wrong(runner: Runner, tmp_path: Path) -> None:
    """Noise is an answer or an image's error, and no other."""
    rng, path = random.Random(5), tmp_path / "archive"
    pax = io.BytesIO()
    with tarfile.open(fileobj=pax, mode="w", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(tarfile.TarInfo("p" * 200))
    seeds = [("tar", pax.getvalue()), ("zip", bytes(zip_of("a", "b")))]
    for number in range(120):
        kind, data = seeds[number % 2]
        noisy = bytearray(data)
        for _ in range(rng.randrange(1, 4)):
            noisy[rng.randrange(min(len(noisy), 3072))] = rng.choice((0, 0xFF, rng.randrange(256)))
        path.write_bytes(noisy)
        try:
            for one in ask(Source(str(path), str(path)), kind, runner):
                assert one.stored or one.start + one.length <= len(noisy)
        except InstarError as error:
            assert error.code == "image", error


def test_a_list_is_bounded(runner: Runner, tmp_path: Path) -> None:
    path = tmp_path / "many.tar"
    header = tarfile.TarInfo("a.img").tobuf()
    path.write_bytes(header * 70_000)
    with pytest.raises(InstarError, match="lists more than 65536 things") as caught:
        ask(Source(str(path), str(path)), "tar", runner)
    assert caught.value.code == "guest-limit"


class Liar:
    """A runner whose guest says what it likes."""

    def __init__(self, *results: Any) -> None:
        self.results = results

    def run(self, job: Any) -> Outcome:
        return Outcome(self.results[-1], (), results=self.results)


@pytest.mark.parametrize(
    ("results", "text"),
    [
        ((MemberBatch((Member("a", 1000, 25, 0),), True),), "cannot be true"),
        ((MemberBatch((Member("a", (1 << 64) - 1, 1, 0),), True),), "cannot be true"),
        ((MemberBatch((Member("a", 0, 1, 0),), False),), "before the end of its list"),
        ((MapResult(), MemberBatch((), True)), "what nobody asked"),
        ((MapResult(),), "without an answer"),
    ],
)
def test_a_guest_that_lies_is_an_error(tmp_path: Path, results: tuple[Any, ...], text: str) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(bytes(1024))
    liar: Any = Liar(*results)
    with pytest.raises(SandboxError, match=text):
        ask(Source(str(path), str(path)), "tar", liar)


def names(objects: Iterator[Object]) -> list[tuple[str, str | None]]:
    return [(one.url, one.error.code if one.error else None) for one in objects]


def test_members_are_named_by_their_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name in ("in/a.qcow2", "in/notes.txt", "out/b.raw"):
            file.writestr(name, b"x")
        file.writestr("in/c.raw", b"x", zipfile.ZIP_DEFLATED)
    where, url = Where(sandbox="process"), f"file://{path}"

    def below(inside: str) -> list[tuple[str, str | None]]:
        return names(found([f"zip://{inside}::{url}"], where, (), everything=False))

    assert below("") == [
        (f"zip://in/a.qcow2::{url}", None),
        (f"zip://out/b.raw::{url}", None),
        (f"zip://in/c.raw::{url}", "packed-member"),
    ]
    assert below("out") == [(f"zip://out/b.raw::{url}", None)]
    assert below("in/notes.txt") == [(f"zip://in/notes.txt::{url}", None)]
    assert below("nothing") == []
    (tmp_path / "b.tar").write_bytes(bytes(1024))
    (tmp_path / "c.zip").write_bytes(path.read_bytes())
    (tmp_path / "c.img").write_bytes(b"no archive")
    everywhere = names(found([f"zip://out::file://{tmp_path}"], where, (), everything=False))
    assert everywhere == [(f"zip://out/b.raw::file://{tmp_path}/{one}.zip", None) for one in "ac"]
    for wrong in (f"tar://::zip://a::{url}", f"libarchive://::{url}", "tar://a"):
        with pytest.raises(UsageError, match="--host-archives"):
            list(found([wrong], where, (), everything=False))


def test_a_bucket_s_archive_is_read_in_ranges(tmp_path: Path) -> None:
    """Neither the archive nor a member is read whole; what is compressed is read by request."""
    instar.create(tmp_path / "a.qcow2", format="qcow2", size=1 << 40)
    with (tmp_path / "a.qcow2").open("r+b") as file:
        file.truncate(16 * MIB)
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        tar.add(tmp_path / "a.qcow2", arcname="a.qcow2")
        tar.add(tmp_path / "a.qcow2", arcname="b.qcow2")
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/archives/a.tar", data.getvalue())
    rows = rows_of(["tar://::memory://archives/a.tar"], tmp_path / "rows", ops=("info",))
    assert sorted(rows) == ["a.qcow2", "b.qcow2"]
    for row in rows.values():
        assert (row["virtual_size"], row["size"], row["error_code"]) == (1 << 40, 16 * MIB, None)
        assert row["bytes_read"] <= 128 << 10
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(tmp_path / "a.qcow2", "a.qcow2")
    memory.pipe_file("/archives/a.zip", packed.getvalue())
    url = ["zip://::memory://archives/a.zip"]
    row = rows_of(url, tmp_path / "packed", ops=("info",))["a.qcow2"]
    assert (row["error_code"], row["format"]) == ("packed-member", None)
    assert "--host-archives" in row["error"]
    row = rows_of(url, tmp_path / "host", ops=("info",), host_archives=True)["a.qcow2"]
    assert (row["error_code"], row["virtual_size"]) == (None, 1 << 40)
    memory.rm("/archives", recursive=True)
