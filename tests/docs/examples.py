# SPDX-License-Identifier: Apache-2.0
"""The commands that README and `docs/` show, and what they print.

A block that begins with ```` ```console ```` holds lines `$ command` and after each what it
prints, on both streams; `...` in it matches anything. A command whose answer begins with
`instar: ` fails with status 1, any other succeeds. The commands of a page run in one directory, in
which `stage` has laid small images.

`python -m tests.docs.examples` runs every one and writes what differs into the pages;
`python -m tests.docs.examples DIR` lays the images into a new directory, for readers.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lab.parity import corpus

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("README.md", "ARCHITECTURE.md", "SPECIFICATION.md", "SECURITY.md", "CHANGELOG.md")

# What lies in the directory where the commands run, and the image of the corpus that it is.
STAGE = {
    "disk.raw": "same.raw",
    "disk.qcow2": "same.qcow2",
    "disk.vmdk": "same-sparse.vmdk",
    "disk.vhd": "same-dyn.vhd",
    "disk.vdi": "same.vdi",
    "disk.vhdx": "same-16M.vhdx",
    "snapshots.qcow2": "q2-snap.qcow2",
    "compressed.qcow2": "q2-zlib.qcow2",
    "mixed.qcow2": "q2-mix-zlib.qcow2",
    "top.qcow2": "top.qcow2",
    "mid.qcow2": "mid.qcow2",
    "base.qcow2": "base.qcow2",
    "bad.qcow2": "bad-qcow2-clusterbits.qcow2",
    "upload.qcow2": "bad-qcow2-backing-abs.qcow2",
    "upload.vmdk": "bad-vmdk-traversal.vmdk",
}
# Commands that build, test or publish: that they exist is checked, they are not run.
CHECKED = ("make", "python", "pip", "git", ".venv/bin/python")
INSTALLED = ".venv/bin/instar"


@dataclass(frozen=True, slots=True)
class Example:
    """One command of a page and what is after it."""

    page: str
    line: int
    command: str
    shown: str

    @property
    def program(self) -> str:
        return shlex.split(self.command)[0]

    @property
    def runs(self) -> bool:
        """Whether it is run, and not only looked at."""
        return self.program not in CHECKED or INSTALLED in self.command


def all_pages() -> list[Path]:
    """Papers and pages that people wrote; the generated ones show no commands."""
    written = (
        p
        for p in sorted((ROOT / "docs").glob("*.md"))
        if "INSTAR-GEN" not in p.read_text(encoding="utf-8")
    )
    return [*(ROOT / name for name in PAPERS), *written]


def blocks(text: str, *languages: str) -> Iterator[tuple[int, str]]:
    """(number of the first line inside, text) of each fenced block in one of the languages."""
    language: str | None = None
    start, inside = 0, ""
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if not line.startswith("```"):
            inside += line
        elif language is None:
            language, start, inside = line[3:].strip(), number + 1, ""
        else:
            if language in languages:
                yield start, inside
            language = None


def examples(page: Path) -> Iterator[Example]:
    """Every command of a page."""
    for start, block in blocks(page.read_text(encoding="utf-8"), "console"):
        lines = block.splitlines(keepends=True)
        at = [i for i, line in enumerate(lines) if line.startswith("$ ")]
        for begin, end in zip(at, [*at[1:], len(lines)], strict=True):
            shown = "".join(lines[begin + 1 : end])
            yield Example(
                page.relative_to(ROOT).as_posix(),
                start + begin,
                lines[begin][2:].rstrip("\n"),
                shown,
            )


def lay_images(folder: Path) -> None:
    """The images, with their holes."""
    images = corpus.unpacked()
    for name, image in STAGE.items():
        subprocess.run(
            ["cp", "--sparse=always", str(images / image), str(folder / name)], check=True
        )


def stage(folder: Path, instar: str = "") -> None:
    """Lay out the images and an `instar`: this tree or the named program."""
    lay_images(folder)
    program = folder / "bin" / "instar"
    program.parent.mkdir()
    tree = f"{shlex.quote(sys.executable)} -m instar"
    started = f"env -u PYTHONPATH {shlex.quote(instar)}" if instar else tree
    program.write_text(f'#!/bin/sh\nexec {started} "$@"\n')
    program.chmod(0o755)


def environment(folder: Path) -> dict[str, str]:
    """What commands see: the tree, and a sandbox that needs no word about itself."""
    found = os.environ | {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "TZ": "UTC",
    }
    if not os.access("/dev/kvm", os.R_OK | os.W_OK):
        found.setdefault("INSTAR_SANDBOX", "process")
    return found


def run(example: Example, folder: Path) -> tuple[int, str]:
    """Exit status and output of a command, both streams as a terminal would show them."""
    done = subprocess.run(
        ["sh", "-c", re.sub(r"^make [a-z]+ && ", "", example.command).replace(INSTALLED, "instar")],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=600,
    )
    return done.returncode, done.stdout


def matches(shown: str, printed: str) -> bool:
    """Whether a command printed what is shown, `...` matching anything."""
    first, *rest = shown.split("...")
    if not rest:
        return shown == printed
    at = len(first)
    for piece in rest[:-1]:
        found = printed.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return printed.startswith(first) and printed[at:].endswith(rest[-1])


def rewrite(page: Path, folder: Path) -> int:
    """Put what commands print now into a page; returns how many differed."""
    text = page.read_text(encoding="utf-8")
    changed = 0
    for example in examples(page):
        if not example.runs:
            continue
        _, printed = run(example, folder)
        if not matches(example.shown, printed):
            before = f"$ {example.command}\n{example.shown}"
            text = text.replace(before, f"$ {example.command}\n{printed}", 1)
            changed += 1
    if changed:
        page.write_text(text, encoding="utf-8")
    return changed


def differing(page: Path, instar: str) -> Iterator[str]:
    """The commands of a page that print something else when an installed instar runs them."""
    with tempfile.TemporaryDirectory() as scratch:
        stage(Path(scratch), instar)
        for example in filter(lambda example: example.runs, examples(page)):
            _, printed = run(example, Path(scratch))
            if not matches(example.shown, printed):
                yield f"{example.page}:{example.line}: {example.command}\n{printed}"


def main() -> int:
    """Bring every page up to date, or lay the images out."""
    if sys.argv[1:]:
        folder = Path(sys.argv[1])
        folder.mkdir()
        lay_images(folder)
        return 0
    for page in all_pages():
        with tempfile.TemporaryDirectory() as scratch:
            stage(Path(scratch))
            print(f"{page.relative_to(ROOT)}: {rewrite(page, Path(scratch))} changed")
    return 0


if __name__ == "__main__":
    if shutil.which("cp") is None:
        raise SystemExit("examples: needs cp of coreutils")
    sys.exit(main())
