# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/extent.ksy spec=5724f7b4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of extent."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="extent",
        kind="spec",
        title="Extent records, what walkers yield and `map` sends",
        declared="specs/abi/extent.ksy",
        page="docs/abi/extent.md",
        meaning="One run of an image's virtual disk with one state. A walker yields these in "
        "order; `map` sends them to the host packed in\n`ExtentBatch.records`. "
        "Records partition the window that was asked for: none is empty, none "
        "overlaps, none is left out.",
        sources=("docs/architecture.md Extents",),
    ),
    Topic(
        name="extent.flag",
        kind="enum",
    ),
    Topic(
        name="extent.flag.data",
        kind="member",
        number=1,
        meaning="The run reads from stored bytes (or would, were they not known to be zero).",
    ),
    Topic(
        name="extent.flag.zero",
        kind="member",
        number=2,
        meaning="The run reads as zeros.",
    ),
    Topic(
        name="extent.flag.allocated",
        kind="member",
        number=4,
        meaning="This layer determines what is read; without it, the next layer does.",
    ),
    Topic(
        name="extent.flag.offset_valid",
        kind="member",
        number=8,
        meaning="The bytes are uncoded at `host_offset`.",
    ),
    Topic(
        name="extent.flag.compressed",
        kind="member",
        number=16,
        meaning="The run is stored compressed.",
    ),
    Topic(
        name="extent.flag.encrypted",
        kind="member",
        number=32,
        meaning="The run is stored encrypted by the format.",
    ),
    Topic(
        name="extent.record",
        kind="structure",
        type="32 bytes",
        meaning="A run of the virtual disk with one state.",
    ),
    Topic(
        name="extent.record.start",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the host checks it against the end of the record before",),
        meaning="First byte of the run in the virtual disk.",
    ),
    Topic(
        name="extent.record.length",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("at least 1",),
        meaning="Bytes in the run. An empty image has no record.",
    ),
    Topic(
        name="extent.record.host_offset",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: meaningful only with the flag `offset_valid`",),
        meaning="Where the first byte is in the file `disk`.",
    ),
    Topic(
        name="extent.record.flags",
        kind="field",
        place="bytes 24 to 25",
        type="unsigned 16-bit number, little-endian",
        rules=("any: a set of `flag` bits; the host refuses bits it does not know",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="extent.record.depth",
        kind="field",
        place="bytes 26 to 27",
        type="unsigned 16-bit number, little-endian",
        rules=("any: the host checks it against the number of files it attached",),
        meaning="0 for the image itself, 1 for its backing image, and so on.",
    ),
    Topic(
        name="extent.record.disk",
        kind="field",
        place="bytes 28 to 31",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the host checks it against the number of files it attached",),
        meaning="Number of the attached file that `host_offset` counts in.",
    ),
)
