# SPDX-License-Identifier: Apache-2.0
"""Kinds of flags whose value is a number of bytes, read as the release reads it."""

from __future__ import annotations

from instar.cli.flags import Kind, T
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.cli.flags import Place


class Length(Kind[int]):
    """A number of bytes, refused in the words of the release; `early` is how releases of the first
    era call it.
    """

    metavar = "SIZE"

    def __init__(
        self, what: str, low: int = 0, high: int | None = None, *, early: str = ""
    ) -> None:
        self.what = what
        self.early = early or what
        self.low, self.high = low, high

    def read(self, text: str, before: int, place: Place) -> int:
        from instar.options.size import (
            SizeSyntaxError,
            parse_length,
            range_message,
            syntax_message,
        )
        from instar.widths import INT64_MAX

        profile, warnings = place.profile, list[str]()
        is_early = profile.usage == "legacy"
        what, low = (self.early, 0) if is_early else (self.what, self.low)
        try:
            value = parse_length(text, profile, warnings)
        except SizeSyntaxError:
            raise UsageError(*syntax_message(what, text, profile)) from None
        finally:
            place.warn(warnings)
        high = INT64_MAX if self.high is None else self.high
        if not low <= value <= high:
            raise UsageError(range_message(what, low, high))
        return value


class DiskSize(Kind[T]):
    """A disk's size or a place on it, as the release reads it; `what` is its name in errors."""

    def __init__(self, metavar: str = "SIZE", what: str = "image size") -> None:
        self.metavar = metavar
        self.what = what

    def read(self, text: str, before: T, place: Place) -> T:
        from instar.options.size import SizeError, disk_size_message, parse_disk_size, size_hint

        warnings: list[str] = []
        try:
            value: Any = parse_disk_size(text, place.profile, warnings)
        except SizeError as error:
            texts = disk_size_message(error, text, place.profile)
            said = UsageError(*(t.replace("image size", self.what, 1) for t in texts))
            raise said.hinting(size_hint(text)) from None
        finally:
            place.warn(warnings)
        return value  # type: ignore[no-any-return]
