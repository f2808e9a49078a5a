# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/members.ksy spec=8169baa9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the members operation: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

MembersConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "members config",
        "magic",
        lambda value, this: value == 0x5342454D,
        "0x5342454d",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "members config", "version", lambda value, this: value == 1, "1", 3),
    "kind"
    / Ruled(
        c.Int32ul,
        "members config",
        "kind",
        lambda value, this: value
        in (
            1,
            2,
        ),
        "one of 1 (tar), 2 (zip)",
        6,
    ),
    "reserved" / c.Const(bytes(28)),
)
