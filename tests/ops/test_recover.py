# SPDX-License-Identifier: Apache-2.0
"""`recover` of images whose disk is in several files: what a killed command has begun is completed
in all of them.
"""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path

import pytest

import instar
from instar.cli.main import main
from tests.ops.failing import killed_in_every_state
from tests.wanted import needs

pytestmark = needs("qemu-img")
MIB = 1 << 20
SIZE = 3 * MIB
STEPS = 60
KINDS = ("monolithicFlat", "twoGbMaxExtentFlat", "twoGbMaxExtentSparse")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("source").write_bytes(b"new!" * (MIB // 4) + bytes(MIB) + b"more" * (MIB // 4))
    Path("old").write_bytes(b"old!" * (MIB // 4) + bytes(2 * MIB))
    return tmp_path


def over(name: str, format: str) -> None:
    instar.convert("source", name, format=format, over=True, allow_write=["."], sandbox="process")


def resize() -> None:
    instar.resize(
        "disk", 2 * SIZE, format="qcow2", preallocation="full", allow_write=["."], sandbox="process"
    )


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.glob(".*")]


def content(name: str) -> bytes:
    instar.convert(name, "found.raw")
    found = Path("found.raw").read_bytes()
    os.unlink("found.raw")
    return found


def parts(folder: Path) -> list[Path]:
    """Files that have a journal next to them."""
    numbers = {int(path.name.split("-")[1].split(".")[0], 16) for path in folder.glob(".*.journal")}
    return [path for path in folder.iterdir() if path.stat().st_ino in numbers]


@pytest.mark.parametrize("kind", KINDS)
def test_extents_are_completed(folder: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is left then is the old or the new content, and nothing next to it."""
    old, new = Path("old").read_bytes(), Path("source").read_bytes()
    instar.convert("old", "disk.vmdk", format="vmdk", options={"subformat": kind})
    completed = set[str]()
    make = partial(over, "disk.vmdk", "vmdk")
    for _, done in killed_in_every_state(make, folder, STEPS):
        begun = {path.name for path in parts(folder)}
        capsys.readouterr()
        assert main(["recover", "--output=json", "disk.vmdk"]) == 0
        said, warned = capsys.readouterr()
        assert hidden(folder) == [], warned
        found = json.loads(said)
        files = (found, *found["others"])
        named = {one["filename"] for one in files if one["command"] == "convert"}
        assert named == begun
        completed |= named
        disk = content("disk.vmdk")
        for at in range(0, SIZE, 512):
            assert disk[at : at + 512] in (old[at : at + 512], new[at : at + 512]), at
        assert instar.check("disk.vmdk", format="vmdk").is_clean
        if done:
            assert disk == new
            break
    assert ("disk-s001.vmdk" in completed) == (kind == KINDS[2])


def test_an_extent_that_is_not_the_disks_own_stays(folder: Path) -> None:
    """Its name leads elsewhere now, where a journal of another change is."""
    instar.convert("old", "disk.vmdk", format="vmdk", options={"subformat": KINDS[2]})
    Path("elsewhere").mkdir()
    os.rename("disk-s001.vmdk", "elsewhere/s001.vmdk")
    text = Path("disk.vmdk").read_text().replace("disk-s001.vmdk", "elsewhere/s001.vmdk")
    Path("disk.vmdk").write_text(text)
    number = os.stat("elsewhere/s001.vmdk").st_ino
    Path(f"elsewhere/.instar-{number:x}.journal").write_bytes(b"of another")
    assert main(["recover", "disk.vmdk"]) == 0
    assert hidden(folder / "elsewhere") == [f".instar-{number:x}.journal"]


@pytest.mark.parametrize("make", [partial(over, "disk", "qcow2"), resize])
def test_a_data_file_is_completed_where_it_may_be_written(
    folder: Path, make: partial[None], capsys: pytest.CaptureFixture[str]
) -> None:
    instar.convert("old", "disk", format="qcow2", options={"data_file": "data"})
    refused = 0
    for _, done in killed_in_every_state(make, folder, STEPS):
        number = os.stat("data").st_ino
        left = [name for name in hidden(folder) if f"-{number:x}." in name]
        capsys.readouterr()
        assert main(["recover", "disk"]) == 0
        warned = capsys.readouterr().err
        assert hidden(folder) == left
        assert ("'instar recover data' completes it, or --allow-write" in warned) == bool(left)
        refused += bool(left)
        if left:
            assert main(["recover", "--allow-write", ".", "disk"]) == 0
            assert hidden(folder) == []
        assert instar.check("disk", format="qcow2").is_clean
        if done:
            break
    assert refused


def test_an_image_whose_other_files_are_gone_is_completed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    instar.convert("old", "disk.vmdk", format="vmdk", options={"subformat": KINDS[0]})
    os.unlink("disk-flat.vmdk")
    assert main(["recover", "disk.vmdk"]) == 0
    out, warned = capsys.readouterr()
    assert out == "disk.vmdk: nothing to complete\n"
    assert "warning: whether other files have a change to complete is not known:" in warned
    assert main(["recover", "--no-files", "disk.vmdk"]) == 0
    assert capsys.readouterr() == ("disk.vmdk: nothing to complete\n", "")
