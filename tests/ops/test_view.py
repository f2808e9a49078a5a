# SPDX-License-Identifier: Apache-2.0
"""`view`: what is selected, how much of it, what a guest may not say, and images that lie."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

import instar
from instar.generated import views
from instar.generated.enums.qcow2 import Qcow2ExtensionType
from instar.generated.enums.view import ViewNodeFlag, ViewNodeKind
from instar.generated.messages import GuestMessage, ViewBatch, ViewResult
from instar.generated.view import MAX_ENCODED, NO_TYPE, ViewNode
from instar.sandbox.errors import GuestLimit
from lab.fuzz.host_answers import KIND, Guest, captured, speaking
from lab.images.dmg import RAW, ZEROS, Chunk, dmg_bytes
from lab.images.hdd import TOP, Part, Storage, bundle, descriptor, expanding
from lab.images.partitions import gpt
from lab.images.qcow2 import CLUSTER, COMPRESSED, COPIED, DATA, L1, L2, SPARE, qcow2_bytes


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "image"
    path.write_bytes(qcow2_bytes())
    return path


def view(path: Path, select: str = "", depth: int = 3, **more: int) -> instar.View:
    asked = {"first": 0, "max_elements": 8, "max_nodes": 1000, **more}
    return instar.view(
        path,
        select=select,
        depth=depth,
        first=asked["first"],
        max_elements=asked["max_elements"],
        max_nodes=asked["max_nodes"],
    )


# --- what is asked for ----------------------------------------------------------------------------


def test_a_field_has_its_bytes_and_its_topic(image: Path) -> None:
    (node,) = view(image, "header.cluster_bits").nodes
    assert (node.value, node.offset, node.length) == (12, 20, 4)
    assert node.data == image.read_bytes()[20:24]
    assert instar.explain(node.topic).name == "qcow2.header.cluster_bits"


def test_depth_decides_what_is_open(image: Path) -> None:
    (closed,) = view(image, "header", depth=0).nodes
    assert closed.closed
    opened = view(image, "header", depth=1).nodes
    assert not opened[0].closed and {node.depth for node in opened[1:]} == {1}


def test_a_list_is_shown_from_an_element_on(image: Path) -> None:
    nodes = view(image, "l1_table[0].l2_table", depth=1, first=100, max_elements=3).nodes
    assert [node.path.rpartition("[")[2] for node in nodes[1:]] == ["100]", "101]", "102]"]
    assert nodes[0].value == 512 and nodes[0].more
    assert view(image, "l1_table[0].l2_table", depth=1, first=9000).nodes[1:] == ()


def test_an_element_leads_on(image: Path) -> None:
    nodes = view(image, "l1_table[0].l2_table[3].entry").nodes
    assert nodes[0].path == "l1_table[0].l2_table[3].entry"
    (table,) = view(image, "l1_table[0].entry.ofs_l2_table").nodes
    assert table.value is not None and nodes[0].offset == table.value + 3 * 8
    assert {node.kind for node in nodes[1:]} <= {"bits", "computed"}


def test_a_case_is_resolved_in_the_image(image: Path) -> None:
    name, words = b"\x00\x05corrupt", 48  # incompatible bit 5
    table = struct.pack(">II", Qcow2ExtensionType.FEATURE_NAMES, words) + name.ljust(words, b"\0")
    (end,) = view(image, "header.length").nodes
    patched(image, end.value or 0, f">{len(table)}s", table)
    (member,) = view(image, "extensions[0].type").nodes
    assert member.member == "feature_names"
    nodes = view(image, "extensions[0].data.names[0]").nodes
    assert [node.data for node in nodes if node.name == "name"] == [b"corrupt".ljust(46, b"\0")]


def test_nodes_are_counted(image: Path) -> None:
    found = view(image, depth=9, max_elements=8000, max_nodes=500)
    assert found.full and len(found.nodes) == 500


def told(path: Path, *more: str, select: str = "l1_table[0].l2_table") -> list[str]:
    """What the terminal shows of a table, without the places."""
    status, text, _ = captured(["view", "--select", select, "--depth", "1", *more, str(path)])
    assert status == 0
    return [line[40:].strip() if line[12:14] == "  " else line for line in text.splitlines()[1:]]


def test_entries_that_follow_a_rule_are_one_row(image: Path) -> None:
    row = {n: (DATA + n * CLUSTER) | COPIED for n in range(9)}
    image.write_bytes(qcow2_bytes(entries=row | {10: SPARE | COMPRESSED, 12: 1, 13: 1}))
    rows = [
        "[0..8]  l2_slot data, each 0x1000 more ...",
        "[9]  l2_slot hole ...",
        "[10]  l2_slot compressed ...",
        "[11]  l2_slot hole ...",
        "[12..13]  l2_slot zero, all the same ...",
        "[14..511]  l2_slot hole, all the same ...",
    ]
    assert told(image) == ["l2_table  512", *rows]
    goes_on = "The list goes on: --select 'l1_table[0].l2_table' --first 10"
    assert told(image, "--elements", "2") == ["l2_table  512 ...", *rows[:2], goes_on]
    assert told(image, "--first", "10") == ["l2_table  512", *rows[2:]]
    assert len(told(image, "--all", "--elements", "600")) == 513
    assert told(image, select="refcount_table[0].block")[1] == "[0..15]  1, all the same"


def test_entries_that_lead_to_tables_are_apart(image: Path) -> None:
    """Each has a table of its own, unless they are the same."""
    tables = struct.pack(">4Q", *(L2 + n * CLUSTER for n in range(4)))
    image.write_bytes(qcow2_bytes((36, ">I", 12), pieces={L1: tables}))
    shown = [line.split("  ")[0] for line in told(image, select="l1_table")[1:]]
    assert shown == ["[0]", "[1]", "[2]", "[3]", "[4..11]"]


def test_rows_of_a_table_without_end_are_bounded(image: Path) -> None:
    image.write_bytes(qcow2_bytes((36, ">I", 0xFFFFFFFF)))
    assert 2 < len(told(image, select="l1_table")) < 70


@pytest.mark.parametrize(
    ("select", "error"),
    [
        ("header.cluster_bit", "'header' has nothing that is named 'cluster_bit'"),
        ("l1_table.entry", "'l1_table' is a list: name an element, such as l1_table[0]"),
        ("header[0]", "'header' is no list"),
        ("l1_table[7]", "has no node 'l1_table[7]'"),
        ("backing_file_name", "has no node 'backing_file_name'"),
        ("header.cluster_bits.x", "'header.cluster_bits' has no parts in this image"),
        ("header..x", "is no path, such as"),
        (".".join(["header"] * 40), "'header' has nothing that is named 'header'"),
    ],
)
def test_a_path_that_leads_nowhere(image: Path, select: str, error: str) -> None:
    with pytest.raises(instar.UsageError) as caught:
        view(image, select)
    assert error in str(caught.value)


def test_arguments_are_held_to_their_range(image: Path) -> None:
    with pytest.raises(instar.UsageError, match="depth must be from 0 to 24"):
        view(image, depth=25)


def test_a_gpt_may_count_in_sectors_of_4096_bytes(tmp_path: Path) -> None:
    for unit in (512, 4096):
        nodes = {
            n.path: n for n in view(gpt(tmp_path / "disk", (40, 99), unit=unit), depth=4).nodes
        }
        assert nodes["gpt.header"].offset == unit
        assert nodes["gpt.entries[0].entry.first_sector"].value == 40
        assert nodes["gpt_copy.header"].offset == nodes["gpt_copy"].offset > 2000 * unit


def test_a_descriptor_of_several_images_is_shown_by_lines(tmp_path: Path) -> None:
    storages = [Storage(0, 64, [Part(TOP, "a.hds")])]
    path = Path(bundle(tmp_path / "d.hdd", descriptor(storages), {"a.hds": expanding({}, 64)}))
    found = view(path)
    assert found.view == "hdd_text"
    assert b"<?xml" in found.nodes[1].data
    assert {run.owner for run in instar.owners(path).runs} == {"descriptor"}


# --- what is in base64 ----------------------------------------------------------------------------

LISTED = dmg_bytes([Chunk(RAW, 0, 1, b"sector__" * 64), Chunk(ZEROS, 1, 7)])
TABLE = "property_list_elements.elements[17].resource"
"""Where the first `data` of a property list is."""


def listed(path: Path, old: bytes = b"", new: bytes = b"") -> Path:
    """An image with a property list, something of which is replaced by as many bytes."""
    assert len(old) == len(new) and old in LISTED
    path.write_bytes(LISTED.replace(old, new, 1))
    return path


def test_a_table_in_base64_is_shown(tmp_path: Path) -> None:
    image = listed(tmp_path / "disk.dmg")
    (sectors,) = view(image, f"{TABLE}.chunks[1].entry.num_sectors").nodes
    assert sectors.value == 7 and sectors.encoded
    with image.open("rb") as file:
        file.seek(sectors.offset)
        assert file.read(sectors.length) == sectors.data
    (chunk,) = view(image, f"{TABLE}.chunks[0]", depth=0).nodes
    assert chunk.offset < sectors.offset and chunk.length >= 54  # characters of 40 bytes
    rows = view(image, f"{TABLE}.chunks", depth=1).nodes[1:]
    assert [row.means for row in rows] == ["data", "zero", "hole"]
    (magic,) = view(image, f"{TABLE}.header.magic").nodes
    assert LISTED[magic.offset :].startswith(b"bWlzaA") and magic.data == b"bWlzaA"
    (stored,) = view(image, f"{TABLE}.chunks[0].bytes").nodes
    assert (stored.offset, stored.length, stored.encoded) == (0, 512, False)


@pytest.mark.parametrize("new", [b"!Wlz", b"=Wlz", b"b===", b"b\0zz"])
def test_what_is_not_base64_is_broken_and_the_rest_is_there(tmp_path: Path, new: bytes) -> None:
    image = listed(tmp_path / "disk.dmg", b"bWlz", new)
    found = {node.path: node for node in view(image, depth=3, max_elements=50).nodes}
    assert found[TABLE].broken and not found[TABLE.replace("17", "18")[:-9] + ".tag"].broken
    assert not any(path.startswith(f"{TABLE}.") for path in found)
    assert {run.owner for run in instar.owners(image).runs} == {"unknown", "metadata", "header"}


def test_a_text_that_is_too_long_is_not_decoded(tmp_path: Path) -> None:
    image = tmp_path / "disk.dmg"
    for spaces, decodes in ((MAX_ENCODED - 10_000, True), (MAX_ENCODED, False)):
        head, end = LISTED[:-512].split(b"</data>")
        made = head + b" " * spaces + b"</data>" + end
        trailer = bytearray(LISTED[-512:])
        struct.pack_into(">Q", trailer, 224, len(made) - 512)
        image.write_bytes(made + trailer)
        (table,) = view(image, TABLE, depth=0).nodes
        assert table.broken != decodes


def test_spaces_without_end_between_characters_are_not_read_without_end(tmp_path: Path) -> None:
    """To find each field's characters, they would all be read again."""
    image = tmp_path / "disk.dmg"
    head, end = LISTED[:-512].split(b"bWlz")
    made = head + b"bW" + b" " * 4_000_000 + b"lz" + end
    trailer = bytearray(LISTED[-512:])
    struct.pack_into(">Q", trailer, 224, len(made) - 512)
    image.write_bytes(made + trailer)
    with pytest.raises(GuestLimit, match="asked for"):
        view(image, depth=6, max_elements=50)


