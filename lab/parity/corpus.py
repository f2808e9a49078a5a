# SPDX-License-Identifier: Apache-2.0
"""The corpus of images: unpacked once per machine, with its holes, and what each image is.

The archive is a GNU sparse tar, which Python's own `tarfile` unpacks with holes; nothing else is
needed. Where the file system allocates otherwise than the one that the answers were recorded on,
`differing_files` says which files, so that the cases that depend on them can be skipped by name
instead of failing.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lab.lock import alone
from lab.parity.store import DATA, Case

ARCHIVE = DATA / "corpus.tar.xz"
BACKED = {"backing", "backing-loop", "backing-abs", "backing-json"}  # features with a backing file
ST_BLOCKS_UNIT = 512  # POSIX: st_blocks counts these, whatever the file system's block is


@dataclass(frozen=True, slots=True)
class Image:
    """One line of manifest.json."""

    name: str
    format: str
    virtual_size: int | None
    features: tuple[str, ...]
    malformed: bool
    files: tuple[str, ...] = ()
    content: str | None = None
    secret: str | None = None
    image_opts: str | None = None


@cache
def images() -> Mapping[str, Image]:
    """Every image of the corpus, by name."""
    rows: list[dict[str, Any]] = json.loads((DATA / "manifest.json").read_text())
    return {
        row["name"]: Image(
            row["name"],
            row["format"],
            row["virtual_size"],
            tuple(row["features"]),
            row["malformed"],
            tuple(row.get("files", ())),
            row.get("content"),
            row.get("secret"),
            row.get("image_opts"),
        )
        for row in rows
    }


def case_images(case: Case) -> list[Image]:
    """The images that a case's command line names, as file names or inside options."""
    return list(_named((*case.argv, *case.copy.values())))


@cache
def _named(words: tuple[str, ...]) -> tuple[Image, ...]:
    return tuple(i for i in images().values() if any(_names(word, i.name) for word in words))


def case_format(case: Case) -> str:
    """What a case counts as in the score: its first image's format, or the target where it has no
    image.
    """
    named = case_images(case)
    if named:
        return named[0].format
    if "-O" in case.argv[:-1]:
        return case.argv[case.argv.index("-O") + 1] or "(empty)"
    return "(none)"


def unpacked() -> Path:
    """The directory with the unpacked corpus, unpacking it first where that was not done on this
    machine.
    """
    return _unpacked_in(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"))


@cache
def _unpacked_in(cache_home: Path) -> Path:
    digest = hashlib.sha256(ARCHIVE.read_bytes()).hexdigest()[:16]
    target = cache_home / "instar" / f"parity-corpus-{digest}"
    with alone(target.parent):
        if not target.is_dir() or _damaged(target):
            shutil.rmtree(target, ignore_errors=True)
            scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
            try:
                unpack(scratch)
                scratch.rename(target)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    return target


def unpack(folder: Path, archive: Path = ARCHIVE) -> None:
    """Unpack into `folder`, holes preserved, and wait until the allocation of every file is
    final.
    """
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    for name in os.listdir(folder):
        with open(folder / name, "rb") as file:
            os.fsync(file.fileno())


def pack(folder: Path, archive: Path, preset: int = 9 | lzma.PRESET_EXTREME) -> None:
    """Write an archive of the directory: GNU sparse members, sorted, nobody's. Needs GNU tar."""
    line = ["tar", "--sparse", "--format=gnu", "--sort=name", "--owner=0", "--group=0"]
    line += ["--numeric-owner", "-cf", "-", "-C", str(folder), "."]
    tarred = subprocess.run(line, check=True, capture_output=True)
    archive.write_bytes(lzma.compress(tarred.stdout, preset=preset))


def allocation(folder: Path) -> dict[str, int]:
    """How many bytes each file takes on disk."""
    return {e.name: e.stat().st_blocks * ST_BLOCKS_UNIT for e in os.scandir(folder)}


def recorded_allocation() -> dict[str, int]:
    """The same, on the file system that the answers were recorded on."""
    rows: dict[str, int] = json.loads((DATA / "allocated.json").read_text())
    return rows


def differing_files(folder: Path) -> frozenset[str]:
    """The files that take more or less space here than where the answers were recorded."""
    here = allocation(folder)
    return frozenset(n for n, size in recorded_allocation().items() if here.get(n) != size)


def affected_by(case: Case, differing: Iterable[str]) -> list[str]:
    """The differing files that a case reads: those it names, their parts, and all where there is a
    backing file.
    """
    named = case_images(case)
    if any(BACKED.intersection(image.features) for image in named):
        return sorted(differing)
    read = {name for image in named for name in (image.name, *image.files)}
    return sorted(read.intersection(differing))


def _names(word: str, name: str) -> bool:
    """Whether a command line word is the file name, or has it as a value (`file.filename=NAME`,
    JSON).
    """
    if word == name:
        return True
    at = word.find(name)
    if at < 1 or word[at - 1] not in '="':
        return False
    return word[at + len(name) :][:1] in ("", ",", '"')


def _damaged(folder: Path) -> bool:
    return not set(recorded_allocation()) <= set(os.listdir(folder))


def main(argv: list[str]) -> int:
    if len(argv) != 1:
        print(
            "usage: python -m lab.parity.corpus FOLDER   unpacks the images there",
            file=sys.stderr,
        )
        return 1
    folder = Path(argv[0])
    folder.mkdir(parents=True, exist_ok=True)
    unpack(folder)
    for name in sorted(differing_files(folder)):
        print(f"{name}: takes other space than where the answers were recorded")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
