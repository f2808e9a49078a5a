# SPDX-License-Identifier: Apache-2.0
"""Answers about many images, in the order of the images, from workers that stay warm."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from operator import length_hint
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from instar.errors import InstarError
from instar.fleet.call import Call, here
from instar.fleet.engine import MOST_AT_ONCE, MOST_WEIGHT, Inline, Share, Threads, in_order
from instar.fleet.processes import processes
from instar.ops.arguments import descriptor, file_name, whole_number
from instar.record import Record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from instar.fleet.call import Recipe
    from instar.fleet.engine import Engine
    from instar.keywords import Path, Readable
    from instar.options.source import Descriptor

T = TypeVar("T")

MAX_JOBS = 1024
FEWEST_CHANGES, MOST_CHANGES = 16, 128
"""Of a call, whose images wait for the storage together, and are open so long."""
MOST_NEW = 512
"""The same of new images, of which only some are open at once."""


class Pair(Record):
    """An image, or several one after the other, and the new one."""

    sources: tuple[str | Descriptor, ...]
    target: str
    given: Path
    """The target as it was given."""

    def __str__(self) -> str:
        return self.target


class Answer(NamedTuple, Generic[T]):
    """What was asked of one image: `value`, or an `error`."""

    path: Readable
    """As it was given; of a conversion, the new image."""
    value: T | None
    error: InstarError | None

    def get(self) -> T:
        """The value; the error is raised."""
        if self.error is not None:
            raise self.error
        assert self.value is not None
        return self.value


class Fleet:
    """Engines by their number of jobs, which are made when they are first used."""

    def __init__(self, recipe: Recipe, limit: float | None) -> None:
        self._recipe = recipe
        self._limit = limit
        self._engines: dict[int, Engine] = {}

    def ask(
        self,
        function: Callable[[Any, Any, Any], Any],
        given: Mapping[str, Any],
        paths: Iterable[Readable],
        jobs: int = 0,
        most: int = 0,
        *,
        changes: bool = False,
    ) -> Iterator[Answer[Any]]:
        """The answer of each image. `changes`: it is changed, durably."""
        engine = self.engine(whole_number("jobs", jobs, 0, MAX_JOBS))
        call = Call(function, given, (), here(), together=changes, once=changes)
        items = map(named, paths)
        if changes:
            return _answers(in_order(engine, call, items, _changing(paths, MOST_CHANGES)))
        if engine.width == 1:  # nobody waits for the next ones
            most = 1
        share = Share(most or MOST_AT_ONCE, known=length_hint(paths))
        return _answers(in_order(engine, call, items, share))

    def convert(
        self,
        function: Callable[[Any, Any, Any], Any],
        given: Mapping[str, Any],
        pairs: Iterable[tuple[Readable | Sequence[Readable], Path]],
        jobs: int = 0,
    ) -> Iterator[Answer[Any]]:
        """The new image of each pair. Secrets stay in this process."""
        jobs = whole_number("jobs", jobs, 0, MAX_JOBS)
        call = Call(function, given, (), here(), together=True)
        items = (pair_of(source, target) for source, target in pairs)
        if given.get("secrets"):
            return _answers(_alone(Threads(self._recipe, jobs or num_cores()), call, items))
        engine = self.engine(jobs)
        return _answers(in_order(engine, call, items, making(pairs, weight_of)))

    def engine(self, jobs: int) -> Engine:
        """The one with so many jobs; 0 for as many as there are cores."""
        jobs = jobs or num_cores()
        if jobs not in self._engines:
            self._engines[jobs] = local_engine(self._recipe, jobs, self._limit)
        return self._engines[jobs]

    def close(self) -> None:
        for engine in self._engines.values():
            engine.close()


def local_engine(recipe: Recipe, jobs: int, limit: float | None) -> Engine:
    """The engine of this machine: no process more than jobs."""
    return Inline(recipe) if jobs == 1 else processes(recipe, jobs, limit)


def num_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0))


def making(items: Iterable[Any], weigh: Callable[[Any], int]) -> Share:
    """How many a call gets of images that are made."""
    return replace(_changing(items, MOST_NEW), weigh=weigh)


def _changing(items: Iterable[Any], most: int) -> Share:
    """The same of images that are changed. In its end a call waits for the storage, so it is large
    from the start where the number of items is known.
    """
    known = length_hint(items)
    return Share(most, most if known else FEWEST_CHANGES, known)


def _alone(
    engine: Engine, call: Call, items: Iterable[Any]
) -> Generator[tuple[Any, Any], None, None]:
    """Answers of an engine that is there for them only."""
    try:
        yield from in_order(engine, call, items)
    finally:
        engine.close()


def _answers(pairs: Generator[tuple[Any, Any], None, None]) -> Iterator[Answer[Any]]:
    with closing(pairs):
        for path, found in pairs:
            yield answered(path, found)


def answered(path: Any, found: Any) -> Answer[Any]:
    """An answer of a call as users have it."""
    given = path.given if isinstance(path, Pair) else getattr(path, "fd", path)
    if isinstance(found, InstarError):
        return Answer(given, None, found)
    return Answer(given, found, None)


def named(path: Readable) -> str | Descriptor:
    """What travels: a name that the system can take, or an open file."""
    return descriptor(path) if isinstance(path, int) else file_name("path", path)


def weight_of(pair: Pair) -> int:
    """Bytes of the sources; those of what is no file, or not there, are not known."""
    return sum(map(length_of, pair.sources))


def length_of(source: str | Descriptor) -> int:
    try:
        found = os.stat(source if isinstance(source, str) else source.fd)
    except OSError:
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else MOST_WEIGHT


def pair_of(source: Readable | Sequence[Readable], target: Path) -> Pair:
    """The same for a conversion."""
    names = [source] if isinstance(source, str | os.PathLike | int) else source
    return Pair(tuple(map(named, names)), file_name("target", target), target)
