# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/measure.ksy spec=94106210 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the measure operation: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

MeasureConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "measure config",
        "magic",
        lambda value, this: value == 0x4D454153,
        "0x4d454153",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "measure config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "flags" / c.Int32ul,
    "target"
    / Ruled(
        c.Int32ul,
        "measure config",
        "target",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
        ),
        "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
        "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
        "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg)",
        6,
    ),
    "has_source"
    / Ruled(
        c.Int32ul, "measure config", "has_source", lambda value, this: value <= 1, "at most 1", 3
    ),
    "subformat"
    / Ruled(
        c.Int32ul,
        "measure config",
        "subformat",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
        ),
        "one of 0 (default), 1 (monolithic_sparse), 2 (monolithic_flat), 3 "
        "(two_gb_max_extent_sparse), 4 (two_gb_max_extent_flat), 5 "
        "(stream_optimized), 6 (dynamic), 7 (fixed)",
        6,
    ),
    "virtual_size" / c.Int64ul,
    "cluster_size" / c.Int64ul,
    "refcount_bits" / c.Int32ul,
    "table_size" / c.Int32ul,
    "log_size" / c.Int64ul,
    "len_payload" / c.Int64ul,
    "len_text" / c.Int32ul,
    "options" / c.Int32ul,
    "reserved" / c.Const(bytes(64)),
)
