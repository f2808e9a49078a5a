# SPDX-License-Identifier: Apache-2.0
"""Hunts for images that `format_inspector` of OpenStack's oslo.utils calls unsafe and
`info --safety` calls clean.
"""

from __future__ import annotations

import functools
import logging
import random
import re
import struct
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from oslo_utils.imageutils import format_inspector

import instar
from instar.errors import ImageError, LimitError
from lab.fuzz import mutation, packing, seeds
from lab.hunt import Hunt, Verdict, cut

COLUMNS = ("clean", "refused_by_peer", "argued", "gaps")
LONGEST = 6 << 20
"""Longer files add zeros, and time."""
SECTOR = 512

ARGUED: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"AttributeError: 'VMDKInspector' object has no attribute 'vmdktype'"),
        "raw",
        "the peer itself fails on a raw disk that begins with 512 bytes of text and has others in"
        " its first MiB; no reader takes that for a VMDK",
    ),
)
"""What the peer says of images of a format that are clean all the same, and why (docs/testing.md).
"""

PLANTED = (
    (0, b"QFI\xfb\0\0\0\3"),
    (0, b"QED\0"),
    (0, b"conectix"),
    (0, b"vhdxfile"),
    (0, b"KDMV\1\0\0\0"),
    (0, b"LUKS\xba\xbe\0\1"),
    (0, b"LUKS\xba\xbe\0\2"),
    (0, b'# Disk DescriptorFile\nversion=1\ncreateType="monolithicFlat"\n'),
    (0x40, b"\x7f\x10\xda\xbe"),
    (510, b"\x55\xaa"),
    (446, b"\x80\0\2\0\x83\0\0\0\1\0\0\0"),
    (450, b"\xee"),
    (512, b"EFI PART"),
    (0x8001, b"CD001"),
    (0x8001, b"NSR03"),
    (0x8801, b"CD001"),
)
WORDS = (
    b'createType="monolithicSparse"',
    b'createtype="monolithicFlat"',
    b"parentCID=ffffffff",
    b"parentCID=1",
    b'parentFileNameHint="base.vmdk"',
    b'RW 4096 SPARSE "a.vmdk"',
    b'RW 4096 FLAT "/etc/passwd" 0',
    b"rdonly 1 ZERO",
    b"ddb.adapterType = ide",
    b"# comment",
    b"what is this",
    b"key with blanks=1",
    b"version=1",
    b"CID=1",
    b"=",
    b"RW",
    b"",
)
PIECES = (
    b"\t",
    b"\r",
    b"\v",
    b"\x1c",
    b"\n",
    b"\0",
    b'"',
    b"#",
    b"/",
    b"\\",
    b"=",
    b" ",
    b"\xc3\xa9",
)


def bases() -> dict[str, tuple[bytes, ...]]:
    """Packed images to start from, of the formats that have any: those that neither side objects
    to, where there are some.
    """
    return _bases()


@functools.cache
def _bases() -> dict[str, tuple[bytes, ...]]:
    corpus = {
        format: [one for one in seeds.of_corpus(format) if _length(one) <= LONGEST]
        for format in seeds.FORMATS
    }
    found: dict[str, list[bytes]] = {format: packed for format, packed in corpus.items() if packed}
    blank = packing.pack(bytes(80 << 10))
    found["iso"] = [blank + packing.piece(0x8000, b"\1CD001\1")]
    protective = b"\0\0\2\0\xee\xff\xff\xff\1\0\0\0\xff\xff\xff\xff".ljust(64, b"\0") + b"\x55\xaa"
    found["gpt"] = [
        blank + packing.piece(446, protective) + packing.piece(512, b"EFI PART\0\0\1\0")
    ]
    with tempfile.TemporaryDirectory(prefix="hunt-") as folder:
        path = Path(folder) / "image"
        for format, packed in found.items():
            clean = [one for one in packed if not _findings(_laid(one, path))[1]]
            found[format] = clean or packed
    return {format: tuple(packed) for format, packed in found.items()}


def _length(packed: bytes) -> int:
    return packing.unpack(packed)[1]


def _laid(packed: bytes, path: Path) -> Path:
    packing.write(packed, path)
    return path


def mutant(seed: int) -> tuple[str, bytes]:
    """The format that it is made from, and the packed image."""
    chooser = random.Random(f"safety-{seed}")
    kinds = tuple(bases())
    kind = kinds[seed % len(kinds)]
    packed = chooser.choice(bases()[kind])
    for _ in range(chooser.choice((1, 1, 1, 2, 2, 3))):
        packed = _change(chooser, kind)(chooser, packed)
    if chooser.random() < 0.5:
        packed = mutation.with_checksums(packed)
    return kind, cut(packed, LONGEST)


