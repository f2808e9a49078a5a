# SPDX-License-Identifier: Apache-2.0
"""Guests of conversions, copies of blocks and comparisons that ask for what they should not: no
file changes but the new one, and that has its name only if it is right.
"""

from __future__ import annotations

import errno
import os
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.cli.main import main
from instar.errors import InstarError, SandboxError
from instar.generated.block import BlockCopy, BlockRequestType
from instar.generated.compare import CompareFlag
from instar.ops import compare, content_hash, reading
from instar.record import replace
from instar.sandbox import block, transfer
from instar.sandbox.disk import Disk
from instar.sandbox.requests import Requests

MIB = 1 << 20
LENGTH = 24 * MIB
OLD = b"as before"
Puts = tuple[list[int], list[int], list[int], list[int]]
"""Kinds with disks, places, addresses and lengths of a batch."""
Lie = Callable[[Puts], Puts]


@cache
def noise() -> bytes:
    return random.Random(9).randbytes(LENGTH)


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Noise in `plain`, and a file that is to be replaced."""
    monkeypatch.chdir(tmp_path)
    Path("plain").write_bytes(noise())
    Path("new").write_bytes(OLD)
    return noise()


def lie(monkeypatch: pytest.MonkeyPatch, how: Lie) -> None:
    """Have each batch of writes be another one."""
    honest = block.BlockDevice._put_all

    def put_all(
        device: block.BlockDevice,
        kinds: list[int],
        places: list[int],
        addresses: list[int],
        lengths: list[int],
        failed: dict[int, int],
    ) -> None:
        honest(device, *how((kinds, places, addresses, lengths)), failed)

    monkeypatch.setattr(block.BlockDevice, "_put_all", put_all)


def shifted(puts: Puts) -> Puts:
    kinds, places, addresses, lengths = puts
    return kinds, [place + 512 for place in places], addresses, lengths


def a_sector_before(puts: Puts) -> Puts:
    """All but the first and the last, so that the file is as long as it should be."""
    kinds, places, addresses, lengths = puts
    ends = zip(places, lengths, strict=True)
    moved = [at - 512 if 0 < at < LENGTH - length else at for at, length in ends]
    return kinds, moved, addresses, lengths


def far_away(puts: Puts) -> Puts:
    kinds, places, addresses, lengths = puts
    return kinds, [(1 << 63) - 512 for _ in places], addresses, lengths


def elsewhere(puts: Puts) -> Puts:
    """To the first file of the run."""
    kinds, places, addresses, lengths = puts
    return [kind & 0xFFFFFFFF for kind in kinds], places, addresses, lengths


def again_and_again(puts: Puts) -> Puts:
    kinds, places, addresses, lengths = puts
    return kinds * 5, places * 5, addresses * 5, lengths * 5


LIES = (
    (far_away, "past the .* bytes that"),
    (elsewhere, "which is read-only"),
    (again_and_again, "more than .* bytes written"),
)


REFUSED = re.compile("out of order|read-only|past the .* bytes that")


def unchanged(content: bytes) -> None:
    assert Path("new").read_bytes() == OLD
    assert Path("plain").read_bytes() == content
    assert sorted(os.listdir()) == ["new", "plain"]


@pytest.mark.parametrize("format", ["raw", "qcow2", "vhdx"])
@pytest.mark.parametrize(("how", "error"), LIES)
def test_a_conversion_leaves_what_was_there(
    content: bytes, monkeypatch: pytest.MonkeyPatch, format: str, how: Lie, error: str
) -> None:
    lie(monkeypatch, how)
    with pytest.raises(SandboxError, match=error):
        instar.convert("plain", "new", format=format)
    unchanged(content)


@pytest.mark.parametrize(("how", "error"), LIES)
def test_dd_leaves_what_was_there(
    content: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    how: Lie,
    error: str,
) -> None:
    lie(monkeypatch, how)
    assert main(["dd", "if=plain", "of=new", "bs=1M"]) == 1
    assert re.search(error, capsys.readouterr().err)
    unchanged(content)


@pytest.mark.parametrize(
    ("format", "error"), [("raw", "does not read as what was copied"), ("qcow2", "new")]
)
def test_what_is_off_by_a_sector_is_found(
    content: bytes, monkeypatch: pytest.MonkeyPatch, format: str, error: str
) -> None:
    """Any bytes are a raw image: only who compares it sees that it is wrong."""
    lie(monkeypatch, a_sector_before)
    with pytest.raises(InstarError, match=error):
        instar.convert("plain", "new", format=format, verify=True)
    unchanged(content)


def test_nothing_is_written_after_a_failure(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guest does not hear of it, and goes on."""
    honest: Any = block.BlockDevice._put_all
    num, write = 0, transfer.write

    def full(disk: Disk, buffers: Sequence[memoryview], start: int) -> None:
        nonlocal num
        num += 1
        if num == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(disk, buffers, start)

    def deaf(device: block.BlockDevice, *rest: Any) -> None:
        honest(device, *rest[:-1], {})

    monkeypatch.setattr(transfer, "write", full)
    monkeypatch.setattr(block.BlockDevice, "_put_all", deaf)
    with pytest.raises(InstarError, match=r"after one that failed|No space left on device"):
        instar.convert("plain", "new", format="qcow2")
    assert num == 3
    unchanged(content)


