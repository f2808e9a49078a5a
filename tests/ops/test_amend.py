# SPDX-License-Identifier: Apache-2.0
"""`amend` and guests that lie: the image stays as it was."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

import instar
from instar.errors import InstarError, SandboxError
from instar.generated import key
from instar.generated.messages import AmendResult
from instar.ops import run
from instar.ops.run import Job, Outcome, Runner
from instar.record import replace
from instar.secret import Secret
from tests.ops.failing import killed_at_every_step

SIZE = 1 << 20
STEPS = 40
SLOTS: dict[str, str | int | bool] = {
    "encrypt.state": "active",
    "encrypt.new-secret": "two",
    "encrypt.iter-time": 1,
}
SECRETS = {"one": "one", "two": "two"}


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "disk"
    instar.create(path, format="qcow2", size=SIZE)
    return path


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = tmp_path / "locked"
    options: dict[str, str | int | bool] = {
        "encrypt.format": "luks",
        "encrypt.key-secret": "one",
        "encrypt.iter-time": 1,
        "encrypt.cipher-alg": "aes-128",  # whose slots are short
        "encrypt.cipher-mode": "cbc",
    }
    instar.create(path, format="qcow2", size=SIZE, options=options, secrets={"one": "one"})
    return path


def opens(image: Path, secret: str) -> bool:
    try:
        instar.compare(image, image, secret=secret, other_secret=secret, secrets=SECRETS)
    except InstarError:
        return False
    return True


def lies(monkeypatch: pytest.MonkeyPatch, said: AmendResult) -> None:
    sound = Runner.run

    def lie(runner: Runner, job: Job) -> Outcome:
        return Outcome(said, ()) if job.operation == "amend" else sound(runner, job)

    monkeypatch.setattr(run.Runner, "run", lie)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (AmendResult(virtual_size=SIZE), "is not what was asked for"),  # and has done nothing
        (AmendResult(virtual_size=2 * SIZE), "has changed what it was not asked to"),
        (AmendResult(virtual_size=SIZE, key_slots=1), "has changed what it was not asked to"),
    ],
)
def test_what_a_guest_claims_is_held_against_the_image(
    image: Path, monkeypatch: pytest.MonkeyPatch, said: AmendResult, why: str
) -> None:
    lies(monkeypatch, said)
    before = image.read_bytes()
    with pytest.raises(SandboxError, match=why):
        instar.amend(image, {"compat": "0.10"})
    assert image.read_bytes() == before
    assert [path.name for path in image.parent.iterdir()] == ["disk"]


@pytest.mark.parametrize("slots", [0, 1, 3, 1 << 9])
def test_key_slots_that_nobody_asked_for_are_missed(
    locked: Path, monkeypatch: pytest.MonkeyPatch, slots: int
) -> None:
    lies(monkeypatch, AmendResult(virtual_size=SIZE, key_slots=slots))
    before = locked.read_bytes()
    with pytest.raises(SandboxError, match="has changed what it was not asked to"):
        instar.amend(locked, SLOTS, secret="one", secrets=SECRETS)
    assert locked.read_bytes() == before


def test_a_slot_that_does_not_open_is_not_kept(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A guest that fills it with something else says nothing that is wrong."""
    sound = Runner.run

    def lie(runner: Runner, job: Job) -> Outcome:
        if job.operation == "amend":
            job = replace(job, secrets={**job.secrets, key.NEW_IMAGE: Secret("x", b"another")})
        return sound(runner, job)

    monkeypatch.setattr(run.Runner, "run", lie)
    before = locked.read_bytes()
    with pytest.raises(InstarError, match="Invalid password"):
        instar.amend(locked, SLOTS, secret="one", secrets=SECRETS)
    assert locked.read_bytes() == before
    monkeypatch.undo()
    assert instar.amend(locked, SLOTS, secret="one", secrets=SECRETS).active_keyslots == 2


def _add_a_passphrase(locked: Path, content: bytes) -> None:
    locked.write_bytes(content)
    instar.amend(locked, SLOTS, secret="one", secrets=SECRETS, sandbox="process")


def test_a_passphrase_opens_the_image_wherever_the_run_ends(locked: Path) -> None:
    """The old one does at any time, the new one once the change is complete."""
    start = partial(_add_a_passphrase, locked, locked.read_bytes())
    for number, done in killed_at_every_step(start, STEPS):
        if number % 2:
            instar.resize(locked, SIZE)  # which completes what there is to be
        assert opens(locked, "one")
        if done:
            assert opens(locked, "two") and number > 2


def test_what_is_said_of_the_image_afterwards(image: Path) -> None:
    found = instar.amend(image, {"refcount_bits": 64, "lazy_refcounts": True, "size": 2 * SIZE})
    assert (found.compat, found.refcount_bits, found.lazy_refcounts) == ("1.1", 64, True)
    assert (found.old_virtual_size, found.new_virtual_size) == (SIZE, 2 * SIZE)
    assert found.active_keyslots is None
    assert instar.check(image).leaks == instar.check(image).corruptions == 0
