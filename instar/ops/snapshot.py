# SPDX-License-Identifier: Apache-2.0
"""`snapshot`: internal snapshots of an image are made, applied and deleted, in place."""

from __future__ import annotations

import errno
import os

from instar.errors import SandboxError, UsageError
from instar.generated.edit import EditError, EditSnapshot, EditSnapshotAction
from instar.generated.messages import Snapshot, SnapshotResult
from instar.generated.snapshot import LEN_MEMORY, SnapshotConfig
from instar.generated.source import SourceFormat
from instar.ops.in_place import SLACK, Target, most_bitmaps, most_tables
from instar.ops.looked import Wanted, make
from instar.ops.moment import now
from instar.ops.result import Result
from instar.options import since
from instar.options.snapshot import listed
from instar.record import Record, replace
from instar.sandbox.together import alone
from instar.widths import UINT32_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Change
    from instar.ops.run import Outcome, Runner
    from instar.sandbox.together import Waiting

ACTIONS: dict[str, int] = {
    "create": EditSnapshotAction.CREATE,
    "apply": EditSnapshotAction.APPLY,
    "delete": EditSnapshotAction.DELETE,
}
_REWRITES = 8
"""How often a table may be written in one change."""
_LEN_ENTRY = 2048
"""More than a snapshot takes in its table, but for its names."""


class SnapshotChanged(Result, kw_only=True):
    """A snapshot that was made, applied or deleted. `action` is `create`, `apply` or `delete`."""

    filename: str
    format: str
    action: str
    id: str
    name: str
    virtual_size: int
    """Bytes of the disk afterwards."""
    old_file_size: int
    new_file_size: int


class Question(Record, kw_only=True):
    """What is to become of the snapshot called `name`; one is applied by its id or name."""

    target: Target
    action: str
    name: str


def ask(question: Question, runner: Runner) -> SnapshotChanged:
    """Change the snapshots. What is refused has not changed the image."""
    return alone(asking(question, runner))


def asking(question: Question, runner: Runner) -> Waiting[SnapshotChanged]:
    """The same, where others wait for the storage too."""
    with question.target.begin("snapshot", runner, looks=False) as change:
        moment = _moment()
        job = change.job("snapshot", b"", LEN_MEMORY)
        made = make(change, job, SnapshotConfig.SIZE, lambda: _wanted(question, change, moment))
        if made is None:
            raise SandboxError("the guest ended without an answer")
        before, outcome = change.before, made.outcome
        if outcome.code:
            refused = _refusal(question, outcome).with_warnings(change.warnings)
            missing = outcome.code == EditError.NOT_FOUND
            raise refused.hinting(listed(before.snapshots)) if missing else refused
        result = outcome.the(SnapshotResult)
        expected = _expected(question.action, before, result, moment)
        after = question.target.hold(made.the_after(), expected)
        yield from change.committing()
        return SnapshotChanged(
            filename=question.target.source.shown,
            format=before.format,
            action=question.action,
            id=result.id,
            name=result.name,
            virtual_size=result.virtual_size,
            old_file_size=change.old_file_size,
            new_file_size=change.new_file_size,
            warnings=change.warnings,
            sandbox=after.sandbox,
        )


def _moment() -> tuple[int, int]:
    """Now, in seconds and nanoseconds: the seconds in the 32 bits that a snapshot has for them."""
    seconds, nanoseconds = now()
    return seconds & UINT32_MAX, nanoseconds


def _wanted(question: Question, change: Change, moment: tuple[int, int]) -> Wanted:
    if question.action == "apply" and change.before.format == "raw":
        change.warnings += change.guessed  # qemu-img opens it twice
    name = os.fsencode(question.name)[: EditSnapshot.LEN_NAME_MAX]
    wanted = EditSnapshot(
        action=ACTIONS[question.action],
        len_name=len(name),
        name=name.ljust(EditSnapshot.LEN_NAME_MAX, b"\0"),
        date_sec=moment[0],
        date_nsec=moment[1],
    )
    config = SnapshotConfig(source=change.source_options, change=wanted).pack()
    room = _room(change.before, change.runner)
    return Wanted(config=config, room=room, written=_REWRITES * room)


