# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/look.ksy spec=f474ffb9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Request for a change with a look before it and after it: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

LookRequest = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul, "look request", "magic", lambda value, this: value == 0x4B4F4F4C, "0x4b4f4f4c", 2
    ),
    "version" / Ruled(c.Int32ul, "look request", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "order" / c.Int32ul,
    "reserved" / c.Const(bytes(28)),
)
