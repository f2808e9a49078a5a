# SPDX-License-Identifier: Apache-2.0
"""What the generated tables of options are made of: a key of `-o`, its values, the release that
brought it.
"""

from __future__ import annotations

from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile

    Value = str | int | bool
    Texts = tuple[tuple[tuple[int, ...] | None, str], ...]

# Kinds of values, as the specs call them.
TEXT = "str"
SWITCH = "bool"
NUMBER = "num"
SIZE = "size"


class Option(Record, kw_only=True):
    """One key of `-o`, as specs/abi/target.ksy declares it."""

    name: str
    kind: str
    help: str
    default: Value | None = None
    words: tuple[str, ...] = ()
    """All legal values of a text that has few."""
    numbers: tuple[int, ...] = ()
    """What each word comes to."""
    aliases: tuple[tuple[str, str], ...] = ()
    """Words that only `create` takes, and the one that each means."""
    on: int = 0
    """What a switch comes to when it is on, ..."""
    off: int = 0
    """... and off."""
    field: str = ""
    """The field of `TargetOptions` that the value goes into."""
    min: int = 0
    max: int | None = None
    power_of_two: bool = False
    qemu: Texts = ()
    """What is printed for an illegal value, by release; none: another layer says it."""
    schema: str = ""
    """What complaints of qemu's generated parsers call it, where not by its name."""
    since: tuple[int, ...] = ()
    """The release that brought it."""
    shown: str = ""
    """What `create` prints of it where it is not given."""
    chosen: bool = False
    """Whether the default means a choice that depends on the size."""

    @property
    def is_number(self) -> bool:
        """Whether values are numbers."""
        return self.kind in (NUMBER, SIZE)

    @property
    def placeholder(self) -> str:
        """The value as `-o help` shows it."""
        return "bool (on/off)" if self.kind == SWITCH else self.kind

    @property
    def description(self) -> str:
        """What it means, with its legal values."""
        if not self.words:
            return self.help
        *first, last = self.words
        return f"{self.help}: {', '.join(first)} or {last}" if first else f"{self.help}: {last}"

    @property
    def default_text(self) -> str:
        """The default as people type it; empty for none."""
        if isinstance(self.default, bool):
            return "on" if self.default else "off"
        return "" if self.default is None else str(self.default)

    def known_to(self, profile: Profile) -> bool:
        """Whether the release that is imitated has this key."""
        return profile.number >= self.since

    def is_legal(self, value: Value) -> bool:
        """Whether the declared rules allow a value."""
        if not self.is_number:
            return not self.words or value in self.words
        number = int(value)
        largest = number if self.max is None else self.max
        return self.min <= number <= largest and not (self.power_of_two and number & (number - 1))

    def refusal(self, value: Value, profile: Profile) -> str:
        """What the release prints for an illegal value; empty where another layer says it."""
        for until, text in self.qemu:
            if until is None or profile.number < until:
                return text.replace("{value}", str(value))
        return ""

    def plain(self, text: str) -> str:
        """The word that an alias means."""
        return dict(self.aliases).get(text, text)

    def number(self, value: Value | None) -> int:
        """What a value comes to in its field; 0 for the default of a number."""
        match self.kind:
            case "str":
                words = dict(zip(self.words, self.numbers, strict=False))
                return words.get(self.plain(str(self.default if value is None else value)), 0)
            case "bool":
                return self.on if (self.default if value is None else value) else self.off
        if value is None or (self.chosen and value == self.default):
            return 0
        # A 0 that was asked for is as wrong as 1 everywhere, and 0 would mean the default.
        return int(value) or 1
