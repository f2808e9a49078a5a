# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/source.ksy spec=c02e53e4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What every operation learns about its source image: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

SourceOptions = c.Struct(
    "format"
    / Ruled(
        c.Int32ul,
        "source options",
        "format",
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
            17,
            18,
        ),
        "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
        "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
        "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg), 17 "
        "(asif), 18 (hdd)",
        6,
    ),
    "quirks" / c.Int32ul,
    "max_depth"
    / Ruled(
        c.Int32ul, "source options", "max_depth", lambda value, this: 1 <= value <= 64, "1..64", 3
    ),
    "request_size"
    / Ruled(
        c.Int32ul,
        "source options",
        "request_size",
        lambda value, this: value
        in (
            512,
            1024,
            2048,
            4096,
            8192,
            16384,
            32768,
            65536,
            131072,
            262144,
            524288,
            1048576,
        ),
        "512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288 or 1048576",
        3,
    ),
    "snapshot_kind"
    / Ruled(
        c.Int32ul,
        "source options",
        "snapshot_kind",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
        ),
        "one of 0 (none), 1 (id_or_name), 2 (id), 3 (name), 4 (id_and_name)",
        6,
    ),
    "len_snapshot"
    / Ruled(
        c.Int32ul,
        "source options",
        "len_snapshot",
        lambda value, this: value <= 256,
        "at most 256",
        3,
    ),
    "snapshot" / c.Bytes(256),
    "snapshot_id" / c.Bytes(256),
    "flags" / c.Int32ul,
    "num_layers" / c.Int32ul,
    "layer_formats" / c.Bytes(64),
    "reserved" / c.Const(b"\x00\x00\x00\x00\x00\x00\x00\x00"),
)
