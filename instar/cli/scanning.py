# SPDX-License-Identifier: Apache-2.0
"""What `scan` does with its flags."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from instar.errors import UsageError
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.cli.output import Output
    from instar.fleet.call import Recipe
    from instar.fleet.campaign import Campaign, Tally
    from instar.fleet.engine import Engine

_BETWEEN_LINES_S = 1.0


@record(kw_only=True)
class Wanted:
    """What the command line says."""

    urls: tuple[str, ...]
    ops: str
    include: str
    everything: bool
    results: str
    form: str
    engine: str
    scheduler: str
    jobs: int
    batch: int
    storage: str
    max_bytes: int
    runner: dict[str, Any]


def scan(wanted: Wanted, out: Output) -> int:
    """Ask, and say what came of it."""
    from instar.fleet.campaign import run
    from instar.fleet.results import Results

    if not wanted.results:
        raise UsageError("scan needs -o DIR for its rows")
    campaign = _campaign(wanted)
    results = Results(wanted.results, wanted.form)
    engine = _engine(wanted, campaign)
    ticker = _Ticker(out)
    try:
        tally = run(campaign, engine, results, ticker.tick)
    finally:
        engine.close()
        ticker.end()
    print(
        f"{tally.num_rows} images asked, {tally.num_errors} with an error,"
        f" {tally.num_bytes} bytes read; {tally.num_before} rows were there before"
    )
    return 0


def report(words: tuple[str, ...], page: str, out: Output) -> int:
    """Print what the rows of a scan come to, or write it as a page."""
    from instar.fleet import report
    from instar.render import scan

    if len(words) != 1:
        raise UsageError("report takes one directory of results")
    found = report.report(Path(words[0]))
    if page:
        Path(page).write_text(scan.html(found), encoding="utf-8")
    else:
        out.write(scan.text(found))
    return 0


def _campaign(wanted: Wanted) -> Campaign:
    from instar.fleet.campaign import Campaign
    from instar.fleet.objects import Where
    from instar.fleet.scan import Asked, operations

    return Campaign(
        urls=wanted.urls,
        asked=Asked(operations(wanted.ops), Where(_storage(wanted.storage)), wanted.max_bytes),
        patterns=tuple(filter(None, wanted.include.split(","))),
        everything=wanted.everything,
        batch=wanted.batch,
    )


def _storage(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError as error:
        raise UsageError(f"--storage is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise UsageError("--storage is not a JSON object")
    return found


def _engine(wanted: Wanted, campaign: Campaign) -> Engine:
    from instar import Client
    from instar.fleet.call import Recipe
    from instar.fleet.many import local_engine, num_cores
    from instar.fleet.objects import IN_PROCESS

    settings = {**wanted.runner, "files": False}
    settings["sandbox"] = settings.pop("kind")
    recipe, jobs = Recipe(Client, settings), wanted.jobs or num_cores()
    limit = wanted.runner["deadline"]
    if wanted.engine in _CLUSTERS:
        return _CLUSTERS[wanted.engine](recipe, jobs, wanted.scheduler, limit)
    if wanted.scheduler:
        raise UsageError(f"--scheduler is for --engine {' or '.join(_CLUSTERS)}")
    if any(IN_PROCESS in campaign.asked.where.open(url)[0].protocol for url in campaign.urls):
        jobs = 1  # other processes have another memory
    return local_engine(recipe, jobs, limit)


def _dask(recipe: Recipe, jobs: int, scheduler: str, limit: float | None) -> Engine:
    from instar.fleet.cluster import Dask

    return Dask(recipe, jobs, scheduler)


def _ray(recipe: Recipe, jobs: int, scheduler: str, limit: float | None) -> Engine:
    from instar.fleet.actors import Ray

    return Ray(recipe, jobs, scheduler, limit)


_CLUSTERS = {"dask": _dask, "ray": _ray}


class _Ticker:
    """A line on a terminal that says how far a scan is, and how fast. How much there is in all,
    nobody knows before the last listing.
    """

    def __init__(self, out: Output) -> None:
        self._is_on = out.wants_progress and sys.stderr.isatty()
        self._begin = self._last = time.monotonic()

    def tick(self, tally: Tally) -> None:
        now = time.monotonic()
        if not self._is_on or now - self._last < _BETWEEN_LINES_S:
            return
        self._last = now
        rate = tally.num_rows / (now - self._begin)
        text = f"{tally.num_rows:,} images, {rate:,.0f} a second, {tally.num_errors:,} errors"
        print(f"\r{text:70}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._is_on:
            print(f"\r{'':70}\r", end="", file=sys.stderr, flush=True)
