# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/rebase.ksy spec=ae359adb gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of rebase."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="rebase",
        kind="spec",
        title="Configuration of the rebase operation",
        declared="specs/abi/rebase.ksy",
        page="docs/abi/rebase.md",
        meaning="What the host sends to the `rebase` operation, which lets its first file "
        "name another backing image, in place; or, with the flag `copy`,\ngives it "
        "what its disk reads and would not read on the other image. The guest "
        "answers with `RebaseResult` (guest.proto), or with an\nerror that carries "
        "one of `edit::error` as its `code`.",
        sources=("docs/architecture.md The way of one question",),
    ),
    Topic(
        name="rebase.len_memory",
        kind="constant",
        number=100663296,
        unit="bytes",
        meaning="Memory that the host gives the guest, which reads two disks at once.",
    ),
    Topic(
        name="rebase.flag",
        kind="enum",
    ),
    Topic(
        name="rebase.flag.copy",
        kind="member",
        number=1,
        meaning="Write what the disk reads where it would read something else; the image "
        "names what it named.",
    ),
    Topic(
        name="rebase.flag.based",
        kind="member",
        number=2,
        meaning="With `copy`: disk 1 is what the disk is to read where it has nothing. "
        "Without it, that is zeros.",
    ),
    Topic(
        name="rebase.flag.look",
        kind="member",
        number=4,
        meaning="With `copy`: open everything, and write nothing.",
    ),
    Topic(
        name="rebase.flag.compress",
        kind="member",
        number=8,
        meaning="With `copy`: write whole clusters, compressed.",
    ),
    Topic(
        name="rebase.flag.zstd",
        kind="member",
        number=16,
        meaning="With `compress`: by zstd, as the image has it.",
    ),
    Topic(
        name="rebase.flag.progress",
        kind="member",
        number=32,
        meaning="With `copy`: report how far it is.",
    ),
    Topic(
        name="rebase.config",
        kind="structure",
        type="5392 bytes",
        meaning="The image, and what it is to name.",
    ),
    Topic(
        name="rebase.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x45534252",),
        meaning="`RBSE`. The guest refuses anything else.",
    ),
    Topic(
        name="rebase.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="rebase.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the image, which is disk 0.",
    ),
    Topic(
        name="rebase.config.backing",
        kind="field",
        place="bytes 624 to 4743",
        type="structure edit.backing",
        about="edit.backing",
        meaning="The backing image from now on.",
    ),
    Topic(
        name="rebase.config.flags",
        kind="field",
        place="bytes 4744 to 4747",
        type="unsigned 32-bit number, little-endian",
        rules=("any: a set of `flag` bits; unknown ones have no effect",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="rebase.config.onto",
        kind="field",
        place="bytes 4748 to 5363",
        type="structure source.options",
        about="source.options",
        meaning="How to open that image, which is disk 1, with the flag `based`.",
    ),
    Topic(
        name="rebase.config.reserved",
        kind="field",
        place="bytes 5364 to 5391",
        type="28 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
