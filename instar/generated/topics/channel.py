# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/channel.ksy spec=33c0cbab gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of channel."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="channel",
        kind="spec",
        title="Message channel",
        declared="specs/abi/channel.ksy",
        page="docs/abi/channel.md",
        meaning="Messages are frames in the channel region, one after the other: a "
        "little-endian 32-bit length, then one `GuestMessage`\n(`guest.proto`). The "
        "host empties the region at every doorbell and sets `len_used` back to zero; "
        "the guest rings for it alone\nonly when there is more than `len_batch`.",
        sources=("docs/architecture.md Messages",),
    ),
    Topic(
        name="channel.ofs_state",
        kind="constant",
        number=0,
        unit="bytes",
        meaning="Where `state` is in the control region.",
    ),
    Topic(
        name="channel.len_prefix",
        kind="constant",
        number=4,
        unit="bytes",
        meaning="The length before each message.",
    ),
    Topic(
        name="channel.len_batch",
        kind="constant",
        number=262144,
        unit="bytes",
        meaning="Frames that would grow beyond this are sent first. A run that sends little "
        "touches few pages of the region, one that sends\nmuch stays in the "
        "processor's cache.",
    ),
    Topic(
        name="channel.max_message",
        kind="constant",
        number=983040,
        unit="bytes",
        meaning="Longest message. A longer one ends the run. Extents come in far smaller "
        "ones; an image with thousands of snapshots needs it.",
    ),
    Topic(
        name="channel.state",
        kind="structure",
        type="8 bytes",
        meaning="What the channel holds.",
    ),
    Topic(
        name="channel.state.len_used",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the channel region by the host",),
        meaning="Bytes of whole frames in the channel region.",
    ),
    Topic(
        name="channel.state.status",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the host takes 0 for success and all else for failure",),
        meaning="What the operation returned, valid with the doorbell `done`.",
    ),
)
