# SPDX-License-Identifier: Apache-2.0
"""The recipes of docs/fleet.md, run as they are: containers are processes of this machine, with the
environment that the operator gives them, and so are Slurm's tasks. The bucket's is in test_stores.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

import instar
from instar.fleet import results
from tests.docs.examples import ROOT, blocks

PAGE = (ROOT / "docs" / "fleet.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


def block(title: str) -> str:
    """What the page has under a title."""
    ((_, text),) = blocks(PAGE, title)
    return text


@pytest.fixture
def images(tmp_path: Path) -> Path:
    folder = tmp_path / "images"
    folder.mkdir()
    for number in range(5):
        instar.create(folder / f"{number}.qcow2", format="qcow2", size=(number + 1) << 20)
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    bin = tmp_path / "bin"
    bin.mkdir()
    path = f"{bin}:{BIN}:{os.environ['PATH']}"
    given = {"PATH": path, "PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(tmp_path)}
    return {**os.environ, **given}


def check(folder: Path) -> None:
    rows = list(results.read(folder / "results"))
    assert sorted(row["virtual_size"] >> 20 for row in rows) == [1, 2, 3, 4, 5]
    assert all(row["error_code"] is None for row in rows)


def shell(text: str, folder: Path, environment: dict[str, str]) -> None:
    line = ["bash", "-eo", "pipefail", "-c", text]
    done = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_directory(images: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    text = block('sh title="directory"')
    shell(text.replace("/srv/images", str(images)), tmp_path, environment)
    check(tmp_path)


@contextmanager
def running(line: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(line, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def test_dask_on_kubernetes(images: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    spec = yaml.safe_load(block('yaml title="cluster.yaml"'))["spec"]
    (worker,), (scheduler,) = (spec[one]["spec"]["containers"] for one in ("worker", "scheduler"))
    found = tmp_path / "scheduler.json"
    begin = [*scheduler["args"], "--port", "0", "--no-dashboard", "--scheduler-file", str(found)]
    *_, scan = block('sh title="kubernetes"').splitlines()
    with running(begin, environment) as scheduler:
        while not (found.exists() and found.read_text().endswith("}")):
            assert scheduler.poll() is None
            time.sleep(0.05)
        address = yaml.safe_load(found.read_text())["address"]
        given = {"DASK_WORKER_NAME": "instar-worker-1", "DASK_SCHEDULER_ADDRESS": address}
        words = [word.replace("$(DASK_WORKER_NAME)", "instar-worker-1") for word in worker["args"]]
        with running([*words, "--no-dashboard"], {**environment, **given}):
            scan = scan.replace("tcp://127.0.0.1:8786", address)
            shell(scan.replace("s3://images", str(images)), tmp_path, environment)
    check(tmp_path)


def test_slurm(images: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    srun = tmp_path / "bin" / "srun"
    srun.write_text('#!/bin/sh\n"$@" & "$@" & wait\n')
    srun.chmod(0o755)
    text = block('sh title="scan.sbatch"').replace("/scratch/images", str(images))
    text = text.replace("dask scheduler", "dask scheduler --port 0 --no-dashboard")
    process = subprocess.Popen(
        ["bash", "-c", text],
        cwd=tmp_path,
        env=environment,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.wait(600) == 0
    finally:  # as Slurm ends what a job has left
        os.killpg(process.pid, signal.SIGKILL)
    check(tmp_path)
