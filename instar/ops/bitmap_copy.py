# SPDX-License-Identifier: Apache-2.0
"""`convert --bitmaps`: the persistent bitmaps of a source are copied into the new image.

The bits of each are read by a guest of its own, into a file without a name; one more guest, which
never sees the source, stores them all, as qemu-img does when it closes the image.
"""

from __future__ import annotations

import os
from contextlib import ExitStack

from instar.errors import LimitError, SandboxError, UsageError
from instar.generated.bitmap import LEN_MEMORY, MAX_COPIED_BYTES
from instar.generated.edit import EditBitmap, EditBitmapAction
from instar.generated.messages import BitmapResult
from instar.generated.source import SourceFormat
from instar.ops import bitmap_bits as bits
from instar.ops.in_place import SLACK, Target, most_bitmaps, said, without_files
from instar.ops.run import Job
from instar.options.since import BITMAPS_CHECKED
from instar.options.source import Source
from instar.record import Record, replace
from instar.sandbox.access import Output
from instar.sandbox.disk import Disk
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.edit import EditBitmapStep
    from instar.generated.messages import Bitmap
    from instar.generated.profiles import Profile
    from instar.generated.source import SourceOptions
    from instar.ops.access import Access
    from instar.ops.image_info import ImageInfo
    from instar.ops.run import Outcome, Runner

_EACH = EditBitmap.NUM_ACTIONS_MAX
"""Bitmaps that one guest stores."""
_REWRITES = 8
"""How often what is added may be written, counts included."""
_OLD, _IN_USE, _AUTO = "0.10", "in-use", "auto"


class Copies(Record, kw_only=True):
    """Bitmaps of an image, and how it is opened for them."""

    image: Target
    size: int
    """Bytes of its disk."""
    bitmaps: tuple[Bitmap, ...]
    warnings: tuple[str, ...]
    runner: Runner

    def check_existing(self, image: ImageInfo) -> None:
        """Refuse an image whose disk is to be written over, and which cannot have them."""
        check_target(image.format, is_old=_is_old(image))
        if self.bitmaps and image.virtual_size != self.size:
            why = bits.sizes_differ(self.image.profile, image.virtual_size, self.size)
            raise UsageError(f"Failed to populate bitmap {self.bitmaps[-1].name}: {why}")

    def add(self, fd: int, image: ImageInfo, access: Access, limit: int) -> ImageInfo:
        """Add them to a new image, which has no name yet. Returns what it must be then. `limit` is
        how many bytes may be written at most, 0 for any.
        """
        source = Source(image.filename, image.filename, SourceFormat.QCOW2)
        access = replace(access.alone(), snapshot=None)
        profile = self.image.profile
        empty = Job(
            operation="bitmap",
            config=b"",
            shown=image.filename,
            profile=profile,
            access=access,
            walking="",
            memory=LEN_MEMORY,
        )
        options = without_files(access.source_options(source, profile))
        for batch in self._batches():
            room, written = _bounds(image, batch)
            output = Output(os.fstat(fd).st_size + room, written)
            output.limit = limit
            job = replace(empty, disk=Disk.made(fd, image.filename, output))
            self._store(batch, options, job, self.runner.run)
            image = _with(image, batch)
        return image

    def add_in_place(self, target: Target) -> ImageInfo:
        """Add them to an image that exists: all of them or none."""
        with target.begin("convert", self.runner) as change:
            image = change.before
            for batch in self._batches():
                room, written = _bounds(image, batch)
                job = change.job("bitmap", b"", LEN_MEMORY)

                def run(job: Job, room: int = room, written: int = written) -> Outcome:
                    return change.work(job, room, written)

                self._store(batch, change.alone, job, run)
                image = _with(image, batch)
            after = change.attest(image)
            change.commit()
        return after

    def _batches(self) -> list[tuple[Bitmap, ...]]:
        found = self.bitmaps
        return [found[start : start + _EACH] for start in range(0, len(found), _EACH)]

    def _store(
        self,
        batch: tuple[Bitmap, ...],
        options: SourceOptions,
        job: Job,
        run: Callable[[Job], Outcome],
    ) -> None:
        """Let a guest store some of them."""
        with ExitStack() as files:
            others = tuple(
                bits.read_bits(self.image, self.size, one, self.runner, files) for one in batch
            )
            steps = tuple(_step(one, number) for number, one in enumerate(batch, 1))
            config = bits.config(options, "", steps)
            result = run(replace(job, config=config, others=others)).the(BitmapResult)
        if result.error or result.num_done != len(batch):
            raise SandboxError(f"a guest stored {result.num_done} of {len(batch)} bitmaps")


