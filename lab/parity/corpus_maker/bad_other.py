# SPDX-License-Identifier: Apache-2.0
"""Damaged images of the formats other than qcow2."""

from __future__ import annotations

from lab.parity.corpus_maker.poke import (
    KIB,
    VHDX_BAT,
    Change,
    Poke,
    vhd_footer,
    vhd_header,
    vhdx_bat_entry,
    vhdx_dirty_log,
    vhdx_headers,
    vhdx_metadata_item,
    vhdx_region,
    vhdx_region_tables,
)
from lab.parity.corpus_maker.workshop import MIB, Damage, Mutant, Workshop

DESCRIPTOR = '# Disk DescriptorFile\nversion=1\nCID=%08x\nparentCID=ffffffff\ncreateType="%s"\n\n'
VHDX_TABLES = (192 * KIB, 256 * KIB)
VHDX_BLOCK_SIZE, VHDX_DISK_SIZE = bytes.fromhex("3767a1ca"), bytes.fromhex("2442a52f")
PARALLELS_IN_USE = 0x746F6E59
LUKS_SLOT = 208  # the first key slot


TEMPLATES = (  # name, format, options, unit and number of the writes
    ("vmdk-small.vmdk", "vmdk", "", 64 * KIB, 5),
    ("vpc-small.vhd", "vpc", "force_size=on", 64 * KIB, 5),
    ("vhdx-small.vhdx", "vhdx", "block_size=1M", 64 * KIB, 5),
    ("vdi-small.vdi", "vdi", "", MIB, 5),
    ("qed-small.qed", "qed", "cluster_size=4k,table_size=2", 4 * KIB, 8),
    ("qcow1-small.qcow", "qcow", "", 4 * KIB, 8),
    ("par-small.parallels", "parallels", "", MIB, 4),
)


def make_bad_other(shop: Workshop) -> None:
    size = shop.size(20, 60, 64 * KIB)
    for name, fmt, opts, unit, writes in TEMPLATES:
        shop.create(name, fmt, size, opts)
        shop.io(name, fmt, shop.scatter(size, unit, writes, "write part"))
        how = f"create -o '{opts}'; the image the bad-{fmt}-* ones are made of"
        shop.add(name, fmt, ["plain"], how)
    for damage in damages(shop):
        shop.mutate(damage)
    _vmdk_descriptors(shop)


def damages(shop: Workshop) -> list[Damage]:
    """What can be done to the templates, and to luks.luks."""
    far = shop.r.randint(1 << 24, 1 << 30)
    makers = (_vmdk, _vhd, _vhdx, _vdi, _qed, _qcow1, _parallels, _luks)
    return [make(shop, far) for make in makers]


