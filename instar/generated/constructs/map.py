# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/map.ksy spec=b35e6efb gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the map operation: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

MapConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul, "map config", "magic", lambda value, this: value == 0x4D41505F, "0x4d41505f", 2
    ),
    "version" / Ruled(c.Int32ul, "map config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "start" / c.Int64ul,
    "length" / c.Int64ul,
    "flags" / c.Int32ul,
    "max_extents"
    / Ruled(
        c.Int32ul,
        "map config",
        "max_extents",
        lambda value, this: 1 <= value <= 1073741824,
        "1..1073741824",
        3,
    ),
    "max_cells"
    / Ruled(
        c.Int32ul, "map config", "max_cells", lambda value, this: value <= 16384, "at most 16384", 3
    ),
    "reserved" / c.Const(bytes(60)),
)


MapFileCell = c.Struct(
    "stored" / c.Int64ul,
    "place" / c.Int64ul,
)
