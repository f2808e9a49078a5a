# SPDX-License-Identifier: Apache-2.0
"""Changes of images in place: how they begin and end, whichever command makes them."""

from __future__ import annotations

import os
from _operator import attrgetter
from contextlib import contextmanager

from instar.errors import OpenError, SandboxError, UsageError, WriteError
from instar.generated.formats.qcow2 import (
    BITMAP_ENTRY_ALIGN,
    MAX_BITMAP_DATA_BYTES,
    MAX_BITMAP_NAME_BYTES,
    Qcow2AutoclearFeature,
    Qcow2BitmapEntry,
)
from instar.generated.formats.qed import MAX_TABLE_SIZE
from instar.generated.source import SECTOR_SIZE, SourceFlag, SourceFormat
from instar.ops.access import begun
from instar.ops.image_info import ImageInfo
from instar.ops.info import Question, ask
from instar.ops.leftover import settler
from instar.ops.measure import Question as Measured
from instar.ops.measure import ask as measure
from instar.ops.run import Job
from instar.options.names import DRIVERS, READ_ONLY
from instar.options.schema import Setting
from instar.record import Record, names_of_class, replace
from instar.sandbox.together import alone, touching

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instar.generated.messages import Bitmap
    from instar.generated.profiles import Profile
    from instar.generated.source import SourceOptions
    from instar.ops.access import Access
    from instar.ops.data_file import DataFile
    from instar.ops.measure import Measurement
    from instar.ops.run import Outcome, Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk
    from instar.sandbox.together import Waiting
    from instar.sandbox.transaction import Transaction
    from instar.secret import Secret

SLACK = 1 << 20
"""Bytes that a change may write, and an image grow, beyond what its tables are known to need."""
_LEN_BITMAP_ENTRY = Qcow2BitmapEntry.MIN_SIZE + MAX_BITMAP_NAME_BYTES + BITMAP_ENTRY_ALIGN
_LEN_BITMAP_TABLE_ENTRY = 8
_LEN_BLOCK_ENTRIES = 16
"""The most that a block has in all tables."""
FEW = 16
"""Clusters for tables that have to become longer."""
_TIMES_WRITTEN = 4
"""How often what is added to a data file may be written."""
_measured: dict[tuple[object, ...], Measurement] = {}
"""What depends on nothing but the options and the size: many images are alike."""
_MOST_MEASURED = 256
_SECTORS_OF_BITMAP_BYTE = 8 * SECTOR_SIZE
"""Bytes of a block that one byte of its bitmap is about."""
_KEPT_FEATURES = Qcow2AutoclearFeature.BITMAPS | Qcow2AutoclearFeature.RAW_EXTERNAL_DATA
GUESSED = (
    "WARNING: Image format was not specified for '{name}' and probing guessed raw.\n"
    "         Automatically detecting the format is dangerous for raw images, write operations on"
    " block 0 will be restricted.\n"
    "         Specify the 'raw' format explicitly to remove the restrictions."
)


class Target(Record, kw_only=True):
    """The image that a command changes."""

    source: Source
    profile: Profile
    access: Access
    held: Disk | None = None
    """The file, where the command has it open, locked and settled already; it stays so."""
    allow_write: tuple[str, ...] | None = ()
    """Directories whose files may be written though no more than an image names them; None: any
    file that may be read.
    """

    def may_write(self, path: str) -> bool:
        """Whether a file may be written that only an image names."""
        if self.allow_write is None:
            return True
        real = os.path.realpath(path)
        folders = (os.path.realpath(one) for one in self.allow_write)
        return any(os.path.commonpath((real, one)) == one for one in folders)

    def begin(self, command: str, runner: Runner, *, looks: bool = True) -> Change:
        """Open, lock and look at it; without `looks`, who makes the change does that."""
        if self.access.force_share:
            raise OpenError(
                self.source.shown, "force-share=on can only be used with read-only images"
            )
        if self.held is not None:
            from instar.sandbox.transaction import Transaction, check_regular

            check_regular(self.held)
            transaction = Transaction(self.held, command, is_held=True)
        else:
            settle = settler(self.source, self.profile, self.access, lambda: runner)
            transaction = begun(self.source, self.profile, command, settle)
        try:
            change = Change(self, transaction, runner)
            if looks:
                change.look()
            return change
        except BaseException:
            transaction.close()
            raise

    def look(self, seen: Disk, runner: Runner) -> ImageInfo:
        """What a guest of its own finds, before a change or after it; `seen` is closed."""
        source = replace(self.source, backing=None)  # which is not looked at
        question = Question(source=source, profile=self.profile, access=self.access)
        return ask(question, runner, seen)[0]

    def attest(self, seen: Disk, wanted: ImageInfo, runner: Runner) -> ImageInfo:
        """A fresh guest looks at the result: it must be what was asked for, in all that this guest
        can say.
        """
        return self.hold(self.look(seen, runner), wanted)

    def hold(self, found: ImageInfo, wanted: ImageInfo) -> ImageInfo:
        """Hold what a guest says of the result against what was asked for."""
        if said(found) != said(wanted):
            raise SandboxError("the changed image is not what was asked for")
        return found


