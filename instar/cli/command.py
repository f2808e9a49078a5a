# SPDX-License-Identifier: Apache-2.0
"""What a subcommand is: its flags, its words of help, and what runs.

Declared once, read by the parser, help, completion and man pages.
"""

from __future__ import annotations

from instar.cli import getopt
from instar.errors import UsageError
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from instar.generated.profiles import Profile


@record()
class Flag:
    """One option.

    An empty `metavar` makes it a switch. `choices` are for help and completion; the command checks
    the value.
    """

    dest: str
    names: tuple[str, ...]
    metavar: str = ""
    help: str = ""
    group: str = ""
    choices: tuple[str, ...] = ()


@record()
class Command:
    """A subcommand of instar.

    `qemu_names` are the names that qemu-img's subcommand of the same name has, in its order, by the
    era of its usage texts; names of other eras are refused in a profile of that era. `usage_help`
    says that releases of the first era printed their help after a usage error, where others refer
    to `--help`.
    """

    name: str
    summary: str
    run: Callable[[Sequence[str]], int]
    arguments: str = ""
    description: str = ""
    examples: tuple[tuple[str, str], ...] = ()
    flags: tuple[Flag, ...] = ()
    qemu_names: Mapping[str, tuple[str, ...]] | None = None
    usage_help: bool = False

    def table(self, profile: Profile) -> getopt.Table:
        """The flags as the release of `profile` knows them."""
        eras = self.qemu_names or {}
        known = eras.get(profile.usage, ())
        every = {name for names in eras.values() for name in names}
        return getopt.Table(
            self.flags,
            [name for name in known if name.startswith("--")],
            frozenset(every.difference(known)),
        )

    def read(self, argv: Sequence[str], profile: Profile) -> Iterator[tuple[Flag | None, str]]:
        """Yield options and words in order; a bad option is a `UsageError` in the words of the
        release.
        """
        try:
            yield from getopt.read(argv, self.table(profile))
        except getopt.GetoptError as error:
            raise self.usage_error(str(error), profile) from None

    def usage_error(self, text: str, profile: Profile) -> UsageError:
        """An error of the option parser, which speaks for itself."""
        if profile.usage != "legacy":
            return UsageError(f"{text}\n{self.hint(profile)}", speaker=f"instar {self.name}")
        if self.usage_help:
            return UsageError(text, speaker=self.name)
        return UsageError(f"{text}\nTry 'instar --help' for more information")

    def hint(self, profile: Profile) -> str:
        """Where to read on after a usage error."""
        more = "info" if profile.usage == "info" else "information"
        return f"Try 'instar {self.name} --help' for more {more}"
