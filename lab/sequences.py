# SPDX-License-Identifier: Apache-2.0
"""Sequences of commands that instar and a qemu-img run side by side.

    python -m lab.sequences --seed 0 --cases 100 --qemu-img PATH --release 10.0

A sequence of ten to fifty steps follows from its seed alone: data is written and discarded, the
disk is resized, snapshots are made, applied and deleted, bitmaps are made and changed, options are
amended, the backing image gets another name; some images have their data in a file of its own, and
some are encrypted. After each step the two images have the same bytes but for the times of
snapshots. An image above is committed, the disk is rebased and keeps its content, counts that are
wrong are repaired, alone or before a change, keys are added and erased: after that the disks are
the same, as qemu-img writes in an order of its own. After each step nothing is left next to the
image, open or locked, and in the end instar's check finds nothing.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import instar
from lab import seeds
from lab.crash.left import left_behind
from lab.parity.tools import Instar

SECRET = ("--object", "secret,id=s,data=x", "--object", "secret,id=t,data=y")
LUKS = "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10"
PLAIN_LUKS = "key-secret=s,iter-time=10"
CLUSTERS = {
    "cluster_size=512": 512,
    "cluster_size=512,refcount_bits=64": 512,
    "cluster_size=4096,refcount_bits=8": 4096,
    "cluster_size=65536": 65536,
    "cluster_size=4096,compat=0.10": 4096,
    "cluster_size=65536,extended_l2=on": 65536,
    "cluster_size=4096,data_file=data": 4096,
    "cluster_size=65536,data_file=data,data_file_raw=on": 65536,
    "cluster_size=65536,extended_l2=on,data_file=data": 65536,
    f"cluster_size=4096,{LUKS}": 4096,
    f"cluster_size=65536,data_file=data,{LUKS}": 65536,
    PLAIN_LUKS: 512,
}
"""Options of the images, and what compressed data is written by."""

AMENDMENTS = (
    *("compat=1.1", "compat=0.10", "lazy_refcounts=on", "lazy_refcounts=off"),
    *("refcount_bits=8", "refcount_bits=16", "refcount_bits=64", "refcount_bits=3"),
    *("compat=1.1,refcount_bits=32", "compat=0.10,refcount_bits=16", "size=1M", "size=300k"),
    "data_file=x",
)
SLOTS = ("state=active,new-secret=t,iter-time=10", "state=inactive,old-secret=t", "state=inactive")
BITMAPS = (
    *("--add", "--add", "--add -g 512", "--add -g 1M --disable", "--remove", "--clear"),
    *("--enable", "--disable", "--merge a", "--merge b --merge c", "--remove --add"),
    "--add --merge a --disable",
)
BASE = "base.raw"
OTHER = "other.raw"
DATA = "data"
NAMES = {"disk", BASE, OTHER, DATA}
SECTOR = 512
DIRTY_BYTE = 79
"""Of a header: its lowest bit says that the image was not closed."""


def run(*argv: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, cwd=folder, capture_output=True, text=True, check=False)


@dataclass(frozen=True, slots=True)
class Qemu:
    """A qemu-img, and the release that instar imitates."""

    program: str = "qemu-img"
    release: str = "7.2"


INSTALLED = Qemu()


class Pair:
    """One image twice: `ours` and `theirs`, each in a directory of its own."""

    def __init__(self, folder: Path, options: str, size: int, qemu: Qemu) -> None:
        self.folder, self.qemu = folder, qemu
        self.ours, self.theirs = folder / "ours" / "disk", folder / "theirs" / "disk"
        self.options, self.size = options, size
        self.format = "luks" if options == PLAIN_LUKS else "qcow2"
        self.has_key = "key-secret" in options
        self.instar = Instar(self.ours.parent)
        self.has_bitmaps = False
        """Whether there may be any: instar rebases such an image without moving them."""
        self.log: list[str] = []
        self.has_data = "data_file" in options
        for path in (self.ours, self.theirs):
            path.parent.mkdir()
            (path.parent / BASE).write_bytes(bytes(SECTOR))
            (path.parent / OTHER).write_bytes(b"other" * SECTOR * 7)
        line = ("create", "-q", "-f", self.format, *SECRET, "-o", options)
        if self.has_key:  # qemu-img does not always find out how fast it derives keys
            self.instar.ask((*line, str(self.ours), str(size)), qemu.release)
        else:
            self._run(*line, "disk", str(size), image=self.ours)
        self._copy()

    def words(self, image: Path, *, names_format: bool = True) -> tuple[str, ...]:
        """How a command line says which image."""
        if not self.has_key:
            return ("-f", self.format, str(image)) if names_format else (str(image),)
        key = "key-secret" if self.format == "luks" else "encrypt.key-secret"
        opened = f"driver={self.format},{key}=s,file.filename={image}"
        return (*SECRET, "--image-opts", opened)

    def _run(self, *line: str, image: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Where the image is, theirs unless another is said: qemu looks there for data files."""
        return run(self.qemu.program, *line, folder=(image or self.theirs).parent)

    def _both(self, *line: str, after: tuple[str, ...] = (), names_format: bool = True) -> bool:
        """Run a command on both. Returns whether both did it; both refuse it in the same words."""
        self.log.append(" ".join((*line, *after)))
        theirs, ours = (
            (*line, *self.words(image, names_format=names_format), *after)
            for image in (self.theirs, self.ours)
        )
        said = self._run(*theirs)
        answered = self.instar.ask(ours, self.qemu.release)
        errors = [nameless(text) for text in (said.stderr, answered.stderr)]
        is_done = said.returncode == 0
        assert said.returncode == answered.rc, (self.options, self.log, said, answered)
        assert is_done or errors[0] == errors[1], (self.options, self.log, errors)
        if not is_done and self.has_bitmaps and line[0] != "bitmap":  # which qemu-img moves
            self._copy()
        return is_done

    def _copy(self) -> None:
        """Both are as ours."""
        shutil.copyfile(self.ours, self.theirs)
        if self.has_data:
            shutil.copyfile(self.ours.with_name(DATA), self.theirs.with_name(DATA))

    def _measure(self) -> None:
        self.size = instar.info(self.ours).virtual_size

    def write(self, chance: random.Random) -> None:
        """The same data, zeros or discarded range in both; of several writes at once, each run of
        qemu-io makes another file.
        """
        start = chance.randrange(self.size) // SECTOR * SECTOR
        length = min(chance.choice((512, 4096, 65536, 200192)), self.size - start)
        kind = chance.choice(("write -P 7", "write -z", "discard", "write -z -u", "write -c -P 9"))
        if "-c" in kind:
            unit = CLUSTERS[self.options]
            start = start // unit * unit
            length = min(unit, self.size - start)
        line = ("qemu-io", "-c", f"{kind} {start} {length}", *self.words(self.ours))
        run(*line, folder=self.ours.parent)
        self._copy()
        self.log.append(f"{kind} {start} {length}")

    def resize(self, size: int) -> None:
        if self._both("resize", "--shrink", after=(str(size),)):
            self.size = size

    def snapshot(self, action: str, name: str) -> None:
        if self._both("snapshot", action, name, names_format=False):
            self._measure()

    def rebase(self, backing: str | None) -> None:
        named = () if backing is None else ("-b", backing, "-F", "raw")
        self._both("rebase", "-u", *named)

    def commit(self, chance: random.Random) -> None:
        """What is written to an image above goes down. The base has the same disk in both."""
        start = chance.randrange(self.size) // SECTOR * SECTOR
        length = min(chance.choice((512, 65536, 200192)), self.size - start)
        writes = (f"write -P 5 {start} {length}", f"write -z 0 {min(4096, self.size)}")
        self.log.append(f"commit {writes}")
        drop = ("-d",) if chance.random() < 0.5 else ()
        for base in (self.ours, self.theirs):
            top = base.with_name("top")
            made = ("create", "-q", "-f", "qcow2", "-u", "-b", "disk", "-F", self.format)
            self._run(*made, "top", str(self.size), image=base)
            opened: tuple[str, ...] = ("-f", "qcow2", str(top))
            if self.has_key:
                below = f"backing.{self.words(base)[-1].replace(',', ',backing.')}"
                node = f"driver=qcow2,file.filename={top},{below}"
                opened = (*SECRET, "--image-opts", node)
            run("qemu-io", "-c", writes[0], "-c", writes[1], *opened, folder=base.parent)
            line = ("commit", "-q", *drop, *opened)
            if base is self.ours:
                answered = self.instar.ask(line, self.qemu.release)
                assert answered.rc == 0, (self.options, self.log, answered)
            else:
                said = self._run(*line)
                assert said.returncode == 0, (self.options, self.log, said)
            top.unlink()
        self._go_on_alike()

    def move(self) -> None:
        """The disk keeps its content on another image, and without one. qemu-img loses it where
        version 2 has no zeros.
        """
        before = self._content(self.ours)
        # of what is described qemu-img does not know where it is
        other = str(self.ours.with_name(OTHER)) if self.has_key else OTHER
        for named in (("-b", other, "-F", "raw"), ("-b", "")):
            self._both("rebase", *named)
            assert self._content(self.ours) == before, self.log
        found = instar.info(self.ours).qcow2
        assert found is not None
        if found.compat == "0.10":
            self._copy()
        self._go_on_alike()

    def _content(self, path: Path) -> bytes:
        """What the disk reads."""
        line = ("qemu-img", "convert", "-O", "raw", *self.words(path), "content")
        said = run(*line, folder=path.parent)
        assert said.returncode == 0, (self.log, said)
        raw = path.with_name("content")
        data = raw.read_bytes()
        raw.unlink()
        return data

    def _go_on_alike(self) -> None:
        """The disks are the same and nothing is wrong: later steps are compared by bytes again."""
        same = self._content(self.ours) == self._content(self.theirs)
        assert same, (self.options, self.log)
        self.check()
        self._copy()

    def check(self) -> None:
        """Neither program finds anything in either image."""
        if self.format == "luks":
            return
        for path in (self.ours, self.theirs):
            found = instar.check(path)
            assert found.corruptions == found.leaks == found.check_errors == 0, (self.log, found)
            said = self._run("check", *self.words(path), image=path)
            assert said.returncode == 0, (self.log, said)

    def repair(self, chance: random.Random) -> None:
        """Counts that are wrong are put right by both, in ways of their own."""
        how = chance.choice(("leaks", "all"))
        if not miscount(self.ours, chance, is_less=how == "all" and chance.random() < 0.5):
            return
        before = self._content(self.ours)
        self._copy()
        assert self._both("check", "-q", "-r", how)
        assert self._content(self.ours) == before, self.log
        self._go_on_alike()

    def soil(self, chance: random.Random) -> None:
        """An image that was not closed, with counts that are wrong, is repaired before a change."""
        found = instar.info(self.ours).qcow2
        if found is None or found.compat == "0.10":
            return
        miscount(self.ours, chance, is_less=chance.random() < 0.5)
        with open(self.ours, "r+b") as file:
            file.seek(DIRTY_BYTE)
            (marks,) = file.read(1)
            file.seek(DIRTY_BYTE)
            file.write(bytes([marks | 1]))
        self._copy()
        if chance.random() < 0.5:
            self.resize(chance.randrange(1, 4000) * SECTOR)
        else:
            self._both("amend", "-o", "lazy_refcounts=on")
        assert not instar.info(self.ours).dirty, self.log
        self._go_on_alike()

    def amend(self, options: str) -> None:
        """But for what qemu-img loses: bitmaps of version 2, and what snapshots have of clusters
        that the disk has as zeros.
        """
        has_snapshots = bool(instar.info(self.ours).snapshots)
        if "0.10" in options and (self.has_bitmaps or has_snapshots):
            return
        if self.has_bitmaps and "size" in options:
            return
        if self.has_data and "data_file" in options:
            return
        if self._both("amend", "-o", options):
            self._measure()
        else:  # qemu-img amends what comes before
            self._copy()

    def lock(self, options: str) -> None:
        """Key slots have other bytes each time, and the disk the same content."""
        if self.format == "qcow2":
            options = ",".join(f"encrypt.{one}" for one in options.split(","))
        if self._both("amend", "-o", options):
            self._go_on_alike()
        else:
            self._copy()

    def bitmap(self, name: str, *actions: str) -> None:
        """The actions of one command line, which the release does up to the first that fails."""
        self._both("bitmap", *actions, after=(name,))
        self.has_bitmaps = self.has_bitmaps or "--add" in actions

    def check_same(self) -> None:
        """Byte for byte, but for the times of snapshots; nothing is left behind."""
        assert timeless(self.ours) == timeless(self.theirs), (self.options, self.log)
        found = left_behind(self.ours.parent, NAMES)
        assert not found, (self.options, self.log, found)
        if self.has_data:
            data = [path.with_name(DATA).read_bytes() for path in (self.ours, self.theirs)]
            assert data[0] == data[1], (self.options, self.log)


