# SPDX-License-Identifier: Apache-2.0
"""New images that share blocks with their sources (`--reflink`)."""

from __future__ import annotations

import os

from instar.errors import UsageError
from instar.ops.conversion import ALWAYS, NEVER
from instar.sandbox import transfer
from instar.sandbox.filesystem import place_of
from instar.sandbox.outputs import scratch_next_to
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.conversion import Question
    from instar.sandbox.disk import Disk


def shares_blocks(question: Question, disks: tuple[Disk, ...]) -> bool:
    """Whether the file system shares blocks of the sources with the new image."""
    if question.salvage and question.reflink == ALWAYS:
        raise UsageError("what is salvaged is read, so that no blocks are shared")
    if question.reflink == NEVER or question.salvage:
        return False
    is_new = question.over is None and question.blocks is None and not question.rate
    asks = question.reflink == ALWAYS
    found = is_new and _share_blocks(disks, place_of(question.filename), asks=asks)
    if asks and not found:
        why = "the file system shares no blocks with the source"
        if not is_new:
            why = "blocks are shared with a new image only, and at no rate"
        raise UsageError(f"{printable(question.filename)}: {why}")
    return found


def _share_blocks(disks: tuple[Disk, ...], filename: str, *, asks: bool) -> bool:
    """Whether a file of that name could share blocks with each of these. `asks` the file system,
    even one that has said no.
    """
    try:
        device = os.stat(os.path.dirname(filename) or ".").st_dev
        if device in transfer.without_clones and not asks:
            return False
        fd = scratch_next_to(filename)
    except OSError:
        return False
    with os.fdopen(fd):
        return all(transfer.clones(disk, fd) for disk in disks)
