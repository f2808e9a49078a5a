# SPDX-License-Identifier: Apache-2.0
"""Conversions that end early: what has the target's name is the old image or the new one."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

import instar
from instar.errors import InstarError
from tests.ops.failing import failing_at, killed_at_every_step

STEPS = 40
SIZE = 1 << 20
OLD = b"what was there before"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").write_bytes(b"new!" * (SIZE // 8) + bytes(SIZE // 2))
    instar.convert("source", "whole", format="qcow2")
    return tmp_path


def _convert() -> None:
    Path("target").write_bytes(OLD)
    instar.convert("source", "target", format="qcow2", sandbox="process")


def _is_old_or_new(*, done: bool) -> None:
    found = Path("target").read_bytes()
    assert (
        found == Path("whole").read_bytes()
        if done
        else found != b""
        and found
        in (
            OLD,
            Path("whole").read_bytes(),
        )
    )


def test_a_conversion_that_is_killed_leaves_the_old_image_or_the_new_one(folder: Path) -> None:
    for number, done in killed_at_every_step(_convert, STEPS):
        _is_old_or_new(done=done)
        assert number > 5 or not done
        assert {name for name in os.listdir() if not name.endswith(".part")} == {
            "source",
            "target",
            "whole",
        }


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_conversion_that_fails_leaves_the_old_image_and_nothing_else(
    folder: Path, code: int
) -> None:
    for number in range(1, STEPS):
        with pytest.MonkeyPatch.context() as patched:
            failing_at(patched, number, code)
            try:
                _convert()
            except InstarError:
                assert Path("target").read_bytes() in (OLD, Path("whole").read_bytes())
                assert sorted(os.listdir()) == ["source", "target", "whole"]
                continue
        _is_old_or_new(done=True)
        assert number > 5
        return
    pytest.fail("this goes on forever")


@pytest.mark.parametrize("left", [0, SIZE // 4])
def test_a_source_that_becomes_shorter_is_an_error(folder: Path, left: int) -> None:
    Path("target").write_bytes(OLD)
    large = 16 * SIZE
    Path("source").write_bytes(b"new!" * (large // 4))

    def cut(done: int, total: int) -> None:
        os.truncate("source", left)

    with pytest.raises(InstarError, match="could not be read"):
        instar.convert("source", "target", format="qcow2", on_progress=cut)
    assert Path("target").read_bytes() == OLD
    assert sorted(os.listdir()) == ["source", "target", "whole"]


def test_a_conversion_that_is_cancelled_leaves_nothing(folder: Path) -> None:
    def cancel(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        instar.convert("source", "target", format="qcow2", on_progress=cancel)
    assert sorted(os.listdir()) == ["source", "whole"]
