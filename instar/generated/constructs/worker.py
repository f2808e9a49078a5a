# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/worker.ksy spec=437c4612 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of workers: construct declarations."""

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
    "num_sources"
    / Ruled(
        c.Int32ul, "worker config", "num_sources", lambda value, this: 1 <= value <= 64, "1..64", 3
    ),
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
            3,
        ),
        "one of 0 (unpack), 1 (deflate), 2 (zstd), 3 (zlib)",
        6,
    ),
    "flags" / c.Int32ul,
    "formats" / c.Bytes(64),
    "reserved" / c.Const(bytes(64)),
)
