# SPDX-License-Identifier: Apache-2.0
"""`instar resize` and `instar recover` from the command line to the file."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from instar.sandbox import transaction
from tests.cli.conftest import Instar

pytestmark = pytest.mark.usefixtures("folder")

MIB = 1 << 20


@pytest.fixture(params=["raw", "qcow2", "qed"])
def image(request: pytest.FixtureRequest, instar: Instar) -> str:
    """An image of one MiB."""
    name = f"disk.{request.param}"
    assert instar("create", "-q", "-f", request.param, name, "1M").status == 0
    return name


def size_of(instar: Instar, name: str) -> int:
    found = json.loads(instar("info", "--output=json", name).out)
    size: int = found["virtual-size"]
    return size


def journals() -> list[str]:
    return [name for name in os.listdir() if name.startswith(".")]


def form(name: str) -> tuple[str, str]:
    return "-f", name.rpartition(".")[2]


def test_sizes_are_absolute_or_relative(instar: Instar, image: str) -> None:
    for text, expected in (("3M", 3 * MIB), ("+1M", 4 * MIB), ("+512", 4 * MIB + 512)):
        assert instar("resize", *form(image), image, text) == (0, "Image resized.\n", "")
        assert size_of(instar, image) == expected


def test_shrinking_needs_its_flag(instar: Instar, image: str) -> None:
    before = Path(image).read_bytes()
    said = instar("resize", *form(image), image, "-64k")
    assert said.status == 1 and said.err.startswith("instar: Use the --shrink option to perform")
    assert Path(image).read_bytes() == before
    said = instar("resize", "--shrink", *form(image), image, "-64k")
    if image.endswith("qed"):
        assert (said.status, said.out) == (1, "")
        assert said.err.startswith("instar: Shrinking images is currently not supported [")
        assert Path(image).read_bytes() == before
    else:
        assert said == (0, "Image resized.\n", "")
        assert size_of(instar, image) == MIB - 65536


def test_programs_read_what_became_of_it(instar: Instar, image: str) -> None:
    old = os.path.getsize(image)
    said = instar("resize", "--output=json", *form(image), image, "2M")
    assert json.loads(said.out) == {
        "filename": image,
        "format": image.rpartition(".")[2],
        "action": "grow",
        "old_virtual_size": MIB,
        "new_virtual_size": 2 * MIB,
        "old_file_size": old,
        "new_file_size": os.path.getsize(image),
    }
    said = instar("resize", "--output=json", *form(image), image, "1M")
    assert said.status == 1
    assert json.loads(said.out)["error"].startswith("Use the --shrink option")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("disk", "0"), "New image size must be positive"),
        (("disk", "8E"), "New image size must be positive"),
        (("disk", "1M", "2M"), "Extra argument(s) in command line"),
        (("disk", "1M", "2M", "--bogus"), "Extra argument(s) in command line"),
        (("--", "disk", "1M", "2M"), "Expecting image file name and size"),
        (("disk",), "Expecting image file name and size"),
        (("--preallocation=x", "disk", "2M"), "Invalid preallocation mode 'x'"),
        (
            ("--preallocation=full", "disk", "1M"),
            "Preallocation can only be used for growing images",
        ),
        (("--preallocation=metadata", "disk", "2M"), "Unsupported preallocation mode: metadata"),
    ],
)
def test_what_is_refused(instar: Instar, words: tuple[str, ...], error: str) -> None:
    Path("disk").write_bytes(b"d" * MIB)
    said = instar("resize", "-f", "raw", *words)
    assert said.status == 1 and said.err.splitlines()[0] == f"instar: {error}"
    assert Path("disk").read_bytes() == b"d" * MIB


@pytest.mark.parametrize("mode", ["off", "falloc", "full"])
def test_what_is_added_to_a_raw_image(instar: Instar, mode: str) -> None:
    Path("disk").write_bytes(b"d" * 1000)
    assert instar("resize", f"--preallocation={mode}", "-f", "raw", "disk", "3000").status == 0
    assert Path("disk").read_bytes() == b"d" * 1000 + bytes(2000)
    assert journals() == []


def test_a_guessed_raw_image_is_warned_about(instar: Instar) -> None:
    Path("disk").write_bytes(bytes(4096))
    said = instar("resize", "disk", "8192")
    assert said.status == 0
    assert said.err.startswith("WARNING: Image format was not specified for 'disk'")


@pytest.mark.parametrize("format", ["vdi", "vmdk", "vpc", "vhdx", "parallels", "qcow"])
def test_other_formats_stay_as_they_are(instar: Instar, format: str) -> None:
    assert instar("create", "-q", "-f", format, "disk", "1M").status == 0
    before = Path("disk").read_bytes()
    said = instar("resize", "--qemu-version=11.1", "-f", format, "disk", "2M")
    assert said == (1, "", "instar: Image format driver does not support resize\n")
    assert Path("disk").read_bytes() == before
    said = instar("resize", "--shrink", "-f", format, "disk", "512k")
    if format == "qcow":
        assert said == (1, "", "instar: Image format driver does not support resize\n")
    else:
        assert said.status == 1 and "images of this format only grow" in said.err
    assert Path("disk").read_bytes() == before


def killed_in(name: str, work: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a child do something, and kill it when it comes to a function of the transaction."""
    child = os.fork()
    if child == 0:

        def kill(*given: Any) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        monkeypatch.setattr(transaction, name, kill)
        try:
            work()
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_an_interrupted_resize_is_seen_and_completed(
    instar: Instar, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert instar("create", "-q", "-f", "qcow2", "disk", "1M").status == 0
    before = Path("disk").read_bytes()
    killed_in("_complete", lambda: instar("resize", "-f", "qcow2", "disk", "9G"), monkeypatch)
    assert len(journals()) == 1
    assert Path("disk").read_bytes()[: len(before)] == before
    assert size_of(instar, "disk") == 9 << 30  # through the journal
    assert instar("recover", "disk") == (0, "disk: completed the change of resize\n", "")
    assert journals() == [] and Path("disk").read_bytes() != before
    assert instar("check", "-q", "-f", "qcow2", "disk") == (0, "", "")
    assert instar("recover", "--output=json", "disk").out == (
        '{\n    "filename": "disk",\n    "command": null,\n    "others": []\n}\n'
    )


def test_the_next_resize_completes_the_last(
    instar: Instar, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert instar("create", "-q", "-f", "qcow2", "disk", "1M").status == 0
    killed_in("_complete", lambda: instar("resize", "-f", "qcow2", "disk", "9G"), monkeypatch)
    said = instar("resize", "-f", "qcow2", "disk", "+1G")
    assert (said.status, said.out) == (0, "Image resized.\n")
    assert "completed the change" in said.err
    assert size_of(instar, "disk") == 10 << 30 and journals() == []


def test_an_ignored_journal_is_reported(instar: Instar) -> None:
    assert instar("create", "-q", "-f", "qcow2", "disk", "1M").status == 0
    journal = f".instar-{os.stat('disk').st_ino:x}.journal"
    os.close(os.open(journal, os.O_CREAT | os.O_WRONLY, 0o600))
    said = instar("info", "disk")
    assert said.status == 0
    assert said.err == f"instar: warning: disk: ignored the journal {journal}: it is not whole\n"
