# SPDX-License-Identifier: Apache-2.0
"""Copies of hostile images: each is an answer, or one clear line and no file."""

from __future__ import annotations

import os
from pathlib import Path

from tests.hostile.asking import Instar
from tests.hostile.catalogue import Hostile

NEW = "new.img"
SAME = "same.img"
MEMORY = 192 << 20
"""Resident, at most: as for questions, with the memory of guests that unpack."""
_BOUND = ("--max-output", "128M")
_SOON = ("--max-time", "2")
"""A disk of terabytes of which nothing can be read is reported sector by sector."""
_STATUSES = {"convert": (0, 1), "dd": (0, 1), "compare": (0, 1, 2, 3, 4)}


def lines(name: str) -> list[list[str]]:
    """What is asked of an image; each line makes NEW or nothing."""
    return [
        ["convert", *_BOUND, name, NEW],
        ["convert", *_BOUND, "-O", "qcow2", name, NEW],
        ["convert", *_BOUND, *_SOON, "-c", "-O", "qcow2", "--salvage", name, NEW],
        ["dd", "bs=64k", "count=32", f"if={name}", f"of={NEW}"],
        ["compare", name, SAME],
    ]


def judge(image: Hostile, instar: Instar, folder: Path) -> list[str]:
    """What is wrong with the answers about an image."""
    image.build(folder / image.name)
    name_again(folder / image.name, folder / SAME)
    before, wrong = names(folder), list[str]()
    for line in lines(image.name):
        asked = instar.run(image.name, folder, [line])
        (answer,) = asked.answers
        status, said = answer["status"], str(answer["err"])
        left = names(folder) - before
        if status not in _STATUSES[line[0]]:
            wrong.append(f"{line}: status {status}")
        if "Traceback" in said or "internal error" in said:
            wrong.append(f"{line}: {said}")
        if any(not c.isprintable() and c != "\n" for c in said):
            wrong.append(f"{line}: a control character in {said!r}")
        if status and line[0] != "compare" and not said.splitlines()[-1].startswith("instar: "):
            wrong.append(f"{line}: no clear line, but {said!r}")
        if left != ({NEW} if status == 0 and line[0] != "compare" else set()):
            wrong.append(f"{line}: status {status} leaves {sorted(left)}")
        if asked.peak > MEMORY:
            wrong.append(f"{line}: {asked.peak >> 20} MiB of memory")
        for name in left:
            (folder / name).unlink()
    return wrong


def name_again(path: Path, other: Path) -> None:
    """Give what was built another name; a directory has no more than one, which a link follows."""
    if path.is_dir() and not path.is_symlink():
        other.symlink_to(path.name)
    else:
        os.link(path, other, follow_symlinks=False)


def names(folder: Path) -> set[str]:
    """All files of a directory and those below it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
