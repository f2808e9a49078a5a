# SPDX-License-Identifier: Apache-2.0
"""`resize`: the disk of an image becomes longer or shorter, in place."""

from __future__ import annotations

import os

from instar.errors import SandboxError, UsageError
from instar.generated.formats.raw import MAX_FILE_BYTES
from instar.generated.messages import ResizeResult
from instar.generated.resize import (
    LEN_MEMORY,
    ResizeAction,
    ResizeConfig,
    ResizeError,
    ResizeFlag,
)
from instar.generated.source import SECTOR_SIZE, SourceFormat
from instar.generated.target import TargetPreallocation
from instar.ops.in_place import SLACK, Target
from instar.ops.measure import Question as Measured
from instar.ops.measure import ask as measure
from instar.ops.run import Job, Runner
from instar.options import since
from instar.options.names import DRIVERS
from instar.options.schema import Setting
from instar.options.size import INT64_MAX
from instar.record import as_dict, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile
    from instar.ops.image_info import ImageInfo
    from instar.sandbox.transaction import Transaction

PREALLOCATION: dict[str, int] = {
    "off": TargetPreallocation.OFF,
    "metadata": TargetPreallocation.METADATA,
    "falloc": TargetPreallocation.FALLOC,
    "full": TargetPreallocation.FULL,
}

_REWRITES = 4
"""How often a table may be written in one change."""
_ACTIONS: dict[int, str] = {
    ResizeAction.GROW: "grow",
    ResizeAction.SHRINK: "shrink",
    ResizeAction.NOOP: "noop",
}
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
_GUESSED = (
    "WARNING: Image format was not specified for '{name}' and probing guessed raw.\n"
    "         Automatically detecting the format is dangerous for raw images, write operations on"
    " block 0 will be restricted.\n"
    "         Specify the 'raw' format explicitly to remove the restrictions."
)


@record(kw_only=True)
class Resized:
    """A disk that has another size, and its file. `action` is `grow`, `shrink` or `noop`."""

    filename: str
    format: str
    action: str
    old_virtual_size: int
    new_virtual_size: int
    old_file_size: int
    new_file_size: int
    warnings: tuple[str, ...] = ()
    sandbox: str = ""
    """The kind of sandbox that ran; empty where none had to."""

    def to_dict(self) -> dict[str, object]:
        """Everything as plain Python types."""
        return as_dict(self)


@record(kw_only=True)
class Question:
    """The new size: `size` bytes, or `sign` times that from the size that the disk has."""

    target: Target
    size: int
    sign: int = 0
    shrink: bool = False
    preallocation: int = TargetPreallocation.OFF

    @property
    def profile(self) -> Profile:
        return self.target.profile


def ask(question: Question, runner: Runner) -> Resized:
    """Resize the image. What is refused has not changed it."""
    target = question.target
    with target.begin("resize") as change:
        old_file_size = change.disk.size
        if change.recovered:
            change.disk.remark = f"completed the change that {change.recovered} had begun"
        before = _look(question, change, runner)
        wanted = _wanted(question, before)
        warnings = (*before.warnings, *_check(question, before, wanted))
        action = _action(before.virtual_size, wanted)
        if before.format == "raw":
            _resize_raw(question, change, wanted)
        else:  # where the size stays as well: the format may refuse to be asked
            warnings += _resize_in_guest(question, change, before, wanted, runner)
        after = replace(before, virtual_size=wanted)
        if before.format != "raw":
            after = target.attest(change, after, runner)
        target.commit(change)
        return Resized(
            filename=target.source.shown,
            format=before.format,
            action=_ACTIONS[action],
            old_virtual_size=before.virtual_size,
            new_virtual_size=wanted,
            old_file_size=old_file_size,
            new_file_size=os.fstat(change.disk.fd).st_size,
            warnings=warnings,
            sandbox=after.sandbox,
        )


def _look(question: Question, change: Transaction, runner: Runner) -> ImageInfo:
    """What the image is."""
    source = question.target.source
    found = question.target.inspect(change, runner)
    if source.format == SourceFormat.UNKNOWN and found.format == "raw":
        guessed = _GUESSED.format(name=source.shown)
        found = replace(found, warnings=(*found.warnings, guessed))
    if found.corrupt and found.format == "qcow2":
        from instar.errors import OpenError

        text = "qcow2: Image is corrupt; cannot be opened read/write"
        raise OpenError(source.shown, text)
    return found


