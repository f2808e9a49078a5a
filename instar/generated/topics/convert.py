# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/convert.ksy spec=f76bf298 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of convert."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="convert",
        kind="spec",
        title="Configuration of the convert operation",
        declared="specs/abi/convert.ksy",
        page="docs/abi/convert.md",
        meaning="What the host sends to the `convert` operation, which copies disks, one "
        "after the other, into a new image or over one that exists.\nThe first files "
        "of the run are the sources, the next ones the target's. The answer is a "
        "`ConvertResult` message (guest.proto), or an `Error`.",
        sources=("docs/architecture.md The way of one question",),
    ),
    Topic(
        name="convert.len_sparse_default",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="The shortest run of zeros that is not written, unless another is asked for.",
    ),
    Topic(
        name="convert.flag",
        kind="enum",
    ),
    Topic(
        name="convert.flag.progress",
        kind="member",
        number=1,
        meaning="Count what there is to copy first, and report how far the copy is.",
    ),
    Topic(
        name="convert.flag.backed",
        kind="member",
        number=2,
        meaning="The new image has a backing file: zeros are written where that may read as "
        "something else.",
    ),
    Topic(
        name="convert.flag.in_place",
        kind="member",
        number=4,
        meaning="The target is an image that exists, of the format that `image` has. Its "
        "disk is at least as long as the sources.",
    ),
    Topic(
        name="convert.flag.target_is_zero",
        kind="member",
        number=8,
        meaning="With `in_place`: all of the target's disk reads as zeros, so that none are "
        "written.",
    ),
    Topic(
        name="convert.flag.unscanned",
        kind="member",
        number=16,
        meaning="What a source has as data is written whole, without a look for zeros in it.",
    ),
    Topic(
        name="convert.flag.old_tails",
        kind="member",
        number=32,
        meaning="Zeros at the end of a request are written where they end off a unit, as "
        "before qemu-img 7.0.",
    ),
    Topic(
        name="convert.flag.salvage",
        kind="member",
        number=64,
        meaning="What cannot be read of the sources becomes zeros, and is reported "
        "(`Unreadable`, guest.proto).",
    ),
    Topic(
        name="convert.flag.moves",
        kind="member",
        number=128,
        meaning="The host may move bytes that lie in a source as they are, without a look at "
        "them: the file system shares them.",
    ),
    Topic(
        name="convert.flag.workers",
        kind="member",
        number=256,
        meaning="The last file is the desk where workers put what they make (`desk.ksy`).",
    ),
    Topic(
        name="convert.flag.ordered",
        kind="member",
        number=512,
        meaning="Only `source`, `formats` and `num_sources` count. The last file has the "
        "rest, a `config` or zeros, read when the guest has said what the sources "
        "are (`Opened`).",
    ),
    Topic(
        name="convert.config",
        kind="structure",
        type="9176 bytes",
        meaning="Where from, where to, and how.",
    ),
    Topic(
        name="convert.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x434f4e56",),
        meaning="`CONV`. The guest refuses anything else.",
    ),
    Topic(
        name="convert.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="convert.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open each source.",
    ),
    Topic(
        name="convert.config.image",
        kind="field",
        place="bytes 624 to 9039",
        type="structure target.image",
        about="target.image",
        meaning="The new image.",
    ),
    Topic(
        name="convert.config.num_sources",
        kind="field",
        place="bytes 9040 to 9043",
        type="unsigned 32-bit number, little-endian",
        rules=("1..64",),
        meaning="How many disks follow each other in the new image.",
    ),
    Topic(
        name="convert.config.len_sparse",
        kind="field",
        place="bytes 9044 to 9047",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at most 16777216",),
        meaning="Length of the runs of zeros that are not written, a multiple of a sector; 0 "
        "writes everything, also what is known\nto be zeros.",
    ),
    Topic(
        name="convert.config.flags",
        kind="field",
        place="bytes 9048 to 9051",
        type="unsigned 32-bit number, little-endian",
        rules=("any: a set of `flag` bits; unknown ones have no effect",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="convert.config.backing_depth",
        kind="field",
        place="bytes 9052 to 9055",
        type="unsigned 32-bit number, little-endian",
        rules=("any: more than there are layers means that none is below",),
        meaning="With the flag `backed`: how far below the source the image is that the new "
        "one has as its backing file. What that image and those\nbelow it say need "
        "not be written.",
    ),
    Topic(
        name="convert.config.backing_size",
        kind="field",
        place="bytes 9056 to 9063",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: compared with places on the disk",),
        meaning="With the flag `backed`: where the backing file's disk ends. After that the "
        "new image reads as zeros.",
    ),
    Topic(
        name="convert.config.formats",
        kind="field",
        place="bytes 9064 to 9127",
        type="64 bytes",
        rules=("any: an unknown one is refused when its source is opened",),
        meaning="The `source::format` of each source, a byte each; that in `source` is not used.",
    ),
    Topic(
        name="convert.config.len_sources",
        kind="field",
        place="bytes 9128 to 9135",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: compared with what the sources have",),
        meaning="The size of all sources together, as it was looked at.",
    ),
    Topic(
        name="convert.config.start",
        kind="field",
        place="bytes 9136 to 9143",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the guest holds it against the sources",),
        meaning="Where in the sources the new image begins: any byte of the first one.",
    ),
    Topic(
        name="convert.config.length",
        kind="field",
        place="bytes 9144 to 9151",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the guest holds it against the sources",),
        meaning="How many bytes of the sources the new image has. It is as long in whole "
        "sectors, or longer: then it goes on with zeros, unless it has a\nbacking "
        "file.",
    ),
    Topic(
        name="convert.config.len_block",
        kind="field",
        place="bytes 9152 to 9155",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: bounded by what is read at once",),
        meaning="Other than 0: read and write everything in blocks of this length, as data, "
        "whatever the sources say about zeros.",
    ),
    Topic(
        name="convert.config.reserved",
        kind="field",
        place="bytes 9156 to 9175",
        type="20 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
    Topic(
        name="convert.config.source_changed",
        kind="fault",
        text="asks for another disk than the sources have together, which is {value} bytes",
        about="convert.config.image",
        meaning="A source became longer or shorter after its size was looked at.",
    ),
    Topic(
        name="convert.config.part_wrong",
        kind="fault",
        text="is {value}, which is no part of the sources, or more than the image has",
        about="convert.config.length",
        meaning="The host computes both.",
    ),
)
