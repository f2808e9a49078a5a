# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/dmg.ksy spec=37f65358 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of dmg: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.dmg import DmgTrailer
from instar.layout import FieldError


def read_dmg_trailer(data: bytes, base: int = 0) -> DmgTrailer:
    """Check and return the dmg trailer at the start of `data`."""
    if len(data) < 512:
        raise FieldError("dmg trailer", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0 : 0 + 4] != b'koly':
        raise FieldError("dmg trailer", "magic", base, data[0 : 0 + 4], '"koly"', 2)
    v_version = int.from_bytes(data[4 : 4 + 4], "big")
    if v_version != 4:
        raise FieldError("dmg trailer", "version", base + 4, v_version, '4', 3)
    v_len_header = int.from_bytes(data[8 : 8 + 4], "big")
    if v_len_header != 512:
        raise FieldError("dmg trailer", "len_header", base + 8, v_len_header, '512', 3)
    v_flags = int.from_bytes(data[12 : 12 + 4], "big")
    v_ofs_running_data_fork = int.from_bytes(data[16 : 16 + 8], "big")
    v_ofs_data_fork = int.from_bytes(data[24 : 24 + 8], "big")
    v_len_data_fork = int.from_bytes(data[32 : 32 + 8], "big")
    v_ofs_resource_fork = int.from_bytes(data[40 : 40 + 8], "big")
    v_len_resource_fork = int.from_bytes(data[48 : 48 + 8], "big")
    v_segment_number = int.from_bytes(data[56 : 56 + 4], "big")
    v_num_segments = int.from_bytes(data[60 : 60 + 4], "big")
    v_segment_id = data[64 : 64 + 16]
    v_data_checksum = data[80 : 80 + 136]
    v_ofs_property_list = int.from_bytes(data[216 : 216 + 8], "big")
    v_len_property_list = int.from_bytes(data[224 : 224 + 8], "big")
    v_reserved = data[232 : 232 + 120]
    v_master_checksum = data[352 : 352 + 136]
    v_image_variant = int.from_bytes(data[488 : 488 + 4], "big")
    v_num_sectors = int.from_bytes(data[492 : 492 + 8], "big")
    v_reserved_end = data[500 : 500 + 12]
    return DmgTrailer(
        version=v_version, len_header=v_len_header, flags=v_flags, ofs_running_data_fork=v_ofs_running_data_fork,
        ofs_data_fork=v_ofs_data_fork, len_data_fork=v_len_data_fork, ofs_resource_fork=v_ofs_resource_fork,
        len_resource_fork=v_len_resource_fork, segment_number=v_segment_number, num_segments=v_num_segments,
        segment_id=v_segment_id, data_checksum=v_data_checksum, ofs_property_list=v_ofs_property_list,
        len_property_list=v_len_property_list, reserved=v_reserved, master_checksum=v_master_checksum,
        image_variant=v_image_variant, num_sectors=v_num_sectors, reserved_end=v_reserved_end,
    )
