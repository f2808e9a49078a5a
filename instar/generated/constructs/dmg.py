# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/dmg.ksy spec=b1f9fa81 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Apple disk image (UDIF): construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

DmgTrailer = c.Struct(
    "magic" / c.Const(b"koly"),
    "version" / Ruled(c.Int32ub, "dmg trailer", "version", lambda value, this: value == 4, "4", 3),
    "len_header"
    / Ruled(c.Int32ub, "dmg trailer", "len_header", lambda value, this: value == 512, "512", 3),
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
