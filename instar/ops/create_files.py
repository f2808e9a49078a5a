# SPDX-License-Identifier: Apache-2.0
"""The files of a new image: written without a name, looked at, named when all is well."""

from __future__ import annotations

import errno
import os
import stat

from instar.errors import CreateError, ImageError, SandboxError, WriteError
from instar.generated.key import NEW_IMAGE
from instar.generated.profiles import DEFAULT
from instar.ops.access import open_source
from instar.ops.create_names import check_apart
from instar.ops.info import ask
from instar.ops.reading import Subject
from instar.ops.run import Job
from instar.ops.same_look import Way, look
from instar.options.schema import Options
from instar.options.source import source_from_name
from instar.record import Record, replace
from instar.sandbox import locks
from instar.sandbox.access import Output
from instar.sandbox.devices import DeviceFile, TooSmall, is_device
from instar.sandbox.disk import Directory, Disk, open_failed
from instar.sandbox.filesystem import place_of, space
from instar.sandbox.keys import source_secret
from instar.sandbox.outputs import NewFile, keep_all
from instar.sandbox.transfer import duplicate
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import ExitStack

    from instar.generated.messages import Opened, Unreadable, WorkWanted
    from instar.generated.target import TargetImage
    from instar.ops.access import Access
    from instar.ops.bitmap_copy import Copies
    from instar.ops.create import Question
    from instar.ops.create_names import Names
    from instar.ops.free_space import Room
    from instar.ops.image_info import ImageInfo
    from instar.ops.run import Outcome, Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Identity
    from instar.secret import Secret

SLACK = 4 << 20
"""Bytes that a new file may have, and be written, beyond what `measure` says of it."""

REWRITES = 2
"""How often a table may be written, as it fills."""


class Filling(Record, kw_only=True):
    """What the new image is to have in it, beyond what an empty one has."""

    operation: str
    pack: Callable[[TargetImage], bytes]
    """The operation's configuration for an image."""
    disks: tuple[Disk, ...]
    """The sources."""
    shown: str
    access: Access
    """How the source is opened."""
    walking: str
    memory: int
    secrets: Mapping[int, Secret] = {}
    """What the sources' keys are derived from."""
    on_progress: Callable[[int, int], None] | None = None
    desk: Disk | None = None
    """What workers make."""
    on_work: Callable[[WorkWanted], None] | None = None
    on_opened: Callable[[Opened], None] | None = None
    on_unreadable: Callable[[Unreadable], None] | None = None
    rate: int = 0
    """Bytes that are written in a second at most; 0 for any."""
    layers: frozenset[Identity] = frozenset()
    """Files that the sources name, and those below them."""
    max_output: int = 0
    """Bytes that are written at most; 0 for any."""
    room: Room | None = None
    """Who says whether there is room for it."""
    bitmaps: Copies | None = None
    """Bitmaps that it gets, besides."""
    look: Callable[[Subject, int], None] | None = None
    """Who reads a disk of so many bytes, which was written, before it counts."""

    def job(self, empty: Job) -> Job:
        """The run that writes an image, with what it is to have in it."""
        return replace(
            empty,
            operation=self.operation,
            disk=self.disks[0] if self.disks else None,
            others=self.disks[1:],
            shown=self.shown,
            access=self.access,
            walking=self.walking,
            secrets={**empty.secrets, **self.secrets},
            memory=self.memory,
            on_progress=self.on_progress,
            desk=self.desk,
            on_work=self.on_work,
            on_opened=self.on_opened,
            on_unreadable=self.on_unreadable,
        )


class Order(Record, kw_only=True):
    """What one guest is asked to write."""

    question: Question
    names: Names
    config: bytes
    secret: Secret | None
    """What its key is derived from; none for an image in the clear."""
    filling: Filling | None = None
    parent: str | None = None
    """The file of the parent, which the guest reads."""
    way: Way
    """How it is looked at when it is written."""
    fully_allocated: int
    """The most bytes that the image can have, as another guest measures it."""
    disk: int
    """Bytes of the disk that the image must have."""
    reserves: bool = False
    """Whether space is set aside that nothing is written to."""
    options: Options = Options()
    """As they were used."""

    @property
    def pattern(self) -> bytes | None:
        """What equal bytes make equal files of, as a guest knows nothing else; None for what is
        not to be had by copying a file.
        """
        is_more = self.filling or self.parent or self.secret or self.reserves
        if is_more or self.question.on_progress is not None or self.names.others():
            return None
        return self.config

    def bound(self) -> Output:
        """How far files may be written."""
        length = self.fully_allocated + SLACK
        output = Output(length, REWRITES * length, uncached=self.filling is not None)
        if self.filling is not None:
            output.rate = self.filling.rate
            output.limit = self.filling.max_output
        on_progress = self.question.on_progress
        if on_progress is not None:
            total = self.fully_allocated
            output.on_done = lambda done: on_progress(min(done, total), total)
        return output


