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
from instar.generated.view import NO_TYPE, ViewNode
from lab.fuzz.host_answers import KIND, Guest, captured, speaking
from lab.images.qcow2 import L1, qcow2_bytes


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
