# SPDX-License-Identifier: Apache-2.0
"""Conversions to standard output."""

from __future__ import annotations

import os
import sys

from instar.cli import converting, copying, shared
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.conversion import Question

_OUT = 1
_NOT_OUT = (
    (copying.NO_CREATE, "has no image to write over"),
    (converting.HASH, "takes the image alone; the hash would be part of it"),
    (shared.OUTPUT_FORMAT, "takes the image alone; JSON would be part of it"),
)


def convert(values: Values, asked: Question, out: Output) -> int:
    """Write the new image to standard output."""
    from instar.ops.streams import convert

    for flag, why in _NOT_OUT:
        if values.has(flag):
            raise UsageError(f"standard output {why} ({flag.name})")
    if values.has(converting.PROGRESS) and values[converting.PROGRESS] != "json":
        raise UsageError("standard output takes the image alone; --progress=json goes elsewhere")
    if os.isatty(_OUT):
        raise UsageError("standard output is a terminal, which takes no image")
    sys.stdout.flush()
    with converting.progress(values, asked.filename) as on_progress:
        out.warn(convert(asked, _OUT, shared.runner(values, out), on_progress))
    return 0
