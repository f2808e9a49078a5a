# SPDX-License-Identifier: Apache-2.0
"""What commands that change an image in place have in common."""

from __future__ import annotations

from instar.cli import shared
from instar.cli.flags import Flag
from instar.cli.kinds import Directories
from instar.errors import InstarError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.in_place import Target
    from instar.ops.run import Runner
    from instar.render.in_place import Changed

    Work = Callable[[Runner], Changed]


_NO_PATHS: tuple[str, ...] = ()
ALLOW_WRITE = Flag(
    ("--allow-write",),
    Directories(),
    "also write to backing and data files under DIR that only an image names (repeatable)",
    shared.SANDBOX,
    _NO_PATHS,
)


def may_write(values: Values) -> tuple[str, ...] | None:
    """Directories of files that only an image names, and that may be written; None: any."""
    return None if values.exact else values[ALLOW_WRITE]


def target(values: Values, filename: str) -> Target:
    """The image that a word of the command line means."""
    from instar.ops.in_place import Target

    return Target(
        source=shared.source(values, filename),
        profile=values.profile,
        access=shared.access(values, has_secret=False, has_snapshot=False),
        allow_write=may_write(values),
    )


def change(values: Values, out: Output, work: Callable[[], Work], done: str = "") -> int:
    """Make the change that `work` reads from the command line, and say what became of it: `done` to
    people.
    """
    from instar.render import in_place as render

    is_json = values[shared.OUTPUT_FORMAT] == "json"
    try:
        found = work()(shared.runner(values, out))
    except InstarError as error:
        if not is_json:
            raise
        out.write(render.error_as_json(error))
        return 1
    out.warn(found.warnings)
    if is_json:
        out.write(render.as_json(found))
    elif not values[shared.QUIET]:
        out.write(done)
    return 0
