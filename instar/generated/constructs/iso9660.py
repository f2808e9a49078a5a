# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/iso9660.ksy spec=ed6664fa gen=1
# Generated: edit the spec, then run `make codegen`.
"""Optical disc file systems (ECMA-119, and how UDF is recognised): construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

Iso9660VolumeDescriptor = c.Struct(
    "type" / c.Int8ul,
    "identifier" / c.Const(b"CD001"),
    "version"
    / Ruled(
        c.Int8ul,
        "iso9660 volume descriptor",
        "version",
        lambda value, this: 1 <= value <= 2,
        "1..2",
        3,
    ),
)
