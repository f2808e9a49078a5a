# SPDX-License-Identifier: Apache-2.0
"""The data file of a qcow2 image that is changed: it is written too, if the user says so.

What the disk has is in it, and what refers to that in the image. So it has all that an image refers
to before the image does, and loses the rest after that: whatever ends the program, the disk is the
old or the new one.
"""

from __future__ import annotations

from instar.errors import OpenError, SandboxError, UsageError, WriteError
from instar.generated.attach import AttachKind
from instar.generated.journal import JournalKind
from instar.ops.access import opened
from instar.sandbox.attach import open_named
from instar.sandbox.growth import is_recorded, left_over, put_away
from instar.sandbox.locks import WRITER
from instar.sandbox.transaction import (
    Direct,
    Transaction,
    check_regular,
    in_use,
    open_locked,
    recover_aloud,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Target
    from instar.sandbox.disk import Disk


class DataFile:
    """A data file, open for a change of its image and kept from everybody else."""

    def __init__(self, disk: Disk, image: Disk, written: Transaction | Direct) -> None:
        self._disk = disk
        self._image = image
        self._written = written
        self._old = disk.size
        image.named = {AttachKind.DATA_FILE: (disk,)}

    @property
    def size(self) -> int:
        """Its length so far."""
        return self._disk.size

    @property
    def is_cut(self) -> bool:
        """Whether it becomes shorter."""
        return self._disk.size < self._old

    def take_remarks(self) -> tuple[str, ...]:
        """What happened when it was opened, for the user; it is printed once."""
        if isinstance(self._written, Transaction):
            return self._written.take_remarks()
        remark, self._disk.remark = self._disk.remark, ""
        return (remark,) if remark else ()

    def allow(self, max_bytes: int, max_written: int, *, rate: int = 0, limit: int = 0) -> None:
        """How long it may become, and how much may be written, as of an `Output`."""
        output = self._disk.output
        assert output is not None
        output.max_bytes = max(self._disk.size, max_bytes)
        output.max_written = max_written
        output.rate, output.limit = rate, limit

    def hold(self, kept: int, least: int, most: int) -> None:
        """Of a change that has been taken down: none of the first `kept` bytes changes that it
        has, and it gets no other length than that. It may have been longer.
        """
        assert isinstance(self._written, Transaction)
        kept = min(kept, self._old)
        steps = self._written.recorder.all_steps()
        touched = min((s.start for s in steps if s.kind != JournalKind.BARRIER), default=kept)
        if touched < kept or not min(least, self._old) <= self._disk.size <= max(most, self._old):
            raise SandboxError("the guest has changed data that it was not asked to change")

    def commit(self) -> None:
        """All is on stable storage."""
        try:
            self._written.commit()
        except OSError as error:
            raise WriteError.of(self._disk.name, error) from error

    def close(self) -> None:
        """Give up what is not made."""
        self._image.named = {}
        with self._disk, self._written:
            pass


def changed_whole(target: Target, image: Disk, seen: ImageInfo, command: str) -> DataFile:
    """The data file of an image that has one: all of its change is made, or none."""
    disk = opened_whole(target, image, seen)
    try:
        return DataFile(disk, image, Transaction(disk, command, settle))
    except BaseException:
        disk.close()
        raise


def written_over(target: Target, image: Disk, seen: ImageInfo, command: str = "") -> DataFile:
    """The same, and it is written at once. The disk has nothing there, or, with a `command`, what
    is written over; then a record says so until it is done.
    """
    disk = opened_whole(target, image, seen)
    try:
        recover_aloud(disk)
        settle(disk)
        return DataFile(disk, image, Direct(disk, command))
    except BaseException:
        disk.close()
        raise


def settle(disk: Disk) -> None:
    """What is done with a record of a change that was interrupted."""
    if is_recorded(disk):
        put_away(disk, left_over(disk))


def opened_whole(target: Target, image: Disk, seen: ImageInfo) -> Disk:
    """Open it and keep everybody else from it."""
    assert seen.qcow2 is not None
    assert seen.qcow2.data_file is not None
    if (given := target.source.data_file) is not None:
        disk = opened(given, target.profile, open_locked)
    else:
        disk = _locked(target, image, seen.qcow2.data_file)
    try:
        check_regular(disk)
    except BaseException:
        disk.close()
        raise
    disk.name_nothing()
    return disk


def named(target: Target, image: Disk, name: str) -> Disk:
    """The file that nobody but the image names, which may be in use."""
    disk = open_named(image, AttachKind.DATA_FILE, name, target.access.reach)
    if disk.identity == image.identity:
        disk.close()
        raise OpenError(disk.name, f"'{disk.name}' is the image itself, not a data file")
    return disk


def _locked(target: Target, image: Disk, name: str) -> Disk:
    """The same, if it may be written and is not in use."""
    disk = named(target, image, name)
    try:
        if not target.may_write(disk.name):
            raise UsageError(
                f"'{target.source.shown}' keeps its data in '{disk.name}', which is written only if"
                " you say so: --allow-write with a directory that has it"
            )
        disk.lock(WRITER)
        if disk.in_use:
            raise in_use(disk.name, disk.in_use)
    except BaseException:
        disk.close()
        raise
    return disk
