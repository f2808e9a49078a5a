# SPDX-License-Identifier: Apache-2.0
"""Sequences of commands that instar and a qemu-img run side by side.

    python -m lab.sequences --seed 0 --cases 100 --qemu-img PATH --release 10.0

A sequence of ten to fifty steps follows from its seed alone: data is written and discarded, the
disk is resized, snapshots are made, applied and deleted, bitmaps are made and changed, options are
amended, the backing image gets another name; some images have their data in a file of its own.
After each step the two images have the same bytes but for the times of snapshots. An image above is
committed, the disk is rebased and keeps its content, counts that are wrong are repaired: after that
the disks are the same, as qemu-img writes in an order of its own. After each step nothing is left
next to the image, open or locked, and in the end instar's check finds nothing.
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

CLUSTERS = {
    "cluster_size=512": 512,
    "cluster_size=512,refcount_bits=64": 512,
    "cluster_size=4096,refcount_bits=8": 4096,
    "cluster_size=65536": 65536,
    "cluster_size=4096,compat=0.10": 4096,
    "cluster_size=65536,extended_l2=on": 65536,
    "cluster_size=4096,data_file=data": 4096,
    "cluster_size=65536,data_file=data,data_file_raw=on": 65536,
}

AMENDMENTS = (
    *("compat=1.1", "compat=0.10", "lazy_refcounts=on", "lazy_refcounts=off"),
    *("refcount_bits=8", "refcount_bits=16", "refcount_bits=64", "refcount_bits=3"),
    *("compat=1.1,refcount_bits=32", "compat=0.10,refcount_bits=16", "size=1M", "data_file=x"),
)
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
        self.instar = Instar(folder)
        self.has_bitmaps = False
        """Whether there may be any: instar rebases such an image without moving them."""
        self.log: list[str] = []
        self.has_data = "data_file" in options
        """Whether its data is in another file: there it is written, and refused to be moved."""
        for path in (self.ours, self.theirs):
            path.parent.mkdir()
            (path.parent / BASE).write_bytes(bytes(SECTOR))
            (path.parent / OTHER).write_bytes(b"other" * SECTOR * 7)
            line = ("create", "-q", "-f", "qcow2", "-o", options, path.name, str(size))
            self._run(*line, image=path)

    def _run(self, *line: str, image: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Where the image is, theirs unless another is said: qemu looks there for data files."""
        return run(self.qemu.program, *line, folder=(image or self.theirs).parent)

    def _copy(self) -> None:
        """Both are as ours."""
        shutil.copyfile(self.ours, self.theirs)
        if self.has_data:
            shutil.copyfile(self.ours.with_name(DATA), self.theirs.with_name(DATA))

    def write(self, chance: random.Random) -> None:
        """The same data, zeros or discarded range in both; of several writes at once, each run of
        qemu-io makes another file.
        """
        start = chance.randrange(self.size) // 512 * 512
        length = min(chance.choice((512, 4096, 65536, 200192)), self.size - start)
        kind = chance.choice(("write -P 7", "write -z", "discard", "write -z -u", "write -c -P 9"))
        if "-c" in kind:
            unit = CLUSTERS[self.options]
            start = start // unit * unit
            length = min(unit, self.size - start)
        line = ("-f", "qcow2", "-c", f"{kind} {start} {length}", str(self.ours))
        run("qemu-io", *line, folder=self.ours.parent)
        self._copy()
        self.log.append(f"{kind} {start} {length}")

    def resize(self, size: int) -> None:
        if self.has_data:
            return
        command = ("resize", "--shrink", "-f", "qcow2", str(self.theirs), str(size))
        if self._both(
            command,
            lambda: instar.resize(
                self.ours, size, format="qcow2", shrink=True, qemu_version=self.qemu.release
            ),
        ):
            self.size = size

    def snapshot(self, action: str, name: str) -> None:
        flag = {"create": "-c", "apply": "-a", "delete": "-d"}[action]
        if self._both(
            ("snapshot", flag, name, str(self.theirs)),
            lambda: instar.snapshot(
                self.ours, action, name, format="qcow2", qemu_version=self.qemu.release
            ),
        ):
            self.size = instar.info(self.ours).virtual_size

    def rebase(self, backing: str | None) -> None:
        named = () if backing is None else ("-b", backing, "-F", "raw")
        self._both(
            ("rebase", "-u", *named, "-f", "qcow2", str(self.theirs)),
            lambda: instar.rebase(
                self.ours,
                backing,
                backing_format=None if backing is None else "raw",
                unsafe=True,
                format="qcow2",
                qemu_version=self.qemu.release,
            ),
        )

    def commit(self, chance: random.Random) -> None:
        """What is written to an image above goes down. The base has the same disk in both."""
        start = chance.randrange(self.size) // SECTOR * SECTOR
        length = min(chance.choice((512, 65536, 200192)), self.size - start)
        writes = (f"write -P 5 {start} {length}", f"write -z 0 {min(4096, self.size)}")
        self.log.append(f"commit {writes}")
        for base in (self.ours, self.theirs):
            top = self.folder / "top"
            self._run("create", "-q", "-f", "qcow2", "-b", str(base), "-F", "qcow2", str(top))
            run("qemu-io", "-f", "qcow2", "-c", writes[0], "-c", writes[1], str(top))
            if base is self.ours:
                instar.commit(
                    top,
                    allow_write=[self.folder],
                    force=True,
                    drop=chance.random() < 0.5,
                    qemu_version=self.qemu.release,
                )
            else:
                self._run("commit", "-q", "-f", "qcow2", str(top))
            top.unlink()
        self._go_on_alike()

    def move(self) -> None:
        """The disk keeps its content on another image, and without one. qemu-img loses it where
        version 2 has no zeros.
        """
        before = content(self.ours)
        for backing, named in ((OTHER, ("-b", OTHER, "-F", "raw")), (None, ("-b", ""))):
            self.log.append(f"rebase {backing}")
            said = self._run("rebase", "-f", "qcow2", *named, str(self.theirs))
            assert said.returncode == 0, (self.log, said)
            instar.rebase(
                self.ours,
                backing,
                backing_format=None if backing is None else "raw",
                force=True,
                format="qcow2",
                qemu_version=self.qemu.release,
            )
            assert content(self.ours) == before, self.log
        found = instar.info(self.ours).qcow2
        assert found is not None
        if found.compat == "0.10":
            self._copy()
        self._go_on_alike()

    def _go_on_alike(self) -> None:
        """The disks are the same and nothing is wrong: later steps are compared by bytes again."""
        assert content(self.ours) == content(self.theirs), self.log
        self.check()
        self._copy()

    def check(self) -> None:
        """Neither program finds anything in either image."""
        for path in (self.ours, self.theirs):
            found = instar.check(path)
            assert found.corruptions == found.leaks == found.check_errors == 0, (self.log, found)
            said = self._run("check", "-f", "qcow2", str(path), image=path)
            assert said.returncode == 0, (self.log, said)

    def mend(self, chance: random.Random) -> None:
        """Counts that are wrong are put right by both, in ways of their own."""
        how = chance.choice(("leaks", "all"))
        if not miscount(self.ours, chance, is_less=how == "all" and chance.random() < 0.5):
            return
        before = content(self.ours)
        self._copy()
        self.log.append(f"check -r {how}")
        said = self._run("check", "-q", "-r", how, "-f", "qcow2", str(self.theirs))
        line = ["check", "-q", "-r", how, "-f", "qcow2", str(self.ours)]
        answered = self.instar.ask(line, self.qemu.release)
        assert said.returncode == answered.rc == 0, (self.log, said, answered)
        assert content(self.ours) == before, self.log
        self._go_on_alike()

    def amend(self, options: str) -> None:
        """But for what qemu-img loses: bitmaps of version 2, and what snapshots have of clusters
        that the disk has as zeros.
        """
        has_snapshots = bool(instar.info(self.ours).snapshots)
        if "0.10" in options and (self.has_bitmaps or has_snapshots):
            return
        if "size" in options and self.has_bitmaps:
            return
        if self.has_data and ("size" in options or "data_file" in options):
            return
        values = dict(one.split("=") for one in options.split(","))
        if self._both(
            ("amend", "-o", options, "-f", "qcow2", str(self.theirs)),
            lambda: instar.amend(
                self.ours, values, format="qcow2", force=True, qemu_version=self.qemu.release
            ),
        ):
            self.size = instar.info(self.ours).virtual_size

    def bitmap(self, name: str, *actions: str) -> None:
        """The actions of one command line, which the release does up to the first that fails."""
        line = ("bitmap", *actions)
        self.log.append(" ".join((*line, name)))
        said = self._run(*line, "-f", "qcow2", str(self.theirs), name)
        answered = self.instar.ask([*line, "-f", "qcow2", str(self.ours), name], self.qemu.release)
        errors = [nameless(text) for text in (said.stderr, answered.stderr)]
        assert said.returncode == answered.rc and errors[0] == errors[1], (self.log, errors)
        self.has_bitmaps = self.has_bitmaps or "--add" in actions

    def _both(self, command: tuple[str, ...], change: Callable[[], object]) -> bool:
        """Run both. Returns whether both did it; both refuse it in the same words."""
        self.log.append(" ".join(command[:-1]))
        said = self._run(*command)
        try:
            change()
        except instar.InstarError as error:
            assert said.returncode == 1 and str(error) in said.stderr, (self.log, error, said)
            # qemu-img moves bitmaps all the same, and amends what comes before
            if self.has_bitmaps or command[0] == "amend":
                self._copy()
            return False
        assert said.returncode == 0, (self.log, said)
        return True

    def check_same(self) -> None:
        """Byte for byte, but for the times of snapshots; nothing is left behind."""
        assert timeless(self.ours) == timeless(self.theirs), (self.options, self.log)
        found = left_behind(self.ours.parent, NAMES)
        assert not found, (self.options, self.log, found)
        if self.has_data:
            data = [path.with_name(DATA).read_bytes() for path in (self.ours, self.theirs)]
            assert data[0] == data[1], (self.options, self.log)


