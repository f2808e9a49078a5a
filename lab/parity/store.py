# SPDX-License-Identifier: Apache-2.0
"""The recorded answers of qemu-img: one schema, read and written here only.

`versions.json` lists the recorded builds, oldest first, and for every operation its *profiles*:
the sets of versions that gave the same answer to every recorded case of that operation.
`<op>.jsonl.xz` has one case a line, and says for each distinct answer which profiles gave it. See
data/README.md for the fields.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

COMMITTED = Path(__file__).resolve().parents[2] / "tests" / "parity" / "data"
DATA = Path(os.environ.get("INSTAR_PARITY_DATA") or COMMITTED)  # another set: see fresh.py
OPERATIONS = (
    "measure_size", "measure", "map", "info", "check",
    "compare", "snapshot", "create", "resize", "convert",
    "bitmap", "amend", "commit", "rebase", "dd", "bench",
)  # fmt: skip
FIRST_PRERELEASE_MICRO = 90  # qemu numbers release candidates X.Y.90 and up, before X.(Y+1).0


@dataclass(frozen=True, slots=True)
class Version:
    """One build that answers were recorded from."""

    name: str
    banner: str
    year: int
    """The last of its copyright, in the line after the banner."""
    zstd: bool
    drivers: tuple[str, ...]

    @property
    def number(self) -> tuple[int, ...]:
        """The numbers in the banner, for ordering: (7, 2, 22)."""
        return banner_number(self.banner)

    @property
    def is_prerelease(self) -> bool:
        return len(self.number) > 2 and self.number[2] >= FIRST_PRERELEASE_MICRO


@dataclass(frozen=True, slots=True)
class Answer:
    """What one run said. `facts` describe the file that it made, for operations that make one."""

    rc: int
    stdout: str = ""
    stderr: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def key(self) -> str:
        """Equal for equal answers, and hashable."""
        return json.dumps([self.rc, self.stdout, self.stderr, self.facts], sort_keys=True)


@dataclass(frozen=True, slots=True)
class Case:
    """One command line, and what each version answered."""

    op: str
    id: str
    argv: tuple[str, ...]
    copy: Mapping[str, str] = field(default_factory=dict)
    out: str | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    pokes: tuple[tuple[int, str], ...] = ()  # (offset, hex) in the first copy
    steps: tuple[tuple[str, ...], ...] = ()  # command lines that are run before

    def groups(self) -> list[tuple[tuple[str, ...], Answer]]:
        """The distinct answers, each with the versions that gave it, in the order of the
        versions.
        """
        found: dict[str, tuple[list[str], Answer]] = {}
        for version, answer in self.answers.items():
            found.setdefault(answer.key(), ([], answer))[0].append(version)
        return [(tuple(versions), answer) for versions, answer in found.values()]


class Baselines:
    """All recordings of one directory."""

    def __init__(self, folder: Path = DATA) -> None:
        self.folder = folder
        self._cases: dict[str, dict[str, Case]] = {}
        path = folder / "versions.json"
        head = json.loads(path.read_text()) if path.exists() else {"versions": [], "profiles": {}}
        self.versions = [
            Version(v["name"], v["banner"], v["year"], v["zstd"], tuple(v["drivers"]))
            for v in head["versions"]
        ]
        self._profiles: dict[str, list[list[str]]] = head["profiles"]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(v.name for v in self.versions)

    def cases(self, op: str) -> list[Case]:
        """The recorded cases of an operation, in file order; none when it was never recorded."""
        return list(self._by_id(op).values())

    def case(self, case_id: str) -> Case:
        """The case of that id; KeyError when there is none."""
        return self._by_id(case_id.split("/", 1)[0])[case_id]

    def answer(self, case_id: str, version: str) -> Answer:
        """What `version` answered to a case."""
        return self.case(case_id).answers[version]

    def profiles(self, op: str) -> list[list[str]]:
        """The versions that answer all cases of an operation alike."""
        return self._profiles.get(op, [])

    def digest(self) -> str:
        """A hash over everything recorded, whatever compressed it."""
        state = hashlib.sha256((self.folder / "versions.json").read_bytes())
        for op in OPERATIONS:
            path = self.folder / f"{op}.jsonl.xz"
            if path.exists():
                state.update(lzma.decompress(path.read_bytes()))
        return state.hexdigest()[:16]

    def _by_id(self, op: str) -> dict[str, Case]:
        if op not in self._cases:
            self._cases[op] = {case.id: case for case in self._read(op)}
        return self._cases[op]

    def _read(self, op: str) -> Iterator[Case]:
        path = self.folder / f"{op}.jsonl.xz"
        if not path.exists():
            return
        profiles = self._profiles[op]
        for line in lzma.decompress(path.read_bytes()).decode().splitlines():
            row = json.loads(line)
            answers: dict[str, Answer] = {}
            for entry in row["answers"]:
                answer = _answer_from_json(entry)
                answers.update((v, answer) for n in entry["profiles"] for v in profiles[n])
            ordered = {name: answers[name] for name in self.names if name in answers}
            pokes = tuple((at, data) for at, data in row.get("pokes", ()))
            yield Case(
                op,
                row["id"],
                tuple(row["argv"]),
                row.get("copy", {}),
                row.get("out"),
                ordered,
                pokes,
                tuple(map(tuple, row.get("steps", ()))),
            )


def write(folder: Path, versions: Iterable[Version], cases: Mapping[str, list[Case]]) -> None:
    """Write recordings: `versions.json` with the profiles, and one file per operation."""
    ordered = sorted(versions, key=lambda v: (v.number, v.name))
    folder.mkdir(parents=True, exist_ok=True)
    profiles = {op: find_profiles([v.name for v in ordered], found) for op, found in cases.items()}
    for op, found in cases.items():
        lines = [_case_to_json(case, profiles[op]) for case in found]
        packed = lzma.compress("".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)
        (folder / f"{op}.jsonl.xz").write_bytes(packed)
    rows = [
        {"name": v.name, "banner": v.banner, "year": v.year, "zstd": v.zstd, "drivers": v.drivers}
        for v in ordered
    ]
    parts = [
        '{\n"versions": [\n', ",\n".join(json.dumps(row) for row in rows), '\n],\n"profiles": {\n',
        ",\n".join(f'"{op}": {json.dumps(groups)}' for op, groups in profiles.items()), "\n}\n}\n",
    ]  # fmt: skip
    (folder / "versions.json").write_text("".join(parts))


def find_profiles(versions: list[str], cases: list[Case]) -> list[list[str]]:
    """The versions that answer all the cases alike (not having been asked counts as an answer
    too).
    """
    found: dict[tuple[str | None, ...], list[str]] = {}
    keys = [{v: answer.key() for v, answer in case.answers.items()} for case in cases]
    for version in versions:
        found.setdefault(tuple(key.get(version) for key in keys), []).append(version)
    return list(found.values())


def banner_number(banner: str) -> tuple[int, ...]:
    """The version numbers that `qemu-img --version` gives in its first line."""
    match = re.search(r"version (\d+(?:\.\d+)*)", banner)
    if match is None:
        raise ValueError(f"no version number in {banner!r}")
    return tuple(int(part) for part in match[1].split("."))


def _answer_from_json(entry: Mapping[str, Any]) -> Answer:
    return Answer(
        entry["rc"], entry.get("stdout", ""), entry.get("stderr", ""), entry.get("facts", {})
    )


def _filled(item: Case | Answer, *names: str) -> dict[str, Any]:
    """Those of its fields that hold anything."""
    return {name: value for name in names if (value := getattr(item, name))}


def _case_to_json(case: Case, profiles: list[list[str]]) -> str:
    row: dict[str, Any] = {"id": case.id, "argv": case.argv}
    row |= _filled(case, "copy", "pokes", "steps", "out")
    row["answers"] = []
    for versions, answer in case.groups():
        gave = set(versions)
        entry: dict[str, Any] = {
            "profiles": [n for n, group in enumerate(profiles) if group[0] in gave],
            "rc": answer.rc,
        }
        row["answers"].append(entry | _filled(answer, "stdout", "stderr", "facts"))
    return json.dumps(row, ensure_ascii=False) + "\n"
