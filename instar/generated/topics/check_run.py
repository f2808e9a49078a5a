# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/check_run.ksy spec=a7c56466 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of check_run."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="check_run",
        kind="spec",
        title="Configuration of the check operation",
        declared="specs/abi/check_run.ksy",
        page="docs/abi/check_run.md",
        meaning="What the host sends to the `check` operation. It answers with "
        "`ProblemBatch` messages, whose problems are in the order in which they\nare "
        "found, and one `CheckResult` per image (guest.proto), or an `Error`.",
        sources=("docs/check.md",),
    ),
    Topic(
        name="check_run.result_magic",
        kind="constant",
        number=1128813139,
        meaning="`CHRS`, the number of a result in a layout of this ABI. Results travel as "
        "messages (guest.proto), which need none.",
    ),
    Topic(
        name="check_run.len_memory",
        kind="constant",
        number=67108864,
        unit="bytes",
        meaning="The guest's memory, 64 MiB: half of it counts the users of clusters, enough "
        "for 2 TiB in clusters of 64 KiB at once.",
    ),
    Topic(
        name="check_run.max_problems_default",
        kind="constant",
        number=16777216,
        meaning="Problems that are reported unless the user allows more: as many as there "
        "are clusters of 64 KiB in 1 TiB. All are counted.",
    ),
    Topic(
        name="check_run.max_listed",
        kind="constant",
        number=1000,
        meaning="Problems that the Python API lists unless it is asked for more. All are counted.",
    ),
    Topic(
        name="check_run.error",
        kind="enum",
    ),
    Topic(
        name="check_run.error.ok",
        kind="member",
        number=0,
        meaning="There is an answer.",
    ),
    Topic(
        name="check_run.error.invalid_option",
        kind="member",
        number=1,
        meaning="A bit of `flags` is not known; the error's `value` says which.",
    ),
    Topic(
        name="check_run.config",
        kind="structure",
        type="704 bytes",
        meaning="Which image to check, and what to look for.",
    ),
    Topic(
        name="check_run.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x43484b5f",),
        meaning="`CHK_`. The guest refuses anything else.",
    ),
    Topic(
        name="check_run.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("2",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="check_run.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the source.",
    ),
    Topic(
        name="check_run.config.options",
        kind="field",
        place="bytes 624 to 639",
        type="structure check.options",
        about="check.options",
        meaning="What to look for.",
    ),
    Topic(
        name="check_run.config.reserved",
        kind="field",
        place="bytes 640 to 703",
        type="64 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
)
