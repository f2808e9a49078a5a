# SPDX-License-Identifier: Apache-2.0
"""Which tests concern a source file, for `lab.mutants`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stage:
    """Tests that run together: their paths, and the words of `-k` that choose among them."""

    paths: tuple[str, ...]
    words: str = ""

    def __str__(self) -> str:
        return " ".join(self.paths) + (f" -k '{self.words}'" if self.words else "")


FORMAT_WORDS = {"vhd": "vhd or vpc", "qcow1": "qcow"}
"""How the names of a format's tests have it, where that is not the format's own name."""
ANSWERS = ("tests/parity/test_parity_info.py", "tests/parity/test_parity_map.py")
SIZES = ("tests/parity/test_parity_measure.py", "tests/parity/test_parity_measure_size.py")
CHECKED = "tests/parity/test_parity_check.py"
FEW = "vdi or qed or snap"
"""Of the recorded cases: enough for code that does not ask which format it serves."""
LAYOUTS = ("layout", "cost", "targets", "geometry", "refcounts", "descriptor_length")
"""Files that compute sizes, which no image is opened for."""
PACKAGES = ("cli", "options", "render", "ops", "sandbox")


def _of_format(name: str) -> list[Stage]:
    word = name.split("/")[2].removesuffix(".c").removesuffix(".h")
    words = FORMAT_WORDS.get(word, word) if "/" in name.removeprefix("guest/formats/") else ""
    if Path(name).stem in LAYOUTS:
        return [
            Stage(("tests/guest/formats/test_layouts.py", "tests/guest/ops"), words),
            Stage(("tests/proofs",), words),
            Stage(SIZES, words),
        ]
    return [
        Stage(("tests/ops", "tests/guest/ops"), words),
        Stage(("tests/guest/formats",), words),
        Stage(("tests/hostile/test_hostile.py",), words),
        Stage((*ANSWERS, CHECKED, SIZES[0]), words or FEW),
        Stage(("tests/ops", "tests/guest")),  # whose names need not have the format's in them
    ]


@cache
def _tests(root: Path) -> tuple[tuple[str, str], ...]:
    """Each file of tests that may be about one module, with its imports."""
    found = []
    for test in sorted((root / "tests").rglob("test_*.py")):
        path = str(test.relative_to(root))
        if not path.startswith(("tests/parity/", "tests/hostile/", "tests/docs/")):
            lines = test.read_text().splitlines()
            found.append((path, "\n".join(line for line in lines if "import" in line)))
    return tuple(found)


def _of_host(root: Path, name: str) -> list[Stage]:
    """Tests called after the module; those that import it; all of its package; recorded cases."""
    module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    package = name.split("/")[1]
    own, users = [], []
    named = re.compile(rf"(?:from|import) {re.escape(module)}\b")
    imported = re.compile(
        rf"from {re.escape(module.rpartition('.')[0])} import .*\b{Path(name).stem}\b"
    )
    for path, text in _tests(root):
        if Path(path).stem == f"test_{Path(name).stem}" and package in path:
            own.append(path)
        elif named.search(text) or imported.search(text):
            users.append(path)
    rest = [f"tests/{package}"] if package in PACKAGES else []
    rest += [tests for tests in ("tests/cli", "tests/ops") if tests not in rest]
    recorded = Stage((*ANSWERS, *SIZES), FEW)
    return [Stage(tuple(s)) for s in (own, users, rest) if s] + [recorded]


WRITING = (Stage(("tests/ops/test_create.py", "tests/ops/test_convert.py")),)

GUEST_STAGES: tuple[tuple[str, tuple[Stage, ...]], ...] = (
    (
        "guest/core/",
        (
            Stage(("tests/sandbox/test_runs.py", "tests/sandbox/test_block.py")),
            Stage(("tests/sandbox", "tests/ops")),
            Stage(("tests/fuzz/test_native_targets.py",), "block"),
            Stage(("tests/fuzz/test_sandbox.py",)),
        ),
    ),
    (
        "guest/ops/measure/",
        (Stage(("tests/guest/ops", "tests/ops/test_measure.py")), Stage(SIZES, FEW)),
    ),
    (
        "guest/ops/check/",
        (
            Stage(("tests/ops/test_check.py", "tests/ops/test_check_beyond.py")),
            Stage((CHECKED,)),
        ),
    ),
    ("guest/ops/create/", WRITING),
    ("guest/content/", WRITING),
    ("guest/ops/convert/", WRITING),
    (
        "guest/ops/map/",
        (
            Stage(("tests/ops/test_map.py", "tests/cli/test_map.py")),
            Stage(ANSWERS, f"map and ({FEW})"),
        ),
    ),
    (
        "guest/ops/",
        (
            Stage(("tests/ops",), "info or safety"),
            Stage(("tests/cli",), "info"),
            Stage(("tests/hostile/test_hostile.py",)),
            Stage(ANSWERS, f"info and ({FEW})"),
        ),
    ),
    ("guest/crypto/", (Stage(("tests/guest/crypto",)), Stage(("tests/guest/formats",), "luks"))),
    ("guest/codec/", (Stage(("tests/guest/codec",)),)),
    (
        "guest/",
        (
            Stage(("tests/ops", "tests/guest/io", "tests/guest/base", "tests/guest/ops")),
            Stage(("tests/guest/formats", "tests/codegen/test_agreement.py")),
            Stage(("tests/sandbox",)),
            Stage(("tests/hostile/test_hostile.py",)),
            Stage((*ANSWERS, *SIZES), FEW),
        ),
    ),
)
"""The tests of the guest's other files, by the start of their path."""


def stages(root: Path, name: str) -> list[Stage]:
    """Which tests concern a file, cheapest first. Where unit tests hold it, no others run."""
    if name.startswith("guest/formats/"):
        return _of_format(name)
    if name.startswith("guest/"):
        return list(next(found for start, found in GUEST_STAGES if name.startswith(start)))
    return _of_host(root, name)