def refuse_read_only(shown: str, format: str) -> None:
    """qemu-img opens no image of such a format for writing, whatever is to be written."""
    if format in READ_ONLY:
        raise OpenError(shown, "Image is read-only")


def without_files(options: SourceOptions) -> SourceOptions:
    """Options with which a guest opens an image without any file that it names."""
    flags = SourceFlag.NO_BACKING | SourceFlag.NO_DATA_FILE
    return replace(options, flags=options.flags | flags)


class Change:
    """A change that is being made. Leaving the `with` before `commit` leaves the image as it was.

    `warnings` are all so far, that its format is a guess (`guessed`) among them.
    """

    def __init__(self, target: Target, transaction: Transaction, runner: Runner) -> None:
        self.target = target
        self.transaction = transaction
        self.runner = runner
        self.old_file_size = transaction.disk.size
        self._remarks = transaction.take_remarks()  # runs would say them again and again
        self.warnings = self._remarks
        self.guessed: tuple[str, ...] = ()
        self.data: DataFile | None = None
        """Its data file, where that is changed too."""
        self._before: ImageInfo | None = None
        self._is_repaired = False

    @property
    def before(self) -> ImageInfo:
        """The image as it is, once a guest has looked at it."""
        assert self._before is not None
        return self._before

    @property
    def is_seen(self) -> bool:
        """Whether a guest has looked at it."""
        return self._before is not None

    def look(self) -> None:
        """Let a guest look at the image. One that was not closed is repaired first."""
        self.take(self.target.look(self.transaction.view(), self.runner))
        if self.is_unclosed:
            self.repair()
            self.take(self.target.look(self.transaction.view(), self.runner))

    def take(self, before: ImageInfo) -> None:
        """What a guest has found. What nobody may change is refused."""
        source = self.target.source
        self._before = before
        refuse_read_only(source.shown, before.format)
        self.warnings += before.warnings
        guessed = source.format == SourceFormat.UNKNOWN and self.before.format == "raw"
        self.guessed = (GUESSED.format(name=source.shown),) if guessed else ()
        self.warnings += self.guessed
        if self.before.corrupt and self.before.format == "qcow2":
            text = "qcow2: Image is corrupt; cannot be opened read/write"
            raise OpenError(source.shown, text)

    @property
    def is_unclosed(self) -> bool:
        """Whether the image has to be repaired first, and be looked at again: once, whatever its
        guests say.
        """
        if self._is_repaired or not self.before.dirty:
            return False
        from instar.ops.unclosed import is_repairable

        return is_repairable(self.transaction.disk, self.before)

    def repair(self) -> None:
        """Repair it."""
        from instar.ops.unclosed import repair_first

        said = repair_first(self.target, self.transaction.disk, self.before, self.runner)
        self.transaction.restart()
        self.warnings = (*self._remarks, *said)
        self._is_repaired = True

    def __enter__(self) -> Change:
        return self

    def __exit__(self, *reason: object) -> None:
        try:
            if self.data is not None:
                self.data.close()
        finally:
            self.transaction.close()

    @property
    def has_data_file(self) -> bool:
        """Whether its data is in another file."""
        qcow2 = self.before.qcow2
        return qcow2 is not None and qcow2.data_file is not None

    def open_data(self, *, whole: bool) -> DataFile:
        """Open that file too. If its change is not made `whole`, it is written at once, where the
        disk has nothing yet; not where nothing is going to be written.
        """
        from instar.ops.data_file import changed_whole, written_over
        from instar.sandbox.transaction import is_planned

        disk = self.transaction.disk
        if whole or is_planned():
            self.data = changed_whole(self.target, disk, self.before, self.transaction.command)
        else:
            self.data = written_over(self.target, disk, self.before)
        self.warnings += self.data.take_remarks()
        return self.data

    @contextmanager
    def resizing_data(self, size: int) -> Iterator[None]:
        """In here a guest may change that file as the disk gets `size` bytes: of what the disk
        keeps, nothing but the cluster in which it ends.
        """
        data, image = self.open_data(whole=True), self.before
        cluster = image.cluster_size or 1
        kept, most = min(image.virtual_size, size), size + -size % cluster
        added = max(most - min(image.virtual_size, data.size), 0)
        data.allow(most, _TIMES_WRITTEN * (added + SLACK))
        yield
        data.hold(kept - kept % cluster, size, most)

    @property
    def source_options(self) -> SourceOptions:
        """How the guest that makes the change opens the image: as the one before it found it."""
        return self.opened_by(self.target.access)

    def opened_by(self, access: Access) -> SourceOptions:
        """The same with other access."""
        source, found = self.target.source, DRIVERS[self.before.format]
        source = source if source.format == found else replace(source, format=found)
        return access.source_options(source, self.target.profile)

    @property
    def alone(self) -> SourceOptions:
        """The same, without any file that the image names."""
        return without_files(self.source_options)

    @property
    def new_file_size(self) -> int:
        """Bytes of the file once the change is made."""
        return os.fstat(self.transaction.disk.fd).st_size

    def run(self, operation: str, config: bytes, room: int, written: int, memory: int) -> Outcome:
        """Let a guest make the change, which makes the file at most `room` bytes longer."""
        return self.work(self.job(operation, config, memory), room, written)

    def job(
        self,
        operation: str,
        config: bytes,
        memory: int,
        access: Access | None = None,
        secrets: Mapping[int, Secret] | None = None,
    ) -> Job:
        """A run with the file, which may have access of its own."""
        target = self.target
        return Job(
            operation=operation,
            config=config,
            disk=self.transaction.disk,
            shown=target.source.shown,
            profile=target.profile,
            access=access or target.access,
            walking="",
            memory=memory,
            secrets=secrets or {},
        )

    def work(self, job: Job, room: int, written: int) -> Outcome:
        """Run it, with bounds as of `run`. All that the file has may be given up."""
        self.allow(room, written)
        outcome = self.runner.run(job)
        self.warnings += outcome.warnings
        return outcome

    def allow(self, room: int, written: int) -> None:
        """How far a guest may go, as of `run`."""
        size = self.transaction.disk.size
        self.transaction.allow(size + room, written + size)

    def attest(self, wanted: ImageInfo) -> ImageInfo:
        """A fresh guest looks at the result: it must be what was asked for, in all that this guest
        can say.
        """
        return self.target.attest(self.transaction.view(), wanted, self.runner)

    def commit(self) -> None:
        """Make the change."""
        alone(self.committing())

    def committing(self) -> Waiting[None]:
        """The same, where others wait for the storage too."""
        from instar.sandbox.transaction import is_planned

        yield from touching()
        data = None if is_planned() else self.data
        is_last = data is not None and data.is_cut
        if data is not None and not is_last:
            data.commit()
        try:
            yield from self.transaction.committing()
        except OSError as error:
            raise WriteError.of(self.target.source.shown, error) from error
        if data is not None and is_last:
            data.commit()


