# SPDX-License-Identifier: Apache-2.0
"""`instar bitmap` from the command line to the file."""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path

import pytest

import instar as api
from lab.images.qcow2 import BITMAPS, CLUSTER, SPARE, extension, qcow2_bytes
from tests.cli.conftest import Instar

pytestmark = pytest.mark.usefixtures("folder")

MIB = 1 << 20
IN_USE = 1
AUTOCLEAR = (88, ">Q", 1)


@pytest.fixture
def image(instar: Instar) -> str:
    assert instar("create", "-q", "-f", "qcow2", "disk", "64M").status == 0
    return "disk"


def bitmaps(image: str) -> list[tuple[str, int, tuple[str, ...]]]:
    found = api.info(image).qcow2
    assert found is not None
    return [(one.name, one.granularity, one.flags) for one in found.bitmaps]


def entry(name: bytes, table: int, *, flags: int = 2, clusters: int = 1, bits: int = 16) -> bytes:
    fixed = struct.pack(">QIIBBHI", table, clusters, flags, 1, bits, len(name), 0)
    return fixed + name + bytes(-(24 + len(name)) % 8)


def with_bitmaps(*entries: bytes, count: int | None = None, **pieces: bytes) -> bytes:
    """The small image, with a directory in its first spare cluster."""
    directory = b"".join(entries)
    number = len(entries) if count is None else count
    described = struct.pack(">IIQQ", number, 0, len(directory), SPARE)
    laid = {SPARE: directory}
    laid |= {SPARE + int(at[1:]) * CLUSTER: data for at, data in pieces.items()}
    return bytes(qcow2_bytes(AUTOCLEAR, extensions=extension(BITMAPS, described), pieces=laid))


def bits(name: str, image: str = "disk") -> bytes:
    """The first bytes of a bitmap, as its table names them."""
    data = Path(image).read_bytes()
    at = data.index(struct.pack(">II", BITMAPS, 24)) + 8
    number, _, length, place = struct.unpack_from(">IIQQ", data, at)
    end = place + length
    for _ in range(number):
        table, _, _, _, _, len_name, _ = struct.unpack_from(">QIIBBHI", data, place)
        if data[place + 24 : place + 24 + len_name] == name.encode():
            (cluster,) = struct.unpack_from(">Q", data, table)
            return data[cluster : cluster + 8] if cluster else bytes(8)
        place += 24 + len_name + -(24 + len_name) % 8
    raise AssertionError(f"no bitmap {name} before {end}")


def test_a_bitmap_is_made_changed_and_deleted(instar: Instar, image: str) -> None:
    assert instar("bitmap", "--add", image, "a") == (0, "", "")
    assert instar("bitmap", "--add", "-g", "4k", "--disable", image, "b") == (0, "", "")
    assert bitmaps(image) == [("a", 65536, ("auto",)), ("b", 4096, ())]
    assert instar("bitmap", "--enable", image, "b") == (0, "", "")
    said = json.loads(instar("bitmap", "--output=json", "--disable", image, "a").out)
    assert (said["bitmap"], said["granularity"], said["enabled"]) == ("a", 65536, False)
    assert bitmaps(image) == [("a", 65536, ()), ("b", 4096, ("auto",))]
    assert instar("bitmap", "--remove", "--add", image, "a") == (0, "", "")
    assert bitmaps(image) == [("b", 4096, ("auto",)), ("a", 65536, ("auto",))]
    assert instar("bitmap", "--remove-all", image) == (0, "", "")
    assert bitmaps(image) == []
    assert instar("check", "-q", image).status == 0
    assert [name for name in os.listdir() if name.startswith(".")] == []


