# SPDX-License-Identifier: Apache-2.0
"""Random disks in random images, converted by instar and by the live qemu-img: whole files byte for
byte but for what is random in them, and the same content where codecs may differ.

python -m lab.convert --seed 0 --cases 1000

instar answers as the release of qemu-img does that the PATH has.
"""

from __future__ import annotations

import filecmp
import functools
import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import instar
from lab import convert_argued, seeds, steady
from lab.create import IMAGE, KINDS, Case, compare
from lab.fuzz.new_images import FORMATS, some
from lab.parity.judge import CODEC_BYTES, CODEC_SHARE

KIB, MIB = 1 << 10, 1 << 20
LONGEST = 6 * MIB
"""Of a source: several requests of qemu-img's, and a moment's work."""
PLAIN = "source.raw"
SOURCE = "source.img"
SNAPSHOT = "before"
OURS, THEIRS = "ours.img", "theirs"
ABSENT = ("Invalid parameter 'zstd'", "Unknown file format 'parallels'")
"""What a build of qemu-img may come without."""
OTHER_BYTES = {"5.2": ("vmdk", "vhdx")}
"""Of a release: other texts in descriptors, and a log that spoils a table. Disks are compared."""


@dataclass(slots=True)
class Conversion:
    """What is asked of both."""

    target: Case
    sources: list[str] = field(default_factory=list)
    sparse: int = 4 * KIB
    snapshot: str | None = None
    compress: bool = False
    backing: str | None = None
    backing_format: str = ""
    bitmaps: bool = False

    def arguments(self) -> list[str]:
        """For qemu-img."""
        lists = [part for one in self.target.arguments() for part in (one,)]
        options = lists[lists.index(self.target.format) + 1 :]
        line = ["convert", "-O", self.target.format, *options]
        if self.sparse != 4 * KIB:
            line += ["-S", str(self.sparse)]
        if self.compress:
            line.append("-c")
        if self.bitmaps:
            line.append("--bitmaps")
        if self.backing is not None:
            line += ["-B", self.backing, "-o", f"backing_fmt={self.backing_format}"]
        return [*line, *self.source()]

    def source(self) -> list[str]:
        """What is read, for qemu-img."""
        return [*(["-l", self.snapshot] if self.snapshot is not None else []), *self.sources]


