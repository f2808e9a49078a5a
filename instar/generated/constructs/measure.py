# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/measure.ksy spec=836b5b8d gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the measure operation: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.generated.constructs.target import TargetOptions
from instar.layout.constructs import Ruled

MeasureConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "measure config",
        "magic",
        lambda value, this: value == 0x4D454153,
        "0x4d454153",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "measure config", "version", lambda value, this: value == 2, "2", 3),
    "source" / SourceOptions,
    "virtual_size" / c.Int64ul,
    "target" / TargetOptions,
    "has_source"
    / Ruled(
        c.Int32ul, "measure config", "has_source", lambda value, this: value <= 1, "at most 1", 3
    ),
    "padding" / c.Const(b"\x00\x00\x00\x00"),
    "reserved" / c.Const(bytes(56)),
)
