# SPDX-License-Identifier: Apache-2.0
"""What is said of real programs and images, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from codegen.model.kinds import Where

KINDS = ("source", "seen", "run", "tested", "recorded", "unverified")
"""A text that says so; a sample in which it was seen; what was run to see it; a test of the project
that compares with the program itself; a recorded answer of the program; nobody looked.
"""
REFERRING = ("tested", "recorded")
"""Kinds whose text begins with a reference."""


@dataclass(frozen=True, slots=True)
class Evidence:
    kind: str
    text: str
    """The source, the sample's id, what was run and its version, a reference, or why nobody
    looked.
    """

    def reference(self) -> tuple[str, str, str]:
        """Of a test or a recorded answer: its file, its name there, and what is said of it."""
        place, _, remark = self.text.partition(" ")
        path, _, name = place.partition("::")
        return path, name, remark.strip()


@dataclass(frozen=True, slots=True)
class Statement:
    """An item of `-instar-practice`."""

    text: str
    evidence: tuple[Evidence, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Program:
    """An item of `-instar-programs`: who writes the format, how and since when; who reads it."""

    name: str
    since: str
    writes: str
    reads: str
    evidence: tuple[Evidence, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Sample:
    """An item of `-instar-samples`: an image of another program."""

    id: str
    program: str
    """With its version."""
    made: str
    """The command that made it."""
    sha256: str
    file: str
    """Where it is in the project, from its root; "" where it is not."""
    where: Where


def in_words(evidence: Evidence) -> str:
    match evidence.kind:
        case "source":
            return f"source: {evidence.text}"
        case "seen":
            return f"seen in {evidence.text}"
        case "run" | "tested" | "recorded":
            return f"{evidence.kind}: {evidence.text}"
    return f"unverified: {evidence.text}"


def practice_text(statements: tuple[Statement, ...]) -> str:
    """Statements with what they rest on, as plain text."""
    return " ".join(f"{s.text} ({'; '.join(map(in_words, s.evidence))})" for s in statements)
