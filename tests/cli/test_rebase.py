# SPDX-License-Identifier: Apache-2.0
"""`instar rebase` from the command line to the file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Instar
from tests.wanted import needs

pytestmark = pytest.mark.usefixtures("folder")


def named(instar: Instar) -> tuple[str | None, str | None]:
    found = json.loads(instar("info", "--output=json", "disk").out)
    return found.get("backing-filename"), found.get("backing-filename-format")


@pytest.fixture
def image(instar: Instar) -> str:
    assert instar("create", "-q", "-f", "qcow2", "-o", "cluster_size=512", "disk", "1M").status == 0
    return "disk"


def test_a_backing_image_is_named_and_forgotten(instar: Instar, image: str) -> None:
    said = instar("rebase", "-u", "-b", "not there", "-F", "raw", image)
    assert said == (0, "", "")
    assert named(instar) == ("not there", "raw")
    assert instar("rebase", "-u", image) == (0, "", "")
    assert named(instar) == (None, None)
    assert [name for name in os.listdir() if name.startswith(".")] == []


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("disk",), "Must specify backing file (-b) or use unsafe mode (-u)"),
        (
            ("-b", "a", "-F", "raw", "disk"),
            "Could not open new backing file 'a': Could not open 'a': No such file or directory",
        ),
        (("-b", "", "-F", "foo", "disk"), "Invalid format name: 'foo'"),
        (
            ("-u", "-b", "a", "disk"),
            "Could not change the backing file to 'a': backing format must be specified",
        ),
        (("-u", "-b", "a", "-F", "foo", "disk"), "Invalid format name: 'foo'"),
        (
            ("-u", "-b", "a" * 450, "-F", "raw", "disk"),
            f"Could not change the backing file to '{'a' * 450}': No space left in the file header",
        ),
        (
            ("-u", "-b", "a" * 1024, "-F", "raw", "disk"),
            f"Could not change the backing file to '{'a' * 1024}': Invalid argument",
        ),
        (("-u", "-t", "x", "disk"), "Invalid cache option: x"),
    ],
)
def test_what_is_refused(instar: Instar, image: str, words: tuple[str, ...], error: str) -> None:
    before = Path(image).read_bytes()
    said = instar("rebase", *words)
    assert said.status == 1 and said.err.splitlines()[0] == f"instar: {error}"
    assert Path(image).read_bytes() == before


def test_other_formats_name_none(instar: Instar) -> None:
    assert instar("create", "-q", "-f", "vmdk", "disk", "1M").status == 0
    assert instar("rebase", "-u", "-b", "a", "-F", "raw", "disk").err == (
        "instar: Could not change the backing file to 'a': Operation not supported\n"
    )


def test_progress_is_none_and_all(instar: Instar, image: str) -> None:
    said = instar("rebase", "-u", "-p", image)
    assert said.out == "    (0.00/100%)\r    (100.00/100%)\r\n"


@needs("qemu-img")
@pytest.mark.parametrize(
    "options",
    [
        "cluster_size=512",
        "cluster_size=65536",
        "compat=0.10",
        "extended_l2=on,compression_type=zstd,lazy_refcounts=on",
        "data_file=data",
    ],
)
def test_the_header_is_qemus(instar: Instar, options: str) -> None:
    subprocess.run(["qemu-img", "create", "-qf", "qcow2", "-o", options, "disk", "1M"], check=True)
    shutil.copy("disk", "theirs")
    for words in (("-u", "-b", "a/b.raw", "-F", "raw"), ("-u", "-b", "c", "-F", "qcow2"), ("-u",)):
        subprocess.run(["qemu-img", "rebase", "-f", "qcow2", *words, "theirs"], check=True)
        assert instar("rebase", "-f", "qcow2", *words, "disk").status == 0
        assert Path("disk").read_bytes() == Path("theirs").read_bytes(), words


@needs("qemu-img")
def test_the_header_of_qed_is_qemus(instar: Instar) -> None:
    subprocess.run(["qemu-img", "create", "-qf", "qed", "disk", "1M"], check=True)
    shutil.copy("disk", "theirs")
    long = "n" * 900
    for words in (("-u", "-b", long, "-F", "raw"), ("-u", "-b", "c", "-F", "qcow2"), ("-u",)):
        subprocess.run(["qemu-img", "rebase", "-f", "qed", *words, "theirs"], check=True)
        assert instar("rebase", "-f", "qed", *words, "disk").status == 0
        assert Path("disk").read_bytes() == Path("theirs").read_bytes(), words


def test_what_others_know_is_kept(instar: Instar, image: str) -> None:
    """Extensions that nobody here knows come out in the opposite order, as from qemu-img."""
    assert instar("create", "-q", "-f", "qcow2", "disk", "1M").status == 0
    data = bytearray(Path("disk").read_bytes())
    at = data.index(b"\x68\x03\xf8\x57") + 8 + int.from_bytes(data[116:120], "big")
    extras = [n.to_bytes(4, "big") + (8).to_bytes(4, "big") + bytes([n]) * 8 for n in (1, 2, 3)]
    data[at : at + 48] = b"".join(extras)
    Path("disk").write_bytes(data)
    assert instar("rebase", "-u", "disk").status == 0
    assert Path("disk").read_bytes()[at : at + 48] == b"".join(reversed(extras))
