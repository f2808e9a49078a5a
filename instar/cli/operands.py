# SPDX-License-Identifier: Apache-2.0
"""Operands of `dd`: `name=value`, of which the last of a name counts."""

from __future__ import annotations

from instar.errors import UsageError
from instar.options.size import (
    SizeError,
    SizeRangeError,
    parse_disk_size,
    range_message,
    syntax_message,
)
from instar.widths import INT32_MAX, INT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from instar.generated.profiles import Profile

_FILES = ("if", "of")
_NUMBERS = {
    "bs": (1, INT32_MAX),
    "count": (0, INT64_MAX),
    "skip": (0, INT64_MAX),
}
_BLOCK = 512


class Operands:
    """What the words of a command line say."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    @property
    def block(self) -> int:
        """Bytes of a block."""
        return self._numbers.get("bs", _BLOCK)

    @property
    def count(self) -> int | None:
        """Blocks to look at; None: all."""
        return self._numbers.get("count")

    @property
    def skip(self) -> int:
        """How many of them are left out."""
        return self._numbers.get("skip", 0)

    def take(self, word: str, profile: Profile, warnings: list[str]) -> None:
        """One more word."""
        name, equals, value = word.partition("=")
        if equals and name in _FILES:
            self.files[name] = value
        elif equals and name in _NUMBERS:
            self._numbers[name] = _number(name, value, profile, warnings)
        else:
            raise UsageError(f"unrecognized operand {name}")


def read(words: Iterable[str], profile: Profile, warnings: list[str]) -> Operands:
    """The operands, which name both files."""
    found = Operands()
    for word in words:
        found.take(word, profile, warnings)
    if len(found.files) < len(_FILES):
        raise UsageError("Must specify both input and output files")
    return found


def _number(name: str, text: str, profile: Profile, warnings: list[str]) -> int:
    least, most = _NUMBERS[name]
    try:
        if profile.usage == "info" and name != "bs":
            _check_plain(text)
        value = parse_disk_size(text, profile, warnings)
    except SizeRangeError:
        value = -1
    except SizeError:
        raise UsageError(*syntax_message(name, text, profile)) from None
    if not least <= value <= most:
        raise UsageError(range_message(name, least, most))
    return value


def _check_plain(text: str) -> None:
    """Debian's 10.0 counts blocks by numbers without a suffix."""
    try:
        int(text.lstrip("+-"), 0)
    except ValueError:
        raise SizeError(text) from None
