# SPDX-License-Identifier: Apache-2.0
"""Images that were not closed are repaired before they are changed, and their disks stay the same,
whatever ends the command.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import instar
from instar.cli.main import main
from instar.errors import ImageError, OpenError
from instar.generated.formats.qcow2 import Qcow2IncompatibleFeature
from instar.generated.formats.qed import QedFeature
from instar.ops import convert_over
from instar.ops import unclosed as ops_unclosed
from lab.rebase import disk_of, fill, must
from tests.ops.failing import killed_in_every_state
from tests.wanted import needs

pytestmark = needs("qemu-img")
SIZE = 256 << 10
CLUSTER = 4096
COUNTS = 2 * CLUSTER
"""Where such an image has its reference counts, of two bytes each."""
FEATURES, QED_FEATURES = 72, 16
"""Where the headers have the marks."""
STEPS = 80
BACKED = ("-b", "base", "-F", "raw")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def poke(path: str, start: int, data: bytes) -> None:
    with open(path, "r+b") as file:
        file.seek(start)
        file.write(data)


def mark(path: str) -> None:
    dirty = Qcow2IncompatibleFeature.DIRTY
    poke(path, FEATURES, dirty.to_bytes(8, "big"))


def unclosed(folder: Path, *more: str, leaks: bool = False) -> None:
    """An image with data that nothing counts, or counts of nothing, as where a VM with lazy
    refcounts was killed.
    """
    (folder / "base").write_bytes(b"base" * (SIZE // 8))
    options = f"cluster_size={CLUSTER},lazy_refcounts=on"
    must(folder, "qemu-img", "create", "-qf", "qcow2", *more, "-o", options, "disk", str(SIZE))
    fill(folder, "disk", "qcow2", ["write -P 7 0 100k", "write -P 8 130k 9k"])
    first, count = (40, 2) if leaks else (10, 0)
    for cluster in range(first, first + 4):
        poke("disk", COUNTS + 2 * cluster, count.to_bytes(2, "big"))
    mark("disk")


CHANGES: dict[str, Callable[[], object]] = {
    "resize": partial(instar.resize, "disk", 2 * SIZE),
    "resize --shrink": partial(instar.resize, "disk", 64 << 10, shrink=True),
    "snapshot": partial(instar.snapshot, "disk", "create", "a"),
    "bitmap": partial(instar.bitmap, "disk", "a", ["add"]),
    "amend": partial(instar.amend, "disk", {"refcount_bits": 64}),
    "rebase -u": partial(instar.rebase, "disk", "base", backing_format="raw", unsafe=True),
    "rebase": partial(instar.rebase, "disk", None),
    "commit": partial(instar.commit, "disk", base="base"),
    "convert": partial(
        instar.convert, "base", "disk", source_format="raw", format="qcow2", over=True
    ),
    "bench": partial(instar.bench, "disk", pattern=7, count=1),
}


@pytest.mark.parametrize("leaks", [False, True])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_is_repaired_and_then_changed(
    change: Callable[[], object], leaks: bool, folder: Path
) -> None:
    unclosed(folder, *BACKED, leaks=leaks)
    change()
    assert not instar.info("disk").dirty
    assert instar.check("disk").is_clean
    must(folder, "qemu-img", "check", "-q", "disk")


def test_the_user_hears_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unclosed(folder)
    assert instar.resize("disk", 2 * SIZE).warnings == (
        "disk: a qcow2 image that was not closed; repaired 0 leaked clusters and 4 errors first",
    )
    assert instar.resize("disk", 3 * SIZE).warnings == ()
    for words in (("resize", "disk", "1M"), ("snapshot", "-c", "a", "disk")):
        unclosed(folder)
        shutil.copy("disk", "theirs")
        said = must_say(folder, "qemu-img", *(w.replace("disk", "theirs") for w in words))
        assert main([words[0], "--qemu-version", "7.2", *words[1:]]) == 0
        assert capsys.readouterr().err == said


def must_say(folder: Path, *line: str) -> str:
    import subprocess

    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=True)
    return done.stderr


def test_an_image_above_is_committed_into_one_that_was_not_closed(folder: Path) -> None:
    unclosed(folder)
    must(folder, "qemu-img", "create", "-qf", "qcow2", "-b", "disk", "-F", "qcow2", "top")
    fill(folder, "top", "qcow2", ["write -P 9 3k 50k"])
    wanted = disk_of(folder, "top", "qcow2")
    instar.commit("top", allow_write=["."])
    assert disk_of(folder, "disk", "qcow2") == wanted
    assert not instar.info("disk").dirty and instar.check("disk").is_clean


def test_qed_is_repaired_too(folder: Path) -> None:
    must(folder, "qemu-img", "create", "-qf", "qed", "-o", "cluster_size=4k", "disk", str(SIZE))
    fill(folder, "disk", "qed", ["write -P 7 0 100k"])
    before = disk_of(folder, "disk", "qed")
    poke("disk", QED_FEATURES, QedFeature.NEED_CHECK.to_bytes(8, "little"))
    assert instar.info("disk").dirty
    instar.resize("disk", 2 * SIZE)
    assert not instar.info("disk").dirty
    assert disk_of(folder, "disk", "qed")[:SIZE] == before


def test_what_cannot_be_repaired_is_not_changed(folder: Path) -> None:
    """Its entry leads into a table."""
    unclosed(folder)
    data = Path("disk").read_bytes()
    l1 = int.from_bytes(data[40:48], "big")
    l2 = int.from_bytes(data[l1 : l1 + 8], "big") & ~(1 << 63)
    poke("disk", l2, (1 << 40 | 1 << 63).to_bytes(8, "big"))
    with pytest.raises((OpenError, ImageError), match="Could not repair dirty image"):
        instar.resize("disk", 2 * SIZE)
    assert instar.info("disk").virtual_size == SIZE


@pytest.mark.parametrize("name", ["resize", "snapshot", "amend", "rebase -u", "convert"])
def test_a_repair_that_is_none_ends_the_command(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the guest that repairs does not, and says that it has."""
    unclosed(folder)
    before = Path("disk").read_bytes()
    for module in (ops_unclosed, convert_over):
        monkeypatch.setattr(module, "repair_first", lambda *_: ())
    with pytest.raises(ImageError, match="the image is marked as dirty, and is not changed"):
        CHANGES[name]()
    assert Path("disk").read_bytes() == before


def test_a_plan_changes_nothing(folder: Path) -> None:
    unclosed(folder)
    before = Path("disk").read_bytes()
    assert main(["view", "--plan", "snapshot -c a", "disk"]) == 1
    assert Path("disk").read_bytes() == before


@pytest.mark.parametrize("leaks", [False, True])
@pytest.mark.parametrize("name", ["resize", "snapshot", "rebase"])
def test_the_disk_is_right_wherever_the_run_ends(name: str, leaks: bool, folder: Path) -> None:
    unclosed(folder, *BACKED, leaks=leaks)
    wanted = disk_of(folder, "disk", "qcow2")

    for _, done in killed_in_every_state(CHANGES[name], folder, STEPS):
        assert disk_of(folder, "disk", "qcow2")[:SIZE] == wanted
        if done:
            break
        must_recover()
        assert disk_of(folder, "disk", "qcow2")[:SIZE] == wanted
        instar.repair("disk")
        assert instar.check("disk").is_clean


def must_recover() -> None:
    assert main(["recover", "disk"]) == 0
