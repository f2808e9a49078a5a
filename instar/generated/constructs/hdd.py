# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/hdd.ksy spec=6b95a47a gen=1
# Generated: edit the spec, then run `make codegen`.
"""Parallels disk bundle (DiskDescriptor.xml): construct declarations."""

import construct as c

HddDescriptor = c.Struct(
    "text" / c.Bytes(1),
)
