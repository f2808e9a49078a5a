# SPDX-License-Identifier: Apache-2.0
"""`convert --bitmaps`: bytes and refusals of qemu-img, guests that lie, sources that lie."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

import instar
from instar.errors import ImageError, LimitError, SandboxError, UsageError
from instar.generated.edit import EditError
from instar.generated.formats.qcow2 import Qcow2BitmapEntry, Qcow2BitmapFlag
from instar.generated.messages import Bitmap, BitmapResult
from instar.ops import bitmap_copy, run
from instar.ops.run import Job, Outcome, Runner
from lab.parity.tools import Instar
from lab.steady import qemu_img
from tests.wanted import needs

MIB = 1 << 20
SIZE = 8 * MIB
ALL_SET = b"\xff" * (SIZE // 4096 // 8)
"""The bits of a bitmap of 4 KiB each."""
needs_qemu_img = needs("qemu-img")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An image with an enabled bitmap, a disabled one, and one without a bit."""
    path, other = tmp_path / "source", tmp_path / "other"
    for one in (path, other):
        instar.create(one, format="qcow2", size=SIZE)
    instar.bitmap(other, "all", ["add"])
    mark_all(other, "all")
    instar.bitmap(path, "enabled", ["add", ("merge", "all")], source=other, granularity=4096)
    instar.bitmap(path, "disabled", ["add", "disable", ("merge", "all")], source=other)
    instar.bitmap(path, "empty", ["add"], granularity=MIB)
    assert ALL_SET in path.read_bytes()
    return path


def entry_of(image: bytes | bytearray, name: str) -> int:
    """Where the entry of a bitmap is in the directory, which is the last that was written."""
    return image.rindex(name.encode()) - Qcow2BitmapEntry.MIN_SIZE


def mark_all(path: Path, name: str) -> None:
    """Let all bits of a bitmap of one cluster of them be set, as its table can say."""
    image = bytearray(path.read_bytes())
    (table,) = struct.unpack_from(">Q", image, entry_of(image, name))
    struct.pack_into(">Q", image, table, 1)
    path.write_bytes(image)


def break_bitmap(path: Path, name: str) -> None:
    """Let a bitmap say that a program may have written without setting its bits."""
    image = bytearray(path.read_bytes())
    place = entry_of(image, name)
    table, length, flags = struct.unpack_from(">QII", image, place)
    struct.pack_into(">QII", image, place, table, length, flags | Qcow2BitmapFlag.IN_USE)
    path.write_bytes(image)


def bitmaps(path: Path) -> tuple[Bitmap, ...]:
    found = instar.info(path).qcow2
    assert found is not None
    return found.bitmaps


def is_sound(path: Path) -> bool:
    found = instar.check(path)
    return not found.corruptions and not found.leaks


@pytest.mark.parametrize("sandbox", ["kvm", "process"])
def test_bitmaps_are_copied_with_their_bits(source: Path, tmp_path: Path, sandbox: str) -> None:
    new, bits = tmp_path / "new", tmp_path / "bits"
    found = instar.convert(source, new, format="qcow2", bitmaps=True, sandbox=sandbox, verify=True)
    assert found.bitmaps == 3
    assert bitmaps(new) == bitmaps(source)
    assert ALL_SET in new.read_bytes()
    assert is_sound(new)
    instar.convert(new, bits, format="qcow2", bitmaps=True)
    assert bits.read_bytes() == new.read_bytes()


LINES = (
    "-O qcow2 source",
    "-c -O qcow2 source",
    "-O qcow2 -o cluster_size=512 source",
    "-O qcow2 -o cluster_size=2M,extended_l2=on source",
    "-O qcow2 -o refcount_bits=1,preallocation=metadata source",
    "-S 0 -O qcow2 source",
    "--skip-broken-bitmaps -O qcow2 broken",
    "-O qcow2 broken",
    "-O qcow2 -o compat=v2 source",
    "-O qcow2 -o compat=foo source",
    "-O qcow2 source source",
    "-O qcow2 old",
    "-O vdi source",
    "-O raw source",
    "-n -O qcow2 there",
)


