# SPDX-License-Identifier: Apache-2.0
"""What a conversion may take, and what it must not touch."""

from __future__ import annotations

import os
import random
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.errors import ImageError, LimitError, UsageError
from instar.ops import free_space
from tests.hostile.catalogue import every
from tests.wanted import needs

MIB = 1 << 20


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Noise in a file called `plain`, of no whole MiB."""
    monkeypatch.chdir(tmp_path)
    found = random.Random(3).randbytes(MIB + 70000)
    Path("plain").write_bytes(found)
    return found


@pytest.mark.parametrize("format", ["raw", "qcow2", "vmdk", "vhdx"])
def test_no_more_is_written_than_may_be(content: bytes, format: str) -> None:
    Path("new").write_bytes(b"as before")
    with pytest.raises(LimitError, match=r"'new' takes more than the 1048576 bytes that it may"):
        instar.convert("plain", "new", format=format, max_output=MIB)
    assert Path("new").read_bytes() == b"as before"
    assert sorted(os.listdir()) == ["new", "plain"]
    instar.convert("plain", "new", format=format, max_output=16 * MIB)
    assert Path("new").read_bytes() != b"as before"


def test_holes_are_not_written(content: bytes) -> None:
    os.truncate("plain", 1 << 30)
    assert instar.convert("plain", "new", max_output=2 * MIB).virtual_size == 1 << 30


def test_files_of_one_image_share_the_bound(content: bytes) -> None:
    options: dict[str, str | int | bool] = {"data_file": "data", "preallocation": "metadata"}
    with pytest.raises(LimitError):
        instar.convert(
            "plain", "new", format="qcow2", options=options, max_output=len(content) + 100
        )
    assert os.listdir() == ["plain"]


@pytest.fixture
def bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """32 MiB out of a hundred times less."""
    monkeypatch.chdir(tmp_path)
    Path("zeros").write_bytes(bytes(32 * MIB))
    assert len(zlib.compress(bytes(65536))) < 256
    instar.convert("zeros", "bomb", format="qcow2", compress=True, sparse=0)
    os.unlink("zeros")
    return "bomb"


def test_what_unpacks_to_too_much_is_refused(bomb: str) -> None:
    with pytest.raises(UsageError, match=r"'bomb' unpacks to \d+ times what it takes; --max-ratio"):
        instar.convert(bomb, "new", max_ratio=50)
    assert os.listdir() == [bomb]
    for ratio in (0, 100000):
        assert instar.convert(bomb, "new", max_ratio=ratio).virtual_size == 32 * MIB
    assert instar.convert(bomb, "new", qemu_version="11.1").virtual_size == 32 * MIB


@needs("qemu-io")
def test_a_snapshot_that_unpacks_to_too_much_is_refused(bomb: str) -> None:
    instar.snapshot(bomb, "create", "before")
    subprocess.run(["qemu-io", "-c", "discard 0 32M", bomb], check=True, capture_output=True)
    assert instar.convert(bomb, "now", max_ratio=50).data == 0
    with pytest.raises(UsageError, match=r"'bomb' unpacks to \d+ times what it takes; --max-ratio"):
        instar.convert(bomb, "new", snapshot="before", max_ratio=50)
    assert instar.convert(bomb, "new", snapshot="before", max_ratio=1000).virtual_size == 32 * MIB


@pytest.mark.parametrize("depth", [1, 3])
def test_what_unpacks_to_too_much_is_refused_below_the_source_too(bomb: str, depth: int) -> None:
    for number in range(depth):
        below = bomb if number == 0 else f"top{number - 1}"
        instar.create(f"top{number}", format="qcow2", backing=below, backing_format="qcow2")
    before = sorted(os.listdir())
    with pytest.raises(UsageError, match=r"'bomb' unpacks to \d+ times what it takes; --max-ratio"):
        instar.convert(f"top{depth - 1}", "new", max_ratio=50)
    assert sorted(os.listdir()) == before
    for ratio in (0, 100000):
        found = instar.convert(f"top{depth - 1}", "new", max_ratio=ratio)
        assert found.virtual_size == 32 * MIB


def test_a_raw_image_below_is_not_taken_for_what_it_looks_like(bomb: str) -> None:
    """The image above says that it is raw, so nothing unpacks it."""
    instar.create("top", format="qcow2", backing=bomb, backing_format="raw")
    instar.convert("top", "new", max_ratio=2)
    assert Path("new").read_bytes() == Path(bomb).read_bytes()


def room(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    """So many bytes are free."""
    monkeypatch.setattr(free_space, "free", lambda folder: length)


@pytest.mark.parametrize("format", ["raw", "qcow2", "vmdk", "vhdx"])
def test_what_has_no_room_is_refused_before_it_is_written(
    content: bytes, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    Path("new").write_bytes(b"as before")
    room(monkeypatch, MIB)
    why = r"'new' may take \d+ bytes, and 1048576 are free there; --no-space-check tries it"
    with pytest.raises(LimitError, match=why):
        instar.convert("plain", "new", format=format)
    assert Path("new").read_bytes() == b"as before"
    assert sorted(os.listdir()) == ["new", "plain"]
    instar.convert("plain", "new", format=format, space_check=False)
    assert Path("new").read_bytes() != b"as before"


@pytest.mark.parametrize(
    ("format", "options"),
    [
        ("raw", {}),
        ("qcow2", {}),
        ("qcow2", {"preallocation": "metadata"}),
        ("vpc", {"subformat": "fixed"}),
        ("vmdk", {"subformat": "monolithicFlat"}),
    ],
)
def test_holes_need_no_room(
    content: bytes,
    monkeypatch: pytest.MonkeyPatch,
    format: str,
    options: dict[str, str | int | bool],
) -> None:
    os.truncate("plain", 1 << 28)
    room(monkeypatch, 4 * MIB)
    assert instar.convert("plain", "new", format=format, options=options).virtual_size >= 1 << 28


@pytest.mark.parametrize(
    "asked",
    [{"compress": True}, {"backing": "below", "backing_format": "raw"}, {"max_output": 2 * MIB}],
)
def test_what_has_no_bound_is_tried(
    content: bytes, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    Path("below").write_bytes(bytes(len(content)))
    room(monkeypatch, 2 * MIB if "max_output" in asked else 4096)
    instar.convert("plain", "new", format="qcow2", **asked)


def test_what_sets_space_aside_needs_all_of_it(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.truncate("plain", 1 << 28)
    room(monkeypatch, 4 * MIB)
    with pytest.raises(LimitError, match="may take 268763136"):
        instar.convert("plain", "new", format="qcow2", options={"preallocation": "falloc"})
    assert os.listdir() == ["plain"]


def test_a_disk_of_holes_is_no_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    instar.create("empty", format="qcow2", size=1 << 40)
    assert instar.convert("empty", "new", format="qcow2", max_ratio=2).zeros == 1 << 40


@pytest.mark.parametrize("format", ["raw", "qcow2"])
def test_one_walk_says_that_a_disk_is_no_bomb_and_has_room(
    content: bytes, monkeypatch: pytest.MonkeyPatch, asked: list[str], format: str
) -> None:
    options: dict[str, str | int | bool] = {"preallocation": "metadata"}
    instar.create("empty", format="qcow2", size=1 << 30, options=options)
    room(monkeypatch, 4 * MIB)
    asked.clear()
    assert instar.convert("empty", "new", format=format, max_ratio=2).virtual_size == 1 << 30
    walks = {"raw": 2, "qcow2": 1}[format]  # raw has no blocks: smaller ones are counted too
    assert asked.count("measure") == walks + 1, "the last one is of an empty disk"
    assert asked.count("info") == 1, "of the new image"


def test_what_cannot_be_measured_has_the_error_of_its_conversion(content: bytes) -> None:
    every()["qcow2-l1-unaligned-l2.qcow2"].build(Path("broken"))
    said = []
    for ratio in (0, 1):
        with pytest.raises(ImageError) as refused:
            instar.convert("broken", "new", max_ratio=ratio)
        said.append(str(refused.value))
    assert said[0] == said[1]
    assert sorted(os.listdir()) == ["broken", "plain"]


@pytest.mark.parametrize("format", ["raw", "qcow2"])
@pytest.mark.parametrize("depth", [1, 2])
def test_what_is_below_the_source_is_not_replaced(content: bytes, format: str, depth: int) -> None:
    instar.convert("plain", "0", format=format)
    for name, below, driver in (("1", "0", format), ("2", "1", "qcow2")):
        instar.create(name, format="qcow2", backing=below, backing_format=driver)
    before = Path("0").read_bytes()
    with pytest.raises(instar.InstarError, match=r'Failed to get (shared )?"write" lock'):
        instar.convert(str(depth), "0", format=format)
    assert Path("0").read_bytes() == before


def test_a_data_file_of_the_source_is_not_replaced(content: bytes) -> None:
    instar.convert("plain", "top", format="qcow2", options={"data_file": "data"})
    before = Path("data").read_bytes()
    with pytest.raises(UsageError, match='Failed to get "write" lock'):
        instar.convert("top", "data")
    assert Path("data").read_bytes() == before


@pytest.mark.parametrize(
    ("platform", "size"), [("azure", 2 * MIB), ("gcp", 1 << 30), ("openstack", MIB + 70144)]
)
def test_a_disk_has_the_size_that_a_platform_takes(
    content: bytes, platform: str, size: int
) -> None:
    found = instar.convert("plain", "new", platform=platform, verify=True)
    assert (found.virtual_size, found.data + found.zeros) == (size, size)
    assert instar.compare("plain", "new", other_format=found.format)


def test_a_platform_that_takes_no_other_files_gets_none(content: bytes) -> None:
    with pytest.raises(UsageError, match="azure takes no image that needs another file"):
        instar.convert("plain", "new", platform="azure", backing="plain", backing_format="raw")
    with pytest.raises(UsageError, match="hyperv takes disks of at least"):
        instar.convert("plain", "new", platform="hyperv")
