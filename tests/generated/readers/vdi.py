# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/vdi.ksy spec=bf6bd095 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of vdi: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.vdi import VdiBlockMapEntry, VdiHeader, VdiHeader0
from instar.layout import FieldError


def read_vdi_header(data: bytes, base: int = 0) -> VdiHeader:
    """Check and return the vdi header at the start of `data`."""
    if len(data) < 512:
        raise FieldError("vdi header", "", base + len(data), len(data), "needs more bytes", 1)
    v_text = data[0:64]
    v_magic = int.from_bytes(data[64:68], "little")
    if v_magic != 0xBEDA107F:
        raise FieldError("vdi header", "magic", base + 64, v_magic, "0xbeda107f", 2)
    v_version_minor = int.from_bytes(data[68:70], "little")
    v_version_major = int.from_bytes(data[70:72], "little")
    v_header_size = int.from_bytes(data[72:76], "little")
    v_image_type = int.from_bytes(data[76:80], "little")
    v_image_flags = int.from_bytes(data[80:84], "little")
    v_description = data[84:340]
    v_ofs_block_map = int.from_bytes(data[340:344], "little")
    if not ((v_ofs_block_map % 512) == 0):
        raise FieldError(
            "vdi header", "ofs_block_map", base + 340, v_ofs_block_map, "a multiple of 512", 5
        )
    v_ofs_data = int.from_bytes(data[344:348], "little")
    if not ((v_ofs_data % 512) == 0):
        raise FieldError("vdi header", "ofs_data", base + 344, v_ofs_data, "a multiple of 512", 5)
    v_num_cylinders = int.from_bytes(data[348:352], "little")
    v_num_heads = int.from_bytes(data[352:356], "little")
    v_num_sectors_per_track = int.from_bytes(data[356:360], "little")
    v_sector_size = int.from_bytes(data[360:364], "little")
    if v_sector_size != 512:
        raise FieldError("vdi header", "sector_size", base + 360, v_sector_size, "512", 3)
    v_reserved = data[364:368]
    v_disk_size = int.from_bytes(data[368:376], "little")
    v_block_size = int.from_bytes(data[376:380], "little")
    if v_block_size != 0x100000:
        raise FieldError("vdi header", "block_size", base + 376, v_block_size, "0x100000", 3)
    v_len_block_extra = int.from_bytes(data[380:384], "little")
    v_blocks_in_image = int.from_bytes(data[384:388], "little")
    if v_blocks_in_image > 536870784:
        raise FieldError(
            "vdi header", "blocks_in_image", base + 384, v_blocks_in_image, "at most 536870784", 3
        )
    v_blocks_allocated = int.from_bytes(data[388:392], "little")
    v_uuid_image = data[392:408]
    v_uuid_last_snap = data[408:424]
    if data[424:440] != bytes(16):
        raise FieldError("vdi header", "uuid_link", base + 424, data[424:440], "zero", 4)
    if data[440:456] != bytes(16):
        raise FieldError("vdi header", "uuid_parent", base + 440, data[440:456], "zero", 4)
    v_lchs_cylinders = int.from_bytes(data[456:460], "little")
    v_lchs_heads = int.from_bytes(data[460:464], "little")
    v_lchs_sectors_per_track = int.from_bytes(data[464:468], "little")
    v_lchs_sector_size = int.from_bytes(data[468:472], "little")
    v_unused = data[472:512]
    return VdiHeader(
        text=v_text,
        magic=v_magic,
        version_minor=v_version_minor,
        version_major=v_version_major,
        header_size=v_header_size,
        image_type=v_image_type,
        image_flags=v_image_flags,
        description=v_description,
        ofs_block_map=v_ofs_block_map,
        ofs_data=v_ofs_data,
        num_cylinders=v_num_cylinders,
        num_heads=v_num_heads,
        num_sectors_per_track=v_num_sectors_per_track,
        sector_size=v_sector_size,
        reserved=v_reserved,
        disk_size=v_disk_size,
        block_size=v_block_size,
        len_block_extra=v_len_block_extra,
        blocks_in_image=v_blocks_in_image,
        blocks_allocated=v_blocks_allocated,
        uuid_image=v_uuid_image,
        uuid_last_snap=v_uuid_last_snap,
        lchs_cylinders=v_lchs_cylinders,
        lchs_heads=v_lchs_heads,
        lchs_sectors_per_track=v_lchs_sectors_per_track,
        lchs_sector_size=v_lchs_sector_size,
        unused=v_unused,
    )