# --- images that lie ------------------------------------------------------------------------------


def broken(path: Path, name: str) -> bool:
    return next(node.broken for node in view(path, depth=6).nodes if node.path == name)


def patched(image: Path, at: int, form: str, value: int | bytes) -> Path:
    data = bytearray(image.read_bytes())
    struct.pack_into(form, data, at, value)
    image.write_bytes(data)
    return image


def test_a_table_past_the_end_is_broken_and_the_rest_is_there(image: Path) -> None:
    patched(image, 40, ">Q", 1 << 62)
    found = view(image).nodes
    assert next(node for node in found if node.path == "l1_table").broken
    assert next(node for node in found if node.path == "refcount_table").value


def test_an_empty_and_a_short_file(tmp_path: Path) -> None:
    path = tmp_path / "image"
    path.write_bytes(b"")
    assert view(path).view == "raw_image"
    path.write_bytes(qcow2_bytes()[:30])
    assert broken(path, "header.virtual_size")


def test_counts_without_end_are_not_followed(image: Path) -> None:
    patched(image, 36, ">I", 0xFFFFFFFF)
    found = view(image, "l1_table", depth=1, max_elements=8).nodes
    assert found[0].value == 0xFFFFFFFF and len(found) == 9
    last = view(image, f"l1_table[{0xFFFFFFFE}].entry.copied").nodes
    assert last[0].broken


