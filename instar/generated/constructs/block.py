# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/block.ksy spec=aedd644b gen=1
# Generated: edit the spec, then run `make codegen`.
"""Block requests: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

BlockDescriptor = c.Struct(
    "address" / c.Int64ul,
    "len_buffer" / c.Int32ul,
    "flags" / c.Int16ul,
    "next" / c.Int16ul,
)


BlockAvailable = c.Struct(
    "flags" / c.Int16ul,
    "index" / c.Int16ul,
    "ring" / c.Array(1024, c.Int16ul),
    "used_event" / c.Int16ul,
    "reserved" / c.Const(b"\x00\x00"),
)


BlockUsed = c.Struct(
    "flags" / c.Int16ul,
    "index" / c.Int16ul,
    "ring" / c.Array(2048, c.Int32ul),
    "available_event" / c.Int16ul,
    "reserved" / c.Const(b"\x00\x00"),
)


BlockRequest = c.Struct(
    "type"
    / Ruled(
        c.Int32ul,
        "block request",
        "type",
        lambda value, this: value
        in (
            0,
            4,
            0x10000,
            0x10001,
            0x10002,
            0x10003,
            0x10004,
            0x10005,
            0x10006,
            0x10007,
        ),
        "one of 0 (read), 4 (flush), 65536 (holes), 65537 (put), 65538 (resize), "
        "65539 (zero), 65540 (unmap), 65541 (reserve), 65542 (copy), 65543 (put_over)",
        6,
    ),
    "disk" / c.Int32ul,
    "place" / c.Int64ul,
)


BlockDataRange = c.Struct(
    "start" / c.Int64ul,
    "length"
    / Ruled(
        c.Int64ul, "block data range", "length", lambda value, this: value >= 1, "at least 1", 3
    ),
)


BlockCopy = c.Struct(
    "source_start" / c.Int64ul,
    "start" / c.Int64ul,
    "length"
    / Ruled(c.Int64ul, "block copy", "length", lambda value, this: value >= 1, "at least 1", 3),
    "source" / c.Int32ul,
    "reserved" / c.Const(b"\x00\x00\x00\x00"),
)
