# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/bench.ksy spec=e6e7948f gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the bench operation: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.generated.constructs.target import TargetImage
from instar.layout.constructs import Ruled

BenchConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul, "bench config", "magic", lambda value, this: value == 0x48434E42, "0x48434e42", 2
    ),
    "version" / Ruled(c.Int32ul, "bench config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "image" / TargetImage,
    "flags" / c.Int32ul,
    "num_requests"
    / Ruled(
        c.Int32ul,
        "bench config",
        "num_requests",
        lambda value, this: value <= 0x7FFFFFFF,
        "at most 0x7fffffff",
        3,
    ),
    "depth"
    / Ruled(
        c.Int32ul,
        "bench config",
        "depth",
        lambda value, this: 1 <= value <= 0x7FFFFFFF,
        "1..0x7fffffff",
        3,
    ),
    "len_request"
    / Ruled(
        c.Int32ul,
        "bench config",
        "len_request",
        lambda value, this: value <= 0x7FFFFFFF,
        "at most 0x7fffffff",
        3,
    ),
    "step"
    / Ruled(
        c.Int32ul,
        "bench config",
        "step",
        lambda value, this: value <= 0x7FFFFFFF,
        "at most 0x7fffffff",
        3,
    ),
    "flush_interval"
    / Ruled(
        c.Int32ul,
        "bench config",
        "flush_interval",
        lambda value, this: value <= 0x7FFFFFFF,
        "at most 0x7fffffff",
        3,
    ),
    "start" / c.Int64ul,
    "pattern" / c.Int8ul,
    "reserved" / c.Const(bytes(31)),
)
