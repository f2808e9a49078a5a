# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/cloop.ksy spec=0f86ec68 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Compressed loop image, version 2: construct declarations."""

import construct as c


CloopHeader = c.Struct(
    "magic" / c.Const(b'#!/bin/sh\n#V2.0 Format\n'),
    "script" / c.Bytes(105),
    "len_block" / c.Int32ub,
    "num_blocks" / c.Int32ub,
)
