# SPDX-License-Identifier: Apache-2.0
"""`instar amend`."""

from __future__ import annotations

from instar.cli import in_place, shared, target
from instar.cli.flags import Flag, Switch
from instar.cli.kinds import AmendedPairs, CacheMode
from instar.cli.registry import Command, Words
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.amend import Amended
    from instar.ops.run import Runner

_AMEND = "Amend"
_NO_LISTS: tuple[str, ...] = ()

OPTIONS = Flag(("-o", "--options"), AmendedPairs(), "options to change", _AMEND, _NO_LISTS)
FORCE = Flag(("--force",), Switch(), "also do what loses data", _AMEND, default=False)
CACHE = Flag(
    ("-t", "--cache"),
    CacheMode("cache"),
    "accepted and ignored: the image is always synced",
    _AMEND,
    "writeback",
)


def answer(values: Values, out: Output) -> int:
    """Change options of an image."""
    if not values.has(OPTIONS):
        text = "Must specify options (-o)"
        raise UsageError(shared.hinted(text, COMMAND, values.profile))
    if not target.wants_help(values[OPTIONS]):
        return in_place.change(values, out, lambda: _work(values))
    out.write(_help(values, out))
    return 0


def _filename(values: Values) -> str:
    words = values[shared.WORDS]
    if len(words) != 1:
        raise UsageError("Expecting one image file name")
    return words[0]


def _help(values: Values, out: Output) -> str:
    """The options of the format that is named, or that the image has."""
    from instar.ops.info import Question, ask
    from instar.options.amending import help_text
    from instar.options.targets import find_target

    format = values[shared.FORMAT]
    if format is not None and not values[shared.WORDS]:
        return help_text(find_target(format, values.profile).name, values.profile)
    question = Question(
        source=shared.source(values, _filename(values)),
        profile=values.profile,
        access=shared.access(values, has_secret=False, has_snapshot=False),
    )
    return help_text(ask(question, shared.runner(values, out))[0].format, values.profile)


def _work(values: Values) -> in_place.Work:
    from instar.cli.percent import Percent
    from instar.ops.amend import Question, ask
    from instar.ops.measure import read_option_lists

    is_json = values[shared.OUTPUT_FORMAT] == "json"
    percent = Percent(wanted=values[shared.PROGRESS] and not values[shared.QUIET] and not is_json)
    lists, secrets = values[OPTIONS], values[shared.OBJECT]
    question = Question(
        target=in_place.target(values, _filename(values)),
        settings=tuple(read_option_lists(lists)),
        force=values[FORCE],
        forgets=values.exact,
        secrets=secrets,
        on_progress=percent.show if percent.wanted else None,
    )

    def work(runner: Runner) -> Amended:
        try:
            found = ask(question, runner)
            percent.end()
            return found
        finally:
            percent.leave()

    return work


COMMAND = Command(
    name="amend",
    answer=answer,
    arguments="FILENAME",
    examples=(
        ("instar amend -o compat=1.1 disk.qcow2", "change to version 3 of qcow2"),
        ("instar amend -o refcount_bits=64 disk.qcow2", "change how large reference counts can be"),
        ("instar amend -f qcow2 -o help", "the options that can be changed"),
    ),
    description=(
        "Changes options of a qcow2 image after it was made. Until the change is complete the image"
        " stays as it was, whatever ends the command. To change the backing image, use rebase. A"
        " size smaller than that of the disk cuts it off, as with qemu-img."
    ),
    words=Words(),
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *(OPTIONS, FORCE, CACHE, shared.FORMAT, shared.IMAGE_OPTS, shared.OBJECT),
        *(shared.STRICT_BACKING, shared.OUTPUT_FORMAT, shared.PROGRESS, shared.QUIET),
        *(shared.QEMU_VERSION, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
