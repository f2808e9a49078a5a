# SPDX-License-Identifier: Apache-2.0
"""The codecs with the guest's flags, in its memory, on its stack."""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.generated import memory
from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.sandbox import Sandbox
from tests.guest.native import codecs
from tests.sandbox import trial
from tests.wanted import reason

OPERATIONS = Path(__file__).with_name("guest")


@pytest.fixture(scope="module")
def operation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if why := codecs.fetch():
        pytest.skip(f"codec libraries: {why}")
    out = tmp_path_factory.mktemp("codecs")
    trial.compiled(out)
    trial.make(f"OPS={OPERATIONS}", f"OUT={out}", "FORMATS=none", "check-sizes")
    return out / "codecs.bin"


@pytest.mark.parametrize("kind", ["kvm", "process"])
def test_both_codecs_work_in_a_guest(kind: str, operation: Path) -> None:
    try:
        with Sandbox(kind) as sandbox:
            assert sandbox.run(str(operation), b"").ok
    except SandboxUnavailable as error:
        pytest.skip(reason("kvm", str(error)))


def test_an_operation_that_names_no_codec_has_none(operation: Path, tmp_path: Path) -> None:
    """Nor are the libraries fetched for it."""
    out = tmp_path / "out"
    trial.make(f"OPS={trial.SOURCES.parent}", f"OUT={out}", "FORMATS=none", "operations")
    assert not (out / "codec").exists()
    assert not list(out.glob("obj/library/**/*.o"))
    assert operation.stat().st_size > memory.LEN_OPERATION_FILE > (out / "trial.bin").stat().st_size
