# SPDX-License-Identifier: Apache-2.0
"""Many files in one call, of any command: several at once, answers in the order of the files."""

from __future__ import annotations

from instar.cli.flags import Count, Flag, Text
from instar.cli.shared import WORDS
from instar.errors import InstarError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from typing import Protocol, TypeVar

    from instar.cli.output import Output
    from instar.cli.parse import Values

    T = TypeVar("T")
    T_contra = TypeVar("T_contra", contravariant=True)
    Warnings = tuple[str, ...]

    class Rows(Protocol[T_contra]):
        """How answers about several files look."""

        def row(self, filename: str, answer: T_contra) -> str: ...
        def error(self, filename: str, text: str) -> str: ...


_MANY = "Many files"
MAX_JOBS = 1024
# Files in work for each worker: enough that none waits for a slow one, few enough that nothing
# piles up.
_AHEAD = 16

JOBS = Flag(
    ("--jobs",), Count(1, MAX_JOBS), "files at once (default: number of cores)", _MANY, default=0
)
FILES_FROM: Flag[str | None] = Flag(
    ("--files-from",),
    Text("FILE|-", is_path=True),
    "read names, one per line or NUL-separated",
    _MANY,
)


def names(values: Values) -> tuple[str, ...]:
    """The files that a command line names."""
    listing = values[FILES_FROM]
    if listing is None:
        return values[WORDS]
    from instar.cli.names import read_names

    return (*values[WORDS], *read_names(listing))


def each(
    files: Sequence[str],
    work: Callable[[str], tuple[T, Warnings]],
    rows: Rows[T],
    values: Values,
    out: Output,
) -> int:
    """Print every file's answer or error, in order; the exit status is 1 if any of them failed."""
    status = 0
    outcomes = in_order(work, files, values[JOBS] or cpu_count())
    for done, (filename, outcome) in enumerate(outcomes, 1):
        out.clear()
        if isinstance(outcome, InstarError):
            status = 1
            out.write(rows.error(filename, out.one_line(outcome)))
            out.error(outcome)
        else:
            answer, warnings = outcome
            out.warn(f"{filename}: {text}" for text in warnings)
            out.write(rows.row(filename, answer))
        out.progress(done, len(files))
    out.clear()
    return status


def cpu_count() -> int:
    """The cores that this process may use."""
    import os

    return len(os.sched_getaffinity(0))


def in_order(
    work: Callable[[str], T], files: Sequence[str], jobs: int
) -> Iterator[tuple[str, T | InstarError]]:
    """Yield each file with its answer or error, in order, at work on `jobs` of them at once."""
    if jobs == 1:
        for filename in files:
            try:
                yield filename, work(filename)
            except InstarError as error:
                yield filename, error
        return
    from collections import deque
    from concurrent.futures import ThreadPoolExecutor

    waiting: deque[tuple[str, Future[T]]] = deque()

    def first() -> tuple[str, T | InstarError]:
        filename, future = waiting.popleft()
        try:
            return filename, future.result()
        except InstarError as error:
            return filename, error

    with ThreadPoolExecutor(jobs, "instar") as executor:
        try:
            for filename in files:
                waiting.append((filename, executor.submit(work, filename)))
                if len(waiting) >= jobs * _AHEAD:
                    yield first()
            while waiting:
                yield first()
        finally:
            for _, future in waiting:
                future.cancel()
