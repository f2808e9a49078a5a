# SPDX-License-Identifier: Apache-2.0
"""Many files in one call: several at once, answers in the order of the files."""

from __future__ import annotations

import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

from instar.cli import report
from instar.cli.progress import Progress
from instar.errors import InstarError
from instar.render.measure import human_of, json_error_line, json_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from instar.cli.measure import Args
    from instar.ops.measure import Measurement, Measurer

    Answer = tuple[Measurement, tuple[str, ...]]

# Files in work for each worker: enough that none waits for a slow one, few enough that nothing
# piles up.
_AHEAD = 16


def measure_many(args: Args, measurer: Measurer) -> int:
    """Measure every file; the exit status is 1 if any of them failed."""
    common = args.common
    runner = common.runner()
    progress = Progress(wanted=common.progress)

    def work(filename: str) -> Answer:
        return measurer.measure_source(common.source(filename), runner)

    failed = False
    answered = 0
    outcomes = in_order(work, args.files, args.jobs or cpu_count())
    for done, (filename, outcome) in enumerate(outcomes, 1):
        progress.clear()
        if isinstance(outcome, InstarError):
            failed = True
            _print_error(args, filename, outcome)
        else:
            found, warnings = outcome
            report.warn((f"{filename}: {text}" for text in warnings), exact=common.exact)
            if common.output == "json":
                sys.stdout.write(json_line(filename, found))
            else:
                sys.stdout.write(human_of(filename, found, first=not answered))
            answered += 1
        progress.show(done, len(args.files))
    progress.end()
    return int(failed)


def cpu_count() -> int:
    """The cores that this process may use."""
    import os

    return len(os.sched_getaffinity(0))


def in_order(
    work: Callable[[str], Answer], files: Sequence[str], jobs: int
) -> Iterator[tuple[str, Answer | InstarError]]:
    """Yield each file with its answer or error, in order, `jobs` of them being worked on at once."""
    if jobs == 1:
        for filename in files:
            try:
                yield filename, work(filename)
            except InstarError as error:
                yield filename, error
        return
    waiting: deque[tuple[str, Future[Answer]]] = deque()
    with ThreadPoolExecutor(jobs, "measure") as executor:
        try:
            for filename in files:
                waiting.append((filename, executor.submit(work, filename)))
                if len(waiting) >= jobs * _AHEAD:
                    yield _outcome(*waiting.popleft())
            while waiting:
                yield _outcome(*waiting.popleft())
        finally:
            for _, future in waiting:
                future.cancel()


def _outcome(filename: str, future: Future[Answer]) -> tuple[str, Answer | InstarError]:
    try:
        return filename, future.result()
    except InstarError as error:
        return filename, error


def _print_error(args: Args, filename: str, error: InstarError) -> None:
    if args.common.output == "json":
        text = "; ".join(report.message_lines(error, exact=args.common.exact))
        sys.stdout.write(json_error_line(filename, text))
    sys.stdout.flush()
    report.report(error, exact=args.common.exact)
