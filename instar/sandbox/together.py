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
    from collections.abc import Callable, Generator, Mapping, Sequence
    from typing import Any, TypeVar

    T = TypeVar("T")

    Waiting = Generator[Sequence[int] | "Joint", None, T]
    """Work that yields open files, and goes on when what was written to them is on stable storage,
    or with an `OSError`; or that yields a `Joint`, and goes on when that is done.
    """


class Joint:
    """Something that costs less when several works do it at the same time."""

    __slots__ = ()

    @classmethod
    def at_once(cls, every: Sequence[Any]) -> list[OSError | None]:
        """Do it for all of these, which are of this class. The error of each."""
        raise NotImplementedError


on_touch: list[Callable[[], None]] = []
"""Who hears when works are about to change files: up to then they can be done again from the
beginning.
"""


class _Touch(Joint):
    """Files are changed next."""

    __slots__ = ()

    @classmethod
    def at_once(cls, every: Sequence[Any]) -> list[OSError | None]:
        """Tell those who want to know."""
        for hear in on_touch:
            hear()
        return [None] * len(every)


def touching() -> Waiting[None]:
    """Wait until all are about to change files."""
    yield _Touch()


def alone(work: Waiting[T]) -> T:
    """Do all of it."""
    error: OSError | None = None
    while True:
        try:
            wanted = next(work) if error is None else work.throw(error)
        except StopIteration as end:
            found: T = end.value
            return found
        error = None
        if isinstance(wanted, Joint):
            (error,) = type(wanted).at_once([wanted])
            continue
        try:
            sync_all(wanted)
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
            wanted: dict[int, Sequence[int] | Joint] = {}
            for number in left:
                wants = _go_on(every[number], errors.pop(number, None), answers, number)
                if number not in answers:
                    wanted[number] = wants
            errors = _wait(wanted)
            left = list(wanted)
    return [answers[number] for number in range(len(every))]


def _wait(wanted: Mapping[int, Sequence[int] | Joint]) -> dict[int, OSError]:
    """Do what each is waiting for; the errors of those that have one."""
    errors: dict[int, OSError] = {}
    joints: dict[type[Joint], list[int]] = {}
    files: list[int] = []
    whose: list[int] = []
    for number, wants in wanted.items():
        if isinstance(wants, Joint):
            joints.setdefault(type(wants), []).append(number)
        else:
            files += wants
            whose += [number] * len(wants)
    done = list(zip(whose, sync_each(files), strict=True))
    for kind, numbers in joints.items():
        done += zip(numbers, kind.at_once([wanted[one] for one in numbers]), strict=True)
    for number, error in done:
        if error is not None:
            errors[number] = error
    return errors


def _go_on(
    work: Waiting[T], error: OSError | None, answers: dict[int, T | InstarError], number: int
) -> Sequence[int] | Joint:
    """Let it go on; returns what it waits for."""
    try:
        return next(work) if error is None else work.throw(error)
    except StopIteration as end:
        answers[number] = end.value
    except InstarError as refused:
        answers[number] = refused
    return ()
