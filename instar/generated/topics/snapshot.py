# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/snapshot.ksy spec=eff42f94 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of snapshot."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="snapshot",
        kind="spec",
        title="Configuration of the snapshot operation",
        declared="specs/abi/snapshot.ksy",
        page="docs/abi/snapshot.md",
        meaning="What the host sends to the `snapshot` operation, which makes, applies or "
        "deletes an internal snapshot of its first file, in place. The\nguest answers "
        "with `SnapshotResult` (guest.proto), or with an error that carries one of "
        "`edit::error` as its `code`.",
        sources=("docs/architecture.md The way of one question",),
    ),
    Topic(
        name="snapshot.len_memory",
        kind="constant",
        number=100663296,
        unit="bytes",
        meaning="Memory that the host gives a guest that changes snapshots.",
    ),
    Topic(
        name="snapshot.config",
        kind="structure",
        type="1696 bytes",
        meaning="The image, and what is to become of which snapshot.",
    ),
    Topic(
        name="snapshot.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x50414e53",),
        meaning="`SNAP`. The guest refuses anything else.",
    ),
    Topic(
        name="snapshot.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="snapshot.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the image, which is disk 0.",
    ),
    Topic(
        name="snapshot.config.change",
        kind="field",
        place="bytes 624 to 1663",
        type="structure edit.snapshot",
        about="edit.snapshot",
        meaning="What is to become of which snapshot.",
    ),
    Topic(
        name="snapshot.config.reserved",
        kind="field",
        place="bytes 1664 to 1695",
        type="32 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
