# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/amend.ksy spec=98f5ecb2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the amend operation: construct declarations."""

import construct as c

from instar.generated.constructs.edit import EditAmendment
from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

AmendConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul, "amend config", "magic", lambda value, this: value == 0x444E4D41, "0x444e4d41", 2
    ),
    "version" / Ruled(c.Int32ul, "amend config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "change" / EditAmendment,
    "reserved" / c.Const(bytes(16)),
)
