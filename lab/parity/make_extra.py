# SPDX-License-Identifier: Apache-2.0
"""Add images to the corpus that decide what the first set cannot, and pack it again.

    python -m lab.parity.make_extra --bins DIR     DIR/bookworm/qemu-img makes them (see matrix.py)

So far: VHDs whose geometry and size disagree, one for each creator that may be treated in a way of
its own (which of the two counts has changed), each way to damage an image that corpus_maker knows,
twice where it has a choice, and VHDs that have a footer at the end alone, which is not that of a
fixed disk. `python -m lab.parity.record --bins DIR --more shared` asks about them. Needs GNU tar.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import struct
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.parity import corpus
from lab.parity.cases import EXTRA_PREFIX
from lab.parity.corpus_maker import bad_other, bad_qcow2
from lab.parity.corpus_maker.poke import Poke
from lab.parity.corpus_maker.workshop import Workshop
from lab.parity.store import DATA
from lab.parity.tools import QemuImg

CREATORS = {
    "vpc": b"vpc ", "vs": b"vs  ", "vbox": b"vbox", "d2v": b"d2v ", "tap": b"tap\0",
    "ctxs": b"CTXS", "win": b"win ", "qem2": b"qem2", "qemu": b"qemu", "wa": b"wa\0\0",
    "zeros": bytes(4), "other": b"xxxx",
}  # fmt: skip
VARIANTS = 2  # of each way to damage an image
SECTOR = 512
FOOTER_SIZE = 512
AT_CREATOR, AT_SIZE, AT_GEOMETRY, AT_TYPE, AT_CHECKSUM = 28, 48, 56, 60, 64  # in the footer
LARGEST_GEOMETRY = struct.pack(">HBB", 65535, 16, 255)
MADE_SECTORS = 3060  # 45 x 4 x 17: a size that geometry can express
CLAIMED_SECTORS = 3027  # what the size field says instead
TAIL_TYPES = (0, 3, 4, 5, 7)  # all but 2, of a fixed disk; from 5 on they mean nothing


@dataclass(frozen=True, slots=True)
class Extra:
    """One image to make: a footer of `creator`, with size, geometry and type as given; at the end
    alone with `tail`.
    """

    name: str
    creator: bytes
    subformat: str
    geometry: bytes | None
    how: str
    disk_type: int | None = None
    tail: bool = False


def extras() -> Iterator[Extra]:
    for name, creator in CREATORS.items():
        for subformat in ("dynamic", "fixed"):
            how = (
                f"{subformat}, creator {creator!r}, the size {CLAIMED_SECTORS} sectors, "
                f"the geometry {MADE_SECTORS}"
            )
            yield Extra(f"{EXTRA_PREFIX}vpc-{subformat}-{name}.vhd", creator, subformat, None, how)
    for name in ("vpc", "win", "qemu", "other"):
        how = (
            f"dynamic, creator {CREATORS[name]!r}, the size {CLAIMED_SECTORS} sectors, the "
            "largest geometry"
        )
        yield Extra(
            f"{EXTRA_PREFIX}vpc-maxchs-{name}.vhd", CREATORS[name], "dynamic", LARGEST_GEOMETRY, how
        )


def tails() -> Iterator[Extra]:
    """Images that 5.2 opens and cannot read."""
    for disk_type in TAIL_TYPES:
        for name in ("vpc", "win"):
            creator, image = CREATORS[name], f"{EXTRA_PREFIX}vpc-tail-{disk_type}-{name}.vhd"
            how = (
                f"dynamic, creator {creator!r}, then zeros over the first footer, disk type "
                f"{disk_type} in the last"
            )
            yield Extra(image, creator, "dynamic", None, how, disk_type, tail=True)


def make(extra: Extra, tool: QemuImg, folder: Path) -> None:
    """Create with qemu-img, then change each copy of the footer and its checksum."""
    options = f"subformat={extra.subformat}"
    size = str(MADE_SECTORS * SECTOR)
    answer = tool.ask(["create", "-q", "-f", "vpc", "-o", options, extra.name, size])
    if answer.rc:
        raise SystemExit(f"{extra.name}: {answer.stderr}")
    path = folder / extra.name
    with open(path, "r+b") as file:
        end = path.stat().st_size - FOOTER_SIZE
        for at in (0, end) if extra.subformat == "dynamic" else (end,):
            file.seek(at)
            footer = changed(bytearray(file.read(FOOTER_SIZE)), extra)
            file.seek(at)
            file.write(bytes(FOOTER_SIZE) if extra.tail and at == 0 else footer)


def changed(footer: bytearray, extra: Extra) -> bytes:
    footer[AT_CREATOR : AT_CREATOR + 4] = extra.creator
    footer[AT_SIZE : AT_SIZE + 8] = struct.pack(">Q", CLAIMED_SECTORS * SECTOR)
    if extra.geometry:
        footer[AT_GEOMETRY : AT_GEOMETRY + 4] = extra.geometry
    if extra.disk_type is not None:
        footer[AT_TYPE : AT_TYPE + 4] = struct.pack(">I", extra.disk_type)
    footer[AT_CHECKSUM : AT_CHECKSUM + 4] = bytes(4)
    footer[AT_CHECKSUM : AT_CHECKSUM + 4] = struct.pack(">I", ~sum(footer) & 0xFFFFFFFF)
    return bytes(footer)


def virtual_size(tool: QemuImg, name: str) -> int | None:
    answer = tool.ask(["info", "--output=json", "-f", "vpc", name])
    return int(json.loads(answer.stdout)["virtual-size"]) if answer.rc == 0 else None


def damage_all(shop: Workshop) -> None:
    """Each way to damage a template, drawn more than once: what comes out the same is kept once."""
    seen = {_digest(path) for path in shop.folder.iterdir()}
    for n in range(1, VARIANTS + 1):
        with Poke(shop.path("q2-small.qcow2")) as p:
            unit = 1 << p.get(20, 4)
        for damage in (bad_qcow2.damage(shop, unit), *bad_other.damages(shop)):
            fmt = shop.entries[damage.image]["format"]
            suffix = damage.image.rsplit(".", 1)[1]
            for label, mutant in {**damage.must, **damage.may}.items():
                name = f"{EXTRA_PREFIX}bad-{fmt}-{label}-{n}.{suffix}"
                shop.mutant(name, damage, label, mutant)
                digest = _digest(shop.path(name))
                if digest in seen:
                    shop.path(name).unlink()
                    del shop.entries[name]
                seen.add(digest)


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def without_extras() -> dict[str, dict[str, Any]]:
    """The manifest of the first set."""
    rows = json.loads((DATA / "manifest.json").read_text())
    return {row["name"]: row for row in rows if not row["name"].startswith(EXTRA_PREFIX)}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m lab.parity.make_extra", description="Add images to the corpus."
    )
    parser.add_argument("--bins", type=Path, required=True)
    parser.add_argument("--maker", default="bookworm", help="which of them makes the images")
    options = parser.parse_args(argv)
    maker = options.bins / options.maker
    with tempfile.TemporaryDirectory(prefix="instar-extra-") as scratch:
        folder = Path(scratch)
        corpus.unpack(folder)
        for path in folder.glob(f"{EXTRA_PREFIX}*"):
            path.unlink()
        shop = Workshop(folder, maker, maker, EXTRA_PREFIX)
        shop.entries = without_extras()
        tool = QemuImg(maker / "qemu-img", folder)
        for extra in extras():
            make(extra, tool, folder)
            shop.add(extra.name, "vpc", ["creator_app"], extra.how)
            shop.entries[extra.name]["virtual_size"] = virtual_size(tool, extra.name)
        damage_all(shop)
        for extra in tails():  # last: recorded cases stay in the order of the manifest
            make(extra, tool, folder)
            shop.add(extra.name, "vpc", ["malformed", "tail"], extra.how, malformed=True)
        corpus.pack(folder, corpus.ARCHIVE)
        rows = list(shop.entries.values())
    with tempfile.TemporaryDirectory(prefix="instar-extra-") as scratch:
        corpus.unpack(Path(scratch))  # the allocation that counts is that of what was unpacked
        allocated = dict(sorted(corpus.allocation(Path(scratch)).items()))
    (DATA / "manifest.json").write_text("[\n " + ",\n ".join(map(json.dumps, rows)) + "\n]\n")
    (DATA / "allocated.json").write_text(json.dumps(allocated, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