class Written(Record, kw_only=True):
    """An image that is whole and has no name yet."""

    filename: str
    files: tuple[NewFile, ...]
    """Those that get a name, the image itself first."""
    seen: ImageInfo
    """What a second look says."""
    outcome: Outcome
    """How the run ended that wrote it."""


def open_files(order: Order, stack: ExitStack) -> list[NewFile]:
    """The files of an image, empty and without names, which `stack` holds."""
    names = order.names
    shown = names.paths(order.question.filename)
    check_apart(shown, os.fsdecode(names.backing))
    if names.kept:
        _check_kept(shown[1])
    used: frozenset[Identity] = order.filling.layers if order.filling else frozenset()
    for name in shown:
        _lock(name, stack, used)
    if names.extents and is_device(shown[0]):
        raise CreateError(shown[0], "A device has no other files next to it")
    format = order.question.format
    return [
        _new_file(name, stack, is_raw=not order.filling and (number > 0 or format == "raw"))
        for number, name in enumerate(shown)
    ]


def write(order: Order, files: list[NewFile], stack: ExitStack, runner: Runner) -> Written:
    """Write the files of an image; `stack` holds what is read for that."""
    return finish(order, files, runner.run(begin(order, files, stack)), runner)


def begin(order: Order, files: list[NewFile], stack: ExitStack) -> Job:
    """The run that writes them."""
    job = _job(order, outputs_of(order, files))
    if order.parent is not None:
        source = source_from_name(order.parent, order.question.format, DEFAULT)
        job = replace(job, disk=stack.enter_context(open_source(source, DEFAULT, job.access)))
    return job


def outputs_of(order: Order, files: list[NewFile]) -> tuple[Disk, ...]:
    """The files as a guest may write them, if there is room."""
    if order.filling is not None and order.filling.room is not None:
        order.filling.room.check(order.fully_allocated, reserves=order.reserves)
    bound = order.bound()
    shown = order.names.paths(order.question.filename)
    return tuple(Disk.made(file.fd, name, bound) for file, name in zip(files, shown, strict=True))


def finish(order: Order, files: list[NewFile], outcome: Outcome, runner: Runner) -> Written:
    """What was written is looked at."""
    names = order.names
    if outcome.code or (outcome.results and order.filling is None):
        raise SandboxError("the guest ended with another answer than none")
    seen = _attest(order, files, runner)
    if order.filling is not None and order.filling.bitmaps is not None:
        seen = _add_bitmaps(order, order.filling.bitmaps, files, seen, runner)
    if order.filling is not None and order.filling.look is not None:
        order.filling.look(_unnamed(order, files), order.disk)
    return Written(
        filename=order.question.filename,
        files=tuple(files[:1] if names.kept else files),
        seen=seen,
        outcome=outcome,
    )


def _add_bitmaps(
    order: Order, bitmaps: Copies, files: list[NewFile], seen: ImageInfo, runner: Runner
) -> ImageInfo:
    from instar.ops.bitmap_copy import attest

    most = order.filling.max_output if order.filling else 0
    left = max(1, most - space(os.fstat(files[0].fd))) if most else 0
    wanted = bitmaps.add(files[0].fd, seen, order.question.access, left)
    return attest(_attest(order, files, runner), wanted)


def _unnamed(order: Order, files: list[NewFile]) -> Subject:
    """The disk of the new image, whose files have no names yet. What is below it has."""
    question, number = order.question, source_secret(0)
    made = tuple(zip(order.names.others(), (file.fd for file in files[1:]), strict=True))
    reach = replace(question.access.reach, made=made)
    source = source_from_name(files[0].path, question.format, DEFAULT)

    def open_file(source: Source) -> Disk:
        disk = Disk.open(source.path)
        assert disk.folder is not None
        disk.folder.close()
        disk.name = question.filename
        disk.folder = Directory.open(os.path.dirname(os.path.realpath(disk.name)))
        return disk

    return Subject(
        sources=(replace(source, shown=question.filename),),
        profile=DEFAULT,
        access=replace(question.access, reach=reach, force_share=True, keys=True, by_table=True),
        secrets={} if order.secret is None else {number: order.secret},
        open=open_file,
    )


