# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/look.ksy spec=f474ffb9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of look."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="look",
        kind="spec",
        title="Request for a change with a look before it and after it",
        declared="specs/abi/look.ksy",
        page="docs/abi/look.md",
        meaning="What the host sends to an operation that changes an image, in place of the "
        "operation's own configuration, which is then the content of\nanother file of "
        "the run, the order. The guest opens the image and answers as `info` does "
        "(`InfoResult` in guest.proto). Then it reads the\norder, which the host "
        "makes when it is first read, from what the guest has said. The guest makes "
        "the change, opens the image anew and\nanswers as `info` does once more. An "
        "order that begins with a zero wants no change: the guest is done.",
        sources=("docs/in-place.md",),
    ),
    Topic(
        name="look.request",
        kind="structure",
        type="656 bytes",
        meaning="How to look at the image, and where the order is.",
    ),
    Topic(
        name="look.request.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x4b4f4f4c",),
        meaning="`LOOK`. What begins with anything else is the operation's own configuration.",
    ),
    Topic(
        name="look.request.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="look.request.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the image, which is disk 0, for a look.",
    ),
    Topic(
        name="look.request.order",
        kind="field",
        place="bytes 624 to 627",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the core refuses to read a file that there is not",),
        meaning="Which file is the order.",
    ),
    Topic(
        name="look.request.reserved",
        kind="field",
        place="bytes 628 to 655",
        type="28 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