def test_shift_counts_and_sizes_from_the_image_are_bounded(image: Path) -> None:
    patched(image, 20, ">I", 0xFFFFFFF0)
    assert broken(image, "header.cluster_size")


def test_the_walk_stays_in_a_table_that_leads_to_itself(image: Path) -> None:
    patched(image, L1, ">Q", L1 | 1 << 63)
    assert len(view(image, depth=24, max_elements=8000, max_nodes=2000).nodes) == 2000


# --- what a guest may not say ---------------------------------------------------------------------

ROOT = views.VIEWS[0][2]
OBJECT, NUMBER = int(ViewNodeKind.OBJECT), int(ViewNodeKind.NUMBER)
END = ViewResult(0, 512, 1, False)


def node(**changed: int) -> bytes:
    fields = dict.fromkeys(vars(ViewNode)["__slots__"], 0) | {
        "owner": ROOT,
        "object": NO_TYPE,
        **changed,
    }
    return ViewNode(**fields).pack()


def batch(*nodes: bytes, data: bytes = b"") -> ViewBatch:
    return ViewBatch(b"".join(nodes), data)


Said = tuple[GuestMessage, ...]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (lambda: (), "the guest ended without an answer"),
        (lambda: (ViewBatch(b"", b""), END), "the guest sent nodes of 0 bytes"),
        (lambda: (ViewBatch(b"x" * 63, b""), END), "the guest sent nodes of 63 bytes"),
        (lambda: (batch(node(kind=NUMBER)[:-64] + b"\xff" * 64), END), "a node that is none"),
        (lambda: (batch(node(depth=1)), END), "the guest sent a node that has no place"),
        (lambda: (batch(node(owner=4000)), END), "the guest sent a node that has no place"),
        (lambda: (batch(node(attribute=999)), END), "the guest sent a node that no view has"),
        (lambda: (batch(node(object=999)), END), "the guest sent a node that no view has"),
        (lambda: (batch(node(means=99)), END), "the guest sent a node that no view has"),
        (lambda: (batch(node(num_alike=2)), END), "the guest sent a node that no view has"),
        (lambda: (batch(node(len_data=4)), END), "the guest sent less text than it says"),
        (lambda: (batch(*[node()] * 6), END), "the guest sent more nodes than were asked for"),
        (lambda: (ViewResult(99, 512, 0, False),), "says what cannot be of this file"),
        (lambda: (ViewResult(0, 513, 0, False),), "says what cannot be of this file"),
    ],
)
def test_what_no_guest_may_say(tmp_path: Path, said: Callable[[], Said], error: str) -> None:
    (tmp_path / "image").write_bytes(bytes(512))
    guest = Guest(tmp_path)
    guest.said = said() or (GuestMessage,)[:0]
    with speaking(guest):
        line = ["view", "--max-nodes=5", f"--sandbox={KIND}", str(tmp_path / "image")]
        status, _, text = captured(line)
    assert (status, error in text) == (1, True), text


def test_what_it_calls_things_is_shown_harmlessly(tmp_path: Path) -> None:
    (tmp_path / "image").write_bytes(bytes(512))
    guest = Guest(tmp_path)
    text = b"\x1b[2J\nforged: \xe2\x80\xae"
    shown = node(kind=int(ViewNodeKind.TEXT), length=20, len_data=len(text))
    cut = node(kind=int(ViewNodeKind.BYTES), flags=int(ViewNodeFlag.CUT), length=1 << 60)
    guest.said = (batch(shown, cut, data=text), END)
    with speaking(guest):
        status, out, _ = captured(["view", f"--sandbox={KIND}", str(tmp_path / "image")])
    assert status == 0
    assert len(out.splitlines()) == 3 and out.isascii() and "\x1b" not in out
