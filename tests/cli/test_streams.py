# SPDX-License-Identifier: Apache-2.0
"""Standard input, standard output, and files in archives as images."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import instar as library
from instar.ops import streams
from tests.cli.conftest import Instar

MIB = 1 << 20
DISK = (b"x" * 5000).ljust(3 * MIB, b"\0") + b"y" * 70000 + bytes(MIB - 70000)
LONG = "/".join(["directory"] * 14) + "/disk.vmdk"


@pytest.fixture(autouse=True)
def images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk in some images."""
    monkeypatch.chdir(tmp_path)
    Path("disk.raw").write_bytes(DISK)
    library.convert("disk.raw", "disk.qcow2", format="qcow2", source_format="raw")
    options: dict[str, str | int | bool] = {"subformat": "streamOptimized"}
    library.convert("disk.raw", "disk.vmdk", format="vmdk", options=options, source_format="raw")


def run(*words: str, given: bytes | None = None, out: int = subprocess.PIPE) -> tuple[bytes, str]:
    """What goes to standard output, and the messages."""
    done = subprocess.run(
        [sys.executable, "-m", "instar", *words],
        input=given,
        stdout=out,
        stderr=subprocess.PIPE,
        check=False,
        timeout=600,
    )
    said = done.stderr.decode()
    assert bool(said) == bool(done.returncode)
    return done.stdout, said


def archive(name: str, format: int, member: str = "disk.vmdk") -> None:
    with tarfile.open(name, "w", format=format) as made:
        made.add("disk.raw", "before")
        made.add("disk.vmdk", member)


# --- out ---


def test_a_raw_disk_is_written_as_it_is_read() -> None:
    assert run("convert", "disk.qcow2", "-") == (DISK, "")
    assert run("convert", "disk.qcow2", "disk.vmdk", "-") == (DISK + DISK, "")
    assert sorted(os.listdir()) == ["disk.qcow2", "disk.raw", "disk.vmdk"]


@pytest.mark.parametrize(
    ("format", "options"),
    [
        ("qcow2", ""),
        ("vpc", "subformat=fixed,force_size=on"),
        ("vmdk", "subformat=streamOptimized"),
    ],
)
def test_other_images_are_written_when_they_are_whole(format: str, options: str) -> None:
    line = ["convert", "--verify", "-O", format, *(["-o", options] if options else [])]
    made, said = run(*line, "disk.qcow2", "-")
    assert not said
    Path("new").write_bytes(made)
    assert library.compare("new", "disk.raw", format=format, other_format="raw")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--hash", "sha256"), "the hash would be part of it"),
        (("--output=json",), "JSON would be part of it"),
        (("-p",), "--progress=json goes elsewhere"),
        (("-n",), "has no image to write over"),
        (("-O", "vmdk", "-o", "subformat=monolithicFlat"), "an image of several files"),
        (("-O", "qcow2", "-o", "data_file=data"), "an image of several files"),
        (("--max-output", "4096"), "takes more than the 4096 bytes"),
    ],
)
def test_what_does_not_go_into_a_stream_is_refused(words: tuple[str, ...], why: str) -> None:
    made, said = run("convert", *words, "disk.qcow2", "-")
    assert made == b""
    assert why in said
    assert said.count("\n") == 1
    assert sorted(os.listdir()) == ["disk.qcow2", "disk.raw", "disk.vmdk"]


@pytest.mark.parametrize("format", ["raw", "qcow2"])
def test_a_stream_that_is_full_is_an_error(format: str) -> None:
    with open("/dev/full", "wb") as full:
        _, said = run("convert", "-O", format, "disk.qcow2", "-", out=full.fileno())
    assert said.startswith("instar: Could not write to ")
    assert said.replace("'", "").endswith("standard output: No space left on device\n")


def test_a_damaged_source_ends_the_stream_with_an_error() -> None:
    image = bytearray(Path("disk.qcow2").read_bytes())
    image[0x40000 + 6 : 0x40000 + 8] = b"\x02\x01"  # the first entry of the L2 table
    Path("disk.qcow2").write_bytes(image)
    made, said = run("convert", "disk.qcow2", "-")
    assert made == b""
    assert said.startswith("instar: ")


