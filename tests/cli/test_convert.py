# SPDX-License-Identifier: Apache-2.0
"""`instar convert` from the command line to the file."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Instar

pytestmark = pytest.mark.usefixtures("folder")

HINT = "\nTry 'instar convert --help' for more information"
SPARSE = (
    "Invalid buffer size for sparse output specified. Valid sizes are multiples of 512 up to"
    " 16777216. Select 0 to disable sparse detection (fully allocates output)."
)


@pytest.fixture(autouse=True)
def source(folder: Path) -> None:
    (folder / "source").write_bytes(bytes(8192) + b"\1" * 8192)


def test_it_is_silent(instar: Instar, folder: Path) -> None:
    assert instar("convert", "source", "new") == (0, "", "")
    assert (folder / "new").read_bytes() == (folder / "source").read_bytes()


def test_progress_is_qemu_imgs(instar: Instar) -> None:
    shown = "    (0.00/100%)\r    (100.00/100%)\r    (100.00/100%)\r\n"
    assert instar("convert", "-p", "source", "new") == (0, shown, "")
    assert instar("convert", "-p", "-q", "source", "new") == (0, "", "")
    failed = instar("convert", "-p", "no", "new")
    assert (failed.status, failed.out) == (1, "    (0.00/100%)\r\n")


def test_programs_read_what_was_made(instar: Instar) -> None:
    said = instar("convert", "--output=json", "-O", "qcow2", "source", "new")
    found = json.loads(said.out)
    assert found.pop("sandbox") in ("kvm", "process")
    assert found.pop("seconds") > 0
    assert found == {
        "filename": "new",
        "format": "qcow2",
        "virtual-size": 16384,
        "data": 8192,
        "zeros": 8192,
        "compressed": 0,
        "cloned": 0,
        "bitmaps": 0,
        "lost": 0,
        "verified": False,
        "hash": None,
    }


def test_each_file_becomes_an_image(instar: Instar, folder: Path) -> None:
    (folder / "other.bin").write_bytes(b"\2" * 1024)
    (folder / "new").mkdir()
    words = ("convert", "-O", "vpc", "--output-dir", "new", "--jobs", "2")
    said = instar(*words, "source", "none.raw", "other.bin")
    one, none, other = map(json.loads, said.out.splitlines())
    assert said.status == 1
    assert (one["source"], one["filename"], one["data"]) == ("source", "new/source.vhd", 8192)
    assert none == {
        "source": "none.raw",
        "error": "Could not open 'none.raw': Could not open 'none.raw': No such file or directory",
    }
    assert (other["filename"], other["format"]) == ("new/other.vhd", "vpc")
    assert sorted(path.name for path in (folder / "new").iterdir()) == ["other.vhd", "source.vhd"]


def test_lines_have_the_shape_of_all_commands(instar: Instar, folder: Path) -> None:
    (folder / "other.bin").write_bytes(b"\2" * 1024)
    (folder / "list").write_bytes(b"none.raw\0other.bin\0")
    (folder / "new").mkdir()
    words = ("convert", "--output=jsonl", "-O", "qcow2", "--output-dir", "new")
    said = instar(*words, "--files-from", "list", "source")
    one, none, other = map(json.loads, said.out.splitlines())
    assert (said.status, one["filename"], none["filename"]) == (1, "source", "none.raw")
    assert (none["error"]["code"], none["error"]["errno"]) == ("open", 2)
    assert (other["answer"]["filename"], other["answer"]["data"]) == ("new/other.qcow2", 1024)
    for flag, word in (("--output=jsonl", "source"), ("--files-from", "list")):
        said = instar("convert", flag, word, "x")
        assert (said.status, said.err) == (1, f"instar: {flag} needs --output-dir\n")


def test_images_of_one_call_have_identities_of_their_own(instar: Instar, folder: Path) -> None:
    (folder / "other.bin").write_bytes(b"\2" * 1024)
    instar("convert", "-O", "vmdk", "--output-dir", ".", "source", "other.bin")
    one, other = (instar("info", f"{name}.vmdk").out for name in ("source", "other"))
    assert [line for line in one.splitlines() if " cid:" in line] != [
        line for line in other.splitlines() if " cid:" in line
    ]


def test_secrets_do_not_leave_the_process(instar: Instar, folder: Path) -> None:
    (folder / "other.bin").write_bytes(b"\2" * 1024)
    options = "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10"
    words = ("convert", "-O", "qcow2", "-o", options, "--object", "secret,id=s,data=word")
    said = instar(*words, "--output-dir", ".", "--jobs", "2", "source", "other.bin")
    assert (said.status, said.err) == (0, "")
    names = [json.loads(line)["filename"] for line in said.out.splitlines()]
    assert names == ["./source.qcow2", "./other.qcow2"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("a/source", "source"), "'a/source' and 'source' would both become './source.raw'"),
        (("source", "source"), "'source' and 'source' would both become './source.raw'"),
        (("source", "b/source.img"), "'source' and 'b/source.img' would both become"),
        (("source", "source.raw"), "'./source.raw' is a source, and would be replaced"),
        (("other", "-O", "qcow2", "b/../other.qcow2"), "'./other.qcow2' is a source"),
        (("--jobs=2", "-n", "source"), "--output-dir makes new images only"),
    ],
)
def test_no_file_of_many_takes_the_place_of_another(
    instar: Instar, folder: Path, words: tuple[str, ...], error: str
) -> None:
    before = sorted(folder.iterdir())
    said = instar("convert", "--output-dir", ".", *words)
    assert (said.status, said.out) == (1, "")
    assert error in said.err
    assert sorted(folder.iterdir()) == before


def test_a_source_in_the_directory_stays(instar: Instar, folder: Path) -> None:
    (folder / "disk.raw").write_bytes(bytes(512))
    (folder / "disk.img").symlink_to("elsewhere")
    said = instar("convert", "--output-dir", ".", "disk.raw")
    assert said.err == "instar: './disk.raw' is a source, and would be replaced\n"
    assert instar("convert", "--jobs", "2", "source", "x").err == (
        "instar: --jobs needs --output-dir\n"
    )


def test_a_platform_chooses(instar: Instar, folder: Path) -> None:
    assert instar("convert", "--for", "azure", "source", "new.vhd") == (0, "", "")
    assert (folder / "new.vhd").stat().st_size == (1 << 20) + 512
    said = instar("convert", "--for", "azure", "-O", "vhdx", "source", "x")
    assert said.err == "instar: azure takes vpc, not vhdx\n"


def test_programs_hear_of_progress(instar: Instar, folder: Path) -> None:
    said = instar("convert", "--progress=json", "source", "new")
    lines = [json.loads(line) for line in said.err.splitlines()]
    assert said.out == ""
    assert lines[-1] == {"filename": "new", "done": 16384, "total": 16384}
    with open(folder / "lines", "wb") as file:
        assert instar("convert", f"--progress-fd={file.fileno()}", "source", "new") == (0, "", "")
    assert [json.loads(line) for line in (folder / "lines").open()] == lines


def test_a_reader_of_progress_that_leaves_ends_nothing(instar: Instar, folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    assert instar("convert", f"--progress-fd={writer}", "source", "new") == (0, "", "")
    os.close(writer)
    assert (folder / "new").read_bytes() == (folder / "source").read_bytes()
    said = instar("convert", "--progress-fd=9999", "source", "new")
    assert said == (1, "", "instar: --progress-fd 9999: Bad file descriptor\n")


def test_exact_progress_has_no_form(instar: Instar) -> None:
    said = instar("convert", "--qemu-version=11.1", "--progress=json", "source", "new")
    assert said.err.startswith("instar convert: option '--progress' doesn't allow an argument\n")
    said = instar("convert", "--progress=often", "source", "new")
    assert said.err == "instar: --progress expects nothing or json, not 'often'\n"


def test_the_hash_is_printed(instar: Instar) -> None:
    said = instar("convert", "--verify", "--hash", "sha256", "-O", "qcow2", "source", "new")
    inner = hashlib.sha256(bytes(8192) + b"\1" * 8192).digest()
    assert said.out == f"sha256-1m:{hashlib.sha256(inner).hexdigest()}  new\n"
    said = instar("convert", "--hash", "md5", "source", "new")
    assert said.err == "instar: --hash expects sha256, not 'md5'\n"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("source",), f"Must specify image file name{HINT}"),
        (("-S", "1000", "source", "new"), SPARSE),
        (("-S", "17M", "source", "new"), SPARSE),
        (("-S", "x", "source", "new"), "Invalid buffer size for sparse output specified: 'x'"),
        (
            ("-S", "-1", "source", "new"),
            "Invalid buffer size for sparse output specified. Must be between 0 and"
            " 9223372036854775807.",
        ),
        (
            ("-m", "17", "source", "new"),
            "Invalid number of coroutines specified. Must be between 1 and 16.",
        ),
        (("-m", "x", "source", "new"), "Invalid number of coroutines specified: 'x'"),
        (("-T", "x", "source", "new"), "Invalid source cache option: x"),
        (("-t", "x", "source", "new"), "Invalid cache option: x"),
        (("-c", "source", "new"), "Compression not supported for this file format"),
        (
            ("-c", "-O", "qcow2", "-o", "preallocation=metadata", "source", "new"),
            "Compression and preallocation not supported at the same time",
        ),
        (("-O", "no", "source", "new"), "Unknown file format 'no'"),
        (("-O", "no", "absent", "new"), "Unknown file format 'no'"),
        (
            ("-O", "no", "absent", "new", "--qemu-version", "11.1"),
            "Could not open 'absent': Could not open 'absent'",
        ),
        (("-O", "bochs", "source", "new"), "Format driver 'bochs' does not support image creation"),
        (("-O", "qcow2", "-o", "x=1", "source", "new"), "Invalid parameter 'x'"),
        (
            ("-O", "qcow2", "-o", "cluster_size=3", "source", "new"),
            "new: error while converting qcow2: Cluster size must be a power of two between 512"
            " and 2048k",
        ),
        (
            ("source", "source"),
            'source: error while converting raw: Failed to get "write" lock\n'
            "Is another process using the image [source]?",
        ),
    ],
)
def test_what_is_wrong_is_said_as_qemu_img_does(
    instar: Instar, folder: Path, words: tuple[str, ...], error: str
) -> None:
    said = instar("convert", *words)
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith(f"instar: {error}")
    assert not (folder / "new").exists()


def test_a_list_of_options_can_be_asked_for(instar: Instar) -> None:
    said = instar("convert", "-O", "qcow2", "-o", "help", "source", "new")
    assert said.status == 0
    assert "cluster_size=<size>" in said.out
