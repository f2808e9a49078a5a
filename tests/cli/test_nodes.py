# SPDX-License-Identifier: Apache-2.0
"""Images that the command line describes, against the live qemu-img."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from lab import lines
from lab.parity.store import Answer
from lab.parity.tools import Instar, QemuImg
from tests.wanted import needs, skip_without

QEMU = shutil.which("qemu-img")
needs_qemu_img = needs("qemu-img")
SIZE = 1 << 20
START = 1536


def file(name: str) -> dict[str, object]:
    return {"driver": "file", "filename": name}


def part(name: str) -> dict[str, object]:
    return {"driver": "raw", "offset": START, "file": file(name)}


TOP: dict[str, object] = {"driver": "qcow2", "file": file("top")}
ALONE = {**TOP, "backing": None}
OTHER: dict[str, object] = {"driver": "raw", "file": file("other")}
MIDDLE: dict[str, object] = {"driver": "qcow2", "file": file("middle")}
LINES: dict[str, list[object]] = {
    "info": [ALONE, part("other"), {"driver": "qcow2", "file": part("inside")}],
    "map --output=json": [
        *(ALONE, part("other"), {**part("other"), "size": 4096}),
        *({**TOP, "backing": OTHER}, {**TOP, "backing": {**MIDDLE, "backing": None}}),
        *({"file": part("inside")}, {**TOP, "backing": {**MIDDLE, "backing": OTHER}}),
    ],
    "measure -O qcow2": [ALONE, {**TOP, "backing": OTHER}, {"file": part("inside")}],
    "check": [{"driver": "qcow2", "file": part("inside")}],
    "compare other": [{**TOP, "backing": {**MIDDLE, "backing": OTHER}}, part("other")],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chain of three, another file, and the top of the chain inside of a file."""
    skip_without("qemu-img")
    assert QEMU is not None
    place = tmp_path_factory.mktemp("nodes")
    chance = random.Random(5)
    for name in ("base", "other"):
        (place / name).write_bytes(chance.randbytes(SIZE))
    for name, below, kind in (("middle", "base", "raw"), ("top", "middle", "qcow2")):
        words = [QEMU, "create", "-q", "-f", "qcow2", "-b", below, "-F", kind, name]
        subprocess.run(words, cwd=place, check=True)
        words = [QEMU, "bench", "-w", "-c", "3", "-S", "300000", "-f", "qcow2", name]
        subprocess.run(words, cwd=place, check=True, stdout=subprocess.DEVNULL)
    (place / "inside").write_bytes(bytes(START) + (place / "top").read_bytes() + b"tail" * 999)
    return place


@needs_qemu_img
@pytest.mark.parametrize(
    ("command", "options"),
    [(command, options) for command, all_of in LINES.items() for options in all_of],
)
def test_a_description_means_what_it_means_to_qemu_img(
    folder: Path, command: str, options: object
) -> None:
    assert QEMU is not None
    line = [*command.split(), f"json:{json.dumps(options)}"]
    theirs = QemuImg(Path(QEMU), folder).ask(line)
    ours = Instar(folder).ask(line, "7.2")
    assert (ours.rc, ours.stdout) == (theirs.rc, theirs.stdout)
    assert ours.stderr.replace("instar: ", "qemu-img: ") == theirs.stderr


@needs_qemu_img
@pytest.mark.parametrize(
    "options",
    [part("other"), {"driver": "qcow2", "file": part("inside")}, {**TOP, "backing": OTHER}],
)
def test_what_is_converted_is_what_qemu_img_converts(
    folder: Path, tmp_path: Path, options: object
) -> None:
    assert QEMU is not None
    name = f"json:{json.dumps(options)}"
    for tool, out in ((QemuImg(Path(QEMU), folder), "theirs"), (Instar(folder), "ours")):
        assert tool.ask(["convert", "-O", "raw", name, str(tmp_path / out)], "7.2").rc == 0
    assert (tmp_path / "ours").read_bytes() == (tmp_path / "theirs").read_bytes()


