# SPDX-License-Identifier: Apache-2.0
"""What the fuzzers start from: images of the strategies, of the corpus, and hostile ones."""

from __future__ import annotations

import functools
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lab.fuzz.packing import pack, pack_file
from tests.strategies import (
    bochs_images,
    cloop_images,
    qcow2_images,
    vhd_images,
    vhdx_images,
    vmdk_images,
)
from tests.strategies.image import Image

FORMATS = (
    *("qcow2", "qcow", "qed", "vmdk", "vpc", "vhdx", "vdi", "parallels", "luks", "raw"),
    *("bochs", "cloop", "dmg", "asif", "hdd"),
)
STRATEGIES: dict[str, Callable[[], st.SearchStrategy[Image]]] = {
    "qcow2": qcow2_images.images,
    "vmdk": vmdk_images.images,
    "vpc": vhd_images.images,
    "vhdx": vhdx_images.images,
    "bochs": bochs_images.images,
    "cloop": cloop_images.images,
}
SUFFIXES = {
    "qcow2": "qcow2",
    "qcow": "qcow",
    "qed": "qed",
    "vmdk": "vmdk",
    "vpc": "vhd vpc",
    "vhdx": "vhdx",
    "vdi": "vdi",
    "parallels": "hds parallels",
    "luks": "luks",
    "raw": "raw img iso",
    "bochs": "bochs",
    "cloop": "cloop",
    "dmg": "dmg",
    "asif": "asif",
    "hdd": "xml",
}


@functools.cache
def drawn(format: str, count: int) -> tuple[bytes, ...]:
    """Packed images of a strategy."""
    found: list[bytes] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(STRATEGIES[format]())
    def draw(image: Image) -> None:
        if image.size <= 1 << 24:
            found.append(pack(image.bytes()))

    draw()
    return tuple(found)


@functools.cache
def of_corpus(format: str) -> list[bytes]:
    """Packed images of the parity tests' corpus."""
    from lab.parity.corpus import images, unpacked

    folder = unpacked()
    paths = [folder / name for name, image in images().items() if image.format == format]
    return [data for path in paths if path.is_file() and (data := pack_file(path)) is not None]


@functools.cache
def hostile(format: str) -> list[bytes]:
    """Packed hostile images, each alone."""
    from tests.hostile.catalogue import every

    wanted = SUFFIXES[format].split()
    found = []
    for name, image in every().items():
        if name.rsplit(".", 1)[-1] not in wanted:
            continue
        with tempfile.TemporaryDirectory(prefix="seed-") as folder:
            path = Path(folder) / name
            image.build(path)
            data = pack_file(path) if path.is_file() and not path.is_symlink() else None
        if data is not None:
            found.append(data)
    return found


def seeds(format: str, count: int = 40) -> list[bytes]:
    """All of them, without repeats."""
    found = of_corpus(format) + hostile(format)
    if format in STRATEGIES:
        found += drawn(format, count)
    return list(dict.fromkeys(found))


def small(count: int, length: int, seed: int) -> list[bytes]:
    """Noise, for targets whose inputs are no images."""
    chooser = random.Random(seed)
    return [chooser.randbytes(chooser.randrange(1, length)) for _ in range(count)]
