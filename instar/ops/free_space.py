# SPDX-License-Identifier: Apache-2.0
"""Whether a new image has room where it goes, before anything is written."""

from __future__ import annotations

import os

from instar.errors import LimitError, UsageError
from instar.ops.measure import Question, ask
from instar.options.schema import Setting
from instar.record import replace
from instar.sandbox.devices import is_device
from instar.sandbox.filesystem import free
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.access import Access
    from instar.ops.conversion import Question as Conversion
    from instar.ops.run import Runner
    from instar.options.source import Source

_FINE = ("4096", "65536", "2097152")
"""Clusters to count data in, the finest that a qcow2 of the size can have."""


class Room:
    """What a conversion takes, asked only where not even the most that it can take fits."""

    def __init__(self, question: Conversion, access: Access, runner: Runner) -> None:
        self._question = question
        self._access = replace(access, keys=False)
        self._runner = runner

    @property
    def is_known(self) -> bool:
        """Whether there is a bound: not of what is compressed, or left to a backing image."""
        question = self._question
        is_new = question.over is None and not is_device(question.filename)
        return is_new and not question.compress and question.backing is None

    def check(self, fully_allocated: int, *, reserves: bool) -> None:
        """Refuse an image that takes at most so many bytes, and all of them where it sets them
        aside, if its file system has no room for what the sources hold.
        """
        name = self._question.filename
        folder = os.path.dirname(os.path.realpath(name))
        try:
            left = free(folder)
        except OSError:  # making the file reports it
            return
        most = fully_allocated
        if self._question.max_output:
            most = min(most, self._question.max_output)
        if most > left and not (reserves or self._question.blocks):
            most = min(most, sum(self._most(source) for source in self._question.sources))
        if most > left:
            raise LimitError(
                f"'{printable(name)}' may take {most} bytes, and {left} are free there;"
                " --no-space-check tries it"
            )

    def _most(self, source: Source) -> int:
        """The most that the new image takes of a source. What has large blocks, or none, leaves
        holes in its file; so fine clusters bound its data too.
        """
        question = self._question
        settings = tuple(one for one in question.settings if one.name != "size")
        whole = self._required(source, question.format, settings)
        for length in _FINE:
            try:
                fine = self._required(source, "qcow2", (Setting("cluster_size", length, ""),))
            except UsageError:  # the disk is too large for it
                continue
            return min(whole, fine)
        return whole

    def _required(self, source: Source, format: str, settings: tuple[Setting, ...]) -> int:
        question = self._question
        asked = Question(
            target=format,
            settings=settings,
            source=source,
            creates=True,
            secrets=question.secrets,
            profile=question.profile,
            access=self._access,
        )
        return ask(asked, self._runner).required
