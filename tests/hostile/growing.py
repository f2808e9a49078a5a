# SPDX-License-Identifier: Apache-2.0
"""Images that lie to who makes their disk longer: counts, blocks on top of each other, tables in
the way of tables, files that are none of theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lab.images import parallels, vdi, vhd, vhdx, vmdk
from tests.hostile.catalogue import IMAGE, INFO, hostile

MAX32 = 2**32 - 1
LINE = b'RW 16384 SPARSE "disk.vmdk"\n'
SUFFIXES = {"vpc": "vhd"}
FLAT = 1 << 20


def growing(name: str, attacks: str, format: str, build: Callable[[Path], object]) -> None:
    """What becomes of it with a disk that is 5 GiB longer."""
    line = ("resize", "-f", format, IMAGE, "+5G")
    image = f"grow-{name}.{SUFFIXES.get(format, format)}"
    hostile(image, attacks, build, questions=(line, INFO))


def of_vdi(name: str, attacks: str, *patches: vdi.Patch, **entries: int) -> None:
    rows = {int(key[1:]): value for key, value in entries.items()} or {0: 0, 1: 1}
    growing(f"vdi-{name}", attacks, "vdi", lambda path: vdi.vdi(path, rows, *patches))


of_vdi("two-in-one-block", "the map has to move, and two blocks are in one place", b0=0, b1=0)
of_vdi("block-past-the-end", "the first block is where none is", b0=MAX32 >> 8)
of_vdi("map-in-the-header", "a longer map over the header", (0x154, "<I", 0))
of_vdi("map-after-the-data", "a map that begins after the data", (0x154, "<I", 1 << 24))
of_vdi("data-in-the-map", "data that begins within the map", (0x158, "<I", vdi.MAP))
of_vdi("count-max", "a sum: 2^32-1 blocks are in the file", (0x184, "<I", MAX32))


def of_vpc(name: str, attacks: str, *patches: vhd.Patch, **entries: int) -> None:
    rows = {int(key[1:]): vhd.place(value) for key, value in entries.items()} or {0: 8}
    growing(f"vpc-{name}", attacks, "vpc", lambda path: vhd.dynamic(path, rows, *patches))


of_vpc("two-in-one-block", "the table has to move, and two blocks are in one place", b0=0, b1=0)
of_vpc("block-past-the-end", "the first block is where none is", b0=1 << 16)
of_vpc("block-in-the-table", "the first block is the table", (vhd.BAT, ">I", vhd.BAT // 512))


def of_vhdx(name: str, attacks: str, *patches: vhdx.Patch) -> None:
    rows = {0: vhdx.place(vhdx.DATA)}
    growing(f"vhdx-{name}", attacks, "vhdx", lambda path: vhdx.vhdx(path, rows, *patches))


of_vhdx(
    "size-in-the-table-of-items",
    "the size that is written is the head of a table",
    (vhdx.METADATA + 32 + 32 + 16, "<I", 8),
)
of_vhdx("block-past-the-end", "the first block is where none is", (vhdx.BAT, "<Q", 0xF0000000006))
of_vhdx("block-in-the-table", "the first block is the table", (vhdx.BAT, "<Q", vhdx.BAT | 6))


def of_parallels(name: str, attacks: str, *patches: parallels.Patch, **entries: int) -> None:
    rows = {int(key[1:]): value for key, value in entries.items()} or {0: 63}
    build = lambda path: parallels.parallels(path, rows, *patches)  # noqa: E731
    growing(f"parallels-{name}", attacks, "parallels", build)


of_parallels("two-in-one-cluster", "the table has to move over two that are one", b0=63, b1=63)
of_parallels("cluster-past-the-end", "the first cluster is where none is", b0=MAX32)
of_parallels("cluster-in-the-table", "the first cluster is the table", b0=0, b1=1)


def of_vmdk(name: str, attacks: str, *patches: vmdk.Patch, text: bytes = vmdk.IDS + LINE) -> None:
    entries = {0: vmdk.GRAINS}
    build = lambda path: vmdk.sparse(path, entries, *patches, text=text)  # noqa: E731
    growing(f"vmdk-{name}", attacks, "vmdk", build)


of_vmdk("grain-past-the-end", "tables where a grain is", (vmdk.TABLE * 512, "<I", MAX32))
of_vmdk("directory-is-its-table", "a loop", (vmdk.DIRECTORY * 512, "<I", vmdk.DIRECTORY))
of_vmdk("table-is-the-header", "a cleared table", (vmdk.DIRECTORY * 512 + 4, "<I", 0))
of_vmdk("text-without-room", "a descriptor of no sectors", (36, "<Q", 0))
of_vmdk("text-of-2-to-64", "memory: a descriptor of 2^64-1 sectors", (36, "<Q", 2**64 - 1))
of_vmdk("size-in-the-text", "another size in the text", text=vmdk.IDS + LINE.replace(b"1", b"2"))
of_vmdk("text-is-full", "no room for digits", text=(vmdk.IDS + LINE).ljust(20 * 512, b"#"))


def of_files(name: str, attacks: str, *lines: str, kind: str = "monolithicFlat") -> None:
    """A descriptor with files next to it."""

    def build(path: Path) -> None:
        for one in ("victim", f"{path.stem}-flat.vmdk", f"{path.stem}-f001.vmdk"):
            (path.parent / one).write_bytes(bytes(FLAT))
        vmdk.descriptor(path, *(line.replace("@", path.stem) for line in lines), kind=kind)

    growing(f"vmdk-{name}", attacks, "vmdk", build)


of_files("another-file", "zeros after a file of somebody else", 'RW 2048 FLAT "victim" 0')
of_files("name-that-climbs", "a file above", 'RW 2048 FLAT "../@-flat.vmdk" 0')
of_files("name-in-other-words", "the same file by another name", 'RW 2048 FLAT "./@-flat.vmdk" 0')
of_files("from-the-middle", "the next part of the file", 'RW 1024 FLAT "@-flat.vmdk" 1024')
of_files("more-in-the-file", "bytes past the extent", 'RW 1024 FLAT "@-flat.vmdk" 0')
of_files(
    "one-file-twice",
    "one extent becomes the other",
    'RW 2048 FLAT "@-f001.vmdk" 0',
    'RW 2048 FLAT "@-f001.vmdk" 0',
    kind="twoGbMaxExtentFlat",
)
of_files("sound", "nothing", 'RW 2048 FLAT "@-flat.vmdk" 0')
