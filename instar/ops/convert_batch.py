# SPDX-License-Identifier: Apache-2.0
"""Conversions whose images get their names together, after one wait for the storage."""

from __future__ import annotations

from instar.errors import InstarError
from instar.ops.convert import Converter
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
    batch = Batch(runner)
    try:
        with batch:
            found = [_answer(one, runner, batch) for one in wanted]
    except InstarError:
        if not batch.has_failed:
            raise
    if not batch.has_failed:
        return found
    return [_answer(one, runner, None) for one in wanted]  # whose name is missing is not known


def _answer(wanted: Wanted, runner: Runner, batch: Batch | None) -> Converted | InstarError:
    try:
        return Converter(wanted(), runner).convert(batch=batch)
    except InstarError as error:
        return error
