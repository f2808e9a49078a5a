# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/bitmap.ksy spec=1e81d95d gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of bitmap."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="bitmap",
        kind="spec",
        title="Configuration of the bitmap operation",
        declared="specs/abi/bitmap.ksy",
        page="docs/abi/bitmap.md",
        meaning="What the host sends to the `bitmap` operation, which changes a persistent "
        "bitmap of its first file, in place, or reads one. The guest\nanswers with "
        "`BitmapResult` (guest.proto): what was done before an action that cannot be "
        "done stays done.",
        sources=("docs/architecture.md The way of one question",),
    ),
    Topic(
        name="bitmap.len_memory",
        kind="constant",
        number=100663296,
        unit="bytes",
        meaning="Memory that the host gives a guest that changes bitmaps.",
    ),
    Topic(
        name="bitmap.max_copied_bytes",
        kind="constant",
        number=1073741824,
        unit="bytes",
        meaning="The most bits, in bytes, that a conversion copies of all bitmaps together. "
        "Two of the largest bitmaps have as many.",
    ),
    Topic(
        name="bitmap.config",
        kind="structure",
        type="1672 bytes",
        meaning="The image and the bitmap. The actions follow, as many as `change` says.",
    ),
    Topic(
        name="bitmap.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x504d5442",),
        meaning="`BTMP`. The guest refuses anything else.",
    ),
    Topic(
        name="bitmap.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="bitmap.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the image, which is disk 0.",
    ),
    Topic(
        name="bitmap.config.change",
        kind="field",
        place="bytes 624 to 1655",
        type="structure edit.bitmap",
        about="edit.bitmap",
        meaning="Which bitmap.",
    ),
    Topic(
        name="bitmap.config.reserved",
        kind="field",
        place="bytes 1656 to 1671",
        type="16 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
