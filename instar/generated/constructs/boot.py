# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/boot.ksy spec=78fc3f5b gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a guest finds when it starts, and how it leaves: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

BootImageHeader = c.Struct(
    "magic" / c.Const(b"INSTAR\x00G"),
    "version"
    / Ruled(c.Int32ul, "boot image header", "version", lambda value, this: value == 1, "1", 3),
    "kind"
    / Ruled(
        c.Int32ul,
        "boot image header",
        "kind",
        lambda value, this: value
        in (
            1,
            2,
        ),
        "one of 1 (core), 2 (operation)",
        6,
    ),
    "specs_hash" / c.Int64ul,
    "len_text"
    / Ruled(
        c.Int64ul,
        "boot image header",
        "len_text",
        lambda value, this: (value % 4096) == 0,
        "a multiple of 4096",
        5,
    ),
    "len_rodata"
    / Ruled(
        c.Int64ul,
        "boot image header",
        "len_rodata",
        lambda value, this: (value % 4096) == 0,
        "a multiple of 4096",
        5,
    ),
    "len_data"
    / Ruled(
        c.Int64ul,
        "boot image header",
        "len_data",
        lambda value, this: (value % 4096) == 0,
        "a multiple of 4096",
        5,
    ),
    "len_bss"
    / Ruled(
        c.Int64ul,
        "boot image header",
        "len_bss",
        lambda value, this: (value % 4096) == 0,
        "a multiple of 4096",
        5,
    ),
    "entry" / c.Int64ul,
)


BootInfo = c.Struct(
    "magic" / c.Const(b"INSTAR\x00B"),
    "version" / Ruled(c.Int32ul, "boot info", "version", lambda value, this: value == 1, "1", 3),
    "num_disks"
    / Ruled(
        c.Int32ul, "boot info", "num_disks", lambda value, this: value <= 1024, "at most 1024", 3
    ),
    "operation_entry" / c.Int64ul,
    "config_address" / c.Int64ul,
    "len_config" / c.Int64ul,
    "len_memory" / c.Int64ul,
    "ofs_arena" / c.Int64ul,
    "len_request"
    / Ruled(
        c.Int32ul,
        "boot info",
        "len_request",
        lambda value, this: 512 <= value <= 0x100000,
        "512 (len_request_min)..1048576 (len_request_max)",
        3,
    ),
    "len_head"
    / Ruled(
        c.Int32ul,
        "boot info",
        "len_head",
        lambda value, this: value <= 4096,
        "at most 4096 (len_head_max)",
        3,
    ),
)


BootDisk = c.Struct(
    "len_file" / c.Int64ul,
    "allocated" / c.Int64ul,
    "flags" / c.Int32ul,
    "reserved" / c.Const(b"\x00\x00\x00\x00"),
)