def _wanted(question: Question, image: ImageInfo) -> int:
    """The new size in bytes."""
    size = question.size
    if question.sign:
        size = image.virtual_size + question.sign * question.size
    if not 0 < size <= INT64_MAX:
        raise UsageError("New image size must be positive")
    return size


def _action(old: int, new: int) -> int:
    if old == new:
        return ResizeAction.NOOP
    return ResizeAction.GROW if old < new else ResizeAction.SHRINK


def _check(question: Question, image: ImageInfo, wanted: int) -> tuple[str, ...]:
    """What qemu-img refuses before it asks the format's driver. Returns warnings."""
    number = question.profile.number
    warnings: tuple[str, ...] = ()
    old = image.virtual_size
    if wanted <= old and question.preallocation != TargetPreallocation.OFF:
        raise UsageError("Preallocation can only be used for growing images")
    if wanted < old and not question.shrink:
        if number >= since.RESIZE_NEEDS_SHRINK:
            raise UsageError(_NEEDS_FLAG, _WILL_DELETE)
        if image.format != "raw":
            raise UsageError(_WILL_DELETE, _NEEDS_FLAG)
        warnings = (_WILL_DELETE.removeprefix("warning: "), _WILL_REFUSE)
    if image.format not in ("raw", "qcow2", "qed"):
        raise UsageError(_NO_RESIZE).with_warnings(warnings)
    if image.snapshots and number < since.RESIZE_WITH_SNAPSHOTS and wanted % SECTOR_SIZE == 0:
        raise UsageError("Can't resize an image which has snapshots")
    if number >= since.RESIZE_LIMIT and wanted > MAX_FILE_BYTES:
        raise UsageError(f"offset({wanted}) exceeds maximum({MAX_FILE_BYTES})")
    return warnings


def _resize_raw(question: Question, change: Transaction, wanted: int) -> None:
    """A raw image is its file: no byte of it has to be looked at."""
    old = change.disk.size
    change.allow(max(old, wanted), wanted)
    recorder = change.recorder
    match question.preallocation:
        case TargetPreallocation.METADATA:
            raise UsageError("Unsupported preallocation mode: metadata")
        case TargetPreallocation.FALLOC if wanted > old:
            recorder.reserve(old, wanted - old)
        case TargetPreallocation.FULL if wanted > old:
            recorder.fill(old, wanted - old)
    if wanted != change.disk.size:
        recorder.resize(wanted)


def _resize_in_guest(
    question: Question, change: Transaction, image: ImageInfo, wanted: int, runner: Runner
) -> tuple[str, ...]:
    """Returns the warnings that came with it."""
    target = question.target
    tables = _tables(image, max(wanted, image.virtual_size), runner)
    change.allow(change.disk.size + tables + SLACK, _REWRITES * (tables + SLACK))
    outcome = runner.run(
        Job(
            operation="resize",
            config=_config(question, image, wanted),
            disk=change.disk,
            shown=target.source.shown,
            profile=question.profile,
            access=target.access,
            walking="",
            memory=LEN_MEMORY,
        )
    )
    if outcome.code == ResizeError.FORMAT:
        raise UsageError(_NO_RESIZE)
    result = outcome.result
    if (
        outcome.code
        or not isinstance(result, ResizeResult)
        or (result.old_virtual_size, result.new_virtual_size) != (image.virtual_size, wanted)
    ):
        raise SandboxError(f"the guest ended with error {outcome.code}, {outcome.value}")
    return outcome.warnings


def _config(question: Question, image: ImageInfo, wanted: int) -> bytes:
    source = replace(question.target.source, format=DRIVERS[image.format])
    return ResizeConfig(
        source=question.target.access.source_options(source, question.profile),
        action=_action(image.virtual_size, wanted),
        flags=ResizeFlag.SHRINK if question.shrink else 0,
        current_virtual_size=image.virtual_size,
        new_size=wanted,
        preallocation=question.preallocation,
    ).pack()


def _tables(image: ImageInfo, size: int, runner: Runner) -> int:
    """The most that all tables of such a disk take: another guest computes it."""
    if image.format != "qcow2" or image.qcow2 is None:
        return 0
    options = {
        "cluster_size": str(image.cluster_size),
        "compat": image.qcow2.compat,
        "extended_l2": "on" if image.qcow2.extended_l2 else "off",
        "refcount_bits": str(image.qcow2.refcount_bits),
    }
    settings = tuple(Setting(name, value, name) for name, value in options.items())
    asked = Measured(target="qcow2", settings=settings, size=size)
    try:
        return measure(asked, runner).required
    except UsageError:  # there is no such disk, as the one who changes it will say
        return 0
