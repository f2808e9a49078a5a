# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/channel.ksy spec=33c0cbab gen=1
# Generated: edit the spec, then run `make codegen`.
"""Message channel."""

from __future__ import annotations

TYPE_CHECKING = False


OFS_STATE = 0
"""Where `state` is in the control region."""
LEN_PREFIX = 4
"""The length before each message."""
LEN_BATCH = 0x40000
"""Frames that would grow beyond this are sent first. A run that sends little touches few pages
of the region, one that sends much stays in the processor's cache.
"""
MAX_MESSAGE = 0xF0000
"""Longest message. A longer one ends the run. Extents come in far smaller ones; an image with
thousands of snapshots needs it.
"""

LEN_STATE = 8

if TYPE_CHECKING:
    from instar.generated.structures.channel import ChannelState as ChannelState
else:

    def __getattr__(name):
        if name not in ("ChannelState",):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from instar.generated.structures import channel

        return getattr(channel, name)
