# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/compare.ksy spec=1da6430c gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of compare."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="compare",
        kind="spec",
        title="Configuration of the compare operation",
        declared="specs/abi/compare.ksy",
        page="docs/abi/compare.md",
        meaning="What the host sends to the `compare` operation, which one guest runs for "
        "each of two disks. The first files are the images that the disk is in,\none "
        "after the other; the next file takes what a part of it reads: the guest "
        "puts each window that is not zeros where it is in the part, in "
        "ascending\norder. With the flag `copies` it has the host copy what a file "
        "has as it is, in long parts, and never sees those bytes. What is not put "
        "reads as\nzeros. The host lets two such runs go on side by side and holds "
        "what they put against each other, or hashes what\none puts; it looks at "
        "nothing else of it.\n\nThe first message is `Opened` (guest.proto). "
        "`ExtentBatch` messages have the runs of the disk as qemu-img asks for them, "
        "up to some place before\nanything is put that is past the window which that "
        "place is in; without the flag `runs`, only runs that do not start with a "
        "sector.\nAn `Error` has one of `source.failure` as its code.",
        sources=("docs/architecture.md Two guests of one question",),
    ),
    Topic(
        name="compare.len_window",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="The part is put in pieces that start and end at multiples of this, or where "
        "it ends or cannot be read any further.",
    ),
    Topic(
        name="compare.len_copied",
        kind="constant",
        number=262144,
        unit="bytes",
        meaning="The shortest part that is copied.",
    ),
    Topic(
        name="compare.flag",
        kind="enum",
    ),
    Topic(
        name="compare.flag.runs",
        kind="member",
        number=1,
        meaning="Send all runs. What could be read before a failure is put, down to the run "
        "that fails.",
    ),
    Topic(
        name="compare.flag.copies",
        kind="member",
        number=2,
        meaning="Have the host copy long parts that a file has as they are. What could not "
        "be copied ends the run.",
    ),
    Topic(
        name="compare.config",
        kind="structure",
        type="752 bytes",
        meaning="What to read, and how.",
    ),
    Topic(
        name="compare.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x434d5052",),
        meaning="`CMPR`. The guest refuses anything else.",
    ),
    Topic(
        name="compare.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="compare.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open each image.",
    ),
    Topic(
        name="compare.config.flags",
        kind="field",
        place="bytes 624 to 627",
        type="unsigned 32-bit number, little-endian",
        rules=("any: a set of `flag` bits; unknown ones have no effect",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="compare.config.num_sources",
        kind="field",
        place="bytes 628 to 631",
        type="unsigned 32-bit number, little-endian",
        rules=("1..64",),
        meaning="How many images follow each other on the disk.",
    ),
    Topic(
        name="compare.config.formats",
        kind="field",
        place="bytes 632 to 695",
        type="64 bytes",
        rules=("any: an unknown one is refused when its image is opened",),
        meaning="The `source::format` of each image, a byte each; that in `source` is not used.",
    ),
    Topic(
        name="compare.config.start",
        kind="field",
        place="bytes 696 to 703",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the guest holds it against the disk",),
        meaning="Where the part begins.",
    ),
    Topic(
        name="compare.config.length",
        kind="field",
        place="bytes 704 to 711",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the part ends where the disk does, if not sooner",),
        meaning="How long the part is.",
    ),
    Topic(
        name="compare.config.reserved",
        kind="field",
        place="bytes 712 to 751",
        type="40 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
    Topic(
        name="compare.config.part_wrong",
        kind="fault",
        text="is {value}, past the end of the disk",
        about="compare.config.start",
        meaning="A disk became shorter after its size was looked at.",
    ),
)
