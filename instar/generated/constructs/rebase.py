# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/rebase.ksy spec=ae359adb gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the rebase operation: construct declarations."""

import construct as c

from instar.generated.constructs.edit import EditBacking
from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

RebaseConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "rebase config",
        "magic",
        lambda value, this: value == 0x45534252,
        "0x45534252",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "rebase config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "backing" / EditBacking,
    "flags" / c.Int32ul,
    "onto" / SourceOptions,
    "reserved" / c.Const(bytes(28)),
)