def _room(image: ImageInfo, runner: Runner) -> int:
    """The most that the image grows by: tables of the largest disk that it has had, and a new
    table of snapshots.
    """
    known = [s.disk_size or 0 for s in image.snapshots]
    size = max(image.virtual_size, *known) if known else image.virtual_size
    names = sum(len(os.fsencode(s.id)) + len(os.fsencode(s.name)) for s in image.snapshots)
    entries = (len(image.snapshots) + 1) * _LEN_ENTRY + names
    return most_tables(image, size, runner) + most_bitmaps(image) + entries + SLACK


def _expected(
    action: str, before: ImageInfo, result: SnapshotResult, moment: tuple[int, int]
) -> ImageInfo:
    """The image as it must be afterwards, by what the guest claims to have done."""
    kept = before.snapshots
    if action == "create":
        new = Snapshot(
            id=result.id,
            name=result.name,
            vm_state_size=0,
            date_sec=moment[0],
            date_nsec=moment[1],
            vm_clock_nsec=0,
            disk_size=before.virtual_size,
            icount=0,
        )
        return replace(before, snapshots=(*map(_whole(before), kept), new))
    if action == "apply":
        return replace(before, virtual_size=_size_of(before, result))
    gone = next(
        (n for n, one in enumerate(kept) if (one.id, one.name) == (result.id, result.name)), None
    )
    if gone is None:
        raise SandboxError("the guest deleted a snapshot that there is not")
    return replace(before, snapshots=tuple(map(_whole(before), (*kept[:gone], *kept[gone + 1 :]))))


def _size_of(image: ImageInfo, result: SnapshotResult) -> int:
    """The size of the disk in the snapshot that the guest names."""
    for one in image.snapshots:
        if (one.id, one.name) == (result.id, result.name):
            return image.virtual_size if one.disk_size is None else one.disk_size
    raise SandboxError("the guest applied a snapshot that there is not")


def _whole(image: ImageInfo) -> Callable[[Snapshot], Snapshot]:
    """Entries of a table that is written anew say how large the disk was."""
    size = image.virtual_size
    return lambda one: one if one.disk_size is not None else replace(one, disk_size=size)


def _refusal(question: Question, outcome: Outcome) -> UsageError:
    """Why nothing has changed, in the words of the release."""
    name, number = question.name, question.target.profile.number
    match question.action, outcome.code:
        case "create", EditError.UNSUPPORTED:
            return _cannot_create(name, errno.ENOTSUP, number)
        case "create", EditError.TOO_MANY:
            return _cannot_create(name, errno.EFBIG, number)
        case "create", EditError.OVERFLOW:
            return _cannot_create(name, errno.EINVAL, number)
        case "delete", EditError.UNSUPPORTED | EditError.NOT_FOUND:
            return UsageError(f"Could not delete snapshot '{name}': snapshot not found")
        case "apply", EditError.UNSUPPORTED if outcome.value == SourceFormat.QCOW2:
            reason = f"Failed to load snapshot: {os.strerror(errno.ENOTSUP)}"
        case "apply", EditError.UNSUPPORTED:
            reason = "Block driver does not support snapshots"
        case "apply", EditError.NOT_FOUND:
            reason = f"Failed to load snapshot: {os.strerror(errno.ENOENT)}"
        case "apply", EditError.BITMAPS:
            reason = "Device has active dirty bitmaps"
        case "apply", EditError.OVERFLOW:
            reason = f"Failed to load snapshot: {os.strerror(errno.EINVAL)}"
        case _:
            raise outcome.unexpected()
    return UsageError(f"Could not apply snapshot '{name}': {reason}")


def _cannot_create(name: str, code: int, number: tuple[int, ...]) -> UsageError:
    reason = os.strerror(code)
    if number < since.SNAPSHOT_ERROR_PLAIN:
        reason = f"-{code} ({reason})"
    return UsageError(f"Could not create snapshot '{name}': {reason}")
