# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/cloop.ksy spec=0b65e325 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of cloop."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="cloop",
        kind="spec",
        title="Compressed loop image, version 2",
        declared="specs/formats/cloop.ksy",
        page="docs/formats/cloop.md",
        meaning="The compressed image of Knoppix: a shell script that mounts itself, then "
        "the size and number of the blocks, a table of offsets, and\nthe blocks, each "
        "a zlib stream of its own. Everything is big-endian. The disk is as long as "
        "all blocks together.",
        sources=("https://github.com/KlausKnopper/cloop cloop 2.x, struct cloop_head",),
    ),
    Topic(
        name="cloop.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Blocks are a multiple of this.",
    ),
    Topic(
        name="cloop.max_block_bytes",
        kind="constant",
        number=67108864,
        unit="bytes",
        meaning="Longest block, 64 MiB.",
    ),
    Topic(
        name="cloop.max_stored_bytes",
        kind="constant",
        number=134217728,
        unit="bytes",
        meaning="Most bytes that a block takes in the file. Some grow when they are compressed.",
    ),
    Topic(
        name="cloop.max_addressed_blocks",
        kind="constant",
        number=536870911,
        unit="blocks",
        meaning="Most blocks that 32 bits can count the table of, in bytes.",
    ),
    Topic(
        name="cloop.max_table_bytes",
        kind="constant",
        number=536870912,
        unit="bytes",
        meaning="Longest table of offsets, 512 MiB.",
    ),
    Topic(
        name="cloop.header",
        kind="structure",
        type="136 bytes",
        meaning="Start of the file.",
        sources=("https://github.com/KlausKnopper/cloop cloop 2.x, struct cloop_head",),
    ),
    Topic(
        name="cloop.header.magic",
        kind="field",
        place="bytes 0 to 82",
        type="83 bytes",
        rules=(
            "23 21 2f 62 69 6e 2f 73 68 0a 23 56 32 2e 30 20 46 6f 72 6d 61 74 0a 6d 6f "
            "64 70 72 6f 62 65 20 ...",
        ),
        meaning="The first three lines of the script, `#!/bin/sh`, `#V2.0 Format` and the "
        "one that loads the module `cloop` and mounts the image.\nOther tools look at "
        "fewer lines; qemu wants all of them, unless the format is given.",
    ),
    Topic(
        name="cloop.header.script",
        kind="field",
        place="bytes 83 to 127",
        type="45 bytes",
        rules=("any: the rest of a shell script",),
        meaning="The rest of the script's 128 bytes.",
    ),
    Topic(
        name="cloop.header.len_block",
        kind="field",
        place="bytes 128 to 131",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: faults of the header have its rules",),
        called="block_size",
        meaning="Bytes in a block before compression, a multiple of 512 up to 64 MiB.",
    ),
    Topic(
        name="cloop.header.num_blocks",
        kind="field",
        place="bytes 132 to 135",
        type="unsigned 32-bit number, big-endian",
        rules=("any: faults of the header have its rules",),
        meaning="Blocks of the disk. A table of `num_blocks + 1` offsets of 8 bytes follows.",
    ),
    Topic(
        name="cloop.header.block_uneven",
        kind="fault",
        text="is {value}, not a multiple of 512",
        about="cloop.header.len_block",
        qemu=(
            (
                None,
                "block_size {value} must be a multiple of 512",
            ),
        ),
        meaning="Blocks are whole sectors.",
    ),
    Topic(
        name="cloop.header.block_empty",
        kind="fault",
        text="is {value}, a block of nothing",
        about="cloop.header.len_block",
        qemu=(
            (
                None,
                "block_size cannot be zero",
            ),
        ),
        meaning="Blocks have bytes.",
    ),
    Topic(
        name="cloop.header.block_too_large",
        kind="fault",
        text="is {value}, more than 0x4000000",
        about="cloop.header.len_block",
        qemu=(
            (
                None,
                "block_size {value} must be 64 MB or less",
            ),
        ),
        meaning="The longest are 64 MiB.",
    ),
    Topic(
        name="cloop.header.too_many_blocks",
        kind="fault",
        text="is {value}, more than 536870911",
        about="cloop.header.num_blocks",
        qemu=(
            (
                None,
                "n_blocks {value} must be 536870911 or less",
            ),
        ),
        meaning="The bytes of the table have to be counted in 32 bits.",
    ),
    Topic(
        name="cloop.header.table_wraps",
        kind="fault",
        text="is {value}, whose table is 2^32 bytes long",
        about="cloop.header.num_blocks",
        qemu=(
            (
                None,
                "Could not allocate offsets table",
            ),
        ),
        meaning="qemu counts these bytes in 32 bits, and asks for a table of none.",
    ),
    Topic(
        name="cloop.header.table_too_large",
        kind="fault",
        text="is {value}, whose table is longer than 0x20000000",
        about="cloop.header.num_blocks",
        qemu=(
            (
                None,
                "image requires too many offsets, try increasing block size",
            ),
        ),
        meaning="The table has 512 MiB at most.",
    ),
    Topic(
        name="cloop.offset",
        kind="structure",
        type="8 bytes",
        meaning="Where a block starts in the file, which is where the one before ends.",
    ),
    Topic(
        name="cloop.offset.place",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: what is past the end of the file cannot be unpacked",),
        meaning="Bytes from the start of the file.",
    ),
    Topic(
        name="cloop.offset.descends",
        kind="fault",
        text="is {value}, before the one of the block before",
        about="cloop.offset.place",
        qemu=(
            (
                None,
                "offsets not monotonically increasing at index {extra0}, image file is corrupt",
            ),
        ),
        meaning="Blocks follow each other.",
    ),
    Topic(
        name="cloop.offset.too_long",
        kind="fault",
        text="is {value}, more than 0x8000000 after the one before",
        about="cloop.offset.place",
        qemu=(
            (
                None,
                "invalid compressed block size at index {extra0}, image file is corrupt",
            ),
        ),
        meaning="A block takes no more than `max_stored_bytes`.",
    ),
)