def test_exactly_it_is_a_name(instar: Instar) -> None:
    assert instar("convert", "--qemu-version=7.2", "disk.qcow2", "-").status == 0
    assert Path("-").read_bytes() == DISK


# --- in ---


@pytest.mark.parametrize("name", ["disk.raw", "disk.qcow2"])
def test_standard_input_is_an_image(name: str) -> None:
    words = ("convert", *(("-f", "raw") if name == "disk.raw" else ()), "-O", "qcow2", "-", "new")
    assert run(*words, given=Path(name).read_bytes()) == (b"", "")
    assert library.compare("new", "disk.raw", other_format="raw")
    with open(name, "rb") as file:
        subprocess.run([sys.executable, "-m", "instar", *words], stdin=file, check=True)
    assert library.compare("new", "disk.raw", other_format="raw")


def test_names_in_what_comes_by_standard_input_lead_nowhere() -> None:
    library.create("top", format="qcow2", backing="disk.raw", backing_format="raw")
    _, said = run("convert", "-", "new", given=Path("top").read_bytes())
    assert "Could not open backing file" in said
    assert not Path("new").exists()


def test_standard_input_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "free", lambda folder: 10000)
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb"), os.fdopen(writing, "wb") as pipe:
        pipe.write(bytes(10001))
        pipe.flush()
        with pytest.raises(library.LimitError, match="standard input has more than the 10000 byte"):
            streams.spool(reading, None, library.Client()._profile)


# --- archives ---


@pytest.mark.parametrize(
    ("format", "member"),
    [
        (tarfile.USTAR_FORMAT, "disk.vmdk"),
        (tarfile.USTAR_FORMAT, LONG),
        (tarfile.GNU_FORMAT, LONG),
        (tarfile.PAX_FORMAT, f"./{LONG}"),
    ],
)
def test_an_image_in_an_archive_is_read_where_it_is(
    instar: Instar, format: int, member: str
) -> None:
    archive("a.ova", format, member)
    name = f"tar:a.ova:{member.removeprefix('./')}"
    before = sorted(os.listdir())
    assert instar("compare", name, "disk.qcow2").out == "Images are identical.\n"
    assert "file format: vmdk\n" in instar("info", name).out
    for words in (["measure", "-O", "qcow2"], ["map", "--output=json"]):
        assert instar(*words, name).out == instar(*words, "disk.vmdk").out
    assert "No errors were found" in instar("check", name).out
    assert sorted(os.listdir()) == before
    assert instar("convert", name, "new").status == 0
    assert Path("new").read_bytes() == DISK
    assert instar("dd", f"if={name}", "of=new", "bs=1M", "count=1").status == 0
    assert Path("new").read_bytes() == DISK[:MIB]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("tar:a.ova:none", "the archive has no file 'none'"),
        ("tar:a.ova", "a file in an archive is tar:FILE:MEMBER"),
        ("tar:none.ova:disk.vmdk", "No such file or directory"),
        ("tar:disk.qcow2:disk.vmdk", "tar header"),
        ("tar:cut.ova:disk.vmdk", "tar header: size"),
        ("tar:lying.ova:disk.vmdk", "tar header"),
    ],
)
def test_archives_that_are_wrong_are_refused_in_a_line(instar: Instar, name: str, why: str) -> None:
    archive("a.ova", tarfile.USTAR_FORMAT)
    whole = Path("a.ova").read_bytes()
    Path("cut.ova").write_bytes(whole[: len(DISK) + 3 * 512])
    member = tarfile.TarInfo("disk.vmdk")
    member.size = 1 << 62
    Path("lying.ova").write_bytes(member.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    said = instar("convert", name, "new")
    assert (said.status, said.out) == (1, "")
    assert why in said.err
    assert said.err.count("\n") == 1
    assert not Path("new").exists()


def test_nothing_is_changed_in_an_archive(instar: Instar) -> None:
    archive("a.ova", tarfile.USTAR_FORMAT)
    before = Path("a.ova").read_bytes()
    said = instar("resize", "tar:a.ova:before", "8M")
    assert (said.status, Path("a.ova").read_bytes()) == (1, before)
    assert "a part of a file is read, and not changed" in said.err
