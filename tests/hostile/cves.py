# SPDX-License-Identifier: Apache-2.0
"""Files for each published hole of qemu's image formats, and of what hands images to qemu or reads
them itself.

What each says was checked against the CVE's entry and, for OpenStack and CloudStack, the projects'
advisories. The list of patches in Oracle's ELSA-2014-0420 says which of the flaws of the audit of
2014 has which number.

Holes that need more than a file are not here: CVE-2008-0928, for one, was about requests past the
end of a device, which a guest makes while it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lab.images.qcow2 import (
    COPIED,
    L1,
    SPARE,
    TABLE,
    beside_data_file,
    over,
    qcow2,
    qcow2_bytes,
)
from lab.images.two_level import qcow
from lab.images.vhdx import ITEMS, vhdx
from lab.images.vmdk import GRAIN, IDS, SECTOR, descriptor
from tests.hostile.catalogue import INFO, QUESTIONS, Question, hostile
from tests.hostile.other_formats import (
    MIB,
    bochs,
    cloop,
    parallels_bytes,
    patched,
    vdi_bytes,
    vhd_bytes,
)
from tests.hostile.qcow2_tables import WITH_SNAPSHOT, bomb, packed_zeros, snapshot
from tests.hostile.vmdk_images import marked_grain

MAX32, MAX64 = 2**32 - 1, 2**64 - 1
ALL = (*QUESTIONS, INFO)
AS_RAW = (*ALL, ("measure", "-f", "raw", "-O", "qcow2"))
OSSA = "https://security.openstack.org/ossa/OSSA-{}.html"
ELSA = "https://linux.oracle.com/errata/ELSA-2014-0420.html"


def cve(
    number: str,
    what: str,
    suffix: str,
    build: Callable[[Path], object],
    *,
    variant: str = "",
    questions: tuple[Question, ...] = ALL,
    source: str = "",
) -> None:
    """`number` without its `CVE-`; `variant` tells several files for one hole apart."""
    name = f"cve-{number}-{variant}.{suffix}" if variant else f"cve-{number}.{suffix}"
    hostile(name, what, build, questions, f"CVE-{number}", source)


def raw_guess(path: Path) -> None:
    """A raw disk, as its guest left it: a qcow2 header in the first sector, a file of the host
    after it.
    """
    content = bytearray(1 << 20)
    header = qcow2_bytes(backing=b"/etc/shadow", entries={})
    content[: len(header)] = header
    path.write_bytes(content)


def looks_raw(path: Path) -> None:
    """What was declared as raw, and is a descriptor."""
    path.write_bytes(
        IDS + b'createType="monolithicFlat"\nRW 8 FLAT "/etc/passwd" 0\n' + bytes(65536)
    )


def guessed(
    number: str,
    what: str,
    build: Callable[[Path], object] = raw_guess,
    variant: str = "",
    *,
    at: str = "",
) -> None:
    """A raw disk whose format is guessed from what its guest wrote into it."""
    source = at if at.startswith("https:") else OSSA.format(at) if at else ""
    cve(number, what, "raw", build, variant=variant, questions=AS_RAW, source=source)


guessed(
    "2008-1945",
    "QEMU 0.9: a guest that writes a header into a removable disk reads any file of the host",
)
guessed(
    "2008-2004",
    "QEMU 0.9: a guest that writes a header into a raw disk reads any file of the host at its "
    "restart",
)
guessed(
    "2010-2237", "libvirt: backing files were looked up whatever format a disk was declared to have"
)
guessed(
    "2010-3851",
    "libguestfs, virt-v2v: a qcow2 header in a raw disk reads a file of the host",
    variant="qcow2",
)
guessed("2010-3851", "libguestfs, virt-v2v: the same with a VMDK header", looks_raw, "vmdk")
guessed("2013-1922", "qemu-nbd, as Xen used it: a header in a raw disk reads any file of the host")
guessed(
    "2014-3641",
    "Cinder on GlusterFS or Smbfs: a volume with a qcow2 header, cloned, gives a file",
    at="2014-033",
)
guessed("2015-1850", "Nova: the same flaw as Cinder's CVE-2015-1851", at="2015-011")
guessed(
    "2015-1851",
    "Cinder: a volume with a qcow2 header, uploaded as image, gives a file of the host",
    at="2015-011",
)
guessed(
    "2015-7548",
    "Nova: a snapshot of a disk with a qcow2 header gives a file of the host",
    at="2016-001",
)
guessed(
    "2016-2140", "Nova: resizing a disk with a qcow2 header gives a file of the host", at="2016-007"
)
guessed(
    "2024-40767",
    "Nova: a qcow2 that was declared raw gives a file of the host",
    variant="qcow2",
    at="2024-002",
)
guessed(
    "2024-40767",
    "Nova: a VMDK descriptor that was declared raw does so too",
    looks_raw,
    "vmdk",
    at="2024-002",
)
guessed(
    "2026-24708",
    "Nova: resizing a raw disk with a qcow2 header destroys data of the host",
    at="2026-002",
)
guessed(
    "2026-27211",
    "Cloud Hypervisor: a qcow2 header in a raw disk reads a file of the host from the next start "
    "on",
    at="https://github.com/cloud-hypervisor/cloud-hypervisor/security/advisories/GHSA-jmr4-g2hv-mjj6",
)


def over_a_raw_disk(format: bytes) -> Callable[[Path], None]:
    """An image over a disk that its guest made look like a qcow2."""

    def build(path: Path) -> None:
        raw_guess(path.with_name("disk.raw"))
        over(b"disk.raw", format)(path)

    return build


cve(
    "2010-2238",
    "libvirt: the format named for a backing file was ignored",
    "qcow2",
    over_a_raw_disk(b"raw"),
)
cve(
    "2010-2239",
    "libvirt: new images did not say which format their backing file has",
    "qcow2",
    over_a_raw_disk(b""),
)


def large(size: int) -> Callable[[Path], None]:
    """Clusters of 2 MiB; all tables are holes."""

    def build(path: Path) -> None:
        entries = size >> (21 + 18)
        numbers = (
            (24, ">Q", size),
            (36, ">I", entries),
            (20, ">I", 21),
            (40, ">Q", 2 << 21),
            (48, ">Q", 1 << 21),
        )
        with path.open("wb") as file:
            file.write(qcow2_bytes(*numbers)[:4096])
            file.truncate(24 << 20)

    return build


cve(
    "2013-2096",
    "Nova: a few bytes that are a disk of 2^60, which the guest may fill",
    "qcow2",
    large(1 << 60),
    source=OSSA.format("2013-012"),
)
cve(
    "2013-4463",
    "Nova: a compressed image of some kilobytes is unpacked to a disk full of data",
    "qcow2",
    lambda path: path.write_bytes(bomb(packed_zeros(1 << 21), False)),
    source=OSSA.format("2013-029"),
)
cve(
    "2013-4469",
    "Nova: the size of an image was not looked at where it is copied rather than used as backing "
    "file",
    "qcow2",
    large(1 << 50),
    source=OSSA.format("2013-029"),
)


def audit(
    number: str,
    variant: str,
    what: str,
    build: Callable[[Path], object],
    questions: tuple[Question, ...] = ALL,
) -> None:
    """One of the flaws that the audit of QEMU's block drivers found in 2014. The variant begins
    with its format.
    """
    suffix = {"parallels": "hds"}.get(variant.split("-")[0], variant.split("-")[0])
    cve(
        f"2014-{number}",
        f"QEMU: {what}",
        suffix,
        build,
        variant=variant,
        questions=questions,
        source=ELSA,
    )


def parallels(*patches: tuple[int, str, int]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(patched(parallels_bytes(), patches))


def vhd(*patches: tuple[int, str, int]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(vhd_bytes(*patches))


def dmg(sectors: int, length: int) -> Callable[[Path], object]:
    """An image of one compressed chunk of `length` bytes that says it unpacks to `sectors`."""
    chunk = (
        b"\x80\0\0\x05" + bytes(4) + b"".join(n.to_bytes(8, "big") for n in (0, sectors, 0, length))
    )
    block = b"mish".ljust(204, b"\0") + chunk
    fork = (256).to_bytes(4, "big") + bytes(4) + (4 + len(block)).to_bytes(4, "big")
    fork = fork.ljust(256, b"\0") + len(block).to_bytes(4, "big") + block
    trailer = bytearray(b"koly\0\0\0\4\0\0\2\0".ljust(512, b"\0"))
    numbers = (40, ">Q", 4096), (48, ">Q", len(fork)), (492, ">Q", 1 << 20)
    return lambda path: path.write_bytes(bytes(4096) + fork + patched(trailer, numbers))


audit(
    "0142", "parallels-tracks-0", "a division by the 0 sectors of a track", parallels((28, "<I", 0))
)
audit("0142", "bochs-extent-0", "a division by the 0 bytes of an extent", bochs(extent=0))
audit("0142", "vhd-block-0", "a division by the 0 bytes of a block", vhd((512 + 32, ">I", 0)))
audit(
    "0143",
    "parallels-catalog",
    "a catalog whose length in bytes wraps",
    parallels((32, "<I", 0x40000001)),
)
audit("0143", "bochs-catalog", "a catalog whose length in bytes wraps", bochs(catalog=0x40000001))
audit("0143", "cloop-blocks", "a table of offsets whose length in bytes wraps", cloop(65536, MAX32))
audit(
    "0143",
    "qcow2-cluster-index",
    "a cluster whose index in the refcount table wraps",
    qcow2(entries={0: 0x00FFFFFFFFFFF000 | COPIED}),
)
audit(
    "0143",
    "qcow2-snapshot-l1",
    "a snapshot's L1 table whose length in bytes wraps",
    qcow2((60, ">I", 1), (64, ">Q", SPARE), pieces={SPARE: snapshot(entries=0x20000001)}),
    WITH_SNAPSHOT,
)
audit("0144", "qcow2-l1", "an L1 table whose length in bytes wraps", qcow2((36, ">I", 0x20000001)))
audit("0144", "qcow2-l1-offset", "an L1 table that ends past 2^64", qcow2((40, ">Q", MAX64 - 4095)))
audit(
    "0144",
    "qcow2-refcounts",
    "a refcount table of 2^23 clusters",
    qcow2((56, ">I", 1 << 23), (48, ">Q", TABLE)),
)
audit(
    "0144",
    "qcow2-snapshots",
    "a table of 2^32-1 snapshots",
    qcow2((60, ">I", MAX32), (64, ">Q", SPARE)),
)
audit(
    "0144",
    "qcow2-backing",
    "a backing name past any cluster",
    qcow2((8, ">Q", MAX64 - 7), (16, ">I", 8)),
)
audit(
    "0144",
    "cloop-block",
    "blocks of 2^32-512 bytes, more than there is memory",
    cloop(MAX32 & -512, 16),
)
audit("0144", "cloop-offsets", "a table of offsets of 4 GiB", cloop(65536, 0x1FFFFFFF))
audit(
    "0144",
    "cloop-bogus",
    "offsets that go down, and blocks of less than 0 bytes",
    cloop(65536, 2, (64, 32, 16)),
)
audit(
    "0144",
    "vhd-bat",
    "a BAT of 2^30 entries, 4 GiB, that is allocated as 0",
    vhd((512 + 28, ">I", 1 << 30)),
)
audit(
    "0144",
    "vhd-block",
    "blocks of 2^31 bytes, which was a negative number",
    vhd((512 + 32, ">I", 1 << 31)),
)
audit(
    "0144",
    "vdi-blocks",
    "a map of 2^30 blocks, 4 GiB, that is allocated as 0",
    lambda path: path.write_bytes(
        patched(vdi_bytes(), ((384, "<I", 1 << 30), (368, "<Q", MIB << 30)))
    ),
)
audit(
    "0145",
    "qcow2-snapshot-l1",
    "a snapshot's L1 table is read into room made for the smaller one of the disk",
    qcow2((60, ">I", 1), (64, ">Q", SPARE), pieces={SPARE: snapshot(entries=4096)}),
    WITH_SNAPSHOT,
)
audit("0145", "dmg-sectors", "a chunk of more sectors than there is room for", dmg(1 << 20, 64))
audit("0145", "dmg-length", "a chunk of more bytes than there is room for", dmg(1, 1 << 30))
audit(
    "0146",
    "qcow2",
    "a null pointer, where opening fails: an image that counts snapshots and whose L1 table is "
    "misplaced",
    qcow2((60, ">I", 1), (64, ">Q", SPARE), (40, ">Q", L1 + 1)),
)
audit(
    "0147",
    "bochs-catalog",
    "a catalog of 2^31 entries, which was a negative number",
    bochs(catalog=1 << 31),
)
audit(
    "0147",
    "bochs-extent",
    "extents of 2^31 bytes, which was a negative number",
    bochs(extent=1 << 31),
)
audit(
    "0148",
    "vhdx-block-0",
    "a loop without end: blocks of no bytes",
    lambda path: vhdx(path, {}, (ITEMS, "<I", 0)),
)
audit(
    "0148",
    "vhdx-sector-0",
    "a division and a loop: sectors of no bytes",
    lambda path: vhdx(path, {}, (ITEMS + 32, "<I", 0)),
)
cve(
    "2014-0222",
    "QEMU: L2 tables of 2^63 entries, for which too little room is made",
    "qcow",
    lambda path: qcow(path, {}, (33, "B", 63)),
)
cve(
    "2014-0223",
    "QEMU: a disk of 2^63 bytes, for whose L1 table too little room is made",
    "qcow",
    lambda path: qcow(path, {}, (24, ">Q", 1 << 63), (32, "B", 9), (33, "B", 6)),
)


def exhaustion(path: Path) -> None:
    """Hundreds of MiB for `info`: L1 and refcount tables of the largest size, in a file that is a
    hole.
    """
    content = qcow2_bytes(
        (36, ">I", 1 << 22),
        (24, ">Q", 1 << 43),
        (40, ">Q", 1 << 20),
        (48, ">Q", 1 << 26),
        (56, ">I", 2048),
    )
    with path.open("wb") as file:
        file.write(content)
        file.truncate(1 << 28)


def many_extents(path: Path) -> None:
    path.with_name("flat").write_bytes(b"x" * 4096)
    descriptor(path, *['RW 8 FLAT "flat" 0'] * 40000)


def flat(name: str) -> Callable[[Path], object]:
    return lambda path: descriptor(path, f'RW 8 FLAT "{name}" 0')


cve(
    "2015-5162",
    "Cinder, Glance, Nova: an image of holes costs qemu-img memory and time without limit",
    "qcow2",
    exhaustion,
    source=OSSA.format("2016-012"),
)
cve(
    "2015-5163",
    "Glance: importing an image over a file of the host gives that file",
    "qcow2",
    over(b"/etc/passwd", b"raw"),
    source=OSSA.format("2015-014"),
)
cve(
    "2018-10908",
    "VDSM: an image of 40,000 extents costs qemu-img memory and time without limit",
    "vmdk",
    many_extents,
)
cve(
    "2022-47951",
    "Cinder, Glance, Nova: a flat VMDK whose extent is a file of the host gives that file",
    "vmdk",
    flat("/etc/passwd"),
    source=OSSA.format("2023-002"),
)
cve(
    "2024-4467",
    "`qemu-img info` opens, and may write, what a data file's `json:` name says",
    "qcow2",
    beside_data_file(b'json:{"driver":"file","filename":"/etc/passwd"}'),
)
cve(
    "2024-32498",
    "Cinder, Glance, Nova: an image whose data file is a file of the host gives that file",
    "qcow2",
    beside_data_file(b"/etc/passwd"),
    source=OSSA.format("2024-001"),
)
cve(
    "2024-44082",
    "Ironic: images were handed to qemu-img that nobody had looked at",
    "img",
    over(b"/etc/ironic/ironic.conf", b"raw"),
    source=OSSA.format("2024-003"),
)
CLOUDSTACK = "https://cloudstack.apache.org/blog/security-release-advisory-{}/"
cve(
    "2024-45219",
    "CloudStack: an uploaded template or volume over a file of the host gives that file",
    "qcow2",
    over(b"/etc/shadow", b"raw"),
    source=CLOUDSTACK.format("4.18.2.4-4.19.1.2"),
)
cve(
    "2024-50386",
    "CloudStack: so does a template that the host downloads itself, here with the host's disk as "
    "its data",
    "qcow2",
    beside_data_file(b"/dev/sda"),
    source=CLOUDSTACK.format("4.18.2.5-4.19.1.3"),
)
cve(
    "2026-2243",
    "QEMU: a compressed grain twice as long as a grain is read 12 bytes past its buffer",
    "vmdk",
    lambda path: marked_grain(path, 2 * GRAIN * SECTOR),
)
