# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/lamp.ksy spec=eb8885b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of lamp."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="lamp",
        kind="spec",
        title="What the host tells a lantern",
        declared="specs/abi/lamp.ksy",
        page="docs/abi/lamp.md",
        meaning="A small host-guest structure, and a memory map.",
        sources=("the tests",),
    ),
    Topic(
        name="lamp.ofs_oil",
        kind="constant",
        number=4096,
        meaning="Where the oil is.",
    ),
    Topic(
        name="lamp.len_oil",
        kind="constant",
        number=2048,
        meaning="How much of it.",
    ),
    Topic(
        name="lamp.ofs_wick",
        kind="constant",
        number=6144,
        meaning="After the oil.",
    ),
    Topic(
        name="lamp.len_wick",
        kind="constant",
        number=16,
        meaning="Short.",
    ),
    Topic(
        name="lamp.colour",
        kind="enum",
    ),
    Topic(
        name="lamp.colour.red",
        kind="member",
        number=0,
        meaning="Long waves.",
    ),
    Topic(
        name="lamp.colour.violet",
        kind="member",
        number=7,
        meaning="Short waves.",
    ),
    Topic(
        name="lamp.config",
        kind="structure",
        type="16 bytes",
        meaning="How to shine.",
    ),
    Topic(
        name="lamp.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x4c414d50",),
        meaning="The letters LAMP.",
    ),
    Topic(
        name="lamp.config.colour",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (red), 7 (violet)",),
        about="lamp.colour",
        meaning="One of the colours.",
    ),
    Topic(
        name="lamp.config.spare",
        kind="field",
        place="bytes 8 to 15",
        type="structure lamp.spare",
        about="lamp.spare",
        meaning="What is left over.",
    ),
    Topic(
        name="lamp.options",
        kind="structure",
        type="8 bytes",
        meaning="A new lamp.",
    ),
    Topic(
        name="lamp.options.size",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the layout checks it",),
        meaning="Drops of oil.",
    ),
    Topic(
        name="lamp.options.colour",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("any: a set",),
        meaning="Its colours.",
    ),
    Topic(
        name="lamp.options.bad_size",
        kind="fault",
        text="is no size",
        about="lamp.options.size",
        meaning="Out of range.",
    ),
    Topic(
        name="lamp.spare",
        kind="structure",
        type="8 bytes",
        meaning="Room.",
    ),
    Topic(
        name="lamp.spare.level",
        kind="field",
        place="bytes 0 to 1",
        type="signed 16-bit number, little-endian",
        rules=("-5..5",),
        meaning="Degrees, negative when it leans back.",
    ),
    Topic(
        name="lamp.spare.reserved",
        kind="field",
        place="bytes 2 to 7",
        type="6 bytes",
        rules=("zero",),
    ),
    Topic(
        name="lamp.options.room",
        kind="options",
        meaning="What any lamp takes.",
    ),
    Topic(
        name="lamp.options.room.place",
        kind="option",
        type="str",
        meaning="where it hangs",
    ),
    Topic(
        name="lamp.options.room.night.light",
        kind="option",
        type="bool",
        about="lamp.options.colour",
        meaning="a weak light",
    ),
    Topic(
        name="lamp.options.oil",
        kind="options",
        meaning="A lamp that burns oil.",
    ),
    Topic(
        name="lamp.options.oil.place",
        kind="option",
        type="str",
        meaning="where it hangs",
    ),
    Topic(
        name="lamp.options.oil.size",
        kind="option",
        type="size",
        rules=(
            "512..2097152",
            "a power of two",
        ),
        about="lamp.options.size",
        qemu=(
            (
                None,
                "Between 512 and 2048k",
            ),
        ),
        meaning="how much oil it holds",
    ),
    Topic(
        name="lamp.options.oil.wick",
        kind="option",
        type="num",
        about="lamp.options.size",
        meaning="how long the wick is",
    ),
    Topic(
        name="lamp.options.oil.hue",
        kind="option",
        type="str",
        rules=("warm, cold, none",),
        about="lamp.options.colour",
        qemu=(
            (
                (
                    1,
                    2,
                ),
                "bad colour {value}",
            ),
            (
                None,
                "no such colour: {value}",
            ),
        ),
        meaning="its colour",
    ),
)
