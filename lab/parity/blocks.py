# SPDX-License-Identifier: Apache-2.0
"""Questions about `dd`: a fixed list of operands, then drawn blocks of the corpus' images."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from lab.parity.corpus import Image
from lab.parity.store import Case

OUT = "out.img"
SOURCE = "same.raw"
LONGEST = 16 << 20
TARGETS = ("raw", "qcow2", "qed", "qcow", "vmdk", "vdi", "vpc", "vhdx", "parallels")
REPRODUCIBLE = ("raw", "qcow2", "qed", "qcow", "parallels")
"""Targets whose files hold nothing random."""
BLOCKS = ("1", "100", "512", "1000", "1k", "4096", "64k", "100000", "1M", "3M", "1.5k")
NUMBERS = (
    *("0", "1", "3", "+3", "0x2", "0x2k", "1k", "1.5k", "1.5", "x", "", "-1", " 2", "1e1"),
    *("99999999999999999999", "9223372036854775807", "9223372036854775808"),
)
BLOCK_SIZES = ("0", "1k", "2147483647", "2147483648", "3G", "x", "", "-1", "1b", "0x200")
WORDS = (
    f"if={SOURCE}",
    f"of={OUT}",
    "",
    "if",
    "count",
    f"seek=1 if={SOURCE} of={OUT}",
    f"conv=sparse if={SOURCE} of={OUT}",
    f"if=nowhere if={SOURCE} of={OUT}",
    f"if=nowhere of={OUT}",
    f"if={SOURCE} of=nowhere/x",
    f"if={SOURCE} of=foo:bar",
    f"if= of={OUT}",
    f"if={SOURCE} of=",
    f"-O bogus if={SOURCE} of={OUT}",
    f"-O bogus if=nowhere of={OUT}",
    f"-O bochs if={SOURCE} of={OUT}",
    f"-O luks if={SOURCE} of={OUT}",
    f"-O qcow count=0 if={SOURCE} of={OUT}",
    f"-O vmdk count=0 if={SOURCE} of={OUT}",
    f"-f bogus if={SOURCE} of={OUT}",
    f"-f qcow2 if={SOURCE} of={OUT}",
    f"-f raw if=same.qcow2 of={OUT}",
    f"--image-opts if=driver=qcow2,file.filename=same.qcow2 of={OUT}",
    f"--image-opts -f raw if={SOURCE} of={OUT}",
    f"-U if={SOURCE} of={OUT}",
    f"--force-share if={SOURCE} of={OUT}",
    f"--output-format qcow2 if={SOURCE} of={OUT}",
    f"--format raw if={SOURCE} of={OUT}",
    f"-n if={SOURCE} of={OUT}",
    f"-p if={SOURCE} of={OUT}",
    f"--foo if={SOURCE} of={OUT}",
    f"if={SOURCE} of={OUT} bs=1M -O qcow2",
    f"bs=1M skip=1 count=1 if={SOURCE} of={OUT}",
    f"bs=1M skip=2 count=1 if={SOURCE} of={OUT}",
    f"bs=1M skip=3 if={SOURCE} of={OUT}",
    f"bs=1M skip=4 if={SOURCE} of={OUT}",
)


def is_of_blocks(case: Case) -> bool:
    """Whether it is one of these questions; other sequences have a dd too."""
    return case.op == "dd" and case.out == OUT


def fixed() -> Iterator[tuple[str, list[str]]]:
    """Operands and flags, right and wrong."""
    for line in WORDS:
        yield f"words/{line}", line.split(" ") if line else []
    for name in ("count", "skip"):
        for value in NUMBERS:
            yield f"{name}={value}", [f"{name}={value}", "bs=4k", f"if={SOURCE}", f"of={OUT}"]
    for value in BLOCK_SIZES:
        yield f"bs={value}", [f"bs={value}", "count=2", f"if={SOURCE}", f"of={OUT}"]


def drawn(chance: random.Random, images: Iterable[Image]) -> Iterator[tuple[str, list[str]]]:
    """For each small image that opens, some of it in a format, and blocks of another."""
    for image in images:
        size = image.virtual_size
        if image.malformed or image.secret or size is None or not 0 < size <= LONGEST:
            continue
        for _ in range(2):
            target = chance.choice(TARGETS)
            yield f"{image.name}/{target}", _line(chance, target, image.name, size)


def _line(chance: random.Random, target: str, name: str, size: int) -> list[str]:
    words = ["-O", target]
    block = chance.choice(BLOCKS)
    if block in BLOCKS[:4] and size > (1 << 16 if block == "1" else 1 << 20):
        block = "64k"  # a write for each block, and no end of them
    words.append(f"bs={block}")
    for operand in ("count", "skip"):
        if chance.random() < 0.5:
            words.append(f"{operand}={chance.choice((0, 1, 2, 3, 7, 17))}")
    return [*words, f"if={name}", f"of={OUT}"]
