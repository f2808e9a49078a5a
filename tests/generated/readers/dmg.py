# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/dmg.ksy spec=0b9c7d10 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of dmg: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.dmg import (
    DmgChunk,
    DmgForkHeader,
    DmgPropertyList,
    DmgResource,
    DmgTableHeader,
    DmgTrailer,
)
from instar.layout import FieldError


def read_dmg_trailer(data: bytes, base: int = 0) -> DmgTrailer:
    """Check and return the dmg trailer at the start of `data`."""
    if len(data) < 512:
        raise FieldError("dmg trailer", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"koly":
        raise FieldError("dmg trailer", "magic", base, data[0:4], '"koly"', 2)
    v_version = int.from_bytes(data[4:8], "big")
    v_len_header = int.from_bytes(data[8:12], "big")
    v_flags = int.from_bytes(data[12:16], "big")
    v_ofs_running_data_fork = int.from_bytes(data[16:24], "big")
    v_ofs_data_fork = int.from_bytes(data[24:32], "big")
    v_len_data_fork = int.from_bytes(data[32:40], "big")
    v_ofs_resource_fork = int.from_bytes(data[40:48], "big")
    v_len_resource_fork = int.from_bytes(data[48:56], "big")
    v_segment_number = int.from_bytes(data[56:60], "big")
    v_num_segments = int.from_bytes(data[60:64], "big")
    v_segment_id = data[64:80]
    v_data_checksum = data[80:216]
    v_ofs_property_list = int.from_bytes(data[216:224], "big")
    v_len_property_list = int.from_bytes(data[224:232], "big")
    v_reserved = data[232:352]
    v_master_checksum = data[352:488]
    v_image_variant = int.from_bytes(data[488:492], "big")
    v_num_sectors = int.from_bytes(data[492:500], "big")
    v_reserved_end = data[500:512]
    return DmgTrailer(
        version=v_version,
        len_header=v_len_header,
        flags=v_flags,
        ofs_running_data_fork=v_ofs_running_data_fork,
        ofs_data_fork=v_ofs_data_fork,
        len_data_fork=v_len_data_fork,
        ofs_resource_fork=v_ofs_resource_fork,
        len_resource_fork=v_len_resource_fork,
        segment_number=v_segment_number,
        num_segments=v_num_segments,
        segment_id=v_segment_id,
        data_checksum=v_data_checksum,
        ofs_property_list=v_ofs_property_list,
        len_property_list=v_len_property_list,
        reserved=v_reserved,
        master_checksum=v_master_checksum,
        image_variant=v_image_variant,
        num_sectors=v_num_sectors,
        reserved_end=v_reserved_end,
    )


def read_dmg_property_list(data: bytes, base: int = 0) -> DmgPropertyList:
    """Check and return the dmg property list at the start of `data`."""
    if len(data) < 1:
        raise FieldError(
            "dmg property list", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_text = data[0:1]
    return DmgPropertyList(text=v_text)


def read_dmg_fork_header(data: bytes, base: int = 0) -> DmgForkHeader:
    """Check and return the dmg fork header at the start of `data`."""
    if len(data) < 16:
        raise FieldError("dmg fork header", "", base + len(data), len(data), "needs more bytes", 1)
    v_ofs_data = int.from_bytes(data[0:4], "big")
    v_ofs_map = int.from_bytes(data[4:8], "big")
    v_len_data = int.from_bytes(data[8:12], "big")
    v_len_map = int.from_bytes(data[12:16], "big")
    return DmgForkHeader(
        ofs_data=v_ofs_data, ofs_map=v_ofs_map, len_data=v_len_data, len_map=v_len_map
    )


def read_dmg_resource(data: bytes, base: int = 0) -> DmgResource:
    """Check and return the dmg resource at the start of `data`."""
    if len(data) < 4:
        raise FieldError("dmg resource", "", base + len(data), len(data), "needs more bytes", 1)
    v_len_body = int.from_bytes(data[0:4], "big")
    return DmgResource(len_body=v_len_body)


def read_dmg_table_header(data: bytes, base: int = 0) -> DmgTableHeader:
    """Check and return the dmg table header at the start of `data`."""
    if len(data) < 204:
        raise FieldError("dmg table header", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"mish":
        raise FieldError("dmg table header", "magic", base, data[0:4], '"mish"', 2)
    v_version = int.from_bytes(data[4:8], "big")
    v_first_sector = int.from_bytes(data[8:16], "big")
    v_num_sectors = int.from_bytes(data[16:24], "big")
    v_ofs_data = int.from_bytes(data[24:32], "big")
    v_num_buffer_sectors = int.from_bytes(data[32:36], "big")
    v_num_descriptors = int.from_bytes(data[36:40], "big")
    v_reserved = data[40:64]
    v_checksum = data[64:200]
    v_num_chunks = int.from_bytes(data[200:204], "big")
    return DmgTableHeader(
        version=v_version,
        first_sector=v_first_sector,
        num_sectors=v_num_sectors,
        ofs_data=v_ofs_data,
        num_buffer_sectors=v_num_buffer_sectors,
        num_descriptors=v_num_descriptors,
        reserved=v_reserved,
        checksum=v_checksum,
        num_chunks=v_num_chunks,
    )


def read_dmg_chunk(data: bytes, base: int = 0) -> DmgChunk:
    """Check and return the dmg chunk at the start of `data`."""
    if len(data) < 40:
        raise FieldError("dmg chunk", "", base + len(data), len(data), "needs more bytes", 1)
    v_type = int.from_bytes(data[0:4], "big")
    v_comment = data[4:8]
    v_first_sector = int.from_bytes(data[8:16], "big")
    v_num_sectors = int.from_bytes(data[16:24], "big")
    v_ofs_data = int.from_bytes(data[24:32], "big")
    v_len_data = int.from_bytes(data[32:40], "big")
    return DmgChunk(
        type=v_type,
        comment=v_comment,
        first_sector=v_first_sector,
        num_sectors=v_num_sectors,
        ofs_data=v_ofs_data,
        len_data=v_len_data,
    )
