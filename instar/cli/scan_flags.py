# SPDX-License-Identifier: Apache-2.0
"""The flags of `scan`."""

from __future__ import annotations

from instar.cli import many, shared
from instar.cli.flags import Choice, Flag, Switch, Text
from instar.cli.numbers import Count, Size
from instar.record import replace

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
    ("--retry-errors",), Switch(), "ask again where an error may be gone", _WORK, default=False
)
HOST_ARCHIVES = Flag(
    ("--host-archives",),
    Switch(),
    "let this machine read archives and unpack members, outside of the sandbox",
    shared.SANDBOX,
    default=False,
)
MAX_BYTES = Flag(
    ("--max-bytes",),
    Size(),
    f"read at most this many bytes of an object (default: {_BUDGET >> 20}M)",
    shared.SANDBOX,
    _BUDGET,
)

WHAT = (OPS, INCLUDE, ALL)
WHERE_TO = (RESULTS, FORM, HTML)
WORK = (ENGINE, SCHEDULER, JOBS, BATCH, STORAGE, RETRY)
LIMITS = (MAX_BYTES, HOST_ARCHIVES)
