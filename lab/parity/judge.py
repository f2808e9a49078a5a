# SPDX-License-Identifier: Apache-2.0
"""Whether an answer is the recorded one, what may differ, and which differences are known.

Standard output and the exit status must be the same; standard error must be the same but for the
program's name. Where this file system allocates an image otherwise than where the answers were
recorded, `info` is compared without the disk sizes, and what differs otherwise is skipped, not
failed. Known differences are in exceptions.toml, each with a reason and a paragraph in
docs/quirks.md; one that no longer matters is an error.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any

from lab.parity import corpus
from lab.parity.changes import COPY
from lab.parity.links import Links
from lab.parity.scratch import CHANGES, Facts, lay_out
from lab.parity.store import COMMITTED, DATA, Answer, Baselines, Case
from lab.parity.tools import Tool

EXCEPTIONS = Path(__file__).resolve().parents[2] / "tests" / "parity" / "exceptions.toml"
PARTS = ("rc", "stdout", "stderr", "facts")
BYTES_SETTLED = (5, 2)
"""The release from which on qemu-img writes the same bytes into a new image as it does today."""


CODEC_SHARE, CODEC_BYTES = 0.05, 16 << 10
"""How far the length of a compressed image may be from qemu-img's."""


class Verdict(Enum):
    """What became of one question."""

    MATCH = "match"
    MISMATCH = "mismatch"
    EXCEPTED = "excepted"  # differs, as exceptions.toml says
    STALE = "stale"  # exceptions.toml says that it differs, and it does not
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class KnownDifference:
    """One entry of exceptions.toml."""

    cases: tuple[str, ...]
    versions: tuple[str, ...]
    parts: tuple[str, ...]
    reason: str
    quirk: str

    def covers(self, case: Case, version: str) -> bool:
        return version in self.versions and any(fnmatchcase(case.id, p) for p in self.cases)


@dataclass(frozen=True, slots=True)
class Result:
    """One question that was asked, and how the answer compares."""

    case: Case
    version: str
    verdict: Verdict
    expected: Answer
    actual: Answer | None
    why: str = ""

    def diff(self) -> str:
        """The differing parts as a unified diff, for a person."""
        if self.actual is None:
            return self.why
        lines = [f"$ {' '.join(self.case.argv)}   [{self.version}]  {self.case.id}"]
        if self.expected.rc != self.actual.rc:
            lines.append(f"exit status {self.actual.rc}, expected {self.expected.rc}")
        for part in PARTS[1:]:
            want, got = (_lines(getattr(a, part)) for a in (self.expected, self.actual))
            lines += difflib.unified_diff(want, got, f"expected {part}", part, lineterm="", n=1)
        return "\n".join(lines)


class Judge:
    """Asks a tool the recorded questions and compares."""

    def __init__(self, tool: Tool, folder: Path) -> None:
        self.tool = tool
        self.differing = corpus.differing_files(folder)
        self.exceptions = load_exceptions()
        self._facts = Facts()
        self._folder = folder
        self._numbers = {version.name: version.number for version in Baselines().versions}

    def judge(self, case: Case, version: str) -> Result:
        """Ask one question as one version, and compare with what that version answered."""
        expected = case.answers[version]
        actual = self._ask(case, version)
        masked = case.op == "info" and bool(self.differing)
        # qemu-img converts with many hands: the lines of its messages were recorded sorted.
        in_order = case.op != "convert"
        differing = differing_parts(expected, actual, mask_disk_size=masked, in_order=in_order)
        affected = differing and corpus.affected_by(case, self.differing)
        if affected and case.op != "info":
            why = f"differs, but this file system allocates {', '.join(affected)} otherwise"
            return Result(case, version, Verdict.SKIPPED, expected, actual, why)
        known = next((e for e in self.exceptions if e.covers(case, version)), None)
        if known is None:
            verdict = Verdict.MISMATCH if differing else Verdict.MATCH
            return Result(case, version, verdict, expected, actual)
        if not differing and DATA != COMMITTED:  # the entries are about the committed cases
            return Result(case, version, Verdict.MATCH, expected, actual)
        if not differing:
            why = f"exceptions.toml need not cover this any more: {known.reason}"
            return Result(case, version, Verdict.STALE, expected, actual, why)
        verdict = Verdict.EXCEPTED if set(differing) <= set(known.parts) else Verdict.MISMATCH
        return Result(case, version, verdict, expected, actual, known.reason)

    def _ask(self, case: Case, version: str) -> Answer:
        """Ask; where the case makes or changes files, in a folder of its own, since others ask
        meanwhile.
        """
        if not case.copy and case.out is None:
            return self.tool.ask(case.argv, version)
        corpus_folder = self.tool.folder
        with self._links.lent() as folder:
            self.tool.folder = folder
            try:
                lay_out(case, corpus_folder, self.tool.folder)
                for step in case.steps:
                    self.tool.ask(step, version)
                answer = self.tool.ask(case.argv, version)
                return self._with_facts(case, answer, os.listdir(corpus_folder), version)
            finally:
                self.tool.folder = corpus_folder

    @cached_property
    def _links(self) -> Links:
        return Links(self._folder)

    def _with_facts(
        self, case: Case, answer: Answer, before: Sequence[str], version: str
    ) -> Answer:
        """The facts of a new image, those that are qemu-img's: what a failure leaves is not, and
        bytes were other ones before they settled.
        """
        expected = case.answers[version]
        if case.op not in ("create", "convert", "dd", *CHANGES) or expected.rc or answer.rc:
            return replace(answer, facts=expected.facts)
        disk = case.op == "commit" and bool(case.steps)
        facts = self._facts.of(case, answer, self.tool.folder, before, self.tool, disk=disk)
        if disk:
            _settle_base(case, facts, expected.facts)
        elif case.op in CHANGES:  # the same bytes hold the same disk
            facts |= {k: v for k, v in expected.facts.items() if k == "content_sha256"}
        if self._numbers[version] < BYTES_SETTLED and "sha256" in expected.facts:
            unsettled = ("sha256", "file_size") if case.op in CHANGES else ("sha256",)
            facts |= {name: expected.facts[name] for name in unsettled}
        if is_packed(case) and is_about(facts["file_size"], expected.facts["file_size"]):
            facts["file_size"] = expected.facts["file_size"]
        return replace(answer, facts=facts)


