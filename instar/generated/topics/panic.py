# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/panic.ksy spec=f571e4e1 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of panic."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="panic",
        kind="spec",
        title="Why a guest gives up",
        declared="specs/abi/panic.ksy",
        page="docs/abi/panic.md",
        meaning="A guest that finds host, core and operation at odds says so and stops. "
        "Nothing here depends on an image: what is wrong with\nan image is an error "
        "message (`guest.proto`).",
        sources=("docs/architecture.md The guest",),
    ),
    Topic(
        name="panic.ofs_record",
        kind="constant",
        number=64,
        unit="bytes",
        meaning="Where `record` is in the control region.",
    ),
    Topic(
        name="panic.reason",
        kind="enum",
    ),
    Topic(
        name="panic.reason.bad_boot",
        kind="member",
        number=1,
        meaning="The boot information is not what this core was built for.",
    ),
    Topic(
        name="panic.reason.bad_call_table",
        kind="member",
        number=2,
        meaning="The operation was built for another core.",
    ),
    Topic(
        name="panic.reason.bad_call",
        kind="member",
        number=3,
        meaning="The operation gave a call an argument that no input can justify; the value "
        "is the slot.",
    ),
    Topic(
        name="panic.reason.message_too_long",
        kind="member",
        number=4,
        meaning="The operation emitted a message longer than the channel takes; the value is "
        "its length.",
    ),
    Topic(
        name="panic.reason.device_broken",
        kind="member",
        number=5,
        meaning="The host's answer breaks the queue's rules.",
    ),
    Topic(
        name="panic.reason.doorbell_returned",
        kind="member",
        number=6,
        meaning="The host went on after a doorbell that does not return.",
    ),
    Topic(
        name="panic.record",
        kind="structure",
        type="16 bytes",
        meaning="Valid with the doorbell `panic`.",
    ),
    Topic(
        name="panic.record.reason",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "any: a claim of the guest; the host names those of `reason` and prints "
            "others as numbers",
        ),
        meaning="Member of `reason`.",
    ),
    Topic(
        name="panic.record.reserved",
        kind="field",
        place="bytes 4 to 7",
        type="4 bytes",
        rules=("zero",),
    ),
    Topic(
        name="panic.record.value",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        rules=("any: a claim of the guest",),
        meaning="What goes with the reason.",
    ),
)
