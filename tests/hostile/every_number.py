# SPDX-License-Identifier: Apache-2.0
"""Every size, count and offset of every structure in specs/, set to 0, to its highest bit and to
all of its bits.

The images of the other files attack what somebody thought of; these take what the specs have, so
that a new field is attacked without anybody's thinking of it. A structure that has such a field
is in `PLACES`, or in `NOT_READ`.
"""

from __future__ import annotations

import functools
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from codegen.model import model as m
from instar.layout import crc32c
from lab.images import parallels as parallels_image
from lab.images.asif import DIRECTORIES, PARTIAL, WRITTEN, asif_bytes
from lab.images.asif import TABLE as ASIF_TABLE
from lab.images.bochs import CATALOG, bochs
from lab.images.cloop import TABLE as OFFSETS
from lab.images.cloop import cloop
from lab.images.dmg import ZLIB, Chunk, dmg_bytes
from lab.images.luks import luks
from lab.images.qcow2 import (
    BITMAPS,
    CLUSTER,
    COMPRESSED,
    DATA,
    ENCRYPTION,
    L1,
    L2,
    SPARE,
    TABLE,
    Patch,
    extension,
    qcow2_bytes,
)
from lab.images.two_level import QCOW_L1, QCOW_L2, QED_DATA, QED_L1, QED_L2, qcow, qed
from lab.images.vhd import DIFFERENCING, LOCATOR, dynamic
from lab.images.vhd import place as vhd_place
from lab.images.vhdx import (
    BAT,
    CHUNK,
    HAS_PARENT,
    HEADER_1,
    HEADER_2,
    ITEMS,
    LINKAGE,
    LOG,
    METADATA,
    REGIONS,
    locator,
    log_entry,
    place,
    vhdx,
    zero_descriptor,
)
from lab.images.vhdx import DATA as VHDX_DATA
from lab.images.vmdk import DIRECTORY, GRAINS, SECTOR, sparse, with_footer
from lab.images.vmdk import TABLE as GRAIN_TABLE
from tests.codegen.views import specs
from tests.hostile.catalogue import QUESTIONS, Question, hostile
from tests.hostile.other_formats import vdi_bytes, vhd_bytes
from tests.hostile.qcow2_headers import bitmap
from tests.hostile.qcow2_tables import WITH_SNAPSHOT, snapshot
from tests.hostile.vmdk_images import AT_DIRECTORY, AT_TABLES, in_cowd, in_sesparse, marked_grain

NOT_READ = {
    "luks_header2": "a plain disk, unless somebody says that it is LUKS (tests/ops/test_luks2.py)",
    "raw_gpt_header": "only announced, by the MBR",
    "raw_gpt_entry": "only announced, by the MBR",
    "raw_protective_mbr": "read as any MBR",
    "vdi_header_0": "a version that is refused by its number",
    "vhd_batmap_header": "passed over, as all that is between the BAT and the blocks",
    **dict.fromkeys(
        ("zip_end", "zip_end64", "zip_entry", "zip_extra", "zip_local_header", "zip_locator"),
        "of an archive, which is no image",
    ),
}
ALSO = {
    "asif_directory.sequence",
    "asif_directory_entry.chunk",
    "asif_table_entry.chunk",
    "bochs_catalog_entry.extent",
    "sesparse_grain_directory_entry.table",
    "sesparse_grain_table_entry.index_high",
    "sesparse_grain_table_entry.index_low",
    "luks_key_slot.stripes",
    "luks_key_slot.iterations",
    "luks_phdr.mk_digest_iterations",
    "parallels_bat_entry.place",
    "qcow1_compressed_entry.descriptor",
    "qcow2_compressed_entry.descriptor",
    "vhd_dynamic_header.data_offset",
    "vhd_parent_locator.platform_data_space",
    "vhdx_payload_bat_entry.file_offset_mb",
    "vhdx_sector_bitmap_bat_entry.file_offset_mb",
}
"""Sizes, counts and offsets that have neither a unit nor a name that tells."""

Lay = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Place:
    """Where `lay(path, *patches)` puts a structure: `at` may be several places that say the
    same.
    """

    structure: str
    lay: Lay
    at: tuple[int, ...]
    file: str = ""
    """What file next to the image it is in."""
    role: str = ""
    """Tells several places of one structure apart."""
    questions: tuple[Question, ...] = QUESTIONS