def copy(model: Written, order: Order, files: list[NewFile]) -> Written:
    """An image of the same bytes as one that nobody else can have changed since a guest looked at
    it: it has no name yet.
    """
    try:
        duplicate(model.files[0].fd, files[0].fd)
    except OSError as error:
        raise WriteError.of(order.question.filename, error) from error
    return replace(model, filename=order.question.filename, files=tuple(files))


def keep(images: Sequence[Written]) -> None:
    """Give the images their names."""
    try:
        keep_all([image.files for image in images])
    except TooSmall as error:
        raise CreateError(images[0].filename, str(error.strerror)) from error
    except OSError as error:
        raise _not_created(images[0].filename, error) from error


def _job(order: Order, outputs: tuple[Disk, ...]) -> Job:
    """How a guest writes the files."""
    question, filling = order.question, order.filling
    empty = Job(
        operation="create",
        config=order.config,
        secrets={} if order.secret is None else {NEW_IMAGE: order.secret},
        outputs=outputs,
        shown=question.filename,
        profile=question.profile,
        access=question.access.alone(),
        walking="",
        unhurried=True,
    )
    return filling.job(empty) if filling else empty


def _check_kept(path: str) -> None:
    try:
        os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC))
    except OSError as error:
        raise open_failed(path, path, error) from error


def _lock(path: str, stack: ExitStack, used: frozenset[Identity]) -> None:
    """Nobody else uses what is about to be replaced, nor does its content need it. What cannot be
    read is not locked.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return
    stack.callback(os.close, fd)
    status = os.fstat(fd)
    refused = ""
    if (status.st_dev, status.st_ino) in used:
        refused = 'Failed to get "write" lock'
    elif stat.S_IFMT(status.st_mode) in (stat.S_IFREG, stat.S_IFBLK):
        refused = locks.take(fd, locks.WRITER)
    if refused:
        text = f"{refused}\nIs another process using the image [{printable(path)}]?"
        raise CreateError(path, text)


def _new_file(path: str, stack: ExitStack, *, is_raw: bool) -> NewFile:
    """`is_raw` says that an empty disk is made whose bytes are those of the file."""
    try:
        if not path:  # or it would be the directory
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        kind = _kind_of(path)
        if kind in _KINDS:
            raise CreateError(path, _KINDS[kind])
        if kind == stat.S_IFBLK:
            return stack.enter_context(DeviceFile(path, is_raw=is_raw))
        return stack.enter_context(NewFile(place_of(path)))
    except OSError as error:
        raise _not_created(path, error) from error


def _plain(name: bytes) -> bytes:
    """The name of a parent as its readers tell it."""
    while name.startswith(b"./"):
        name = name[2:]
    return name


_KINDS = {
    stat.S_IFIFO: "Could not resize file: Invalid argument",
    stat.S_IFCHR: "Cannot grow device files",
}
"""What holds no image, and why not."""


def _kind_of(path: str) -> int:
    """What a name leads to; 0: to nothing that there is."""
    try:
        return stat.S_IFMT(os.stat(path).st_mode)
    except OSError:
        return 0


def check_place(path: str, preallocation: str) -> None:
    """A device has all its space."""
    if preallocation in ("falloc", "full") and is_device(path):
        raise CreateError(path, f"Unsupported preallocation mode '{preallocation}'")


def _not_created(path: str, error: OSError) -> CreateError:
    reason = f"Could not create '{printable(path)}': {error.strerror}"
    return CreateError(path, reason, error.errno or 0)


def _attest(order: Order, files: list[NewFile], runner: Runner) -> ImageInfo:
    """A fresh guest looks at the new file alone: it must be what was asked for, of as many bytes as
    the guest that measured says. Any bytes are a raw image, so of those only the length counts.
    """
    question, names = order.question, order.names
    made = tuple(
        (os.fsdecode(name), file.fd) for name, file in zip(names.extents, files[1:], strict=False)
    )
    path, fd = files[0].path, files[0].fd
    try:
        if len(files) == 1:
            image = look(order.way, path, fd, os.lseek(fd, 0, os.SEEK_END), runner)
        else:
            image = ask(order.way.question(path, made), runner)[0]
    except ImageError as error:  # one that qemu-img makes, and cannot open either
        reason = str(error).removeprefix(f"Could not open '{path}': ")
        raise CreateError(
            question.filename, f"Nobody could open such an image: {reason}"
        ) from error
    backing = os.fsencode(image.backing_filename or "")
    if order.parent is not None and backing == _plain(names.backing):
        backing = names.backing
    if (
        image.format != question.format
        or image.virtual_size != order.disk
        or image.encrypted != (order.secret is not None)
        or backing != names.backing
        or os.fsencode(image.backing_format or "") != names.backing_format
    ):
        raise SandboxError(f"the new image is not what was asked for: {image.format}")
    return image
