# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/worker.ksy spec=437c4612 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of worker."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="worker",
        kind="spec",
        title="Configuration of workers",
        declared="specs/abi/worker.ksy",
        page="docs/abi/worker.md",
        meaning="What the host sends to the `convert` operation to make a worker of it: "
        "which of the sources' bytes are wanted, and how, comes from the\ndesk "
        "(`desk.ksy`).",
        sources=("docs/architecture.md Workers",),
    ),
    Topic(
        name="worker.flag",
        kind="enum",
    ),
    Topic(
        name="worker.flag.keep_zeros",
        kind="member",
        number=1,
        meaning="Zeros are data, as any.",
    ),
    Topic(
        name="worker.config",
        kind="structure",
        type="768 bytes",
        meaning="What to do with each unit.",
    ),
    Topic(
        name="worker.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x574f524b",),
        meaning="`WORK`. The guest refuses anything else.",
    ),
    Topic(
        name="worker.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="worker.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open each source.",
    ),
    Topic(
        name="worker.config.num_sources",
        kind="field",
        place="bytes 624 to 627",
        type="unsigned 32-bit number, little-endian",
        rules=("1..64",),
        meaning="How many disks follow each other.",
    ),
    Topic(
        name="worker.config.len_unit",
        kind="field",
        place="bytes 628 to 631",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("512..2097152",),
        meaning="Bytes of a unit, a power of two: a cluster or grain of the new image.",
    ),
    Topic(
        name="worker.config.method",
        kind="field",
        place="bytes 632 to 635",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (unpack), 1 (deflate), 2 (zstd), 3 (zlib)",),
        about="desk.method",
        meaning="What becomes of a unit.",
    ),
    Topic(
        name="worker.config.flags",
        kind="field",
        place="bytes 636 to 639",
        type="unsigned 32-bit number, little-endian",
        rules=("any: a set of `flag` bits; unknown ones have no effect",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="worker.config.formats",
        kind="field",
        place="bytes 640 to 703",
        type="64 bytes",
        rules=("any: an unknown one is refused when its source is opened",),
        meaning="The `source::format` of each source, a byte each; that in `source` is not used.",
    ),
    Topic(
        name="worker.config.reserved",
        kind="field",
        place="bytes 704 to 767",
        type="64 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
