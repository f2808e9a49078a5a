# SPDX-License-Identifier: Apache-2.0
"""The host's targets look at coverage where they can, and what they found once stays fixed; `make
fuzz` runs them for long, tests/sandbox/test_boundary.py for short.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.fuzz import host
from lab.fuzz.chooser import Chooser
from tests.wanted import reason

RUNS = 100
FOUND = [(target, path) for target in host.TARGETS for path in host.regressions(target)]


@pytest.mark.skipif(not host.has_atheris(), reason=reason("atheris"))
def test_short_guided_runs_find_nothing(tmp_path: Path) -> None:
    for target in host.TARGETS:
        host.fill(target, tmp_path / target.name)
    found = host.guided(host.TARGETS, tmp_path, f"-runs={RUNS}", "-seed=1")
    assert list(found) == [target.name for target in host.TARGETS]
    for name, done in found.items():
        assert done.finding is None, f"{name}: {done.report[-4000:]}"
        assert done.executed >= RUNS, name
        assert done.edges > 20, name


@pytest.mark.parametrize(("target", "path"), FOUND, ids=[path.name for _, path in FOUND])
def test_what_was_found_once_stays_mended(target: host.Target, path: Path) -> None:
    host.replay(target, path)


def test_decisions_are_those_of_the_bytes() -> None:
    chooser = Chooser(bytes(range(1, 9)))
    assert (chooser.randrange(10), chooser.getrandbits(16), chooser.randrange(3, 5)) == (
        1,
        0x0302,
        3,
    )
    assert chooser.choices("abc", 2) == ["c", "a"]
    assert chooser.rest() == b"\7\x08"
    assert (
        chooser.getrandbits(64),
        chooser.choice("abc"),
        chooser.randbytes(2),
        chooser.chance(99),
    ) == (
        *(0, "a", b"\0\0"),
        False,
    )


def test_a_finding_is_a_file_that_finds_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A driver that may not see a certain number sees it, in a random run and when the file is
    replayed.
    """

    def make(self: host.Target, folder: Path) -> host.Driver:
        del self, folder

        def drive(chooser: Chooser) -> str:
            assert chooser.randrange(64) != 42
            return "seen"

        return drive

    monkeypatch.setattr(host, "FINDINGS", tmp_path)
    monkeypatch.setattr(host.Target, "make", make)
    done = host.sample(host.TARGETS[0], seed=1, executions=10_000)
    assert done.finding is not None and done.finding.parent == tmp_path
    with pytest.raises(AssertionError):
        host.replay(host.TARGETS[0], done.finding)