def read_vdi_block_map_entry(data: bytes, base: int = 0) -> VdiBlockMapEntry:
    """Check and return the vdi block map entry at the start of `data`."""
    if len(data) < 4:
        raise FieldError(
            "vdi block map entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_block = int.from_bytes(data[0:4], "little")
    return VdiBlockMapEntry(block=v_block)


def read_vdi_header_0(data: bytes, base: int = 0) -> VdiHeader0:
    """Check and return the vdi header 0 at the start of `data`."""
    if len(data) < 420:
        raise FieldError("vdi header 0", "", base + len(data), len(data), "needs more bytes", 1)
    v_text = data[0:64]
    v_magic = int.from_bytes(data[64:68], "little")
    if v_magic != 0xBEDA107F:
        raise FieldError("vdi header 0", "magic", base + 64, v_magic, "0xbeda107f", 2)
    v_version = int.from_bytes(data[68:72], "little")
    if not (v_version < 0x10000):
        raise FieldError(
            "vdi header 0", "version", base + 68, v_version, "such that version < 0x10000", 7
        )
    v_image_type = int.from_bytes(data[72:76], "little")
    if v_image_type not in (
        1,
        2,
        3,
        4,
    ):
        raise FieldError(
            "vdi header 0",
            "image_type",
            base + 72,
            v_image_type,
            "one of 1 (dynamic), 2 (static), 3 (undo), 4 (diff)",
            6,
        )
    v_image_flags = int.from_bytes(data[76:80], "little")
    v_description = data[80:336]
    v_num_cylinders = int.from_bytes(data[336:340], "little")
    v_num_heads = int.from_bytes(data[340:344], "little")
    v_num_sectors_per_track = int.from_bytes(data[344:348], "little")
    v_sector_size = int.from_bytes(data[348:352], "little")
    if v_sector_size != 512:
        raise FieldError("vdi header 0", "sector_size", base + 348, v_sector_size, "512", 3)
    v_disk_size = int.from_bytes(data[352:360], "little")
    if v_disk_size < 1:
        raise FieldError("vdi header 0", "disk_size", base + 352, v_disk_size, "at least 1", 3)
    v_block_size = int.from_bytes(data[360:364], "little")
    if not ((v_block_size > 1) and ((v_block_size & (v_block_size - 1)) == 0)):
        raise FieldError(
            "vdi header 0",
            "block_size",
            base + 360,
            v_block_size,
            "such that block_size > 1 and block_size & (block_size - 1) == 0",
            7,
        )
    v_num_blocks = int.from_bytes(data[364:368], "little")
    if v_num_blocks < 1:
        raise FieldError("vdi header 0", "num_blocks", base + 364, v_num_blocks, "at least 1", 3)
    v_num_blocks_allocated = int.from_bytes(data[368:372], "little")
    if not (v_num_blocks_allocated <= v_num_blocks):
        raise FieldError(
            "vdi header 0",
            "num_blocks_allocated",
            base + 368,
            v_num_blocks_allocated,
            "such that num_blocks_allocated <= num_blocks",
            7,
        )
    v_uuid_image = data[372:388]
    v_uuid_last_snap = data[388:404]
    v_uuid_link = data[404:420]
    return VdiHeader0(
        text=v_text,
        magic=v_magic,
        version=v_version,
        image_type=v_image_type,
        image_flags=v_image_flags,
        description=v_description,
        num_cylinders=v_num_cylinders,
        num_heads=v_num_heads,
        num_sectors_per_track=v_num_sectors_per_track,
        sector_size=v_sector_size,
        disk_size=v_disk_size,
        block_size=v_block_size,
        num_blocks=v_num_blocks,
        num_blocks_allocated=v_num_blocks_allocated,
        uuid_image=v_uuid_image,
        uuid_last_snap=v_uuid_last_snap,
        uuid_link=v_uuid_link,
    )