@needs_qemu_img
@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("resize NODE 2M", {**TOP, "backing": None}),
        ("snapshot -c one NODE", {**TOP, "backing": OTHER}),
        ("bitmap --add NODE one", ALONE),
        ("bitmap --add NODE one", {**TOP, "backing": OTHER}),
        ("amend -o compat=0.10 NODE", ALONE),
        ("commit NODE", {**TOP, "backing": {**MIDDLE, "backing": OTHER}}),
        ("commit NODE", {**TOP, "backing": OTHER}),
        ("commit NODE", ALONE),
        ("rebase -u -b other -F raw NODE", ALONE),
        ("rebase -u -b other -F raw NODE", {**TOP, "backing": OTHER}),
        ("rebase -F raw top -b NODE", OTHER),
        ("rebase -F qcow2 top -b NODE", {**MIDDLE, "backing": OTHER}),
        ("check -r all NODE", {**TOP, "backing": OTHER}),
        ("bench -w -c 2 NODE", {**TOP, "backing": OTHER}),
        ("convert -n -O raw base NODE", OTHER),
        ("create -f qcow2 -F raw -b NODE new", OTHER),
        ("create -f qcow2 -F qcow2 -b NODE new", {**TOP, "backing": OTHER}),
        ("convert -O qcow2 -F qcow2 -B NODE top new", MIDDLE),
        ("resize NODE 2M", {**TOP, "read-only": True}),
    ],
)
def test_a_change_of_a_description_is_that_of_qemu_img(
    folder: Path, tmp_path: Path, line: str, options: object
) -> None:
    assert QEMU is not None
    node = f"json:{json.dumps(options)}"
    words = [node if word == "NODE" else word for word in line.split()]
    found: list[tuple[Answer, dict[str, bytes]]] = []
    for tool in (QemuImg(Path(QEMU), tmp_path / "theirs"), Instar(tmp_path / "ours")):
        place = shutil.copytree(folder, tmp_path / ("ours" if found else "theirs"))
        with lines.called_qemu_img("7.2"):
            said = tool.ask(words, "")
        found.append((said, {one.name: one.read_bytes() for one in place.iterdir()}))
    (theirs, left), (ours, ours_left) = found
    assert ours == theirs
    assert ours_left.keys() == left.keys()
    differ = [name for name in left if ours_left[name] != left[name]]
    assert differ == (["top"] if "snapshot" in line else [])  # which has the time in it


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("resize", {"driver": "raw", "offset": 512, "file": file("disk")}),
        ("bench -w", {"driver": "raw", "size": 512, "file": file("disk")}),
        ("check -r all", {"driver": "qcow2", "file": part("disk")}),
    ],
)
def test_a_part_of_a_file_is_not_changed(tmp_path: Path, line: str, options: object) -> None:
    assert Instar(tmp_path).ask(["create", "-q", "-f", "qcow2", "disk", "1M"], "").rc == 0
    before = (tmp_path / "disk").read_bytes()
    size = ["2M"] if line == "resize" else []
    said = Instar(tmp_path).ask([*line.split(), f"json:{json.dumps(options)}", *size], "")
    assert said.rc == 1 and "a part of a file is read, and not changed" in said.stderr
    assert (tmp_path / "disk").read_bytes() == before


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("resize NODE 2M", "Cannot resize fixed-size raw disks"),
        ("resize NODE +0", "Cannot resize fixed-size raw disks"),
        ("resize NODE 2k", "Use the --shrink option to perform a shrink operation."),
        ("commit NODE", "Image does not have a backing file"),
        ("amend -o x=1 NODE", "Format driver 'raw' does not support option amendment"),
        ("check -r all NODE", "there is no repair for raw images"),
        ("snapshot -c one NODE", "Could not create snapshot 'one': "),
        ("bitmap --add NODE one", "Operation add on bitmap one failed: "),
        ("rebase -u -F raw -b below NODE", "Could not change the backing file to 'below': "),
    ],
)
def test_a_plain_part_of_a_file_is_refused_as_any_plain_disk(
    tmp_path: Path, line: str, reason: str
) -> None:
    for name in ("disk", "below"):
        (tmp_path / name).write_bytes(b"disk" * 4096)
    node = json.dumps({"driver": "raw", "offset": 512, "size": 4096, "file": file("disk")})
    words = [f"json:{node}" if word == "NODE" else word for word in line.split()]
    said = Instar(tmp_path).ask(words, "")
    assert said.rc == (63 if "check" in line else 1)
    assert reason in said.stderr
    assert (tmp_path / "disk").read_bytes() == b"disk" * 4096


@pytest.mark.parametrize("name", ['json:{"driver": "raw", "file.filename": "z"}', "file:z"])
def test_a_name_with_a_protocol_is_not_next_to_the_image(tmp_path: Path, name: str) -> None:
    (tmp_path / "sub").mkdir()
    tool = Instar(tmp_path)
    assert tool.ask(["create", "-q", "-f", "qcow2", "sub/disk", "1M"], "").rc == 0
    assert tool.ask(["rebase", "-u", "-b", name, "-F", "raw", "sub/disk"], "").rc == 0
    said = json.loads(tool.ask(["info", "--output=json", "sub/disk"], "").stdout)
    assert said["full-backing-filename"] == name


def test_no_description_is_followed_out_of_an_image(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret" * 1000)
    name = f"json:{json.dumps({'driver': 'raw', 'file': file('secret')})}"
    make = ["create", "-q", "-f", "qcow2", "disk", "1M"]
    assert Instar(tmp_path).ask(make, "").rc == 0
    assert Instar(tmp_path).ask(["rebase", "-u", "-b", name, "-F", "raw", "disk"], "").rc == 0
    said = Instar(tmp_path).ask(["map", "--output=json", "disk"], "")
    assert said.rc == 1 and "only files are followed" in said.stderr


def test_a_device_has_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "disk").write_bytes(bytes(512))
    said = Instar(tmp_path).ask(["info", "--image-opts", "driver=host_device,filename=disk"], "")
    assert said.rc == 1 and "requires 'disk' to be either a character or block" in said.stderr
