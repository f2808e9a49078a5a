# SPDX-License-Identifier: Apache-2.0
"""`resize`: the disk of an image becomes longer or shorter, in place."""

from __future__ import annotations

import os
from contextlib import ExitStack

from instar.errors import UsageError
from instar.generated import refusals
from instar.generated.formats.raw import MAX_FILE_BYTES
from instar.generated.messages import ResizeResult
from instar.generated.options.qcow2 import OPTIONS
from instar.generated.resize import (
    LEN_MEMORY,
    ResizeAction,
    ResizeConfig,
    ResizeError,
    ResizeFlag,
)
from instar.generated.source import SECTOR_SIZE, SourceFormat
from instar.generated.target import TargetPreallocation
from instar.ops.access import alike, open_source, source_secrets
from instar.ops.in_place import (
    FEW,
    SLACK,
    Target,
    most_bitmaps,
    most_blocks_added,
    most_tables,
)
from instar.ops.looked import Wanted, make
from instar.ops.result import Result
from instar.options import since
from instar.options.refusing import refused
from instar.record import Record, replace
from instar.sandbox.together import alone, touching
from instar.widths import INT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from instar.generated.profiles import Profile
    from instar.ops.access import Access
    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Change
    from instar.ops.run import Job, Outcome, Runner
    from instar.sandbox.together import Waiting
    from instar.sandbox.transaction import Transaction
    from instar.secret import Secret

PREALLOCATION = next(
    dict(zip(option.words, option.numbers, strict=True))
    for option in OPTIONS
    if option.name == "preallocation"
)
"""As for a new image that may have any of them."""

_REWRITES = 4
"""How often a table may be written in one change."""
_ACTIONS: dict[int, str] = {
    ResizeAction.GROW: "grow",
    ResizeAction.SHRINK: "shrink",
    ResizeAction.NOOP: "noop",
}
_RESIZED = ("raw", "qcow2", "qed", "luks")
GROWN = ("parallels", "vdi", "vhdx", "vmdk", "vpc")
"""Which qemu-img resizes not at all."""
_PLAIN = ("raw", "luks")
"""Whose disk is a part of the file, without tables."""
_NO_RESIZE = "Image format driver does not support resize"
_WILL_DELETE = (
    "warning: Shrinking an image will delete all data beyond the shrunken image's end. Before"
    " performing such an operation, make sure there is no important data there."
)
_NEEDS_FLAG = "Use the --shrink option to perform a shrink operation."
_WILL_REFUSE = (
    "Using the --shrink option will suppress this message. Note that future versions of qemu-img"
    " may refuse to shrink images without this option."
)


class Resized(Result, kw_only=True):
    """A disk that has another size, and its file. `action` is `grow`, `shrink` or `noop`."""

    filename: str
    format: str
    action: str
    old_virtual_size: int
    new_virtual_size: int
    old_file_size: int
    new_file_size: int


class Question(Record, kw_only=True):
    """The new size: `size` bytes, or `sign` times that from the size that the disk has."""

    target: Target
    size: int
    sign: int = 0
    shrink: bool = False
    preallocation: int = TargetPreallocation.OFF
    beyond: bool = False
    """Whether disks also become longer in formats that qemu-img does not resize."""
    secrets: Mapping[str, Secret] = {}

    @property
    def profile(self) -> Profile:
        return self.target.profile


def ask(question: Question, runner: Runner) -> Resized:
    """Resize the image. What is refused has not changed it."""
    return alone(asking(question, runner))


