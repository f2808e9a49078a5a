# SPDX-License-Identifier: Apache-2.0
"""Whether a new image has room where it goes, before anything is written."""

from __future__ import annotations

import os

from instar.errors import LimitError
from instar.sandbox.filesystem import free, place_of
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.conversion import Question
    from instar.ops.holding import Holding


class Room:
    """What a conversion to a file takes, asked only where the most it can take does not fit."""

    def __init__(self, question: Question, holding: Holding) -> None:
        self._question = question
        self._holding = holding

    @property
    def is_known(self) -> bool:
        """Whether there is a bound: not of what is compressed, or left to a backing image."""
        question = self._question
        is_new = question.over is None
        return is_new and not question.compress and question.backing is None

    def check(self, fully_allocated: int, *, reserves: bool) -> None:
        """Refuse an image that takes at most so many bytes, and all of them where it sets them
        aside, if its file system has no room for what the sources hold.
        """
        name = self._question.filename
        try:
            left = free(os.path.dirname(place_of(name)) or ".")
        except OSError:  # making the file reports it
            return
        most = fully_allocated
        if self._question.max_output:
            most = min(most, self._question.max_output)
        if most > left and not (reserves or self._question.blocks):
            most = min(most, self._held(left))
        if most > left:
            raise LimitError(
                f"'{printable(name)}' may take {most} bytes, and {left} are free there;"
                " --no-space-check tries it"
            )

    def _held(self, enough: int) -> int:
        """What all sources hold together."""
        total = 0
        for source in self._question.sources:
            total += self._holding.required(source, enough - total)
        return total