_NOT_SAID = ("actual_size", "children", "findings", "limits", "qcow2", "sandbox", "warnings")
_agreed = attrgetter(*(name for name in names_of_class(ImageInfo) if name not in _NOT_SAID))


def said(image: ImageInfo) -> tuple[object, ...]:
    """What must agree of an image that was changed: not what the file takes, nor which release of
    qemu-img words it, nor the features that a writer has to clear because it does not know them.
    """
    qcow2 = image.qcow2
    if qcow2 is not None and qcow2.autoclear_features & ~_KEPT_FEATURES:
        qcow2 = replace(qcow2, autoclear_features=qcow2.autoclear_features & _KEPT_FEATURES)
    return (*_agreed(image), qcow2)


def most_data(image: ImageInfo, runner: Runner) -> int:
    """The most that such an image takes, with tables, when all of its disk is written."""
    if image.format == "qed":
        options = {"cluster_size": str(image.cluster_size), "table_size": str(MAX_TABLE_SIZE)}
        settings = tuple(Setting(name, value, name) for name, value in options.items())
        question = Measured(target="qed", settings=settings, size=image.virtual_size)
        return measure(question, runner).fully_allocated
    if image.qcow2 is None:
        return blocks_of(image.virtual_size, image.cluster_size)
    return measure_like(image, image.virtual_size, runner).fully_allocated


