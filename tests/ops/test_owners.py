# SPDX-License-Identifier: Apache-2.0
"""`view --owners`, `--at-guest` and `--at-file`: whose the bytes of a file are, and the ways
between the disk and the file.
"""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

import instar
from instar.generated.messages import ViewResult, ViewRuns
from instar.generated.view import ViewRun
from lab.fuzz.host_answers import KIND, Guest, captured, speaking
from lab.images.dmg import RAW, ZLIB, Chunk, dmg_bytes
from lab.images.qcow2 import BLOCK, CLUSTER, DATA, L1, L2, qcow2_bytes
from tests.codegen.test_views import BLOCKS, VIEWS, images, opened

SAMPLE = 3  # runs of a disk
IMAGES = 12
BY_KAITAI = ("bochs", "dmg", "sesparse", "vhdx")
NONE_STORED = ("cloop", "luks")  # all is compressed, or encrypted


@pytest.fixture(scope="module")
def client() -> Iterator[instar.Client]:
    with instar.Client() as opened:
        yield opened


def stored(client: instar.Client, path: Path, fmt: str, format: str) -> list[tuple[int, int]]:
    """Where parts of the disk begin, and where they are in the file: as the format's own walker
    has it, or by the official compiler's Python, where qemu and so `map` tell of no offsets.
    """
    if fmt in BY_KAITAI:
        view = opened(VIEWS[fmt], path)
        return [(block.guest, block.file) for block in BLOCKS[fmt](view)]
    try:
        qcow2 = client.info(path, format=format).qcow2
        if qcow2 is not None and qcow2.data_file is not None:  # offsets are of that
            return []
        runs = [*client.map(path, format=format)]
    except instar.ImageError:  # what else it needs is missing
        return []
    own = [run for run in runs if run.depth == 0 and run.data and not run.compressed]
    return [(run.start, run.offset) for run in own if run.offset is not None]


@pytest.mark.parametrize("fmt", sorted(VIEWS))
def test_data_is_where_others_read_it(
    fmt: str, corpus: Path, client: instar.Client, tmp_path: Path
) -> None:
    compared = 0
    for path, format in islice(images(fmt, corpus, tmp_path), IMAGES):
        found = client.owners(path, format=format)
        assert sum(run.length for run in found.runs) == found.file_size == path.stat().st_size
        for guest, file in stored(client, path, fmt, format)[:SAMPLE]:
            owned = next(r for r in found.runs if r.offset <= file < r.offset + r.length)
            if fmt == "qcow2" and owned.guest_offset is None:  # of more than one place of the disk
                continue
            assert (owned.owner, owned.guest_offset) == ("data", guest - file + owned.offset)
            assert client.locate(path, guest=guest, format=format).file_offset == file
            assert client.locate(path, file=file, format=format).guest_offset == guest
            compared += 1
    assert compared or fmt in NONE_STORED


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "image"
    path.write_bytes(qcow2_bytes())
    return path


def owners(content: bytes | bytearray, image: Path, **asked: int) -> dict[int, instar.OwnedRun]:
    image.write_bytes(content)
    found = instar.owners(image, max_nodes=asked.get("max_nodes", 1000))
    return {run.offset: run for run in found.runs}


def test_the_way_to_a_byte_of_the_disk_is_shown(image: Path) -> None:
    place = instar.locate(image, guest=5)
    assert [way.run.path for way in place.ways] == [
        "l1_table[0]",
        "l1_table[0].l2_table[0]",
        "l1_table[0].l2_table[0].cluster",
    ]
    values = {node.path: node.value for way in place.ways for node in way.nodes}
    assert values["l1_table[0].entry.ofs_l2_table"] == L2
    assert values["l1_table[0].l2_table[0].entry.host_offset"] == DATA
    assert place.file_offset == DATA + 5
    none = instar.locate(image, guest=5 * CLUSTER)
    assert none.file_offset is None and len(none.ways) == 2
    assert not instar.locate(image, guest=1 << 62).ways


def test_what_leads_to_a_byte_of_the_file_is_shown(image: Path) -> None:
    place = instar.locate(image, file=L2 + 8 * 3 + 1)
    assert [way.run.path for way in place.ways] == ["l1_table[0].l2_table[3]"]
    assert place.guest_offset is None
    with pytest.raises(instar.UsageError, match="one of guest and file"):
        instar.locate(image)


