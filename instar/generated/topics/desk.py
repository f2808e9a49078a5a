# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/desk.ksy spec=31353d0a gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of desk."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="desk",
        kind="spec",
        title="The desk, where workers put what they make",
        declared="specs/abi/desk.ksy",
        page="docs/abi/desk.md",
        meaning="Workers unpack or compress what the sources of a conversion have, on other "
        "cores than the one guest's that lays out the new image.\nThey are guests of "
        "their own and run the same program, `convert`, configured by `worker.ksy`. "
        "As many run as there are cores.\n\nThe first files of a worker are the "
        "sources. The last one is its desk, which is no file: the host answers "
        "`holes` (`block.ksy`) for it with\nthe next range of the disk that is "
        "wanted, a chunk or the rest of the disk, and with none when there is "
        "nothing left to do. What a\nworker makes of chunk `n` it writes to the desk "
        "at `n * len_stride`: a `piece` for each unit of the chunk, and from "
        "`ofs_bytes` on the\nbytes. It may write nowhere else, and reads nothing "
        "there. When it asks for the next range, the chunk is done.\n\nThe guest that "
        "lays out has the desk as its last file, and reads there what workers made, "
        "in ascending order; the host has it wait\nfor what is not done. Lengths and "
        "states are all that it learns of a unit, and it gives each its place in the "
        "new image. A unit that no\nworker has made is `left`: the guest that lays "
        "out does it by itself, and reports what is wrong with it. So a worker that "
        "lies, or fails, can\nspoil nothing but what its own units hold.",
        sources=("docs/architecture.md Workers",),
    ),
    Topic(
        name="desk.len_chunk",
        kind="constant",
        number=2097152,
        unit="bytes",
        meaning="Of the disk; what a worker takes at once.",
    ),
    Topic(
        name="desk.ofs_bytes",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="Where the bytes of a chunk's units start, after as many pieces as there can be.",
    ),
    Topic(
        name="desk.len_bytes",
        kind="constant",
        number=2228224,
        unit="bytes",
        meaning="Room for them. Streams of what does not shrink are a little longer than a chunk.",
    ),
    Topic(
        name="desk.len_stride",
        kind="constant",
        number=2293760,
        unit="bytes",
        meaning="From one chunk to the next on the desk.",
    ),
    Topic(
        name="desk.num_kept",
        kind="constant",
        number=3,
        meaning="Chunks before the one that is read last whose bytes the host keeps. The "
        "guest that lays out reads what it wants of a chunk before it\ngoes further.",
    ),
    Topic(
        name="desk.method",
        kind="enum",
    ),
    Topic(
        name="desk.method.unpack",
        kind="member",
        number=0,
        meaning="Units that hold compressed clusters, as they read; others are left.",
    ),
    Topic(
        name="desk.method.deflate",
        kind="member",
        number=1,
        meaning="A raw deflate stream with a window of 4 KiB, as qemu writes it.",
    ),
    Topic(
        name="desk.method.zstd",
        kind="member",
        number=2,
        meaning="A zstd frame of level 3 that names its size, without a checksum.",
    ),
    Topic(
        name="desk.method.zlib",
        kind="member",
        number=3,
        meaning="A deflate stream with zlib's header and checksum, whether or not it is shorter.",
    ),
    Topic(
        name="desk.state",
        kind="enum",
    ),
    Topic(
        name="desk.state.left",
        kind="member",
        number=0,
        meaning="No worker has made it.",
    ),
    Topic(
        name="desk.state.zero",
        kind="member",
        number=1,
        meaning="The unit reads as zeros; it has no bytes.",
    ),
    Topic(
        name="desk.state.stored",
        kind="member",
        number=2,
        meaning="As it reads: that was asked for, or the unit does not shrink.",
    ),
    Topic(
        name="desk.state.compressed",
        kind="member",
        number=3,
        meaning="By the method that was asked for.",
    ),
    Topic(
        name="desk.piece",
        kind="structure",
        type="16 bytes",
        meaning="What became of one unit.",
    ),
    Topic(
        name="desk.piece.start",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at most 0x220000",),
        meaning="Where the bytes are, from the first one of the chunk's on.",
    ),
    Topic(
        name="desk.piece.len_piece",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at most 0x220000",),
        meaning="How many they are.",
    ),
    Topic(
        name="desk.piece.state",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (left), 1 (zero), 2 (stored), 3 (compressed)",),
        about="desk.state",
        meaning="How they are to be read.",
    ),
    Topic(
        name="desk.piece.reserved",
        kind="field",
        place="bytes 12 to 15",
        type="4 bytes",
        rules=("zero",),
        meaning="Fills the structure up to 8 bytes.",
    ),
    Topic(
        name="desk.piece.out_of_place",
        kind="fault",
        text="puts {value} bytes where a worker has none",
        about="desk.piece.start",
        meaning="A piece is longer than its unit may be, or leaves the chunk.",
    ),
)
