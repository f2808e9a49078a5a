# SPDX-License-Identifier: Apache-2.0
"""Work that waits for stable storage now and then: alone, or side by side with other work, where
one wait is for all.
"""

from __future__ import annotations

from contextlib import ExitStack

from instar.errors import InstarError
from instar.sandbox.stable import sync_all, sync_each

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from typing import TypeVar

    T = TypeVar("T")

    Waiting = Generator[Sequence[int], None, T]
    """Work that yields open files, and goes on when what was written to them is on stable storage,
    or with an `OSError`.
    """


def alone(work: Waiting[T]) -> T:
    """Do all of it."""
    error: OSError | None = None
    while True:
        try:
            files = next(work) if error is None else work.throw(error)
        except StopIteration as end:
            found: T = end.value
            return found
        error = None
        try:
            sync_all(files)
        except OSError as failed:
            error = failed


def together(every: Sequence[Waiting[T]]) -> list[T | InstarError]:
    """Do all of each, side by side: none goes on before all are as far. What each comes to, or its
    `InstarError`; any other exception ends them all.
    """
    answers: dict[int, T | InstarError] = {}
    errors: dict[int, OSError] = {}
    left = list(range(len(every)))
    with ExitStack() as stack:
        for work in every:
            stack.callback(work.close)
        while left:
            files: list[int] = []
            whose: list[int] = []
            for number in left:
                wanted = _go_on(every[number], errors.pop(number, None), answers, number)
                files += wanted
                whose += [number] * len(wanted)
            left = [number for number in left if number not in answers]
            for number, error in zip(whose, sync_each(files), strict=True):
                if error is not None:
                    errors[number] = error
    return [answers[number] for number in range(len(every))]


def _go_on(
    work: Waiting[T], error: OSError | None, answers: dict[int, T | InstarError], number: int
) -> Sequence[int]:
    """Let it go on; returns what it waits for."""
    try:
        return next(work) if error is None else work.throw(error)
    except StopIteration as end:
        answers[number] = end.value
    except InstarError as refused:
        answers[number] = refused
    return ()
