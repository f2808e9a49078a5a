# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/check.ksy spec=6de10d81 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of check."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="check",
        kind="spec",
        title="What checks look for and report",
        declared="specs/abi/check.ksy",
        page="docs/abi/check.md",
        meaning="What the check of a format is asked for, and the problems that it finds. "
        "The `check` operation's configuration is in\ncheck_run.ksy.",
        sources=("docs/check.md",),
    ),
    Topic(
        name="check.flag",
        kind="enum",
    ),
    Topic(
        name="check.flag.backing_chain",
        kind="member",
        number=1,
        meaning="Check every member of the chain.",
    ),
    Topic(
        name="check.flag.reserved_unchecked",
        kind="member",
        number=2,
        meaning="Before 6.2, reserved bits and subclusters of qcow2 entries were not looked "
        "at, and compressed clusters began with a sector.",
    ),
    Topic(
        name="check.flag.parallels_unchecked",
        kind="member",
        number=4,
        meaning="Before 8.2, entries of a Parallels image that name one cluster were not "
        "looked for, nor where its data begins.",
    ),
    Topic(
        name="check.flag.parallels_outside_counts",
        kind="member",
        number=8,
        meaning="Before 8.1, clusters of a Parallels image past the end of the file counted "
        "as allocated, and only where one begins mattered.",
    ),
    Topic(
        name="check.flag.beyond",
        kind="member",
        number=16,
        meaning="Look for what qemu-img's check does not look for, and at formats that it "
        "has no check for.",
    ),
    Topic(
        name="check.flag.repair_leaks",
        kind="member",
        number=32,
        meaning="Free clusters that are counted and have fewer users, or none.",
    ),
    Topic(
        name="check.flag.repair_errors",
        kind="member",
        number=64,
        meaning="Correct counts, and flags that contradict them; write counts anew where "
        "there is no other way.",
    ),
    Topic(
        name="check.flag.keep_unreachable",
        kind="member",
        number=128,
        meaning="Free nothing where a pointer is broken: what seems to have no user may be "
        "what it led to.",
    ),
    Topic(
        name="check.flag.plan",
        kind="member",
        number=512,
        meaning="Say of each write of a repair why it is done, where no problem says so.",
    ),
    Topic(
        name="check.flag.deep",
        kind="member",
        number=256,
        meaning="Name for each cluster whose count is wrong whose it is, and what a repair "
        "makes of it.",
    ),
    Topic(
        name="check.user",
        kind="enum",
    ),
    Topic(
        name="check.user.header",
        kind="member",
        number=0,
        meaning="The header, or what it says of encryption.",
    ),
    Topic(
        name="check.user.l1",
        kind="member",
        number=1,
        meaning="An L1 table.",
    ),
    Topic(
        name="check.user.l2",
        kind="member",
        number=2,
        meaning="An L2 table.",
    ),
    Topic(
        name="check.user.data",
        kind="member",
        number=3,
        meaning="Data of the disk, compressed or not.",
    ),
    Topic(
        name="check.user.snapshots",
        kind="member",
        number=4,
        meaning="The snapshot table.",
    ),
    Topic(
        name="check.user.counts",
        kind="member",
        number=5,
        meaning="The refcount table or a block.",
    ),
    Topic(
        name="check.user.bitmap",
        kind="member",
        number=6,
        meaning="The bitmap directory, a bitmap's table or its data.",
    ),
    Topic(
        name="check.effect",
        kind="enum",
    ),
    Topic(
        name="check.effect.none",
        kind="member",
        number=0,
        meaning="It is only said.",
    ),
    Topic(
        name="check.effect.corruption",
        kind="member",
        number=1,
        meaning="Data is damaged, or will be.",
    ),
    Topic(
        name="check.effect.leak",
        kind="member",
        number=2,
        meaning="Space is lost, and nothing else.",
    ),
    Topic(
        name="check.effect.check_error",
        kind="member",
        number=3,
        meaning="Something could not be looked at, so that the rest of the answer may be wrong.",
    ),
    Topic(
        name="check.effect.corruption_repaired",
        kind="member",
        number=4,
        meaning="Data was damaged, or would have been, and is not any more.",
    ),
    Topic(
        name="check.effect.leak_repaired",
        kind="member",
        number=5,
        meaning="Space was lost, and is free again.",
    ),
    Topic(
        name="check.effect.write",
        kind="member",
        number=6,
        meaning="Nothing is wrong: a planned repair writes there, and this is why.",
    ),
    Topic(
        name="check.outcome",
        kind="enum",
    ),
    Topic(
        name="check.outcome.complete",
        kind="member",
        number=0,
        meaning="The counts are the answer.",
    ),
    Topic(
        name="check.outcome.unsupported",
        kind="member",
        number=1,
        meaning="The format has no check, or no repair.",
    ),
    Topic(
        name="check.outcome.invalid",
        kind="member",
        number=2,
        meaning="The check was ended: a table that it needs makes no sense (EINVAL).",
    ),
    Topic(
        name="check.outcome.too_large",
        kind="member",
        number=3,
        meaning="The check was ended: a table that it needs is too large (EFBIG).",
    ),
    Topic(
        name="check.outcome.io",
        kind="member",
        number=4,
        meaning="The check was ended: a table that it needs cannot be read (EIO).",
    ),
    Topic(
        name="check.outcome.not_permitted",
        kind="member",
        number=5,
        meaning="The check was ended: the disk has more than its tables say (EPERM, as "
        "qemu-img has it).",
    ),
    Topic(
        name="check.options",
        kind="structure",
        type="16 bytes",
        meaning="What to look for, and how much of it to report.",
    ),
    Topic(
        name="check.options.flags",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the operation refuses bits that are not in `flag`",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="check.options.max_problems",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("any: any number; more are counted, and not sent",),
        meaning="Problems to send at most.",
    ),
    Topic(
        name="check.options.max_counters",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        rules=("any: any number; memory allows fewer",),
        meaning="Clusters whose users are counted in one pass through the tables at most; 0 "
        "for as many as memory holds. For tests of what\nlarger images need.",
    ),
    Topic(
        name="check.problem",
        kind="structure",
        type="48 bytes",
        meaning="One thing that is wrong with an image. The fault's text says what, with the "
        "numbers.",
    ),
    Topic(
        name="check.problem.fault",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the host refuses numbers that are no fault",),
        meaning="Which rule is broken, a `FAULT_*` number.",
    ),
    Topic(
        name="check.problem.effect",
        kind="field",
        place="byte 4",
        type="unsigned byte",
        rules=(
            "one of 0 (none), 1 (corruption), 2 (leak), 3 (check_error), 4 "
            "(corruption_repaired), 5 (leak_repaired), 6 (write)",
        ),
        about="check.effect",
        meaning="What it counts as.",
    ),
    Topic(
        name="check.problem.depth",
        kind="field",
        place="byte 5",
        type="unsigned byte",
        rules=("any: the host checks it against the number of images that were checked",),
        meaning="Which image of the chain has it: 0 for the image itself, 1 for its backing "
        "image, and so on.",
    ),
    Topic(
        name="check.problem.disk",
        kind="field",
        place="bytes 6 to 7",
        type="unsigned 16-bit number, little-endian",
        rules=("any: the host checks it against the number of files it attached",),
        meaning="Number of the attached file that `offset` counts in.",
    ),
    Topic(
        name="check.problem.offset",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: any offset",),
        meaning="Where the field is that breaks the rule.",
    ),
    Topic(
        name="check.problem.value",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        rules=("any: any number",),
        meaning="What the text calls `value`.",
    ),
    Topic(
        name="check.problem.extra0",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, little-endian",
        rules=("any: any number",),
        meaning="What the text calls `extra0`.",
    ),
    Topic(
        name="check.problem.extra1",
        kind="field",
        place="bytes 32 to 39",
        type="unsigned 64-bit number, little-endian",
        rules=("any: any number",),
        meaning="What the text calls `extra1`.",
    ),
    Topic(
        name="check.problem.extra2",
        kind="field",
        place="bytes 40 to 47",
        type="unsigned 64-bit number, little-endian",
        rules=("any: any number",),
        meaning="What the text calls `extra2`.",
    ),
)
