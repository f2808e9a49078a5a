# SPDX-License-Identifier: Apache-2.0
"""What `info` prints, from facts that no image in the corpus has."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from instar.generated.messages import Snapshot
from instar.generated.profiles import DEFAULT, Profile, find
from instar.ops.image_info import Child, FileInfo, Finding, ImageInfo
from instar.record import replace
from instar.render import info, info_safety
from instar.render.info_size import human_size
from instar.render.info_text import as_json_text, human_lines


def human(chain: Sequence[ImageInfo], profile: Profile) -> str:
    return "".join(info.human(chain, profile))


def as_json(chain: Sequence[ImageInfo], profile: Profile, *, is_list: bool) -> str:
    return "".join(info.as_json(chain, profile, is_list=is_list))


FILE = FileInfo("a.raw", 1000, 4096)
IMAGE = ImageInfo(
    filename="a.raw",
    format="raw",
    virtual_size=1024,
    actual_size=4096,
    cluster_size=None,
    encrypted=False,
    dirty=False,
    corrupt=False,
    opened=True,
    backing_filename=None,
    full_backing_filename=None,
    backing_format=None,
    snapshots=(),
    children=(Child("file", FILE),),
)


@pytest.mark.parametrize(
    ("size", "new", "old"),
    [
        (0, "0 B", "0"),
        (999, "999 B", "999"),
        (1000, "0.977 KiB", "1.0K"),
        (1023, "0.999 KiB", "1.0K"),
        (10 << 10, "10 KiB", "10K"),
        (6750208, "6.44 MiB", "6.4M"),
        ((1 << 20) - 1, "1 MiB", "1.0M"),
        (1 << 40, "1 TiB", "1.0T"),
        ((1 << 63) - 1, "8 EiB", "8388608T"),
    ],
)
def test_sizes_for_people(size: int, new: str, old: str) -> None:
    assert human_size(size, DEFAULT) == new
    assert human_size(size, find("4.0")) == old


def test_odd_file_is_told_in_sectors() -> None:
    assert "    file length: 1 KiB (1024 bytes)\n" in human([IMAGE], DEFAULT)
    assert (
        json.loads(as_json([IMAGE], DEFAULT, is_list=False))["children"][0]["info"]["virtual-size"]
        == 1024
    )


def test_chain_is_a_list_of_images() -> None:
    assert human([IMAGE, IMAGE], DEFAULT) == human([IMAGE], DEFAULT) + "\n" + human(
        [IMAGE], DEFAULT
    )
    assert len(json.loads(as_json([IMAGE, IMAGE], DEFAULT, is_list=True))) == 2
    assert len(json.loads(as_json([IMAGE], DEFAULT, is_list=True))) == 1


def test_name_from_a_stranger_is_escaped() -> None:
    image = replace(
        IMAGE,
        backing_filename="\x1b[2J\udcff\u00e9\n",
        full_backing_filename="dir/\x1b[2J\udcff\u00e9\n",
    )
    text = human([image], DEFAULT)
    assert (
        "backing file: \\x1b[2J\\xff\u00e9\\n (actual path: dir/\\x1b[2J\\xff\u00e9\\n)\n" in text
    )
    found = as_json([image], DEFAULT, is_list=False)
    assert '"backing-filename": "\\u001B[2J\\uFFFD\\u00E9\\n"' in found
    assert json.loads(found)["backing-filename"] == "\x1b[2J\ufffd\u00e9\n"


def test_characters_beyond_16_bits_are_pairs_in_json() -> None:
    assert as_json_text("\U0001f600") == '"\\uD83D\\uDE00"'
    assert as_json_text('"\\\x7f') == '"\\"\\\\\\u007F"'


def test_nothing_is_told_where_the_driver_says_nothing() -> None:
    assert "dirty-flag" not in as_json([replace(IMAGE, dirty=None)], find("7.2"), is_list=False)
    assert '"dirty-flag": false' in as_json([IMAGE], find("7.2"), is_list=False)


def test_long_snapshot_names_keep_their_distance() -> None:
    snapshot = Snapshot("1", "a name of more than sixteen", 0, 0, 0, 3_723_004_000_000, None)
    image = replace(IMAGE, snapshots=(snapshot,))
    row = human([image], DEFAULT).splitlines()[6]
    assert row.startswith("1       a name of more than sixteen      0 B ")
    assert row.endswith(" 0001:02:03.004         --")
    assert human([image], find("5.0")).splitlines()[6].endswith("   01:02:03.004")
    assert "icount" not in as_json([image], DEFAULT, is_list=False)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("\u00e9t\u00e9", "\u00e9t\u00e9"), ("s\udc80", "s\\x80"), ("a\nb", "a\\nb")],
)
def test_columns_are_as_wide_as_the_bytes_of_names(name: str, shown: str) -> None:
    image = replace(IMAGE, snapshots=(Snapshot("1", name, 0, 0, 0, 0, None),))
    blank = replace(IMAGE, snapshots=(Snapshot("1", "", 0, 0, 0, 0, None),))
    row, empty = (human([one], DEFAULT).splitlines()[6] for one in (image, blank))
    width = len(name.encode("utf-8", "surrogateescape"))
    assert row == empty.replace("1       " + " " * width, f"1       {shown}", 1)


def test_lists_and_dictionaries_are_indented() -> None:
    node: dict[str, Any] = {"a-b": [], "c": [{"d": True}, "e"], "f": {}}
    assert list(human_lines(node, 1)) == [
        "    a b:",
        "    c:",
        "        [0]:",
        "            d: true",
        "        [1]: e",
        "    f:",
    ]
    assert as_json_text({"a": [], "b": {}}) == '{\n    "a": [\n    ],\n    "b": {\n    }\n}'


def finding(name: str, severity: str, **more: object) -> Finding:
    facts = {
        "filename": "a.raw",
        "structure": "",
        "field": "",
        "offset": None,
        "value": 0,
        "detail": "",
    }
    return Finding(name, severity, **(facts | more))  # type: ignore[arg-type]


def test_gravest_finding_comes_first() -> None:
    low, high = (
        finding("dirty", "low"),
        finding("backing_file", "high", detail="x\x1b", offset=8, structure="qcow2 header"),
    )
    image = replace(IMAGE, findings=(low, high))
    lines = info_safety.human(image, "medium").splitlines()
    assert lines[2:] == [
        "high: backing_file: has a backing file: it shows the content of another file ('x\\x1b', "
        "qcow2 header at byte 8)",
        "low: dirty: was not closed properly",
        "verdict: unsafe, 1 finding of severity medium or above",
    ]
    assert (
        info_safety.human(image, "low").splitlines()[-1].startswith("verdict: unsafe, 2 findings")
    )
    assert json.loads(info_safety.as_json(image, "high"))["safe"] is False
    assert (
        json.loads(info_safety.as_json(replace(IMAGE, findings=(low,)), "medium"))["safe"] is True
    )
    assert info_safety.human(IMAGE, "low").splitlines()[-1] == "verdict: nothing found"
