# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/vmdk.ksy spec=c13498ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""VMDK, the virtual disk of VMware products: construct declarations."""

import construct as c

from instar.layout.constructs import Bounded, Ruled

VmdkSparseHeader = c.Struct(
    "magic" / c.Const(b"KDMV"),
    "version"
    / Ruled(
        c.Int32ul, "vmdk sparse header", "version", lambda value, this: value <= 3, "at most 3", 3
    ),
    "flags" / c.Int32ul,
    "capacity" / c.Int64ul,
    "grain_sectors"
    / Ruled(
        c.Int64ul,
        "vmdk sparse header",
        "grain_sectors",
        lambda value, this: (value > 8) and ((value & (value - 1)) == 0),
        "such that grain_sectors > 8 and (grain_sectors & (grain_sectors - 1)) == 0",
        7,
    ),
    "descriptor_sector" / c.Int64ul,
    "descriptor_sectors" / c.Int64ul,
    "num_gtes_per_gt"
    / Ruled(
        c.Int32ul,
        "vmdk sparse header",
        "num_gtes_per_gt",
        lambda value, this: value == 512,
        "512",
        3,
    ),
    "redundant_gd_sector" / c.Int64ul,
    "gd_sector" / c.Int64ul,
    "overhead_sectors" / c.Int64ul,
    "unclean_shutdown" / c.Int8ul,
    "single_end_line_char" / c.Int8ul,
    "non_end_line_char" / c.Int8ul,
    "double_end_line_char_1" / c.Int8ul,
    "double_end_line_char_2" / c.Int8ul,
    "compress_algorithm" / c.Int16ul,
    "padding" / c.Bytes(433),
)


VmdkCowdHeader = c.Struct(
    "magic" / c.Const(b"COWD"),
    "version" / c.Int32ul,
    "flags" / c.Int32ul,
    "num_sectors" / c.Int32ul,
    "grain_sectors" / c.Int32ul,
    "gd_sector" / c.Int32ul,
    "num_gd_entries" / c.Int32ul,
    "free_sector" / c.Int32ul,
    "num_cylinders" / c.Int32ul,
    "num_heads" / c.Int32ul,
    "num_sectors_per_track" / c.Int32ul,
    "padding_root" / c.Bytes(1012),
    "parent_generation" / c.Int32ul,
    "generation" / c.Int32ul,
    "name" / c.Bytes(60),
    "description" / c.Bytes(512),
    "saved_generation" / c.Int32ul,
    "reserved" / c.Bytes(8),
    "unclean_shutdown" / c.Int32ul,
    "padding" / c.Bytes(396),
)


VmdkMarker = c.Struct(
    "num_sectors" / c.Int64ul,
    "len_data" / c.Int32ul,
    "marker_type" / c.Int32ul,
    "padding" / c.Bytes(496),
)


VmdkGrainMarker = c.Struct(
    "lba" / c.Int64ul,
    "len_data" / c.Int32ul,
)


VmdkFooter = c.Struct(
    "footer_marker" / VmdkMarker,
    "header" / VmdkSparseHeader,
    "end_of_stream" / VmdkMarker,
)


VmdkGrainDirectoryEntry = c.Struct(
    "sector" / c.Int32ul,
)


VmdkGrainTableEntry = c.Struct(
    "sector" / c.Int32ul,
)


VmdkDescriptor = c.Struct(
    "text"
    / Bounded(
        c.Bytes(lambda this: this._params["len_text"]),
        lambda this: this._params["len_text"],
        1048575,
    ),
)


VmdkNewDescriptor = c.Struct()
