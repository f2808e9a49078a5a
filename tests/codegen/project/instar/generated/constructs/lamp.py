# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/lamp.ksy spec=eb8885b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What the host tells a lantern: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

LampSpare = c.Struct(
    "level"
    / Ruled(c.Int16sl, "lamp spare", "level", lambda value, this: -5 <= value <= 5, "-5..5", 3),
    "reserved" / c.Const(b"\x00\x00\x00\x00\x00\x00"),
)


LampConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul, "lamp config", "magic", lambda value, this: value == 0x4C414D50, "0x4c414d50", 2
    ),
    "colour"
    / Ruled(
        c.Int32ul,
        "lamp config",
        "colour",
        lambda value, this: value
        in (
            0,
            7,
        ),
        "one of 0 (red), 7 (violet)",
        6,
    ),
    "spare" / LampSpare,
)


LampOptions = c.Struct(
    "size" / c.Int32ul,
    "colour" / c.Int32ul,
)