def is_measure(structure: m.Structure, field: m.Field) -> bool:
    if not isinstance(field.kind, m.Integer | m.Bits) or field.offset is None:
        return False
    named = field.id.startswith("num_") or f"{structure.c_name}.{field.id}" in ALSO
    return named or field.unit not in ("", "seconds", "nanoseconds")


@functools.cache
def structures() -> dict[str, m.Structure]:
    """Those of the formats that have a size, a count or an offset."""
    every = [s for spec in specs() if spec.kind == "formats" for s in spec.structures]
    return {s.c_name: s for s in every if any(is_measure(s, field) for field in s.fields)}


def laid_bytes(content: bytearray, path: Path, *patches: Patch) -> None:
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    path.write_bytes(content)


# The sound images ---------------------------------------------------------------------------------


def lay_qcow2(path: Path, *patches: Patch) -> None:
    laid_bytes(qcow2_bytes(extensions=extension(0x1234, b"12345678")), path, *patches)


def lay_compressed(path: Path, *patches: Patch) -> None:
    laid_bytes(qcow2_bytes(entries={0: COMPRESSED | DATA}), path, *patches)


def lay_bitmaps(path: Path, *patches: Patch) -> None:
    entry = bitmap(SPARE + CLUSTER, 1, 16, b"b")
    content = struct.pack(">IIQQ", 1, 0, len(entry), SPARE)
    pieces = {SPARE: entry, SPARE + CLUSTER: (SPARE + 2 * CLUSTER).to_bytes(8, "big")}
    laid_bytes(
        qcow2_bytes((88, ">Q", 1), extensions=extension(BITMAPS, content), pieces=pieces),
        path,
        *patches,
    )


def lay_encrypted(path: Path, *patches: Patch) -> None:
    pointer = struct.pack(">QQ", SPARE, CLUSTER)
    laid_bytes(
        qcow2_bytes((32, ">I", 2), extensions=extension(ENCRYPTION, pointer)), path, *patches
    )


def lay_snapshot(path: Path, *patches: Patch) -> None:
    content = qcow2_bytes((60, ">I", 1), (64, ">Q", SPARE), pieces={SPARE: snapshot()})
    laid_bytes(content, path, *patches)


def lay_asif(path: Path, *patches: Patch) -> None:
    content = asif_bytes({0: WRITTEN | 3, 1: PARTIAL | 3}, bytes(65536), bitmap=bytes(4096))
    laid_bytes(bytearray(content), path, *patches)


def lay_bochs(path: Path, *patches: Patch) -> None:
    bochs(path, {0: 0}, *patches)


def lay_old_bochs(path: Path, *patches: Patch) -> None:
    bochs(path, {0: 0}, *patches, version=1)


def lay_cloop(path: Path, *patches: Patch) -> None:
    cloop(path, bytes(16384), *patches)


STORED = zlib.compress(bytes(4096), 0)
FORK = len(STORED)
FORK_TABLE = FORK + 256 + 4
FORK_CHUNK = FORK_TABLE + 204
FORK_END = FORK_CHUNK + 2 * 40


def lay_dmg(path: Path, *patches: Patch) -> None:
    content = dmg_bytes([Chunk(ZLIB, 0, 8, STORED)], is_fork=True)
    laid_bytes(bytearray(content), path, *patches)


def lay_qed(path: Path, *patches: Patch) -> None:
    qed(path, {0: QED_DATA}, *patches)


def lay_qcow(path: Path, *patches: Patch) -> None:
    qcow(path, {0: 8192}, *patches)


def lay_packed_qcow(path: Path, *patches: Patch) -> None:
    qcow(path, {0: 1 << 63 | 1 << 51 | 8192}, *patches)


PARALLELS_EXTENSION = parallels_image.EXTENSION * SECTOR


