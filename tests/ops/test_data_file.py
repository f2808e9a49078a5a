# SPDX-License-Identifier: Apache-2.0
"""Changes of qcow2 images whose data is in another file: both files change, or none does, and the
other file is written only where the user lets it be.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import instar
from instar.cli.main import main
from instar.errors import InstarError, OpenError, SandboxError, UsageError
from instar.generated.formats.qcow2 import Qcow2IncompatibleFeature
from instar.ops.data_file import DataFile
from instar.sandbox.disk import Disk
from instar.sandbox.locks import WRITER, take
from instar.sandbox.transaction import Transaction
from lab.rebase import disk_of, fill, must
from tests.ops.failing import killed_in_every_state
from tests.wanted import needs

pytestmark = needs("qemu-img")
SIZE = 256 << 10
STEPS = 60
FEATURES = 72
"""Where a header has the marks."""
PLAIN = "cluster_size=4k,data_file=data"
OPTIONS = (
    PLAIN,
    "cluster_size=64k,data_file=data,data_file_raw=on",
    "cluster_size=512,data_file=data,data_file_raw=on",
    "cluster_size=64k,extended_l2=on,data_file=data",
)
DENIED = "keeps its data in 'data', which is written only if you say so: --allow-write"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def image(folder: Path, options: str, *more: str, size: int = SIZE, writes: int = 3) -> None:
    """An image with some data, zeros and holes."""
    must(folder, "qemu-img", "create", "-q", "-f", "qcow2", *more, "-o", options, "disk", str(size))
    chance = random.Random(size)
    for _ in range(writes):
        start = chance.randrange(size) // 512 * 512
        length = min(chance.choice((512, 4096, 70000 // 512 * 512)), size - start)
        kind = chance.choice(("write -P 7", "write -z", "write -z -u", "discard"))
        fill(folder, "disk", "qcow2", [f"{kind} {start} {length}"])


def both(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in ("disk", "data")}


@pytest.mark.parametrize("seed", range(16))
def test_both_files_are_those_of_qemu_img(seed: int, folder: Path, tmp_path: Path) -> None:
    chance = random.Random(seed)
    size = chance.randrange(1, 4000) * 512
    image(folder, OPTIONS[seed % len(OPTIONS)], size=size)
    if chance.random() < 0.3:
        os.truncate("data", chance.randrange(1, 4000) * 512)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    for name in ("disk", "data"):
        shutil.copy(name, theirs)
    for _ in range(3):
        old, size = size, chance.randrange(1, 4000) * 512
        mode = chance.choice(("off", "off", "metadata", "falloc", "full")) if size > old else "off"
        reserve = () if mode == "off" else (f"--preallocation={mode}",)
        must(theirs, "qemu-img", "resize", "-q", "--shrink", *reserve, "disk", str(size))
        instar.resize("disk", size, shrink=True, preallocation=mode, allow_write=["."])
        assert both(folder) == both(theirs)


@pytest.mark.parametrize("options", OPTIONS)
def test_amend_resizes_both(options: str, folder: Path, tmp_path: Path) -> None:
    image(folder, options)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    for name in ("disk", "data"):
        shutil.copy(name, theirs)
    for size in (400 << 10, 130 << 10, 130 << 10):
        must(theirs, "qemu-img", "amend", "-o", f"size={size}", "disk")
        instar.amend("disk", {"size": size}, force=True, allow_write=["."])
        assert both(folder) == both(theirs)


def commit_into(folder: Path) -> None:
    must(folder, "qemu-img", "create", "-q", "-f", "qcow2", "-b", "disk", "-F", "qcow2", "top")
    instar.commit("top", base="disk")


CHANGES: tuple[Callable[[Path], object], ...] = (
    lambda folder: instar.resize("disk", SIZE * 2),
    lambda folder: instar.resize("disk", 512, shrink=True),
    lambda folder: instar.rebase("disk", None),
    lambda folder: instar.amend("disk", {"size": SIZE * 2}),
    lambda folder: instar.convert("source", "disk", format="qcow2", over=True),
    lambda folder: instar.bench("disk", pattern=1, count=1),
    commit_into,
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_only_the_image_names_is_written_where_it_may_be(
    change: Callable[[Path], object], folder: Path
) -> None:
    (folder / "source").write_bytes(b"new!" * 1024)
    (folder / "elsewhere").mkdir()
    image(folder, PLAIN)
    before = both(folder)
    with pytest.raises(UsageError, match=DENIED):
        change(folder)
    with pytest.raises(UsageError, match=DENIED):
        instar.resize("disk", SIZE * 2, allow_write=["elsewhere"])
    assert both(folder) == before
    assert not [name for name in os.listdir() if name.startswith(".")]


def test_what_needs_no_data_is_changed_without_it(folder: Path) -> None:
    image(folder, PLAIN)
    data = (folder / "data").read_bytes()
    instar.amend("disk", {"lazy_refcounts": True})
    instar.bitmap("disk", "a", ["add"])
    instar.rebase("disk", "data", backing_format="raw", unsafe=True)
    assert (folder / "data").read_bytes() == data


def test_the_release_writes_it_without_a_word(folder: Path) -> None:
    image(folder, PLAIN)
    assert main(["resize", "-q", "--qemu-version", "7.2", "disk", str(SIZE * 2)]) == 0
    assert os.path.getsize("data") == SIZE * 2


@pytest.mark.parametrize("options", [PLAIN, OPTIONS[3]])
def test_a_rebased_disk_keeps_its_content(options: str, folder: Path) -> None:
    (folder / "old").write_bytes(b"old!" * (SIZE // 4))
    (folder / "new").write_bytes(b"new!" * (SIZE // 8))
    image(folder, options, "-b", "old", "-F", "raw")
    before = disk_of(folder, "disk", "qcow2")
    assert instar.rebase("disk", "new", backing_format="raw", allow_write=["."]).data > 0
    for backing, format in (("old", "raw"), (None, None)):
        instar.rebase("disk", backing, backing_format=format, allow_write=["."])
        assert disk_of(folder, "disk", "qcow2") == before
        assert instar.check("disk").is_clean


def test_the_user_may_name_it(folder: Path) -> None:
    image(folder, PLAIN)
    (folder / "elsewhere").mkdir()
    os.rename("data", "elsewhere/other")
    node = "driver=qcow2,file.filename=disk,data-file.driver=file,data-file.filename="
    assert main(["resize", "-q", "--image-opts", f"{node}elsewhere/other", "1M"]) == 0
    assert os.path.getsize("elsewhere/other") == 1 << 20


def test_it_is_resized_with_an_image_that_was_not_closed(folder: Path) -> None:
    image(folder, PLAIN)
    before = disk_of(folder, "disk", "qcow2")
    with open("disk", "r+b") as file:
        file.seek(FEATURES)
        marks = Qcow2IncompatibleFeature.DIRTY | Qcow2IncompatibleFeature.EXTERNAL_DATA
        file.write(marks.to_bytes(8, "big"))
    instar.resize("disk", 2 * SIZE, allow_write=["."])
    assert not instar.info("disk").dirty
    assert disk_of(folder, "disk", "qcow2") == before.ljust(2 * SIZE, b"\0")


def test_a_raw_data_file_has_no_backing_image(folder: Path) -> None:
    (folder / "new").write_bytes(b"new!" * 1024)
    image(folder, OPTIONS[1])
    before = both(folder)
    with pytest.raises(InstarError, match="Could not change the backing file to 'new': Invalid"):
        instar.rebase("disk", "new", backing_format="raw", allow_write=["."])
    assert both(folder) == before


@pytest.mark.parametrize("options", OPTIONS)
def test_what_is_committed_is_in_the_data_file(options: str, folder: Path) -> None:
    image(folder, options)
    must(folder, "qemu-img", "create", "-q", "-f", "qcow2", "-b", "disk", "-F", "qcow2", "top")
    fill(folder, "top", "qcow2", ["write -P 5 3k 90k", "write -z 8k 20k", "write -P 6 200k 5k"])
    wanted = disk_of(folder, "top", "qcow2")
    instar.commit("top", allow_write=["."])
    assert disk_of(folder, "disk", "qcow2") == disk_of(folder, "top", "qcow2") == wanted
    assert instar.check("disk").is_clean
    if "raw" in options:
        assert (folder / "data").read_bytes()[:SIZE] == wanted


@pytest.mark.parametrize(
    ("size", "shrink"), [(300 << 10, False), (600 << 10, False), (70 << 10, True)]
)
def test_the_disk_is_the_old_or_the_new_one(size: int, shrink: bool, folder: Path) -> None:
    image(folder, PLAIN)
    old = disk_of(folder, "disk", "qcow2")
    new = old[:size].ljust(size, b"\0")

    named = {"shrink": shrink, "allow_write": ["."], "sandbox": "process"}
    change = partial(instar.resize, "disk", size, **named)  # type: ignore[arg-type]
    for _, done in killed_in_every_state(change, folder, STEPS):
        assert disk_of(folder, "disk", "qcow2") in (old, new)
        change()
        assert disk_of(folder, "disk", "qcow2") == new
        assert (folder / "data").stat().st_size == size
        assert not [name for name in os.listdir() if name.startswith(".")]
        assert instar.check("disk").is_clean or done


def test_a_rebased_disk_reads_the_same_wherever_the_run_ends(folder: Path) -> None:
    (folder / "old").write_bytes(b"old!" * (SIZE // 4))
    (folder / "new").write_bytes(b"new!" * (SIZE // 8))
    image(folder, PLAIN, "-b", "old", "-F", "raw")
    wanted = disk_of(folder, "disk", "qcow2")

    named = {"backing_format": "raw", "allow_write": ["."], "sandbox": "process"}
    rebase = partial(instar.rebase, "disk", "new", **named)  # type: ignore[arg-type]
    for _, _done in killed_in_every_state(rebase, folder, STEPS):
        assert disk_of(folder, "disk", "qcow2") == wanted
        rebase()
        assert disk_of(folder, "disk", "qcow2") == wanted
        assert instar.check("disk").is_clean


@pytest.mark.parametrize(
    "plan", ["resize --allow-write .", "rebase --allow-write . -b ''", "resize --shrink"]
)
def test_a_plan_changes_neither_file(plan: str, folder: Path) -> None:
    (folder / "old").write_bytes(b"old!" * (SIZE // 4))
    image(folder, PLAIN, "-b", "old", "-F", "raw")
    before = both(folder)
    size = "" if "rebase" in plan else " 8k" if "shrink" in plan else " 1M"
    is_refused = "allow" not in plan
    assert main(["view", "--plan", f"{plan} disk{size}", "disk"]) == is_refused
    assert both(folder) == before
    assert not [name for name in os.listdir() if name.startswith(".")]


# --- names that lead elsewhere ---


def grow(**more: object) -> None:
    instar.resize("disk", SIZE * 2, allow_write=["."], **more)  # type: ignore[arg-type]


def test_a_data_file_that_is_the_image_is_refused(folder: Path) -> None:
    image(folder, PLAIN)
    (folder / "data").unlink()
    os.link("disk", "data")
    before = (folder / "disk").read_bytes()
    with pytest.raises(OpenError, match="'data' is the image itself, not a data file"):
        grow()
    assert (folder / "disk").read_bytes() == before


def test_a_data_file_that_is_the_backing_image_is_refused(folder: Path) -> None:
    image(folder, PLAIN)
    must(folder, "qemu-img", "rebase", "-u", "-b", "data", "-F", "raw", "disk")
    before = both(folder)
    for change in (grow, lambda: instar.rebase("disk", None, allow_write=["."])):
        with pytest.raises(InstarError, match="refused to open 'data': it is being written"):
            change()
    assert both(folder) == before


@pytest.mark.parametrize("as_link", [False, True])
def test_a_name_that_leads_out_is_refused(as_link: bool, folder: Path) -> None:
    home = folder / "home"
    home.mkdir()
    os.chdir("home")
    if as_link:
        os.symlink("../data", "data")
        (folder / "data").touch()
    image(home, PLAIN if as_link else f"{PLAIN},data_file=../data")
    before = (folder / "data").read_bytes()
    with pytest.raises(InstarError, match="refused to open data file"):
        grow()
    assert main(["resize", "--qemu-version", "7.2", "disk", "1M"]) == 1
    assert (folder / "data").read_bytes() == before
    instar.resize("disk", SIZE * 2, allow_write=[folder], allow_paths=[folder])
    assert (folder / "data").stat().st_size == SIZE * 2


def test_a_data_file_that_somebody_uses_is_refused(folder: Path) -> None:
    image(folder, PLAIN)
    before = both(folder)
    with open("data", "r+b") as file:
        assert not take(file.fileno(), WRITER)
        with pytest.raises(OpenError, match='Failed to get "write" lock'):
            grow()
    assert both(folder) == before


def test_an_image_above_that_has_the_same_data_file_is_not_committed(folder: Path) -> None:
    image(folder, PLAIN)
    on = ("-b", "disk", "-F", "qcow2", "-o", "data_file=more")
    must(folder, "qemu-img", "create", "-q", "-f", "qcow2", *on, "top")
    must(folder, "qemu-img", "amend", "-o", "data_file=data", "top")
    before = both(folder)
    with pytest.raises(InstarError, match="refused to open 'data': it is being written"):
        instar.commit("top", allow_write=["."])
    assert both(folder) == before


def test_a_source_is_not_written_as_the_targets_data_file(folder: Path) -> None:
    image(folder, PLAIN)
    before = both(folder)
    for shared, error in (
        (False, 'Failed to get "write" lock'),
        (True, "read by the same command"),
    ):
        with pytest.raises(InstarError, match=error):
            instar.convert(
                "data",
                "disk",
                source_format="raw",
                format="qcow2",
                over=True,
                allow_write=["."],
                force_share=shared,
            )
    assert both(folder) == before


@pytest.mark.parametrize("length", [0, 512, 4 * SIZE])
def test_a_data_file_of_another_length_gets_that_of_the_disk(length: int, folder: Path) -> None:
    image(folder, PLAIN)
    os.truncate("data", length)
    before = disk_of(folder, "disk", "qcow2")
    grow()
    assert (folder / "data").stat().st_size == 2 * SIZE
    assert disk_of(folder, "disk", "qcow2")[:SIZE] == before


def test_a_data_file_that_lacks_most_of_the_disk_is_filled(folder: Path) -> None:
    """What is written has a bound, which is not that of what the disk gets alone."""
    size = 64 << 20
    image(folder, PLAIN, size=size, writes=0)
    os.truncate("data", 0)
    instar.resize("disk", size + 4096, preallocation="full", allow_write=["."])
    assert (folder / "data").stat().st_size == size + 4096


def test_what_lies_past_the_disk_is_not_shown(folder: Path) -> None:
    """qemu-img shows it."""
    image(folder, PLAIN)
    with open("data", "ab") as file:
        file.write(b"old!" * (SIZE // 4))
    instar.resize("disk", SIZE * 2, preallocation="metadata", allow_write=["."])
    assert disk_of(folder, "disk", "qcow2")[SIZE:] == bytes(SIZE)


@pytest.mark.parametrize(
    "lie",
    [
        lambda change: change.recorder.put(0, b"lie"),
        lambda change: change.recorder.zero(4096, 512),
        lambda change: change.recorder.resize(8192),
        lambda change: change.recorder.resize(1 << 20),
    ],
)
def test_a_guest_that_changes_what_the_disk_keeps_changes_nothing(
    lie: Callable[[Transaction], None], folder: Path
) -> None:
    (folder / "disk").write_bytes(bytes(512))
    (folder / "data").write_bytes(b"kept" * 4096)
    with Disk.open("disk") as disk:
        written = Transaction("data", "resize")
        data = DataFile(written.disk, disk, written)
        data.hold(16384, 16384, 32768)
        lie(written)
        with pytest.raises(SandboxError, match="data that it was not asked to change"):
            data.hold(16384, 16384, 32768)
        data.close()
    assert (folder / "data").read_bytes() == b"kept" * 4096
