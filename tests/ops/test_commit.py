# SPDX-License-Identifier: Apache-2.0
"""Disks that go down into their backing images, and read the same at any time."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest

import instar
from instar.cli.main import main
from instar.errors import InstarError, UsageError
from lab.commit import BASE, TOP, differ, make_committing
from lab.rebase import disk_of, fill, must
from tests.ops.failing import killed_in_every_state
from tests.wanted import needs

needs_qemu_img = needs("qemu-img")
SAMPLE = 12
STEPS = 80
SIZE = 256 << 10


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def chain(folder: Path, *options: str, format: str = "qcow2") -> bytes:
    """An image and its backing image. Returns what the disk has."""
    must(folder, "qemu-img", "create", "-q", "-f", format, BASE, str(SIZE))
    fill(folder, BASE, format, ["write -P 1 0 100k"])
    line = ("qemu-img", "create", "-q", "-f", "qcow2", *options, "-b", BASE, "-F", format, TOP)
    must(folder, *line, str(SIZE))
    fill(folder, TOP, "qcow2", ["write -P 2 20k 50k", "write -P 3 150k 3k", "write -z 80k 8k"])
    return disk_of(folder, TOP, "qcow2")


@needs_qemu_img
@pytest.mark.parametrize("seed", range(SAMPLE))
def test_random_images_are_committed_as_by_qemu_img(folder: Path, seed: int) -> None:
    made = make_committing(random.Random(seed), folder)
    assert differ(made, folder) == "", made


@needs_qemu_img
def test_only_what_the_user_says_is_written(folder: Path) -> None:
    disk = chain(folder)
    before = {name: (folder / name).read_bytes() for name in (BASE, TOP)}
    (folder / "elsewhere").mkdir()
    for allowed in ([], ["elsewhere"]):
        with pytest.raises(UsageError, match="is written only if you say so"):
            instar.commit(TOP, allow_write=allowed)
    assert {name: (folder / name).read_bytes() for name in before} == before
    found = instar.commit(TOP, base=BASE)
    assert (found.emptied, found.base_filename) == (False, BASE)
    assert (folder / TOP).read_bytes() == before[TOP]
    assert disk_of(folder, BASE, "qcow2") == disk
    assert instar.commit(TOP, allow_write=["."]).emptied
    assert disk_of(folder, TOP, "qcow2") == disk
    assert next(iter(instar.map(TOP))).depth == 1


@needs_qemu_img
def test_snapshots_are_committed_by_force_only(folder: Path) -> None:
    disk = chain(folder)
    must(folder, "qemu-img", "snapshot", "-c", "a", TOP)
    before = (folder / BASE).read_bytes()
    with pytest.raises(UsageError, match="has internal snapshots"):
        instar.commit(TOP, allow_write=["."])
    assert (folder / BASE).read_bytes() == before
    assert instar.commit(TOP, allow_write=["."], force=True).emptied
    assert disk_of(folder, TOP, "qcow2") == disk
    assert [one.name for one in instar.info(TOP).snapshots] == ["a"]
    checked = instar.check(TOP)
    assert (checked.corruptions, checked.leaks) == (0, 0)


@needs_qemu_img
def test_what_cannot_be_committed_is_refused_unchanged(folder: Path) -> None:
    chain(folder)
    must(folder, "qemu-img", "create", "-q", "-f", "qcow", "disk.qcow", str(SIZE))
    line = ("qemu-img", "create", "-q", "-f", "qcow2", "-b", "disk.qcow", "-F", "qcow", "on.qcow")
    must(folder, *line)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for name, base, error in (
        (TOP, "no", "Did not find 'no' in the backing chain of 'top'"),
        (BASE, None, "Image does not have a backing file"),
        ("on.qcow", None, "a qcow image is not written over yet"),
    ):
        with pytest.raises(InstarError, match=error):
            instar.commit(name, base=base, allow_write=["."])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@needs_qemu_img
def test_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chain(folder)
    assert main(["commit", "-p", "--allow-write", ".", TOP]) == 0
    *shares, end = capsys.readouterr().out.split("\r")
    assert shares[0] == "    (0.00/100%)" and shares[-1] == "    (100.00/100%)"
    assert end == "\nImage committed.\n"
    assert main(["commit", "-q", "-b", f"./{BASE}", "-r", "1G", TOP]) == 0
    assert capsys.readouterr().out == ""
    assert main(["commit", "-b", "no", TOP]) == 1


BLOCKS = [
    ("vdi", "static=off"),
    ("vdi", "static=on"),
    ("vpc", "subformat=dynamic"),
    ("vpc", "subformat=fixed"),
    ("parallels", "cluster_size=64k"),
]
WIDE = 8 << 20


def on_blocks(folder: Path, format: str, options: str) -> bytes:
    """An image above one with a table of blocks, some of which are not there. Returns its disk."""
    must(folder, "qemu-img", "create", "-q", "-f", format, "-o", options, BASE, str(WIDE))
    fill(folder, BASE, format, ["write -P 1 0 100k", "write -P 4 5M 1k"])
    line = ("qemu-img", "create", "-q", "-f", "qcow2", "-b", BASE, "-F", format, TOP)
    must(folder, *line)
    written = ["write -P 2 20k 50k", "write -P 3 2000k 300k", "write -z 80k 8k"]
    fill(folder, TOP, "qcow2", [*written, "write -P 5 7M 3k", "write -z 4M 64k"])
    return disk_of(folder, TOP, "qcow2")


@needs_qemu_img
@pytest.mark.parametrize(("format", "options"), BLOCKS)
def test_images_with_blocks_are_committed_into(folder: Path, format: str, options: str) -> None:
    disk = on_blocks(folder, format, options)
    assert instar.commit(TOP, allow_write=["."]).emptied
    assert disk_of(folder, TOP, "qcow2") == disk_of(folder, BASE, format) == disk
    assert instar.check(BASE, format=format).corruptions == 0
    fill(folder, BASE, format, ["write -P 6 3M 2M"])  # qemu finds room for more
    image = bytearray(disk)
    image[3 << 20 : 5 << 20] = b"\6" * (2 << 20)
    assert disk_of(folder, BASE, format) == image


@needs_qemu_img
@pytest.mark.parametrize("format", ["vdi", "vpc", "parallels"])
def test_an_image_with_blocks_is_made_longer(format: str, folder: Path) -> None:
    """Which qemu-img does not."""
    must(folder, "qemu-img", "create", "-q", "-f", format, BASE, str(SIZE))
    fill(folder, BASE, format, ["write -P 5 64k 64k"])
    line = ("qemu-img", "create", "-q", "-f", "qcow2", "-b", BASE, "-F", format, TOP)
    must(folder, *line, str(2 * SIZE))
    fill(folder, TOP, "qcow2", [f"write -P 6 {SIZE + 65536} 64k"])
    before, disk = (folder / BASE).read_bytes(), disk_of(folder, TOP, "qcow2")
    assert main(["commit", "--qemu-version", "7.2", TOP]) == 1
    assert (folder / BASE).read_bytes() == before
    instar.commit(TOP, allow_write=["."])
    assert disk_of(folder, BASE, format) == disk


@needs_qemu_img
def test_a_block_in_front_of_the_data_is_missed(folder: Path) -> None:
    """An entry of a VHD that names the tables: writing there would be the end of the image."""
    on_blocks(folder, "vpc", "subformat=dynamic")
    image = bytearray((folder / BASE).read_bytes())
    table = int.from_bytes(image[512 + 16 : 512 + 24])
    image[table : table + 4] = (0).to_bytes(4)
    (folder / BASE).write_bytes(image)
    with pytest.raises(InstarError, match="where no block can be"):
        instar.commit(TOP, allow_write=["."])
    assert (folder / BASE).read_bytes() == image


def settle(folder: Path) -> None:
    """What is recovered has no leak, and leaves nothing behind."""
    for name in (BASE, TOP):
        assert main(["recover", name]) == 0
        found = instar.check(folder / name)
        assert (found.corruptions, found.leaks) == (0, 0), name
    assert not list(folder.glob(".instar-*"))


@needs_qemu_img
@pytest.mark.parametrize(("format", "options"), [BLOCKS[0], BLOCKS[2]])
def test_what_was_ended_is_completed_by_the_next_run(
    folder: Path, format: str, options: str
) -> None:
    """The block's place and its number are in two places, as for qemu; the disk reads right."""
    wanted = on_blocks(folder, format, options)

    commit = partial(instar.commit, TOP, allow_write=["."], drop=True, sandbox="process")
    for _, done in killed_in_every_state(commit, folder, STEPS):
        assert disk_of(folder, TOP, "qcow2") == wanted
        if not done:
            settle(folder)
            commit()
        assert disk_of(folder, BASE, format) == wanted
        assert instar.check(BASE, format=format).corruptions == 0


@needs_qemu_img
@pytest.mark.parametrize("options", ["cluster_size=4k", "cluster_size=16k,compat=0.10"])
def test_the_disk_reads_the_same_wherever_the_run_ends(folder: Path, options: str) -> None:
    wanted = chain(folder, "-o", options)

    commit = partial(instar.commit, TOP, allow_write=["."], sandbox="process")
    for number, done in killed_in_every_state(commit, folder, STEPS):
        instar.convert(TOP, "seen.raw")  # through the journal, if there is one
        assert (folder / "seen.raw").read_bytes() == wanted
        if not done:
            settle(folder)
            commit()
        assert disk_of(folder, TOP, "qcow2") == disk_of(folder, BASE, "qcow2") == wanted
        assert instar.check(TOP).corruptions == instar.check(BASE).corruptions == 0
        if done:
            assert number > 5
