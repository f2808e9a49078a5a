# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/channel.ksy spec=33c0cbab gen=1
# Generated: edit the spec, then run `make codegen`.
"""Message channel: construct declarations."""

import construct as c

ChannelState = c.Struct(
    "len_used" / c.Int32ul,
    "status" / c.Int32ul,
)
