# SPDX-License-Identifier: Apache-2.0
"""Recipes that no shell prompt can show: a CI workflow and a libvirt hook. What the guide shows of
defaults and pictures is what the program has.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from instar import __version__
from instar.cli import registry
from instar.generated.map import MAX_EXTENTS_DEFAULT
from instar.sandbox.limits import DEFAULT_DEADLINE, DEFAULT_TIMEOUT
from tests.docs.examples import ROOT, blocks, environment, stage

RECIPES = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
HOOK = 'python title="/etc/libvirt/hooks/qemu"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The images that the recipes name."""
    stage(tmp_path)
    return tmp_path


def block(language: str) -> str:
    [(_, text)] = blocks(RECIPES, language)
    return text


def steps() -> list[str]:
    """The shell of the workflow's steps, but for the one that installs."""
    job = yaml.safe_load(block("yaml"))["jobs"]["check"]
    found = [step["run"] for step in job["steps"] if "run" in step]
    assert found.pop(0).startswith("pip install ")
    return found


def run_step(text: str, folder: Path) -> int:
    """The status of a step, as GitHub runs it."""
    command = ["bash", "-eo", "pipefail", "-c", text]
    return subprocess.run(command, cwd=folder, env=environment(folder), check=False).returncode


def test_workflow_accepts_sound_images(folder: Path) -> None:
    (folder / "list.txt").write_text("disk.vmdk\ndisk.qcow2\n")
    assert [run_step(text, folder) for text in steps()] == [0, 0]


def test_workflow_refuses_unsafe_and_large_images(folder: Path) -> None:
    (folder / "upload.qcow2").rename(folder / "disk.a.qcow2")
    (folder / "list.txt").write_text("snapshots.qcow2\ndisk.vhd\ndisk.big\n")
    (folder / "disk.big").write_bytes(b"\1" * (5 << 20))
    assert [run_step(text, folder) for text in steps()] == [1, 1]


def run_hook(folder: Path, image: str, kind: str) -> subprocess.CompletedProcess[str]:
    """The hook before a guest starts with that disk."""
    domain = (
        "<domain><devices><disk type='file' device='disk'>"
        f"<driver name='qemu' type='{kind}'/><source file='{folder / image}'/>"
        "</disk></devices></domain>"
    )
    command = [sys.executable, "-c", block(HOOK), "guest", "prepare", "begin", "-"]
    return subprocess.run(
        command, input=domain, cwd=folder, env=environment(folder), capture_output=True, text=True
    )


@pytest.mark.parametrize(("image", "kind"), [("top.qcow2", "qcow2"), ("disk.raw", "raw")])
def test_hook_lets_a_guest_with_sound_images_start(folder: Path, image: str, kind: str) -> None:
    done = run_hook(folder, image, kind)
    assert (done.returncode, done.stderr) == (0, "")


def test_hook_refuses_a_guest_with_an_unsafe_image(folder: Path) -> None:
    done = run_hook(folder, "bad.qcow2", "qcow2")
    assert (done.returncode, done.stderr) == (1, f"{folder}/bad.qcow2: unreadable \n")


def test_page_of_limits_has_the_defaults() -> None:
    page = (ROOT / "docs/environment.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \| `--", page, re.MULTILINE))
    assert rows["seconds without progress"] == f"{DEFAULT_TIMEOUT:.0f}"
    assert rows["seconds for one image in all"] == f"{DEFAULT_DEADLINE:.0f}"
    assert rows["runs that `map` prints"] == f"{MAX_EXTENTS_DEFAULT:,}"


def test_page_of_the_environment_has_every_variable() -> None:
    page = (ROOT / "docs/environment.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(INSTAR_\w+)`", page, re.MULTILINE) == [
        name for name, _ in registry.ENVIRONMENT
    ]


def test_citation_names_this_version() -> None:
    page = (ROOT / "docs/policy.md").read_text(encoding="utf-8")
    assert f"version = {{{__version__}}}" in page


def test_picture_of_the_guide_is_what_map_draws(folder: Path) -> None:
    command = [sys.executable, "-m", "instar", "map", "-o", "chain.svg", "top.qcow2"]
    subprocess.run(command, cwd=folder, env=environment(folder), check=True)
    assert (folder / "chain.svg").read_text() == (ROOT / "docs/chain.svg").read_text()