def content(path: Path) -> bytes:
    """What the disk reads."""
    raw = path.with_name("content")
    line = ("convert", "-f", "qcow2", "-O", "raw", str(path), str(raw))
    run("qemu-img", *line, folder=path.parent)
    data = raw.read_bytes()
    raw.unlink()
    return data


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


def step(pair: Pair, chance: random.Random, *, late: bool) -> None:
    """One change of both. Bitmaps come `late`: with them, disks are no longer rebased."""
    draw = chance.random()
    if draw < 0.4:
        pair.write(chance)
    elif draw < 0.55:
        pair.resize(chance.randrange(1, 4000) * SECTOR)
    elif late and draw < 0.7:
        pair.bitmap(chance.choice("abc"), *chance.choice(BITMAPS).split())
    elif 0.7 < draw < 0.78:
        pair.amend(chance.choice(AMENDMENTS))
    elif 0.78 < draw < 0.8 and not pair.has_bitmaps:
        moves = () if pair.has_data else (pair.move, lambda: pair.commit(chance))
        chance.choice((pair.check, lambda: pair.mend(chance), *moves))()
    elif draw < 0.62 and not pair.has_bitmaps:
        pair.rebase(chance.choice((BASE, None)))
    else:
        action = chance.choice(("create", "create", "apply", "delete"))
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
