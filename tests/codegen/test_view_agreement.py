# SPDX-License-Identifier: Apache-2.0
"""What the guest reads by the tables of the views is what the official compiler's Python reads by
the views themselves, for every node of every sound image of the corpus.
"""

from __future__ import annotations

import enum
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kaitaistruct import ValidationFailedError

import instar
from lab.images import parallels, vdi, vhd, vhdx
from tests.codegen.test_views import MADE, VIEWS, images, opened

DEPTH, ELEMENTS = 7, 4
UNREADABLE = (EOFError, AttributeError, ValueError, IndexError, ValidationFailedError)
STEP = re.compile(r"\.?([a-z]\w*)|\[(\d+)\]")


@pytest.fixture(scope="module")
def client() -> Iterator[instar.Client]:
    with instar.Client() as opened_client:
        yield opened_client


def reached(view: Any, path: str) -> Any:
    """The same node of the official compiler's tree."""
    for name, index in STEP.findall(path):
        view = getattr(view, name) if name else view[int(index)]
    return view


def number(value: Any) -> int:
    return int(value.value if isinstance(value, enum.Enum) else value)


def hold(node: instar.TreeNode, theirs: Any) -> None:
    if node.kind == "list":
        assert node.value is None or node.value == len(theirs), node
    elif node.kind == "object":
        assert type(theirs).__name__.lower() == node.type.split("::")[-1].replace("_", ""), node
    elif node.value is not None:
        assert node.value == number(theirs), node
    elif node.kind == "text":
        text = theirs.encode("utf-16-le" if b"\0" in node.data else "utf-8")
        assert node.cut or node.data.rstrip(b"\0").startswith(text.rstrip(b"\0")), node
    elif node.kind == "bytes" and not node.cut and not node.encoded:
        assert node.data == theirs, node


@pytest.mark.parametrize("fmt", VIEWS)
def test_every_node_is_what_the_official_compiler_reads(
    fmt: str, corpus: Path, client: instar.Client, tmp_path: Path
) -> None:
    compared = 0
    for path, format in images(fmt, corpus, tmp_path):
        found = client.view(path, format=format, depth=DEPTH, max_elements=ELEMENTS)
        assert found.view == VIEWS[fmt]
        compared += len(agreed(found, path))
    assert compared > (30 if fmt in MADE else 40)


def agreed(found: instar.View, path: Path) -> set[str]:
    """The paths of the nodes that both have read."""
    view = opened(found.view, path)
    missing = [node.path for node in found.nodes if node.broken]
    compared = set()
    for node in found.nodes:
        if node.broken:
            with pytest.raises(UNREADABLE):
                reached(view, node.path)
            continue
        try:
            theirs = reached(view, node.path)
        except EOFError:  # it reads an object whole, or not at all
            owner = node.path.rpartition(".")[0]
            assert any(gone.startswith(owner) for gone in missing), node
            continue
        except ValidationFailedError:  # a rule of the format, which a view does not hold
            continue
        hold(node, theirs)
        compared.add(node.path)
    return compared


def with_batmap(path: Path) -> None:
    """As XenServer writes it, after the table of blocks."""
    after = vhd.BAT + vhd.SECTOR
    vhd.dynamic(path, {0: vhd.place(0)}, footer_patches=[(28, ">I", 0x74617000)])
    with path.open("r+b") as file:
        file.seek(after)
        file.write(b"tdbatmap" + struct.pack(">QII", after + vhd.SECTOR, 1, 0x10002))
        file.seek(after + vhd.SECTOR)
        file.write(b"\x80")


def with_log(path: Path) -> None:
    vhdx.vhdx(path, {}, log={0: vhdx.log_entry([vhdx.zero_descriptor()])})


def with_dirty_bitmap(path: Path) -> None:
    bitmap = parallels.bitmap(entries=2)
    feature = parallels.feature(parallels.BITMAP, bitmap)
    parallels.parallels(path, {}, magic=parallels.NEW, extension=parallels.extension([feature]))


def of_version_0(path: Path) -> None:
    """Of three blocks, the last is the first in the file."""
    head = b"old".ljust(64, b"\0") + struct.pack("<4I", 0xBEDA107F, 2, 1, 0)
    head += b"comment".ljust(256, b"\0") + struct.pack("<4I", 10, 16, 63, 512)
    head += struct.pack("<QIII", 3 * 4096, 4096, 3, 1) + bytes(3 * 16)
    block_map = struct.pack("<3I", vdi.UNUSED, vdi.UNUSED, 0)
    path.write_bytes(head + block_map + b"a block " * 512)


SELDOM: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "batmap": ("vhd", with_batmap, "batmap_header.ofs_batmap"),
    "log": ("vhdx", with_log, "log[0].descriptors[0].zero.zero_length"),
    "dirty bitmap": (
        "parallels",
        with_dirty_bitmap,
        "extension.features[0].data.l1_table[1].entry.sector",
    ),
    "version 0": ("vdi", of_version_0, "block_map_0[2].block"),
}
"""What no image of the corpus has: the format, what makes it, a node of it."""


@pytest.mark.parametrize("name", SELDOM)
def test_what_images_seldom_have_is_read_as_the_official_compiler_does(
    name: str, client: instar.Client, tmp_path: Path
) -> None:
    format, make, node = SELDOM[name]
    make(tmp_path / "disk")
    found = client.view(tmp_path / "disk", format=format, depth=DEPTH, max_elements=ELEMENTS)
    assert node in agreed(found, tmp_path / "disk")
