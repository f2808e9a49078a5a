# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/edit.ksy spec=24e351c9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What changes of images in place are asked for: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

EditSnapshot = c.Struct(
    "action"
    / Ruled(
        c.Int32ul,
        "edit snapshot",
        "action",
        lambda value, this: value
        in (
            1,
            2,
            3,
        ),
        "one of 1 (create), 2 (apply), 3 (delete)",
        6,
    ),
    "len_name"
    / Ruled(
        c.Int32ul, "edit snapshot", "len_name", lambda value, this: value <= 1024, "at most 1024", 3
    ),
    "name" / c.Bytes(1024),
    "date_sec" / c.Int32ul,
    "date_nsec"
    / Ruled(
        c.Int32ul,
        "edit snapshot",
        "date_nsec",
        lambda value, this: value <= 999999999,
        "at most 999999999",
        3,
    ),
)


EditBacking = c.Struct(
    "len_name"
    / Ruled(
        c.Int32ul, "edit backing", "len_name", lambda value, this: value <= 4096, "at most 4096", 3
    ),
    "name" / c.Bytes(4096),
    "len_format"
    / Ruled(
        c.Int32ul, "edit backing", "len_format", lambda value, this: value <= 16, "at most 16", 3
    ),
    "format" / c.Bytes(16),
)


EditKeySlot = c.Struct(
    "action"
    / Ruled(
        c.Int32ul,
        "edit key slot",
        "action",
        lambda value, this: value
        in (
            0,
            1,
            2,
        ),
        "one of 0 (keep), 1 (add), 2 (erase)",
        6,
    ),
    "slot"
    / Ruled(c.Int32ul, "edit key slot", "slot", lambda value, this: value <= 8, "at most 8", 3),
    "iterations" / c.Int32ul,
    "entropy" / c.Bytes(64),
    "reserved" / c.Const(b"\x00\x00\x00\x00"),
)


EditAmendment = c.Struct(
    "flags" / c.Int32ul,
    "version"
    / Ruled(
        c.Int32ul,
        "edit amendment",
        "version",
        lambda value, this: value
        in (
            0,
            2,
            3,
        ),
        "0, 2 or 3",
        3,
    ),
    "refcount_bits"
    / Ruled(
        c.Int32ul,
        "edit amendment",
        "refcount_bits",
        lambda value, this: value
        in (
            0,
            1,
            2,
            4,
            8,
            16,
            32,
            64,
        ),
        "0, 1, 2, 4, 8, 16, 32 or 64",
        3,
    ),
    "len_data_file"
    / Ruled(
        c.Int32ul,
        "edit amendment",
        "len_data_file",
        lambda value, this: value <= 4096,
        "at most 4096",
        3,
    ),
    "size" / c.Int64ul,
    "data_file" / c.Bytes(4096),
    "backing" / EditBacking,
    "key_slot" / EditKeySlot,
)


EditBitmap = c.Struct(
    "len_name"
    / Ruled(
        c.Int32ul, "edit bitmap", "len_name", lambda value, this: value <= 1024, "at most 1024", 3
    ),
    "name" / c.Bytes(1024),
    "num_actions"
    / Ruled(
        c.Int32ul, "edit bitmap", "num_actions", lambda value, this: value <= 32, "at most 32", 3
    ),
)


EditBitmapStep = c.Struct(
    "action"
    / Ruled(
        c.Int32ul,
        "edit bitmap step",
        "action",
        lambda value, this: value
        in (
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
        ),
        "one of 1 (add), 2 (remove), 3 (remove_all), 4 (clear), 5 (enable), 6 "
        "(disable), 7 (merge), 8 (find), 9 (use), 10 (read), 11 (copy), 12 "
        "(copy_disabled)",
        6,
    ),
    "granularity_bits"
    / Ruled(
        c.Int32ul,
        "edit bitmap step",
        "granularity_bits",
        lambda value, this: value
        in (
            0,
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
            19,
            20,
            21,
            22,
            23,
            24,
            25,
            26,
            27,
            28,
            29,
            30,
            31,
        ),
        "0, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, "
        "27, 28, 29, 30 or 31",
        3,
    ),
    "disk"
    / Ruled(
        c.Int32ul, "edit bitmap step", "disk", lambda value, this: value <= 64, "at most 64", 3
    ),
    "len_name"
    / Ruled(
        c.Int32ul,
        "edit bitmap step",
        "len_name",
        lambda value, this: value <= 1024,
        "at most 1024",
        3,
    ),
    "name" / c.Bytes(1024),
)
