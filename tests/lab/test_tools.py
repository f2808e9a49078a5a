# SPDX-License-Identifier: Apache-2.0
"""A run says what it skipped, for want of what, and what provides it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from lab import tools
from tests import wanted

WITHOUT_CBMC = "tests/proofs/test_proofs.py::test_harness_is_proved"


def run_without_cbmc(tmp_path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """The sample of proofs, where nothing is installed and nothing in the cache."""
    line = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", WITHOUT_CBMC]
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "INSTAR_TESTS"))}
    clean = {**bare, "PATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), **env}
    return subprocess.run(
        line, capture_output=True, text=True, check=False, cwd=tools.ROOT, env=clean
    )


def test_table_names_what_is_wanted_and_what_provides_it(tmp_path: Path) -> None:
    done = run_without_cbmc(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "want cbmc        make test-deps" in done.stdout
    assert "SKIPPED" not in done.stdout


def test_complete_run_fails_for_want_of_a_package(tmp_path: Path) -> None:
    assert run_without_cbmc(tmp_path, INSTAR_TESTS_COMPLETE="1").returncode == 1


def test_reasons_are_counted_by_tool() -> None:
    reasons = ["Skipped: wants cbmc", "Skipped: wants kvm: no /dev/kvm here", "Skipped: refused"]
    counts = wanted.count([*reasons, reasons[0]])
    assert counts == Counter({"cbmc": 2, "kvm": 1, "": 1})
    assert wanted.could_be_had(counts) == ["cbmc"]
    lines = wanted.table(counts)
    assert [line.split()[:3] for line in lines[:2]] == [["2", "want", "cbmc"], ["1", "want", "kvm"]]
    assert "1  do not apply here" in lines[2]


def test_every_tool_says_what_provides_it() -> None:
    for tool in tools.tools().values():
        assert tool.provided_by.split()[0] in ("apt-get", "make", "pip", "usermod"), tool


def test_cached_program_is_found_where_the_path_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "instar/tools/bullseye/no-such-program"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert tools.which("no-such-program") == str(program)


def test_kaitai_compiler_is_the_one_that_package_json_pins() -> None:
    wanted.skip_without("kaitai")
    modules = tools.kaitai()
    assert modules is not None
    pinned = json.loads(tools.PACKAGES.read_text())["dependencies"]["kaitai-struct-compiler"]
    found = json.loads((modules / "kaitai-struct-compiler/package.json").read_text())["version"]
    assert found == pinned
