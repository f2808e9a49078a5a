# SPDX-License-Identifier: Apache-2.0
"""`rebase -u`: an image names another backing image, or none, in place. No disk is compared."""

from __future__ import annotations

import errno
import os

from instar.errors import UsageError
from instar.generated.edit import EditBacking, EditError
from instar.generated.formats.qed import BACKING_RAW
from instar.generated.messages import RebaseResult
from instar.generated.rebase import LEN_MEMORY, RebaseConfig
from instar.ops.create_names import next_to
from instar.ops.in_place import SLACK, Target
from instar.options import since
from instar.options.names import DRIVERS
from instar.record import as_dict, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Change
    from instar.ops.run import Outcome, Runner

_WRITTEN = 4 << 20
"""More than a cluster has."""
_NO_FORMAT = (
    "Deprecated use of backing file without explicit backing format, use of this image requires"
    " potentially unsafe format probing"
)


@record(kw_only=True)
class Rebased:
    """An image that names another backing image; None: it has none."""

    filename: str
    format: str
    old_backing_filename: str | None
    backing_filename: str | None
    backing_format: str | None
    warnings: tuple[str, ...] = ()
    sandbox: str = ""

    def to_dict(self) -> dict[str, object]:
        """Everything as plain Python types."""
        return as_dict(self)


@record(kw_only=True)
class Question:
    """The backing image that an image is to name; None or empty: none."""

    target: Target
    backing: str | None = None
    backing_format: str | None = None


def ask(question: Question, runner: Runner) -> Rebased:
    """Change the name. What is refused has not changed the image."""
    with question.target.begin("rebase", runner) as change:
        before = change.before
        _check(question, change)
        outcome = _run(question, change)
        if outcome.code:
            raise _cannot(question, _error(outcome)).with_warnings(change.warnings)
        outcome.the(RebaseResult)
        after = change.attest(_expected(question, before))
        change.commit()
        return Rebased(
            filename=question.target.source.shown,
            format=before.format,
            old_backing_filename=before.backing_filename,
            backing_filename=after.backing_filename,
            backing_format=after.backing_format,
            warnings=change.warnings,
            sandbox=after.sandbox,
        )


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
    name = os.fsencode(question.backing or "")[: EditBacking.LEN_NAME_MAX]
    format = os.fsencode(question.backing_format or "") if name else b""
    wanted = EditBacking(
        len_name=len(name),
        name=name.ljust(EditBacking.LEN_NAME_MAX, b"\0"),
        len_format=len(format),
        format=format.ljust(EditBacking.LEN_FORMAT_MAX, b"\0"),
    )
    config = RebaseConfig(source=change.alone, backing=wanted).pack()
    return change.run("rebase", config, SLACK, _WRITTEN, LEN_MEMORY)


def _expected(question: Question, before: ImageInfo) -> ImageInfo:
    """The image as it must be afterwards."""
    name, format = question.backing, question.backing_format
    if before.format == "qed" and format != BACKING_RAW:
        format = None  # which it cannot say
    return replace(
        before,
        backing_filename=name or None,
        full_backing_filename=next_to(before.filename, name) if name else None,
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


def _cannot(question: Question, reason: str) -> UsageError:
    name = "(null)" if question.backing is None else question.backing  # which qemu-img prints
    return UsageError(f"Could not change the backing file to '{name}': {reason}")
