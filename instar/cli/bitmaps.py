# SPDX-License-Identifier: Apache-2.0
"""Flags of a change of bitmaps, and its question."""

from __future__ import annotations

from instar.cli import in_place, shared
from instar.cli.flags import Flag, Kind, Text
from instar.cli.kinds import SourceFormat
from instar.cli.sizes import DiskSize
from instar.errors import UsageError
from instar.options import since

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.cli.completion import Line
    from instar.cli.flags import Place
    from instar.cli.parse import Values
    from instar.ops.bitmap import Question

    Done = tuple[str, str]


class Action(Kind["tuple[Done, ...]"]):
    """One more of the actions, which are kept in the order of the command line."""

    def __init__(self, name: str, metavar: str = "") -> None:
        self.name, self.metavar = name, metavar

    def read(self, text: str, before: tuple[Done, ...], place: Place) -> tuple[Done, ...]:
        return (*before, (self.name, text if self.metavar else ""))

    def complete(self, incomplete: str, line: Line) -> list[str]:
        """Bitmaps of the image that they are taken from."""
        origins = [text for flag, text in line.given if flag is ORIGIN]
        return [name for name in named(origins or line.words) if name.startswith(incomplete)]


def named(words: Sequence[str]) -> list[str]:
    """Names of the bitmaps of the images among the words of a line."""
    from instar.cli.existing import bitmaps

    return bitmaps(words)


def _action(name: str, help: str, metavar: str = "") -> Flag[tuple[Done, ...]]:
    none: tuple[Done, ...] = ()
    return Flag((f"--{name}",), Action(name, metavar), help, "Actions", none, into="actions")


ADD = _action("add", "create the bitmap, enabled and with all bits clear")
ACTIONS = (
    ADD,
    _action("remove", "delete the bitmap"),
    _action("remove-all", "delete all bitmaps of the image"),
    _action("clear", "clear all bits"),
    _action("enable", "record writes in the bitmap"),
    _action("disable", "stop recording writes in the bitmap"),
    _action("merge", "set all bits that are set in the bitmap SOURCE", "SOURCE"),
)
GRANULARITY: Flag[int | None] = Flag(
    ("-g", "--granularity"),
    DiskSize("SIZE", "granularity"),
    "with --add: bytes of the disk per bit (default: the cluster size, but 4k to 64k)",
    "Actions",
)
ORIGIN: Flag[str | None] = Flag(
    ("-b", "--source-file"),
    Text("FILE", is_path=True),
    "take the bitmaps of --merge from this image",
    shared.SOURCE,
)
ORIGIN_FORMAT: Flag[str | None] = Flag(
    ("-F", "--source-format"), SourceFormat("FMT"), "format of that image", shared.SOURCE
)


FLAGS = (*ACTIONS, GRANULARITY, ORIGIN, ORIGIN_FORMAT)


def _check(values: Values) -> None:
    """The rules, in qemu-img's order."""
    has_all = values.profile.number >= since.BITMAP_REMOVE_ALL
    done = {action for action, _ in values[ADD]}
    words, most = values[shared.WORDS], 2
    if not done:
        more = " --remove-all," if has_all else ""
        known = f"--add, --remove,{more} --clear, --enable, --disable, or --merge"
        raise UsageError(f"Need at least one of {known}")
    if values[GRANULARITY] and "add" not in done:
        raise UsageError("granularity only supported with --add")
    if values.has(ORIGIN_FORMAT) and not values.has(ORIGIN):
        raise UsageError("-F only supported with -b")
    if values.has(ORIGIN) and "merge" not in done:
        raise UsageError("Merge bitmap source file only supported with --merge")
    if done == {"remove-all"}:
        most = 1
    if len(words) != most:
        raise UsageError(
            "Expecting filename and bitmap name" if most == 2 else "Expecting filename"
        )


def question(values: Values) -> Question:
    """The question of a command line."""
    from instar.ops.bitmap import Question, Step
    from instar.options.named import source_named

    _check(values)
    shared.check_description(values)
    filename, *names = values[shared.WORDS]
    origin = values[ORIGIN]
    return Question(
        target=in_place.target(values, filename),
        name=names[0] if names else "",
        steps=tuple(Step(*done) for done in values[ADD]),
        granularity=values[GRANULARITY] or 0,
        origin=None
        if origin is None
        else source_named(origin, values[ORIGIN_FORMAT], values.profile, exact=values.exact),
        partly=values.exact,
    )
