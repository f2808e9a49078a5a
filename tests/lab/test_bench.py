# SPDX-License-Identifier: Apache-2.0
"""The bench measures what an installation has."""

from __future__ import annotations

import compileall
from pathlib import Path
from types import SimpleNamespace

import pytest

import instar
from lab.bench import run


def test_modules_are_compiled_before_anything_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def compiled(place: str, **how: object) -> None:
        seen.append(place)

    def rows(folder: Path) -> list[str]:
        return [f"after {len(seen)}"]

    monkeypatch.setattr(compileall, "compile_dir", compiled)
    monkeypatch.setattr(run, "KINDS", {"one": SimpleNamespace(rows=rows)})
    assert [str(row) for row in run.rows(tmp_path, ["one"])] == ["after 1"]
    assert seen == list(instar.__path__)
