# SPDX-License-Identifier: Apache-2.0
"""Files that are two things at once, and files that are nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lab.images.qcow2 import SPARE, over, qcow2, qcow2_bytes
from lab.images.vmdk import GRAINS, IDS, sparse_bytes
from tests.hostile.catalogue import QUESTIONS, hostile
from tests.hostile.other_formats import vhd_bytes


def both(name: str, attacks: str, build: Callable[[Path], object]) -> None:
    hostile(f"polyglot-{name}", attacks, build)


both(
    "qcow2-vmdk.qcow2",
    "a qcow2 with a VMDK's header behind its own",
    qcow2(pieces={512: bytes(sparse_bytes({0: GRAINS})[:512])}),
)
both(
    "vmdk-qcow2.vmdk",
    "a VMDK with a qcow2's header behind its own",
    lambda p: p.write_bytes(sparse_bytes({0: GRAINS})[:512] + qcow2_bytes()),
)
both(
    "qcow2-elf.qcow2",
    "a qcow2 that carries a program",
    qcow2(pieces={SPARE: b"\x7fELF\2\1\1" + bytes(9) + b"\2\0\x3e\0"}),
)
both(
    "elf-qcow2.raw",
    "a program that carries a qcow2",
    lambda p: p.write_bytes(b"\x7fELF\2\1\1".ljust(512, b"\0") + qcow2_bytes()),
)
both(
    "mbr-qcow2.raw",
    "a boot sector in front of a qcow2",
    lambda p: p.write_bytes(bytes(510) + b"\x55\xaa" + qcow2_bytes()),
)
both(
    "qcow2-vhd-footer.qcow2",
    "a qcow2 that ends in the footer of a VHD",
    lambda p: p.write_bytes(qcow2_bytes() + vhd_bytes()[-512:]),
)
both(
    "qcow2-vhd-fixed-footer.vhd",
    "a qcow2 that ends in the footer of a fixed VHD",
    lambda p: p.write_bytes(qcow2_bytes() + vhd_bytes(kind=2)[-512:]),
)
both(
    "vmdk-text-qcow2.vmdk",
    "a VMDK descriptor that carries a qcow2",
    lambda p: p.write_bytes(
        IDS
        + b'createType="monolithicFlat"\nRW 8 FLAT "polyglot-vmdk-text-qcow2.vmdk" 0\n'.ljust(4000)
        + qcow2_bytes()
    ),
)
both(
    "iso-qcow2.iso",
    "a CD image that begins with a qcow2",
    lambda p: p.write_bytes(qcow2_bytes()[:32768] + b"\1CD001\1".ljust(2048, b"\0") + bytes(65536)),
)
both(
    "vhdx-qcow2.vhdx",
    "a VHDX signature over a qcow2",
    lambda p: p.write_bytes(b"vhdxfile" + qcow2_bytes()[8:]),
)
both(
    "vdi-qcow2.qcow2",
    "the signature of a VDI inside of a qcow2's header",
    qcow2((64, "<I", 0xBEDA107F)),
)
both(
    "luks-qcow2.raw",
    "a LUKS signature of a wrong version over a qcow2",
    lambda p: p.write_bytes(b"LUKS\xba\xbe\0\7" + qcow2_bytes()[8:]),
)
both(
    "gzip.qcow2",
    "a packed file under an image's name",
    lambda p: p.write_bytes(b"\x1f\x8b\x08" + bytes(65533)),
)


def named(name: str, attacks: str, content: bytes) -> None:
    hostile(name, attacks, lambda path: path.write_bytes(content))


for suffix in ("raw", "qcow2", "vmdk", "vhd", "vhdx", "vdi", "luks"):
    named(f"empty.{suffix}", "a file of no bytes", b"")
for format in ("raw", "qcow2", "qcow", "qed", "vmdk", "vpc", "vhdx", "vdi", "parallels", "luks"):
    questions = tuple((q[0], "-f", format, *q[1:]) for q in QUESTIONS)
    hostile(
        f"empty-as-{format}.img",
        f"an empty file, declared as {format}",
        Path.touch,
        questions,
    )
named("one-byte.qcow2", "a file of one byte", b"Q")
named("all-ones.raw", "a file of 0xff", b"\xff" * 70000)
named("odd-length.raw", "a raw image that ends inside of a sector", b"x" * 70001)

hostile(
    "raw-over-host.raw",
    "a guest that wrote a qcow2 header into its raw disk",
    over(b"/etc/passwd", b"raw"),
)
