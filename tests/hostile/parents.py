# SPDX-License-Identifier: Apache-2.0
"""Names of other files in every format that has them: ways out of the directory, loops, depth, and
files that are none.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lab.images.qcow2 import beside_data_file, over
from lab.images.two_level import QCOW_DATA, QED_DATA, qcow, qed
from lab.images.vhd import DIFFERENCING, dynamic
from lab.images.vhd import place as vhd_place
from lab.images.vhdx import HAS_PARENT, LINKAGE, locator, vhdx
from lab.images.vmdk import IDS, descriptor, sparse
from tests.hostile.catalogue import hostile

RELATIVE_PATH = 0x57327275
"""The platform code of VHD's locators for a path of Windows, relative to the image."""


@dataclass(frozen=True, slots=True)
class Namer:
    """A format that can name the image below: `lay(path, name)` puts an empty image over it."""

    suffix: str
    lay: Callable[[Path, str], object]


def qed_over(path: Path, name: str) -> None:
    text = name.encode()
    qed(path, {}, (16, "<Q", 1), (56, "<I", 64), (60, "<I", len(text)))
    overwrite(path, 64, text)


def qcow_over(path: Path, name: str) -> None:
    text = name.encode()
    qcow(path, {}, (8, ">Q", 1024), (16, ">I", len(text)))
    overwrite(path, 1024, text)


