# SPDX-License-Identifier: Apache-2.0
"""Flags of a comparison, and its question."""

from __future__ import annotations

from instar.cli import shared
from instar.cli.flags import Flag, Switch, Text
from instar.cli.kinds import CacheMode
from instar.cli.percent import Percent, Steps
from instar.errors import UsageError
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.parse import Values
    from instar.ops.compare import Question
    from instar.ops.reading import Subject
    from instar.options.source import Source

_COMPARING = "Comparing"

FORMAT = replace(
    shared.FORMAT,
    names=("-f", "--a-format"),
    exact_names=("--left-format",),
    help="format of FILE1 (default: detected)",
)
OTHER_FORMAT = replace(
    shared.FORMAT,
    names=("-F", "--b-format"),
    exact_names=("--right-format",),
    help="format of FILE2 (default: detected)",
)
STRICT = Flag(
    ("-s", "--strict"),
    Switch(),
    "sizes, and what of the disks is allocated, have to be the same too",
    _COMPARING,
    default=False,
)
_MODES = CacheMode("source cache")
CACHE = Flag(
    ("-T", "--cache"),
    Text("CACHE"),
    f"accepted and ignored: {', '.join(_MODES.words())}",
    _COMPARING,
    "writeback",
)


def _check(values: Values) -> None:
    """What is wrong with the command line, and is no matter of its form to qemu-img."""
    if values[shared.IMAGE_OPTS] and (values[FORMAT], values[OTHER_FORMAT]) != (None, None):
        raise UsageError("--image-opts and --format are mutually exclusive")
    if values[CACHE] not in _MODES.words():
        raise UsageError(f"Invalid source cache option: {values[CACHE]}")


def question(values: Values, percent: Percent) -> Question:
    """The question of a command line."""
    from instar.ops.compare import Question

    _check(values)
    one, other = values[shared.WORDS]
    wanted = Question(
        subjects=(_subject(values, one, FORMAT), _subject(values, other, OTHER_FORMAT)),
        profile=values.profile,
        strict=values[STRICT],
    )
    if not percent.wanted:
        return wanted
    return replace(wanted, on_opened=percent.begin, on_progress=Steps(percent).add)


def _subject(values: Values, name: str, format: Flag[str | None]) -> Subject:
    from instar.ops.reading import subject

    source = _source(values, name, format)
    secrets = values[shared.OBJECT]
    return subject((source,), values.profile, shared.access(values), secrets)


def _source(values: Values, name: str, format: Flag[str | None]) -> Source:
    return shared.source(values, name, format)
