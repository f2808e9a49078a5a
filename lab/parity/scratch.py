# SPDX-License-Identifier: Apache-2.0
"""A private copy of the corpus in which cases are run that may change files, and what is kept of
those files.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import struct
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from lab.parity import corpus, random_fields, volumes
from lab.parity.blocks import REPRODUCIBLE, is_of_blocks
from lab.parity.store import Answer, Case
from lab.parity.tools import QemuImg, Tool

HASHED_UP_TO = 1 << 30  # bytes of a file whose hash is recorded
CONTENT_UP_TO = 8 << 30  # bytes of guest data whose hash is recorded
BLOCK = 1 << 16
ZEROS = memoryview(bytes(1 << 20))
DESCRIPTOR = b"# Disk DescriptorFile"
CHANGES = ("resize", "snapshot", "bitmap", "amend", "commit", "rebase", "dd", "bench")
FORMAT_BY_SUFFIX = {".vhd": "vpc"}  # where a suffix is not the format's name


class Scratch:
    """Runs cases in a copy of the corpus of its own, and leaves it as it was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        corpus.unpack(folder)
        self._own = self._state()
        self._facts = Facts()

    def run(self, case: Case, tool: QemuImg) -> Answer:
        """One answer, with facts about the file that the case makes."""
        lay_out(case, self.folder, self.folder)
        try:
            for step in case.steps:
                tool.ask(step)
            answer = tool.ask(case.argv)
            if case.out:
                facts = self._facts.of(case, answer, self.folder, self._own, tool)
                answer = replace(answer, facts=facts)
        finally:
            for name in set(os.listdir(self.folder)) - set(self._own):
                (self.folder / name).unlink()
        return answer

    def missing(self, case: Case) -> list[str]:
        """The files that a case needs and that are not in the corpus."""
        needed = {f for image in corpus.case_images(case) for f in (image.name, *image.files)}
        return sorted((needed | set(case.copy.values())) - set(self._own))

    def changed(self) -> list[str]:
        """The corpus files that a run has changed, which no run may do."""
        now = self._state()
        return [name for name, state in self._own.items() if now.get(name) != state]

    def _state(self) -> dict[str, tuple[int, int]]:
        entries = os.scandir(self.folder)
        return {e.name: (e.stat().st_size, e.stat().st_mtime_ns) for e in entries}


