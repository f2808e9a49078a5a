# SPDX-License-Identifier: Apache-2.0
"""Kinds of flags that qemu-img has words for: formats, options, snapshots, secrets, and forms."""

from __future__ import annotations

from instar.cli.flags import Choice, HelpWanted, Kind, T, Text
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.cli.completion import Line
    from instar.cli.flags import Place
    from instar.generated.profiles import Profile
    from instar.generated.source import SourceFormat as Format
    from instar.options.schema import Setting
    from instar.options.snapshot import Snapshot
    from instar.secret import Secret


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

    def is_last(self, place: Place) -> bool:
        return place.profile.usage == "legacy" and place.command.name != "measure"

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

    def is_last(self, place: Place) -> bool:
        return True

    def words(self) -> tuple[str, ...]:
        return ("none", "off", "directsync", "writeback", "writethrough", "unsafe")

    def read(self, text: str, before: str, place: Place) -> str:
        return self.checked(text)

    def checked(self, text: str) -> str:
        """The mode, if it is one."""
        if text not in self.words():
            raise UsageError(f"Invalid {self.what} option: {text}")
        return text


class LateCacheMode(CacheMode):
    """The same where qemu-img looks at other words first: the command checks it."""

    def read(self, text: str, before: str, place: Place) -> str:
        return text


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

    def names(self, line: Line) -> set[str]:
        """The options of the target that a line names, or of all."""
        from instar.options.targets import MODULES, load

        formats = _targets(line) or MODULES
        return {option.name for format in formats for option in load(format).options}

    def complete(self, incomplete: str, line: Line) -> list[str]:
        done, comma, last = incomplete.rpartition(",")
        name, equals, _ = last.partition("=")
        names = sorted(self.names(line))
        values = [f"{name}={word}" for word in _legal(name, _targets(line))]
        offers = values if equals else [f"{one}=" for one in names]
        return [done + comma + word for word in offers if word.startswith(last)]


def _targets(line: Line) -> tuple[Format, ...]:
    from instar.options.names import DRIVERS
    from instar.options.targets import MODULES

    wanted = DRIVERS.get(line.text(TargetFormat))
    return (wanted,) if wanted is not None and wanted in MODULES else ()


class AmendedPairs(Pairs):
    """The same for an image that there is."""

    def names(self, line: Line) -> set[str]:
        from instar.options.amending import MODULES, options_of

        return {name for format in MODULES for name in options_of(format)}


def _legal(name: str, formats: tuple[Format, ...] = ()) -> tuple[str, ...]:
    """The legal values of an option of these targets, or of whichever has it."""
    from instar.options.targets import MODULES, load

    found = (one for format in formats or MODULES for one in load(format).options)
    return tuple(dict.fromkeys(word for one in found if one.name == name for word in one.words))


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


class OnlyAction(Kind["tuple[str, str]"]):
    """What is to be done, and with which name: one thing."""

    def __init__(self, name: str, metavar: str = "") -> None:
        self.name, self.metavar = name, metavar

    def read(self, text: str, before: tuple[str, str], place: Place) -> tuple[str, str]:
        if any(before):
            raise UsageError(f"Cannot mix '-l', '-a', '-c', '-d'\n{place.hint}")
        return self.name, text


class OnlyActionOnSnapshot(OnlyAction):
    """The same with a snapshot that the image has."""

    def complete(self, incomplete: str, line: Line) -> list[str]:
        return _snapshots(incomplete, line)


def _snapshots(incomplete: str, line: Line) -> list[str]:
    from instar.cli.existing import snapshots

    return [name for name in snapshots(line.words) if name.startswith(incomplete)]


class SnapshotName(Kind["Snapshot | None"]):
    """An internal snapshot. `sticky`: a description wins over a plain name, in either order."""

    metavar = "SNAPSHOT"

    def __init__(self, *, sticky: bool = False) -> None:
        self.sticky = sticky

    def complete(self, incomplete: str, line: Line) -> list[str]:
        return _snapshots(incomplete, line)

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