def asking(question: Question, runner: Runner) -> Waiting[Resized]:
    """The same, where others wait for the storage too."""
    _check_part(question)
    with (
        ExitStack() as files,
        question.target.begin("resize", runner, looks=False) as change,
    ):
        access = _with_keys(question.target.access, question.target.source.secret is not None)
        secrets = source_secrets([question.target.source], question.secrets)
        job = change.job("resize", b"", LEN_MEMORY, access, secrets)
        sizes: list[int] = []
        made = make(
            change, job, ResizeConfig.SIZE, lambda: _decide(question, change, access, sizes)
        )
        before, (wanted,) = change.before, sizes
        action = _action(before.virtual_size, wanted)
        after = _longer(before, wanted + -wanted % SECTOR_SIZE)
        if made is not None:
            _check_answer(before, wanted, made.outcome)
            after = question.target.hold(made.the_after(), after)
        elif change.has_data_file:
            yield from touching()
            outcome = _resize_both(question, change, job, wanted)
            _check_answer(before, wanted, outcome)
            after = change.attest(after)
        elif before.format == "raw":
            _resize_raw(question, change.transaction, wanted)
        else:
            yield from touching()
            after = _resize_apart(question, change, job, wanted, files)
        yield from change.committing()
        return Resized(
            filename=question.target.source.shown,
            format=before.format,
            action=_ACTIONS[action],
            old_virtual_size=before.virtual_size,
            new_virtual_size=wanted,
            old_file_size=change.old_file_size,
            new_file_size=change.new_file_size,
            warnings=change.warnings,
            sandbox=after.sandbox,
        )


@alike
def _with_keys(access: Access, keys: bool) -> Access:
    return replace(access, keys=keys)


def _longer(image: ImageInfo, size: int) -> ImageInfo:
    """The same with a disk of `size` bytes. What a VMDK says of extents is about the disk too."""
    vmdk = image.vmdk
    if vmdk is not None and vmdk.extents:
        *others, last = vmdk.extents
        last = replace(last, virtual_size=last.virtual_size + size - image.virtual_size)
        vmdk = replace(vmdk, extents=(*others, last))
    return replace(image, virtual_size=size, vmdk=vmdk)


def _wanted(question: Question, old: int) -> int:
    """The new size in bytes."""
    size = question.size
    if question.sign:
        size = old + question.sign * question.size
    if not 0 < size <= INT64_MAX:
        raise UsageError("New image size must be positive")
    return size


def _action(old: int, new: int) -> int:
    if old == new:
        return ResizeAction.NOOP
    return ResizeAction.GROW if old < new else ResizeAction.SHRINK


def _check_part(question: Question) -> None:
    """A plain disk that has its size in a file stays as long."""
    target = question.target
    old = target.source.part[1]
    if old is None or target.source.format != SourceFormat.RAW:
        return
    with open_source(target.source, question.profile, target.access):
        warnings = _check_smaller(question, "raw", old, _wanted(question, old))
    raise UsageError("Cannot resize fixed-size raw disks").with_warnings(warnings)


def _check_smaller(question: Question, format: str, old: int, wanted: int) -> tuple[str, ...]:
    """What qemu-img says to what does not grow."""
    if wanted <= old and question.preallocation != TargetPreallocation.OFF:
        raise UsageError("Preallocation can only be used for growing images")
    if wanted >= old or question.shrink:
        return ()
    if question.profile.number >= since.RESIZE_NEEDS_SHRINK:
        raise UsageError(_NEEDS_FLAG, _WILL_DELETE)
    if format != "raw":
        raise UsageError(_WILL_DELETE, _NEEDS_FLAG)
    return _WILL_DELETE.removeprefix("warning: "), _WILL_REFUSE


def _check(question: Question, image: ImageInfo, wanted: int) -> tuple[str, ...]:
    """What qemu-img refuses before it asks the format's driver. Returns warnings."""
    number = question.profile.number
    warnings = _check_smaller(question, image.format, image.virtual_size, wanted)
    if image.format not in _RESIZED + (GROWN if question.beyond else ()):
        raise UsageError(_NO_RESIZE).with_warnings(warnings)
    if image.format in _PLAIN and question.preallocation == TargetPreallocation.METADATA:
        raise refused(refusals.PREALLOCATION_METADATA)
    if image.snapshots and number < since.RESIZE_WITH_SNAPSHOTS and wanted % SECTOR_SIZE == 0:
        raise UsageError("Can't resize an image which has snapshots")
    _check_bitmaps(image, wanted, warnings)
    if number >= since.RESIZE_LIMIT and wanted > MAX_FILE_BYTES:
        raise UsageError(f"offset({wanted}) exceeds maximum({MAX_FILE_BYTES})")
    return warnings


