# SPDX-License-Identifier: Apache-2.0
"""Where a new image may go that is no regular file, and work that takes long."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import instar
from instar.errors import InstarError, OpenError
from instar.sandbox import requests, transfer

M = 1 << 20


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def device(folder: Path) -> Iterator[str]:
    """A device of 4 MiB, full of old data."""
    (folder / "device").write_bytes(b"old." * M)
    try:
        made = subprocess.run(
            ["losetup", "--find", "--show", "device"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no loop devices here: {error}")
    yield made.stdout.strip()
    subprocess.run(["losetup", "--detach", made.stdout.strip()], check=True)


def _bytes(device: str) -> bytes:
    with open(device, "rb") as file:
        return file.read()


@pytest.mark.parametrize("format", ["qcow2", "qcow", "qed", "vmdk", "vpc", "vdi", "parallels"])
def test_a_device_holds_the_image_and_keeps_the_rest(
    folder: Path, device: str, format: str
) -> None:
    instar.create("file", format=format, size=M, seed=1)
    instar.create(device, format=format, size=M, seed=1)
    found, image = _bytes(device), (folder / "file").read_bytes()
    random = format in ("vmdk", "vpc", "vdi")  # and times, and the name
    assert random or found[: len(image)] == image
    assert found[len(image) :] == (b"old." * M)[len(image) :]
    seen = instar.info(device, format=format)
    assert seen.virtual_size == instar.info("file", format=format).virtual_size


def test_a_raw_device_loses_its_first_sector(device: str) -> None:
    made = instar.create(device, size=M)
    assert made.virtual_size == M
    assert _bytes(device) == bytes(512) + (b"old." * M)[512:]


def test_preallocated_tables_map_zeros_and_no_old_data(device: str) -> None:
    instar.create(device, format="qcow2", size=M, options={"preallocation": "metadata"})
    end = max(run.offset + run.length for run in instar.map(device) if run.offset is not None)
    assert end > M
    assert _bytes(device).count(b"old.", 0, end) == 0
    assert _bytes(device)[end:] == (b"old." * M)[end:]


REFUSED = [
    ({"size": 5 * M}, "Cannot grow device files"),
    ({"format": "qcow2", "size": 8 * M, "options": {"preallocation": "metadata"}}, "Cannot grow"),
    ({"size": M, "options": {"preallocation": "full"}}, "Unsupported preallocation mode 'full'"),
    (
        {"format": "vmdk", "size": M, "options": {"subformat": "monolithicFlat"}},
        "A device has no other files next to it",
    ),
]


@pytest.mark.parametrize(("given", "text"), REFUSED)
def test_what_does_not_fit_a_device_is_refused_before(
    folder: Path, device: str, given: dict[str, object], text: str
) -> None:
    with pytest.raises(OpenError, match=text):
        instar.create(device, **given)  # type: ignore[arg-type]
    assert _bytes(device) == b"old." * M
    assert os.listdir(folder) == ["device"]


def test_a_device_that_fails_is_one_message(device: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def append(fd: int, data: bytes, start: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(transfer, "append", append)
    with pytest.raises(OpenError, match="Input/output error"):
        instar.create(device, format="qcow2", size=M)


def test_a_data_file_may_be_a_device(folder: Path, device: str) -> None:
    options: dict[str, str | int | bool] = {"data_file": device, "data_file_raw": True}
    instar.create("top", format="qcow2", size=M, options=options)
    assert _bytes(device) == bytes(512) + (b"old." * M)[512:]
    seen = instar.info("top").qcow2
    assert seen is not None and seen.data_file == device


def test_special_files_have_their_own_words(folder: Path) -> None:
    os.mkfifo("fifo")
    with pytest.raises(OpenError, match="Could not resize file: Invalid argument"):
        instar.create("fifo", size=M)
    with pytest.raises(OpenError, match="Cannot grow device files"):
        instar.create("/dev/null", size=M)
    with pytest.raises(OpenError, match="Is a directory"):
        instar.create(".", size=M)
    assert os.listdir(folder) == ["fifo"]


# --- work that takes long ---


@pytest.mark.parametrize("mode", ["falloc", "full"])
@pytest.mark.parametrize("format", ["raw", "qcow2"])
def test_progress_goes_up_to_the_end(
    folder: Path, mode: str, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "RESERVED_AT_ONCE", M)
    seen: list[tuple[int, int]] = []
    instar.create(
        "new",
        format=format,
        size=5 * M,
        options={"preallocation": mode},
        on_progress=lambda done, total: seen.append((done, total)),
    )
    assert len(seen) >= 5
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert 5 * M <= seen[-1][0] <= seen[-1][1]


@pytest.mark.parametrize("mode", ["falloc", "full"])
def test_an_interrupt_leaves_nothing(
    folder: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "RESERVED_AT_ONCE", M)
    (folder / "old").write_bytes(b"old")

    def interrupt(done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        instar.create("old", size=9 * M, options={"preallocation": mode}, on_progress=interrupt)
    assert os.listdir(folder) == ["old"]
    assert (folder / "old").read_bytes() == b"old"
    instar.create("old", size=M)  # and the sandbox is as good as new


def test_a_reservation_ends_at_its_deadline(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "RESERVED_AT_ONCE", M)
    with pytest.raises(InstarError):
        instar.create("new", size=9 * M, options={"preallocation": "falloc"}, deadline=1e-9)
    assert os.listdir(folder) == []
