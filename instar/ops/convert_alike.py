# SPDX-License-Identifier: Apache-2.0
"""Conversions that differ in nothing but their files: what the first one works out, the others
have.
"""

from __future__ import annotations

from _operator import attrgetter

from instar.ops.conversion import Question
from instar.record import names_of_class, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.source import SourceOptions
    from instar.ops.create import Creator
    from instar.ops.create_batch import Batch
    from instar.ops.create_files import Filling, Order
    from instar.ops.create_options import Chosen

_OWN = ("sources", "filename", "origin")
"""What each conversion has of its own."""
_shared = attrgetter(*(name for name in names_of_class(Question) if name not in _OWN))
_NAMES = ("backing", "secrets", "over", "platform", "bitmaps")
"""What makes one that is like no other."""
_named = attrgetter(*_NAMES)


class Kind:
    """What conversions of one kind have in common. That of a single one has nobody to share it."""

    def __init__(self, question: Question) -> None:
        self._question = question
        # Where the blocks of a VHDX are is needed, whatever qemu-img says of them.
        self.access = replace(question.access, by_table=True, keys=True)
        self.direct = self.access.with_order()
        """How a source is opened in a run that writes the new image, too."""
        self._chosen: Chosen | None = None
        self._looks: dict[SourceOptions, bytes] = {}
        self._orders: dict[tuple[int, int, SourceOptions], Order] = {}

    def is_of(self, question: Question) -> bool:
        """Whether a question differs from the first in its files only."""
        if any(_named(question)) or any(one.name == "backing_file" for one in question.settings):
            return False
        return bool(_shared(self._question) == _shared(question))

    def chosen(self, check: Callable[[], Chosen]) -> Chosen:
        """What is chosen, which is checked once."""
        if self._chosen is None:
            self._chosen = check()
        return self._chosen

    def look(self, options: SourceOptions, pack: Callable[[], bytes]) -> bytes:
        """The configuration of a run that looks at a source."""
        found = self._looks.get(options)
        if found is None:
            found = self._looks[options] = pack()
        return found

    def order(
        self, creator: Creator, batch: Batch, filling: Filling, flags: int, options: SourceOptions
    ) -> Order:
        """What a guest is asked to write, of a source that is opened so."""
        key = creator.size, flags, options
        found = self._orders.get(key)
        if found is not None:
            return creator.again(found, filling)
        made = creator.order(batch, filling)
        if creator.repeats(made):
            self._orders[key] = made
        return made
