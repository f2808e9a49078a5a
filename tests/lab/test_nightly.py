# SPDX-License-Identifier: Apache-2.0
"""The nightly workflow runs what is here: its targets are the Makefile's, its modules import."""

from __future__ import annotations

import importlib.util
import re

import yaml

from lab.tools import ROOT

FILE = ROOT / ".github/workflows/nightly.yml"


def commands() -> str:
    jobs = yaml.safe_load(FILE.read_text())["jobs"].values()
    return "\n".join(step["run"] for job in jobs for step in job["steps"] if "run" in step)


def test_it_runs_every_night() -> None:
    # YAML 1.1 takes the key `on` for true.
    (schedule,) = yaml.safe_load(FILE.read_text())[True]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* \*", schedule["cron"])


def test_targets_and_modules_are_there() -> None:
    calls = re.findall(
        r"^(?:sudo \S+ )?make ([\w -]+?)(?: &&| MINUTES|$)", commands(), re.MULTILINE
    )
    targets = {name for call in calls for name in call.split()}
    known = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert targets == {"install", "test-deps", "fuzz", "prove", "samples"} and targets <= known
    modules = set(re.findall(r"-m (lab[\w.]+)", commands()))
    assert modules == {"lab.fuzz.differential", "lab.parity.matrix"}
    assert all(importlib.util.find_spec(name) for name in modules)
