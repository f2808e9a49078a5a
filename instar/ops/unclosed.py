# SPDX-License-Identifier: Apache-2.0
"""Images that are marked as not closed: their reference counts may be wrong. Before such an image
is changed it is repaired, as by `check -r all`, in a change of its own. Its disk reads the same.
"""

from __future__ import annotations

import os
import stat

from instar.errors import OpenError
from instar.ops.check import Hearing
from instar.ops.check import Question as Checked
from instar.ops.repair import Question as Repair
from instar.ops.repair import repair
from instar.record import replace
from instar.sandbox.transaction import Transaction, is_planned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Target
    from instar.ops.problems import Problems
    from instar.ops.run import Runner
    from instar.sandbox.disk import Disk


def is_repairable(disk: Disk, seen: ImageInfo) -> bool:
    """Whether such an image is repaired first: not where nothing is going to be written, nor where
    there is no place for a journal. There the guest refuses to change it.
    """
    return bool(seen.dirty) and not is_planned() and stat.S_ISREG(os.fstat(disk.fd).st_mode)


def repair_first(target: Target, disk: Disk, seen: ImageInfo, runner: Runner) -> tuple[str, ...]:
    """Repair the image, which is open and locked. Returns what the user should know. What is left
    of its errors would lead to others, so that is refused.
    """
    lines: list[str] = []
    access, shown = target.access, target.source.shown

    def keep(problems: Problems) -> None:
        lines.extend(problems.lines(exact=True))

    question = Repair(
        image=Checked(
            source=replace(target.source, backing=None, data_file=None),
            profile=target.profile,
            access=replace(access.alone(), backing=False, data_files=False, has_secret=True),
            beyond=access.beyond_qemu,
        )
    )
    with Transaction(disk, "check", is_held=True) as change:
        found = repair(question, change, runner, Hearing(keep))
    if not found.is_clean:
        left = f"{found.corruptions + found.check_errors} errors and {found.leaks} leaks are left"
        raise OpenError(shown, f"Could not repair dirty image: {left}")
    if not access.beyond_qemu:
        return tuple(lines)
    return (
        f"{shown}: a {seen.format} image that was not closed; repaired {found.leaks_fixed} leaked"
        f" clusters and {found.corruptions_fixed} errors first",
    )