@needs_qemu_img
@pytest.mark.parametrize("line", LINES)
def test_bytes_lines_and_statuses_are_qemu_imgs(source: Path, tmp_path: Path, line: str) -> None:
    shutil.copy(source, tmp_path / "broken")
    break_bitmap(tmp_path / "broken", "disabled")
    instar.create(tmp_path / "old", format="qcow2", size=MIB, options={"compat": "0.10"})
    folders = []
    for name in ("theirs", "mine"):
        folder = tmp_path / name
        folder.mkdir()
        for one in ("source", "broken", "old"):
            shutil.copy(tmp_path / one, folder / one)
        if "-n" in line:
            instar.create(folder / "new", format="qcow2", size=SIZE)
        folders.append(folder)
    words = ["convert", "--bitmaps", *line.replace("there", "source").split(), "new"]
    theirs = qemu_img(folders[0], words)
    mine = Instar(folders[1]).ask(words, "7.2")
    said = mine.stderr.replace("instar: ", "qemu-img: ")
    assert (mine.rc, said) == (theirs.returncode, theirs.stderr)
    if theirs.returncode == 0:
        assert (folders[1] / "new").read_bytes() == (folders[0] / "new").read_bytes()


def test_more_bitmaps_than_one_guest_stores_are_copied(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, bits = tmp_path / "new", tmp_path / "bits"
    with monkeypatch.context() as patched:
        patched.setattr(bitmap_copy, "_EACH", 2)
        assert instar.convert(source, new, format="qcow2", bitmaps=True).bitmaps == 3
    assert bitmaps(new) == bitmaps(source)
    assert is_sound(new)
    instar.convert(new, bits, format="qcow2", bitmaps=True)
    instar.convert(source, new, format="qcow2", bitmaps=True)
    assert bits.read_bytes() == new.read_bytes()


def test_an_existing_image_gets_all_or_none(source: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    instar.create(there, format="qcow2", size=2 * SIZE)
    before = there.read_bytes()
    with pytest.raises(UsageError, match="Failed to populate bitmap empty: Bitmaps are of"):
        instar.convert(source, there, format="qcow2", over=True, bitmaps=True)
    assert there.read_bytes() == before
    instar.create(there, format="qcow2", size=SIZE)
    instar.convert(source, there, format="qcow2", over=True, bitmaps=True)
    assert bitmaps(there) == bitmaps(source)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (BitmapResult(num_done=2), "stored 2 of 3"),
        (BitmapResult(num_done=3, error=EditError.EXISTS), "stored 3 of 3"),
        (BitmapResult(num_done=3), "not what was asked for"),  # and has done nothing
    ],
)
@pytest.mark.parametrize("over", [False, True])
def test_a_guest_that_lies_leaves_nothing(
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: BitmapResult,
    why: str,
    over: bool,
) -> None:
    sound = Runner.run

    def lie(runner: Runner, job: Job) -> Outcome:
        stores = job.operation == "bitmap" and job.others
        return Outcome(said, ()) if stores else sound(runner, job)

    monkeypatch.setattr(run.Runner, "run", lie)
    new = tmp_path / "new"
    if over:
        instar.create(new, format="qcow2", size=SIZE)
    with pytest.raises(SandboxError, match=why):
        instar.convert(source, new, format="qcow2", bitmaps=True, over=over)
    if over:
        assert bitmaps(new) == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *(["new"] if over else []),
        "other",
        "source",
    ]


def test_bits_that_would_fill_the_storage_are_refused(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table can say that all of a bitmap is set, so that a small file has large ones."""
    length = SIZE // 4096 // 8 + SIZE // 65536 // 8 + 1
    monkeypatch.setattr(bitmap_copy, "MAX_COPIED_BYTES", length - 1)
    with pytest.raises(LimitError, match=f"has bitmaps of {length} bytes together; at most"):
        instar.convert(source, tmp_path / "new", format="qcow2", bitmaps=True)
    assert not (tmp_path / "new").exists()


def test_a_bitmap_that_cannot_be_read_leaves_nothing(source: Path, tmp_path: Path) -> None:
    image = bytearray(source.read_bytes())
    (table,) = struct.unpack_from(">Q", image, entry_of(image, "disabled"))
    struct.pack_into(">Q", image, table, 513)
    source.write_bytes(image)
    with pytest.raises(ImageError, match="bitmap"):
        instar.convert(source, tmp_path / "new", format="qcow2", bitmaps=True)
    assert not (tmp_path / "new").exists()
