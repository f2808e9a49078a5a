# SPDX-License-Identifier: Apache-2.0
"""A scan from its URLs to its rows: what has a row is not asked again, so a run that was ended at
any moment goes on when it is started again.
"""

from __future__ import annotations

from itertools import islice

from instar.errors import InstarError
from instar.fleet import scan
from instar.fleet.call import Call
from instar.fleet.engine import as_done
from instar.fleet.objects import found
from instar.fleet.results import key_of
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from instar.fleet.engine import Engine
    from instar.fleet.objects import Object
    from instar.fleet.results import Results

IMAGES_OF_CALL = 64


@record(kw_only=True)
class Campaign:
    """What is scanned."""

    urls: tuple[str, ...]
    asked: scan.Asked
    patterns: tuple[str, ...] = ()
    everything: bool = False
    batch: int = IMAGES_OF_CALL

    def objects(self, done: set[bytes]) -> Iterator[Object]:
        """What is to be asked about."""
        listed = found(self.urls, self.asked.where, self.patterns, everything=self.everything)
        return (one for one in listed if key_of(scan.key(one, self.asked)) not in done)


class Tally:
    """What a run came to so far."""

    def __init__(self) -> None:
        self.num_rows = self.num_errors = self.num_bytes = 0
        self.num_before = 0
        """Rows that there were before it."""

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
        for call, answers in as_done(engine, _calls(campaign, done)):
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


def _calls(campaign: Campaign, done: set[bytes]) -> Iterator[Call]:
    objects = campaign.objects(done)
    while items := tuple(islice(objects, campaign.batch)):
        yield Call(scan.row, campaign.asked, items)
