# SPDX-License-Identifier: Apache-2.0
"""Bitmaps and guests that lie: the image stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

import instar
from instar.errors import SandboxError
from instar.generated.edit import EditError
from instar.generated.messages import BitmapResult
from instar.ops import run
from instar.ops.run import Job, Outcome, Runner


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "disk"
    instar.create(path, format="qcow2", size=1 << 20)
    return path


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (BitmapResult(num_done=0), "did not do all steps"),
        (BitmapResult(num_done=3), "did more steps than there are"),
        (BitmapResult(num_done=2, error=EditError.NOT_FOUND), "did more steps than there are"),
        (BitmapResult(num_done=1, error=99), "refused a step with error 99"),
        (BitmapResult(num_done=1, error=EditError.TOO_MANY, value=3), "refused a step with error"),
        (BitmapResult(num_done=2), "not what was asked for"),  # and has done nothing
    ],
)
def test_what_a_guest_claims_is_held_against_the_image(
    image: Path, monkeypatch: pytest.MonkeyPatch, said: BitmapResult, why: str
) -> None:
    sound = Runner.run

    def lie(runner: Runner, job: Job) -> Outcome:
        return Outcome(said, ()) if job.operation == "bitmap" else sound(runner, job)

    monkeypatch.setattr(run.Runner, "run", lie)
    before = image.read_bytes()
    with pytest.raises(SandboxError, match=why):
        instar.bitmap(image, "b", ["add", "disable"])
    assert image.read_bytes() == before
    assert [path.name for path in image.parent.iterdir()] == ["disk"]


def test_bits_of_another_image_that_are_not_there_any_more_are_missed(
    image: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    instar.create(other, format="qcow2", size=1 << 20)
    instar.bitmap(other, "s", ["add"])
    sound = Runner.run

    def lie(runner: Runner, job: Job) -> Outcome:
        if job.operation == "bitmap" and job.outputs:
            return Outcome(BitmapResult(error=EditError.NOT_FOUND), ())
        return sound(runner, job)

    monkeypatch.setattr(run.Runner, "run", lie)
    with pytest.raises(SandboxError, match="did not find a bitmap that another one had found"):
        instar.bitmap(image, "b", ["add", ("merge", "s")], source=other)
    found = instar.info(image).qcow2
    assert found is not None and found.bitmaps == ()
