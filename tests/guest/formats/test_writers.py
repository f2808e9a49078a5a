# SPDX-License-Identifier: Apache-2.0
"""New images by the formats' writers, byte for byte as the real qemu-img makes them but for what is
random.
"""

from __future__ import annotations

import subprocess
import uuid
from pathlib import Path
from random import Random

import pytest

from instar.generated.constructs import vhd as vhd_structures
from lab import steady
from lab.fuzz.new_images import FORMATS, size
from lab.parity.random_fields import difference
from tests.guest.native.laying import ENTROPY, TIME, lay
from tests.wanted import needs

pytestmark = [needs("cc"), needs("qemu-img")]

M, G, T = 1 << 20, 1 << 30, 1 << 40
CHECKED = ("parallels", "qed", "vdi", "vhdx")
"""Formats that qemu-img check knows."""

NEW = [
    ("parallels", "", 0),
    ("parallels", "", 1),
    ("parallels", "cluster_size=1536", 777_777_777),
    ("parallels", "cluster_size=65536", 5 * T),
    ("vdi", "", 0),
    ("vdi", "", 1),
    ("vdi", "static=on", 3 * M + 5),
    ("vdi", "", 9 * T + 512),
    ("vpc", "", 0),
    ("vpc", "", 1),
    ("vpc", "", M),
    ("vpc", "", 32 * G),
    ("vpc", "", 2040 * G),
    ("vpc", "subformat=fixed", 1_000_001),
    ("vpc", "force_size=on", M + 1),
    ("vpc", "subformat=fixed,force_size=on", 129 * G),
    ("vhdx", "", 0),
    ("vhdx", "", 1),
    ("vhdx", "", 40 * T),
    ("vhdx", "block_size=1048576", 5 * T),
    ("vhdx", "subformat=fixed", 21 * M + 512),
    ("vhdx", "subformat=fixed,block_state_zero=off", 21 * M + 512),
    ("vhdx", "subformat=fixed,block_state_zero=off,block_size=1048576", 10 * G),
    ("vhdx", "block_state_zero=off,log_size=3145728", 200 * G),
]


def qemu_img(*words: str | Path) -> None:
    line, env = ["qemu-img", *words], steady.environment()
    subprocess.run(line, env=env, check=True, capture_output=True, timeout=600)


def checked(target: str, image: Path) -> int:
    """The exit status of `qemu-img check`, which finds leaks in some images of qemu-img's own."""
    command: list[str | Path] = ["qemu-img", "check", "-f", target, image]
    return subprocess.run(command, check=False, capture_output=True, timeout=600).returncode


def options(text: str) -> list[str]:
    return ["-o", text] if text else []


def hold(folder: Path, target: str, text: str, asked: int, source: Path | None = None) -> None:
    """Both make the image; nothing may differ."""
    ours, theirs = folder / "ours", folder / "theirs"
    if source:
        qemu_img("convert", "-f", "raw", "-O", target, *options(text), source, theirs)
    else:
        qemu_img("create", "-q", "-f", target, *options(text), theirs, str(asked))
    assert lay(target, text, asked, ours, source=source).size is not None
    assert difference(target, ours, theirs) is None, (target, text, asked)
    if target in CHECKED:
        assert checked(target, ours) == checked(target, theirs)


@pytest.mark.parametrize(("target", "text", "asked"), NEW)
def test_a_new_image_is_qemu_imgs(tmp_path: Path, target: str, text: str, asked: int) -> None:
    hold(tmp_path, target, text, asked)


@pytest.mark.parametrize("target", FORMATS)
def test_random_new_images_are_qemu_imgs(tmp_path: Path, target: str) -> None:
    for seed in range(12):
        hold(tmp_path, target, *FORMATS[target](Random(seed), 300 * G))


