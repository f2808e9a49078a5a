# SPDX-License-Identifier: Apache-2.0
"""The documentation site, built once, and a browser to look at it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs import browser
from tests.shared import once
from tests.wanted import reason

ROOT = Path(__file__).resolve().parents[2]
REPOSITORY = "https://example.org/owner/instar"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it. Any warning fails the build."""
    if missing := [
        m for m in ("mkdocs", "material", "mkdocstrings") if importlib.util.find_spec(m) is None
    ]:
        pytest.skip(reason("mkdocs-material", ", ".join(missing)))
    return once(tmp_path_factory, "documentation", _build) / "site"


def _build(folder: Path) -> None:
    command = [sys.executable, str(ROOT / "docs/site/build.py"), str(folder)]
    env = {**os.environ, "INSTAR_REPOSITORY": REPOSITORY}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=env)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.fixture(scope="session")
def window() -> Iterator[browser.Browser]:
    """A browser; tests set its size."""
    if browser.PROGRAM is None:
        pytest.skip(reason("chromium"))
    with browser.browser() as found:
        yield found
