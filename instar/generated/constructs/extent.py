# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/extent.ksy spec=5724f7b4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Extent records, what walkers yield and `map` sends: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

ExtentRecord = c.Struct(
    "start" / c.Int64ul,
    "length"
    / Ruled(c.Int64ul, "extent record", "length", lambda value, this: value >= 1, "at least 1", 3),
    "host_offset" / c.Int64ul,
    "flags" / c.Int16ul,
    "depth" / c.Int16ul,
    "disk" / c.Int32ul,
)