def test_bits_of_other_granularities_are_merged(instar: Instar) -> None:
    table = struct.pack(">Q", SPARE + 2 * CLUSTER)
    fine = entry(b"fine", SPARE + CLUSTER, bits=9)
    Path("disk").write_bytes(with_bitmaps(fine, p1=table, p2=b"\1\0\0\2" + bytes(20)))
    assert instar("bitmap", "--add", "-g", "4k", "--merge", "fine", "disk", "coarse").status == 0
    assert bits("coarse") == b"\x09" + bytes(7)  # bits 0 and 25 of 512 bytes each
    assert instar("bitmap", "--clear", "--merge", "coarse", "disk", "fine").status == 0
    assert bits("fine") == b"\xff\0\0\xff" + bytes(4)
    assert instar("check", "-q", "disk").status == 3  # whatever else the small image counts


def test_bits_that_are_all_set_are_stored_up_to_the_end_of_the_disk(instar: Instar) -> None:
    ones = entry(b"ones", SPARE + CLUSTER)
    Path("disk").write_bytes(with_bitmaps(ones, p1=struct.pack(">Q", 1)))
    assert instar("bitmap", "--disable", "disk", "ones").status == 0
    assert bits("ones") == b"\x0f" + bytes(7)  # 256 KiB


def test_bits_of_another_image_are_merged(instar: Instar, image: str) -> None:
    table = struct.pack(">Q", SPARE + 2 * CLUSTER)
    source = with_bitmaps(entry(b"s", SPARE + CLUSTER, bits=12), p1=table, p2=b"\x81")
    Path("other").write_bytes(source)
    assert instar("create", "-q", "-f", "qcow2", "new", "256k").status == 0
    merge = ("--merge", "s", "-b", "other", "-F", "qcow2")
    assert instar("bitmap", "--add", "-g", "8k", *merge, "new", "d") == (0, "", "")
    assert bits("d", "new") == b"\x09" + bytes(7)
    assert Path("other").read_bytes() == source
    said = instar("bitmap", "--add", *merge, image, "d")
    assert said.status == 1 and "different sizes (destination size is 67108864, source" in said.err
    said = instar("bitmap", "--add", "--merge", "no", "-b", "other", image, "d")
    assert said.err == "instar: Operation merge on bitmap d failed: Dirty bitmap 'no' not found\n"
    assert bitmaps(image) == []


def test_bits_of_an_overlay_are_read_without_its_base(instar: Instar) -> None:
    made = ("create", "-q", "-f", "qcow2")
    assert instar(*made, "base", "256k").status == 0
    assert instar(*made, "-b", "base", "-F", "qcow2", "top").status == 0
    assert instar("bitmap", "--add", "top", "s").status == 0
    Path("base").rename("moved")
    merge = ("--merge", "s", "-b", "top", "-F", "qcow2")
    assert instar("bitmap", "--add", *merge, "moved", "d") == (0, "", "")
    assert [name for name, _, _ in bitmaps("moved")] == ["d"]


def test_of_what_is_refused_nothing_is_done_unless_a_release_does(
    instar: Instar, image: str
) -> None:
    before = Path(image).read_bytes()
    error = "instar: Operation add on bitmap b failed: Bitmap already exists: b\n"
    assert instar("bitmap", "--add", "--add", image, "b") == (1, "", error)
    assert Path(image).read_bytes() == before
    assert instar("bitmap", "--qemu-version=7.2", "--add", "--add", image, "b") == (1, "", error)
    assert bitmaps(image) == [("b", 65536, ("auto",))]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--clear", "disk", "no"), "Operation clear on bitmap no failed: Dirty bitmap 'no' not"),
        (("--add", "disk", ""), "Operation add on bitmap  failed: Bitmap name cannot be empty"),
        (
            ("--add", "-g", "1000", "disk", "b"),
            "Operation add on bitmap b failed: Granularity must",
        ),
        (("--add", "disk", "n" * 1024), "Operation add on bitmap " + "n" * 1024 + " failed: Can't"),
        (("disk", "b"), "Need at least one of --add, --remove, --remove-all, --clear, --enable"),
        (("--remove", "-g", "4k", "disk", "b"), "granularity only supported with --add"),
        (("--add", "-F", "raw", "disk", "b"), "-F only supported with -b"),
        (("--add", "-b", "x", "disk", "b"), "Merge bitmap source file only supported with"),
        (("--add", "disk"), "Expecting filename and bitmap name"),
        (("--remove-all", "disk", "b"), "Expecting filename"),
        (("--merge", "a", "-b", "disk", "disk", "b"), "Could not open 'disk': Failed to get share"),
        (("--add",) * 33 + ("disk", "b"), "33 actions are more than the 32 of one run"),
    ],
)
def test_what_is_refused(instar: Instar, image: str, words: tuple[str, ...], error: str) -> None:
    before = Path(image).read_bytes()
    said = instar("bitmap", *words)
    assert said.status == 1 and said.err.startswith(f"instar: {error}")
    assert Path(image).read_bytes() == before


