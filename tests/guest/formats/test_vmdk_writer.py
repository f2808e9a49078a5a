# SPDX-License-Identifier: Apache-2.0
"""New VMDKs of every kind, byte for byte as the real qemu-img makes them but for the CID."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from lab.fuzz.new_images import Drawn, size, some
from lab.parity.random_fields import difference, vmdk_text
from tests.guest.formats.test_writers import options, qemu_img, scattered
from tests.guest.native.laying import compressed, lay
from tests.wanted import needs

pytestmark = [needs("cc"), needs("qemu-img")]

M, G = 1 << 20, 1 << 30
GRAIN = 64 << 10
EXTENT = 2 * G
ONE_FILE = ("monolithicSparse", "streamOptimized")
SPLIT = {"monolithicFlat": "-flat", "twoGbMaxExtentFlat": "-f", "twoGbMaxExtentSparse": "-s"}
KINDS = (*ONE_FILE, *SPLIT)
ADAPTERS = ("ide", "lsilogic", "buslogic", "legacyESX")
SEQUENTIAL = "streamOptimized"


def drawn(chooser: Random, kind: str, most: int) -> Drawn:
    """Options and a size."""
    values = {
        "adapter_type": [*ADAPTERS],
        "hwversion": ["4", "17", "", "x y"],
        "toolsversion": ["2147483647", "12345"],
    }
    if kind not in ("monolithicFlat", "twoGbMaxExtentFlat"):
        values["zeroed_grain"] = ["on", "off"]
    text = f"subformat={kind}"
    if more := some(chooser, values):
        text += f",{more}"
    elif chooser.random() < 0.5:
        text += ",compat6=on"
    return text, max(1, size(chooser, most))


def texts(text: str) -> list[str]:
    """The descriptor's own texts as options of the native program."""
    given = dict(pair.split("=") for pair in text.split(","))
    flags = {"adapter_type": "-a", "hwversion": "-w", "toolsversion": "-T"}
    return [word for name, flag in flags.items() if name in given for word in (flag, given[name])]


@dataclass(frozen=True, slots=True)
class Made:
    """An image and its extents."""

    image: Path
    extents: list[Path]