def _settle_base(case: Case, facts: dict[str, Any], expected: Mapping[str, Any]) -> None:
    """Take the bytes of a backing image for those expected: qemu-img writes it in an order that is
    another one each time. What its disk has counts.
    """
    if case.out == COPY:
        facts |= {name: expected[name] for name in ("sha256", "file_size")}
    facts["files"] = {**facts["files"], COPY: expected["files"][COPY]}


def is_packed(case: Case) -> bool:
    """Whether a case makes an image whose clusters a codec has compressed."""
    return "-c" in case.argv or any("streamOptimized" in word for word in case.argv)


def is_about(length: int | None, expected: int | None) -> bool:
    """Whether another codec of the same kind may have made that of it."""
    if length is None or expected is None:
        return False
    return abs(length - expected) <= expected * CODEC_SHARE + CODEC_BYTES


def differing_parts(
    expected: Answer, actual: Answer, mask_disk_size: bool = False, *, in_order: bool = True
) -> list[str]:
    """Which of rc, stdout, stderr and the facts about files differ."""
    wants, gots = (
        [a.rc, a.stdout, _messages(a.stderr, in_order), dict(a.facts)] for a in (expected, actual)
    )
    if mask_disk_size:
        wants[1], gots[1] = _without_disk_size(expected.stdout), _without_disk_size(actual.stdout)
    return [part for part, want, got in zip(PARTS, wants, gots, strict=True) if want != got]


def representatives(case: Case, versions: Sequence[str], every: bool = False) -> Iterator[str]:
    """The versions to ask a case as: of each group that answers alike the oldest and newest, or
    every one.
    """
    for alike, _ in case.groups():
        chosen = [v for v in alike if v in versions]
        if chosen:
            yield from chosen if every else dict.fromkeys((chosen[0], chosen[-1]))


def load_exceptions(path: Path = EXCEPTIONS) -> list[KnownDifference]:
    """The known differences; ValueError where an entry does not say what it must."""
    names = Baselines(COMMITTED).names
    found = []
    for n, row in enumerate(tomllib.loads(path.read_text()).get("exception", []), 1):
        missing = {"cases", "versions", "parts", "reason", "quirk"} ^ set(row)
        if missing:
            raise ValueError(f"{path.name}: exception {n}: {', '.join(sorted(missing))}?")
        versions = expand_versions(names, row["versions"])
        parts = tuple(row["parts"])
        if isinstance(row["cases"], str) or not set(parts) <= set(PARTS):
            raise ValueError(
                f"{path.name}: exception {n}: a list of cases, parts of {', '.join(PARTS)}"
            )
        cases = tuple(row["cases"])
        found.append(KnownDifference(cases, versions, parts, row["reason"], row["quirk"]))
    return found


def expand_versions(names: Sequence[str], text: str) -> tuple[str, ...]:
    """`all`, `newest`, `A..B`, `..B`, `A..`, `A`, or several of these with commas, as version
    names.
    """
    chosen: set[str] = set()
    for piece in text.replace("newest", names[-1]).split(","):
        first, dots, last = piece.strip().partition("..")
        if piece.strip() == "all":
            chosen.update(names)
            continue
        low = names.index(first) if first else 0
        high = (names.index(last) if last else len(names) - 1) if dots else low
        chosen.update(names[low : high + 1])
    return tuple(name for name in names if name in chosen)


def select(baselines: Baselines, ops: Iterable[str], pattern: str) -> list[Case]:
    """The recorded cases of the operations whose id matches a shell pattern (or has it inside)."""
    return [
        case
        for op in ops
        for case in baselines.cases(op)
        if fnmatchcase(case.id, pattern) or pattern in case.id
    ]


def _lines(part: object) -> list[str]:
    return part.splitlines() if isinstance(part, str) else [str(part)]


def _nameless(text: str) -> str:
    """Standard error without the program's name: `qemu-img: `, `Try 'qemu-img map --help'` and so
    on.
    """
    text = re.sub(r"#block\d+", "#blockN", text)  # a number that is drawn
    return re.sub(r"(?<![\w/-])(?:qemu-img|instar)(?=[: ])", "PROGRAM", text)


def _messages(text: str, in_order: bool) -> str:
    text = _nameless(text)
    if in_order:
        return text
    lines = text.replace("PROGRAM", "qemu-img").splitlines()
    return "".join(sorted(lines))


def _without_disk_size(text: str) -> str:
    text = re.sub(r"(?m)^( *disk size: ).*$", r"\1MASKED", text)
    return re.sub(r'("actual-size": )\d+', r"\1MASKED", text)
