# SPDX-License-Identifier: Apache-2.0
"""Work that waits for stable storage now and then: alone, or side by side with other work, where
one wait is for all.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress

from instar.errors import InstarError
from instar.sandbox.stable import FEW, sync_all, sync_each


class Spent:
    """An open file without a name that nobody needs any more. Where each waits until a file system
    has taken its space back, they do so together.
    """

    __slots__ = ("fd",)

    def __init__(self, fd: int) -> None:
        self.fd = fd


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from typing import TypeVar

    T = TypeVar("T")

    Waiting = Generator[Sequence[int] | Spent, None, T]
    """Work that yields open files, and goes on when what was written to them is on stable storage,
    or with an `OSError`.
    """

_AT_ONCE = 16
"""Files that give up their space at the same time."""


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
        if isinstance(files, Spent):  # closing it is as good
            continue
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
            spent: list[int] = []
            whose: list[int] = []
            for number in left:
                wanted = _go_on(every[number], errors.pop(number, None), answers, number)
                if isinstance(wanted, Spent):
                    spent.append(wanted.fd)
                    continue
                files += wanted
                whose += [number] * len(wanted)
            _empty(spent)
            left = [number for number in left if number not in answers]
            for number, error in zip(whose, sync_each(files), strict=True):
                if error is not None:
                    errors[number] = error
    return [answers[number] for number in range(len(every))]


def _go_on(
    work: Waiting[T], error: OSError | None, answers: dict[int, T | InstarError], number: int
) -> Sequence[int] | Spent:
    """Let it go on; returns what it waits for."""
    try:
        return next(work) if error is None else work.throw(error)
    except StopIteration as end:
        answers[number] = end.value
    except InstarError as refused:
        answers[number] = refused
    return ()


def _empty(files: Sequence[int]) -> None:
    if len(files) <= FEW:
        for fd in files:
            _cut(fd)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(_AT_ONCE, len(files))) as pool:
        list(pool.map(_cut, files))


def _cut(fd: int) -> None:
    with suppress(OSError):  # closing it does the same
        os.ftruncate(fd, 0)
