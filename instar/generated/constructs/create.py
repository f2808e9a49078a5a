# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/create.ksy spec=27f685c5 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the create operation: construct declarations."""

import construct as c

from instar.generated.constructs.target import TargetImage
from instar.layout.constructs import Ruled

CreateConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "create config",
        "magic",
        lambda value, this: value == 0x43524541,
        "0x43524541",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "create config", "version", lambda value, this: value == 1, "1", 3),
    "image" / TargetImage,
)
