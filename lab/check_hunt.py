# SPDX-License-Identifier: Apache-2.0
"""Damages random images and asks instar and the live qemu-img what is wrong with them.

Status, standard output and every line of standard error must be the same, in the profile of the
qemu-img that is there. Of an image that neither opens, the words may differ.
"""

from __future__ import annotations

import functools
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import instar
from lab.fuzz import mutation, packing, seeds
from lab.fuzz.differential import WRAPS, profile_of
from lab.fuzz.fields import Spot, spots
from lab.hunt import Hunt, Verdict, cut
from lab.parity.judge import differing_parts
from lab.parity.store import Answer
from lab.parity.tools import Instar, QemuImg

VERDICTS = {0: "clean", 2: "corrupt", 3: "leaks", 63: "unsupported"}
COLUMNS = (
    *("clean", "corrupt", "leaks", "failed"),
    *("unsupported", "refused", "skipped", "argued", "different"),
)
ARGUED = (
    "[vhdx virtual disk size: size is ",
    "repeats itself: ",
    "Unable to get image virtual_size: ",
    WRAPS,
)
"""What instar refuses and qemu-img does not, on purpose: docs/quirks.md says why."""

LONGEST = 24 << 20
"""Longer files add zeros, and time."""
FORMATS = {
    "qcow2": "qcow2",
    "qed": "qed",
    "vdi": "vdi",
    "vhdx": "vhdx",
    "vmdk": "vmdk",
    "parallels": "parallels",
}
"""How the specs call each format's structures."""
WEIGHTS = ("qcow2", "qcow2", "qcow2", "qcow2", *tuple(FORMATS)[1:])
DRAWN = 60
WORD = 8
MOST_LINES = 16 << 20
"""Bytes of problems; to print more takes longer than a question may."""


@functools.cache
def bases(format: str) -> tuple[bytes, ...]:
    """Packed images to start from: those of the corpus, and some of the specs' strategies."""
    found = seeds.of_corpus(format)
    if format in seeds.STRATEGIES:
        found += seeds.drawn(format, DRAWN)
    short = [one for one in dict.fromkeys(found) if packing.unpack(one)[1] <= LONGEST]
    with tempfile.TemporaryDirectory(prefix="hunt-") as folder:
        path = Path(folder) / "image"
        return tuple(one for one in short if _opens(one, format, path))


def _opens(packed: bytes, format: str, path: Path) -> bool:
    """Whether an image is fit to be damaged: of one that is refused nothing is checked."""
    path.unlink(missing_ok=True)
    packing.write(packed, path)
    try:
        instar.check(path, format=format)
    except instar.CheckFailed:
        return True
    except instar.InstarError:
        return False
    return True


def mutant(seed: int) -> tuple[str, bytes]:
    """The format that it is made from, and the packed image."""
    chooser = random.Random(f"check-{seed}")
    format = WEIGHTS[seed % len(WEIGHTS)]
    packed = chooser.choice(bases(format))
    for _ in range(chooser.choice((0, 1, 1, 1, 2, 2, 3, 5))):
        packed = _change(chooser)(chooser, format, packed)
    if format == "vhdx" and chooser.random() < 0.9:
        packed = mutation.with_checksums(packed)
    return format, cut(packed, LONGEST)


Change = Callable[[random.Random, str, bytes], bytes]


def _change(chooser: random.Random) -> Change:
    draw = chooser.random()
    if draw < 0.55:
        return _change_entry
    if draw < 0.75:
        return _change_bit
    return _change_field if draw < 0.95 else _resize


def _pieces(packed: bytes) -> list[tuple[int, bytes]]:
    return [(at, data) for at, data in packing.unpack(packed)[2] if len(data) >= WORD]


