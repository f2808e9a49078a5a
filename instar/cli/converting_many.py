# SPDX-License-Identifier: Apache-2.0
"""`convert --output-dir`: an image for each file, and a line of JSON."""

from __future__ import annotations

import os

from instar.cli import converting, copying, many, new_image, shared
from instar.errors import InstarError, UsageError
from instar.record import Record, replace
from instar.render import convert as render
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from instar.cli.many import Asked
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.cli.registry import Command
    from instar.ops.conversion import Converted, Question
    from instar.ops.run import Runner

    Row = tuple[Converted, tuple[str, ...], int]

_SUFFIXES = {"vpc": "vhd", "parallels": "hds"}
"""Of formats whose files are not called as they are."""


class _New(Record):
    """What the new images have in common."""

    folder: str
    suffix: str
    seed: int | None

    def path(self, name: str) -> str:
        stem = os.path.splitext(os.path.basename(name))[0]
        return os.path.join(self.folder, f"{stem}.{self.suffix}")


def answer(values: Values, command: Command, folder: str, out: Output) -> int:
    """Convert each file; the exit status is 1 if any of them failed."""
    files = many.names(values)
    if not files:
        raise UsageError(shared.hinted("Must specify image file name", command, values.profile))
    new = _New(folder, _suffix(values), new_image.seed(values))
    _check_apart(files, new)
    question = converting.question(values, command, (files[0], new.path(files[0])))
    rows = render.Lines() if values[shared.OUTPUT_FORMAT] == many.LINES else render.Rows()
    given, travels = many.asked(question, values, new), not values[shared.OBJECT]
    return many.each(files, convert, given, rows, values, out, travels=travels, together=True)


def convert(runner: Runner, given: Asked, names: Sequence[str]) -> list[Row | InstarError]:
    """Convert some of the files, in whatever process that is asked."""
    from functools import partial

    from instar.ops.convert_batch import convert_all

    found = convert_all([partial(_question, given, name) for name in names], runner)
    return [one if isinstance(one, InstarError) else _row(one) for one in found]


def _row(found: Converted) -> Row:
    return found, (*found.warnings, *found.losses), 0


def _question(given: Asked, name: str) -> Question:
    """Each image has random parts of its own."""
    from instar.ops.create import origin

    question: Any = given.question
    return replace(  # type: ignore[no-any-return]
        question,
        sources=(given.source(name),),
        filename=given.more.path(name),
        origin=origin(given.more.seed),
    )


def _suffix(values: Values) -> str:
    """Of the new files' names."""
    from instar.options.platforms import PLATFORMS

    format, platform = values[copying.TARGET_FORMAT], values[converting.PLATFORM]
    if platform in PLATFORMS and not values.has(copying.TARGET_FORMAT):
        format = next(iter(PLATFORMS[platform].formats))
    return _SUFFIXES.get(format, format)


def _check_apart(files: Sequence[str], new: _New) -> None:
    """No new image takes the place of another, or of a source."""
    sources = {os.path.realpath(name) for name in files}
    taken: dict[str, str] = {}
    for name in files:
        found = new.path(name)
        if found in taken:
            raise UsageError(
                f"'{printable(taken[found])}' and '{printable(name)}' would both become"
                f" '{printable(found)}'"
            )
        taken[found] = name
        if os.path.realpath(found) in sources:
            raise UsageError(f"'{printable(found)}' is a source, and would be replaced")
