# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/check.ksy spec=6de10d81 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What checks look for and report: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

CheckOptions = c.Struct(
    "flags" / c.Int32ul,
    "max_problems" / c.Int32ul,
    "max_counters" / c.Int64ul,
)


CheckProblem = c.Struct(
    "fault" / c.Int32ul,
    "effect"
    / Ruled(
        c.Int8ul,
        "check problem",
        "effect",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ),
        "one of 0 (none), 1 (corruption), 2 (leak), 3 (check_error), 4 "
        "(corruption_repaired), 5 (leak_repaired), 6 (write)",
        6,
    ),
    "depth" / c.Int8ul,
    "disk" / c.Int16ul,
    "offset" / c.Int64ul,
    "value" / c.Int64ul,
    "extra0" / c.Int64ul,
    "extra1" / c.Int64ul,
    "extra2" / c.Int64ul,
)
