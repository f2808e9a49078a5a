# SPDX-License-Identifier: Apache-2.0
"""qemu-img's standard options, which come before the subcommand."""

from __future__ import annotations

from instar.cli import getopt, program
from instar.cli.flags import Flag, Help, Switch, Text
from instar.cli.parse import wanted
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HELP = Flag(("-h", "--help"), Help(), "show this help")
VERSION = Flag(("-V", "--version"), Switch(), "show versions", default=False)
TRACE: Flag[str | None] = Flag(
    ("-T", "--trace"), Text("PATTERN"), "taken for qemu-img's sake, and ignored"
)
LOG: Flag[str | None] = Flag(("-D",), Text("FILE"), "taken for qemu's sake, and ignored")
FLAGS: tuple[Flag[Any], ...] = (HELP, VERSION, TRACE, LOG)


def read(words: list[str]) -> list[str]:
    """The subcommand and its words, or an option that is answered in its place."""
    names = {name: flag for flag in FLAGS for name in flag.names}
    rest: list[str] = []
    try:
        for flag, text in getopt.read(words, getopt.Table(names), in_order=True):
            if flag is None:
                rest.append(text)
            elif flag in (HELP, VERSION):
                return [flag.name]
    except getopt.GetoptError as error:
        raise complaint(str(error), error.quiet) from None
    return rest


def complaint(text: str, legacy: str = "") -> UsageError:
    """An error in what comes before a command, as the release words it that is asked for."""
    profile, _ = wanted(None)
    if profile.usage == "legacy":
        text = legacy or text
    more = "info" if profile.usage == "info" else "information"
    return UsageError(f"{text}\nTry '{program.name()} --help' for more {more}")
