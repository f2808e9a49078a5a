# SPDX-License-Identifier: Apache-2.0
"""What a flag is: its names, and a kind that parses, validates, completes and documents its value.

Kinds hold no state. A kind turns one occurrence of its flag into the flag's value; `before` is the
value so far, so that flags which may be repeated build on it.
"""

from __future__ import annotations

from instar.errors import UsageError
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Generic, Protocol, TypeVar

    from instar.generated.profiles import Profile
    from instar.options.schema import Setting
    from instar.options.snapshot import Snapshot
    from instar.secret import Secret

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

    def words(self) -> tuple[str, ...]:
        """Values to offer; all legal ones where there are few."""
        return ()

    @property
    def shown(self) -> str:
        """The value as pages show it."""
        return self.metavar

    def complete(self, incomplete: str) -> list[str]:
        """Values that begin so."""
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


class _Named(Text[T]):
    """A name out of a list, which `help` shows; the operation checks it."""

    def read(self, text: str, before: T, place: Place) -> T:
        if text == "help" and not place.exact:
            raise HelpWanted("".join(f"{word}\n" for word in self.words()))
        return super().read(text, before, place)


class SourceFormat(_Named[T]):
    """The format of an image that is read."""

    def words(self) -> tuple[str, ...]:
        from instar.options.names import DRIVERS

        return tuple(DRIVERS)


class TargetFormat(_Named[str]):
    """The format of an image that is written."""

    def words(self) -> tuple[str, ...]:
        from instar.options.targets import names

        return names()


class PlatformName(_Named[T]):
    """A platform that images are made for."""

    def words(self) -> tuple[str, ...]:
        from instar.options.platforms import PLATFORMS

        return tuple(PLATFORMS)


class Release(Text[T]):
    """A release of qemu-img, looked for before anything else is read."""

    def words(self) -> tuple[str, ...]:
        from instar.generated.profiles import KNOWN

        return KNOWN


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


class ProgressForm(Kind[str]):
    """Progress for people, or with `=json` for programs, which qemu-img does not have."""

    has_form = True

    def words(self) -> tuple[str, ...]:
        return ("json",)

    @property
    def shown(self) -> str:
        return "[=json]"

    def read(self, text: str, before: str, place: Place) -> str:
        if text in ("", "json") and not (text and place.exact):
            return text or "human"
        if not place.exact:
            raise UsageError(f"{place.flag.name} expects nothing or json, not '{text}'")
        from instar.cli.getopt import GetoptError, surplus

        raise GetoptError(surplus(place.flag.name), f"{place.flag.name}={text}")


class OutputForm(Choice):
    """A form of output, refused in the words of the release. Only instar's have more than two."""

    def read(self, text: str, before: str, place: Place) -> str:
        if text in self._words:
            return text
        if place.profile.usage == "legacy":
            raise UsageError("--output must be used with human or json as argument.")
        comma = "" if place.profile.usage == "info" else ","
        raise UsageError(f"--output expects 'human' or 'json'{comma} not '{text}'\n{place.hint}")


class Repair(Kind[T]):
    """What `check` is to repair, refused in the words of the release."""

    metavar = "leaks|all"

    def words(self) -> tuple[str, ...]:
        return ("leaks", "all")

    def read(self, text: str, before: T, place: Place) -> T:
        if text not in self.words():
            if place.profile.usage == "legacy":
                raise UsageError(
                    f"Unknown option value for -r (expecting 'leaks' or 'all'): {text}\n"
                    f"{place.hint}"
                )
            comma = "" if place.profile.usage == "info" else ","
            raise UsageError(
                f"--repair (-r) expects 'leaks' or 'all'{comma} not '{text}'\n{place.hint}"
            )
        value: Any = text
        return value  # type: ignore[no-any-return]


class PreallocationMode(Kind[str]):
    """What is reserved of the space that a disk gets."""

    metavar = "MODE"

    @property
    def shown(self) -> str:
        return "|".join(self.words())

    def words(self) -> tuple[str, ...]:
        from instar.ops.resize import PREALLOCATION

        return tuple(PREALLOCATION)

    def read(self, text: str, before: str, place: Place) -> str:
        if text not in self.words():
            raise UsageError(f"Invalid preallocation mode '{text}'")
        return text


class CacheMode(Kind[str]):
    """How qemu-img would cache an image; instar reads as it does, and syncs what it writes."""

    metavar = "CACHE"

    def __init__(self, what: str = "source cache") -> None:
        self.what = what

    def words(self) -> tuple[str, ...]:
        return ("none", "off", "directsync", "writeback", "writethrough", "unsafe")

    def read(self, text: str, before: str, place: Place) -> str:
        if text not in self.words():
            raise UsageError(f"Invalid {self.what} option: {text}")
        return text


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


