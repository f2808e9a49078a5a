# SPDX-License-Identifier: Apache-2.0
"""Chains of differencing images: VHDX ones in every command that reads, and VHD ones as the real
qemu-img reads them, which knows no parent.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lab.images import vhd
from tests.cli.conftest import Instar
from tests.cli.test_read_only_formats import exact, theirs
from tests.ops.test_differencing import MIB, vhd_child, vhd_parent, vhdx_child, vhdx_parent

pytestmark = pytest.mark.usefixtures("folder")


def written(path: Path, places: dict[int, bytes]) -> Path:
    with path.open("r+b") as file:
        for offset, content in places.items():
            file.seek(offset)
            file.write(content)
    return path


def disk() -> bytes:
    """What the chain of `vhdx_chain` reads: blocks of 1 MiB."""
    content = bytearray(8 * MIB)
    content[:MIB] = b"p" * MIB
    content[MIB : MIB + (64 << 10)] = b"c" * (64 << 10)
    return bytes(content)


def vhdx_chain(instar: Instar) -> str:
    """Three images: the child hides the parent's block 2, and the grandchild has nothing."""
    Path("base").mkdir()
    parent = vhdx_parent(Path("base/parent.vhdx"))
    written(parent, {6 * MIB: b"p" * MIB, 8 * MIB: b"q" * MIB})
    child = vhdx_child(Path("child.vhdx"), ".\\base\\parent.vhdx")
    written(child, {5 * MIB: b"c" * MIB})
    made = instar("create", "-f", "vhdx", "-F", "vhdx", "-b", "child.vhdx", "top.vhdx")
    assert made.status == 0, made.err
    return "top.vhdx"


def test_commands_read_a_chain_of_vhdx(instar: Instar) -> None:
    top = vhdx_chain(instar)
    assert instar("convert", "-O", "raw", top, "out.raw").status == 0
    assert Path("out.raw").read_bytes() == disk()
    assert instar("compare", top, "out.raw").status == 0
    rows = json.loads(instar("map", "--output=json", top).out)
    assert [(row["start"], row["depth"]) for row in rows if row["data"]] == [(0, 2), (MIB, 1)]
    chain = json.loads(instar("info", "--backing-chain", "--output=json", top).out)
    assert [Path(image["filename"]).name for image in chain] == [
        "top.vhdx",
        "child.vhdx",
        "parent.vhdx",
    ]
    measured = instar("measure", "-O", "qcow2", "--output=json", top)
    assert instar("measure", "-O", "qcow2", "--output=json", "out.raw").out == measured.out
    for name in (top, "child.vhdx", "base/parent.vhdx"):
        assert instar("check", name).status == 0
    assert instar("dd", "-O", "raw", "bs=1M", "count=2", f"if={top}", "of=dd.raw").status == 0
    assert Path("dd.raw").read_bytes() == disk()[: 2 * MIB]


def test_compare_tells_where_a_chain_of_vhdx_differs(instar: Instar) -> None:
    top = vhdx_chain(instar)
    said = instar("compare", top, "base/parent.vhdx")
    assert (said.status, said.out) == (1, f"Content mismatch at offset {MIB}!\n")


def test_files_of_a_chain_are_not_followed_where_none_is_to_be(instar: Instar) -> None:
    top = vhdx_chain(instar)
    assert instar("map", "--no-files", top).status == 1
    assert instar("info", "--no-files", top).status == 0


def vhd_chain() -> tuple[str, str]:
    """Half of a block is in the child by its bitmap, which qemu-img does not look at."""
    parent = vhd_parent(Path("parent.vhd"))
    child = vhd_child(Path("child.vhd"), ".\\parent.vhd")
    blocks = [512 * vhd.place(slot) + vhd.BITMAP for slot in range(2)]
    written(parent, {blocks[0]: b"p" * vhd.BLOCK})
    written(child, {blocks[0]: b"c" * vhd.BLOCK, blocks[1]: b"d" * vhd.BLOCK})
    return child.name, parent.name


@pytest.mark.parametrize(
    "words",
    [
        ("info",),
        ("info", "--backing-chain", "--output=json"),
        ("map", "--output=json"),
        ("measure", "-O", "qcow2"),
        ("check",),
        ("commit",),
        ("convert", "-O", "raw"),
    ],
    ids=lambda words: "-".join(words[:2]),
)
def test_a_differencing_vhd_is_to_a_release_what_it_is_to_qemu_img(
    words: tuple[str, ...], instar: Instar, qemu_img: Path
) -> None:
    child, _ = vhd_chain()
    outs = (("theirs",), ("ours",)) if words[0] == "convert" else ((), ())
    asked = theirs(qemu_img, *words, child, *outs[0])
    assert exact(instar, qemu_img, *words, child, *outs[1]) == asked
    if words[0] == "convert":
        assert Path("ours").read_bytes() == Path("theirs").read_bytes()


def test_a_differencing_vhd_has_its_parent_where_no_release_is_asked_for(instar: Instar) -> None:
    child, parent = vhd_chain()
    assert instar("convert", "-O", "raw", child, "out").status == 0
    content = Path("out").read_bytes()
    own = 16 << 10
    assert content[: vhd.BLOCK] == b"p" * vhd.BLOCK
    assert content[vhd.BLOCK : vhd.BLOCK + own] == b"c" * own
    assert not any(content[vhd.BLOCK + own : 2 * vhd.BLOCK])
    Path(parent).unlink()
    assert instar("map", child).status == 1
