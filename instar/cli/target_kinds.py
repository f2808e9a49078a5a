# SPDX-License-Identifier: Apache-2.0
"""Kinds of flags that say what a new image is to be: its format and options."""

from __future__ import annotations

from instar.cli.flags import Kind
from instar.cli.kinds import Named
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.completion import Line
    from instar.cli.flags import Place
    from instar.generated.source import SourceFormat as Format
    from instar.options.schema import Setting


class TargetFormat(Named[str]):
    """The format of an image that is written."""

    def words(self) -> tuple[str, ...]:
        from instar.options.targets import names

        return names()


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
