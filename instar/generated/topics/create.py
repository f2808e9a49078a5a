# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/create.ksy spec=27f685c5 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of create."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="create",
        kind="spec",
        title="Configuration of the create operation",
        declared="specs/abi/create.ksy",
        page="docs/abi/create.md",
        meaning="What the host sends to the `create` operation, which writes a new image "
        "into the first of its files. It sends nothing when it\nsucceeds, and an "
        "`Error` when it does not.",
        sources=("docs/architecture.md The way of one question",),
    ),
    Topic(
        name="create.config",
        kind="structure",
        type="8424 bytes",
        meaning="The image that is wanted.",
    ),
    Topic(
        name="create.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x43524541",),
        meaning="`CREA`. The guest refuses anything else.",
    ),
    Topic(
        name="create.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="create.config.image",
        kind="field",
        place="bytes 8 to 8423",
        type="structure target.image",
        about="target.image",
        meaning="Everything.",
    ),
)
