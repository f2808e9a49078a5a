# SPDX-License-Identifier: Apache-2.0
"""New images with a backing file, byte for byte as the real qemu-img makes them. The backing file
is empty, so that what is around the data of a request is zeros.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from random import Random

import pytest

from lab.fuzz.new_images import FORMATS
from lab.parity.random_fields import difference
from tests.guest.formats.test_writers import options, qemu_img, scattered
from tests.guest.native.laying import compressed, lay
from tests.wanted import needs

pytestmark = [needs("cc"), needs("qemu-img")]

M = 1 << 20
BACKED = ("qcow", "qed")


def base(folder: Path, format: str, length: int) -> Path:
    path = folder / f"base.{format}"
    qemu_img("create", "-q", "-f", format, path, str(length))
    return path


def dense(path: Path) -> None:
    """The same bytes without holes: qemu-img asks for what is in a hole in another way."""
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)


@pytest.mark.parametrize("target", BACKED)
@pytest.mark.parametrize("backing", ["raw", "qcow2"])
def test_a_new_image_names_its_backing_file(tmp_path: Path, target: str, backing: str) -> None:
    for seed in range(8):
        chooser = Random(seed)
        text, asked = FORMATS[target](chooser, 1 << 40)
        name = f"{'n' * chooser.randrange(1, 100)}.img"
        ours, theirs = tmp_path / "ours", tmp_path / "theirs"
        words = ["-u", "-b", name, "-F", backing, *options(text)]
        qemu_img("create", "-q", "-f", target, *words, theirs, str(asked))
        laid = lay(
            target,
            ",".join(filter(None, [text, f"backing_file={name}"])),
            asked,
            ours,
            texts=("-b", name, "-F", backing),
        )
        assert laid.size is not None
        assert difference(target, ours, theirs) is None, (text, asked)


@pytest.mark.parametrize("target", BACKED)
def test_data_and_zeros_hide_the_backing_file(tmp_path: Path, target: str) -> None:
    source = tmp_path / "source"
    for seed in range(8):
        chooser = Random(seed)
        text, _ = FORMATS[target](chooser, 32 * M)
        length = chooser.randrange(1, 3 * M) // 512 * 512 + 512
        scattered(source, chooser, length)
        dense(source)
        below = base(tmp_path, "raw", length)
        ours, theirs = tmp_path / "ours", tmp_path / "theirs"
        words = ["-B", str(below), "-F", "raw", *options(text)]
        qemu_img("convert", "-f", "raw", "-O", target, *words, source, theirs)
        laid = lay(
            target,
            ",".join(filter(None, [text, f"backing_file={below}"])),
            length,
            ours,
            source=source,
            texts=("-b", below, "-F", "raw"),
            hidden=True,
        )
        assert laid.size is not None
        assert difference(target, ours, theirs) is None, (seed, text, length)
        compared: list[str | Path] = [
            "qemu-img",
            "compare",
            "-f",
            target,
            "-F",
            "raw",
            ours,
            source,
        ]
        subprocess.run(compared, check=True, capture_output=True)


def test_compressed_clusters_of_a_qcow_follow_each_other(tmp_path: Path) -> None:
    source, streams = tmp_path / "source", tmp_path / "streams"
    for seed in range(6):
        chooser = Random(seed)
        scattered(source, chooser, chooser.randrange(1, 9 * M) // 512 * 512 + 512)
        with open(source, "r+b") as file:
            file.write(b"compressible " * chooser.randrange(1, 5000))
        length = source.stat().st_size // 512 * 512
        os.truncate(source, length)
        ours, theirs = tmp_path / "ours", tmp_path / "theirs"
        words: list[str | Path] = ["convert", "-c", "-f", "raw", "-O", "qcow", source, theirs]
        subprocess.run(["qemu-img", *words], check=False)  # it exits 1 though the image is right
        lines = compressed(source, 4096, streams, bits=-12, level=9, most=4096)
        laid = lay("qcow", "", length, ours, source=source, texts=("-z", streams), lines=lines)
        assert laid.size is not None
        assert difference("qcow", ours, theirs) is None, seed
