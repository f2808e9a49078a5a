# SPDX-License-Identifier: Apache-2.0
"""Flags of an amendment, and what answers it."""

from __future__ import annotations

from instar.cli import in_place, shared, target
from instar.cli.change_kinds import AmendedPairs, LateCacheMode
from instar.cli.flags import Flag, Switch
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.cli.registry import Command


_AMEND = "Amend"
_NO_LISTS: tuple[str, ...] = ()

OPTIONS = Flag(("-o", "--options"), AmendedPairs(), "options to change", _AMEND, _NO_LISTS)
FORCE = Flag(("--force",), Switch(), "also do what loses data", _AMEND, default=False)
_MODE = LateCacheMode("cache")
CACHE = Flag(
    ("-t", "--cache"),
    _MODE,
    "accepted and ignored: the image is always synced",
    _AMEND,
    "writeback",
)


FLAGS = (OPTIONS, FORCE, CACHE)


def answer(values: Values, out: Output, command: Command) -> int:
    """What is wanted, and of which image, is looked at in qemu-img's order."""
    if not values.has(OPTIONS):
        text = "Must specify options (-o)"
        raise UsageError(shared.hinted(text, command, values.profile))
    if not target.wants_help(values[OPTIONS]):
        return _amend(values, out)
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


def _amend(values: Values, out: Output) -> int:
    """Progress that has begun ends, and there is a line break, whatever comes of it."""
    from instar.cli.percent import Percent

    is_json = values[shared.OUTPUT_FORMAT] == "json"
    percent = Percent(wanted=values[shared.PROGRESS] and not values[shared.QUIET] and not is_json)
    shares: list[int] = []

    def show(done: int, total: int) -> None:
        shares.append(done)
        percent.show(done, total)

    try:
        return in_place.change(values, out, lambda: _work(values, show if percent.wanted else None))
    finally:
        if shares:
            percent.end()
        percent.leave()


def _work(values: Values, on_progress: Callable[[int, int], None] | None) -> in_place.Work:
    from instar.ops.amend import Question, ask
    from instar.ops.measure import read_option_lists

    shared.check_description(values)
    filename = _filename(values)
    _MODE.checked(values[CACHE])
    lists, secrets = values[OPTIONS], values[shared.OBJECT]
    question = Question(
        target=in_place.target(values, filename),
        settings=tuple(read_option_lists(lists)),
        force=values[FORCE],
        forgets=values.exact,
        secrets=secrets,
        on_progress=on_progress,
    )
    return lambda runner: ask(question, runner)
