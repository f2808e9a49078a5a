# SPDX-License-Identifier: Apache-2.0
"""VMDKs that are written over and whose extents are files of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import instar
from instar.errors import InstarError, SandboxError
from instar.sandbox.disk import Disk
from instar.sandbox.locks import WRITER
from tests.ops.failing import killed_in_every_state
from tests.ops.test_convert_hostile import lie

pytestmark = pytest.mark.skipif(not shutil.which("qemu-img"), reason="no qemu-img")
MIB = 1 << 20
SIZE = 3 * MIB
FLAT, SPLIT_FLAT, SPLIT = "monolithicFlat", "twoGbMaxExtentFlat", "twoGbMaxExtentSparse"
KINDS = {FLAT: "disk-flat.vmdk", SPLIT_FLAT: "disk-f001.vmdk", SPLIT: "disk-s001.vmdk"}
"""And the first extent."""
STEPS = 60


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("source").write_bytes(b"new!" * (MIB // 4) + bytes(MIB) + b"more" * (MIB // 4))
    Path("old").write_bytes(b"old!" * (SIZE // 4))
    return tmp_path


def make(kind: str, source: str = "old") -> None:
    line = ["convert", "-f", "raw", "-O", "vmdk", "-o", f"subformat={kind}", source, "disk.vmdk"]
    subprocess.run(["qemu-img", *line], check=True, timeout=600)


def over(**given: str) -> instar.Converted:
    return instar.convert("source", "disk.vmdk", format="vmdk", over=True, **given)  # type: ignore[arg-type]


def content() -> bytes:
    line = ["qemu-img", "convert", "-f", "vmdk", "-O", "raw", "disk.vmdk", "found.raw"]
    subprocess.run(line, check=True, timeout=600)
    return Path("found.raw").read_bytes()


def state() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path().iterdir()}


@pytest.mark.parametrize("kind", KINDS)
def test_extents_are_written(folder: Path, kind: str) -> None:
    make(kind)
    before = Path("disk.vmdk").read_bytes()
    over()
    assert content() == Path("source").read_bytes()
    after = Path("disk.vmdk").read_bytes()
    assert len(after) == len(before) and after != before  # the content id
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize("kind", [SPLIT, SPLIT_FLAT])
def test_data_on_both_sides_of_an_end(folder: Path, kind: str) -> None:
    end = 2 << 30
    options = {"subformat": kind}
    instar.create("disk.vmdk", format="vmdk", size=end + 4 * MIB, options=options)
    with Path("source").open("wb") as file:
        file.truncate(end + 4 * MIB)
        file.seek(end - MIB)
        file.write(os.urandom(2 * MIB))
    over()
    assert instar.compare("disk.vmdk", "source").equal
    assert instar.check("disk.vmdk").is_clean


def _rename(kind: str) -> None:
    name = KINDS[kind].encode()
    os.rename(name, b"victim7" + name[7:])
    text = Path("disk.vmdk").read_bytes()
    Path("disk.vmdk").write_bytes(text.replace(name, b"victim7" + name[7:]))


def _link(kind: str) -> None:
    os.link(KINDS[kind], "victim")


def _symlink(kind: str) -> None:
    os.rename(KINDS[kind], "victim")
    os.symlink("victim", KINDS[kind])


def _cut(kind: str) -> None:
    os.truncate(KINDS[kind], 4096)


def _itself(kind: str) -> None:
    os.remove(KINDS[kind])
    os.link("disk.vmdk", KINDS[kind])


LIES: tuple[tuple[Callable[[str], None], str], ...] = (
    (_rename, "names 'victim7.*', which is not written: it is not next to that, or not named"),
    (_link, "is not a file of this disk alone"),
    (_symlink, "is not a file of this disk alone"),
    (_cut, "something that cannot be there|expecting at least"),
    (_itself, 'Failed to get "write" lock|not in VMDK format'),
)


@pytest.mark.parametrize("kind", [FLAT, SPLIT])
@pytest.mark.parametrize(("lie", "error"), LIES)
def test_a_file_of_somebody_else_is_not_written(
    folder: Path, kind: str, lie: Callable[[str], None], error: str
) -> None:
    """The text of an image may name any file of its directory."""
    make(kind)
    lie(kind)
    before = state()
    with pytest.raises(InstarError, match=error):
        over()
    assert state() == before


def test_a_flat_extent_of_another_disk_in_the_same_file(folder: Path) -> None:
    """Two lines name one part of a file."""
    make(FLAT)
    text = Path("disk.vmdk").read_bytes()
    (line,) = [one for one in text.splitlines(keepends=True) if one.startswith(b"RW")]
    Path("disk.vmdk").write_bytes(text.rstrip(b"\0").replace(line, line + line))
    before = state()
    with pytest.raises(InstarError, match="something that cannot be there"):
        over()
    assert state() == before


@pytest.mark.parametrize("kind", KINDS)
def test_an_extent_that_is_in_use_or_a_source(folder: Path, kind: str) -> None:
    make(kind)
    name = KINDS[kind]
    with (
        Disk.open(name, share=WRITER),
        pytest.raises(InstarError, match=r'Failed to get .*"write"'),
    ):
        over()
    if kind != SPLIT:  # whose file is longer than the disk
        with pytest.raises(InstarError, match='Failed to get "write" lock'):
            instar.convert(name, "disk.vmdk", format="vmdk", over=True, source_format="raw")
    assert content() == Path("old").read_bytes()


def test_no_file_that_an_image_names(folder: Path) -> None:
    make(FLAT)
    with pytest.raises(InstarError, match="follows no names"):
        over(files=False)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_a_guest_writes_no_further_than_an_extent_goes(
    folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flat one keeps its length; a sparse one gets no longer than all its grains."""
    make(kind)
    size = os.path.getsize(KINDS[kind])
    lie(monkeypatch, lambda puts: (puts[0], [1 << 30 for _ in puts[1]], *puts[2:]))
    with pytest.raises(SandboxError, match=r"past the [0-9]+ bytes that disk"):
        over()
    assert os.path.getsize(KINDS[kind]) == size


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_is_killed_leaves_an_image_that_opens(folder: Path, kind: str) -> None:
    old, new = Path("old").read_bytes(), Path("source").read_bytes()
    make(kind)
    for _, done in killed_in_every_state(partial(over, sandbox="process"), folder, STEPS):
        found = content()
        for at in range(0, SIZE, 512):
            assert found[at : at + 512] in (old[at : at + 512], new[at : at + 512]), at
        assert instar.check("disk.vmdk", format="vmdk").is_clean
        over()
        assert content() == new
        assert not list(folder.glob(".instar-*"))
        if done:
            break
