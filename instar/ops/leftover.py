# SPDX-License-Identifier: Apache-2.0
"""What a change has added to an image before it was interrupted (`sandbox/growth.py`): it is cut
off, unless something refers to it by now.

Another program may have used the image since, and have put something of its own there. So two
guests check the image, with what was added and without it: only if that is no worse, nobody misses
it.
"""

from __future__ import annotations

import os

from instar.errors import CheckFailed, ImageError, OpenError
from instar.ops.check import Check, Hearing, look
from instar.ops.check import Question as Checked
from instar.ops.info import Question as Looked
from instar.ops.info import ask as look_at
from instar.record import replace
from instar.sandbox.companions import take_back
from instar.sandbox.growth import is_recorded, left_over, put_away
from instar.sandbox.stable import sync

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.profiles import Profile
    from instar.ops.access import Access
    from instar.ops.run import Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk

_IN_CLUSTERS = ("qcow2", "qed")


def settler(
    source: Source, profile: Profile, access: Access, runner: Callable[[], Runner]
) -> Callable[[Disk], None]:
    """What an image that is opened for a change has done to it first."""

    def settle(disk: Disk) -> None:
        for part in (disk, *disk.parts):
            if is_recorded(part):
                settle_file(disk, part)

    def settle_file(image: Disk, disk: Disk) -> None:
        left = left_over(disk)
        if left is not None and left.old < disk.size:
            alone = replace(access.alone(), backing=False, data_files=False)
            question = Checked(source=source, profile=profile, access=alone)
            _cut(image, disk, left.old, question, runner())
        if left is not None and left.companions:
            take_back(disk, left.companions)
        put_away(disk, left)

    return settle


def _cut(image: Disk, disk: Disk, old: int, question: Checked, runner: Runner) -> None:
    """Cut the file of an image, or a part of it, which is in another file."""
    end = _end(disk, old, question, runner) if disk is image else old
    if end >= disk.size:
        return
    without = _faults(image, disk, end, question, runner)
    if without is None:
        return
    found = _faults(image, disk, disk.size, question, runner)
    if found is not None and any(more > now for more, now in zip(without, found, strict=True)):
        return
    os.ftruncate(disk.fd, end)
    sync(disk.fd)
    disk.size = end


def _end(disk: Disk, old: int, question: Checked, runner: Runner) -> int:
    """The old end, with all of the last cluster, of which there may have been a part, where files
    are counted in clusters.
    """
    asked = Looked(source=question.source, profile=question.profile, access=question.access)
    try:
        image = look_at(asked, runner, disk.view())[0]
    except (ImageError, OpenError):
        return disk.size
    cluster = image.cluster_size if image.format in _IN_CLUSTERS else 0
    return old + -old % (cluster or 1)


def _faults(
    image: Disk, disk: Disk, end: int, question: Checked, runner: Runner
) -> tuple[int, int] | None:
    """What is wrong with the image if the file ends there, leaks apart; None: nobody knows."""
    with image.view() as seen:
        for file, view in zip((image, *image.parts), (seen, *seen.parts), strict=True):
            if file is disk:
                view.size = end
        try:
            found: Check = look(question, runner, Hearing(lambda problems: None), seen)[0]
        except (CheckFailed, ImageError, OpenError):
            return None
    return found.corruptions, found.check_errors
