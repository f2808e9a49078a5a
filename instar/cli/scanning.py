# SPDX-License-Identifier: Apache-2.0
"""What `scan` does with its flags."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from instar.cli import scan_flags as flags
from instar.cli import shared
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.fleet.call import Recipe
    from instar.fleet.campaign import Campaign, Tally
    from instar.fleet.engine import Engine

_BETWEEN_LINES_S = 1.0


def scan(values: Values, out: Output) -> int:
    """Ask, and say what came of it."""
    from instar.fleet.campaign import run
    from instar.fleet.results import Results
    from instar.fleet.scan import TRANSIENT

    if not values[flags.RESULTS]:
        raise UsageError("scan needs -o DIR for its rows")
    campaign = _campaign(values)
    results = Results(values[flags.RESULTS], values[flags.FORM])
    if values[flags.RETRY]:
        results.forget(TRANSIENT)
    engine = _engine(values, campaign)
    ticker = _Ticker(out, campaign)
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


def _campaign(values: Values) -> Campaign:
    from instar.fleet.campaign import Campaign
    from instar.fleet.scan import Asked, operations
    from instar.fleet.where import Where

    runner = shared.runner_settings(values)
    limits = (runner["timeout"], runner["deadline"])
    patience = min(one for one in limits if one is not None)
    storage, sandbox = _storage(values[flags.STORAGE]), runner["kind"]
    where = Where(storage, patience, sandbox, values[flags.HOST_ARCHIVES])
    return Campaign(
        urls=values[shared.WORDS],
        asked=Asked(operations(values[flags.OPS]), where, values[flags.MAX_BYTES]),
        patterns=tuple(filter(None, values[flags.INCLUDE].split(","))),
        everything=values[flags.ALL],
        batch=values[flags.BATCH],
    )


def _storage(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError as error:
        raise UsageError(f"--storage is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise UsageError("--storage is not a JSON object")
    return found


def _engine(values: Values, campaign: Campaign) -> Engine:
    from instar import Client
    from instar.fleet.archives import is_archive, store_of
    from instar.fleet.call import Recipe
    from instar.fleet.many import local_engine, num_cores
    from instar.fleet.objects import IN_PROCESS
    from instar.fleet.remote import protocols

    settings = {**shared.runner_settings(values), "files": False}
    settings["sandbox"] = settings.pop("kind")
    recipe, jobs = Recipe(Client, settings), values[flags.JOBS] or num_cores()
    limit = settings["deadline"]
    if limit is not None:  # which each question has
        limit *= len(campaign.asked.ops)
    if values[flags.ENGINE] in _CLUSTERS:
        return _CLUSTERS[values[flags.ENGINE]](recipe, jobs, values[flags.SCHEDULER], limit)
    if values[flags.SCHEDULER]:
        raise UsageError(f"--scheduler is for --engine {' or '.join(_CLUSTERS)}")
    where = campaign.asked.where
    urls = [store_of(url) if is_archive(url, where) else url for url in campaign.urls]
    if any(IN_PROCESS in protocols(where.open(url)[0]) for url in urls):
        jobs = 1  # other processes have another memory
    return local_engine(recipe, jobs, limit)


def _dask(recipe: Recipe, jobs: int, scheduler: str, limit: float | None) -> Engine:
    from instar.fleet.cluster import Dask

    return Dask(recipe, jobs, scheduler, limit)


def _ray(recipe: Recipe, jobs: int, scheduler: str, limit: float | None) -> Engine:
    from instar.fleet.actors import Ray

    return Ray(recipe, jobs, scheduler, limit)


_CLUSTERS = {"dask": _dask, "ray": _ray}


class _Ticker:
    """A line on a terminal that says how far a scan is, how fast, and when it will be done: that as
    soon as it is known how much there is.
    """

    def __init__(self, out: Output, campaign: Campaign) -> None:
        from instar.fleet.campaign import Total

        is_on = out.wants_progress and sys.stderr.isatty()
        self._total = Total(campaign) if is_on else None
        self._begin = self._last = time.monotonic()

    def tick(self, tally: Tally) -> None:
        now = time.monotonic()
        if self._total is None or now - self._last < _BETWEEN_LINES_S:
            return
        self._last = now
        rate = tally.num_rows / (now - self._begin)
        text = f"{tally.num_rows:,} images, {rate:,.0f} a second, {tally.num_errors:,} errors"
        if (total := self._total.number) is not None and rate > 0:
            left = max(total - tally.num_skipped - tally.num_rows, 0)
            text += f", {span(left / rate)} left"
        print(f"\r{text:78}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._total is not None:
            self._total.stop()
            print(f"\r{'':78}\r", end="", file=sys.stderr, flush=True)


def span(seconds: float) -> str:
    """A length of time, in its two largest units."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