Change = Callable[[random.Random, bytes], bytes]


def _change(chooser: random.Random, kind: str) -> Change:
    if kind == "vmdk" and chooser.random() < 0.6:
        return _change_text
    draw = chooser.random()
    if draw < 0.6:
        return mutation.mutate
    return _plant if draw < 0.75 else _poke if draw < 0.9 else _resize


def _plant(chooser: random.Random, packed: bytes) -> bytes:
    """A signature of another format, at its place or at the end."""
    offset, text = chooser.choice(PLANTED)
    if chooser.random() < 0.2:
        end = _length(packed) - chooser.choice((SECTOR, 2 * SECTOR, 3 * SECTOR))
        offset, text = max(0, end), chooser.choice((text, b"koly", b"conectix"))
    return packed + packing.piece(offset, text)


def _poke(chooser: random.Random, packed: bytes) -> bytes:
    """A few bytes, mostly where headers are."""
    reach = chooser.choice((16, 120, SECTOR, 1024, 2048, 1 << 17))
    value = chooser.choice(
        (
            bytes([chooser.choice((0, 1, 2, 4, 8, 0x7F, 0x80, 0xFF))]),
            struct.pack(">Q", 1 << chooser.randrange(64)),
            struct.pack("<Q", 1 << chooser.randrange(64)),
            struct.pack("<I", chooser.choice((0, 1, 0xFFFFFFFF))),
        )
    )
    return packed + packing.piece(chooser.randrange(reach), value)


def _resize(chooser: random.Random, packed: bytes) -> bytes:
    out, size = bytearray(packed), _length(packed)
    packing.resize(out, max(1, size + chooser.choice((-1, 1, -SECTOR, SECTOR, 100, -size // 2))))
    return bytes(out)


def _change_text(chooser: random.Random, packed: bytes) -> bytes:
    """The descriptor of a VMDK: lines and letters."""
    offset, text = _text(packed)
    if not text:
        return packed
    lines = text.split(b"\n")
    at = chooser.randrange(len(lines))
    draw = chooser.random()
    if draw < 0.35:
        lines.insert(at, chooser.choice(WORDS))
    elif draw < 0.5:
        lines[at] = chooser.choice(WORDS)
    elif draw < 0.6:
        del lines[at]
    elif draw < 0.75:
        lines[at] = lines[at].swapcase() if chooser.random() < 0.5 else lines[at].lower()
    else:
        place = chooser.randrange(len(lines[at]) + 1)
        gone = chooser.choice((0, 0, 1, 4))
        lines[at] = lines[at][:place] + chooser.choice(PIECES) + lines[at][place + gone :]
    changed = b"\n".join(lines)
    return packed + packing.piece(offset, changed.ljust(len(text), b"\0"))


def _text(packed: bytes) -> tuple[int, bytes]:
    """Where the descriptor is, and its text."""
    whole = bytearray(1 << 16)
    for offset, content in packing.unpack(packed)[2]:
        part = content[: max(0, len(whole) - offset)]
        whole[offset : offset + len(part)] = part
    start = max(whole.find(b"# Disk"), 0) if b"# Disk" in whole else SECTOR
    return start, bytes(whole[start:]).split(b"\0")[0]


def _findings(path: Path) -> tuple[str, list[str]]:
    """The format, and what makes the exit status 1."""
    try:
        image = instar.info(path, safety=True)
    except (ImageError, LimitError) as error:  # others say nothing of the image
        return "", [str(error)]
    return image.format, [one.name for one in image.findings if one.severity != "low"]


def _peer(path: Path) -> str:
    """Why the peer would not have it; empty if it would."""
    try:
        found = format_inspector.detect_file_format(str(path))
        if found is None:
            return "no format"
        found.safety_check()
    except Exception as error:  # it ends in errors of all kinds, each of which is a refusal
        return f"{type(error).__name__}: {error}"
    return ""


def judge(seed: int, path: Path) -> Verdict:
    """What both say of a mutant, which is laid down at `path`."""
    path.unlink(missing_ok=True)
    format, found = _findings(_laid(mutant(seed)[1], path))
    if found:
        return Verdict(())
    reason = _peer(path)
    if not reason:
        return Verdict(("clean",))
    if any(pattern.search(reason) and format == of for pattern, of, _ in ARGUED):
        return Verdict(("clean", "refused_by_peer", "argued"))
    return Verdict(("clean", "refused_by_peer", "gaps"), reason)


HUNT = Hunt("safety_hunt", __doc__, COLUMNS, 5000, mutant)

if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sys.exit(HUNT.main(lambda folder: lambda seed: judge(seed, folder / "image")))