def lay_parallels(path: Path, *patches: Patch) -> None:
    """Its extension has its checksum made right."""
    bits = parallels_image.feature(parallels_image.BITMAP, parallels_image.bitmap())
    body = bytearray(parallels_image.extension([bits])[24:])
    for offset, form, number in patches:
        if offset >= PARALLELS_EXTENSION:
            struct.pack_into(form, body, offset - PARALLELS_EXTENSION - 24, number)
    rest = [patch for patch in patches if patch[0] < PARALLELS_EXTENSION]
    parallels_image.parallels(
        path, {0: 63}, *rest, extension=parallels_image.extension([bytes(body)])
    )


def lay_vdi(path: Path, *patches: Patch) -> None:
    laid_bytes(vdi_bytes(), path, *patches)


def lay_vhd(path: Path, *patches: Patch) -> None:
    path.write_bytes(vhd_bytes(*patches))


def lay_vhd_child(path: Path, *patches: Patch) -> None:
    dynamic(path.with_name("parent.vhd"), {0: vhd_place(0)})
    dynamic(path, {0: vhd_place(0)}, *patches, kind=DIFFERENCING, parent={0x57327275: "parent.vhd"})


def lay_vhdx(path: Path, *patches: Patch) -> None:
    vhdx(path, {0: place(VHDX_DATA)}, *patches)


def lay_vhdx_child(path: Path, *patches: Patch) -> None:
    vhdx(path.with_name("parent.vhdx"), {0: place(VHDX_DATA)})
    item = locator({"parent_linkage": LINKAGE, "relative_path": ".\\parent.vhdx"})
    entries = {0: place(VHDX_DATA, 7), CHUNK: place(4 << 20)}
    vhdx(path, entries, *patches, flags=HAS_PARENT, parent=item)


def logged(path: Path, descriptor: bytes, *patches: Patch) -> None:
    """An image with a log entry, whose checksum is made right."""
    entry = bytearray(log_entry([descriptor]))
    for offset, form, number in patches:
        struct.pack_into(form, entry, offset - LOG, number)
    struct.pack_into("<I", entry, 4, 0)
    struct.pack_into("<I", entry, 4, crc32c(bytes(entry)))
    vhdx(path, {0: place(VHDX_DATA)}, log={0: bytes(entry)})


def lay_log(path: Path, *patches: Patch) -> None:
    logged(path, zero_descriptor(), *patches)


def lay_log_of_data(path: Path, *patches: Patch) -> None:
    logged(path, b"desc" + struct.pack("<IQQQ", 0, 0, 8 << 20, 1), *patches)


def lay_vmdk(path: Path, *patches: Patch) -> None:
    sparse(path, {0: GRAINS}, *patches)


def lay_cowd(path: Path, *patches: Patch) -> None:
    in_cowd(*patches)(path)


def lay_sesparse(path: Path, *patches: Patch) -> None:
    in_sesparse(*patches)(path)


STREAM_END = (GRAINS + 8 * 16) * SECTOR


def lay_stream(path: Path, *patches: Patch) -> None:
    with_footer(path, *[(offset - STREAM_END, form, number) for offset, form, number in patches])


def lay_marked(path: Path, *patches: Patch) -> None:
    marked_grain(path, 100, *patches)


def lay_partitions(path: Path, *patches: Patch) -> None:
    content = bytearray(1 << 20)
    struct.pack_into("<B3sB3sII", content, 446, 0, b"\0\2\0", 0x83, b"\xff\xff\xff", 1, 2047)
    content[510:512] = b"\x55\xaa"
    laid_bytes(content, path, *patches)


