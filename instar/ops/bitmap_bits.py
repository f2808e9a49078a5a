# SPDX-License-Identifier: Apache-2.0
"""The bits of a persistent bitmap, which a guest reads into a file without a name."""

from __future__ import annotations

import os
import tempfile

from instar.errors import SandboxError
from instar.generated.bitmap import LEN_MEMORY, BitmapConfig
from instar.generated.edit import EditBitmap, EditBitmapAction, EditBitmapStep
from instar.generated.formats.qcow2 import Qcow2AutoclearFeature, Qcow2Header
from instar.generated.messages import BitmapResult
from instar.ops.access import open_source
from instar.ops.in_place import without_files
from instar.ops.run import Job
from instar.options.since import BITMAP_SIZES
from instar.record import replace
from instar.sandbox.access import Output
from instar.sandbox.disk import Disk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import ExitStack

    from instar.generated.messages import Bitmap
    from instar.generated.profiles import Profile
    from instar.generated.source import SourceOptions
    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Target
    from instar.ops.run import Runner


_LEN_CLUSTER = 1 << Qcow2Header.CLUSTER_BITS_MAX
"""The most that is written at once."""
_BITS = 8
"""Of a byte."""


def packed(
    action: EditBitmapAction, name: str = "", *, disk: int = 0, bits: int = 0
) -> EditBitmapStep:
    """A step of the guest."""
    text = os.fsencode(name)[: EditBitmapStep.LEN_NAME_MAX]
    return EditBitmapStep(
        action=action,
        granularity_bits=bits,
        disk=disk,
        len_name=len(text),
        name=text.ljust(EditBitmapStep.LEN_NAME_MAX, b"\0"),
    )


def config(source: SourceOptions, name: str, steps: tuple[EditBitmapStep, ...]) -> bytes:
    """What the guest is asked to do, to the bitmap `name` where the steps are about one."""
    text = os.fsencode(name)[: EditBitmap.LEN_NAME_MAX]
    wanted = EditBitmap(
        len_name=len(text),
        name=text.ljust(EditBitmap.LEN_NAME_MAX, b"\0"),
        num_actions=len(steps),
    )
    made = BitmapConfig(source=source, change=wanted).pack()
    return made + b"".join(step.pack() for step in steps)


def with_bitmaps(image: ImageInfo, bitmaps: Iterable[Bitmap]) -> ImageInfo:
    """What is known of a qcow2 image once it has these bitmaps."""
    assert image.qcow2 is not None
    found = tuple(bitmaps)
    features = image.qcow2.autoclear_features & ~Qcow2AutoclearFeature.BITMAPS
    features |= Qcow2AutoclearFeature.BITMAPS if found else 0
    return replace(image, qcow2=replace(image.qcow2, bitmaps=found, autoclear_features=features))


def inconsistent(name: str) -> str:
    """Why a bitmap is not used that may miss writes to the disk."""
    return (
        f"Bitmap '{name}' is inconsistent and cannot be used\n"
        "Try block-dirty-bitmap-remove to delete this bitmap from disk"
    )


def sizes_differ(profile: Profile, to: int, of: int) -> str:
    """Why a bitmap of a disk of `of` bytes is not merged into one of a disk of `to` bytes."""
    if profile.number < BITMAP_SIZES:
        return "Bitmaps are incompatible and can't be merged"
    return (
        f"Bitmaps are of different sizes (destination size is {to}, source size is {of}) and can't"
        " be merged"
    )


def num_bytes(size: int, bitmap: Bitmap) -> int:
    """Bytes of the bits of a bitmap of a disk of `size` bytes."""
    return -(-size // (bitmap.granularity * _BITS))


def opened(image: Target) -> Disk:
    """The file of an image, for reading."""
    return open_source(image.source, image.profile, image.access)


def read_bits(image: Target, size: int, bitmap: Bitmap, runner: Runner, files: ExitStack) -> Disk:
    """The bits of a bitmap of a disk of `size` bytes, in a file that `files` holds."""
    source, profile, access = image.source, image.profile, image.access
    file = files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
    made = Disk.made(file.fileno(), "bits", Output(*[num_bytes(size, bitmap) + _LEN_CLUSTER] * 2))
    options = without_files(access.source_options(source, profile))
    with opened(image) as disk:
        outcome = runner.run(
            Job(
                operation="bitmap",
                config=config(options, bitmap.name, (packed(EditBitmapAction.READ),)),
                disk=disk,
                outputs=(made,),
                shown=source.shown,
                profile=profile,
                access=access,
                walking="",
                memory=LEN_MEMORY,
            )
        )
    if outcome.the(BitmapResult).num_done != 1:
        raise SandboxError("a guest did not find a bitmap that another one had found")
    fd = os.open(f"/proc/self/fd/{file.fileno()}", os.O_RDONLY | os.O_CLOEXEC)
    size = os.fstat(fd).st_size
    return files.enter_context(Disk(fd, "bits", size, made.identity))
