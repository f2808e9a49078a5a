# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/check_run.ksy spec=a7c56466 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the check operation: construct declarations."""

import construct as c

from instar.generated.constructs.check import CheckOptions
from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

CheckRunConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "check run config",
        "magic",
        lambda value, this: value == 0x43484B5F,
        "0x43484b5f",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "check run config", "version", lambda value, this: value == 2, "2", 3),
    "source" / SourceOptions,
    "options" / CheckOptions,
    "reserved" / c.Const(bytes(64)),
)
