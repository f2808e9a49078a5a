# SPDX-License-Identifier: Apache-2.0
"""Where conversions differ on purpose (docs/quirks.md): rules, and what must hold all the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lab import steady

READ = "read.raw"
Part = dict[str, Any]


def moves_data(format: str, options: Mapping[str, str | int | bool], release: str) -> bool:
    """Parallels images with odd clusters, in which these releases may lose data."""
    cluster = int(options.get("cluster_size", 1))
    return format == "parallels" and cluster & (cluster - 1) != 0 and release in ("10.0", "11.1")


def has_no_length(
    options: Mapping[str, str | int | bool], folder: Path, name: str, release: str
) -> bool:
    """5.2 makes the preallocated file of an empty disk as long as whatever its memory holds."""
    if release != "5.2" or options.get("preallocation", "off") == "off":
        return False
    return size(folder, name) == 0


def size(folder: Path, name: str) -> int:
    """Of an image's disk, as qemu-img sees it."""
    said = steady.qemu_img(folder, ["info", "--output=json", name]).stdout
    return int(json.loads(said)["virtual-size"])


def is_sparser(format: str, folder: Path, ours: str, theirs: str) -> bool:
    """Whether both images say the same of each part of their disk, but that ours has zero clusters
    where theirs has clusters full of zeros.
    """
    here, there = (
        json.loads(steady.qemu_img(folder, ["map", "-f", format, "--output=json", name]).stdout)
        for name in (ours, theirs)
    )
    places = {part["start"] for part in (*here, *there)}
    return all(_agree(_part(here, place), _part(there, place)) for place in places)


def _part(parts: Sequence[Part], place: int) -> Part:
    return next(p for p in parts if p["start"] <= place < p["start"] + p["length"])


def _agree(here: Part, there: Part) -> bool:
    same = all(here.get(name) == there.get(name) for name in ("depth", "present", "zero", "data"))
    if same and ("offset" in here) == ("offset" in there):
        return True
    is_zero = here["zero"] and not here["data"] and there["data"]
    return bool(is_zero and here["depth"] == there["depth"] == 0)


def holds(format: str, folder: Path, name: str, source: Sequence[str]) -> str:
    """Where an image differs from the disk that `source` names in a line of convert."""
    steady.qemu_img(folder, ["convert", "-O", "raw", *source, READ])
    done = steady.qemu_img(folder, ["compare", "-f", format, "-F", "raw", name, READ])
    return done.stdout + done.stderr if done.returncode else ""
