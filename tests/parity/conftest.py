# SPDX-License-Identifier: Apache-2.0
"""What the parity tests share: instar in this process on the unpacked corpus, and the score.

Of the versions that answer a case alike, one is asked: the oldest or the newest, in turn from day
to day. `make samples` and INSTAR_PARITY_VERSIONS=ends ask both, =every all of them; INSTAR_SANDBOX
chooses the sandbox (default: kvm where /dev/kvm can be opened, else process).
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from lab.parity import corpus
from lab.parity.judge import Judge, Verdict, representatives
from lab.parity.score import BAD, Score
from lab.parity.store import Baselines, Case
from lab.parity.tools import Instar
from tests.shared import WHOLE, day

SHOWN_DIFFERENCES = 3
SCORED = "parity score"


class Parity:
    """Asks one case as the versions that have to be asked, and fails, skips or passes the test."""

    def __init__(self) -> None:
        self.baselines = recordings()
        self.asked = os.environ.get("INSTAR_PARITY_VERSIONS", "ends" if WHOLE else "one")
        self.score = Score(self.baselines.names)
        folder = corpus.unpacked()
        self.judge = Judge(Instar(folder), folder)

    def versions(self, case: Case) -> Iterable[str]:
        """The versions to ask a case as."""
        found = representatives(case, self.baselines.names, self.asked == "every")
        if self.asked != "one":
            return found
        alike: dict[str, list[str]] = {}
        for version in found:
            alike.setdefault(case.answers[version].key(), []).append(version)
        turn = day() + zlib.crc32(case.id.encode())
        return [versions[turn % len(versions)] for versions in alike.values()]

    def check(self, case: Case) -> None:
        results = [self.judge.judge(case, version) for version in self.versions(case)]
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


@pytest.fixture
def parity(request: pytest.FixtureRequest) -> Iterator[Parity]:
    """What compares. The score of a test goes into its report, since tests run in several
    processes.
    """
    shared = _parity()
    shared.score.counts.clear()
    yield shared
    rows = [[*key[:3], key[3].name, n] for key, n in shared.score.counts.items()]
    request.node.user_properties.append((SCORED, rows))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    score = Score(recordings().names)
    for report in terminalreporter.getreports(""):
        for op, version, kind, verdict, n in dict(report.user_properties).get(SCORED, ()):
            score.counts[op, version, kind, Verdict[verdict]] += n
    if not score.counts:
        return
    sandbox = os.environ.get("INSTAR_SANDBOX", "")
    terminalreporter.section(f"parity with qemu-img ({sandbox} sandbox)")
    for line in score.lines():
        terminalreporter.write_line(line)
