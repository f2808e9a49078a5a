# SPDX-License-Identifier: Apache-2.0
"""An operation that outgrows its large page, as codecs do: the arena moves, the walls hold."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from instar.generated import memory
from instar.sandbox import images
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestCrash, GuestProtocolError, SandboxError
from instar.sandbox.sandbox import Sandbox
from tests.sandbox import trial

MARK = 0xA5A5_5A5A_1234_8765
BULK = 1 << 20
ARENA = 2 * memory.OFS_ARENA


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(trial.build_large(tmp_path_factory.mktemp("large"), BULK))


@pytest.fixture
def sandbox(kind: str) -> Iterator[Sandbox]:
    with Sandbox(kind, 8 << 20) as made:
        yield made


def _run(
    sandbox: Sandbox, operation: str, action: str, *arguments: int, disks: tuple[Disk, ...] = ()
) -> str:
    said: list[str] = []
    config = trial.config(sandbox.kind, action, *arguments)
    assert sandbox.run(operation, config, disks, lambda message: said.append(repr(message))).ok
    return " ".join(said)


def test_arena_starts_after_a_large_operation(large: str, operation: str) -> None:
    assert images.operation(large).arena == ARENA
    assert images.operation(operation).arena == memory.OFS_ARENA


@pytest.mark.parametrize("pages", [-2, -1, 0, 1])
def test_a_page_stays_free_before_the_arena(pages: int) -> None:
    length = ARENA - memory.OFS_OPERATION + pages * memory.LEN_PAGE
    segments = ((memory.OFS_OPERATION, length, False, True),)
    arena = images.Image("x", b"", memory.OFS_OPERATION, 0, segments, 0).arena
    assert arena - memory.OFS_OPERATION - length >= memory.LEN_PAGE


def test_arena_ends_with_the_memory(sandbox: Sandbox, large: str) -> None:
    said = _run(sandbox, large, "ACTION_ALLOC", 1 << 20)
    assert str((8 << 20) - ARENA) in said


def test_large_and_small_operations_take_turns(
    sandbox: Sandbox, large: str, operation: str
) -> None:
    """Each finds zeros where the other has been."""
    for one in (operation, large, operation, large, large):
        assert _run(sandbox, one, "ACTION_SEARCH", MARK, 0).count("b'0'") == 2
        _run(sandbox, one, "ACTION_FILL", MARK, 1)


@pytest.mark.parametrize("action", ["EVIL_WRITE_TEXT", "EVIL_EXECUTE_ARENA", "EVIL_UNMAPPED"])
def test_pages_of_a_large_operation_are_protected(
    sandbox: Sandbox, large: str, action: str
) -> None:
    with pytest.raises(GuestCrash):
        _run(sandbox, large, action)


def test_host_writes_nothing_into_a_large_operation(
    sandbox: Sandbox, large: str, image: Disk
) -> None:
    place = memory.BASE + memory.OFS_ARENA
    with pytest.raises(GuestProtocolError, match=f"at {place:#x} is not in the guest's memory"):
        _run(sandbox, large, "QUEUE_BUFFER_LARGE", disks=(image,))


def test_small_memory_has_no_room_for_a_large_operation(kind: str, large: str) -> None:
    with (
        Sandbox(kind, memory.LEN_MIN) as small,
        pytest.raises(SandboxError, match="needs more than 4 MiB of guest memory"),
    ):
        _run(small, large, "ACTION_SAY")
