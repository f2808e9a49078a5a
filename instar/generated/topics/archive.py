# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/archive.ksy spec=33bb28f2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of archive."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="archive",
        kind="spec",
        title="Archives and their members",
        declared="specs/abi/archive.ksy",
        page="docs/abi/archive.md",
        meaning="Files that hold other files, which may be images, and how these are stored.",
        sources=("docs/fleet.md Archives",),
    ),
    Topic(
        name="archive.kind",
        kind="enum",
    ),
    Topic(
        name="archive.kind.tar",
        kind="member",
        number=1,
        meaning="A tar archive.",
    ),
    Topic(
        name="archive.kind.zip",
        kind="member",
        number=2,
        meaning="A zip archive.",
    ),
    Topic(
        name="archive.stored",
        kind="enum",
    ),
    Topic(
        name="archive.stored.plain",
        kind="member",
        number=0,
        meaning="The member is a part of the file, as it is.",
    ),
    Topic(
        name="archive.stored.deflate",
        kind="member",
        number=1,
        meaning="It is compressed with deflate.",
    ),
    Topic(
        name="archive.stored.sparse",
        kind="member",
        number=2,
        meaning="Only some parts of it are there.",
    ),
    Topic(
        name="archive.stored.encrypted",
        kind="member",
        number=3,
        meaning="It is encrypted.",
    ),
    Topic(
        name="archive.stored.other",
        kind="member",
        number=4,
        meaning="It is compressed with something else.",
    ),
)
