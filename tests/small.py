# SPDX-License-Identifier: Apache-2.0
"""Processes for what ends them. They are forks of a small one: a fork of the process that runs the
tests costs as much as all that it has read, ten times and more.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Callable

from tests.shared import ROOT

_small = multiprocessing.get_context("forkserver")
_small.set_forkserver_preload(
    [
        "tests.sandbox.changes",
        "tests.ops.failing",
        *(f"instar.api.{name}" for name in ("changing", "making")),
        *(f"instar.ops.{name}" for name in ("amend", "commit", "conversion", "create", "rebase")),
    ]
)


def status_of(do: Callable[..., object], *given: object) -> int:
    """How a process ends that does this in the same directory: minus the signal that killed it. It
    finds functions by their names, in modules.
    """
    child = _small.Process(target=_do, args=(os.getcwd(), do, *given))
    with contextlib.chdir(
        ROOT
    ):  # where the small one finds what it is to import, at the first call
        child.start()
    child.join()
    assert child.exitcode is not None
    return child.exitcode


def _do(folder: str, do: Callable[..., object], *given: object) -> None:
    os.chdir(folder)
    do(*given)
    os._exit(0)