def scattered(path: Path, chooser: Random, length: int) -> None:
    """A file with data here and there, some of it dense, some across the borders of blocks."""
    with open(path, "wb") as file:
        file.truncate(length)
        for _ in range(chooser.randrange(1, 12)):
            at = chooser.randrange(length)
            if chooser.random() < 0.5:
                at = at >> 20 << 20
            much = chooser.choice([1, 512, 5000, 70_000, 3 * M])
            file.seek(max(0, at - chooser.choice([0, 0, 3000])))
            file.write(chooser.randbytes(min(much, length - file.tell())))


@pytest.mark.parametrize("target", FORMATS)
def test_data_goes_where_qemu_img_puts_it(tmp_path: Path, target: str) -> None:
    source = tmp_path / "source"
    for seed in range(12):
        chooser = Random(seed)
        text, _ = FORMATS[target](chooser, 100 * M)
        length = (size(chooser, 100 * M) + 512) // 512 * 512
        scattered(source, chooser, length)
        hold(tmp_path, target, text, length, source)


def test_the_log_of_a_vhdx_begins_anew_at_its_end(tmp_path: Path) -> None:
    """128 entries fit into 1 MiB."""
    source = tmp_path / "source"
    with open(source, "wb") as file:
        for block in range(140):
            file.seek(block * M + 4096 * (block % 5))
            file.write(b"data")
        file.truncate(150 * M)
    hold(tmp_path, "vhdx", "block_size=1048576", 150 * M, source)


def test_the_entry_of_a_vhdx_chunks_bitmap_stays(tmp_path: Path) -> None:
    """16 blocks of 256 MiB form a chunk; the entry for its bitmap comes after theirs."""
    source = tmp_path / "source"
    with open(source, "wb") as file:
        for block in (0, 15, 16, 17, 33):
            file.seek(block * 256 * M)
            file.write(b"data")
        file.truncate(9 * G)
    hold(tmp_path, "vhdx", "block_size=268435456", 9 * G, source)


@pytest.mark.parametrize("target", FORMATS)
def test_a_large_disk_takes_no_more_memory(tmp_path: Path, target: str) -> None:
    path = tmp_path / "image"
    taken = {lay(target, "", size, path).memory for size in (M, 2040 * G)}
    assert len(taken) == 1
    assert taken.pop() < 16384


@pytest.mark.parametrize("target", ["vdi", "vpc", "vhdx"])
def test_entropy_alone_decides_what_is_random(tmp_path: Path, target: str) -> None:
    files = [tmp_path / name for name in ("first", "again", "other")]
    for path, entropy in zip(files, (ENTROPY, ENTROPY, ENTROPY[::-1]), strict=True):
        lay(target, "", 5 * M, path, entropy=entropy)
    first, again, other = (path.read_bytes() for path in files)
    assert first == again
    assert first != other
    assert difference(target, files[0], files[2]) is None


def test_a_vhd_has_the_time_and_a_random_identity(tmp_path: Path) -> None:
    path = tmp_path / "image"
    lay("vpc", "", M, path)
    footer = vhd_structures.VhdFooter.parse(path.read_bytes()[-512:])
    assert footer.time_stamp == TIME - 946_684_800
    assert uuid.UUID(bytes=bytes(footer.unique_id)).version == 4


def test_a_vdi_has_two_random_identities(tmp_path: Path) -> None:
    path = tmp_path / "image"
    lay("vdi", "", M, path)
    header = path.read_bytes()
    both = [uuid.UUID(bytes_le=header[at : at + 16]) for at in (0x188, 0x198)]
    assert [one.version for one in both] == [4, 4]
    assert both[0] != both[1]


@pytest.mark.parametrize(
    ("target", "text", "asked"),
    [
        ("vpc", "", 2041 * G),
        ("vdi", "", 513 * T),
        ("vhdx", "", 65 * T),
        ("vhdx", "block_size=3145728", M),
        ("parallels", "cluster_size=512", 3 * T),
    ],
)
def test_what_the_layout_refuses_is_not_written(
    tmp_path: Path, target: str, text: str, asked: int
) -> None:
    path = tmp_path / "image"
    assert lay(target, text, asked, path).fault
    assert path.stat().st_size == 0
