# SPDX-License-Identifier: Apache-2.0
"""Images that exist as targets of `convert` (`-n`) and `commit`: their disks are written over, in
place.

Data goes into the file at once, over the old data or past the old end; tables are a change of the
image, which is made when all data is there. So a run that ends early leaves old or new data in each
place, and the tables as they were. A record next to the file says that it has begun, until it is
done.

A block device has no place for either, and neither has a directory where nothing can be made. There
each table gets into the image after all that it refers to: it opens, and at worst has clusters that
nothing uses.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import ExitStack

from instar.errors import OpenError, UsageError, WriteError
from instar.generated.attach import AttachKind
from instar.generated.source import SECTOR_SIZE, SourceFormat
from instar.generated.target import TargetFlag, TargetImage, TargetOptions
from instar.ops.access import give, opened
from instar.ops.create import Created
from instar.ops.create_files import SLACK
from instar.ops.data_file import written_over
from instar.ops.in_place import GUESSED, Target, most_data
from instar.ops.leftover import settler
from instar.ops.over_extents import is_flat, most_added, names_of, open_extent
from instar.ops.reading import subject
from instar.ops.run import Job
from instar.ops.unclosed import is_repairable, repair_first
from instar.options.names import DRIVERS
from instar.record import Record, replace
from instar.sandbox.devices import hold
from instar.sandbox.transaction import (
    Direct,
    Transaction,
    completed,
    in_use,
    open_locked,
    recover,
    recover_aloud,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from instar.generated.profiles import Profile
    from instar.ops.access import Access
    from instar.ops.bitmap_copy import Copies
    from instar.ops.create_files import Filling
    from instar.ops.data_file import DataFile
    from instar.ops.image_info import ImageInfo
    from instar.ops.reading import Subject
    from instar.ops.run import Outcome, Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk

WRITABLE = ("raw", "qcow2", "qed", "vdi", "vhdx", "vmdk", "vpc", "parallels")
"""Formats of which a disk can be written over."""
_REWRITES = 4
"""How often a table, or what lies next to it, may be written."""
_LOCKED = 'Failed to get "write" lock'
_AS_ONE = ("commit", "convert")
"""Operations whose tables change all at once. `bench` times each write where it is to be."""
_NO_PLACE = (errno.EACCES, errno.EPERM)
"""Where a journal cannot be made, and the image can be written."""


class Over(Record, kw_only=True):
    """An image whose disk is to be written over."""

    source: Source
    """A format that is unknown is found out, and must not be raw: anything looks raw."""
    must_be_raw: bool = False
    """Whether only a raw one is meant, as long as nobody names another format."""
    is_zero: bool = False
    """Whether all of its disk reads as zeros."""
    may_be_guessed: bool = False
    """Whether what is written makes no image of a raw one whose format is a guess."""
    advice: str = "-O, or driver= in --target-image-opts"
    """How the user says its format."""
    formats: tuple[str, ...] = WRITABLE
    """Those that are written."""
    allow_write: tuple[str, ...] | None = ()
    """As of a `Target`, for its data file."""
    prepare: Callable[[Target, ImageInfo], bool] | None = None
    """What is done to the image before it is written over; returns whether it has changed."""
    finish: Callable[[Outcome], None] | None = None
    """What is done once all is on stable storage. The image stays locked throughout."""


class Existing:
    """An image of which `size` bytes are to be written over, from the first one on; or `written`
    bytes, wherever they are.
    """

    backing_path = None
    backing_size = 0

    def __init__(
        self,
        over: Over,
        profile: Profile,
        access: Access,
        size: int,
        runner: Runner,
        *,
        written: int = 0,
    ) -> None:
        self._over = over
        self._size = size
        self._written = max(size, written)
        self._runner = runner
        self.warnings: list[str] = []
        access = replace(access, snapshot=None)
        self._target = Target(
            source=over.source, profile=profile, access=access, allow_write=over.allow_write
        )

    def fill(self, filling: Filling) -> tuple[Created, Outcome]:
        """Write what the sources have."""
        with ExitStack() as stack:
            disk = stack.enter_context(self._open(stack))
            self._refuse_source(disk, self._over.source.shown, filling)
            if disk.remark:
                self.warnings.append(disk.remark)
                disk.remark = ""
            before = self._target.look(disk.view(), self._runner)
            if before.dirty and is_repairable(disk, before):
                self.warnings += repair_first(self._target, disk, before, self._runner)
                before = self._target.look(disk.view(), self._runner)
            self.warnings += before.warnings
            self._check(before)
            held = replace(self._target, held=disk)
            if self._over.prepare is not None and self._over.prepare(held, before):
                before = self._target.look(disk.view(), self._runner)
            if extents := self._open_extents(stack, before, filling):
                disk.named = {AttachKind.EXTENT: extents}
                self._settle(disk)
            if filling.bitmaps is not None:
                self._check_bitmaps(filling.bitmaps, disk, before)
            with ExitStack() as changes:
                written: list[Transaction | Direct] = []
                for part, is_raw in self._files(disk, before):
                    written.append(self._begin(part, filling, direct=is_raw))
                    changes.enter_context(written[-1])
                data = self._open_data(disk, before, filling, stack)
                self._allow(disk, before, filling)
                outcome = self._runner.run(self._job(disk, before, filling))
                after = self._target.look(disk.view(), self._runner)
                self._target.hold(_without_cid(after), _without_cid(before))
                if data is not None:
                    data.commit()
                for change in written:
                    self._keep(change)
            if filling.bitmaps is not None:
                after = filling.bitmaps.add_in_place(held)
            if self._over.finish is not None:
                self._over.finish(outcome)
        if filling.look is not None:
            filling.look(self._as_it_is(before.format), before.virtual_size)
        return _answer(self._over.source.shown, after), outcome

    def _open_extents(
        self, stack: ExitStack, image: ImageInfo, filling: Filling
    ) -> tuple[Disk, ...]:
        """Files that the image is made of, as the one that names them is opened."""
        parts = []
        for name in names_of(image):
            part = stack.enter_context(open_extent(image, name))
            self._refuse_source(part, name, filling)
            command = recover(part)
            if command:
                self.warnings.append(f"{name}: {completed(command)}")
            parts.append(part)
        return tuple(parts)

    def _settle(self, disk: Disk) -> None:
        """What an interrupted command has left of it and its parts."""
        target = self._target
        settler(self._over.source, target.profile, target.access, lambda: self._runner)(disk)

    def _files(self, disk: Disk, image: ImageInfo) -> Iterator[tuple[Disk, bool]]:
        """All files, and whether they have no tables. Each changes for itself; what names them
        comes last.
        """
        for part in disk.named.get(AttachKind.EXTENT, ()):
            yield part, is_flat(image, part.name)
        yield disk, image.format == "raw"

    def _refuse_source(self, disk: Disk, name: str, filling: Filling) -> None:
        if disk.identity in {*filling.layers, *(one.identity for one in filling.disks)}:
            raise in_use(name, _LOCKED)

    def _begin(self, disk: Disk, filling: Filling, *, direct: bool) -> Transaction | Direct:
        """How a file is written: `direct`, where it has no tables."""
        if not stat.S_ISREG(os.fstat(disk.fd).st_mode):
            return Direct(disk)
        try:
            if direct or filling.operation not in _AS_ONE:
                return Direct(disk, filling.operation)
            transaction = Transaction(disk, filling.operation, is_held=True)
        except OpenError as error:
            if error.errno not in _NO_PLACE:
                raise
            if not direct:
                self.warnings.append(f"{error}; if this is interrupted, clusters may be leaked")
            return Direct(disk)
        transaction.spread(overwrites=True)
        return transaction

    def _open_data(
        self, disk: Disk, image: ImageInfo, filling: Filling, stack: ExitStack
    ) -> DataFile | None:
        """The file that has the data, if that is another one."""
        if image.qcow2 is None or image.qcow2.data_file is None:
            return None
        data = written_over(self._target, disk, image, filling.operation)
        stack.callback(data.close)
        self.warnings += data.take_remarks()
        length = image.virtual_size + (image.cluster_size or 0)
        written = _REWRITES * (max(self._written, length) + SLACK)
        data.allow(length, written, rate=filling.rate, limit=filling.max_output)
        return data

    def _keep(self, written: Transaction | Direct) -> None:
        try:
            written.commit()
        except OSError as error:
            raise WriteError.of(self._over.source.shown, error) from error

    def _as_it_is(self, format: str) -> Subject:
        """The disk as it is now."""
        access = replace(self._target.access, force_share=True)
        source = replace(self._over.source, format=DRIVERS[format])
        return subject((source,), self._target.profile, access, {})

    def _open(self, stack: ExitStack) -> Disk:
        source = self._over.source
        disk = opened(source, self._target.profile, open_locked)
        try:
            give(source, disk)
            if stat.S_ISBLK(os.fstat(disk.fd).st_mode):
                stack.enter_context(hold(disk.fd, source.shown))
            else:
                recover_aloud(disk)
                self._settle(disk)
        except BaseException:
            disk.close()
            raise
        return disk

    def _check(self, image: ImageInfo) -> None:
        over, name = self._over, self._over.source.shown
        if over.source.format == SourceFormat.UNKNOWN and over.must_be_raw != (
            image.format == "raw"
        ):
            if not over.may_be_guessed:
                raise UsageError(
                    f"'{name}' looks like a {image.format} image; its format must be given"
                    f" ({over.advice})"
                )
            self.warnings.append(GUESSED.format(name=name))
        if image.format not in over.formats:
            raise UsageError(
                f"An existing {image.format} image is not written over yet; without -n a new one is"
                " made"
            )
        if image.virtual_size < self._size:
            raise UsageError("output file is smaller than input file")

    def _check_bitmaps(self, bitmaps: Copies, disk: Disk, image: ImageInfo) -> None:
        bitmaps.check_existing(image)
        if stat.S_ISBLK(os.fstat(disk.fd).st_mode):
            raise UsageError(
                f"'{self._over.source.shown}' is a block device; bitmaps are copied into files"
            )

    def _allow(self, disk: Disk, image: ImageInfo, filling: Filling) -> None:
        """How long the file may become, and how much may be written in all."""
        assert disk.output is not None
        tables = 0
        if image.format != "raw":
            tables = most_data(image, self._runner)
        length = disk.size + -disk.size % SECTOR_SIZE
        disk.output.max_bytes = length + tables + (SLACK if tables else 0)
        disk.output.max_written = _REWRITES * (max(self._written, tables) + SLACK)
        extents = disk.named.get(AttachKind.EXTENT, ())
        for part in extents:
            assert part.output is not None
            added = most_added(image, part.name)
            part.output.max_bytes = part.size + added
            part.output.max_written = _REWRITES * (self._written + added + SLACK)
        for one in (disk, *extents):
            assert one.output is not None
            one.output.rate, one.output.limit = filling.rate, filling.max_output

    def _job(self, disk: Disk, image: ImageInfo, filling: Filling) -> Job:
        format = DRIVERS[image.format]
        is_zstd = image.qcow2 is not None and image.qcow2.compression_type == "zstd"
        options = TargetOptions(format=format, flags=TargetFlag.ZSTD if is_zstd else 0)
        target = TargetImage(options=options, virtual_size=self._size, num_outputs=1)
        target = replace(target, entropy=os.urandom(len(target.entropy)))
        return filling.job(
            Job(
                operation="",
                config=filling.pack(target),
                outputs=(disk,),
                profile=self._target.profile,
                access=self._target.access,
                walking="",
                unhurried=True,
            )
        )


def _without_cid(image: ImageInfo) -> ImageInfo:
    """The disk of a VMDK that is written over gets another content id."""
    return image if image.vmdk is None else replace(image, vmdk=replace(image.vmdk, cid=0))


def _answer(filename: str, image: ImageInfo) -> Created:
    return Created(
        filename=filename,
        format=image.format,
        virtual_size=image.virtual_size,
        backing_filename=image.backing_filename,
        backing_format=image.backing_format,
        sandbox=image.sandbox,
    )
