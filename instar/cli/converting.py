# SPDX-License-Identifier: Apache-2.0
"""Flags of `convert` that qemu-img has none for, and what they make of its question."""

from __future__ import annotations

from contextlib import contextmanager

from instar.cli import copying, many, new_image, shared, target
from instar.cli.change_kinds import ProgressForm
from instar.cli.flags import Choice, Flag, Switch, Text
from instar.cli.numbers import Count
from instar.cli.percent import Percent
from instar.cli.registry import Rule
from instar.cli.sizes import DiskSize
from instar.generated.info import MAX_COMPRESSION_RATIO_DEFAULT
from instar.record import replace
from instar.widths import INT32_MAX, UINT32_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from instar.cli.parse import Values
    from instar.cli.registry import Command
    from instar.ops.conversion import Question

_RESULT = "Result"
_MANY = "Many files"
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
    Count(0, INT32_MAX),
    "write --progress=json to this descriptor",
    shared.OUTPUT,
    _NO_FD,
)
MAX_OUTPUT = Flag(
    ("--max-output",),
    DiskSize(),
    "bytes that may be written at most, 0 for any; what takes more gets no name (default: 0)",
    copying.LIMITS,
    0,
)
MAX_RATIO = Flag(
    ("--max-ratio",),
    Count(0, UINT32_MAX),
    "refuse a source with more than so many times the data that its blocks hold, 0 for none"
    f" (default: {MAX_COMPRESSION_RATIO_DEFAULT})",
    copying.LIMITS,
    MAX_COMPRESSION_RATIO_DEFAULT,
)
PLATFORM = replace(
    new_image.PLATFORM,
    help="choose what this platform takes, and refuse what it does not; zeros at the end make the"
    " size fit",
    group=target.GROUP,
)
OUTPUT_DIR: Flag[str | None] = Flag(
    ("--output-dir",),
    Text("DIR", is_path=True),
    "convert each FILENAME into an image of its own in DIR, and print a line of JSON for each",
    _MANY,
)
FLAGS = (
    *(PLATFORM, OUTPUT_DIR, *many.FLAGS),
    *(MAX_OUTPUT, MAX_RATIO, copying.NO_SPACE_CHECK, VERIFY, HASH),
)
RULES = (
    Rule("--for makes new images only", ((PLATFORM,), (copying.NO_CREATE,))),
    Rule("--seed makes new images only", ((new_image.SEED,), (copying.NO_CREATE,))),
    Rule("--output-dir makes new images only", ((OUTPUT_DIR,), (copying.NO_CREATE,))),
    Rule("--verify has nothing to compare with --salvage", ((VERIFY,), (copying.SALVAGE,))),
    Rule("--jobs needs --output-dir", ((many.JOBS,),), (OUTPUT_DIR,)),
    Rule("--files-from needs --output-dir", ((shared.FILES_FROM,),), (OUTPUT_DIR,)),
)


def question(values: Values, command: Command, words: Sequence[str]) -> Question:
    """The question of a command line, with the files in `words`."""
    is_exact = values.exact and not values.has(MAX_RATIO)
    found = copying.question(values, command, words)
    is_chosen = values[PLATFORM] is not None and not values.has(copying.TARGET_FORMAT)
    return replace(
        found,
        platform=values[PLATFORM],
        format="" if is_chosen else found.format,
        max_output=values[MAX_OUTPUT],
        checks_space=not (values.exact or values[copying.NO_SPACE_CHECK]),
        max_ratio=0 if is_exact else values[MAX_RATIO],
        verify=values[VERIFY],
        hash=values[HASH],
    )


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
