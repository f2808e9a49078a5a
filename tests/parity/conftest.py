# SPDX-License-Identifier: Apache-2.0
"""What the parity tests share: instar in this process on the unpacked corpus, and the score.

INSTAR_PARITY_VERSIONS=every asks each case as every version, not only as the oldest and the
newest of those that answer alike; INSTAR_SANDBOX chooses the sandbox (default: kvm where /dev/kvm
can be opened, else process).
"""

from __future__ import annotations

import os
from functools import cache

import pytest

from lab.parity import corpus
from lab.parity.judge import Judge, Verdict, representatives
from lab.parity.score import BAD, Score
from lab.parity.store import Baselines, Case
from lab.parity.tools import Instar

SHOWN_DIFFERENCES = 3


class Parity:
    """Asks one case as the versions that have to be asked, and fails, skips or passes the test."""

    def __init__(self) -> None:
        self.baselines = recordings()
        self.every = os.environ.get("INSTAR_PARITY_VERSIONS") == "every"
        self.score = Score(self.baselines.names)
        folder = corpus.unpacked()
        self.judge = Judge(Instar(folder), folder)

    def check(self, case: Case) -> None:
        results = [
            self.judge.judge(case, version)
            for version in representatives(case, self.baselines.names, self.every)
        ]
        for result in results:
            self.score.add(result)
        bad = [result for result in results if result.verdict in BAD]
        if bad:
            shown = [f"{r.diff()}\n{r.why}" for r in bad[:SHOWN_DIFFERENCES]]
            pytest.fail(f"{len(bad)} of {len(results)} differ\n" + "\n".join(shown), pytrace=False)
        if all(result.verdict is Verdict.SKIPPED for result in results):
            pytest.skip(results[0].why)
        for result in results:
            if result.verdict is Verdict.EXCEPTED:
                pytest.xfail(result.why)


@cache
def recordings() -> Baselines:
    """The committed recordings, read once for collection and for the tests."""
    return Baselines()


@cache
def _parity() -> Parity:
    return Parity()


@pytest.fixture(scope="session")
def parity() -> Parity:
    return _parity()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _parity.cache_info().currsize or not _parity().score.counts:
        return
    sandbox = os.environ.get("INSTAR_SANDBOX", "")
    terminalreporter.section(f"parity with qemu-img ({sandbox} sandbox)")
    for line in _parity().score.lines():
        terminalreporter.write_line(line)