def test_clusters_that_are_counted_and_have_no_user_are_leaked(image: Path) -> None:
    counted = owners(qcow2_bytes(), image)[DATA + CLUSTER]
    assert (counted.owner, counted.path) == ("leaked", "refcount_table[0].block[6]")
    free = owners(qcow2_bytes((BLOCK + 2 * 6, ">H", 0)), image)
    assert free[DATA + CLUSTER].owner == "unknown"
    assert free[DATA + 2 * CLUSTER].owner == "leaked"


@pytest.mark.parametrize("order", [0, 1, 2, 3, 5, 6])
def test_counts_of_all_widths_tell_what_is_leaked(image: Path, order: int) -> None:
    """Of 16 bits, they are above: here the seventh cluster alone is counted."""
    width = 1 << order
    counts = (1 << 6 * width).to_bytes(CLUSTER, "little")
    if width > 8:
        counts = bytes(width // 8 * 7 - 1) + b"\1"
    found = owners(
        qcow2_bytes((96, ">I", order), pieces={BLOCK: counts.ljust(CLUSTER, b"\0")}), image
    )
    told = {run.owner: (run.offset, run.path) for run in found.values()}
    assert told["leaked"] == (6 * CLUSTER, f"refcount_table[0].block_{width}[6]")


@pytest.mark.parametrize("is_fork", [True, False])
def test_chunks_of_dmg_are_found_without_an_index(tmp_path: Path, is_fork: bool) -> None:
    image = tmp_path / "disk.dmg"
    packed = zlib.compress(bytes(range(256)) * 4)
    listed = [Chunk(RAW, 0, 2, bytes(1024)), Chunk(ZLIB, 2, 2, packed)]
    image.write_bytes(dmg_bytes(listed, is_fork=is_fork))
    assert {run.owner for run in instar.owners(image).runs} == {
        *("data", "compressed", "metadata", "header"),
    }
    stored = instar.locate(image, guest=700)
    assert (stored.ways[0].run.path.rpartition(".")[2], stored.file_offset) == ("bytes", 700)
    unpacked = instar.locate(image, guest=1030)
    assert unpacked.ways[0].run.path.endswith(".chunks[1].stream")
    assert unpacked.file_offset == 1024 and not instar.locate(image, guest=2048).ways


def test_two_owners_of_a_place_overlap(image: Path) -> None:
    found = owners(qcow2_bytes(entries={0: DATA, 1: L2, 2: DATA}), image)
    assert {found[at].owner for at in (L2, DATA)} == {"overlap"}


def test_a_row_of_entries_is_one_run_and_so_is_what_shares_it(image: Path) -> None:
    row = {n: DATA + n * CLUSTER for n in range(9)} | {10: DATA + 10 * CLUSTER}
    found = owners(qcow2_bytes(entries=row), image)
    assert (found[DATA].length, found[DATA].guest_offset) == (9 * CLUSTER, 0)
    assert found[DATA + 9 * CLUSTER].owner == "leaked"
    place = instar.locate(image, file=DATA + 7 * CLUSTER)
    assert place.ways[0].run.path == "l1_table[0].l2_table[7].cluster"
    assert place.guest_offset == 7 * CLUSTER


def test_runs_that_are_too_many_are_told_loosely_and_then_cut(image: Path) -> None:
    scattered = {2 * n: DATA + n * CLUSTER for n in range(8)}
    content = qcow2_bytes(entries=scattered)
    assert sum(run.owner == "data" for run in owners(content, image).values()) == 8
    loose = owners(content, image, max_nodes=10)
    assert sum(run.owner == "data" for run in loose.values()) == 1
    cut = instar.owners(image, max_nodes=3)
    assert cut.full and len(cut.runs) == 3


@pytest.mark.parametrize(
    ("at", "form", "value"),
    [
        (36, ">I", 0xFFFFFFFF),  # L1 entries
        (40, ">Q", 1 << 62),  # their place
        (L1, ">Q", L1 | 1 << 63),  # an L1 table that is its own L2 table
        (20, ">I", 21),  # cluster bits
        (20, ">I", 0xFFFFFFF0),
        (56, ">I", 0xFFFFFFFF),  # clusters of the refcount table
        (60, ">I", 0xFFFFFFFF),  # snapshots
    ],
)
def test_an_image_that_lies_is_told_in_bounds(image: Path, at: int, form: str, value: int) -> None:
    owners(qcow2_bytes((at, form, value)), image)
    found = instar.owners(image)
    assert found.full or sum(run.length for run in found.runs) == found.file_size
    assert len(instar.locate(image, guest=0).ways) <= 3
    assert len(instar.locate(image, file=L1).ways) <= 64


# --- what is wrong --------------------------------------------------------------------------------


def test_findings_are_at_the_nodes_that_they_are_of(image: Path) -> None:
    name = b"/etc/passwd"
    content = qcow2_bytes((8, ">Q", 200), (16, ">I", len(name)), pieces={200: name})
    image.write_bytes(content)
    status, text, _ = captured(["view", "--findings", "--select", "header", str(image)])
    lines = text.splitlines()
    at = next(i for i, line in enumerate(lines) if "ofs_backing_file" in line)
    assert status == 0 and "! high: backing_file: qcow2 header" in lines[at + 1]
    image.write_bytes(qcow2_bytes(entries={0: DATA, 1: L2}))
    line = ["view", "--findings", "--output=json", "--depth", "9", str(image)]
    found = json.loads(captured(line)[1])["findings"]
    told = {(one["effect"], one.get("path")) for one in found}
    assert ("leak", "refcount_table[0].entry.block_sector") in told
    assert ("high", "l1_table[0].l2_table[0].entry") in told


def test_what_differs_in_a_second_image_is_marked(image: Path) -> None:
    other = image.with_name("other")
    other.write_bytes(qcow2_bytes((24, ">Q", 1 << 20), entries={0: DATA, 3: DATA + CLUSTER}))
    line = ["view", "--diff", "--depth", "9", str(image), str(other)]
    status, text, _ = captured(line)
    lines = [one.strip() for one in text.splitlines()]
    assert status == 0
    at = next(i for i, one in enumerate(lines) if "header.virtual_size" in one)
    assert lines[at + 1] == "! differs: in the second: 1048576 (0x100000) bytes"
    assert any("l1_table[0].l2_table[0].entry.copied" in one for one in lines)
    assert not any("cluster_bits" in one for one in lines)
    assert len(captured([*line[:2], str(image), str(image)])[1].splitlines()) == 1
    status, _, error = captured(["view", "--diff", str(image)])
    assert (status, "needs a second image" in error) == (1, True)
    status, _, error = captured(["view", "--owners", str(image), str(other)])
    assert (status, "--owners takes one image" in error) == (1, True)


# --- what a guest may not say ---------------------------------------------------------------------


def run(**changed: int) -> bytes:
    fields = {"offset": 0, "length": 512, "guest": 0, "owner": 8, "num_steps": 0, **changed}
    return ViewRun(**fields, steps=(1 << 40,) * 12).pack_unchecked()


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (b"", "the guest sent runs of 0 bytes"),
        (bytes(127), "the guest sent runs of 127 bytes"),
        (run(owner=99), "the guest sent a run that is none"),
        (run(num_steps=13), "the guest sent a run that is none"),
        (run(num_steps=1), "the guest sent a path that no view has"),
        (run(offset=1), "the guest's runs do not follow each other"),
        (run(length=0), "the guest's runs do not follow each other"),
        (run(length=511), "the guest's runs are not as long as the file"),
        (run(length=1) * 2, "the guest's runs do not follow each other"),
    ],
)
def test_what_no_guest_may_say(tmp_path: Path, said: bytes, error: str) -> None:
    (tmp_path / "image").write_bytes(bytes(512))
    guest = Guest(tmp_path)
    guest.said = (ViewRuns(said), ViewResult(0, 512, 1, False))
    with speaking(guest):
        line = ["view", "--owners", f"--sandbox={KIND}", str(tmp_path / "image")]
        status, _, text = captured(line)
    assert (status, error in text) == (1, True), text


