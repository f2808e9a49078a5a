# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/bench.ksy spec=e6e7948f gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of bench."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="bench",
        kind="spec",
        title="Configuration of the bench operation",
        declared="specs/abi/bench.ksy",
        page="docs/abi/bench.md",
        meaning="What the host sends to the `bench` operation, which reads parts of a disk, "
        "or writes over them, many times. File 0 is the image. The guest\nanswers "
        "with `Opened` (guest.proto) before the first request, and ends without "
        "another answer, or with an error that carries one of `error`,\nor of "
        "`source.failure`, as its `code`.",
        sources=("docs/architecture.md The way of one question",),
    ),
    Topic(
        name="bench.len_memory",
        kind="constant",
        number=41943040,
        unit="bytes",
        meaning="Memory that the host gives the guest.",
    ),
    Topic(
        name="bench.flag",
        kind="enum",
    ),
    Topic(
        name="bench.flag.write",
        kind="member",
        number=1,
        meaning="Write over the disk, in place.",
    ),
    Topic(
        name="bench.error",
        kind="enum",
    ),
    Topic(
        name="bench.error.past_end",
        kind="member",
        number=8,
        meaning="A request ends after the disk does.",
    ),
    Topic(
        name="bench.config",
        kind="structure",
        type="9104 bytes",
        meaning="Which requests are made. Each starts one step after the one before, and "
        "from the start again where the disk ends.",
    ),
    Topic(
        name="bench.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x48434e42",),
        meaning="`BNCH`. The guest refuses anything else.",
    ),
    Topic(
        name="bench.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="bench.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the image.",
    ),
    Topic(
        name="bench.config.image",
        kind="field",
        place="bytes 624 to 9039",
        type="structure target.image",
        about="target.image",
        meaning="With the flag `write`: what the host found the image to be.",
    ),
    Topic(
        name="bench.config.flags",
        kind="field",
        place="bytes 9040 to 9043",
        type="unsigned 32-bit number, little-endian",
        rules=("any: a set of `flag` bits; unknown ones have no effect",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="bench.config.num_requests",
        kind="field",
        place="bytes 9044 to 9047",
        type="unsigned 32-bit number, little-endian",
        rules=("at most 0x7fffffff",),
        meaning="How many requests there are in all.",
    ),
    Topic(
        name="bench.config.depth",
        kind="field",
        place="bytes 9048 to 9051",
        type="unsigned 32-bit number, little-endian",
        rules=("1..0x7fffffff",),
        meaning="How many are under way at once, where the guest's memory holds as many.",
    ),
    Topic(
        name="bench.config.len_request",
        kind="field",
        place="bytes 9052 to 9055",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at most 0x7fffffff",),
        meaning="How long each is.",
    ),
    Topic(
        name="bench.config.step",
        kind="field",
        place="bytes 9056 to 9059",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at most 0x7fffffff",),
        meaning="How far after one the next one starts.",
    ),
    Topic(
        name="bench.config.flush_interval",
        kind="field",
        place="bytes 9060 to 9063",
        type="unsigned 32-bit number, little-endian",
        rules=("at most 0x7fffffff",),
        meaning="Other than 0: after so many requests what is written is made to last.",
    ),
    Topic(
        name="bench.config.start",
        kind="field",
        place="bytes 9064 to 9071",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: one outside of the disk is an error of the first request",),
        meaning="Where the first one starts.",
    ),
    Topic(
        name="bench.config.pattern",
        kind="field",
        place="byte 9072",
        type="unsigned byte",
        rules=("any: any byte can be written",),
        meaning="The byte that is written.",
    ),
    Topic(
        name="bench.config.reserved",
        kind="field",
        place="bytes 9073 to 9103",
        type="31 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
