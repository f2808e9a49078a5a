# SPDX-License-Identifier: Apache-2.0
"""Generated command lines, asked of qemu-img builds and of instar under the name qemu-img.

    python -m lab.lines NAME=QEMU_IMG... [--seed N] [--lines N]     NAME: 5.2, 7.2, 10.0, 11.1

Every flag of every subcommand, with values right and wrong, with too few words, too many, and files
that are not there; then random mixtures. Status, output, messages and the names of the files that
are there afterwards must agree. `EXCEPTIONS` names what may differ, and why. Exits 1 if something
else does.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from instar.cli.registry import ENTRIES, QEMU_VERSION, load
from instar.generated.flags import FLAGS
from lab.parity.store import Answer
from lab.parity.tools import Instar, NoAnswer, QemuImg

COMMANDS = tuple(name for name in FLAGS if name in ENTRIES)
RAW, DISK, TOP = "base.raw", "disk.qcow2", "top.qcow2"
MISSING, OUT = "nowhere", "out"
IMAGES = (RAW, DISK, TOP, MISSING, "", f'json:{{"file.filename":"{DISK}"}}')
# The words that a command takes besides flags; a flag's value never makes it run for long.
WORDS = {
    "bench": (DISK,),
    "compare": (RAW, DISK),
    "convert": (DISK, OUT),
    "create": (OUT, "1M"),
    "dd": (f"if={RAW}", f"of={OUT}"),
    "resize": ("-f", "raw", RAW, "2M"),
}
ALWAYS = {
    "amend": ("-o", "compat=1.1"),
    "bench": ("-c", "2"),
    "snapshot": ("-l",),
    "rebase": ("-u",),
    "measure": ("-O", "qcow2"),
}
# Lines with a described image in the place of the word NODE.
NODE = "NODE"
DESCRIBED = (
    "amend -o lazy_refcounts=on NODE",
    "bench -c 2 NODE",
    "bench -w -c 2 NODE",
    "bitmap --add NODE one",
    "bitmap --add --merge none -b NODE disk.qcow2 one",
    "check NODE",
    "check -r all NODE",
    "commit NODE",
    "compare base.raw NODE",
    "convert NODE out",
    "convert -O qcow2 -F qcow2 -B NODE top.qcow2 out",
    "create -f qcow2 -F qcow2 -b NODE out",
    "create -f qcow2 -u -F qcow2 -b NODE out 1M",
    "dd if=NODE of=out",
    "info NODE",
    "map NODE",
    "measure -O raw NODE",
    "rebase -u -b base.raw -F raw NODE",
    "rebase -F qcow2 top.qcow2 -b NODE",
    "resize NODE 2M",
    "resize --shrink NODE 32k",
    "snapshot -c one NODE",
    "snapshot -l NODE",
)
NODES = (
    "driver=qcow2,file.driver=file,file.filename=disk.qcow2",
    "file.filename=disk.qcow2",
    "driver=qcow2,file.filename=top.qcow2,backing.driver=raw,backing.file.filename=base.raw",
    "driver=qcow2,file.filename=disk.qcow2,read-only=on",
    "driver=qcow2,file.filename=disk.qcow2,cache.direct=on,discard=unmap,node-name=n",
    "driver=qcow2,file.driver=raw,file.offset=0,file.file.filename=disk.qcow2",
    "driver=raw,file.filename=base.raw",
    "driver=raw,offset=512,size=4096,file.filename=base.raw",
    "driver=file,filename=base.raw",
    "driver=qcow2",
    "driver=bogus,file.filename=disk.qcow2",
    "driver=qcow2,file=one",
    "driver=qcow2,file.filename=disk.qcow2,bogus=1",
    "driver=qcow2,file.filename=nowhere",
)
ALONE = {"driver": "qcow2", "file": {"driver": "file", "filename": TOP}, "backing": None}
BELOW = tuple(
    f"{line}{format}{backing} out{size}"
    for line in ("create -f qcow2", "create -f raw", "create -f qed", "convert -O qcow2 top.qcow2")
    for format in ("", " -F raw", " -F qcow2", " -F bogus")
    for backing in ("", " -b base.raw", " -b disk.qcow2", " -b nowhere", " -b out")
    for size in ("", " 1M")
    if not (line.startswith("convert") and size)
)
VALUES = {
    "-f": ("raw", "qcow2", "vpc", "bogus", ""),
    "-F": ("raw", "qcow2", "bogus", ""),
    "-O": ("raw", "qcow2", "vmdk", "bogus", ""),
    "-o": ("cluster_size=4k", "bogus=1", "", ",", "size=2M", "preallocation=bogus"),
    "-b": (RAW, MISSING, ""),
    "-B": (RAW, MISSING),
    "-l": ("nope", "snapshot.name=nope", "snapshot.id=1", ""),
    "-s": ("4096", "1k", "x", "-1"),
    "-S": ("4k", "0", "x", "513", "-1", "9E"),
    "-t": ("none", "writeback", "bogus", ""),
    "-T": ("none", "writeback", "bogus", ""),
    "-r": ("all", "leaks", "bogus"),
    "-m": ("1", "16", "17", "x"),
    "-c": ("2", "-1", "x"),
    "-d": ("1", "x"),
    "-a": ("nope",),
    "-i": ("threads", "bogus"),
    "-g": ("64k", "x"),
    "--output": ("human", "json", "xml", ""),
    "--object": ("secret,id=s,data=x", "secret,id=s", "bogus,id=s", ""),
    "--pattern": ("1", "256", "x"),
    "--flush-interval": ("0", "99", "x"),
    "--preallocation": ("off", "full", "bogus"),
    "--size": ("1M", "x", "-1", "9E"),
    "--start-offset": ("0", "1k", "x", "-1"),
    "--max-length": ("4k", "x", "-1"),
}
PLAIN = ("x", "1", "")
_NODE = re.compile(r"#block\d+")
_USAGE = re.compile(r"\A(qemu-img version|Usage:)")
_OF_INSTAR = ("--qemu-version", "--sandbox", "--help", "-h")


@dataclass(frozen=True)
class Exception_:
    """What may differ: lines that match, in these releases, and why. With `parts`, no other part
    of the answer may.
    """

    pattern: str
    why: str
    versions: tuple[str, ...] = ("5.2", "7.2", "10.0", "11.1")
    parts: tuple[str, ...] = ("status", "stdout", "stderr", "files")


_EARLY = ("5.2", "7.2")
_CACHE = "qemu-img makes the target before it looks at the cache; instar does not"
_LEAVES = "qemu-img leaves a target behind that it could not finish"
_NO_OPTION = "instar says that the format lacks the option; qemu-img opens the file first"
_FILE = "a file without a format is raw"
_VMDK = "instar measures targets that qemu-img does not"
EXCEPTIONS = (
    Exception_("measure *-O vmdk*", _VMDK),
    Exception_("measure *-format vmdk*", _VMDK),
    Exception_(
        "measure *",
        "qemu-img prints its page and exits 0 for a wrong option of measure; instar exits 1",
        _EARLY,
        parts=("status", "stdout"),
    ),
    Exception_("bench *-w *offset*512*size*4096*", "a part of a file is read, and not changed"),
    Exception_("*-[bB] *offset*512*size*4096*", _NO_OPTION, parts=("stderr", "files")),
    Exception_(
        "info *file.offset*",
        "the part is not listed as a node",
        ("10.0", "11.1"),
        parts=("stdout",),
    ),
    Exception_("amend *driver*file*filename*base.raw*", _FILE, parts=("stderr",)),
    Exception_("info *driver*file*filename*base.raw*", _FILE, parts=("stdout",)),
    Exception_("convert *-B out out", "instar makes no image that is its own backing image"),
    Exception_("convert *-B *", _LEAVES, parts=("files",)),
    Exception_(
        "convert *-B nowhere out",
        "instar leaves out a warning that comes before the error",
        ("5.2",),
        parts=("stderr", "files"),
    ),
    Exception_("convert *--bitmaps*", _LEAVES, parts=("files",)),
    Exception_("create -f qcow2 -F * out 1M", _LEAVES, ("5.2",), parts=("files",)),
    Exception_("create -f qed -F bogus out 1M", _LEAVES, parts=("files",)),
    Exception_("bitmap *bogus*", "instar looks at options before locks", parts=("stderr",)),
    Exception_("dd *--object*", "5.2 reads objects last", ("5.2",), parts=("stderr",)),
    Exception_("convert *-t *", _CACHE, parts=("files",)),
    Exception_("convert *--*cache*", _CACHE, parts=("files",)),
    Exception_(
        "snapshot -l *--[acd]*",
        "qemu-img looks at actions before it misses their values",
        ("10.0",),
        parts=("stderr",),
    ),
    Exception_(
        "compare *--object*",
        "a wrong object has the status of a wrong command line",
        ("7.2", "10.0"),
        parts=("status",),
    ),
    Exception_(
        "resize -f raw *",
        "early releases count options as words of resize",
        _EARLY,
        parts=("stderr",),
    ),
)


def flags_of(command: str) -> list[tuple[str, bool]]:
    """The flags of a command in any release, and whether they take a value as instar reads them."""
    known = {name: flag for flag in load(command).flags for name in flag.names}
    names = {name for _, text in FLAGS[command] for name in text.split()}
    takes = {name: bool(known[name].metavar) for name in names & known.keys()}
    return [(name, takes.get(name, False)) for name in sorted(names - set(_OF_INSTAR))]


def _values(name: str, command: str) -> Sequence[str]:
    known = {n: flag for flag in load(command).flags for n in flag.names}
    names = known[name].names if name in known else (name,)
    return next((VALUES[n] for n in names if n in VALUES), PLAIN)


def each_flag(command: str) -> Iterator[list[str]]:
    """Every flag by itself, with every value, and without the one that it wants."""
    words, always = WORDS.get(command, (DISK,)), ALWAYS.get(command, ())
    for name, takes in flags_of(command):
        if not takes:
            yield [command, *always, name, *words]
            continue
        yield [command, *always, *words, name]
        for value in _values(name, command):
            yield [command, *always, name, value, *words]


def each_number_of_words(command: str) -> Iterator[list[str]]:
    """Too few words, too many, and images of all kinds."""
    words = list(WORDS.get(command, (DISK,)))
    yield from ([command, *words[:n]] for n in range(len(words) + 1))
    yield [command, *words, "more"]
    yield from ([command, f"--{mistake}"] for mistake in ("bogus", "out", "image", "=", "f=x"))
    yield from ([command, "-Y", *words], [command, "--", *words])
    for image in IMAGES:
        changed = [image if word in (DISK, RAW) else word for word in words]
        yield [command, *ALWAYS.get(command, ()), *changed]


def each_description(command: str) -> Iterator[list[str]]:
    """Images that are described in place of a name, in both spellings."""
    for line in (line.split() for line in DESCRIBED if line.split()[0] == command):
        for node in (*NODES, None):
            pairs = dict(pair.split("=", 1) for pair in (node or "").split(",") if pair)
            name = f"json:{json.dumps(pairs if node else ALONE)}"
            yield [word.replace(NODE, name) for word in line]
            if node and line[-1] == NODE and "-b" not in line[:-1]:
                yield [command, "--image-opts", *line[1:-1], node]


def each_backing(command: str) -> Iterator[list[str]]:
    """New images of all kinds on all kinds of others."""
    words = (line.replace(" -b", " -B") if command == "convert" else line for line in BELOW)
    yield from (line.split() for line in words if line.split()[0] == command)


EACH = (each_flag, each_number_of_words, each_description, each_backing)


def mixed(command: str, chance: random.Random) -> list[str]:
    """A few flags with values, and words of which some are wrong."""
    line = [command, *ALWAYS.get(command, ())]
    for name, takes in chance.sample(flags_of(command), min(chance.randrange(4), 4)):
        line += [name, chance.choice(_values(name, command))] if takes else [name]
    words = list(WORDS.get(command, (DISK,)))
    if chance.random() < 0.3:
        words[chance.randrange(len(words))] = chance.choice(IMAGES)
    return (
        [*line, *words] if chance.random() < 0.8 else [*words, *line[1:], line[0]][-1:] + line[1:]
    )


def lines(number: int, seed: int = 0) -> list[list[str]]:
    """So many lines: those that are always asked first, in an order of the seed, then mixtures."""
    chance = random.Random(seed)
    fixed = [line for c in COMMANDS for make in EACH for line in make(c)]
    chance.shuffle(fixed)
    while len(fixed) < number:
        fixed.append(mixed(chance.choice(COMMANDS), chance))
    return fixed[:number]


def lay_out(folder: Path, qemu_img: str) -> None:
    """The files that lines name."""
    (folder / RAW).write_bytes(random.Random(1).randbytes(65536))
    tool = QemuImg(Path(qemu_img), folder)
    made = ["create", "-q", "-f", "qcow2", "-o", "compat=1.1"]
    for line in ([*made, DISK, "64k"], [*made, "-b", RAW, "-F", "raw", TOP]):
        answer = tool.ask(line)
        if answer.rc:
            raise NoAnswer(answer.stderr)


@contextmanager
def called_qemu_img(version: str) -> Iterator[None]:
    """instar, as it speaks through a link of that name."""
    before, sys.argv = sys.argv, ["qemu-img"]
    os.environ[QEMU_VERSION] = version
    try:
        yield
    finally:
        sys.argv = before
        del os.environ[QEMU_VERSION]


def _plain(answer: Answer, command: str) -> Answer:
    """An answer without a page of usage, whose words are each program's own. The messages
    of convert come in any order, nodes are numbered at random, and some releases end some messages
    without a line break.
    """
    out, err = answer.stdout, answer.stderr
    err = _NODE.sub("#blockN", err)
    if err and not err.endswith("\n"):
        err += "\n"
    if command == "convert":
        err = "".join(sorted(err.splitlines(keepends=True)))
    if _USAGE.match(out) and out.count("\n") > 1:
        out = "[usage page]\n"
    return Answer(answer.rc, out, err)


class Sweep:
    """Asks both, in directories that are laid out anew for each line."""

    def __init__(self, builds: dict[str, str], scratch: Path) -> None:
        self._builds = builds
        self._model = scratch / "model"
        self._folder = scratch / "asked"
        self._model.mkdir(parents=True)
        lay_out(self._model, next(iter(builds.values())))
        self.counts: Counter[str] = Counter()

    def _fresh(self) -> Path:
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._model, self._folder)
        return self._folder

    def ask(self, line: Sequence[str], version: str) -> dict[str, str]:
        """How the parts of the answers differ that do."""
        theirs = _plain(QemuImg(Path(self._builds[version]), self._fresh()).ask(line), line[0])
        left = sorted(os.listdir(self._folder))
        with called_qemu_img(version):
            ours = _plain(Instar(self._fresh()).ask(line, ""), line[0])
        ours_left = sorted(os.listdir(self._folder))
        return {
            part: f"  {part}: {one!r}\n     not: {other!r}"
            for part, one, other in (
                ("status", ours.rc, theirs.rc),
                ("stdout", ours.stdout, theirs.stdout),
                ("stderr", ours.stderr, theirs.stderr),
                ("files", ours_left, left),
            )
            if one != other
        }

    def run(self, asked: Iterable[Sequence[str]]) -> Iterator[str]:
        """Ask all builds every line; yields what differs and is no exception."""
        for line in asked:
            for version in self._builds:
                wrong = self.ask(line, version)
                known = excepted(line, version, wrong) if wrong else "agree"
                self.counts[known or "differ"] += 1
                if not known:
                    yield "\n".join([f"[{version}] {' '.join(line)}", *wrong.values()])


def matches(one: Exception_, text: str) -> bool:
    """Whether an exception is about a line."""
    return fnmatchcase(text, one.pattern)


def excepted(line: Sequence[str], version: str, parts: Iterable[str]) -> str:
    """Why these parts of a line's answer may differ; empty where they may not."""
    text, wrong = " ".join(line), set(parts)
    found = (
        e
        for e in EXCEPTIONS
        if version in e.versions and wrong <= set(e.parts) and matches(e, text)
    )
    return next((e.why for e in found), "")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m lab.lines", description=__doc__)
    parser.add_argument("builds", nargs="+", metavar="NAME=QEMU_IMG")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--lines", type=int, default=1000)
    arguments = parser.parse_args()
    builds = dict(build.split("=", 1) for build in arguments.builds)
    with tempfile.TemporaryDirectory(prefix="instar-lines-") as scratch:
        sweep = Sweep(builds, Path(scratch))
        for difference in sweep.run(lines(arguments.lines, arguments.seed)):
            print(difference, flush=True)
    for what, number in sweep.counts.most_common():
        print(f"{number:6} {what}")
    return 1 if sweep.counts["differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
