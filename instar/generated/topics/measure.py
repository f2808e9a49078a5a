# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/measure.ksy spec=836b5b8d gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of measure."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="measure",
        kind="spec",
        title="Configuration of the measure operation",
        declared="specs/abi/measure.ksy",
        page="docs/abi/measure.md",
        meaning="What the host sends to the `measure` operation. The answer is a "
        "`MeasureResult` message (guest.proto), or an `Error` whose `code` is\none of "
        "`target::error`.",
        sources=("docs/measure.md",),
    ),
    Topic(
        name="measure.result_magic",
        kind="constant",
        number=1297237331,
        meaning="`MRES`, the number of a result in a layout of this ABI. Results travel as "
        "messages (guest.proto), which need none.",
    ),
    Topic(
        name="measure.config",
        kind="structure",
        type="752 bytes",
        meaning="Target format and options, and the source or the size.",
    ),
    Topic(
        name="measure.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x4d454153",),
        meaning="`MEAS`. The guest refuses anything else.",
    ),
    Topic(
        name="measure.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("2",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="measure.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the source; unused when `has_source` is 0.",
    ),
    Topic(
        name="measure.config.virtual_size",
        kind="field",
        place="bytes 624 to 631",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: every size is looked at by the target's layout",),
        meaning="Size of the disk when there is no source.",
    ),
    Topic(
        name="measure.config.target",
        kind="field",
        place="bytes 632 to 687",
        type="structure target.options",
        about="target.options",
        meaning="What to measure for.",
    ),
    Topic(
        name="measure.config.has_source",
        kind="field",
        place="bytes 688 to 691",
        type="unsigned 32-bit number, little-endian",
        rules=("at most 1",),
        meaning="1 when disk 0 is the source image, 0 when `virtual_size` is given instead.",
    ),
    Topic(
        name="measure.config.padding",
        kind="field",
        place="bytes 692 to 695",
        type="4 bytes",
        rules=("zero",),
        meaning="Fills `has_source` up to 8 bytes.",
    ),
    Topic(
        name="measure.config.reserved",
        kind="field",
        place="bytes 696 to 751",
        type="56 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