def miscount(path: Path, chance: random.Random, *, is_less: bool) -> bool:
    """Count a new cluster at the end of an image, or one that is used not at all. Returns whether
    there was one.
    """
    image = bytearray(path.read_bytes())
    version, cluster_bits = (int.from_bytes(image[at : at + 4]) for at in (4, 20))
    width = (1 << int.from_bytes(image[96:100])) // 8 if version > 2 else 2
    number = -(-len(image) >> cluster_bits)
    if is_less:
        number = chance.randrange(number)
    else:
        image.extend(bytes((number + 1 << cluster_bits) - len(image)))
    block, index = divmod(number, (1 << cluster_bits) // width)
    table = int.from_bytes(image[48:56]) + 8 * block
    counts = int.from_bytes(image[table : table + 8])
    place = counts + width * index
    if not counts or int.from_bytes(image[place : place + width]) != is_less:
        return False
    image[place : place + width] = int(not is_less).to_bytes(width)
    path.write_bytes(image)
    return True


def nameless(text: str) -> str:
    """An error without the program and the number of a node, which is drawn."""
    return re.sub(r"#block\d+", "#block", text.partition(": ")[2])


def timeless(path: Path) -> bytes:
    data = path.read_bytes()
    said = run("qemu-img", "info", "--output=json", str(path), folder=path.parent)
    found = json.loads(said.stdout)
    for one in found.get("snapshots", ()):
        moment = struct.pack(">II", one["date-sec"], one["date-nsec"])
        data = data.replace(moment, bytes(len(moment)))
    return data


def plain_step(pair: Pair, chance: random.Random) -> None:
    """One of a LUKS image, which has nothing but its size and its keys."""
    draw = chance.random()
    if draw < 0.5:
        pair.write(chance)
    elif draw < 0.9:
        pair.resize(chance.randrange(1, 4000) * SECTOR)
    else:
        pair.lock(chance.choice(SLOTS))


def rare_step(pair: Pair, chance: random.Random) -> None:
    """What the tools do in ways of their own, after which the disks are compared."""
    steps: list[Callable[[], None]] = [
        pair.check,
        lambda: pair.repair(chance),
        lambda: pair.soil(chance),
        pair.move,
        lambda: pair.commit(chance),
    ]
    if pair.has_key:
        steps.append(lambda: pair.lock(chance.choice(SLOTS)))
    chance.choice(steps)()


def step(pair: Pair, chance: random.Random, *, late: bool) -> None:
    """One change of both. Bitmaps come `late`: with them, disks are no longer rebased."""
    draw = chance.random()
    if pair.format == "luks":
        plain_step(pair, chance)
    elif draw < 0.4:
        pair.write(chance)
    elif draw < 0.55:
        pair.resize(chance.randrange(1, 4000) * SECTOR)
    elif late and draw < 0.7:
        pair.bitmap(chance.choice("abc"), *chance.choice(BITMAPS).split())
    elif 0.7 < draw < 0.78:
        pair.amend(chance.choice(AMENDMENTS))
    elif 0.78 < draw < 0.82 and not pair.has_bitmaps:
        rare_step(pair, chance)
    elif draw < 0.62 and not pair.has_bitmaps:
        pair.rebase(chance.choice((BASE, None)))
    else:
        action = chance.choice(("-c", "-c", "-a", "-d"))
        pair.snapshot(action, chance.choice(("1", "2", "a", "b")))
    pair.check_same()


def play(seed: int, folder: Path, least: int = 10, most: int = 50, qemu: Qemu = INSTALLED) -> Pair:
    """The sequence of a seed. What differs is an AssertionError."""
    chance = random.Random(seed)
    options = list(CLUSTERS)[seed % len(CLUSTERS)]
    pair = Pair(folder, options, chance.randrange(1, 4000) * SECTOR, qemu)
    steps = chance.randrange(least, most + 1)
    for number in range(steps):
        step(pair, chance, late=2 * number > steps)
    pair.check()
    return pair


def main() -> int:
    parser = seeds.make_parser(__doc__, cases=100)
    parser.add_argument("--qemu-img", default=INSTALLED.program, metavar="PATH")
    parser.add_argument("--release", default=INSTALLED.release)
    given = parser.parse_args()
    qemu = Qemu(given.qemu_img, given.release)

    def judge(seed: int, folder: Path) -> str:
        try:
            play(seed, folder, qemu=qemu)
        except (AssertionError, instar.InstarError) as error:
            return str(error) or repr(error)
        return ""

    return seeds.run(given, judge)


if __name__ == "__main__":
    sys.exit(main())
