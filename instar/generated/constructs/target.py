# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a new image shall be: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

TargetOptions = c.Struct(
    "cluster_size" / c.Int64ul,
    "log_size" / c.Int64ul,
    "len_payload" / c.Int64ul,
    "format"
    / Ruled(
        c.Int32ul,
        "target options",
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
    "subformat"
    / Ruled(
        c.Int32ul,
        "target options",
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
    "flags" / c.Int32ul,
    "preallocation"
    / Ruled(
        c.Int32ul,
        "target options",
        "preallocation",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
        ),
        "one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)",
        6,
    ),
    "refcount_bits" / c.Int32ul,
    "table_size" / c.Int32ul,
    "len_text" / c.Int32ul,
    "reserved" / c.Const(b"\x00\x00\x00\x00"),
)


TargetEncryption = c.Struct(
    "method"
    / Ruled(
        c.Int32ul,
        "target encryption",
        "method",
        lambda value, this: value
        in (
            0,
            1,
            2,
        ),
        "one of 0 (none), 1 (aes), 2 (luks)",
        6,
    ),
    "len_key"
    / Ruled(
        c.Int32ul, "target encryption", "len_key", lambda value, this: value <= 64, "at most 64", 3
    ),
    "cipher"
    / Ruled(
        c.Int32ul,
        "target encryption",
        "cipher",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
        ),
        "one of 0 (none), 1 (aes), 2 (serpent), 3 (twofish)",
        6,
    ),
    "mode"
    / Ruled(
        c.Int32ul,
        "target encryption",
        "mode",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
        ),
        "one of 0 (none), 1 (ecb), 2 (cbc), 3 (xts), 4 (ctr)",
        6,
    ),
    "vector"
    / Ruled(
        c.Int32ul,
        "target encryption",
        "vector",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
        ),
        "one of 0 (none), 1 (plain), 2 (plain64), 3 (essiv)",
        6,
    ),
    "vector_hash"
    / Ruled(
        c.Int32ul,
        "target encryption",
        "vector_hash",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ),
        "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), 6 (md5)",
        6,
    ),
    "hash"
    / Ruled(
        c.Int32ul,
        "target encryption",
        "hash",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ),
        "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), 6 (md5)",
        6,
    ),
    "master_iterations" / c.Int32ul,
    "slot_iterations" / c.Int32ul,
    "reserved" / c.Const(b"\x00\x00\x00\x00"),
)


TargetImage = c.Struct(
    "options" / TargetOptions,
    "virtual_size" / c.Int64ul,
    "unix_time" / c.Int64ul,
    "num_outputs"
    / Ruled(
        c.Int32ul, "target image", "num_outputs", lambda value, this: 1 <= value <= 256, "1..256", 3
    ),
    "len_backing_name" / c.Int32ul,
    "len_backing_format" / c.Int32ul,
    "len_data_file" / c.Int32ul,
    "len_file_name" / c.Int32ul,
    "hw_version_room" / c.Int32ul,
    "adapter_type_room" / c.Int32ul,
    "tools_version_room" / c.Int32ul,
    "parent_cid" / c.Int32ul,
    "has_parent"
    / Ruled(
        c.Int32ul, "target image", "has_parent", lambda value, this: value <= 1, "at most 1", 3
    ),
    "parent_time" / c.Int64ul,
    "entropy" / c.Bytes(64),
    "encryption" / TargetEncryption,
    "texts" / c.Bytes(8192),
)
