# SPDX-License-Identifier: Apache-2.0
"""Kinds of flags whose value is a number: counts, times, sizes."""

from __future__ import annotations

from instar.cli.flags import Kind, T
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.cli.flags import Place


class Count(Kind[int]):
    """A whole number between two bounds."""

    def __init__(self, low: int, high: int) -> None:
        self.metavar = "N"
        self.low, self.high = low, high

    def read(self, text: str, before: int, place: Place) -> int:
        digits = len(str(self.high))
        if text.isascii() and text.isdigit() and len(text) <= digits:
            value = int(text)
            if self.low <= value <= self.high:
                return value
        raise UsageError(
            f"{place.flag.name} expects a number from {self.low} to {self.high}, not '{text}'"
        )


class Seconds(Kind[T]):
    """A time; fractions are fine."""

    metavar = "S"

    def read(self, text: str, before: T, place: Place) -> T:
        from instar.ops.arguments import MAX_SECONDS

        try:
            seconds = float(text)
        except ValueError:
            seconds = -1.0
        if not 0 < seconds <= MAX_SECONDS:
            raise UsageError(f"{place.flag.name} expects a number of seconds, not '{text}'")
        value: Any = seconds
        return value  # type: ignore[no-any-return]


class SecondsOrAny(Kind[T]):
    """A time, or 0 for as long as it takes."""

    metavar = "S"

    def read(self, text: str, before: T, place: Place) -> T:
        any_time: Any = None
        return any_time if text == "0" else Seconds[T]().read(text, before, place)


class Size(Kind[T]):
    """A number of bytes with an optional suffix, for instar's own flags."""

    def __init__(self, metavar: str = "SIZE") -> None:
        self.metavar = metavar

    def read(self, text: str, before: T, place: Place) -> T:
        value: Any = _size(text, place)
        if value is None:
            raise UsageError(f"{place.flag.name} expects a size, not '{text}'")
        return value  # type: ignore[no-any-return]


class PowerOfTwo(Kind[int]):
    """A number of bytes that is a power of two between two bounds."""

    metavar = "N"

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def read(self, text: str, before: int, place: Place) -> int:
        value = _size(text, place)
        if value is None or not self.low <= value <= self.high or value & (value - 1):
            raise UsageError(
                f"{place.flag.name} expects a power of two from {self.low} to {self.high},"
                f" not '{text}'"
            )
        return value


def _size(text: str, place: Place) -> int | None:
    from instar.options.size import SizeError, parse_size

    try:
        return parse_size(text, place.profile, negative_is_syntax=True, warnings=[])
    except SizeError:
        return None
