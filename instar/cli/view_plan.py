# SPDX-License-Identifier: Apache-2.0
"""`instar view --plan COMMAND FILE`: the image as a command would leave it. The command runs as
ever, in its own guest, up to the moment at which its change would become durable.
"""

from __future__ import annotations

import shlex

from instar.cli.output import Output
from instar.cli.parse import Values, parse
from instar.cli.registry import load
from instar.errors import UsageError
from instar.record import replace
from instar.sandbox.transaction import planned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from instar.cli.registry import Command
    from instar.ops.view import Question
    from instar.sandbox.transaction import Transaction

    T = TypeVar("T")

COMMANDS = ("amend", "bitmap", "check", "rebase", "resize", "snapshot")
"""Those that change an image in place."""

NOW, PLANNED = "the file as it is", "the file as planned"


class _Seen(Exception):
    """The change was looked at, and is given up."""


class _Silent(Output):
    """Of a command that is only planned, nothing is printed but its errors: what it says that it
    does, it does not do.
    """

    def write(self, text: str) -> None:
        pass

    def problems(self, text: str) -> None:
        pass


def with_plan(
    text: str, name: str, values: Values, question: Question, see: Callable[[Question, Question], T]
) -> T:
    """What `see` makes of the image as it is and as the command would leave it."""
    command, words = _command(text)
    given = Values(values.profile, exact=values.exact)
    parse(command, words if name in words else [name, *words], given)
    found: list[T] = []

    def look(change: Transaction) -> None:
        before = replace(question, opens=change.before)
        found.append(see(before, replace(question, opens=change.view)))
        raise _Seen

    try:
        with planned(look):
            command.answer(given, _Silent())
    except _Seen:
        return found[0]
    raise UsageError(f"'{text}' would change nothing")


def _command(text: str) -> tuple[Command, list[str]]:
    try:
        name, *words = shlex.split(text) or [""]
    except ValueError as error:
        raise UsageError(f"--plan expects a command, not '{text}': {error}") from None
    if name == "commit":
        raise UsageError("--plan does not show commit: it writes the backing image as it goes")
    if name not in COMMANDS:
        known = ", ".join(COMMANDS)
        raise UsageError(f"--plan expects one of {known}, with what it is given, not '{name}'")
    return load(name), words
