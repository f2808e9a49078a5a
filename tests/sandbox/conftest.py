# SPDX-License-Identifier: Apache-2.0
"""Sandboxes of both kinds and the trial operation."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from instar.generated.messages import GuestMessage, Log
from instar.sandbox.disk import Disk
from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.sandbox import Result, Sandbox
from tests.sandbox import trial
from tests.shared import once
from tests.wanted import reason


def _missing(kind: str) -> str:
    try:
        Sandbox(kind).close()
    except SandboxUnavailable as error:
        return str(error)
    return ""


@pytest.fixture(scope="session")
def operation(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Path of the trial operation's binary."""
    return str(once(tmp_path_factory, "trial", trial.build) / "trial.bin")


@pytest.fixture(params=["kvm", "process"])
def kind(request: pytest.FixtureRequest, operation: str) -> str:
    """Each kind of sandbox that this machine has."""
    del operation  # the core is built with it
    kind: str = request.param
    if why := _missing(kind):
        pytest.skip(reason("kvm", why))
    return kind


@pytest.fixture
def sandbox(kind: str) -> Iterator[Sandbox]:
    with Sandbox(kind) as made:
        yield made


Try = Callable[..., tuple[Result, list[str]]]


@pytest.fixture
def attempt(sandbox: Sandbox, operation: str) -> Try:
    """Run an action of the trial operation; returns the result and what it said."""

    def run(
        action: str,
        *arguments: int,
        disks: tuple[Disk, ...] = (),
        text: bytes = b"",
        **more: object,
    ) -> tuple[Result, list[str]]:
        said: list[str] = []

        def hear(message: GuestMessage) -> None:
            said.append(message.text.decode() if isinstance(message, Log) else repr(message))

        config = trial.config(sandbox.kind, action, *arguments, text=text)
        result = sandbox.run(operation, config, disks, hear, **more)  # type: ignore[arg-type]
        return result, said

    run.operation = operation  # type: ignore[attr-defined]
    return run


@pytest.fixture
def image(tmp_path: Path) -> Iterator[Disk]:
    """1 MiB and a bit of bytes that tell their place."""
    path = tmp_path / "image"
    path.write_bytes(array("I", range((1 << 18) + 25)).tobytes())
    with Disk.open(str(path)) as disk:
        yield disk
