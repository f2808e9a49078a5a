# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/worker.ksy spec=55fac5f3 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of workers, and what they answer: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

WorkerConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "worker config",
        "magic",
        lambda value, this: value == 0x574F524B,
        "0x574f524b",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "worker config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "start" / c.Int64ul,
    "length" / c.Int64ul,
    "len_unit"
    / Ruled(
        c.Int32ul,
        "worker config",
        "len_unit",
        lambda value, this: 512 <= value <= 2097152,
        "512..2097152",
        3,
    ),
    "method"
    / Ruled(
        c.Int32ul,
        "worker config",
        "method",
        lambda value, this: value
        in (
            0,
            1,
            2,
        ),
        "one of 0 (store), 1 (deflate), 2 (zstd)",
        6,
    ),
    "reserved" / c.Const(bytes(64)),
)


WorkerPiece = c.Struct(
    "len_piece"
    / Ruled(
        c.Int32ul,
        "worker piece",
        "len_piece",
        lambda value, this: value <= 2097152,
        "at most 2097152",
        3,
    ),
    "state"
    / Ruled(
        c.Int32ul,
        "worker piece",
        "state",
        lambda value, this: value
        in (
            0,
            1,
            2,
        ),
        "one of 0 (zero), 1 (stored), 2 (compressed)",
        6,
    ),
)
