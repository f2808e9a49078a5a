# SPDX-License-Identifier: Apache-2.0
"""What a flag is: its names, and a kind that parses, validates, completes and documents its value.

Kinds hold no state. A kind turns one occurrence of its flag into the flag's value; `before` is the
value so far, so that flags which may be repeated build on it.
"""

from __future__ import annotations

from instar.errors import UsageError
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Generic, Protocol, TypeVar

    from instar.cli.completion import Line
    from instar.cli.registry import Command
    from instar.generated.profiles import Profile

    T = TypeVar("T")

    class Place(Protocol):
        """Where a flag was met."""

        @property
        def flag(self) -> Flag[Any]: ...
        @property
        def profile(self) -> Profile: ...
        @property
        def exact(self) -> bool: ...
        @property
        def hint(self) -> str: ...
        @property
        def command(self) -> Command: ...

        def warn(self, warnings: list[str]) -> None: ...

else:
    T = None

    class Generic:
        """What type checkers need is not needed at run time."""

        __slots__ = ()

        def __class_getitem__(cls, _):
            return cls


class HelpWanted(Exception):
    """Help was asked for: that of the command, or a text."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.text = text


class Kind(Generic[T]):
    """How a flag's value is read, shown and completed. Without a metavar the flag is a switch.

    `is_path` leaves completion to the shell, which knows file names.
    """

    metavar = ""
    is_path = False
    has_form = False
    """Whether a switch may have a word after `=`."""

    def read(self, text: str, before: T, place: Place) -> T:
        """The value after this occurrence."""
        raise NotImplementedError

    def is_late(self, profile: Profile) -> bool:
        """Whether the release reads the flag after all others."""
        del profile
        return False

    def is_last(self, place: Place) -> bool:
        """Whether the release reads the flag after it has counted the words."""
        del place
        return False

    def words(self) -> tuple[str, ...]:
        """Values to offer; all legal ones where there are few."""
        return ()

    @property
    def shown(self) -> str:
        """The value as pages show it."""
        return self.metavar

    def complete(self, incomplete: str, line: Line) -> list[str]:
        """Values that begin so, on that command line."""
        del line
        return [word for word in self.words() if word.startswith(incomplete)]


class Help(Kind[None]):
    """Asks for the command's help page."""

    def read(self, text: str, before: None, place: Place) -> None:
        raise HelpWanted


class Switch(Kind[bool]):
    """Is given or not."""

    def read(self, text: str, before: bool, place: Place) -> bool:
        return True


class Text(Kind[T]):
    """Any text; the last one counts."""

    def __init__(self, metavar: str, *, is_path: bool = False) -> None:
        self.metavar = metavar
        self.is_path = is_path

    def read(self, text: str, before: T, place: Place) -> T:
        value: Any = text
        return value  # type: ignore[no-any-return]


class Choice(Kind[str]):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self._words = words
        self.metavar = "|".join(words)

    def words(self) -> tuple[str, ...]:
        return self._words

    def read(self, text: str, before: str, place: Place) -> str:
        if text in self._words:
            return text
        *first, last = self._words
        words = f"{', '.join(first)} or {last}" if first else last
        raise UsageError(f"{place.flag.name} expects {words}, not '{text}'")


class Flag(Record, Generic[T]):
    """One flag. `default` is its value where it is not given.

    `since` names the switch of a profile without which qemu-img does not know the flag.
    `exact_names` are names of other flags that are this one's in exact mode.
    """

    names: tuple[str, ...]
    kind: Kind[T]
    help: str
    group: str = ""
    default: T = None  # type: ignore[assignment]
    since: str = ""
    exact_names: tuple[str, ...] = ()
    into: str = ""
    is_hidden: bool = False

    @property
    def key(self) -> str:
        """What the value is kept under: flags of one key add to one value."""
        return self.into or self.names[0]

    @property
    def name(self) -> str:
        """The name that complaints use: the longest."""
        return max(self.names, key=len)

    @property
    def metavar(self) -> str:
        return self.kind.metavar

    @property
    def synopsis(self) -> str:
        """The flag as pages show it: `-f, --format FMT`."""
        return f"{', '.join(sorted(self.names, key=len))} {self.kind.shown}".rstrip()