def blocks_of(size: int, block: int | None) -> int:
    """All blocks of a table, each with what says which of its sectors are there."""
    block = block or size or 1
    num = size // block + 1
    return num * (block + block // _SECTORS_OF_BITMAP_BYTE + 2 * SECTOR_SIZE)


def most_blocks_added(image: ImageInfo, size: int) -> int:
    """The most that tables of blocks take for a disk of `size` bytes, with the blocks that are in
    their way.
    """
    block = image.cluster_size or image.virtual_size or 1
    return 2 * ((size // block + 1) * _LEN_BLOCK_ENTRIES + FEW * SLACK) + FEW * (
        image.cluster_size or 0
    )


def most_tables(image: ImageInfo, size: int, runner: Runner) -> int:
    """The most that all tables of such a disk take."""
    if image.format != "qcow2":
        return 0
    for most in (1 << max(size - 1, 0).bit_length(), size):  # many images have one answer
        try:
            return measure_like(image, most, runner).required
        except UsageError:  # there is no such disk, as the one who changes it will say
            continue
    return 0


def most_bitmaps(image: ImageInfo, *more: Bitmap, directories: int = 1) -> int:
    """The most that its bitmaps take, and `more`, when they are stored anew."""
    cluster = image.cluster_size
    if image.qcow2 is None or not cluster:
        return 0
    bitmaps = (*image.qcow2.bitmaps, *more)
    if not bitmaps:
        return 0
    data = sum(_bits(image.virtual_size, one.granularity, cluster) for one in bitmaps)
    directory = _whole(len(bitmaps) * _LEN_BITMAP_ENTRY, cluster)
    taken = data + directories * directory
    counts = taken // cluster * image.qcow2.refcount_bits // 8
    return taken + 2 * counts + FEW * cluster


def _bits(size: int, granularity: int, cluster: int) -> int:
    """All bits of a bitmap, and its table."""
    clusters = min(size // granularity // 8, MAX_BITMAP_DATA_BYTES) // cluster + 1
    return clusters * cluster + _whole(clusters * _LEN_BITMAP_TABLE_ENTRY, cluster)


def _whole(length: int, cluster: int) -> int:
    return -(-length // cluster) * cluster


def measure_like(image: ImageInfo, size: int, runner: Runner) -> Measurement:
    """What a qcow2 with the options of this one takes for a disk of `size` bytes: another guest
    computes it.
    """
    assert image.qcow2 is not None
    options = {
        "cluster_size": str(image.cluster_size),
        "compat": image.qcow2.compat,
        "extended_l2": "on" if image.qcow2.extended_l2 else "off",
        "refcount_bits": str(image.qcow2.refcount_bits),
    }
    key = (*options.values(), size)
    found = _measured.get(key)
    if found is None:  # other threads may look for it, and forget it, meanwhile
        settings = tuple(Setting(name, value, name) for name, value in options.items())
        found = measure(Measured(target="qcow2", settings=settings, size=size), runner)
        if len(_measured) >= _MOST_MEASURED:
            _measured.clear()
        _measured[key] = found
    return found
