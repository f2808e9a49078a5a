# SPDX-License-Identifier: Apache-2.0
"""What the rows of a scan come to."""

from __future__ import annotations

from collections import Counter
from heapq import nlargest
from pathlib import Path

from instar.fleet.results import read
from instar.fleet.scan import SEVERITIES
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.fleet.scan import Row

    Counts = tuple[tuple[str, int], ...]

LISTED = 10


class Report(Record, kw_only=True):
    """Counts are from the most to the fewest; images are listed from the first on."""

    num_images: int
    num_bytes: int
    """Of all images, as they are stored."""
    virtual_size: int
    bytes_read: int
    num_requests: int
    seconds: float
    """Of all workers together."""
    formats: Counts
    severities: Counts
    findings: Counts
    errors: Counts
    largest: tuple[tuple[str, int], ...]
    riskiest: tuple[tuple[str, str, str], ...]
    """URL, severity, findings."""


class _Sums:
    def __init__(self) -> None:
        self.counters = {name: Counter[str]() for name in ("format", "severity", "error_code")}
        self.findings: Counter[str] = Counter()
        self.largest: list[tuple[int, str]] = []
        self.riskiest: list[tuple[int, int, str, str, str]] = []
        self.totals: Counter[str] = Counter()
        self.seconds = 0.0

    def add(self, row: Row) -> None:
        for name, counter in self.counters.items():
            if row[name]:
                counter[row[name]] += 1
        for name in ("size", "virtual_size", "bytes_read", "requests"):
            self.totals[name] += row[name] or 0
        self.totals["rows"] += 1
        self.seconds += row["seconds"] or 0
        names = (row["findings"] or "").split()
        self.findings.update(names)
        if row["virtual_size"]:
            self.largest = nlargest(LISTED, [*self.largest, (row["virtual_size"], row["url"])])
        if names:
            severity = row["severity"]
            one = (SEVERITIES.index(severity), len(names), row["url"], severity, " ".join(names))
            self.riskiest = nlargest(LISTED, [*self.riskiest, one])


def report(folder: Path) -> Report:
    """The report of a directory of parts. Memory does not grow with their number."""
    sums = _Sums()
    for row in read(folder):
        sums.add(row)
    totals = sums.totals
    return Report(
        num_images=totals["rows"],
        num_bytes=totals["size"],
        virtual_size=totals["virtual_size"],
        bytes_read=totals["bytes_read"],
        num_requests=totals["requests"],
        seconds=sums.seconds,
        formats=_ranked(sums.counters["format"]),
        severities=_ranked(sums.counters["severity"]),
        findings=_ranked(sums.findings),
        errors=_ranked(sums.counters["error_code"]),
        largest=tuple((url, size) for size, url in sums.largest),
        riskiest=tuple((url, severity, names) for _, _, url, severity, names in sums.riskiest),
    )


def _ranked(counter: Counter[str]) -> Counts:
    return tuple(sorted(counter.items(), key=lambda one: (-one[1], one[0])))
