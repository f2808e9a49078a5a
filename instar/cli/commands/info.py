# SPDX-License-Identifier: Apache-2.0
"""`instar info`."""

from __future__ import annotations

from instar.cli import many, shared
from instar.cli.flags import Flag, Switch
from instar.cli.judging import FAIL_ON, MAX_RATIO, MAX_VIRTUAL_SIZE, SAFETY
from instar.cli.kinds import CacheMode
from instar.cli.registry import Command, Rule
from instar.options.source import NOWHERE
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values

CHAIN = Flag(
    ("--backing-chain",),
    Switch(),
    "report backing images too",
    shared.SOURCE,
    default=False,
    exact_names=("-b",),
)
CACHE = Flag(("-t", "--cache"), CacheMode("cache"), "ignored", shared.SOURCE, "writeback")
LIMITS = Flag(("--limits",), Switch(), "report the block limits too", shared.OUTPUT, default=False)
# qemu-img has no -p here.
_PROGRESS = replace(shared.PROGRESS, names=("--progress",), into=shared.PROGRESS.key)


def answer(values: Values, out: Output) -> int:
    """Describe an image, or list what is suspicious in it."""
    from instar.ops.info import Question, ask

    question = Question(
        access=shared.access(values),
        source=NOWHERE,
        profile=values.profile,
        chain=values[CHAIN],
        limits=values[LIMITS],
        safety=values[SAFETY],
        max_virtual_size=values[MAX_VIRTUAL_SIZE],
        max_compression_ratio=values[MAX_RATIO],
    )
    given = many.asked(question, values, values[FAIL_ON])
    if many.is_many(values):
        return many.lines("info", given, values, out)
    found = ask(given.about(values[shared.WORDS][0]), shared.runner(values, out))
    out.warn(found[0].warnings)
    is_json = values[shared.OUTPUT_FORMAT] == "json"
    if values[SAFETY]:
        from instar.render import info_safety

        fail_on = values[FAIL_ON]
        out.write(
            info_safety.as_json(found[0], fail_on)
            if is_json
            else info_safety.human(found[0], fail_on, out.style)
        )
        return int(bool(info_safety.serious(found[0].findings, fail_on)))
    from instar.render import info

    if is_json:
        out.write_all(info.as_json(found, values.profile, is_list=values[CHAIN]))
    else:
        out.write_all(info.human(found, values.profile))
    return 0


COMMAND = Command(
    name="info",
    answer=answer,
    arguments="FILENAME...",
    examples=(
        ("instar info disk.qcow2", "describe it"),
        ("instar info --backing-chain disk.qcow2", "the same for all images below it"),
        ("instar info --safety upload.img", "whether an untrusted image is safe to use"),
    ),
    description=(
        "Both forms of output are qemu-img's to the byte. With --safety, the answer is a list of"
        " findings: what in the image could mislead its readers; the exit status is 1 if one is at"
        " least as severe as --fail-on."
    ),
    words=shared.IMAGES,
    rules=(
        shared.ONE_DESCRIPTION,
        Rule(
            "--safety looks at one image: a backing file is a finding, and is not followed",
            ((SAFETY,), (CHAIN,)),
        ),
    ),
    flags=(
        *(shared.FORMAT, shared.IMAGE_OPTS, CHAIN, CACHE, shared.OBJECT, shared.FORCE_SHARE),
        *(shared.STRICT_BACKING, LIMITS, SAFETY, FAIL_ON, MAX_VIRTUAL_SIZE, MAX_RATIO),
        *(
            *many.FLAGS,
            many.FORMS,
            _PROGRESS,
            shared.QEMU_VERSION,
            *shared.SANDBOX_FLAGS,
            shared.HELP,
        ),
    ),
)
