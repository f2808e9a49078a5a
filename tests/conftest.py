# SPDX-License-Identifier: Apache-2.0
"""What tests of any kind may ask for: the corpus of images, and a real qemu-img where there is one;
and the table that closes a run.

INSTAR_TESTS_COMPLETE=1 fails a run that skipped something for want of a package.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from lab.parity import corpus as parity_corpus
from lab.parity.matrix import default_folder
from tests import wanted
from tests.shared import WHOLE

# But for `make samples`, every run draws the same: it fails neither by chance nor for want of time.
settings.register_profile(
    "instar",
    deadline=None,
    derandomize=not WHOLE,
    max_examples=100 if WHOLE else 30,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("instar")

NEWEST_FIRST = ("sid", "trixie", "bookworm", "bullseye")  # as lab.parity.matrix fetches them


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The unpacked corpus, holes preserved. Read only: copy what you change."""
    return parity_corpus.unpacked()


def _real(tool: str) -> Path:
    for suite in NEWEST_FIRST:
        fetched = default_folder() / suite / tool
        if fetched.exists():
            return fetched
    found = shutil.which(tool)
    if found is None:
        pytest.skip(wanted.reason(tool))
    return Path(found)


@pytest.fixture(scope="session")
def qemu_img() -> Path:
    """The newest real qemu-img at hand; the test is skipped where there is none."""
    return _real("qemu-img")


@pytest.fixture(scope="session")
def qemu_io() -> Path:
    """The qemu-io next to it."""
    return _real("qemu-io")


def _skips(reporter: pytest.TerminalReporter) -> Counter[str]:
    reports = reporter.stats.get("skipped", [])
    return wanted.count(str(report.longrepr) for report in reports)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was skipped, for want of what, and what provides it; expected failures as one line."""
    if expected := len(terminalreporter.stats.get("xfailed", [])):
        terminalreporter.write_line(f"{expected} expected failures (-rx lists them with reasons)")
    if lines := wanted.table(_skips(terminalreporter)):
        terminalreporter.section("skipped")
        for line in lines:
            terminalreporter.write_line(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything is to run, a test that was skipped for want of a package is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("INSTAR_TESTS_COMPLETE") != "1" or reporter is None:
        return
    if session.exitstatus == 0 and wanted.could_be_had(_skips(reporter)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
