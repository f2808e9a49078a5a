# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/luks.ksy spec=93b18077 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Linux unified key setup, versions 1 and 2: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

LuksKeySlot = c.Struct(
    "state" / c.Int32ub,
    "iterations" / c.Int32ub,
    "salt" / c.Bytes(32),
    "key_material_sector" / c.Int32ub,
    "stripes" / c.Int32ub,
)


LuksPhdr = c.Struct(
    "magic" / c.Const(b"LUKS\xba\xbe"),
    "version" / Ruled(c.Int16ub, "luks phdr", "version", lambda value, this: value == 1, "1", 3),
    "cipher_name" / c.Bytes(32),
    "cipher_mode" / c.Bytes(32),
    "hash_spec" / c.Bytes(32),
    "payload_sector" / c.Int32ub,
    "len_key" / c.Int32ub,
    "mk_digest" / c.Bytes(20),
    "mk_digest_salt" / c.Bytes(32),
    "mk_digest_iterations"
    / Ruled(
        c.Int32ub,
        "luks phdr",
        "mk_digest_iterations",
        lambda value, this: value >= 1,
        "at least 1",
        3,
    ),
    "uuid" / c.Bytes(40),
    "key_slots" / c.Array(8, LuksKeySlot),
)


LuksHeader2 = c.Struct(
    "magic"
    / Ruled(
        c.Int32ub,
        "luks header2",
        "magic",
        lambda value, this: value
        in (
            0x4C554B53,
            0x534B554C,
        ),
        "one of 1280658259 (first), 1397445964 (copy)",
        6,
    ),
    "magic_end" / c.Const(b"\xba\xbe"),
    "version" / Ruled(c.Int16ub, "luks header2", "version", lambda value, this: value == 2, "2", 3),
    "len_header"
    / Ruled(
        c.Int64ub,
        "luks header2",
        "len_header",
        lambda value, this: value
        in (
            0x4000,
            0x8000,
            0x10000,
            0x20000,
            0x40000,
            0x80000,
            0x100000,
            0x200000,
            0x400000,
        ),
        "0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000 or 0x400000",
        3,
    ),
    "sequence" / c.Int64ub,
    "label" / c.Bytes(48),
    "checksum_algorithm" / c.Bytes(32),
    "salt" / c.Bytes(64),
    "uuid" / c.Bytes(40),
    "subsystem" / c.Bytes(48),
    "ofs_header" / c.Int64ub,
    "reserved" / c.Bytes(184),
    "checksum" / c.Bytes(64),
    "padding" / c.Bytes(3584),
)
