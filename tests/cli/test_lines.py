# SPDX-License-Identifier: Apache-2.0
"""A sample of generated command lines against the installed qemu-img; `lab.lines` asks them all."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from lab import lines
from tests.wanted import skip_without

QEMU = shutil.which("qemu-img")
SAMPLE = 40
BUILDS = ("5.2", "7.2", "10.0", "11.1")


@pytest.fixture
def version() -> str:
    """The release of the installed qemu-img, where exceptions know it."""
    skip_without("qemu-img")
    assert QEMU is not None
    said = subprocess.run([QEMU, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"version (\d+\.\d+)", said)
    if found is None or found[1] not in BUILDS:
        pytest.skip("does not apply: exceptions are known for other releases")
    return found[1]


def test_generated_lines_get_the_answers_of_qemu_img(version: str, tmp_path: Path) -> None:
    assert QEMU is not None
    sweep = lines.Sweep({version: QEMU}, tmp_path)
    assert list(sweep.run(lines.lines(SAMPLE, seed=1))) == []
    assert sweep.counts["agree"] > SAMPLE // 2


def test_every_flag_of_every_command_is_asked() -> None:
    asked = {(line[0], word) for line in lines.lines(5000) for word in line[1:]}
    for command in lines.COMMANDS:
        for name, _ in lines.flags_of(command):
            assert (command, name) in asked


def test_an_exception_excuses_no_other_part() -> None:
    line = ["measure", "--bogus"]
    assert lines.excepted(line, "7.2", ["status", "stdout"])
    assert not lines.excepted(line, "7.2", ["stdout", "stderr"])
    assert not lines.excepted(line, "11.1", ["status", "stdout"])


def test_exceptions_have_reasons_and_cover_something() -> None:
    everything = [" ".join(line) for line in lines.lines(5000)]
    for one in lines.EXCEPTIONS:
        assert one.why
        assert any(lines.matches(one, text) for text in everything), one.pattern