# --- before a command -----------------------------------------------------------------------------


def test_a_plan_is_shown_and_not_made(image: Path) -> None:
    before = image.read_bytes()
    line = ["view", "--depth", "2", "--plan", "snapshot -c 'a name'", str(image)]
    status, text, error = captured([*line[:1], "--diff", *line[1:]])
    assert (status, error) == (0, "")
    lines = [one.strip() for one in text.splitlines()]
    at = next(i for i, one in enumerate(lines) if "header.num_snapshots" in one)
    assert lines[at].endswith("header.num_snapshots  1")
    assert lines[at + 1] == "! differs: in the file as it is: 0"
    found = json.loads(captured([*line[:1], "--output=json", *line[1:]])[1])
    names = [node for node in found["nodes"] if node["path"] == "snapshots[0].entry"]
    assert names and found["findings"]
    assert image.read_bytes() == before and [*image.parent.iterdir()] == [image]
    status, text, _ = captured(["view", "--diff", "--plan", f"resize {image} 1M", str(image)])
    assert status == 0 and "virtual_size  1048576" in text
    assert image.read_bytes() == before


CHANGES = {
    "amend -o lazy_refcounts=on": "header.compatible_features  1",
    "bitmap --add new": "autoclear_features  1",
    "bitmap --remove old": "autoclear_features  0",
    "bitmap --disable old": "entry.flags  0",
    "check -r all": "refcount_table[0].block[",
    "rebase -u -b other.qcow2 -F qcow2": "backing_file_name  'other.qcow2'",
    "rebase -b ''": "ofs_backing_file  0 bytes",
    "resize +1M": "header.virtual_size  2097152",
    "resize --shrink 512K": "header.virtual_size  524288",
    "snapshot -c s": "header.num_snapshots  1",
}
"""Plans, and what an image is then."""