@pytest.mark.parametrize("how", [shifted, far_away, elsewhere, again_and_again])
def test_a_comparison_is_never_equal_for_a_lie(
    content: bytes, monkeypatch: pytest.MonkeyPatch, how: Lie
) -> None:
    """Both guests lie: a disk of noise put elsewhere, or twice, is out of order or past the end."""

    def read(*given: Any, flags: int, **rest: Any) -> None:
        reading.read(*given, flags=flags & ~CompareFlag.COPIES, **rest)

    Path("new").write_bytes(content)
    monkeypatch.setattr(compare, "read", read)
    lie(monkeypatch, how)
    with pytest.raises(SandboxError, match=REFUSED):
        instar.compare("plain", "new", format="raw", other_format="raw")
    assert Path("plain").read_bytes() == Path("new").read_bytes() == content


def lie_in_copies(
    monkeypatch: pytest.MonkeyPatch, times: int = 1, **changed: Callable[[int], int]
) -> None:
    """Have each copy be another one, or several."""
    honest = Requests.answer

    def answer(requests: Requests, kind: int, disk: Disk, place: int, buffer: memoryview) -> int:
        if kind != BlockRequestType.COPY:
            return honest(requests, kind, disk, place, buffer)
        copy = BlockCopy.unpack(bytes(buffer))
        copy = replace(copy, **{name: of(getattr(copy, name)) for name, of in changed.items()})
        for _ in range(times):
            honest(requests, kind, disk, place, memoryview(copy.pack()))
        return 0

    monkeypatch.setattr(Requests, "answer", answer)


COPIED = [
    ({"start": lambda start: start + 512}, "out of order"),
    ({"start": lambda start: (1 << 63) - 512}, "past the .* bytes that"),
    ({"start": lambda start: (1 << 64) - 512}, "past the .* bytes that"),
    ({"source_start": lambda start: start + 512}, "copy of .* bytes at 512 of"),
    ({"source_start": lambda start: (1 << 64) - 512}, "copy of .* bytes at .* of"),
    ({"length": lambda length: length + 1}, "copy of .* bytes at 0 of"),
    ({"source": lambda number: number + 1}, "copy of .* bytes at 0 of what is read"),
    ({"source": lambda number: number + 9}, "request for file 9 of 2"),
    ({"times": 2}, "out of order"),
]


@pytest.mark.parametrize(("changed", "error"), COPIED)
def test_a_comparison_is_never_equal_for_a_lie_about_a_file(
    content: bytes, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], error: str
) -> None:
    Path("new").write_bytes(content)
    lie_in_copies(monkeypatch, **changed)
    with pytest.raises(SandboxError, match=error):
        instar.compare("plain", "new", format="raw", other_format="raw")
    assert Path("plain").read_bytes() == Path("new").read_bytes() == content


@pytest.mark.parametrize("how", [shifted, far_away, elsewhere, again_and_again])
def test_no_hash_comes_of_a_lie(content: bytes, monkeypatch: pytest.MonkeyPatch, how: Lie) -> None:
    def read(*given: Any, **rest: Any) -> None:
        lie(monkeypatch, how)
        reading.read(*given, **rest)

    monkeypatch.setattr(content_hash, "read", read)
    with pytest.raises(SandboxError, match=REFUSED):
        instar.convert("plain", "new", hash="sha256")
    unchanged(content)
