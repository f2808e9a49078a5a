# SPDX-License-Identifier: Apache-2.0
"""The sources of a conversion, as a first look finds them: sizes, and the files that they are made
of.
"""

from __future__ import annotations

import os

from instar.errors import ImageError, UsageError
from instar.ops.access import source_secrets
from instar.ops.map import Hearing, Window
from instar.ops.map import Question as Mapped
from instar.ops.map import ask as map_disk
from instar.options.source import check_detected
from instar.widths import UINT32_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from instar.generated.messages import Opened
    from instar.ops.access import Access
    from instar.ops.conversion import Question
    from instar.ops.holding import Holding
    from instar.ops.run import Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk, Identity

_NOTHING = Window(0, 0)
_NOT_BELOW = UINT32_MAX


class Layers:
    """What is known of them. `files` are all, `warn` hears what a look has to say."""

    def __init__(
        self,
        question: Question,
        access: Access,
        runner: Runner,
        holding: Holding,
        warn: Callable[[str], None],
    ) -> None:
        self._question = question
        self._access = access
        self._holding = holding
        self._runner = runner
        self._warn = warn
        self._depths: dict[Identity, int] = {}
        self.files: set[Identity] = set()

    def look(self, source: Source) -> int:
        """The size of a source's disk, which opens with all that is below it."""
        opened: list[Opened] = []
        taken: list[int] = []
        question = self._question

        def see(disk: Disk) -> None:
            taken.append(disk.allocated())
            self.see(disk)

        asked = Mapped(
            source=source,
            profile=question.profile,
            access=self._access,
            window=_NOTHING,
            secrets=source_secrets([source], question.secrets),
        )
        map_disk(asked, self._runner, Hearing(lambda batch: None, opened.append, see, self._warn))
        self.check(source, opened[0], taken[0])
        return opened[0].virtual_size

    def see(self, disk: Disk) -> None:
        """A layer of the source, or a file of one: that has the layer's depth too."""
        self.files.add(disk.identity)
        if disk.depth > 0:
            self._depths.setdefault(disk.identity, disk.depth)

    def depth_of(self, backing: str | None) -> int:
        """How far below the source an image is; far more than anything is if it is not there."""
        if backing is None:
            return 0
        found = os.stat(backing)
        return self._depths.get((found.st_dev, found.st_ino), _NOT_BELOW)

    def check(self, source: Source, opened: Opened, taken: int) -> None:
        """Refuse a source, of whose file so many bytes are taken, for what is found in it."""
        check_detected(source, opened.format)
        if self._question.max_ratio and self._question.blocks is None:
            self._check_expansion(source, opened.virtual_size, taken)

    def _check_expansion(self, source: Source, size: int, taken: int) -> None:
        """A disk that is no larger than what its file takes so many times needs no look, nor one
        that holds no more than that.
        """
        question = self._question
        bound = question.max_ratio * taken
        is_large = 0 < bound < size and not self._holds_at_most(source, bound)
        if not is_large and not self._depths:
            return
        from instar.ops.expansion import Look

        look = Look(question.profile, self._access, question.max_ratio, self._runner)
        if is_large:
            look.check(source)
        look.check_below(source)

    def _holds_at_most(self, source: Source, bound: int) -> bool:
        """Whether all that is there to unpack is that little. What cannot be measured may be more;
        its error is the conversion's to report.
        """
        try:
            return self._holding.data(source, bound) <= bound
        except (ImageError, UsageError):
            return False


def warned(error: ImageError, warnings: Sequence[str]) -> ImageError:
    """An error, with all that was said before it."""
    error.warnings = (*warnings, *error.warnings)
    return error