def _cut(shop: Workshop) -> Mutant:
    return "the file cut short", lambda p: p.truncate(p.size() * shop.r.randint(30, 80) // 100)


def _vmdk(shop: Workshop, far: int) -> Damage:
    r = shop.r

    def directory(p: Poke) -> int:
        return p.get(56, 8) * 512

    def grains(p: Poke) -> None:
        table = p.get(directory(p), 4) * 512
        p.puts(*((table + 4 * i, 4, far + i) for i in range(3)))

    must: dict[str, Mutant] = {
        "gd-eof": (
            "grain directories beyond the end of file",
            lambda p: p.puts((56, 8, far), (48, 8, far)),
        ),
        "gt-eof": ("a grain table beyond the end of file", lambda p: p.put(directory(p), 4, far)),
        "trunc": _cut(shop),
    }
    may: dict[str, Mutant] = {
        "grain-eof": ("a grain beyond the end of file", grains),
        "capacity": ("a huge capacity", lambda p: p.put(12, 8, 1 << r.randint(45, 63))),
        "gtes": (
            "a wrong number of grain table entries",
            lambda p: p.put(44, 4, r.choice((0, 513, 0x80000000))),
        ),
        "grainsize": (
            "a grain size that is not a power of two",
            lambda p: p.put(20, 8, r.choice((0, 3, 127))),
        ),
        "version": ("an unknown version", lambda p: p.put(4, 4, r.randint(4, 9))),
        "gt-self": (
            "a grain table that is the grain directory",
            lambda p: p.put(directory(p), 4, directory(p) // 512),
        ),
    }
    return Damage("vmdk-small.vmdk", must, may, 3, "little")


def _vmdk_descriptors(shop: Workshop) -> None:
    r = shop.r
    for label, kind, extent in (
        ("traversal", "monolithicFlat", 'RW %d FLAT "../qi-nonexistent-x-flat.vmdk" 0\n'),
        ("missing", "twoGbMaxExtentSparse", 'RW %d SPARSE "no-such-s001.vmdk"\n'),
        ("abs", "monolithicFlat", 'RW %d FLAT "/nonexistent-qi/x-flat.vmdk" 0\n'),
        ("garbage", r.choice(("monolithicFlat", "nonsense")), 'RW %d FLAT\nRW x FLAT "y" 0\n'),
    ):
        name = f"bad-vmdk-{label}.vmdk"
        text = DESCRIPTOR % (r.getrandbits(32), kind) + extent % r.randint(1000, 9000)
        shop.raw_file(name, len(text), [(0, text.encode())])
        how = f"descriptor with the extent line {extent.split(chr(10))[0]!r}"
        shop.add(name, "vmdk", ["malformed", label], how, malformed=True)


def _field(at: int, length: int, value: int) -> Change:
    def change(block: bytearray) -> None:
        block[at : at + length] = value.to_bytes(length, "big")

    return change


def _vhd(shop: Workshop, far: int) -> Damage:
    r = shop.r
    must: dict[str, Mutant] = {
        "checksum": (
            "a wrong footer checksum",
            lambda p: p.puts((64, 4, 12345), (p.size() - 448, 4, 12345)),
        ),
        "bat-eof": (
            "a BAT entry beyond the end of file",
            lambda p: p.put(p.get(512 + 16, 8), 4, far),
        ),
        "trunc": _cut(shop),
    }
    may: dict[str, Mutant] = {
        "blocksize": (
            "a bad block size",
            lambda p: vhd_header(p, _field(32, 4, r.choice((0, 1000, 256, 0x80000000)))),
        ),
        "entries": (
            "a wrong number of BAT entries",
            lambda p: vhd_header(p, _field(28, 4, r.choice((1, 0xFFFFFFFF)))),
        ),
        "table-eof": (
            "the BAT beyond the end of file",
            lambda p: vhd_header(p, _field(16, 8, far * 512)),
        ),
        "geometry": ("a geometry of zero", lambda p: vhd_footer(p, _field(56, 4, 0))),
        "cursize": (
            "a huge current size",
            lambda p: vhd_footer(p, _field(48, 8, 1 << r.randint(42, 62))),
        ),
    }
    return Damage("vpc-small.vhd", must, may, 2)


def _vhdx(shop: Workshop, far: int) -> Damage:
    r = shop.r

    def log_guid(block: bytearray) -> None:
        block[48:64] = b"\x33" * 16

    def region_beyond(p: Poke) -> None:
        for table in VHDX_TABLES:
            for i in range(2):
                at = table + 16 + 32 * i
                if p.read(at, 4) == VHDX_BAT:
                    p.put(at + 16, 8, far << 20)

    must: dict[str, Mutant] = {
        "headers": (
            "both header CRCs wrong",
            lambda p: p.puts((64 * KIB + 4, 4, 99), (128 * KIB + 4, 4, 99)),
        ),
        "header1": ("the first header's CRC wrong", lambda p: p.put(64 * KIB + 4, 4, 99)),
        "log": ("a log that must be replayed", lambda p: vhdx_dirty_log(p, r)),
        "bat-eof": (
            "a BAT entry beyond the end of file",
            lambda p: vhdx_bat_entry(p, (far << 20) | 6),
        ),
    }
    may: dict[str, Mutant] = {
        "region": (
            "wrong region table CRCs",
            lambda p: p.puts(*((t + 4, 4, 7) for t in VHDX_TABLES)),
        ),
        "bat-self": (
            "a BAT entry that points to the BAT",
            lambda p: vhdx_bat_entry(p, vhdx_region(p, VHDX_BAT) | 6),
        ),
        "blocksize": (
            "a bad block size",
            lambda p: p.put(
                vhdx_metadata_item(p, VHDX_BLOCK_SIZE), 4, r.choice((0, 12345, 1 << 31))
            ),
        ),
        "disksize": (
            "a huge disk size",
            lambda p: p.put(vhdx_metadata_item(p, VHDX_DISK_SIZE), 8, 1 << r.randint(47, 62)),
        ),
        "logguid": ("a log GUID set but an empty log", lambda p: vhdx_headers(p, log_guid)),
        "region-eof": (
            "the BAT region beyond the end of file",
            lambda p: vhdx_region_tables(p, lambda: region_beyond(p)),
        ),
        "trunc": _cut(shop),
    }
    return Damage("vhdx-small.vhdx", must, may, 2, "little")


def _vdi(shop: Workshop, far: int) -> Damage:
    r = shop.r
    must: dict[str, Mutant] = {
        "bmap-eof": (
            "a block map entry beyond the end of file",
            lambda p: p.put(512, 4, 70000 + far % 1000),
        ),
        "blocks": (
            "a wrong number of blocks",
            lambda p: p.put(0x180, 4, r.choice((0, 0x3FFFFFFF, 0xFFFFFFFF))),
        ),
    }
    may: dict[str, Mutant] = {
        "blocksize": ("a bad block size", lambda p: p.put(0x178, 4, r.choice((512, 65536, 0)))),
        "offbmap": ("a block map at an odd place", lambda p: p.put(0x154, 4, 513)),
        "disksize": (
            "a disk larger than its blocks",
            lambda p: p.put(0x170, 8, 1 << r.randint(40, 62)),
        ),
        "allocated": ("too many allocated blocks", lambda p: p.put(0x184, 4, 9999)),
        "bmap-same": (
            "two map entries with the same block",
            lambda p: p.puts((512, 4, 0), (516, 4, 0)),
        ),
        "trunc": _cut(shop),
    }
    return Damage("vdi-small.vdi", must, may, 3, "little")


def _qed(shop: Workshop, far: int) -> Damage:
    r = shop.r

    def l2(p: Poke) -> int:
        l1 = p.get(40, 8)
        return next(x for x in (p.get(l1 + 8 * i, 8) for i in range(p.get(4, 4) // 8)) if x)

    must: dict[str, Mutant] = {
        "l1-eof": ("the L1 table beyond the end of file", lambda p: p.put(40, 8, far * 4096)),
        "l2-eof": (
            "L2 entries beyond the end of file",
            lambda p: p.puts((l2(p), 8, far * 4096), (l2(p) + 8, 8, (far + 1) * 4096)),
        ),
        "clustersize": ("a bad cluster size", lambda p: p.put(4, 4, r.choice((0, 1000, 1 << 27)))),
    }
    may: dict[str, Mutant] = {
        "need-check": ("the need-check bit set", lambda p: p.put(16, 8, 2)),
        "features": ("unknown feature bits", lambda p: p.put(16, 8, 1 << r.randint(3, 60))),
        "tablesize": (
            "a table size that does not open",
            lambda p: p.put(8, 4, r.choice((0, 1, 3, 32))),
        ),
        "size": ("a huge size", lambda p: p.put(48, 8, 1 << r.randint(50, 63))),
        "trunc": _cut(shop),
    }
    return Damage("qed-small.qed", must, may, 2, "little")


def _qcow1(shop: Workshop, far: int) -> Damage:
    r = shop.r
    must: dict[str, Mutant] = {
        "clusterbits": ("bad cluster bits", lambda p: p.put(32, 1, r.choice((0, 8, 17, 63)))),
        "l1-eof": ("the L1 table beyond the end of file", lambda p: p.put(40, 8, far * 4096)),
    }
    may: dict[str, Mutant] = {
        "l2bits": ("bad L2 bits", lambda p: p.put(33, 1, r.choice((0, 5, 14, 63)))),
        "size": ("a huge size", lambda p: p.put(24, 8, (1 << r.randint(55, 63)) - 512)),
        "l2-eof": (
            "an L2 table beyond the end of file",
            lambda p: p.put(p.get(40, 8), 8, far * 4096),
        ),
        "crypt": ("an unknown encryption method", lambda p: p.put(36, 4, r.randint(2, 9))),
        "backing-len": ("a long backing name", lambda p: p.puts((8, 8, 48), (16, 4, 5000))),
        "trunc": _cut(shop),
    }
    return Damage("qcow1-small.qcow", must, may, 3)


def _parallels(shop: Workshop, far: int) -> Damage:
    r = shop.r
    must: dict[str, Mutant] = {
        "bat-eof": ("a BAT entry beyond the end of file", lambda p: p.put(64, 4, far)),
        "inuse": ("the in-use mark set", lambda p: p.put(44, 4, PARALLELS_IN_USE)),
    }
    may: dict[str, Mutant] = {
        "tracks": ("no sectors per track", lambda p: p.put(28, 4, 0)),
        "entries": (
            "a huge number of BAT entries",
            lambda p: p.put(32, 4, r.choice((0, 0x7FFFFFFF))),
        ),
        "bat-same": ("two BAT entries with the same cluster", lambda p: p.put(68, 4, p.get(64, 4))),
        "dataoff": ("a bad data offset", lambda p: p.put(48, 4, far)),
        "trunc": _cut(shop),
    }
    return Damage("par-small.parallels", must, may, 2, "little")


def _luks(shop: Workshop, far: int) -> Damage:
    r = shop.r
    must: dict[str, Mutant] = {
        "version": ("an unknown version", lambda p: p.put(6, 2, r.randint(3, 9))),
        "stripes": ("a key slot without stripes", lambda p: p.put(LUKS_SLOT + 44, 4, 0)),
    }
    may: dict[str, Mutant] = {
        "payload": ("a payload offset beyond the end of file", lambda p: p.put(104, 4, far)),
        "slot": ("a key slot inside the header", lambda p: p.put(LUKS_SLOT + 40, 4, 0)),
        "cipher": ("an unknown cipher name", lambda p: p.write(8, b"rot13\0")),
        "trunc": ("the file cut in the header", lambda p: p.truncate(r.randint(100, 591))),
    }
    return Damage("luks.luks", must, may, 2)
