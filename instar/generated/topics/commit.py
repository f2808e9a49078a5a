# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/commit.ksy spec=28afb9ff gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of commit."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="commit",
        kind="spec",
        title="Configuration of the commit operation",
        declared="specs/abi/commit.ksy",
        page="docs/abi/commit.md",
        meaning="What the host sends to the `commit` operation, which writes what an image "
        "and those between it and one of its backing images have into\nthat one. File "
        "0 is the image, file 1 the backing image, which is written over. With the "
        "flag `empty`, file 0 is the only one, and is\nwritten: its disk reads what "
        "the backing image has. The guest answers with `CommitResult` (guest.proto), "
        "or with an error that carries\none of `edit::error`, or of `source.failure`, "
        "as its `code`.",
        sources=("docs/architecture.md The way of one question",),
    ),
    Topic(
        name="commit.len_memory",
        kind="constant",
        number=67108864,
        unit="bytes",
        meaning="Memory that the host gives the guest.",
    ),
    Topic(
        name="commit.min_granule",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="What is written is whole granules as long as a cluster of the backing "
        "image, no shorter than this ...",
    ),
    Topic(
        name="commit.max_granule",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="... and no longer than this, unless a cluster is; of this length where the "
        "backing image has none.",
    ),
    Topic(
        name="commit.len_piece",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Most that is written at once, as by qemu-img.",
    ),
    Topic(
        name="commit.flag",
        kind="enum",
    ),
    Topic(
        name="commit.flag.empty",
        kind="member",
        number=1,
        meaning="Let the image have nothing of its own, so that its disk is that of its "
        "backing image.",
    ),
    Topic(
        name="commit.flag.progress",
        kind="member",
        number=2,
        meaning="Report how far the copy is.",
    ),
    Topic(
        name="commit.config",
        kind="structure",
        type="9080 bytes",
        meaning="What is committed, and where.",
    ),
    Topic(
        name="commit.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x54494d43",),
        meaning="`CMIT`. The guest refuses anything else.",
    ),
    Topic(
        name="commit.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="commit.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the image.",
    ),
    Topic(
        name="commit.config.image",
        kind="field",
        place="bytes 624 to 9039",
        type="structure target.image",
        about="target.image",
        meaning="What the host found the backing image to be.",
    ),
    Topic(
        name="commit.config.num_layers",
        kind="field",
        place="bytes 9040 to 9043",
        type="unsigned 32-bit number, little-endian",
        rules=("1..64",),
        meaning="How many images are above the backing image.",
    ),
    Topic(
        name="commit.config.flags",
        kind="field",
        place="bytes 9044 to 9047",
        type="unsigned 32-bit number, little-endian",
        rules=("any: a set of `flag` bits; unknown ones have no effect",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="commit.config.reserved",
        kind="field",
        place="bytes 9048 to 9079",
        type="32 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
