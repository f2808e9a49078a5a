# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/convert.ksy spec=f76bf298 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the convert operation: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.generated.constructs.target import TargetImage
from instar.layout.constructs import Ruled

ConvertConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "convert config",
        "magic",
        lambda value, this: value == 0x434F4E56,
        "0x434f4e56",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "convert config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "image" / TargetImage,
    "num_sources"
    / Ruled(
        c.Int32ul, "convert config", "num_sources", lambda value, this: 1 <= value <= 64, "1..64", 3
    ),
    "len_sparse"
    / Ruled(
        c.Int32ul,
        "convert config",
        "len_sparse",
        lambda value, this: value <= 16777216,
        "at most 16777216",
        3,
    ),
    "flags" / c.Int32ul,
    "backing_depth" / c.Int32ul,
    "backing_size" / c.Int64ul,
    "formats" / c.Bytes(64),
    "len_sources" / c.Int64ul,
    "start" / c.Int64ul,
    "length" / c.Int64ul,
    "len_block" / c.Int32ul,
    "reserved" / c.Const(bytes(20)),
)