def test_a_bitmap_in_use_can_only_be_removed(instar: Instar) -> None:
    content = with_bitmaps(entry(b"b", SPARE + CLUSTER, flags=IN_USE))
    Path("disk").write_bytes(content)
    for action in (("--clear",), ("--enable",), ("--merge", "b")):
        said = instar("bitmap", *action, "disk", "b")
        assert said.status == 1 and "Bitmap 'b' is inconsistent and cannot be used" in said.err
    assert Path("disk").read_bytes() == content
    assert instar("bitmap", "--remove", "disk", "b") == (0, "", "")
    assert bitmaps("disk") == []


@pytest.mark.parametrize("format", ["raw", "qed", "vmdk"])
def test_other_formats_have_none(instar: Instar, format: str) -> None:
    assert instar("create", "-q", "-f", format, "disk", "1M").status == 0
    before = Path("disk").read_bytes()
    said = instar("bitmap", "-f", format, "--add", "disk", "b")
    assert said.status == 1 and "Can't store persistent bitmaps to disk: Operation not" in said.err
    assert instar("bitmap", "-f", format, "--remove-all", "disk") == (0, "", "")
    assert Path("disk").read_bytes() == before


SHARED = entry(b"a", SPARE + CLUSTER)
HOSTILE = {
    "two bitmaps with one table": with_bitmaps(SHARED, entry(b"b", SPARE + CLUSTER)),
    "a table that is the directory": with_bitmaps(entry(b"a", SPARE)),
    "a table of the image as bits": with_bitmaps(
        SHARED, p1=struct.pack(">Q", 2 * CLUSTER), p2=b"\1"
    ),
    "bits past the end of the file": with_bitmaps(SHARED, p1=struct.pack(">Q", 1 << 40)),
    "a table past the end of the file": with_bitmaps(entry(b"a", 1 << 40)),
    "fewer entries than are said": with_bitmaps(SHARED, count=2),
    "more entries than are said": with_bitmaps(SHARED, entry(b"b", SPARE + CLUSTER), count=1),
    "more bitmaps than there may be": with_bitmaps(SHARED, count=65536),
    "a name that leaves the directory": with_bitmaps(SHARED[:18] + b"\xff\xff" + SHARED[20:]),
    "one name twice": with_bitmaps(SHARED, SHARED),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_directory_that_lies_is_refused_and_stays(instar: Instar, what: str) -> None:
    Path("disk").write_bytes(HOSTILE[what])
    said = instar("bitmap", "--clear", "disk", "a")
    assert said.status == 1 and said.out == "" and "Traceback" not in said.err, said
    assert Path("disk").read_bytes() == HOSTILE[what]


def test_the_library_changes_bitmaps(image: str) -> None:
    made = api.bitmap(image, "a", ["add", "disable"], granularity=512)
    assert (made.granularity, made.enabled, made.format) == (512, False, "qcow2")
    assert api.bitmap(image, "b", ["add", ("merge", "a")]).enabled is True
    assert api.bitmap(image, "a", ["remove"]).granularity is None
    with pytest.raises(api.UsageError, match="Dirty bitmap 'a' not found"):
        api.bitmap(image, "b", ["clear", ("merge", "a")])
    with pytest.raises(api.UsageError, match="a bitmap is changed by add"):
        api.bitmap(image, "b", ["merge"])