def overwrite(path: Path, offset: int, text: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(text)


def vmdk_over(path: Path, name: str) -> None:
    text = (
        IDS.replace(b"parentCID=ffffffff", b"parentCID=fffffffe")
        + b'createType="monolithicSparse"\n'
    )
    sparse(path, {}, text=text + b'parentFileNameHint="' + name.encode() + b'"\n')


def vhd_over(path: Path, name: str) -> None:
    dynamic(path, {}, kind=DIFFERENCING, parent={RELATIVE_PATH: name})


def vhd_named(path: Path, name: str) -> None:
    dynamic(path, {}, kind=DIFFERENCING, parent_name=name)


def vhdx_over(path: Path, name: str) -> None:
    vhdx(
        path,
        {},
        flags=HAS_PARENT,
        parent=locator({"parent_linkage": LINKAGE, "relative_path": name}),
    )


NAMERS = {
    "qed": Namer("qed", qed_over),
    "qcow": Namer("qcow", qcow_over),
    "vmdk": Namer("vmdk", vmdk_over),
    "vhd": Namer("vhd", vhd_over),
    "vhd-header": Namer("vhd", vhd_named),
    "vhdx": Namer("vhdx", vhdx_over),
}
WAYS = {
    "absolute": ("a file of the host", "/etc/passwd"),
    "above": ("a file outside of the folder", "../../../../../../etc/passwd"),
    "above-windows": (
        "the same with the slashes of Windows",
        "..\\..\\..\\..\\..\\..\\etc\\passwd",
    ),
    "drive": ("a path of Windows", "C:\\Windows\\win.ini"),
    "unc": ("a network path of Windows", "\\\\server\\share\\disk"),
    "url": ("an address", "http://169.254.169.254/latest/meta-data/"),
    "json": ("a pseudo-name", 'json:{"driver":"file","filename":"/etc/passwd"}'),
    "nbd": ("a network disk", "nbd:127.0.0.1:10809:exportname=x"),
    "device": ("a device", "/dev/zero"),
    "fifo": ("a FIFO that nobody writes to", "fifo"),
    "link": ("a symbolic link out of the folder", "link"),
    "escapes": ("the terminal: control characters in the name", "\x1b[2J\r\nx"),
}


def beside(path: Path) -> None:
    """What a name may lead to."""
    os.mkfifo(path.with_name("fifo"))
    path.with_name("link").symlink_to("/etc/passwd")


def way(namer: str, way: str) -> None:
    attacks, name = WAYS[way]

    def build(path: Path) -> None:
        beside(path)
        NAMERS[namer].lay(path, name)

    hostile(f"parent-{namer}-{way}.{NAMERS[namer].suffix}", f"{attacks} as the image below", build)


def loop(namer: str, length: int) -> None:
    def build(path: Path) -> None:
        names = [path.name, *(f"below-{n}{path.suffix}" for n in range(1, length))]
        for number, name in enumerate(names):
            NAMERS[namer].lay(path.with_name(name), names[(number + 1) % length])

    hostile(
        f"parent-{namer}-loop-of-{length}.{NAMERS[namer].suffix}",
        f"a chain of {length} that never ends",
        build,
    )


def chain(namer: str, depth: int) -> None:
    def build(path: Path) -> None:
        names = [path.name, *(f"below-{n}{path.suffix}" for n in range(1, depth + 1))]
        for name, below in pairwise(names):
            NAMERS[namer].lay(path.with_name(name), below)
        sound(namer, path.with_name(names[-1]))

    hostile(
        f"parent-{namer}-depth-{depth}.{NAMERS[namer].suffix}",
        f"depth: {depth} images below this one",
        build,
    )


def sound(namer: str, path: Path) -> None:
    """An image without one below."""
    match NAMERS[namer].suffix:
        case "qed":
            qed(path, {0: QED_DATA})
        case "qcow":
            qcow(path, {0: QCOW_DATA})
        case "vmdk":
            sparse(path, {}, text=IDS + b'createType="monolithicSparse"\n')
        case "vhd":
            dynamic(path, {0: vhd_place(0)})
        case "vhdx":
            vhdx(path, {})
        case other:
            raise AssertionError(other)


for one in NAMERS:
    for each in WAYS:
        way(one, each)
for one in ("qed", "qcow", "vmdk", "vhd", "vhdx"):
    for count in (1, 2, 3):
        loop(one, count)
    chain(one, 17)


def every_format(path: Path) -> None:
    """One image of each format that does not ask for its own below it, each over the next, the last
    over the first.
    """
    names = [path.name, "1.qed", "2.qcow"]
    over(names[1].encode())(path)
    qed_over(path.with_name(names[1]), names[2])
    qcow_over(path.with_name(names[2]), names[0])


hostile(
    "loop-of-formats.qcow2", "time: a chain through three formats that never ends", every_format
)


def data_file(name: str, attacks: str, text: bytes) -> None:
    def build(path: Path) -> None:
        beside(path)
        beside_data_file(text)(path)

    hostile(f"data-file-{name}.qcow2", attacks, build)


data_file("device", "a device as data file", b"/dev/zero")
data_file("link", "a symbolic link out of the folder as data file", b"link")
data_file("folder", "a folder as data file", b".")
data_file("unc", "a network path of Windows as data file", b"\\\\server\\share\\x")
data_file("url", "an address as data file", b"http://169.254.169.254/")
data_file("nbd", "a network disk as data file", b"nbd:127.0.0.1:10809")


def extent(name: str, attacks: str, text: str, kind: str = "FLAT") -> None:
    def build(path: Path) -> None:
        beside(path)
        start = " 0" if kind == "FLAT" else ""
        descriptor(path, f'RW 8 {kind} "{text}"{start}', kind="twoGbMaxExtentFlat")

    hostile(f"vmdk-extent-{name}.vmdk", attacks, build)


extent("fifo", "a FIFO as extent", "fifo")
extent("link", "a symbolic link out of the folder as extent", "link")
extent("folder", "a folder as extent", ".")
extent("url", "an address as extent", "http://169.254.169.254/")
extent("sparse-absolute", "a file of the host as sparse extent", "/etc/passwd", "SPARSE")
extent("sparse-link", "a symbolic link out of the folder as sparse extent", "link", "SPARSE")


def packed_number(path: Path) -> None:
    """A name of 65535 characters in the locator of a VHD, past the room that it says it has."""
    dynamic(path, {}, kind=DIFFERENCING, parent={RELATIVE_PATH: "x" * 100})
    overwrite(path, 512 + 576 + 8, struct.pack(">I", 131070))


hostile("parent-vhd-long.vhd", "memory: a locator of 65535 characters", packed_number)
