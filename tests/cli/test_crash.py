# SPDX-License-Identifier: Apache-2.0
"""A guest that crashes is one line; `--debug` tells more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from instar.generated.boot import BootImageHeader
from instar.generated.messages import GuestMessage, Progress
from instar.sandbox import images
from instar.sandbox.channel import Channel
from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.sandbox import Sandbox
from tests.cli.conftest import Instar
from tests.sandbox.binaries import copied, renew_table
from tests.wanted import reason

Factory = pytest.TempPathFactory
UD2 = b"\x0f\x0b"
LINES = {
    "kvm": r"instar: guest crashed while reading half\.raw \(kvm \w[^\n]*\)\n",
    "process": r"instar: guest crashed while reading half\.raw \(process SIGILL\)\n",
}
COMMANDS = (("measure",), ("map",), ("info",))


@pytest.fixture(params=["kvm", "process"])
def kind(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: Factory
) -> str:
    """A kind of sandbox whose operations hold nothing but instructions that no processor has."""
    name: str = request.param
    try:
        Sandbox(name).close()
    except SandboxUnavailable as error:
        pytest.skip(reason("kvm", str(error)))
    binaries = tmp_path_factory.mktemp("guest")
    copied(binaries)
    for (command,) in COMMANDS:
        data = (binaries / f"{command}.bin").read_bytes()
        length = BootImageHeader.unpack(data).len_text - BootImageHeader.SIZE
        rest = data[BootImageHeader.SIZE + length :]
        (binaries / f"{command}.bin").write_bytes(
            data[: BootImageHeader.SIZE] + UD2 * (length // 2) + rest
        )
    renew_table(binaries)
    monkeypatch.setattr(images, "folder", lambda: str(binaries))
    monkeypatch.setattr(images, "_cache", {})
    return name


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: str(words[0]))
def test_crash_is_one_line(
    command: tuple[str, ...], kind: str, instar: Instar, folder: Path
) -> None:
    said = instar(*command, "--sandbox", kind, "half.raw")
    assert (said.status, said.out) == (1, "")
    assert re.fullmatch(LINES[kind], said.err), said.err


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: str(words[0]))
def test_debug_shows_registers_and_messages(
    command: tuple[str, ...],
    kind: str,
    instar: Instar,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepare = Channel.__init__

    def heard(self: Channel, *arguments: object) -> None:
        prepare(self, *arguments)  # type: ignore[arg-type]
        last: GuestMessage = Progress(done=7, total=9)
        self.last.append(last)

    monkeypatch.setattr(Channel, "__init__", heard)
    said = instar(*command, "--debug", "--sandbox", kind, "half.raw")
    line, _, more = said.err.partition("\n")
    assert re.fullmatch(LINES[kind], line + "\n"), said.err
    assert "message Progress(done=7, total=9)" in more
    assert ("rip 0x" in more) == (kind == "kvm")
    assert instar(*command, "--sandbox", kind, "half.raw").err == line + "\n"


def test_debug_says_nothing_more_of_other_errors(instar: Instar, folder: Path) -> None:
    plain, debug = instar("measure", "none.raw"), instar("measure", "--debug", "none.raw")
    assert plain == debug and plain.status == 1