class Facts:
    """What is kept of the files that cases make. Hashes are kept: many are of the same holes."""

    def __init__(self) -> None:
        self._hashes: dict[bytes, str] = {}

    def of(
        self,
        case: Case,
        answer: Answer,
        folder: Path,
        before: Collection[str],
        tool: Tool,
        *,
        disk: bool = True,
    ) -> dict[str, Any]:
        """The file of a case, and the others that were not there before; without `disk`, a changed
        image without what is in it.
        """
        out = case.out or ""
        path = folder / out
        made = sorted(set(os.listdir(folder)) - set(before))
        facts: dict[str, Any] = {"file_size": path.stat().st_size if out in made else None}
        if len(made) > 1:
            facts["files"] = {name: (folder / name).stat().st_size for name in made}
        if out not in made:
            return facts
        with open(path, "rb") as file:
            is_text = file.read(len(DESCRIPTOR)) == DESCRIPTOR
        if is_text:  # holds a random CID of one to eight digits
            facts["file_size"] = None
            facts.get("files", {}).pop(out, None)
            return facts
        small = path.stat().st_size <= HASHED_UP_TO
        if (
            case.op == "convert"
            and case.argv[case.argv.index("-O") + 1] == "raw"
            and answer.rc == 0
        ):
            facts["content_sha256"] = self._hash(path)
        elif small and (
            case.op == "check"
            or (case.op == "create" and self._is_reproducible(case))
            or (is_of_blocks(case) and _target(case) in REPRODUCIBLE)
        ):
            facts["sha256"] = self._hash(path)
        elif case.op == "create" and out == volumes.OUT and answer.rc == 0:
            facts["sha256"] = random_fields.digest("luks", path)
        elif case.op in CHANGES and not is_of_blocks(case):
            facts.update(self._facts_after_change(path, small, tool, disk))
        return facts

    @staticmethod
    def _is_reproducible(case: Case) -> bool:
        encrypted = any("secret" in word for word in case.argv)
        return case.argv[2] in ("raw", "qcow2") and not encrypted

    def _facts_after_change(
        self, path: Path, small: bool, tool: Tool, disk: bool
    ) -> dict[str, Any]:
        """The file, but for the times of its snapshots, and the disk in it."""
        facts: dict[str, Any] = {}
        kind = FORMAT_BY_SUFFIX.get(path.suffix, path.suffix[1:])
        form = ("-f", kind) if kind else ()
        info = tool.ask(["info", "--output=json", *form, path.name], "")
        found = json.loads(info.stdout) if info.rc == 0 else {}
        moments = [(one["date-sec"], one["date-nsec"]) for one in found.get("snapshots", ())]
        if path.suffix in ("", ".raw", ".qcow2") and small:
            facts["sha256"] = self._timeless_hash(path, moments) if moments else self._hash(path)
        size = found.get("virtual-size")
        facts["virtual_size"] = size
        if disk and size is not None and size <= CONTENT_UP_TO:
            copied = tool.ask(["convert", *form, "-O", "raw", path.name, "content.raw"], "")
            if copied.rc == 0:
                facts["content_sha256"] = self._hash(path.parent / "content.raw")
        return facts

    @staticmethod
    def _timeless_hash(path: Path, moments: list[tuple[int, int]]) -> str:
        data = path.read_bytes()
        for moment in moments:
            packed = struct.pack(">II", *moment)
            data = data.replace(packed, bytes(len(packed)))
        return hashlib.sha256(data).hexdigest()

    def _hash(self, path: Path) -> str:
        """SHA-256 of a file; a quick hash of its non-zero blocks saves hashing the same holes
        again.
        """
        quick = hashlib.sha256(str(path.stat().st_size).encode())
        with open(path, "rb") as file:
            for start, block in _blocks(file, path.stat().st_size):
                if block.count(0) != len(block):
                    quick.update(b"%d:" % start + block)
        key = quick.digest()
        if key not in self._hashes:
            self._hashes[key] = _sha256(path)
        return self._hashes[key]


def _sha256(path: Path) -> str:
    """Of all bytes of a file, its holes unread."""
    whole, at, size = hashlib.sha256(), 0, path.stat().st_size

    def zeros(end: int) -> None:
        for start in range(at, end, len(ZEROS)):
            whole.update(ZEROS[: end - start])

    with open(path, "rb") as file:
        for start, block in _blocks(file, size):
            zeros(start)
            whole.update(block)
            at = start + len(block)
    zeros(size)
    return whole.hexdigest()


def _target(case: Case) -> str:
    """The format of what dd makes."""
    given = [word for flag, word in pairwise(case.argv) if flag in ("-O", "--output-format")]
    return given[-1] if given else "raw"


def lay_out(case: Case, source: Path, folder: Path) -> None:
    """Make the copies that a case changes, and damage the first of them as the case says."""
    for name, original in case.copy.items():
        copy(source / original, folder / name)
    if case.pokes:
        with open(folder / next(iter(case.copy)), "r+b") as file:
            for at, data in case.pokes:
                file.seek(at)
                file.write(bytes.fromhex(data))


def copy(original: Path, new: Path) -> None:
    """Copy a file with its holes."""
    with open(original, "rb", buffering=0) as old, open(new, "wb", buffering=0) as file:
        size = os.fstat(old.fileno()).st_size
        file.truncate(size)
        for at, end in _data(old.fileno(), size):
            while at < end:
                at += os.copy_file_range(old.fileno(), file.fileno(), end - at, at, at)


def _blocks(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes]]:
    """The aligned blocks of a file that have data, skipping holes."""
    at = 0
    for start, end in _data(file.fileno(), size):
        at = max(at, start // BLOCK * BLOCK)
        file.seek(at)
        while at < end:
            yield at, file.read(BLOCK)
            at += BLOCK


def _data(fd: int, size: int) -> Iterator[tuple[int, int]]:
    """Where a file's data begins and ends, hole after hole."""
    end = 0
    while end < size:
        try:
            start = os.lseek(fd, end, os.SEEK_DATA)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            return  # only a hole is left
        end = os.lseek(fd, start, os.SEEK_HOLE)
        yield start, end