@pytest.mark.parametrize("plan", CHANGES)
def test_each_command_that_changes_an_image_can_be_planned(tmp_path: Path, plan: str) -> None:
    image, base = tmp_path / "top.qcow2", tmp_path / "base.qcow2"
    lines = [
        ["create", "-q", "-f", "qcow2", str(base), "1M"],
        ["create", "-q", "-f", "qcow2", "-b", base.name, "-F", "qcow2", str(image)],
    ]
    if "--add" not in plan:
        lines.append(["bitmap", "--add", str(image), "old"])
    assert [captured(line) for line in lines] == [(0, "", "")] * len(lines)
    shutil.copy(base, tmp_path / "other.qcow2")
    if plan.startswith("check"):
        (counts,) = instar.view(image, select="refcount_table[0].block_bytes").nodes
        with image.open("r+b") as file:
            file.seek(counts.offset + 2)
            file.write(b"\0\2")  # of the second cluster, which has one user
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    line = ["view", "--diff", "--depth", "7", "--plan", plan, str(image)]
    status, text, error = captured(line)
    assert (status, error) == (0, ""), text
    assert CHANGES[plan] in text
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_places_of_an_image_as_planned(image: Path) -> None:
    line = ["view", "--plan", "snapshot -c s", str(image)]
    for more in (["--owners"], ["--output=json", "--owners"]):
        assert "snapshots" in captured([*line, *more])[1]
        assert "snapshots" not in captured(["view", *more, str(image)])[1]
    place = captured([*line, "--at-file", str(image.stat().st_size)])[1]
    assert "snapshots[0]" in place or "l1_table" in place


@pytest.mark.parametrize(
    ("plan", "more", "error"),
    [
        ("convert a b", (), "--plan expects one of amend, bitmap, check,"),
        ("snapshot 'a", (), "--plan expects a command, not"),
        ("snapshot -d none", (), "none"),
        ("snapshot -l", (), "would change nothing"),
        ("check", (), "would change nothing"),
        ("commit", (), "--plan does not show commit: it writes the backing image as it goes"),
        ("snapshot -c s", ("--findings",), "--plan and --findings are mutually exclusive: what is"),
        ("snapshot -c s", ("other",), "--plan takes one image"),
    ],
)
def test_a_plan_that_is_none(image: Path, plan: str, more: tuple[str, ...], error: str) -> None:
    before = image.read_bytes()
    status, text, said = captured(["view", "--plan", plan, str(image), *more])
    assert (status, text, error in said) == (1, "", True), said
    assert image.read_bytes() == before
