# SPDX-License-Identifier: Apache-2.0
"""What instar, and qemu-img, say about a hostile image."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from lab.limits import within
from tests.hostile.catalogue import IMAGE, Hostile

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = Path(__file__).parent / "answers.json"
MEMORY = 128 << 20
"""Resident, at most: Python and its modules, the sandboxes' fixed 16 MiB, what is printed."""
LONGEST = 400
"""Longer texts are kept as their length and digest."""
RUNS_ON = "runs on (stopped after 10 s)"
DISK_SIZE = re.compile(r"disk size: .*")
"""It is up to the file system."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Status and texts for each question, and the most memory that was resident."""

    answers: list[dict[str, object]]
    peak: int


def questions(image: Hostile) -> list[list[str]]:
    lines = [one if IMAGE in one else (*one, IMAGE) for one in image.questions]
    return [[image.name if word == IMAGE else word for word in line] for line in lines]


def short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return f"{len(text)} characters, {digest}"


class Instar:
    """The program, loaded once (server.py)."""

    def __init__(self, kind: str = "") -> None:
        environment = (
            os.environ | {"PYTHONPATH": str(ROOT)} | ({"INSTAR_SANDBOX": kind} if kind else {})
        )
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.server"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, image: Hostile, folder: Path) -> Asked:
        """Lay the image down in the empty directory and ask. What takes too long, or dies,
        raises."""
        image.build(folder / image.name)
        return self.run(image.name, folder, questions(image))

    def run(self, name: str, folder: Path, lines: list[list[str]]) -> Asked:
        """Give command lines, one after the other, in a directory."""
        request = {"folder": str(folder), "questions": lines}
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        found = json.loads(self.process.stdout.readline())
        if found["died"]:
            raise AssertionError(f"{name}: the program died, wait status {found['died']:#x}")
        answers = [
            {**a, "out": short(DISK_SIZE.sub("disk size: ?", a["out"]))} for a in found["answers"]
        ]
        return Asked(answers, found["peak"])

    def close(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait()


def ask_qemu(image: Hostile, folder: Path, tool: Path) -> list[str]:
    """One line of a real qemu-img for each question: its first complaint, or what became of it."""
    image.build(folder / image.name)
    lines = []
    for words in questions(image):
        if RUNS_ON in lines:
            lines.append("not asked, since another question had no end")
            continue
        try:
            run = subprocess.run(
                [*within(4 << 30), tool, *words],
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
                timeout=10,
                check=False,
            )
        except subprocess.TimeoutExpired:
            lines.append(RUNS_ON)
            continue
        lines.append(_line(run.returncode, run.stderr))
    return lines


def _line(status: int, err: bytes) -> str:
    said = err.decode("utf-8", "backslashreplace").strip().splitlines()
    first = next((line for line in said if line.startswith("qemu-img: ")), said[0] if said else "")
    if status < 0:
        return f"dies of signal {-status}: {first}"
    if status == 0:
        return "answers" + (f", and says: {first}" if first else "")
    return first


def recorded() -> dict[str, dict[str, object]]:
    """The committed answers."""
    if not ANSWERS.exists():
        return {}
    found: dict[str, dict[str, object]] = json.loads(ANSWERS.read_text())
    return found
