# SPDX-License-Identifier: Apache-2.0
"""`instar scan`."""

from __future__ import annotations

from instar.cli import scan_flags as flags
from instar.cli import shared
from instar.cli.registry import Command, Rule, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values


def answer(values: Values, out: Output) -> int:
    """Examine every image below some URLs, or report what a scan found."""
    from instar.cli import scanning

    if values[shared.WORDS][0] == "report":
        return scanning.report(values[shared.WORDS][1:], values[flags.HTML], out)
    return scanning.scan(values, out)


COMMAND = Command(
    name="scan",
    answer=answer,
    arguments="PATH|URL... -o DIR | report DIR",
    examples=(
        ("instar scan /srv/images -o results", "examine a directory"),
        ("instar scan s3://bucket/images -o results --ops info,check", "examine a bucket"),
        ("instar scan report results --html report.html", "summarize the results as a page"),
    ),
    description=(
        "Writes one row for each image; an error is a row with a code. From an object store it"
        " reads only the ranges that it needs. It does not open files that an image names. It skips"
        " images that already have a row, so to resume an interrupted scan, run it again."
    ),
    words=Words(),
    rules=(Rule("scan needs a path or URL", (), (shared.WORDS,)),),
    flags=(
        *flags.WHAT,
        *flags.WHERE_TO,
        *flags.WORK,
        *(shared.ERRORS, shared.SANDBOX_KIND, shared.TIMEOUT, shared.MAX_TIME),
        *flags.LIMITS,
        *(shared.PROGRESS, shared.HELP),
    ),
)
