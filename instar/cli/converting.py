# SPDX-License-Identifier: Apache-2.0
"""Flags of `convert` that qemu-img has none for, and what they make of its question."""

from __future__ import annotations

from contextlib import contextmanager

from instar.cli import copying, shared
from instar.cli.flags import Choice, Count, Flag, ProgressForm, Switch
from instar.cli.percent import Percent
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from instar.cli.parse import Values
    from instar.cli.registry import Command
    from instar.ops.convert import Question

_RESULT = "Result"
_MAX_FD = (1 << 31) - 1
_NO_FD: int = -1

VERIFY = Flag(
    ("--verify",),
    Switch(),
    "read the new image back in another guest and compare it with the source, before it gets its"
    " name",
    _RESULT,
    default=False,
)
HASH = Flag(
    ("--hash",),
    Choice("sha256"),
    "print the hash of the new disk's content, which is the same in every format",
    _RESULT,
    "",
)
PROGRESS = Flag(
    ("-p", "--progress"),
    ProgressForm(),
    "show progress; with =json as JSON, one object a line, on stderr",
    shared.OUTPUT,
    "",
)
PROGRESS_FD = Flag(
    ("--progress-fd",),
    Count(0, _MAX_FD),
    "write --progress=json to this descriptor",
    shared.OUTPUT,
    _NO_FD,
)
FLAGS = (VERIFY, HASH)


def question(values: Values, command: Command) -> Question:
    """The question of a command line."""
    return replace(copying.question(values, command), verify=values[VERIFY], hash=values[HASH])


@contextmanager
def progress(values: Values, filename: str) -> Iterator[Callable[[int, int], None] | None]:
    """Who hears of progress, if it is shown."""
    fd = values[PROGRESS_FD]
    if fd != _NO_FD or values[PROGRESS] == "json":
        from instar.cli.progress_lines import STDERR, ProgressLines

        yield ProgressLines(STDERR if fd == _NO_FD else fd, filename).show
        return
    is_quiet = values[shared.QUIET] or values[shared.OUTPUT_FORMAT] == "json"
    with Percent(wanted=bool(values[PROGRESS]) and not is_quiet) as percent:
        yield percent.show if percent.wanted else None
        percent.end()
