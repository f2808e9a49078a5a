# SPDX-License-Identifier: Apache-2.0
"""Many files in one call, of any command: several at once, answers in the order of the files."""

from __future__ import annotations

import sys

from instar.cli.flags import Flag
from instar.cli.kinds import OutputForm
from instar.cli.numbers import Count
from instar.cli.shared import (
    FILES_FROM,
    FORMAT,
    IMAGE_OPTS,
    MANY,
    OUTPUT_FORMAT,
    WORDS,
    is_unnamed,
    unnamed,
    worst,
)
from instar.errors import InstarError, UsageError
from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.cli.unnamed import Unnamed
    from instar.fleet.engine import Engine
    from instar.generated.profiles import Profile
    from instar.options.source import Source

    class Rows(Protocol):
        """How answers about several files look."""

        def row(self, filename: str, answer: Any) -> str: ...
        def error(self, filename: str, error: InstarError, text: str) -> str: ...


MAX_JOBS = 1024
LINES = "jsonl"
_FEW = 8
"""Files that are answered before another process has started."""

JOBS = Flag(
    ("--jobs",), Count(1, MAX_JOBS), "files at once (default: number of cores)", MANY, default=0
)
FORMS = replace(
    OUTPUT_FORMAT,
    kind=OutputForm("human", "json", LINES),
    help="for people, for programs, or one line of JSON for each of any number of images",
)
FLAGS = (JOBS, FILES_FROM)


def names(values: Values) -> tuple[str, ...]:
    """The files that a command line names."""
    listing = values[FILES_FROM]
    if listing is None:
        return values[WORDS]
    from instar.cli.names import read_names

    return (*values[WORDS], *read_names(listing))


class Asked(Record):
    """A question about no image yet, and how a name becomes one."""

    question: Any
    is_description: bool
    format: str | None
    profile: Profile
    is_listed: bool = False
    """Whether names may come out of a file, where they are paths and nothing else."""
    more: Any = None
    """What else the answer depends on."""
    unnamed: Unnamed | None = None
    """Who reads words that are no names."""
    is_exact: bool = False
    """Whether names of formats are those that qemu-img knows."""

    def source(self, name: str) -> Source:
        if self.is_listed:
            from instar.options.source import source_from_name

            return source_from_name(name, self.format, self.profile)
        from instar.options.named import source_named

        if not self.is_description and self.unnamed is not None and is_unnamed(name):
            return self.unnamed.source(name, self.format, self.profile)
        return source_named(
            name, self.format, self.profile, described=self.is_description, exact=self.is_exact
        )

    def about(self, name: str) -> Any:
        return replace(self.question, source=self.source(name))


def asked(question: Any, values: Values, more: Any = None) -> Asked:
    """What travels to where the images are asked."""
    is_listed = values.has(FILES_FROM) and not values[IMAGE_OPTS]
    return Asked(
        question,
        values[IMAGE_OPTS],
        values[FORMAT],
        values.profile,
        is_listed=is_listed,
        more=more,
        unnamed=unnamed(values, *values[WORDS]),
        is_exact=values.exact,
    )


def is_many(values: Values) -> bool:
    """Whether an answer is to be a line of JSON. Other forms are for one image."""
    if values[OUTPUT_FORMAT] == LINES:
        return True
    if len(values[WORDS]) > 1 or values.has(FILES_FROM):
        raise UsageError(f"several images need --output={LINES}")
    return False


def lines(command: str, given: Asked, values: Values, out: Output) -> int:
    """Print a line of JSON for each file, which the command's function in `cli.lines` makes."""
    from instar.cli.lines import COMMANDS
    from instar.render.lines import JsonLines

    return each(names(values), COMMANDS[command], given, JsonLines(), values, out)


def each(
    files: Sequence[str],
    function: Callable[[Any, Any, str], Any],
    given: Any,
    rows: Rows,
    values: Values,
    out: Output,
    *,
    travels: bool = True,
    together: bool = False,
) -> int:
    """Print every file's answer or error, in order. `function(runner, given, filename)` makes an
    answer, its warnings and its exit status, perhaps in another process if it `travels`; the worst
    is returned. `together`: it is given several names, and makes their answers or errors.
    """
    from instar.cli.shared import runner_settings
    from instar.fleet.call import Call, Recipe, here
    from instar.fleet.engine import MOST_AT_ONCE, Share, Threads, in_order
    from instar.fleet.many import length_of, local_engine, making, num_cores
    from instar.ops.run import Runner

    jobs = values[JOBS] or min(num_cores(), len(files) // _FEW + 1)
    recipe = Recipe(Runner, runner_settings(values))
    engine: Engine
    if travels:
        engine = local_engine(recipe, jobs, None)
    else:
        engine = Threads(recipe, values[JOBS] or num_cores())
    status = 0
    is_shown = sys.stdout.isatty()
    try:
        call = Call(function, given, (), here(), together=together)
        share = Share(MOST_AT_ONCE if travels else 1, known=len(files))
        found = in_order(engine, call, files, making(files, length_of) if together else share)
        for done, (filename, outcome) in enumerate(found, 1):
            if is_shown:
                out.clear()
            if isinstance(outcome, InstarError):
                status = worst(status, getattr(outcome, "status", 1))
                out.write(rows.error(filename, outcome, out.one_line(outcome)))
                out.clear()
                out.error(outcome)
            else:
                answer, warnings, one = outcome
                status = worst(status, one)
                out.warn(f"{filename}: {text}" for text in warnings)
                out.write(rows.row(filename, answer))
            out.progress(done, len(files))
    finally:
        engine.close()
        out.clear()
    return status
