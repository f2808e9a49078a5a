# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/panic.ksy spec=f571e4e1 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Why a guest gives up: construct declarations."""

import construct as c

PanicRecord = c.Struct(
    "reason" / c.Int32ul,
    "reserved" / c.Const(b"\x00\x00\x00\x00"),
    "value" / c.Int64ul,
)