def make_plain(chance: random.Random, path: Path) -> None:
    """A sparse file with runs of data and of written zeros, not all at ends of sectors."""
    size = chance.choice((0, 512, 1000, 70000, MIB, chance.randrange(1, LONGEST), LONGEST))
    with open(path, "wb") as file:
        for _ in range(chance.randrange(24)):
            file.seek(chance.randrange(max(size, 1)) // chance.choice((1, 512, 4096)))
            length = chance.choice((1, 100, 512, 4096, 5000, 65536, chance.randrange(1, 400000)))
            file.write(_bytes(chance, length))
        file.truncate(size)


def _bytes(chance: random.Random, length: int) -> bytes:
    kind = chance.randrange(4)
    if kind == 0:
        return bytes(length)
    if kind == 1:
        return bytes([chance.randrange(1, 256)]) * length
    return chance.randbytes(length)


def qcow2_options(chance: random.Random) -> str:
    """Options of a qcow2 image that both take."""
    values = {
        "cluster_size": [str(512 << n) for n in range(13)],
        "compat": ["0.10"],
        "lazy_refcounts": ["on"],
        "refcount_bits": ["1", "8", "16", "64"],
        "extended_l2": ["on"],
        "preallocation": ["metadata", "falloc", "full"],
        "compression_type": ["zstd"],
    }
    found = dict(one.split("=") for one in some(chance, values).split(",") if one)
    if found.pop("compat", None) and chance.random() < 0.5:
        return ",".join(
            ["compat=0.10", *(f"{n}={v}" for n, v in found.items() if n == "cluster_size")]
        )
    if int(found.get("cluster_size", 65536)) < 16 * KIB:
        found.pop("extended_l2", None)
    return ",".join(f"{name}={value}" for name, value in found.items())


def vmdk_options(chance: random.Random, kinds: tuple[str, ...] = KINDS) -> str:
    return f"subformat={chance.choice(kinds)}"


def raw_options(chance: random.Random) -> str:
    return some(chance, {"preallocation": ["off", "falloc", "full"]})


def options_of(format: str, chance: random.Random) -> str:
    """Options of a format, for an image of a small disk."""
    own = {"qcow2": qcow2_options, "vmdk": vmdk_options, "raw": raw_options}
    if format in own:
        return own[format](chance)
    return FORMATS[format](chance, LONGEST)[0]


BACKED = ("qcow2", "qed", "qcow")
ALL = ("raw", "qcow2", "qcow2", "qcow2", "vmdk", *FORMATS)


def make_source(chance: random.Random, folder: Path) -> str:
    """An image in `folder`, by qemu-img: its name."""
    make_plain(chance, folder / PLAIN)
    if chance.random() < 0.2:
        return PLAIN
    format = chance.choice(ALL)
    lists = options_of(format, chance)
    line = ["convert", "-f", "raw", "-O", format, *(["-o", lists] if lists else [])]
    if format in ("qcow2", "qcow") and "preallocation" not in lists and chance.random() < 0.3:
        line.append("-c")
    done = steady.qemu_img(folder, [*line, PLAIN, SOURCE])
    if done.returncode and not (line[-1] == "-c" and format == "qcow"):
        return PLAIN
    if format == "qcow2":
        if chance.random() < 0.4:
            _add_bitmaps(chance, folder)
        if chance.random() < 0.4:
            _change(chance, folder, SOURCE)
    if chance.random() < 0.25:
        return _overlay(chance, folder, format)
    return SOURCE


def _add_bitmaps(chance: random.Random, folder: Path) -> None:
    """Some that later writes set bits of, and some that they do not."""
    for number in range(chance.randrange(1, 4)):
        enabled = [] if chance.random() < 0.7 else ["--disable"]
        granularity = str(512 << chance.randrange(12))
        line = ["bitmap", "--add", *enabled, "-g", granularity, SOURCE, f"bitmap {number}"]
        steady.qemu_img(folder, line)


def _overlay(chance: random.Random, folder: Path, format: str) -> str:
    """An image that has the source below it."""
    size = os.path.getsize(folder / PLAIN) + chance.choice((0, 0, 512, 70000))
    cluster = f"cluster_size={512 << chance.randrange(13)}"
    top = "top.qcow2"
    line = ["create", "-q", "-f", "qcow2", "-o", cluster, "-b", SOURCE, "-F", format, top]
    if steady.qemu_img(folder, [*line, str(size)]).returncode:
        return SOURCE
    _change(chance, folder, top)
    return top


def _change(chance: random.Random, folder: Path, name: str) -> None:
    """A snapshot perhaps, and writes of data, zeros and nothing into a qcow2 image."""
    if chance.random() < 0.5:
        steady.qemu_img(folder, ["snapshot", "-c", SNAPSHOT, name])
    size = os.path.getsize(folder / PLAIN)
    writes = []
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(size // 512 + 1) * 512
        length = min(chance.choice((512, 4096, 65536, 300 * KIB)), (size - at) // 512 * 512)
        verb = chance.choice(("write -P 7", "write -P 0", "write -z", "write -z -u", "discard"))
        if length > 0:
            writes += ["-c", f"{verb} {at} {length}"]
    line = ["qemu-io", "-f", "qcow2", *writes, name]
    subprocess.run(line, cwd=folder, capture_output=True, check=False, timeout=60)


def make_conversion(chance: random.Random, folder: Path) -> Conversion:
    """Sources in `folder`, and what becomes of them."""
    name = make_source(chance, folder)
    has_bitmaps = '"bitmaps": [' in steady.qemu_img(folder, ["info", "--output=json", name]).stdout
    format = "qcow2" if has_bitmaps and chance.random() < 0.7 else chance.choice(ALL)
    options: dict[str, str | int | bool] = {}
    for one in options_of(format, chance).split(",") if format else ():
        option, _, value = one.partition("=")
        options.update({option: value} if option else {})
    made = Conversion(Case(format, 0, options), [name])
    if chance.random() < 0.15:
        made.sources.append(PLAIN)
    elif steady.qemu_img(folder, ["snapshot", "-l", name]).stdout and chance.random() < 0.7:
        made.snapshot = SNAPSHOT
    if format in ("qcow2", "vmdk") and "preallocation" not in options:
        made.compress = chance.random() < 0.4
    if format in BACKED and len(made.sources) == 1 and chance.random() < 0.6:
        _put_on_top(made, folder)
    made.bitmaps = has_bitmaps and format == "qcow2" and len(made.sources) == 1
    if chance.random() < 0.4:
        made.sparse = chance.choice((0, 512, 1024, 8 * KIB, 12 * KIB, 64 * KIB, MIB))
    return made


def _put_on_top(made: Conversion, folder: Path) -> None:
    """Let the target have what is below the source, or a raw image, below it."""
    text = steady.qemu_img(folder, ["info", "--output=json", made.sources[0]]).stdout
    info = json.loads(text or "{}")
    made.backing = info.get("backing-filename", PLAIN)
    made.backing_format = info.get("backing-filename-format", "raw")


def differ(made: Conversion, folder: Path) -> str:
    """How the two differ; empty: not at all."""
    before = set(os.listdir(folder))
    theirs = steady.qemu_img(folder, [*made.arguments(), IMAGE])
    files = sorted(set(os.listdir(folder)) - before)
    (folder / THEIRS).mkdir()
    for name in files:
        os.rename(folder / name, folder / THEIRS / name)
    error = _ours(made, folder)
    if theirs.returncode and any(text in theirs.stderr for text in ABSENT):
        raise seeds.SkippedError(theirs.stderr.strip())
    if bool(theirs.returncode) != bool(error):
        return f"qemu-img: {theirs.stderr or 'made it'}; instar: {error or 'made it'}"
    if error:
        return ""
    format, options, there = made.target.format, made.target.options, os.path.join(THEIRS, IMAGE)
    if convert_argued.moves_data(format, options, release()):
        return convert_argued.holds(format, folder, IMAGE, made.source())
    if convert_argued.has_no_length(options, folder, there, release()):
        return "" if convert_argued.size(folder, IMAGE) == 0 else "a disk that is not empty"
    if format in OTHER_BYTES.get(release(), ()):
        return compare_disks(format, folder, there, [])
    if made.compress or "streamOptimized" in options.values():
        return compare_content(format, folder)
    for name in before:
        os.rename(folder / name, folder / THEIRS / name)
    found = compare(made.target, folder, files)
    if found and made.backing is not None and _is_sparser(format, folder):
        return ""
    return found


def _is_sparser(format: str, folder: Path) -> bool:
    """Whether the disks are the same, and zeros alone are stored in other ways."""
    os.rename(folder / IMAGE, folder / THEIRS / OURS)
    line = ["compare", "-q", "-f", format, "-F", format, OURS, IMAGE]
    is_same = steady.qemu_img(folder / THEIRS, line).returncode == 0
    return is_same and convert_argued.is_sparser(format, folder / THEIRS, OURS, IMAGE)


def compare_disks(format: str, folder: Path, there: str, how: list[str]) -> str:
    """Where the disks differ that two images have."""
    done = steady.qemu_img(folder, ["compare", *how, "-f", format, "-F", format, IMAGE, there])
    return done.stdout + done.stderr if done.returncode else ""


def compare_content(format: str, folder: Path) -> str:
    """Where the disks differ that two images have, or their files a lot: codecs may differ."""
    there = "there.img"  # next to what may be below it
    os.rename(folder / THEIRS / IMAGE, folder / there)
    if filecmp.cmp(folder / IMAGE, folder / there, shallow=False):
        return ""  # release 5.2 tells holes of equal files apart
    if found := compare_disks(format, folder, there, ["-s"]):
        return found
    sizes = [os.path.getsize(folder / name) for name in (IMAGE, there)]
    larger = sizes[0] > sizes[1] * (1 + CODEC_SHARE) + CODEC_BYTES
    return f"{sizes[0]} bytes, against {sizes[1]}" if larger else ""


@functools.cache
def release() -> str:
    """Which one the PATH has."""
    said = subprocess.run(["qemu-img", "--version"], capture_output=True, text=True, check=True)
    return ".".join(said.stdout.split()[2].split(".")[:2])


@functools.cache
def _client() -> instar.Client:
    return instar.Client(qemu_version=release())


def _ours(made: Conversion, folder: Path) -> str:
    def make() -> None:
        _client().convert(
            made.sources,
            IMAGE,
            format=made.target.format,
            options=made.target.options,
            snapshot=made.snapshot,
            sparse=made.sparse,
            compress=made.compress,
            backing=made.backing,
            backing_format=made.backing_format or None,
            bitmaps=made.bitmaps,
        )

    return seeds.error_of(folder, make)


def judge(seed: int, folder: Path) -> str:
    made = make_conversion(random.Random(seed), folder)
    return seeds.about(made, differ(made, folder))


def main() -> int:
    return seeds.run(seeds.make_parser(__doc__, cases=1000).parse_args(), judge)


if __name__ == "__main__":
    sys.exit(main())
