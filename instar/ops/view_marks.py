# SPDX-License-Identifier: Apache-2.0
"""What `info --safety` and `check` find of an image, at the nodes and bytes of its view."""

from __future__ import annotations

from instar.errors import ImageError, InstarError
from instar.ops import check, info
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from instar.ops.run import Runner
    from instar.ops.view import Question

_MOST = 1000
"""Problems of one image that are shown."""
_BAD = ("corruption", "leak", "check_error")


class Mark(Record, kw_only=True):
    """Something that is wrong with an image."""

    effect: str
    """`low`, `medium` or `high` of what is unsafe; `corruption`, `leak` or `check_error`; `more`
    where problems are left out; `error` where the image cannot be looked at; `differs` of what is
    not the same in a second image.
    """
    text: str
    offset: int | None = None
    """Where in the file, if it has a place there."""
    field: str = ""
    path: str = ""
    """Of the node that it is of, where that is known."""

    def __str__(self) -> str:
        return f"{self.effect}: {self.text}"


def found(question: Question, runner: Runner) -> tuple[Mark, ...]:
    """All of them, once each."""
    return tuple(dict.fromkeys([*_unsafe(question, runner), *_wrong(question, runner)]))


def _unsafe(question: Question, runner: Runner) -> Iterator[Mark]:
    asked = info.Question(
        source=question.source, profile=question.profile, access=question.access, safety=True
    )
    try:
        images = info.ask(asked, runner)
    except InstarError as error:
        yield _failed(error)
        return
    for one in images[0].findings:
        where = f"{one.structure}: {one.field} " if one.structure else ""
        said = one.reason or (ascii(one.detail) if one.detail else "")
        text = ": ".join(part for part in (one.name, f"{where}{said}".strip(": ")) if part)
        yield Mark(effect=one.severity, text=text, offset=one.offset, field=one.field)


def _wrong(question: Question, runner: Runner) -> Iterator[Mark]:
    asked = check.Question(
        source=question.source,
        profile=question.profile,
        access=question.access,
        max_problems=_MOST,
    )
    try:
        problems = check.listed(asked, runner)[0].problems
    except InstarError as error:
        if isinstance(error, ImageError):
            yield _failed(error)
        return
    for one in problems:
        if one.effect in _BAD:
            yield Mark(effect=one.effect, text=one.why, offset=one.offset, field=one.field)
    if len(problems) == _MOST:
        yield Mark(effect="more", text="instar check lists all problems")


def _failed(error: InstarError) -> Mark:
    offset = error.offset if isinstance(error, ImageError) else None
    return Mark(effect="error", text=str(error), offset=offset)
