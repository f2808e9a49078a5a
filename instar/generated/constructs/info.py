# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/info.ksy spec=a6e0f91c gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the info operation: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

InfoConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul, "info config", "magic", lambda value, this: value == 0x494E464F, "0x494e464f", 2
    ),
    "version" / Ruled(c.Int32ul, "info config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "flags" / c.Int32ul,
    "max_compression_ratio" / c.Int32ul,
    "max_virtual_size" / c.Int64ul,
    "reserved" / c.Const(bytes(64)),
)
