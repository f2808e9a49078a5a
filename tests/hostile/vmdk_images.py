# SPDX-License-Identifier: Apache-2.0
"""VMDK: sparse headers, descriptors and extents that lie."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

from lab.images import sesparse as se
from lab.images.vmdk import (
    DIRECTORY,
    GRAIN,
    GRAINS,
    IDS,
    SECTOR,
    TABLE,
    Patch,
    cowd,
    descriptor,
    sparse,
    with_footer,
)
from tests.hostile.catalogue import hostile

MAX32, MAX64 = 2**32 - 1, 2**64 - 1


def hosted(name: str, attacks: str, *patches: Patch, text: bytes = IDS) -> None:
    """A hosted sparse extent with other numbers in it."""
    hostile(
        f"vmdk-{name}.vmdk", attacks, lambda path: sparse(path, {0: GRAINS}, *patches, text=text)
    )


hosted("version-0", "which fields the header has", (4, "<I", 0))
hosted("version-max", "which fields the header has", (4, "<I", MAX32))
hosted("capacity-0", "no capacity: an embedded descriptor that counts alone", (12, "<Q", 0))
hosted("capacity-2-to-64", "a product: the disk has 2^64-1 sectors", (12, "<Q", MAX64))
hosted("capacity-2-to-55", "a product: the disk has 2^64 bytes", (12, "<Q", 1 << 55))
hosted("capacity-2-to-54", "a signed size: the disk has 2^63 bytes", (12, "<Q", 1 << 54))
hosted("grain-0", "a division: grains of no sectors", (20, "<Q", 0))
hosted("grain-2-to-64", "a product: grains of 2^64-1 sectors", (20, "<Q", MAX64))
hosted("grain-2-to-63", "a signed grain", (20, "<Q", 1 << 63))
hosted("grain-3", "a grain that is no power of two", (20, "<Q", 3))
hosted("table-0", "a division: grain tables of no entries", (44, "<I", 0))
hosted("table-max", "memory: grain tables of 2^32-1 entries", (44, "<I", MAX32))
hosted(
    "table-times-grain-wraps",
    "a product: tables times grains is 0 modulo 2^32",
    (44, "<I", 512),
    (20, "<Q", 1 << 23),
)
hosted(
    "directory-huge", "memory: a directory of 2^25+1 entries", (12, "<Q", (2**25 + 1) * 512 * GRAIN)
)
hosted(
    "directory-count-wraps",
    "a directory whose count is 0 modulo 2^32",
    (12, "<Q", (1 << 32) * 512 * GRAIN),
)
hosted("directory-past-the-end", "a directory past the end of the file", (56, "<Q", 1 << 40))
hosted("directory-at-2-to-64", "a sum: a directory that ends past 2^64", (56, "<Q", MAX64 - 1))
hosted("directory-is-the-header", "a directory that is the header", (56, "<Q", 0))
hosted(
    "directory-points-at-itself",
    "a loop: a grain table that is the directory",
    (DIRECTORY * SECTOR, "<I", DIRECTORY),
)
hosted("directory-all-ones", "grain tables past any end", (DIRECTORY * SECTOR, "<Q", MAX64))
hosted("grain-is-the-header", "data that is the header", (TABLE * SECTOR, "<Q", 0))
hosted("grain-past-the-end", "data past the end of the file", (TABLE * SECTOR, "<I", MAX32))
hosted("overhead-2-to-64", "a sum: an overhead of 2^64-1 sectors", (64, "<Q", MAX64))
hosted("descriptor-at-2-to-64", "a product: a descriptor at sector 2^63", (28, "<Q", 1 << 63))
hosted("descriptor-2-to-64", "memory: a descriptor of 2^64-1 sectors", (36, "<Q", MAX64))
hosted("compression-65535", "a compression that nobody knows", (77, "<H", 65535))
hosted("newlines-changed", "a file that a text editor or FTP has changed", (73, "<I", 0x0A0A0A0A))
hosted("embedded-text-is-none", "an embedded descriptor of zeros", text=bytes(512))
hosted(
    "embedded-parent-outside",
    "a parent outside of the folder",
    text=IDS + b'parentFileNameHint="/etc/passwd"\n',
)
hosted(
    "embedded-cid-not-hex",
    "numbers of an embedded descriptor that are none",
    text=b"# Disk DescriptorFile\nCID=%s%n\n",
)


def stream(name: str, attacks: str, *patches: Patch) -> None:
    hostile(f"vmdk-{name}.vmdk", attacks, lambda path: with_footer(path, *patches))


stream(
    "footer-points-at-a-footer",
    "a loop: a footer that says that there is a footer",
    (SECTOR + 56, "<Q", MAX64),
)
stream(
    "footer-grain-0", "a division: a footer whose grains have no sectors", (SECTOR + 20, "<Q", 0)
)
stream("footer-marker-wrong", "a footer that is none", (12, "<I", 1))


def marked_grain(path: Path, length: int, *patches: Patch) -> Path:
    """A stream whose only grain says that it is packed into `length` bytes."""
    marker = (GRAINS * SECTOR, "<Q", 0), (GRAINS * SECTOR + 8, "<I", length)
    return sparse(
        path, {0: GRAINS}, (4, "<I", 3), (8, "<I", 0x30001), (77, "<H", 1), *marker, *patches
    )


def packed_grain(path: Path) -> None:
    content = zlib.compress(bytes(1 << 22), 9)
    marked_grain(path, len(content))
    with path.open("r+b") as file:
        file.seek(GRAINS * SECTOR + 12)
        file.write(content)


hostile(
    "vmdk-deflate-bomb.vmdk",
    "memory and time: a grain of 8 KiB that unpacks to 4 MiB",
    packed_grain,
)


def marker(name: str, length: int) -> None:
    attacks = f"a buffer: a grain that is packed into {length} bytes"
    hostile(f"vmdk-grain-marker-{name}.vmdk", attacks, lambda path: marked_grain(path, length))


marker("0", 0)
marker("max", MAX32)


def text(
    name: str, attacks: str, *lines: str, kind: str = "monolithicFlat", ids: bytes = IDS
) -> None:
    """A descriptor file, with an extent of 4 KiB next to it."""

    def build(path: Path) -> None:
        path.with_name("flat").write_bytes(b"flat" * 1024)
        descriptor(path, *lines, kind=kind, ids=ids)

    hostile(f"vmdk-{name}.vmdk", attacks, build)


text("extent-absolute", "a file of the host as extent", 'RW 8 FLAT "/etc/passwd" 0')
text(
    "extent-above",
    "a file outside of the folder as extent",
    'RW 8 FLAT "../../../../../../etc/passwd" 0',
)
text(
    "extent-is-itself",
    "an extent that is the descriptor",
    'RW 8 FLAT "vmdk-extent-is-itself.vmdk" 0',
)
text("extent-nbd", "a network address as extent", 'RW 8 FLAT "nbd:127.0.0.1:10809" 0')
text("extent-json", "a pseudo-name as extent", 'RW 8 FLAT "json:{\\"driver\\":\\"file\\"}" 0')
text("extent-device", "a device as extent", 'RW 8 FLAT "/dev/zero" 0', kind="fullDevice")
text("extent-windows", "a path of Windows as extent", 'RW 8 FLAT "C:\\Windows\\win.ini" 0')
text("extent-unc", "a network path of Windows as extent", 'RW 8 FLAT "\\\\server\\share\\x" 0')
text(
    "extent-escapes",
    "the terminal: control characters in the name of an extent",
    'RW 8 FLAT "\x1b[2J\x07" 0',
)
text(
    "extent-2-to-63-sectors", "a product: an extent of 2^63 sectors", f'RW {1 << 63} FLAT "flat" 0'
)
text("extent-negative", "an extent of -1 sectors", 'RW -1 FLAT "flat" 0')
text(
    "extent-starts-at-2-to-63",
    "a product: an extent that begins at sector 2^63",
    f'RW 8 FLAT "flat" {1 << 63}',
)
text("extent-starts-negative", "an extent that begins at sector -8", 'RW 8 FLAT "flat" -8')
text("extent-past-the-end", "an extent longer than its file", 'RW 4096 FLAT "flat" 0')
text(
    "extents-sum-wraps",
    "a sum: extents that are 2^64 bytes together",
    *[f'RW {2**53} FLAT "flat" 0'] * 4,
)
text("extent-format-string", "a name that printf would read", 'RW %d FLAT "%s%n%n" 0')
text("extent-name-open", "a name without its closing quote", 'RW 8 FLAT "flat')
text("extent-type-unknown", "a type that nobody knows", 'RW 8 EVIL "flat" 0')
text("extent-none", "a descriptor without extents")
text("extents-10000", "time: 10,000 extents of no file", *["RW 8 ZERO"] * 10000)
text(
    "extents-10000-files",
    "file descriptors: 10,000 extents in one file",
    *['RW 8 FLAT "flat" 0'] * 10000,
)
text("create-type-unknown", "a createType that nobody knows", 'RW 8 FLAT "flat" 0', kind="evil")
text(
    "create-type-long",
    "a buffer: a createType of 4096 characters",
    'RW 8 FLAT "flat" 0',
    kind="x" * 4096,
)
text(
    "cid-missing",
    "a descriptor without its CID",
    'RW 8 FLAT "flat" 0',
    ids=b"# Disk DescriptorFile\nversion=1\n",
)
text(
    "sparse-extent-is-text",
    "a descriptor as extent of itself",
    'RW 8 SPARSE "flat"',
    kind="twoGbMaxExtentSparse",
)
text(
    "parent-outside",
    "a parent outside of the folder",
    'parentFileNameHint="../../etc/passwd"',
    'RW 8 FLAT "flat" 0',
)
text(
    "parent-itself",
    "a chain of one image",
    'parentFileNameHint="vmdk-parent-itself.vmdk"',
    'RW 8 FLAT "flat" 0',
)


def raw_text(name: str, attacks: str, content: bytes, after: bytes = b"", times: int = 0) -> None:
    """A descriptor of these bytes, and of those as often after them."""

    def build(path: Path) -> None:
        path.with_name("flat").write_bytes(b"flat" * 1024)
        path.write_bytes(content + after * times)

    hostile(f"vmdk-{name}.vmdk", attacks, build)


FLAT = IDS + b'createType="monolithicFlat"\nRW 8 FLAT "flat" 0\n'
raw_text("descriptor-1-mib", "memory: a descriptor of 1 MiB", FLAT + b"# ", b"x", 1 << 20)
raw_text(
    "descriptor-1-mib-blank", "time: a descriptor of 1 MiB of blank lines", FLAT, b"\n", 1 << 20
)
raw_text("descriptor-20-mib", "memory: a descriptor of 20 MiB", FLAT, b"#", 20 << 20)
raw_text("descriptor-nul", "a descriptor that a zero byte cuts", FLAT.replace(b"RW", b"\0RW"))
raw_text(
    "descriptor-nul-in-name",
    "a name that a zero byte cuts",
    FLAT.replace(b'"flat"', b'"/etc/passwd\0flat"'),
)
raw_text("descriptor-all-nul", "a descriptor of zeros behind its first line", IDS + bytes(4096))
raw_text("descriptor-utf-16", "a descriptor in UTF-16", FLAT.decode().encode("utf-16"))
raw_text(
    "descriptor-first-line-only", "a descriptor that ends where it begins", b"# Disk DescriptorFile"
)


def in_cowd(*patches: Patch) -> Callable[[Path], None]:
    def build(path: Path) -> None:
        cowd(path.with_name("cow"), {0: 9}, *patches)
        descriptor(path, 'RW 8192 VMFSSPARSE "cow"', kind="vmfsSparse")

    return build


hostile("cowd-grain-0.vmdk", "a division: grains of no sectors", in_cowd((16, "<I", 0)))
hostile("cowd-sectors-max.vmdk", "a disk of 2^32-1 sectors", in_cowd((12, "<I", MAX32)))
hostile(
    "cowd-directory-max.vmdk", "memory: a directory of 2^32-1 entries", in_cowd((24, "<I", MAX32))
)
hostile("cowd-directory-past-the-end.vmdk", "a directory past the end", in_cowd((20, "<I", MAX32)))


def in_sesparse(*patches: Patch) -> Callable[[Path], None]:
    """The extent is called `extent`."""

    def build(path: Path) -> None:
        se.sesparse(path, {0: se.data(0), 1: se.ZERO}, *patches, name="extent")

    return build


def sesparse(name: str, attacks: str, *patches: Patch) -> None:
    hostile(f"vmdk-sesparse-{name}.vmdk", attacks, in_sesparse(*patches))


AT_DIRECTORY, AT_TABLES = se.DIRECTORY * SECTOR, se.TABLES * SECTOR
sesparse("dirty", "a journal that nobody can replay", (SECTOR + 24, "<Q", 1))
sesparse("volatile-is-the-header", "a volatile header that is the first one", (80, "<Q", 0))
sesparse("directory-is-the-header", "a directory that is the header", (128, "<Q", 0))
sesparse(
    "directory-count-wraps",
    "a product: a directory of 0 entries modulo 2^32",
    (136, "<Q", 1 << 26),
)
sesparse("table-is-the-directory", "a loop: a grain table that is the directory", (144, "<Q", 2))
sesparse("table-2-to-32", "a grain table of the highest number", (AT_DIRECTORY, "<I", MAX32))
sesparse("tables-wrap", "a sum: grain tables past 2^64", (144, "<Q", MAX64 - 63))
sesparse("grains-wrap", "a sum: grains past 2^64", (192, "<Q", MAX64 - 7))
sesparse(
    "grain-wraps", "a product: a grain whose place is past 2^64", (AT_TABLES, "<Q", (4 << 60) - 1)
)
sesparse(
    "grain-is-the-header", "data that is the header", (192, "<Q", 0), (AT_TABLES, "<Q", 3 << 60)
)
sesparse(
    "capacity-of-a-long-directory",
    "time: 64 TiB, whose directory says that it is longer than the file",
    (16, "<Q", 1 << 37),
    (136, "<Q", 1 << 16),
)
