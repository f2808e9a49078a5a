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

_WHAT = "What to examine"
_WORK = "Where to run"
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
    ("--include",), Text[str]("GLOB,..."), "names to examine (default: images)", _WHAT, ""
)
ALL = Flag(("--all",), Switch(), "examine every file, whatever its name", _WHAT, default=False)
RESULTS = Flag(
    ("-o", "--results"), Text[str]("DIR", is_path=True), "directory for the rows", shared.OUTPUT, ""
)
FORM = Flag(
    ("--form",), Choice("parquet", "jsonl", "csv"), "format of the rows", shared.OUTPUT, "parquet"
)
HTML = Flag(
    ("--html",), Text[str]("FILE", is_path=True), "with report: write this page", shared.OUTPUT, ""
)
ENGINE = Flag(
    ("--engine",), Choice("pool", "dask", "ray"), "local processes, Dask, or Ray", _WORK, "pool"
)
SCHEDULER = Flag(
    ("--scheduler",), Text[str]("ADDRESS"), "of the cluster (default: a local one)", _WORK, ""
)
JOBS = replace(many.JOBS, group=_WORK)
BATCH = Flag(
    ("--batch",), Count(1, _LARGEST_BATCH), "images per task (default: 64)", _WORK, default=64
)
STORAGE = Flag(
    ("--storage",), Text[str]("JSON"), "options for the store's fsspec file system", _WORK, ""
)
RETRY = Flag(
    ("--retry-errors",),
    Switch(),
    "ask again about images whose row has an error that may be gone",
    _WORK,
    default=False,
)
MAX_BYTES = Flag(
    ("--max-bytes",),
    Size(),
    f"read at most this many bytes of an object (default: {_BUDGET >> 20}M)",
    shared.SANDBOX,
    _BUDGET,
)


def answer(values: Values, out: Output) -> int:
    """Examine every image below some URLs, or report what a scan found."""
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
            is_retry=values[RETRY],
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
        *(OPS, INCLUDE, ALL, RESULTS, FORM, HTML),
        *(ENGINE, SCHEDULER, JOBS, BATCH, STORAGE, RETRY),
        *(shared.ERRORS, shared.SANDBOX_KIND, shared.TIMEOUT, shared.MAX_TIME, MAX_BYTES),
        *(shared.PROGRESS, shared.HELP),
    ),
)