SAFETY = (*QUESTIONS, ("info", "--safety"))
BY_TABLE = (*QUESTIONS, ("map",))
PLACES = (
    Place("asif_header", lay_asif, (0,)),
    Place("asif_directory", lay_asif, DIRECTORIES),
    Place("asif_directory_entry", lay_asif, (DIRECTORIES[1] + 8,)),
    Place("asif_table_entry", lay_asif, (ASIF_TABLE,)),
    Place("bochs_header", lay_bochs, (0,), questions=BY_TABLE),
    Place("bochs_end_1", lay_old_bochs, (84,), questions=BY_TABLE),
    Place("bochs_end_2", lay_bochs, (84,), questions=BY_TABLE),
    Place("bochs_catalog_entry", lay_bochs, (CATALOG,), questions=BY_TABLE),
    Place("cloop_header", lay_cloop, (0,)),
    Place("cloop_offset", lay_cloop, (OFFSETS,)),
    Place("dmg_trailer", lay_dmg, (FORK_END,), questions=BY_TABLE),
    Place("dmg_fork_header", lay_dmg, (FORK,), questions=BY_TABLE),
    Place("dmg_resource", lay_dmg, (FORK + 256,), questions=BY_TABLE),
    Place("dmg_table_header", lay_dmg, (FORK_TABLE,), questions=BY_TABLE),
    Place("dmg_chunk", lay_dmg, (FORK_CHUNK,), questions=BY_TABLE),
    Place("luks_phdr", luks, (0,)),
    Place("luks_key_slot", luks, (208,)),
    Place("parallels_header", lay_parallels, (0,)),
    Place("parallels_bat_entry", lay_parallels, (64,)),
    Place("parallels_extension_feature", lay_parallels, (PARALLELS_EXTENSION + 24,)),
    Place("parallels_dirty_bitmap", lay_parallels, (PARALLELS_EXTENSION + 48,)),
    Place("parallels_dirty_bitmap_l1_entry", lay_parallels, (PARALLELS_EXTENSION + 80,)),
    Place("qcow1_header", lay_qcow, (0,)),
    Place("qcow1_l1_entry", lay_qcow, (QCOW_L1,)),
    Place("qcow1_l2_entry", lay_qcow, (QCOW_L2,)),
    Place("qcow1_compressed_entry", lay_packed_qcow, (QCOW_L2,)),
    Place("qcow2_header", lay_qcow2, (0,)),
    Place("qcow2_extension_header", lay_qcow2, (112,)),
    Place("qcow2_bitmaps_extension", lay_bitmaps, (120,)),
    Place("qcow2_bitmap_entry", lay_bitmaps, (SPARE,)),
    Place("qcow2_bitmap_table_entry", lay_bitmaps, (SPARE + CLUSTER,)),
    Place("qcow2_encryption_pointer", lay_encrypted, (120,)),
    Place("qcow2_l1_entry", lay_qcow2, (L1,)),
    Place("qcow2_l2_entry", lay_qcow2, (L2,)),
    Place("qcow2_compressed_entry", lay_compressed, (L2,)),
    Place("qcow2_refcount_table_entry", lay_qcow2, (TABLE,)),
    Place("qcow2_snapshot_header", lay_snapshot, (SPARE,), questions=WITH_SNAPSHOT),
    Place("qcow2_snapshot", lay_snapshot, (SPARE,), questions=WITH_SNAPSHOT),
    Place("qed_header", lay_qed, (0,)),
    Place("qed_table_entry", lay_qed, (QED_L1,), role="l1"),
    Place("qed_table_entry", lay_qed, (QED_L2,), role="l2"),
    Place("raw_mbr_partition", lay_partitions, (446,), questions=SAFETY),
    Place("sesparse_const_header", lay_sesparse, (0,), file="extent"),
    Place("sesparse_grain_directory_entry", lay_sesparse, (AT_DIRECTORY,), file="extent"),
    Place("sesparse_grain_table_entry", lay_sesparse, (AT_TABLES,), file="extent"),
    Place("vdi_header", lay_vdi, (0,)),
    Place("vdi_block_map_entry", lay_vdi, (512,)),
    Place("vhd_footer", lay_vhd, (0,)),
    Place("vhd_geometry", lay_vhd, (56,)),
    Place("vhd_dynamic_header", lay_vhd, (512,)),
    Place("vhd_bat_entry", lay_vhd, (1536,)),
    Place("vhd_parent_locator", lay_vhd_child, (LOCATOR,)),
    Place("vhdx_header", lay_vhdx, (HEADER_1, HEADER_2)),
    Place("vhdx_region_table_header", lay_vhdx, (REGIONS,)),
    Place("vhdx_region_table_entry", lay_vhdx, (REGIONS + 16,), role="bat"),
    Place("vhdx_region_table_entry", lay_vhdx, (REGIONS + 48,), role="metadata"),
    Place("vhdx_metadata_table_header", lay_vhdx, (METADATA,)),
    Place("vhdx_metadata_table_entry", lay_vhdx, (METADATA + 32,)),
    Place("vhdx_file_parameters", lay_vhdx, (ITEMS,)),
    Place("vhdx_virtual_disk_size", lay_vhdx, (ITEMS + 8,)),
    Place("vhdx_logical_sector_size", lay_vhdx, (ITEMS + 32,)),
    Place("vhdx_physical_sector_size", lay_vhdx, (ITEMS + 36,)),
    Place("vhdx_payload_bat_entry", lay_vhdx, (BAT,)),
    Place("vhdx_sector_bitmap_bat_entry", lay_vhdx_child, (BAT + 8 * CHUNK,)),
    Place("vhdx_parent_locator_header", lay_vhdx_child, (ITEMS + 40,)),
    Place("vhdx_parent_locator_entry", lay_vhdx_child, (ITEMS + 60,)),
    Place("vhdx_log_entry_header", lay_log, (LOG,)),
    Place("vhdx_log_zero_descriptor", lay_log, (LOG + 64,)),
    Place("vhdx_log_data_descriptor", lay_log_of_data, (LOG + 64,)),
    Place("vmdk_sparse_header", lay_vmdk, (0,)),
    Place("vmdk_sparse_header", lay_stream, (STREAM_END + SECTOR,), role="footer"),
    Place("vmdk_marker", lay_stream, (STREAM_END,)),
    Place("vmdk_grain_marker", lay_marked, (GRAINS * SECTOR,)),
    Place("vmdk_grain_directory_entry", lay_vmdk, (DIRECTORY * SECTOR,)),
    Place("vmdk_grain_table_entry", lay_vmdk, (GRAIN_TABLE * SECTOR,)),
    Place("vmdk_cowd_header", lay_cowd, (0,), file="cow"),
)
SUFFIXES = {"parallels": "hds", "qcow1": "qcow", "sesparse": "vmdk"}


