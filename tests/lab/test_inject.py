# SPDX-License-Identifier: Apache-2.0
"""Calls of instar that fail, and kills at them: a sample; `make crash` has all."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from lab.crash.cases import cases
from lab.crash.inject import Fault, Injected, said
from lab.crash.judge import Programs
from lab.tools import tools

needs_programs = pytest.mark.skipif(
    not all(tools()[name].is_there() for name in ("strace", "qemu-img", "qemu-io")),
    reason="needs strace, qemu-img, qemu-io",
)
FULL = Fault("pwritev2", "error=ENOSPC", 1)


@needs_programs
@pytest.mark.parametrize(
    "name",
    [
        "snapshot -c",
        "check -r all",
        "create vmdk",
        "commit into raw",
        "rebase qed",
        "convert --bitmaps",
        "convert -n --bitmaps",
    ],
)
def test_a_sample_of_faults(name: str, tmp_path: Path) -> None:
    case = next(one for one in cases() if f"{one}".startswith(name))
    injected = Injected(Programs.at(tmp_path), case)
    assert injected.trial.status == 0
    faults = injected.faults(1)
    assert {"error=ENOSPC", "error=EIO", "signal=KILL"} <= {one.effect for one in faults}
    chosen = [one for one in faults if one.call in ("pwritev2", "ioctl", "fsync")][::3]
    found = {" ".join(one.words): injected.judge(one) for one in chosen}
    assert found and not any(found.values()), found


@needs_programs
def test_a_fault_takes_place(tmp_path: Path) -> None:
    injected = Injected(Programs.at(tmp_path), next(iter(cases())))
    kill = Fault("ioctl", "signal=KILL", 1)
    assert injected.run(*kill.words).returncode == -9
    done = injected.run(*FULL.words)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "No space left on device" in done.stderr


@pytest.mark.parametrize(
    ("status", "text", "is_fine"),
    [
        (1, "instar: Could not write to 'a': No space left on device\n", True),
        (1, "Traceback (most recent call last):\nOSError\n", False),
        (1, "", False),
        (-9, "", False),
        (0, "", True),
    ],
)
def test_what_it_says_is_judged(status: int, text: str, is_fine: bool) -> None:
    done = subprocess.CompletedProcess[str]([], status, "", text)
    assert (not said(FULL, done)) is is_fine
