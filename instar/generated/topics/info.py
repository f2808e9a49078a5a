# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/info.ksy spec=a6e0f91c gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of info."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="info",
        kind="spec",
        title="Configuration of the info operation",
        declared="specs/abi/info.ksy",
        page="docs/abi/info.md",
        meaning="What the host sends to the `info` operation. It answers with one "
        "`InfoResult` per member of the chain (guest.proto), or an `Error`.",
        sources=("docs/info.md",),
    ),
    Topic(
        name="info.max_virtual_size_default",
        kind="constant",
        number=70368744177664,
        unit="bytes",
        meaning="Largest disk that is no finding unless the user says otherwise, 64 TiB.",
    ),
    Topic(
        name="info.max_compression_ratio_default",
        kind="constant",
        number=200,
        meaning="How many times what it takes a disk may unpack to, unless the user says "
        "otherwise.",
    ),
    Topic(
        name="info.error",
        kind="enum",
    ),
    Topic(
        name="info.error.ok",
        kind="member",
        number=0,
        meaning="There is an answer.",
    ),
    Topic(
        name="info.error.invalid_option",
        kind="member",
        number=1,
        meaning="A flag is not known.",
    ),
    Topic(
        name="info.error.too_long",
        kind="member",
        number=2,
        meaning="What the image lists (snapshots, bitmaps, extents) does not fit into an answer.",
    ),
    Topic(
        name="info.flag",
        kind="enum",
    ),
    Topic(
        name="info.flag.backing_chain",
        kind="member",
        number=1,
        meaning="Answer for every member of the chain.",
    ),
    Topic(
        name="info.flag.safety",
        kind="member",
        number=2,
        meaning="Look for findings; open the image as far as it can be opened.",
    ),
    Topic(
        name="info.flag.limits",
        kind="member",
        number=4,
        meaning="Answer the block limits too.",
    ),
    Topic(
        name="info.config",
        kind="structure",
        type="704 bytes",
        meaning="How much to report.",
    ),
    Topic(
        name="info.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x494e464f",),
        meaning="`INFO`. The guest refuses anything else.",
    ),
    Topic(
        name="info.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="info.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the source.",
    ),
    Topic(
        name="info.config.flags",
        kind="field",
        place="bytes 624 to 627",
        type="unsigned 32-bit number, little-endian",
        rules=("any: a set of `flag` bits; unknown ones have no effect",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="info.config.max_compression_ratio",
        kind="field",
        place="bytes 628 to 631",
        type="unsigned 32-bit number, little-endian",
        rules=("any: 0 switches the check off",),
        meaning="Ratio of virtual to stored size above which `--safety` reports a bomb.",
    ),
    Topic(
        name="info.config.max_virtual_size",
        kind="field",
        place="bytes 632 to 639",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: 0 switches the check off",),
        meaning="Virtual size above which `--safety` reports a finding.",
    ),
    Topic(
        name="info.config.reserved",
        kind="field",
        place="bytes 640 to 703",
        type="64 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
