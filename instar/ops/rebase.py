# SPDX-License-Identifier: Apache-2.0
"""`rebase`: an image names another backing image, or none, in place. Unless that is all that is
wanted, its disk reads the same afterwards: what it reads of the old one alone goes into the image
first (`rebase_copy.py`), so that it reads the same at any time.
"""

from __future__ import annotations

import errno
import os

from instar.errors import UsageError
from instar.generated.edit import EditError
from instar.generated.formats.qed import BACKING_RAW
from instar.generated.messages import RebaseResult
from instar.generated.rebase import LEN_MEMORY, RebaseConfig
from instar.ops.create_names import place_of_backing
from instar.ops.in_place import SLACK, Target
from instar.ops.info import refuse_described
from instar.ops.rebase_copy import Copied, Copying, nothing
from instar.ops.result import Result
from instar.options import backing, since
from instar.options.names import DRIVERS
from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Change
    from instar.ops.run import Outcome, Runner
    from instar.secret import Secret

_WRITTEN = 4 << 20
"""More than a cluster has."""
_NO_FORMAT = (
    "Deprecated use of backing file without explicit backing format, use of this image requires"
    " potentially unsafe format probing"
)


class Rebased(Result, kw_only=True):
    """An image that names another backing image; None: it has none."""

    filename: str
    format: str
    old_backing_filename: str | None
    backing_filename: str | None
    backing_format: str | None
    data: int = 0
    """Bytes of the disk that were written into the image, since the new one reads otherwise."""
    zeros: int = 0
    """Bytes that the image says are zeros, for the same reason."""


class Question(Record, kw_only=True):
    """The backing image that an image is to name; None or empty: none."""

    target: Target
    backing: str | None = None
    backing_format: str | None = None
    unsafe: bool = False
    """Whether the name alone changes (`-u`), and no disk is looked at."""
    compress: bool = False
    """Whether what goes into the image is compressed."""
    force: bool = False
    """Whether internal snapshots may read something else afterwards."""
    share: bool = False
    """Whether the new backing image is read though another process writes it (`-U`)."""
    secrets: Mapping[str, Secret] = {}
    on_progress: Callable[[int, int], None] | None = None


def ask(question: Question, runner: Runner) -> Rebased:
    """Rebase. What is refused has not changed the image."""
    if question.unsafe:
        refuse_described(question.target.source)
    with question.target.begin("rebase", runner) as change:
        copied = nothing() if question.unsafe else _copy(question, change, runner)
        _check(question, change)
        after = _rename(question, change)
        change.commit()
        return Rebased(
            filename=question.target.source.shown,
            format=change.before.format,
            old_backing_filename=change.before.backing_filename,
            backing_filename=after.backing_filename,
            backing_format=after.backing_format,
            data=copied.data,
            zeros=copied.zeros,
            warnings=change.warnings,
            sandbox=after.sandbox,
        )


def _rename(question: Question, change: Change) -> ImageInfo:
    """Change the name."""
    outcome = _run(question, change)
    if outcome.code:
        raise _cannot(question, _error(outcome)).with_warnings(change.warnings)
    outcome.the(RebaseResult)
    return change.attest(_expected(question, change.before))


def _copy(question: Question, change: Change, runner: Runner) -> Copied:
    """Let the disk read the same on both backing images. Nothing is written if the name would be
    refused then; qemu-img says so only after it has copied.
    """
    name = question.backing
    _check_snapshots(question, change)
    if question.compress and change.before.encrypted:
        text = "Compression and encryption not supported at the same time"
        raise UsageError(text).with_warnings(change.warnings)
    data = change.open_data(whole=False) if change.has_data_file else None
    with Copying(
        change=change,
        data=data,
        runner=runner,
        secrets=question.secrets,
        compress=question.compress,
        share=question.share,
        on_progress=question.on_progress,
    ) as copying:
        _check_format(question, change, copying)
        if name:
            copying.open(name, question.backing_format)
        copying.look()
        try:
            warnings = change.warnings
            _check(question, change)
            _rename(question, change)
            change.warnings = warnings
        finally:
            change.transaction.restart()
        return copying.copy()


def _check_snapshots(question: Question, change: Change) -> None:
    if not question.force and change.before.snapshots:
        raise UsageError(
            f"'{question.target.source.shown}' has internal snapshots, which may read something"
            " else on another backing image; --force rebases it all the same"
        ).with_warnings(change.warnings)


def _check_format(question: Question, change: Change, copying: Copying) -> None:
    """A format that there is not, which is an error after those of the old chain."""
    if question.backing_format is not None and question.backing_format not in DRIVERS:
        copying.look()
        _check(question, change)


def _check(question: Question, change: Change) -> None:
    """What qemu-img refuses before it asks the format's driver."""
    name, format = question.backing, question.backing_format
    if format is not None and format not in DRIVERS:
        raise UsageError(f"Invalid format name: '{format}'").with_warnings(change.warnings)
    if not name or format is not None:
        return
    if question.target.profile.number >= since.BACKING_NEEDS_FORMAT:
        raise _cannot(question, "backing format must be specified").with_warnings(change.warnings)
    change.warnings += (_NO_FORMAT,)


def _run(question: Question, change: Change) -> Outcome:
    wanted = backing.packed(question.backing, question.backing_format if question.backing else None)
    alone = change.alone
    config = RebaseConfig(source=alone, backing=wanted, onto=alone).pack()
    return change.run("rebase", config, SLACK, _WRITTEN, LEN_MEMORY)


def _expected(question: Question, before: ImageInfo) -> ImageInfo:
    """The image as it must be afterwards."""
    name, format = question.backing, question.backing_format
    if before.format == "qed" and format != BACKING_RAW:
        format = None  # which it cannot say
    return replace(
        before,
        backing_filename=name or None,
        full_backing_filename=place_of_backing(question.target.source.path, name) if name else None,
        backing_format=format if name else None,
    )


def _error(outcome: Outcome) -> str:
    match outcome.code:
        case EditError.UNSUPPORTED:
            return os.strerror(errno.ENOTSUP)
        case EditError.INVALID:
            return os.strerror(errno.EINVAL)
        case EditError.NO_ROOM:
            return "No space left in the file header"
        case _:
            raise outcome.unexpected()


class NameRefused(UsageError):
    """The image cannot have that name in it."""


def _cannot(question: Question, reason: str) -> UsageError:
    name = "(null)" if question.backing is None else question.backing  # which qemu-img prints
    return NameRefused(f"Could not change the backing file to '{name}': {reason}")
