# SPDX-License-Identifier: Apache-2.0
"""`convert --output-dir`: an image for each file, and a line of JSON."""

from __future__ import annotations

import os

from instar.cli import converting, copying, many, shared
from instar.errors import UsageError
from instar.render import convert as render
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.cli.registry import Command
    from instar.ops.conversion import Converted, Question
    from instar.ops.run import Runner

_SUFFIXES = {"vpc": "vhd", "parallels": "hds"}
"""Of formats whose files are not called as they are."""


def answer(values: Values, command: Command, folder: str, out: Output) -> int:
    """Convert each file; the exit status is 1 if any of them failed."""
    files = values[shared.WORDS]
    if not files:
        raise UsageError(shared.hinted("Must specify image file name", command, values.profile))
    targets = _targets(files, folder, _suffix(values))
    given = {
        name: converting.question(values, command, (name, target))
        for name, target in targets.items()
    }
    return many.each(
        files, convert, given, render.Rows(), values, out, travels=not values[shared.OBJECT]
    )


def convert(
    runner: Runner, given: Mapping[str, Question], name: str
) -> tuple[Converted, tuple[str, ...], int]:
    """Convert one of the files, in whatever process that is asked."""
    from instar.ops.convert import Converter

    found = Converter(given[name], runner).convert()
    return found, (*found.warnings, *found.losses), 0


def _suffix(values: Values) -> str:
    """Of the new files' names."""
    from instar.options.platforms import PLATFORMS

    format, platform = values[copying.TARGET_FORMAT], values[converting.PLATFORM]
    if platform in PLATFORMS and not values.has(copying.TARGET_FORMAT):
        format = next(iter(PLATFORMS[platform].formats))
    return _SUFFIXES.get(format, format)


def _targets(files: Sequence[str], folder: str, suffix: str) -> dict[str, str]:
    """The new image of each file. None takes the place of another, or of a source."""
    targets: dict[str, str] = {}
    sources = {os.path.realpath(name) for name in files}
    taken: dict[str, str] = {}
    for name in files:
        stem = os.path.splitext(os.path.basename(name))[0]
        found = os.path.join(folder, f"{stem}.{suffix}")
        other = taken.setdefault(found, name)
        if other != name or name in targets:
            raise UsageError(
                f"'{printable(other)}' and '{printable(name)}' would both become"
                f" '{printable(found)}'"
            )
        if os.path.realpath(found) in sources:
            raise UsageError(f"'{printable(found)}' is a source, and would be replaced")
        targets[name] = found
    return targets
