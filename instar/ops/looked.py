# SPDX-License-Identifier: Apache-2.0
"""A change that one guest makes, which looks at the image first, and at the result in the end."""

from __future__ import annotations

from instar.errors import ImageError, SandboxError, UsageError
from instar.generated.look import LookRequest
from instar.generated.messages import InfoResult
from instar.ops import info
from instar.ops.access import alike
from instar.record import Record, replace
from instar.sandbox.order import Declined, Order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.messages import GuestMessage
    from instar.generated.source import SourceOptions
    from instar.ops.access import Access
    from instar.ops.image_info import FileInfo, ImageInfo
    from instar.ops.in_place import Change
    from instar.ops.run import Job, Outcome

_ORDER = 1
"""The file of the run that is the order, after the image."""
_BEFORE, _CHANGED, _AFTER = 1, 2, 3
"""What the guest has said when it has looked, has made the change, and has looked again."""


class Wanted(Record, kw_only=True):
    """What the guest is to do, and how far it may go."""

    config: bytes
    room: int
    written: int


class Made(Record, kw_only=True):
    """What became of it. Without an `after`, the outcome has the reason."""

    outcome: Outcome
    after: ImageInfo | None

    def the_after(self) -> ImageInfo:
        """The image, where a change that succeeds was looked at."""
        if self.after is None:
            raise SandboxError("the guest ended without an answer")
        return self.after


class _Run:
    """What is known of a run while it goes on."""

    def __init__(self, change: Change, length: int, decide: Callable[[], Wanted | None]) -> None:
        target = change.target
        self._change = change
        self._decide = decide
        self._question = info.Question(
            source=target.source, profile=target.profile, access=target.access
        )
        self._length = length
        self._warnings: tuple[list[str], list[str]] = ([], [])
        self._files: list[FileInfo] = []
        self._said: list[GuestMessage] = []

    def _warn(self, text: str) -> None:
        """The last look says nothing that the first has not said."""
        first, second = self._warnings
        if len(self._said) < _BEFORE:
            first.append(text)
        elif len(self._said) < _CHANGED or text not in first:
            second.append(text)

    def _image(self, number: int, warnings: tuple[str, ...] = ()) -> ImageInfo:
        said = self._said[number - 1]
        if not isinstance(said, InfoResult):
            raise SandboxError("the guest ended without an answer")
        kind = self._change.runner.pool.kind
        return info.read(said, self._files, self._question, warnings, kind)

    def _make(self) -> bytes:
        """The order, when the guest asks for it."""
        if len(self._said) != _BEFORE:
            raise SandboxError("the guest asks for its order out of turn")
        self._change.take(self._image(_BEFORE, tuple(self._warnings[0])))
        wanted = None if self._change.is_unclosed else self._decide()
        if wanted is None:
            return b""
        self._change.allow(wanted.room, wanted.written)
        return wanted.config

    def run(self, job: Job) -> Outcome | None:
        """Run the job; None: there was nothing for a guest to do."""
        change = self._change
        order = Order(change.runner.pool.kind, self._length, self._make)
        disk, ordered = change.transaction.disk, order.disk()
        self._files += [
            info.file_of(disk, change.target.source.path),
            info.file_of(ordered, "the order"),
        ]
        job = replace(
            job,
            config=_request(info.options(self._question)),
            access=_with_order(job.access),
            others=(ordered,),
            on_attach=lambda disk: self._files.append(info.file_of(disk, disk.name)),
            on_warning=self._warn,
            on_result=self._said.append,
        )
        try:
            outcome = change.runner.run(job)
        except Declined as declined:
            raise declined.error from None
        except (ImageError, UsageError):
            self._explain()
            raise
        if not order.is_made:
            self._explain()
            raise outcome.unexpected()
        change.warnings += tuple(self._warnings[1])
        nothing = not outcome.code and len(self._said) == _BEFORE
        return None if nothing else outcome

    def _explain(self) -> None:
        """An image that cannot be looked at is refused in the words of a look."""
        if not self._change.is_seen:
            self._change.look()

    def made(self, outcome: Outcome) -> Made:
        """What the guest has made."""
        if outcome.code and len(self._said) == _BEFORE:
            return Made(outcome=outcome, after=None)
        if outcome.code or len(self._said) != _AFTER:
            raise outcome.unexpected()
        result = self._said[_CHANGED - 1]
        return Made(outcome=replace(outcome, result=result), after=self._image(_AFTER))


@alike
def _request(source: SourceOptions) -> bytes:
    """What the guest is given in place of its configuration."""
    return LookRequest(source=source, order=_ORDER).pack()


@alike
def _with_order(access: Access) -> Access:
    return access.with_order()


def make(change: Change, job: Job, length: int, decide: Callable[[], Wanted | None]) -> Made | None:
    """Have a guest make the change that `decide` wants once the image is seen, which has a
    configuration of `length` bytes. None: it wants none.
    """
    run = _Run(change, length, decide)
    outcome = run.run(job)
    if change.is_unclosed:
        change.repair()
        run = _Run(change, length, decide)
        outcome = run.run(job)
    return None if outcome is None else run.made(outcome)
