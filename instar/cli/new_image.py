# SPDX-License-Identifier: Apache-2.0
"""Flags that say which new image is wanted, and what `create` makes of them."""

from __future__ import annotations

from instar.cli import shared, target
from instar.cli.change_kinds import PlatformName
from instar.cli.flags import Flag, Switch, Text
from instar.cli.kinds import SourceFormat
from instar.cli.numbers import Count
from instar.cli.parse import Met
from instar.cli.sizes import DiskSize
from instar.cli.target_kinds import TargetFormat
from instar.errors import UsageError
from instar.record import replace
from instar.text import printable
from instar.widths import UINT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.parse import Values
    from instar.cli.registry import Command
    from instar.ops.create import Question

_IMAGE = "Image"
_BACKING = "Backing image"

FORMAT = Flag(
    ("-f", "--format"), TargetFormat("FMT"), "format of the image (default: raw)", _IMAGE, "raw"
)
OPTIONS = replace(
    target.OPTIONS, names=("-o", "--options"), help="options of the format", group=_IMAGE
)
_NO_SEED: int = -1
SEED = Flag(
    ("--seed",),
    Count(0, UINT64_MAX),
    "derive the random parts of the file from this number",
    _IMAGE,
    _NO_SEED,
)
BACKING: Flag[str | None] = Flag(
    ("-b", "--backing"),
    Text("FILE", is_path=True),
    "backing image of the new one",
    _BACKING,
)
BACKING_FORMAT: Flag[str | None] = Flag(
    ("-F", "-B", "--backing-format"), SourceFormat("FMT"), "format of the backing image", _BACKING
)
UNOPENED = Flag(
    ("-u", "--backing-unsafe"),
    Switch(),
    "do not open the backing image",
    _BACKING,
    default=False,
)
PLATFORM: Flag[str | None] = Flag(
    ("--for",),
    PlatformName("PLATFORM"),
    "choose what this platform takes, and refuse what it does not",
    _IMAGE,
)
FLAGS = (FORMAT, PLATFORM, OPTIONS, SEED, BACKING, BACKING_FORMAT, UNOPENED)
_SIZE: Flag[int | None] = Flag(("SIZE",), DiskSize(), "the size of the disk")


def seed(values: Values) -> int | None:
    """What the random parts of the file are made of; None: of nothing that anybody knows."""
    given = values[SEED]
    return None if given == _NO_SEED else given


def question(values: Values, command: Command) -> Question:
    """The question of a command line."""
    from instar.ops.create import Question, origin
    from instar.ops.measure import read_option_lists

    lists, secrets = values[OPTIONS], values[shared.OBJECT]
    words = values[shared.WORDS]
    if not words:
        raise UsageError(shared.hinted("Expecting image file name", command, values.profile))
    size = None
    if len(words) > 1:
        size = _SIZE.kind.read(words[1], None, Met(_SIZE, command, values))
    if len(words) > 2:
        text = f"Unexpected argument: {printable(words[2])}"
        raise UsageError(shared.hinted(text, command, values.profile))
    return Question(
        filename=words[0],
        format=values[FORMAT] if values.has(FORMAT) or values[PLATFORM] is None else "",
        platform=values[PLATFORM],
        profile=values.profile,
        access=shared.access(values, has_secret=True),
        settings=tuple(read_option_lists(lists)),
        size=size,
        backing=values[BACKING],
        backing_format=values[BACKING_FORMAT],
        unopened=values[UNOPENED],
        secrets=secrets,
        origin=origin(seed(values)),
        own=not values.exact,
    )


def topic(values: Values) -> str:
    """The options of the format, with `-o help`."""
    if not target.wants_help(values[OPTIONS]):
        return ""
    from instar.options.targets import find_target, help_text

    has_name = bool(values[shared.WORDS])
    found = find_target(values[FORMAT], values.profile)
    text = help_text(found, values.profile, with_file=has_name)
    return text if has_name else text + _MORE


_MORE = """
The protocol level may support further options.
Specify the target filename to include those options.
"""
