# SPDX-License-Identifier: Apache-2.0
"""Data in new qcow2 images, byte for byte where the real qemu-img puts it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import pytest

from lab.parity.random_fields import difference
from tests.guest.formats.test_backed_writers import base, dense
from tests.guest.formats.test_writers import qemu_img, scattered
from tests.guest.native.laying import compressed, lay
from tests.wanted import needs

pytestmark = [needs("cc"), needs("qemu-img")]

K, M = 1 << 10, 1 << 20
NUM_SEEDS = 16


@dataclass(frozen=True, slots=True)
class Case:
    """A conversion: options, the disk's length, and whether it has a backing file."""

    options: dict[str, str] = field(default_factory=dict)
    length: int = 0
    backed: bool = False

    @property
    def text(self) -> str:
        return ",".join(f"{name}={value}" for name, value in self.options.items())

    @property
    def cluster(self) -> int:
        return int(self.options["cluster_size"])


def drawn(chooser: Random) -> Case:
    """Any options that convert takes."""
    bits = chooser.randrange(9, 22)
    options = {"cluster_size": str(1 << bits)}
    if chooser.random() < 0.2:
        options["compat"] = "0.10"
    else:
        options["refcount_bits"] = str(1 << chooser.randrange(7))
        if bits >= 14 and chooser.random() < 0.5:
            options["extended_l2"] = "on"
    most = min(24 * M, 1 << bits + 13)
    length = chooser.randrange(1, most) // 512 * 512 + 512
    return Case(options, length)


def placed(case: Case, chooser: Random) -> Case:
    """With the clusters in place before, or with a data file."""
    options = dict(case.options)
    kind = chooser.choice(("metadata", "falloc", "full"))
    return replace(case, options={**options, "preallocation": kind})


def hold(folder: Path, case: Case, source: Path, *flags: str, lines: list[str] | None) -> None:
    """Both convert; nothing may differ, and check finds nothing."""
    ours, theirs = folder / "ours", folder / "theirs"
    words: list[str | Path] = ["-o", case.text, *flags]
    texts: list[str | Path] = ["-z", folder / "streams"] if lines is not None else []
    text = case.text
    if case.backed:
        below = base(folder, "raw", case.length)
        words += ["-B", below, "-F", "raw"]
        texts += ["-b", below, "-F", "raw"]
        text += f",backing_file={below}"
    qemu_img("convert", "-f", "raw", "-O", "qcow2", *words, source, theirs)
    laid = lay(
        "qcow2",
        text,
        case.length,
        ours,
        source=source,
        texts=texts,
        hidden=case.backed,
        lines=lines,
        compress=lines is not None,
    )
    assert laid.size == case.length
    assert difference("qcow2", ours, theirs) is None, case
    check = ["qemu-img", "check", "-f", "qcow2", str(ours)]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0, case


@pytest.mark.parametrize("seed", range(NUM_SEEDS))
def test_data_goes_where_qemu_img_puts_it(tmp_path: Path, seed: int) -> None:
    chooser = Random(seed)
    case = drawn(chooser)
    scattered(tmp_path / "source", chooser, case.length)
    hold(tmp_path, case, tmp_path / "source", lines=None)


@pytest.mark.parametrize("seed", range(NUM_SEEDS))
def test_data_goes_into_clusters_that_are_there(tmp_path: Path, seed: int) -> None:
    chooser = Random(seed)
    case = placed(drawn(chooser), chooser)
    scattered(tmp_path / "source", chooser, case.length)
    hold(tmp_path, case, tmp_path / "source", lines=None)


@pytest.mark.parametrize("seed", range(NUM_SEEDS))
def test_zeros_hide_the_backing_file(tmp_path: Path, seed: int) -> None:
    chooser = Random(seed)
    case = replace(drawn(chooser), backed=True)
    scattered(tmp_path / "source", chooser, case.length)
    dense(tmp_path / "source")
    hold(tmp_path, case, tmp_path / "source", lines=None)


def compressible(path: Path, chooser: Random) -> None:
    """Runs that pack well in between."""
    length = path.stat().st_size
    with open(path, "r+b") as file:
        for _ in range(chooser.randrange(1, 9)):
            file.seek(chooser.randrange(length))
            words = chooser.randbytes(chooser.randrange(1, 60)) * chooser.randrange(1, 9000)
            file.write(words[: length - file.tell()])


@pytest.mark.parametrize("seed", range(NUM_SEEDS))
def test_compressed_clusters_share_clusters_of_the_file(tmp_path: Path, seed: int) -> None:
    chooser = Random(seed)
    case = drawn(chooser)
    source = tmp_path / "source"
    scattered(source, chooser, case.length)
    compressible(source, chooser)
    lines = compressed(
        source, case.cluster, tmp_path / "streams", bits=-12, level=9, most=case.cluster
    )
    hold(tmp_path, case, source, "-c", lines=lines)