def check_target(format: str, *, is_old: bool) -> None:
    """Refuse an image that has no bitmaps."""
    if format != "qcow2" or is_old:
        raise UsageError(f"Format driver '{format}' does not support bitmaps")


def attest(found: ImageInfo, wanted: ImageInfo) -> ImageInfo:
    """A fresh guest has looked at the result, which must be what was asked for."""
    if said(found) != said(wanted):
        raise SandboxError("the bitmaps of the new image are not what was asked for")
    return found


def find(
    source: Source, profile: Profile, access: Access, runner: Runner, *, skip_broken: bool
) -> Copies:
    """The bitmaps of an image. Those that may miss writes are refused or, with a warning, left
    out.
    """
    access = replace(access.alone(), data_files=False, snapshot=None, keys=False)
    plain = replace(source, backing=None, data_file=None, is_cut=False)
    target = Target(source=plain, profile=profile, access=access)
    image = target.look(bits.opened(target), runner)
    if image.qcow2 is None or _is_old(image):
        raise UsageError("Source lacks bitmap support")
    broken = [one.name for one in reversed(image.qcow2.bitmaps) if _IN_USE in one.flags]
    if broken and not skip_broken:
        raise _refused(broken[0], profile)
    kept = tuple(one for one in image.qcow2.bitmaps if _IN_USE not in one.flags)
    length = sum(bits.num_bytes(image.virtual_size, one) for one in kept)
    if length > MAX_COPIED_BYTES:
        raise LimitError(
            f"'{printable(source.shown)}' has bitmaps of {length} bytes together; at most"
            f" {MAX_COPIED_BYTES} are copied"
        )
    return Copies(
        image=target,
        size=image.virtual_size,
        bitmaps=kept,
        warnings=tuple(f"Skipping inconsistent bitmap '{name}'" for name in broken),
        runner=runner,
    )


def _refused(name: str, profile: Profile) -> UsageError:
    if profile.number < BITMAPS_CHECKED:
        return UsageError(f"Failed to populate bitmap {name}: {bits.inconsistent(name)}")
    return UsageError(
        f"Cannot copy inconsistent bitmap '{name}'\n"
        "Try --skip-broken-bitmaps, or use 'qemu-img bitmap --remove' to delete it"
    )


def _is_old(image: ImageInfo) -> bool:
    return image.qcow2 is not None and image.qcow2.compat == _OLD


def _step(bitmap: Bitmap, disk: int) -> EditBitmapStep:
    is_auto = _AUTO in bitmap.flags
    action = EditBitmapAction.COPY if is_auto else EditBitmapAction.COPY_DISABLED
    return bits.packed(action, bitmap.name, disk=disk, bits=bitmap.granularity.bit_length() - 1)


def _bounds(image: ImageInfo, batch: tuple[Bitmap, ...]) -> tuple[int, int]:
    """How much longer the file may become, and how much may be written."""
    room = most_bitmaps(image, *batch, directories=2) + SLACK
    return room, _REWRITES * room


def _with(image: ImageInfo, batch: tuple[Bitmap, ...]) -> ImageInfo:
    assert image.qcow2 is not None
    return bits.with_bitmaps(image, (*image.qcow2.bitmaps, *batch))
