# SPDX-License-Identifier: Apache-2.0
"""One file for each published hole of qemu's image formats, and of services that handed images to qemu-img."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.hostile.catalogue import INFO, QUESTIONS, hostile
from tests.hostile.other_formats import patched, vhd_bytes
from tests.hostile.qcow2_build import L1, SPARE, TABLE, beside_data_file, over, qcow2, qcow2_bytes
from tests.native.test_two_level import qcow
from tests.native.test_vmdk import IDS, descriptor
from tests.native.vhdx_image import ITEMS, vhdx

MAX32, MAX64 = 2**32 - 1, 2**64 - 1
ALL = (*QUESTIONS, INFO)


def cve(number: str, what: str, suffix: str, build: Callable[[Path], object]) -> None:
    name = number.removeprefix("CVE-").split(" ")[0].lower()
    hostile(f"cve-{name}.{suffix}", what, build, ALL, number.split(" ")[0])


def raw_guess(path: Path) -> None:
    """A raw disk, as its guest left it: a qcow2 header in the first sector, a file of the host behind it."""
    content = bytearray(1 << 20)
    header = qcow2_bytes(backing=b"/etc/shadow", entries={})
    content[: len(header)] = header
    path.write_bytes(content)


cve(
    "CVE-2008-0928",
    "requests past the end: a disk that its file does not hold",
    "qcow2",
    qcow2((24, ">Q", 1 << 40), (36, ">I", 1 << 19), (40, ">Q", 1 << 62)),
)
cve("CVE-2008-1945", "a guest that writes an image's header into removable media", "raw", raw_guess)
cve(
    "CVE-2008-2004",
    "a guest that writes a header into its raw disk chooses what file of the host it reads",
    "raw",
    raw_guess,
)
cve("CVE-2013-1922", "the same, through an exported disk", "raw", raw_guess)


def exbibyte(path: Path) -> None:
    """Clusters of 2 MiB; all tables are holes."""
    content = qcow2_bytes(
        (24, ">Q", 1 << 60), (36, ">I", 1 << 21), (20, ">I", 21), (40, ">Q", 2 << 21), (48, ">Q", 1 << 21)
    )
    with path.open("wb") as file:
        file.write(content[:4096])
        file.truncate(24 << 20)


cve(
    "CVE-2013-2096",
    "a few bytes that claim a disk of an exbibyte, and fill the host when they are unpacked",
    "qcow2",
    exbibyte,
)


def parallels_tracks(path: Path) -> None:
    content = bytearray(65536)
    content[:16] = b"WithoutFreeSpace"
    path.write_bytes(
        patched(content, ((16, "<I", 2), (20, "<I", 16), (24, "<I", 8), (28, "<I", 0), (32, "<I", 4), (36, "<Q", 64)))
    )


cve("CVE-2014-0142", "a division by 0: tracks of no sectors", "hds", parallels_tracks)
cve(
    "CVE-2014-0143", "a product that wraps: an L1 table of 2^29 entries and one", "qcow2", qcow2((36, ">I", 0x20000001))
)
cve(
    "CVE-2014-0144",
    "a buffer too small: a VHD whose BAT of 2^30 entries is 4 GiB modulo 2^32",
    "vhd",
    lambda path: path.write_bytes(vhd_bytes((512 + 28, ">I", 1 << 30))),
)
cve(
    "CVE-2014-0145",
    "a buffer too small: a snapshot's L1 table larger than what was made for it",
    "qcow2",
    qcow2(
        (60, ">I", 1), (64, ">Q", SPARE), pieces={SPARE: L1.to_bytes(8, "big") + MAX32.to_bytes(4, "big") + bytes(28)}
    ),
)
cve(
    "CVE-2014-0146",
    "a null pointer: an image that fails after its snapshots are read",
    "qcow2",
    qcow2((60, ">I", 1), (64, ">Q", SPARE), (40, ">Q", L1 + 1)),
)
cve("CVE-2014-0147", "signs: a refcount table of 2^31 clusters", "qcow2", qcow2((56, ">I", 1 << 31)))
cve(
    "CVE-2014-0148",
    "a loop that never ends: a VHDX whose blocks have no bytes",
    "vhdx",
    lambda path: vhdx(path, {}, (ITEMS, "<I", 0)),
)
cve(
    "CVE-2014-0222", "a buffer too small: L2 tables of 2^63 entries", "qcow", lambda path: qcow(path, {}, (33, "B", 63))
)
cve(
    "CVE-2014-0223",
    "a product that wraps: an L1 table for a disk of 2^63 bytes",
    "qcow",
    lambda path: qcow(path, {}, (24, ">Q", 1 << 63), (32, "B", 9), (33, "B", 6)),
)
cve("CVE-2015-1850", "a raw volume that says it is a qcow2 over a file of the host", "raw", raw_guess)
cve("CVE-2015-1851", "the same, when the volume becomes an image", "raw", raw_guess)


def exhaustion(path: Path) -> None:
    """Hundreds of MiB for `info`: L1 and refcount tables of the largest size, in a file that is a hole."""
    content = qcow2_bytes(
        (36, ">I", 1 << 22), (24, ">Q", 1 << 43), (40, ">Q", 1 << 20), (48, ">Q", 1 << 26), (56, ">I", 2048)
    )
    with path.open("wb") as file:
        file.write(content)
        file.truncate(1 << 28)


cve("CVE-2015-5162", "memory and time of `qemu-img info`", "qcow2", exhaustion)
cve("CVE-2015-5163", "an uploaded image over a file of the host", "qcow2", over(b"/etc/passwd", b"raw"))


def many_extents(path: Path) -> None:
    path.with_name("flat").write_bytes(b"x" * 4096)
    descriptor(path, *['RW 8 FLAT "flat" 0'] * 40000)


cve("CVE-2018-10908", "memory and time of `qemu-img info`: 40,000 extents", "vmdk", many_extents)


def flat(name: str) -> Callable[[Path], object]:
    return lambda path: descriptor(path, f'RW 8 FLAT "{name}" 0')


cve("CVE-2022-47951", "a flat VMDK whose extent is a file of the host", "vmdk", flat("/etc/passwd"))
cve(
    "CVE-2024-4467",
    "`qemu-img info` opens what a data file's pseudo-name says",
    "qcow2",
    beside_data_file(b'json:{"driver":"file","filename":"/etc/passwd"}'),
)
cve("CVE-2024-32498", "a data file that is a file of the host", "qcow2", beside_data_file(b"/etc/passwd"))


def looks_raw(path: Path) -> None:
    """What was declared as raw, and is a descriptor."""
    path.write_bytes(IDS + b'createType="monolithicFlat"\nRW 8 FLAT "/etc/passwd" 0\n' + bytes(65536))


cve("CVE-2024-40767", "an image that was declared raw, and is a VMDK of a file of the host", "raw", looks_raw)
cve(
    "CVE-2024-44082",
    "an image that nobody looked at before qemu-img converts it",
    "img",
    over(b"/etc/ironic/ironic.conf", b"raw"),
)
cve(
    "CVE-2014-0143-refcounts",
    "a product that wraps: a refcount table of 2^23 clusters",
    "qcow2",
    qcow2((56, ">I", 1 << 23), (48, ">Q", TABLE)),
)