def _some_word(chooser: random.Random, packed: bytes) -> tuple[int, bytes] | None:
    """A number that says something, where one can stand."""
    pieces = _pieces(packed)
    for _ in range(64):
        if not pieces:
            break
        start, data = chooser.choice(pieces)
        at = chooser.randrange(len(data) // WORD) * WORD
        word = data[at : at + WORD]
        if any(word) and word.count(0) >= 2:  # the data of a disk is mostly of one byte
            return start + at, word
    return None


def _change_entry(chooser: random.Random, format: str, packed: bytes) -> bytes:
    """A table's entry becomes another one, or leads elsewhere."""
    here, there = _some_word(chooser, packed), _some_word(chooser, packed)
    if here is None or there is None:
        return packed
    at, word = here
    big = format == "qcow2"
    value = int.from_bytes(word, "big" if big else "little")
    size = packing.unpack(packed)[1]
    changed = chooser.choice(
        (
            int.from_bytes(there[1], "big" if big else "little"),
            value ^ 1 << chooser.randrange(64),
            value + (1 << chooser.choice((9, 12, 16, 20, 21))),
            value - (1 << chooser.choice((9, 12, 16, 20, 21))),
            size,
            size + 65536,
            0,
        )
    )
    return packed + packing.piece(
        at, (changed % (1 << 64)).to_bytes(WORD, "big" if big else "little")
    )


def _change_bit(chooser: random.Random, format: str, packed: bytes) -> bytes:
    del format
    found = _some_word(chooser, packed)
    if found is None:
        return packed
    at, word = found
    place = chooser.randrange(WORD)
    return packed + packing.piece(at + place, bytes([word[place] ^ 1 << chooser.randrange(8)]))


@functools.cache
def _spots(format: str) -> tuple[Spot, ...]:
    return tuple(
        spot for spot in spots() if spot.signature and spot.name.startswith(f"{FORMATS[format]}_")
    )


def _change_field(chooser: random.Random, format: str, packed: bytes) -> bytes:
    """A field of a structure that is known by its signature, with a value near its rules."""
    if not _spots(format):
        return _change_bit(chooser, format, packed)
    spot = chooser.choice(_spots(format))
    for start, data in _pieces(packed):
        found = data.find(spot.signature)
        if found < 0:
            continue
        at = start + found - spot.signature_offset + spot.offset
        value = mutation.value_of(chooser, spot)
        return packed + packing.piece(
            max(at, 0), value.to_bytes(spot.width, "big" if spot.big else "little")
        )
    return packed


def _resize(chooser: random.Random, format: str, packed: bytes) -> bytes:
    del format
    out, size = bytearray(packed), packing.unpack(packed)[1]
    packing.resize(
        out, max(1, size + chooser.choice((-1, 1, -512, 512, 65536, -65536, -size // 3)))
    )
    return bytes(out)


class Hunter:
    """Both tools, in one folder."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("qemu-img")
        if program is None:
            raise SystemExit("check_hunt: qemu-img is not installed (apt-get install qemu-utils)")
        self.folder = folder
        self.qemu = QemuImg(Path(program), folder)
        self.instar = Instar(folder)
        self.version = profile_of(self.qemu.banner)

    def compare(self, seed: int) -> tuple[str, Answer, Answer]:
        """What becomes of one mutant: a column, and both answers."""
        format, packed = mutant(seed)
        path = self.folder / f"image.{format}"
        path.unlink(missing_ok=True)
        packing.write(packed, path)
        line = ["check", "-f", format, path.name]
        expected = self.qemu.ask(line, self.version)
        if expected.rc >= 124 or len(expected.stderr) > MOST_LINES:
            return "skipped", expected, expected  # it crashed or hung, or says too much
        actual = self.instar.ask(line, self.version)
        if is_refused(expected) and is_refused(actual):
            return "refused", expected, actual
        if differing_parts(expected, actual):
            told = self.instar.ask(line, "").stderr if actual.rc == 1 else ""
            argued = any(text in told for text in ARGUED)
            return "argued" if argued else "different", expected, actual
        return VERDICTS.get(expected.rc, "failed"), expected, actual

    def judge(self, seed: int) -> Verdict:
        """The same, with what differs to read."""
        column, expected, actual = self.compare(seed)
        return Verdict((column,), shown(expected, actual) if column == "different" else "")


def is_refused(answer: Answer) -> bool:
    """Whether the image did not open."""
    return answer.rc == 1 and not answer.stdout and "Check failed" not in answer.stderr


def shown(expected: Answer, actual: Answer) -> str:
    """Both answers, to read."""
    return "".join(
        f"\n{name} {answer.rc}\n{answer.stdout}{answer.stderr[:2000]}"
        for name, answer in (("qemu-img", expected), ("instar", actual))
    )


HUNT = Hunt("check_hunt", __doc__, COLUMNS, 500, mutant)

if __name__ == "__main__":
    sys.exit(HUNT.main(lambda folder: Hunter(folder).judge))
