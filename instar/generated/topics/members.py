# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/members.ksy spec=8169baa9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of members."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="members",
        kind="spec",
        title="Configuration of the members operation",
        declared="specs/abi/members.ksy",
        page="docs/abi/members.md",
        meaning="What the host sends to the `members` operation, which lists the files in an "
        "archive. The guest answers with `MemberBatch` messages\n(guest.proto) in the "
        "archive's order, the last of which is marked, or with an `Error`.",
        sources=("docs/fleet.md Archives",),
    ),
    Topic(
        name="members.config",
        kind="structure",
        type="40 bytes",
        meaning="Which kind of archive file 0 is.",
    ),
    Topic(
        name="members.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x5342454d",),
        meaning="`MEBS`. The guest refuses anything else.",
    ),
    Topic(
        name="members.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="members.config.kind",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 1 (tar), 2 (zip)",),
        about="archive.kind",
        meaning="What to read the file as.",
    ),
    Topic(
        name="members.config.reserved",
        kind="field",
        place="bytes 12 to 39",
        type="28 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
