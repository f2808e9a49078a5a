# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/cloop.ksy spec=0b65e325 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Compressed loop image, version 2: construct declarations."""

import construct as c

CloopHeader = c.Struct(
    "magic"
    / c.Const(
        b"#!/bin/sh\n#V2.0 Format\nmodprobe cloop file=$0 && mount -r -t iso9660 /dev/cloop $1\n"
    ),
    "script" / c.Bytes(45),
    "len_block" / c.Int32ub,
    "num_blocks" / c.Int32ub,
)


CloopOffset = c.Struct(
    "place" / c.Int64ub,
)
