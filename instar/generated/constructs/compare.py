# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/compare.ksy spec=1da6430c gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the compare operation: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

CompareConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "compare config",
        "magic",
        lambda value, this: value == 0x434D5052,
        "0x434d5052",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "compare config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "flags" / c.Int32ul,
    "num_sources"
    / Ruled(
        c.Int32ul, "compare config", "num_sources", lambda value, this: 1 <= value <= 64, "1..64", 3
    ),
    "formats" / c.Bytes(64),
    "start" / c.Int64ul,
    "length" / c.Int64ul,
    "reserved" / c.Const(bytes(40)),
)
