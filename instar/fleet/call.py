# SPDX-License-Identifier: Apache-2.0
"""One question about some things, as it travels to where it is answered."""

from __future__ import annotations

import os

from instar.errors import InstarError, SandboxError, UsageError
from instar.options.source import Descriptor
from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, Protocol

    class Station(Protocol):
        """What answers in one process, with whatever it keeps warm."""

        def close(self) -> None: ...


class WorkerLost(SandboxError):
    """The process that was at work on an image died, or did not end in time, twice."""

    code = "worker"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"no answer about {self.name}: {self.reason}"


class Recipe(Record):
    """How a process makes its station."""

    make: Callable[..., Station]
    settings: dict[str, Any]

    def __call__(self) -> Station:
        return self.make(**self.settings)


class Call(Record):
    """`function(station, given, item)` for each item. An item's `InstarError` is its answer; any
    other exception is one of all.
    """

    function: Callable[[Any, Any, Any], Any]
    given: Any
    items: tuple[Any, ...]
    folder: str = ""
    """Where relative names are looked up; "" for wherever the process is."""
    together: bool = False
    """Whether the function is given all the items, and answers them all."""
    once: bool = False
    """Whether it changes files: where nobody answered, it is asked again only if none was touched
    yet.
    """

    def __call__(self, station: Station) -> list[Any]:
        if self.together:
            answers: list[Any] = self.function(station, self.given, self.items)
            return answers
        return [self._one(station, item) for item in self.items]

    def _one(self, station: Station, item: Any) -> Any:
        try:
            return self.function(station, self.given, item)
        except InstarError as error:
            return error

    def parts(self) -> list[Call]:
        """Each item alone."""
        return [replace(self, items=(item,)) for item in self.items]

    def lost(self, reason: str) -> list[Any]:
        """The answers when nobody gave any."""
        return [WorkerLost(str(item), reason) for item in self.items]

    def descriptors(self) -> list[int]:
        """The open files among the items."""
        return [file.fd for item in self.items for file in _files(item)]

    def must_travel(self) -> None:
        """Refuse what no other machine can have."""
        if self.descriptors():
            raise UsageError("open files do not travel to a cluster")

    def with_descriptors(self, found: Sequence[int]) -> Call:
        """The same where the open files have other numbers."""
        left = iter(found)
        return replace(self, items=tuple(_renumbered(item, left) for item in self.items))


def _files(item: Any) -> list[Descriptor]:
    """The open files in an item: itself, or sources of it."""
    parts = getattr(item, "sources", (item,))
    return [part for part in parts if isinstance(part, Descriptor)]


def _renumbered(item: Any, numbers: Iterator[int]) -> Any:
    if isinstance(item, Descriptor):
        return replace(item, fd=next(numbers))
    if not _files(item):
        return item
    return replace(item, sources=tuple(_renumbered(part, numbers) for part in item.sources))


def here() -> str:
    """The directory that relative names start from."""
    try:
        return os.getcwd()
    except FileNotFoundError:
        return ""
