# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/dmg.ksy spec=0b9c7d10 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Apple disk image (UDIF): construct declarations."""

import construct as c

DmgTrailer = c.Struct(
    "magic" / c.Const(b"koly"),
    "version" / c.Int32ub,
    "len_header" / c.Int32ub,
    "flags" / c.Int32ub,
    "ofs_running_data_fork" / c.Int64ub,
    "ofs_data_fork" / c.Int64ub,
    "len_data_fork" / c.Int64ub,
    "ofs_resource_fork" / c.Int64ub,
    "len_resource_fork" / c.Int64ub,
    "segment_number" / c.Int32ub,
    "num_segments" / c.Int32ub,
    "segment_id" / c.Bytes(16),
    "data_checksum" / c.Bytes(136),
    "ofs_property_list" / c.Int64ub,
    "len_property_list" / c.Int64ub,
    "reserved" / c.Bytes(120),
    "master_checksum" / c.Bytes(136),
    "image_variant" / c.Int32ub,
    "num_sectors" / c.Int64ub,
    "reserved_end" / c.Bytes(12),
)


DmgPropertyList = c.Struct(
    "text" / c.Bytes(1),
)


DmgForkHeader = c.Struct(
    "ofs_data" / c.Int32ub,
    "ofs_map" / c.Int32ub,
    "len_data" / c.Int32ub,
    "len_map" / c.Int32ub,
)


DmgResource = c.Struct(
    "len_body" / c.Int32ub,
)


DmgTableHeader = c.Struct(
    "magic" / c.Const(b"mish"),
    "version" / c.Int32ub,
    "first_sector" / c.Int64ub,
    "num_sectors" / c.Int64ub,
    "ofs_data" / c.Int64ub,
    "num_buffer_sectors" / c.Int32ub,
    "num_descriptors" / c.Int32ub,
    "reserved" / c.Bytes(24),
    "checksum" / c.Bytes(136),
    "num_chunks" / c.Int32ub,
)


DmgChunk = c.Struct(
    "type" / c.Int32ub,
    "comment" / c.Bytes(4),
    "first_sector" / c.Int64ub,
    "num_sectors" / c.Int64ub,
    "ofs_data" / c.Int64ub,
    "len_data" / c.Int64ub,
)
