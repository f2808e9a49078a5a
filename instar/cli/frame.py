# SPDX-License-Identifier: Apache-2.0
"""The frame around every command: profile, values, warnings, answer, error."""

from __future__ import annotations

from instar.cli.output import Output
from instar.cli.parse import Values, choose_profile, early, parse
from instar.cli.shared import COLOR, DEBUG, ERRORS, OBJECT, PROGRESS, SNAPSHOT
from instar.errors import InstarError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.cli.registry import Command


def run(command: Command, argv: Sequence[str]) -> int:
    """Do what a command line says; returns the exit status."""
    objects = early(ERRORS, command, argv) == "json"
    color = early(COLOR, command, argv) or COLOR.default
    try:
        profile, exact = choose_profile(command, argv)
    except UsageError as error:
        return _fail(error, Values(), Output(objects=objects, color=color))
    values = Values(profile, exact=exact)
    try:
        parse(command, argv, values)
    except UsageError as error:
        return _fail(error, values, Output(exact=exact, objects=objects, color=color))
    details, progress = values[DEBUG], values[PROGRESS]
    out = Output(exact=exact, objects=objects, details=details, progress=progress, color=color)
    out.warn(values.warnings)
    values.warnings.clear()
    try:
        status = command.answer(values, out)
        out.warn(values.warnings)
        return status
    except InstarError as error:
        return _fail(error if exact else _explained(error, values, out), values, out)
    finally:
        for secret in values[OBJECT].values():
            secret.wipe()


def _explained(error: InstarError, values: Values, out: Output) -> InstarError:
    if values[SNAPSHOT] is None:
        return error
    from instar.cli.missing import hinted

    return hinted(error, values, out)


def _fail(error: InstarError, values: Values, out: Output) -> int:
    out.warn(values.warnings)
    out.error(error)
    return 1
