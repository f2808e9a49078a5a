# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/resize.ksy spec=f816a3ef gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of resize."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="resize",
        kind="spec",
        title="Configuration of the resize operation",
        declared="specs/abi/resize.ksy",
        page="docs/abi/resize.md",
        meaning="What the host sends to the `resize` operation, which changes the size of "
        "the disk in its first file, in place. Raw images are resized by\nthe host, "
        "without it. The guest answers with `ResizeResult` (guest.proto), or with an "
        "error that carries one of `error` as its `code`.",
        sources=("docs/architecture.md The way of one question",),
    ),
    Topic(
        name="resize.len_memory",
        kind="constant",
        number=67108864,
        unit="bytes",
        meaning="Memory that the host gives a guest that resizes.",
    ),
    Topic(
        name="resize.action",
        kind="enum",
    ),
    Topic(
        name="resize.action.grow",
        kind="member",
        number=0,
        meaning="The disk becomes larger.",
    ),
    Topic(
        name="resize.action.shrink",
        kind="member",
        number=1,
        meaning="The disk becomes smaller; needs the flag `shrink`.",
    ),
    Topic(
        name="resize.action.noop",
        kind="member",
        number=2,
        meaning="The disk keeps its size.",
    ),
    Topic(
        name="resize.flag",
        kind="enum",
    ),
    Topic(
        name="resize.flag.shrink",
        kind="member",
        number=1,
        meaning="The end of the disk may be cut off.",
    ),
    Topic(
        name="resize.error",
        kind="enum",
    ),
    Topic(
        name="resize.error.ok",
        kind="member",
        number=0,
        meaning="The image has its new size.",
    ),
    Topic(
        name="resize.error.invalid_option",
        kind="member",
        number=1,
        meaning="A field of the configuration is not allowed; the error's `value` says which bits.",
    ),
    Topic(
        name="resize.error.size_mismatch",
        kind="member",
        number=2,
        meaning="The image has another size than the host says; `value` is the size.",
    ),
    Topic(
        name="resize.error.action_mismatch",
        kind="member",
        number=3,
        meaning="The action does not fit the sizes.",
    ),
    Topic(
        name="resize.error.format",
        kind="member",
        number=4,
        meaning="The format cannot be resized.",
    ),
    Topic(
        name="resize.config",
        kind="structure",
        type="720 bytes",
        meaning="The image, its new size, and what may be lost for it.",
    ),
    Topic(
        name="resize.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x52455349",),
        meaning="`RESI`. The guest refuses anything else.",
    ),
    Topic(
        name="resize.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="resize.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the image, which is disk 0.",
    ),
    Topic(
        name="resize.config.action",
        kind="field",
        place="bytes 624 to 627",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (grow), 1 (shrink), 2 (noop)",),
        about="resize.action",
        meaning="What the host takes the change for, from the size that it was given; the "
        "guest compares.",
    ),
    Topic(
        name="resize.config.flags",
        kind="field",
        place="bytes 628 to 631",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the operation refuses bits that are not in `flag`",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="resize.config.current_virtual_size",
        kind="field",
        place="bytes 632 to 639",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the guest compares it with what it reads itself",),
        meaning="Size of the disk now, as another guest has read it.",
    ),
    Topic(
        name="resize.config.new_size",
        kind="field",
        place="bytes 640 to 647",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: every size is looked at by the format's editor",),
        meaning="Size of the disk afterwards.",
    ),
    Topic(
        name="resize.config.preallocation",
        kind="field",
        place="bytes 648 to 651",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)",),
        about="target.preallocation",
        meaning="What is reserved of the space that is added.",
    ),
    Topic(
        name="resize.config.reserved_word",
        kind="field",
        place="bytes 652 to 655",
        type="4 bytes",
        rules=("zero",),
        meaning="Fills the structure up.",
    ),
    Topic(
        name="resize.config.entropy",
        kind="field",
        place="bytes 656 to 719",
        type="64 bytes",
        rules=("any: random",),
        meaning="What identities are drawn from, where an image notes with them that it was "
        "written.",
    ),
)
