# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/snapshot.ksy spec=eff42f94 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the snapshot operation: construct declarations."""

import construct as c

from instar.generated.constructs.edit import EditSnapshot
from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

SnapshotConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "snapshot config",
        "magic",
        lambda value, this: value == 0x50414E53,
        "0x50414e53",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "snapshot config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "change" / EditSnapshot,
    "reserved" / c.Const(bytes(32)),
)