# What is made of them -----------------------------------------------------------------------------


@functools.lru_cache(maxsize=1)
def sound(lay: Lay, file: str) -> bytes:
    """The first 8 MiB of the image as it is when nothing is patched. Only the last is kept: tests
    fork their process, and a large one forks slowly.
    """
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        path = Path(folder) / "image"
        lay(path)
        with (path.with_name(file) if file else path).open("rb") as content:
            return content.read(8 << 20)


def patch(place: Place, field: m.Field, offset: int, number: int) -> Patch:
    """What sets the field, of the structure at `offset`, to the number."""
    kind = field.kind
    assert isinstance(kind, m.Integer | m.Bits) and field.offset is not None
    width = kind.width if isinstance(kind, m.Integer) else kind.group_size
    form = (">" if kind.order is m.ByteOrder.BIG else "<") + {1: "B", 2: "H", 4: "I", 8: "Q"}[width]
    at = offset + field.offset
    if isinstance(kind, m.Bits):
        (group,) = struct.unpack_from(form, sound(place.lay, place.file), at)
        number = group & ~(((1 << kind.width) - 1) << kind.shift) | number << kind.shift
    return at, form, number


def values(field: m.Field) -> Iterator[tuple[str, int]]:
    kind = field.kind
    assert isinstance(kind, m.Integer | m.Bits)
    bits = 8 * kind.width if isinstance(kind, m.Integer) else kind.width
    yield "0", 0
    yield "high", 1 << (bits - 1)
    yield "max", (1 << bits) - 1


def attack(place: Place, field: m.Field, name: str, number: int) -> None:
    patches = [patch(place, field, offset, number) for offset in place.at]
    at, form, value = patches[0]
    if struct.unpack_from(form, sound(place.lay, place.file), at) == (value,):
        return  # it is so in the sound image
    structure = place.structure.replace("_", "-") + (f"-{place.role}" if place.role else "")
    format = structure.split("-")[0]
    hostile(
        f"number-{structure}-{field.id}-{name}.{SUFFIXES.get(format, format)}",
        f"{field.id} is {number:#x}" if number else f"{field.id} is 0",
        lambda path: place.lay(path, *patches),
        place.questions,
    )


for one in PLACES:
    for measure in structures()[one.structure].fields:
        if is_measure(structures()[one.structure], measure):
            for label, number in values(measure):
                attack(one, measure, label, number)
