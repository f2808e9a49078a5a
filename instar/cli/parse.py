# SPDX-License-Identifier: Apache-2.0
"""From a command's table and the words of a command line to values, by the rules of a release of
qemu-img, with its complaints in its order.
"""

from __future__ import annotations

import os

from instar.cli import getopt, program, registry
from instar.cli.flags import HelpWanted
from instar.cli.shared import FILES_FROM, QEMU_VERSION, WORDS, hinted
from instar.errors import UsageError
from instar.generated.flags import FLAGS
from instar.generated.profiles import DEFAULT
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypeVar

    from instar.cli.flags import Flag
    from instar.cli.registry import Command, Rule
    from instar.generated.profiles import Profile

    T = TypeVar("T")


class Values:
    """What a command line says: `values[FLAG]` is a flag's value.

    `exact` says that the answer of a release was asked for; `warnings` came up while reading.
    """

    def __init__(self, profile: Profile = DEFAULT, *, exact: bool = False) -> None:
        self.profile = profile
        self.exact = exact
        self.warnings: list[str] = []
        self._found: dict[str, Any] = {}

    def __getitem__(self, flag: Flag[T]) -> T:
        value: T = self._found.get(flag.key, flag.default)
        return value

    def put(self, flag: Flag[T], value: T) -> None:
        self._found[flag.key] = value

    def has(self, flag: Flag[Any]) -> bool:
        """Whether the flag was given."""
        return flag.key in self._found


class Met(Record):
    """A flag that was met, for its kind."""

    flag: Flag[Any]
    command: Command
    values: Values

    @property
    def profile(self) -> Profile:
        return self.values.profile

    @property
    def exact(self) -> bool:
        return self.values.exact

    @property
    def hint(self) -> str:
        return self.command.hint(self.profile)

    def warn(self, warnings: list[str]) -> None:
        self.values.warnings += warnings


def parse(command: Command, argv: Sequence[str], values: Values) -> None:
    """Read a command line into `values`. The first complaint is a `UsageError`."""
    late: list[tuple[Flag[Any], str]] = []
    last: list[tuple[Flag[Any], str]] = []
    table = _table(command, values.profile, exact=values.exact)
    words, size = list(argv), []
    if command.takes_size and values.profile.usage == "legacy" and words[-1:] != ["--help"]:
        words, size = words[:-1], words[-1:]
    try:
        most = _most(command, values.profile)
        for flag, text in getopt.read(words, table, sizes=command.takes_size, most=most):
            if flag is None:
                _take(command, WORDS, text, values)
            elif flag.kind.is_late(values.profile):
                late.append((flag, text))
            elif flag.kind.is_last(Met(flag, command, values)):
                last.append((flag, text))
            else:
                _take(command, flag, text, values)
    except getopt.TooManyWords:
        raise UsageError(hinted(command.words.surplus, command, values.profile)) from None
    except getopt.GetoptError as error:
        raise _usage_error(command, error, values.profile).hinting(_meant(error, table)) from None
    for flag, text in late:
        _take(command, flag, text, values)
    for text in size:
        _take(command, WORDS, text, values)
    if command.topic is not None and (text := command.topic(values)):
        raise HelpWanted(text)
    _check_words(command, values)
    for rule in command.rules:
        if not rule.is_last:
            _check(rule, values)
    for flag, text in last:
        _take(command, flag, text, values)
    for rule in command.rules:
        if rule.is_last:
            _check(rule, values)


def wanted(given: str | None) -> tuple[Profile, bool]:
    """The profile that the command line or the environment asks for, and whether answers are to be
    that release's to the letter, as they are for those who call qemu-img.
    """
    if given is None:
        given = os.environ.get(registry.QEMU_VERSION) or None
    if given is None:
        return DEFAULT, program.is_qemu_img()
    from instar.cli.release import named

    return named(given), True


def choose_profile(command: Command, argv: Sequence[str]) -> tuple[Profile, bool]:
    """What is `wanted`. Looked for first: it decides how the rest is read."""
    return wanted(early(QEMU_VERSION, command, argv))


def early(flag: Flag[Any], command: Command, argv: Sequence[str]) -> str | None:
    """The last text of a flag that counts before the command line is read, however wrong it is."""
    given = None
    names = {name: flag for flag in command.flags for name in flag.names}
    words = iter(argv)
    for word in words:
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name in flag.names:
            given = value if equals else next(words, None)
        elif not equals and name in names and names[name].metavar:
            next(words, None)
    return given


def _take(command: Command, flag: Flag[Any], text: str, values: Values) -> None:
    values.put(flag, flag.kind.read(text, values[flag], Met(flag, command, values)))


def _most(command: Command, profile: Profile) -> int | None:
    """How many words a release reads before it complains, without waiting for the last."""
    is_counted = command.words.surplus and profile.usage != "legacy"
    return command.words.most if is_counted else None


def names_in(command: Command, profile: Profile) -> tuple[list[str], set[str]]:
    """The names of flags that a release has for a command, and those that only others have."""
    rows = [(since, names.split()) for since, names in FLAGS.get(command.name, ())]
    known = next((names for since, names in reversed(rows) if since <= profile.number), [])
    return known, {name for _, names in rows for name in names}.difference(known)


def _table(command: Command, profile: Profile, *, exact: bool) -> getopt.Table:
    """The flags as the release of `profile` knows them: names of other releases are refused."""
    known, foreign = names_in(command, profile)
    names: dict[str, Flag[Any]] = {}
    for flag in command.flags:
        missing = flag.since and not getattr(profile, flag.since)
        for name in flag.names:
            if name not in foreign and not (missing and name in known):
                names[name] = flag
    for flag in command.flags if exact else ():
        for name in sorted({*flag.exact_names} - foreign):
            if flag.since and not getattr(profile, flag.since):
                del names[name]
            else:
                names[name] = flag
    ordered = [name for name in known if name.startswith("--")]
    return getopt.Table(names, ordered, exact=exact)


def _usage_error(command: Command, error: getopt.GetoptError, profile: Profile) -> UsageError:
    """An error of the option parser, which speaks for itself."""
    if profile.usage != "legacy":
        speaker = f"{program.name()} {command.name}"
        return UsageError(f"{error}\n{command.hint(profile)}", speaker=speaker)
    if command.is_loud:
        return UsageError(str(error), speaker=command.name)
    return UsageError(f"{error.quiet}\n{command.hint(profile)}")


def _meant(error: getopt.GetoptError, table: getopt.Table) -> str:
    from instar.options.nearest import nearest

    long = [name for name in table.names if name.startswith("--")]
    typed = error.word.partition("=")[0]
    is_unknown = not error.is_missing and not any(name.startswith(typed) for name in long)
    return nearest(typed, long) if is_unknown else ""


def _check_words(command: Command, values: Values) -> None:
    limits = command.words
    number = len(values[WORDS])
    if values.has(FILES_FROM):
        number = max(number, limits.least)
    most = limits.most if limits.exact is None or not values.exact else limits.exact
    fits = limits.least <= number and (most is None or number <= most)
    if not fits and limits.complaint is not None:
        raise UsageError(limits.complaint(command, values.profile))


def _check(rule: Rule, values: Values) -> None:
    if rule.until and getattr(values.profile, rule.until):
        return
    if all(any(values.has(flag) for flag in flags) for flags in rule.given) and not any(
        values.has(flag) for flag in rule.missing
    ):
        raise UsageError(rule.text)
