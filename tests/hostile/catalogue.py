# SPDX-License-Identifier: Apache-2.0
"""The list of hostile images: what each attacks, how it is laid down, what is asked about it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MODULES = (
    "qcow2_headers",
    "qcow2_tables",
    "vmdk_images",
    "vhdx_images",
    "other_formats",
    "apple_images",
    "hdd_images",
    "names",
    "parents",
    "polyglots",
    "stacked",
    "cves",
    "growing",
    "overwriting",
    "every_number",
    "truncations",
)
QUESTIONS = (("measure", "-O", "qcow2"), ("map", "--output=json"))
INFO = ("info",)
IMAGE = "IMAGE"
"""In a question, the image; it is last in those that do not say."""

Question = tuple[str, ...]
Build = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Hostile:
    """One attack: `build` lays an image called `name`, and what belongs to it, into an empty
    directory.
    """

    name: str
    attacks: str
    build: Build
    questions: tuple[Question, ...] = QUESTIONS
    cve: str = ""
    source: str = ""
    """The address of an advisory about the hole."""


_all: dict[str, Hostile] = {}


def hostile(
    name: str,
    attacks: str,
    build: Build,
    questions: tuple[Question, ...] = QUESTIONS,
    cve: str = "",
    source: str = "",
) -> None:
    """Put an image on the list. `build` gets the path of the image."""
    assert name not in _all, name
    _all[name] = Hostile(name, attacks, build, questions, cve, source)


def every() -> dict[str, Hostile]:
    """All of them, by name."""
    for module in MODULES:
        importlib.import_module(f"tests.hostile.{module}")
    return _all