class Size(Kind[int]):
    """A number of bytes with an optional suffix, for instar's own flags."""

    def __init__(self, metavar: str = "SIZE") -> None:
        self.metavar = metavar

    def read(self, text: str, before: int, place: Place) -> int:
        value = _size(text, place)
        if value is None:
            raise UsageError(f"{place.flag.name} expects a size, not '{text}'")
        return value


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


class Directories(Kind["tuple[str, ...]"]):
    """Directories that exist; may be repeated."""

    metavar = "DIR"
    is_path = True

    def read(self, text: str, before: tuple[str, ...], place: Place) -> tuple[str, ...]:
        import os

        if not os.path.isdir(text):
            raise UsageError(f"{place.flag.name} expects a directory, not '{text}'")
        return (*before, text)


class Many(Kind["tuple[str, ...]"]):
    """Words without a flag."""

    is_path = True

    def read(self, text: str, before: tuple[str, ...], place: Place) -> tuple[str, ...]:
        return (*before, text)


class Pairs(Kind["tuple[str, ...]"]):
    """Lists of `KEY=VALUE`; may be repeated."""

    metavar = "KEY=VALUE,..."

    def read(self, text: str, before: tuple[str, ...], place: Place) -> tuple[str, ...]:
        from instar.options.optstring import is_option_list

        if not is_option_list(text):
            raise UsageError(f"Invalid option list: {text}")
        return (*before, text)

    def words(self) -> tuple[str, ...]:
        from instar.options.targets import MODULES, load

        found = {option.name for format in MODULES for option in load(format).options}
        return tuple(f"{name}=" for name in sorted(found))

    def complete(self, incomplete: str) -> list[str]:
        done, comma, last = incomplete.rpartition(",")
        name, equals, _ = last.partition("=")
        offers = [f"{name}={word}" for word in _legal(name)] if equals else self.words()
        return [done + comma + word for word in offers if word.startswith(last)]


def _legal(name: str) -> tuple[str, ...]:
    """The legal values of an option, of whichever target has it."""
    from instar.options.targets import MODULES, load

    words = [w for f in MODULES for o in load(f).options if o.name == name for w in o.words]
    return tuple(dict.fromkeys(words))


_FEW_WORDS = 4
"""So many legal values take the place of a metavar."""


class OptionOf(Kind["tuple[Setting, ...]"]):
    """Another way to write an option of `-o`; without a metavar it is a switch that means `on`.

    Its legal values are those of the option. Settings of all such flags are kept in the order of
    the command line.
    """

    def __init__(self, option: str, metavar: str = "") -> None:
        self.option = option
        self.metavar = metavar

    def words(self) -> tuple[str, ...]:
        return _legal(self.option) if self.metavar else ()

    @property
    def shown(self) -> str:
        words = self.words()
        return "|".join(words) if 0 < len(words) <= _FEW_WORDS else self.metavar

    def read(self, text: str, before: tuple[Setting, ...], place: Place) -> tuple[Setting, ...]:
        from instar.options.schema import Setting

        value = text if self.metavar else "on"
        return (*before, Setting(self.option, value, place.flag.name))


class SnapshotName(Kind["Snapshot | None"]):
    """An internal snapshot. `sticky`: a description wins over a plain name, in either order."""

    metavar = "SNAPSHOT"

    def __init__(self, *, sticky: bool = False) -> None:
        self.sticky = sticky

    def read(self, text: str, before: Snapshot | None, place: Place) -> Snapshot:
        from instar.generated.source import SourceSnapshotKind
        from instar.options.snapshot import parse_snapshot

        warnings: list[str] = []
        try:
            found = parse_snapshot(text, place.profile, warnings)
        finally:
            place.warn(warnings)
        if self.sticky and before is not None and found.kind == SourceSnapshotKind.ID_OR_NAME:
            return before
        return found


class Secrets(Kind["dict[str, Secret]"]):
    """`--object`: secrets by id. Old releases read them after all other options."""

    metavar = "OBJDEF"

    def is_late(self, profile: Profile) -> bool:
        from instar.options.since import OBJECT_KEYVAL

        return profile.number < OBJECT_KEYVAL

    def read(self, text: str, before: dict[str, Secret], place: Place) -> dict[str, Secret]:
        from instar.options.objects import ObjectHelp, parse_object

        try:
            secret = parse_object(text, place.profile, before)
        except ObjectHelp as wanted:
            raise HelpWanted(wanted.text) from None
        return {**before, secret.id: secret}


@record()
class Flag(Generic[T]):
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


def _size(text: str, place: Place) -> int | None:
    from instar.options.size import SizeError, parse_size

    try:
        return parse_size(text, place.profile, negative_is_syntax=True, warnings=[])
    except SizeError:
        return None
