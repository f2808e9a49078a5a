# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/commit.ksy spec=28afb9ff gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the commit operation: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.generated.constructs.target import TargetImage
from instar.layout.constructs import Ruled

CommitConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "commit config",
        "magic",
        lambda value, this: value == 0x54494D43,
        "0x54494d43",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "commit config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "image" / TargetImage,
    "num_layers"
    / Ruled(
        c.Int32ul, "commit config", "num_layers", lambda value, this: 1 <= value <= 64, "1..64", 3
    ),
    "flags" / c.Int32ul,
    "reserved" / c.Const(bytes(32)),
)
