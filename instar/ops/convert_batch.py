# SPDX-License-Identifier: Apache-2.0
"""Conversions whose images get their names together: some wait for the storage while the next ones
are made.
"""

from __future__ import annotations

from instar.errors import InstarError
from instar.ops.convert import Converter
from instar.ops.convert_alike import Kind
from instar.ops.create_batch import Batch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from instar.ops.conversion import Converted, Question
    from instar.ops.run import Runner

    Wanted = Callable[[], Question]
    """Makes a question, or raises the error that is its answer."""


def convert_all(wanted: Sequence[Wanted], runner: Runner) -> list[Converted | InstarError]:
    """Each new image, durable under its name, or the error of one that cannot be made."""
    batch, kinds = Batch(runner, aside=True), _Kinds()
    try:
        with batch:
            found = [_answer(one, runner, batch, kinds) for one in wanted]
    except InstarError:
        if not batch.has_failed:
            raise
    if not batch.has_failed:
        return found
    # Whose name is missing is not known.
    return [_answer(one, runner, None, kinds) for one in wanted]


class _Kinds:
    """That of one conversion after the other: most are like the one before."""

    def __init__(self) -> None:
        self._last: Kind | None = None

    def of(self, question: Question) -> Kind:
        if self._last is None or not self._last.is_of(question):
            self._last = Kind(question)
        return self._last


def _answer(
    wanted: Wanted, runner: Runner, batch: Batch | None, kinds: _Kinds
) -> Converted | InstarError:
    try:
        question = wanted()
        return Converter(question, runner, kinds.of(question)).convert(batch=batch)
    except InstarError as error:
        return error
