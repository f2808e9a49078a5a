# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/amend.ksy spec=98f5ecb2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of amend."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="amend",
        kind="spec",
        title="Configuration of the amend operation",
        declared="specs/abi/amend.ksy",
        page="docs/abi/amend.md",
        meaning="What the host sends to the `amend` operation, which changes options of its "
        "first file, in place. The guest answers with `AmendResult`\n(guest.proto), "
        "or with an error that carries one of `edit::error` as its `code`.",
        sources=("docs/architecture.md The way of one question",),
    ),
    Topic(
        name="amend.len_memory",
        kind="constant",
        number=100663296,
        unit="bytes",
        meaning="Memory that the host gives a guest that amends.",
    ),
    Topic(
        name="amend.config",
        kind="structure",
        type="8960 bytes",
        meaning="The image, and its options from now on.",
    ),
    Topic(
        name="amend.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x444e4d41",),
        meaning="`AMND`. The guest refuses anything else.",
    ),
    Topic(
        name="amend.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="amend.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the image, which is disk 0.",
    ),
    Topic(
        name="amend.config.change",
        kind="field",
        place="bytes 624 to 8943",
        type="structure edit.amendment",
        about="edit.amendment",
        meaning="The options.",
    ),
    Topic(
        name="amend.config.reserved",
        kind="field",
        place="bytes 8944 to 8959",
        type="16 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
