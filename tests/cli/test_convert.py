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
        "verified": False,
        "hash": None,
    }


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
        (("-O", "no", "absent", "new"), "Could not open 'absent': Could not open 'absent'"),
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