def _check_bitmaps(image: ImageInfo, wanted: int, warnings: tuple[str, ...]) -> None:
    """Only bits that are known to be right are kept."""
    if image.qcow2 is None or wanted % SECTOR_SIZE:
        return
    for one in image.qcow2.bitmaps:
        if "in-use" in one.flags:
            from instar.ops.bitmap_bits import inconsistent

            raise UsageError(inconsistent(one.name)).with_warnings(warnings)


def _resize_raw(question: Question, change: Transaction, wanted: int) -> None:
    """A raw image is its file: no byte of it has to be looked at."""
    old = change.disk.size
    change.allow(max(old, wanted), wanted)
    recorder = change.recorder
    match question.preallocation:
        case TargetPreallocation.FALLOC if wanted > old:
            recorder.reserve(old, wanted - old)
        case TargetPreallocation.FULL if wanted > old:
            recorder.fill(old, wanted - old)
    if wanted != change.disk.size:
        recorder.resize(wanted)


def _room(question: Question, image: ImageInfo, wanted: int, runner: Runner) -> int:
    """The most that the file grows by."""
    longer = replace(image, virtual_size=max(wanted, image.virtual_size))
    room = most_tables(image, longer.virtual_size, runner) + most_bitmaps(longer) + SLACK
    if question.preallocation != TargetPreallocation.OFF or image.format in _PLAIN:
        room += max(wanted - image.virtual_size, 0)
    return room + FEW * (image.cluster_size or 0)


def _is_apart(image: ImageInfo) -> bool:
    """Whether the disk is in other files than the image itself."""
    return image.vmdk is not None and any(
        one.filename != image.filename for one in image.vmdk.extents
    )


def _decide(question: Question, change: Change, access: Access, sizes: list[int]) -> Wanted | None:
    """What the guest that has looked is to do: nothing, if it is a raw image, or its disk is in
    other files. The new size is added to `sizes`.
    """
    image = change.before
    wanted = _wanted(question, image.virtual_size)
    sizes.append(wanted)
    change.warnings += _check(question, image, wanted)
    if image.format == "raw" or _is_apart(image) or change.has_data_file:
        return None
    return _order(question, change, access, wanted)


def _resize_apart(
    question: Question, change: Change, job: Job, wanted: int, files: ExitStack
) -> ImageInfo:
    """A disk in other files than the image: a guest changes the image, the host adds files."""
    from instar.ops.resize_extents import Attached, add

    order, attached = _order(question, change, job.access, wanted), Attached()
    job = replace(job, config=order.config, on_attach=attached.add)
    _check_answer(change.before, wanted, change.work(job, order.room, order.written))
    return add(change, wanted, question.preallocation, attached, files)


def _resize_both(question: Question, change: Change, job: Job, wanted: int) -> Outcome:
    """An image and its data file."""
    with change.resizing_data(wanted):
        order = _order(question, change, job.access, wanted)
        return change.work(replace(job, config=order.config), order.room, order.written)


def _order(question: Question, change: Change, access: Access, wanted: int) -> Wanted:
    """What a guest is to do, and how far it may go."""
    image = change.before
    room, added = _room(question, image, wanted, change.runner), 0
    if _is_apart(image):
        room = SLACK
    elif image.format in GROWN:
        room, added = most_blocks_added(image, wanted), max(wanted - image.virtual_size, 0)
    config = ResizeConfig(
        source=change.opened_by(access),
        action=_action(image.virtual_size, wanted),
        flags=ResizeFlag.SHRINK if question.shrink else 0,
        current_virtual_size=image.virtual_size,
        new_size=wanted,
        preallocation=question.preallocation,
    )
    config = replace(config, entropy=os.urandom(len(config.entropy)))
    if question.preallocation != TargetPreallocation.OFF:
        change.transaction.spread()
    return Wanted(config=config.pack(), room=room + added, written=_REWRITES * room)


def _check_answer(image: ImageInfo, wanted: int, outcome: Outcome) -> None:
    if outcome.code == ResizeError.FORMAT:
        raise UsageError(_NO_RESIZE)
    result = outcome.result
    if (
        outcome.code
        or not isinstance(result, ResizeResult)
        or (result.old_virtual_size, result.new_virtual_size) != (image.virtual_size, wanted)
    ):
        raise outcome.unexpected()
