# SPDX-License-Identifier: Apache-2.0
"""A scan from its URLs to its rows: what has a row is not asked again, so a run that was ended at
any moment goes on when it is started again.
"""

from __future__ import annotations

from itertools import islice
from threading import Thread

from instar.errors import InstarError
from instar.fleet import scan
from instar.fleet.call import Call
from instar.fleet.engine import as_done
from instar.fleet.objects import found, listed
from instar.fleet.results import key_of
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from instar.fleet.engine import Engine
    from instar.fleet.results import Results
    from instar.fleet.where import Object

IMAGES_OF_CALL = 64


class Campaign(Record, kw_only=True):
    """What is scanned."""

    urls: tuple[str, ...]
    asked: scan.Asked
    patterns: tuple[str, ...] = ()
    everything: bool = False
    batch: int = IMAGES_OF_CALL

    def objects(self) -> Iterator[Object]:
        """Everything that there is."""
        return found(self.urls, self.asked.where, self.patterns, everything=self.everything)


class Total(Thread):
    """Counts on the side how much there is in all; nobody knows before the last listing."""

    def __init__(self, campaign: Campaign) -> None:
        super().__init__(name="instar-total", daemon=True)
        self._campaign = campaign
        self._is_wanted = True
        self.number: int | None = None
        self.start()

    def run(self) -> None:
        one, number = self._campaign, 0
        all = listed(one.urls, one.asked.where, one.patterns, everything=one.everything)
        try:
            for number, _ in enumerate(all, 1):  # noqa: B007
                if not self._is_wanted:
                    return
        except InstarError:  # the scan meets it too
            return
        self.number = number

    def stop(self) -> None:
        self._is_wanted = False


class Tally:
    """What a run came to so far."""

    def __init__(self) -> None:
        self.num_rows = self.num_errors = self.num_bytes = 0
        self.num_before = 0
        """Rows that there were before it."""
        self.num_skipped = 0
        """Objects that were not asked about, as they had one."""

    def count(self, rows: list[scan.Row]) -> None:
        self.num_rows += len(rows)
        self.num_errors += sum(row["error_code"] is not None for row in rows)
        self.num_bytes += sum(row["bytes_read"] for row in rows)


def run(
    campaign: Campaign,
    engine: Engine,
    results: Results,
    on_rows: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Ask about everything that has no row yet. Rows that came are kept, however this ends."""
    tally, done = Tally(), results.done()
    tally.num_before = len(done)
    try:
        for call, answers in as_done(engine, _calls(campaign, done, tally)):
            rows = [
                scan.lost(item, campaign.asked, answer)
                if isinstance(answer, InstarError)
                else answer
                for item, answer in zip(call.items, answers, strict=True)
            ]
            results.add(rows)
            tally.count(rows)
            on_rows(tally)
    finally:
        results.flush()
    return tally


def _calls(campaign: Campaign, done: set[bytes], tally: Tally) -> Iterator[Call]:
    objects = _new(campaign, done, tally)
    while items := tuple(islice(objects, campaign.batch)):
        yield Call(scan.row, campaign.asked, items)


def _new(campaign: Campaign, done: set[bytes], tally: Tally) -> Iterator[Object]:
    for one in campaign.objects():
        if key_of(scan.key(one, campaign.asked)) in done:
            tally.num_skipped += 1
        else:
            yield one
