# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/bitmap.ksy spec=1e81d95d gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the bitmap operation: construct declarations."""

import construct as c

from instar.generated.constructs.edit import EditBitmap
from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

BitmapConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "bitmap config",
        "magic",
        lambda value, this: value == 0x504D5442,
        "0x504d5442",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "bitmap config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "change" / EditBitmap,
    "reserved" / c.Const(bytes(16)),
)