def files(folder: Path, name: str, kind: str, asked: int) -> Made:
    """What the image's files are called."""
    stem, dot, extension = name.rpartition(".")
    stem = stem if dot else name
    tail = f".{extension}" if dot else ""
    if kind in ONE_FILE:
        numbers: list[str] = []
    elif kind == "monolithicFlat":
        numbers = [""]
    else:
        numbers = [f"{i + 1:03}" for i in range(-(-asked // EXTENT))]
    extents = [folder / f"{stem}{SPLIT[kind]}{number}{tail}" for number in numbers]
    return Made(folder / name, extents)


def hold_descriptor(ours: Path, theirs: Path, *, written: bool) -> None:
    ours_text, theirs_text = ours.read_bytes(), theirs.read_bytes()
    assert vmdk_text(ours_text) == vmdk_text(theirs_text)
    for whole in (ours_text, theirs_text):
        text = whole.partition(b"\0")[0]
        assert len(whole) == (-(-len(text) // 512) * 512 if written else len(text))


def hold(
    folder: Path,
    kind: str,
    text: str,
    asked: int,
    *,
    name: str = "disk.vmdk",
    source: Path | None = None,
    words: Sequence[str] = (),
    extra: Sequence[str | Path] = (),
    lines: Sequence[str] | None = None,
    hidden: bool = False,
) -> None:
    """Both make the image; nothing may differ but the CID."""
    made = []
    for whose in ("ours", "theirs"):
        (folder / whose).mkdir(exist_ok=True)
        made.append(files(folder / whose, name, kind, asked))
    ours, theirs = made
    if source:
        command = ["convert", "-f", "raw", "-O", "vmdk", *options(text), *words]
        qemu_img(*command, source, theirs.image)
    else:
        command = ["create", "-q", "-f", "vmdk", *options(text), *words]
        qemu_img(*command, theirs.image, str(asked))

    laid = lay(
        "vmdk",
        text,
        asked,
        ours.image,
        *ours.extents,
        source=source,
        texts=["-n", name, *texts(text), *extra],
        lines=lines,
        hidden=hidden,
    )
    assert laid.size is not None
    assert sorted(p.name for p in theirs.image.parent.iterdir()) == sorted(
        p.name for p in [ours.image, *ours.extents]
    )
    if kind in ONE_FILE:
        assert difference("vmdk", ours.image, theirs.image) is None, (text, asked)
    else:
        hold_descriptor(ours.image, theirs.image, written=source is not None)
    for here, there in zip(ours.extents, theirs.extents, strict=True):
        assert difference("raw", here, there) is None, (text, asked, here.name)
    for path in [*ours.extents, *theirs.extents, theirs.image]:
        path.unlink()


@pytest.mark.parametrize("name", ["disk.vmdk", "disk", "a.b.c", ".vmdk"])
@pytest.mark.parametrize("kind", KINDS)
def test_extents_are_named_after_the_image(tmp_path: Path, kind: str, name: str) -> None:
    hold(tmp_path, kind, f"subformat={kind}", 5 * G + 512, name=name)


@pytest.mark.parametrize("kind", KINDS)
def test_random_new_images_are_qemu_imgs(tmp_path: Path, kind: str) -> None:
    for seed in range(12):
        chooser = Random(seed)
        hold(tmp_path, kind, *drawn(chooser, kind, 30 * G if kind in SPLIT else 1 << 44))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != SEQUENTIAL])
def test_data_goes_where_qemu_img_puts_it(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "source"
    for seed in range(8):
        chooser = Random(seed)
        text, _ = drawn(chooser, kind, M)
        length = chooser.choice([100 * M, 5 * G]) - chooser.randrange(1 << 20) // 512 * 512
        scattered_far(source, chooser, length)
        hold(tmp_path, kind, text, length, source=source)


def test_a_stream_takes_the_grains_as_they_come(tmp_path: Path) -> None:
    source, streams = tmp_path / "source", tmp_path / "streams"
    for seed in range(6):
        chooser = Random(seed)
        text, _ = drawn(chooser, SEQUENTIAL, M)
        length = chooser.randrange(1, 9 * M) // 512 * 512 + 512
        scattered(source, chooser, length)
        with open(source, "r+b") as file:
            file.write(b"compressible " * chooser.randrange(1, 50000))
            file.truncate(length)
        lines = compressed(source, GRAIN, streams, bits=15, level=8, most=2 * GRAIN)
        hold(tmp_path, SEQUENTIAL, text, length, source=source, lines=lines, extra=["-z", streams])


def parent_of(folder: Path, length: int) -> tuple[Path, str]:
    """An empty image to have as a backing file, and its CID."""
    path = folder / "parent.vmdk"
    qemu_img("create", "-q", "-f", "vmdk", path, str(length))
    found = re.search(rb"^CID=([0-9a-f]+)$", path.read_bytes(), re.M)
    assert found
    return path, found[1].decode()


@pytest.mark.parametrize("zeroed", ["on", "off"])
@pytest.mark.parametrize("kind", ["monolithicSparse", "twoGbMaxExtentSparse"])
def test_a_child_has_its_parents_cid(tmp_path: Path, kind: str, zeroed: str) -> None:
    """And data and zeros that hide it."""
    source = tmp_path / "source"
    for seed in range(4):
        chooser = Random(seed)
        length = chooser.randrange(1, 20 * M) // 512 * 512 + 512
        scattered(source, chooser, length)
        source.write_bytes(source.read_bytes())  # without holes
        parent, cid = parent_of(tmp_path, length)
        text = f"subformat={kind},zeroed_grain={zeroed}"
        child: list[str | Path] = ["-b", parent, "-F", "vmdk", "-c", cid]
        words = ["-b", str(parent), "-F", "vmdk"]
        hold(tmp_path, kind, text, length, words=words, extra=child)
        words[0] = "-B"
        hold(tmp_path, kind, text, length, source=source, words=words, extra=child, hidden=True)


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    """More extents than files were given, a descriptor longer than its room, data for a stream."""
    image, source = tmp_path / "image", tmp_path / "source"
    source.write_bytes(b"data" * 1024)
    assert lay("vmdk", "subformat=twoGbMaxExtentFlat", 5 * G, image, tmp_path / "a").fault
    assert lay("vmdk", "", M, image, texts=["-w", "4" * 9000]).size == M
    assert lay("vmdk", "", M, image, texts=["-w", "4" * 10240]).fault
    assert lay("vmdk", f"subformat={SEQUENTIAL}", 4096, image, source=source).fault


def scattered_far(path: Path, chooser: Random, length: int) -> None:
    """A sparse file with data here and there, across the border of extents too."""
    scattered(path, chooser, min(length, 40 * M))
    with open(path, "r+b") as file:
        file.truncate(length)
        for border in range(EXTENT, length, EXTENT):
            file.seek(border - chooser.randrange(GRAIN))
            file.write(chooser.randbytes(2 * GRAIN))
