# SPDX-License-Identifier: Apache-2.0
"""`instar scan`."""

from __future__ import annotations

from instar.cli import many, shared
from instar.cli.flags import Choice, Flag, Switch, Text
from instar.cli.numbers import Count, Size
from instar.cli.registry import Command, Rule, Words
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values

_WHAT = "What is asked"
_WORK = "Where the work is done"
_LARGEST_BATCH = 4096
_BUDGET = 64 << 20

OPS = Flag(
    ("--ops",),
    Text[str]("OP,..."),
    "info, safety, check, measure:FORMAT (default: info,safety)",
    _WHAT,
    "info,safety",
)
INCLUDE = Flag(
    ("--include",), Text[str]("GLOB,..."), "names to ask about, not those of images", _WHAT, ""
)
ALL = Flag(("--all",), Switch(), "ask about everything, whatever its name", _WHAT, default=False)
RESULTS = Flag(
    ("-o", "--results"),
    Text[str]("DIR", is_path=True),
    "where the rows are kept",
    shared.OUTPUT,
    "",
)
FORM = Flag(
    ("--form",), Choice("parquet", "jsonl", "csv"), "how rows are kept", shared.OUTPUT, "parquet"
)
HTML = Flag(
    ("--html",), Text[str]("FILE", is_path=True), "of a report: write this page", shared.OUTPUT, ""
)
ENGINE = Flag(("--engine",), Choice("pool", "dask"), "processes here, or Dask", _WORK, "pool")
SCHEDULER = Flag(
    ("--scheduler",),
    Text[str]("ADDRESS"),
    "of a Dask cluster (default: one here)",
    _WORK,
    "",
)
JOBS = replace(many.JOBS, group=_WORK)
BATCH = Flag(
    ("--batch",), Count(1, _LARGEST_BATCH), "images of one task (default: 64)", _WORK, default=64
)
STORAGE = Flag(
    ("--storage",), Text[str]("JSON"), "options of the store's fsspec file system", _WORK, ""
)
MAX_BYTES = Flag(
    ("--max-bytes",),
    Size(),
    f"bytes that are read of one object at most (default: {_BUDGET >> 20}M)",
    shared.SANDBOX,
    _BUDGET,
)


def answer(values: Values, out: Output) -> int:
    """Ask about every image below some URLs, or report what a scan has found."""
    from instar.cli import scanning

    if values[shared.WORDS][0] == "report":
        return scanning.report(values[shared.WORDS][1:], values[HTML], out)
    return scanning.scan(
        scanning.Wanted(
            urls=values[shared.WORDS],
            ops=values[OPS],
            include=values[INCLUDE],
            everything=values[ALL],
            results=values[RESULTS],
            form=values[FORM],
            engine=values[ENGINE],
            scheduler=values[SCHEDULER],
            jobs=values[JOBS],
            batch=values[BATCH],
            storage=values[STORAGE],
            max_bytes=values[MAX_BYTES],
            runner=shared.runner_settings(values),
        ),
        out,
    )


COMMAND = Command(
    name="scan",
    answer=answer,
    arguments="PATH|URL... -o DIR | report DIR",
    examples=(
        ("instar scan /srv/images -o results", "a directory"),
        ("instar scan s3://bucket/images -o results --ops info,check", "a bucket"),
        ("instar scan report results --html report.html", "what was found"),
    ),
    description=(
        "One row for each image. Of objects in stores only the ranges are read that the question"
        " needs. Files that images name are not opened. What has a row is not asked again, so a"
        " scan that was ended goes on when it is started again; an error is a row with a code."
    ),
    words=Words(),
    rules=(Rule("scan needs a path or URL", (), (shared.WORDS,)),),
    flags=(
        *(OPS, INCLUDE, ALL, RESULTS, FORM, HTML),
        *(ENGINE, SCHEDULER, JOBS, BATCH, STORAGE),
        *(shared.ERRORS, shared.SANDBOX_KIND, shared.TIMEOUT, shared.MAX_TIME, MAX_BYTES),
        *(shared.PROGRESS, shared.HELP),
    ),
)
