# SPDX-License-Identifier: Apache-2.0
"""The page of formats says what each command does with an image of each format."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.examples import ROOT, environment, lay_images

PAGE = (ROOT / "docs/support.md").read_text(encoding="utf-8")
ROWS = {
    row[0]: row[1:]
    for row in re.findall(r"^\| `(\w+)`.*?" + r"\| (.+?) " * 6 + r"\|$", PAGE, re.MULTILINE)
}
SECRET = ("--object", "secret,id=a,data=x", "-o", "key-secret=a,iter-time=10")


def status(folder: Path, *words: str) -> int:
    command = [sys.executable, "-m", "instar", *words]
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True)
    return done.returncode


def test_page_has_every_format() -> None:
    command = [sys.executable, "-m", "instar", "info", "-f", "help"]
    listed = subprocess.run(command, env=environment(ROOT), capture_output=True, text=True).stdout
    assert {*ROWS} == {*listed.split()} - {"file", "vhd"}


@pytest.mark.parametrize("name", [n for n, row in ROWS.items() if row[1] != "no"])
def test_formats_of_new_images(tmp_path: Path, name: str) -> None:
    _, new, over, measure, check, repair = ROWS[name]
    more = SECRET if name == "luks" else ()
    assert status(tmp_path, "create", "-q", "-f", name, *more, "x", "4M") == 0
    assert status(tmp_path, "info", "-f", name, "x") == 0
    (tmp_path / "data").write_bytes(b"data" * 128)
    written = status(tmp_path, "convert", "-n", "-f", "raw", "-O", name, "data", "x")
    assert (written == 0) == (over != "no")
    measured = status(tmp_path, "measure", "-O", name, *more, "--size", "4M")
    assert (measured == 0) == (measure == "yes")
    assert (status(tmp_path, "check", "-f", name, "x") == 0) == (check != "no")
    assert status(tmp_path, "check", "-f", name, "-r", "all", "x") == (0 if repair == "yes" else 63)
    if new == "yes":
        assert status(tmp_path, "convert", "-f", name, "-O", name, "x", "y") == 0


def test_formats_that_are_only_read(tmp_path: Path) -> None:
    lay_images(tmp_path)
    for name in [n for n, row in ROWS.items() if row[1] == "no"]:
        assert status(tmp_path, "create", "-f", name, "x", "4M") == 1
        assert status(tmp_path, "measure", "-O", name, "--size", "4M") == 1
        assert status(tmp_path, "check", "-f", name, "disk.raw") in (1, 63)
