# SPDX-License-Identifier: Apache-2.0
"""`resize` of a VMDK whose extents are files of their own.

The guest that makes the change writes the descriptor alone. By the same rule as for a new image,
the host says how long the last extent becomes, if it is flat, and which are added: another guest
lays those down as it lays a new image. What is written is named after the image, whatever names the
image has in it: new files, and the end of the last extent. The descriptor changes last.
"""

from __future__ import annotations

import os

from instar.errors import CreateError, OpenError, SandboxError, UsageError
from instar.generated.formats import vmdk
from instar.generated.profiles import DEFAULT
from instar.generated.target import TargetPreallocation, TargetSubformat
from instar.ops.create import Creator
from instar.ops.create import Question as New
from instar.ops.create_batch import Batch
from instar.ops.create_files import begin
from instar.ops.create_names import extent_names, next_to
from instar.ops.over_extents import open_extent
from instar.options.schema import Setting
from instar.record import Record, replace
from instar.sandbox.companions import Companions, Longer, lengthen
from instar.sandbox.filesystem import journal_path
from instar.sandbox.outputs import NewFile
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import ExitStack

    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Change
    from instar.sandbox.disk import Disk, Identity

_KINDS = {
    vmdk.CREATE_TYPE_MONOLITHIC_FLAT: TargetSubformat.MONOLITHIC_FLAT,
    vmdk.CREATE_TYPE_VMFS: TargetSubformat.MONOLITHIC_FLAT,
    vmdk.CREATE_TYPE_TWO_GB_MAX_EXTENT_FLAT: TargetSubformat.TWO_GB_MAX_EXTENT_FLAT,
    vmdk.CREATE_TYPE_TWO_GB_MAX_EXTENT_SPARSE: TargetSubformat.TWO_GB_MAX_EXTENT_SPARSE,
}
"""What a new image is whose extents are named and cut like those of one of such a type."""


class Attached:
    """The files that a run has opened by names in the image."""

    def __init__(self) -> None:
        self._files: list[tuple[str, Identity, int]] = []

    def add(self, disk: Disk) -> None:
        """One more."""
        self._files.append((disk.name, disk.identity, disk.size))

    def is_only(self, name: str, identity: Identity, size: int) -> bool:
        """Whether this is the file of that name, and of no other, as it was then."""
        return [one for one in self._files if one[1] == identity] == [(name, identity, size)]


class _Plan(Record, kw_only=True):
    """What becomes of the extents."""

    subformat: TargetSubformat
    last: int
    """Bytes of the disk in the one that is the last now."""
    names: tuple[bytes, ...]
    """Of those that are added."""
    sizes: tuple[int, ...]
    """Bytes of the disk in each of them."""


def _plan(image: ImageInfo, path: str, size: int) -> _Plan:
    details = image.vmdk
    if details is None or details.create_type not in _KINDS or not details.extents:
        raise SandboxError("the guest made a disk longer that does not grow")
    subformat = _KINDS[details.create_type]
    last, added = details.extents[-1], size - image.virtual_size
    match subformat:
        case TargetSubformat.MONOLITHIC_FLAT:
            filled = added
        case TargetSubformat.TWO_GB_MAX_EXTENT_FLAT:
            filled = min(max(vmdk.SPLIT_EXTENT_SIZE - last.virtual_size, 0), added)
        case _:
            filled = 0
    rest, number = added - filled, len(details.extents)
    count = -(-rest // vmdk.SPLIT_EXTENT_SIZE)
    file = os.fsencode(os.path.basename(path))
    names = tuple(extent_names(subformat, file, number + count))
    own = os.fsdecode(names[number - 1])
    if last.filename != next_to(path, own):
        raise UsageError(
            f"'{printable(path)}' has its last extent in '{printable(last.filename)}', and not in"
            f" '{printable(own)}': only files that are named after the image are added to"
        )
    starts = range(0, rest, vmdk.SPLIT_EXTENT_SIZE)
    return _Plan(
        subformat=subformat,
        last=last.virtual_size + filled,
        names=names[number:],
        sizes=tuple(min(vmdk.SPLIT_EXTENT_SIZE, rest - start) for start in starts),
    )


def add(
    change: Change, size: int, preallocation: int, attached: Attached, files: ExitStack
) -> ImageInfo:
    """Let the change, which a guest has made of the descriptor, have the files that it needs.
    `files` holds them. Returns the image, as a fresh guest sees it.
    """
    image, target = change.before, change.target
    path = target.source.path
    if size == image.virtual_size:
        return change.attest(image)
    _check_home(change.transaction.disk, path)
    plan = _plan(image, path, size)
    new = _new_files(change, plan, preallocation, files) if plan.names else []
    longer = _longer(change, plan, preallocation, attached, files)
    made = tuple((os.fsdecode(name), one.fd) for name, one in zip(plan.names, new, strict=True))
    access = replace(target.access, force_share=True, reach=replace(target.access.reach, made=made))
    seen = replace(target, access=access).attest(
        change.transaction.view(), _expected(image, path, plan, size), change.runner
    )
    recorder = change.transaction.recorder
    recorder.companions = Companions(change.transaction.disk, "resize", new, longer)
    return seen


def _expected(image: ImageInfo, path: str, plan: _Plan, size: int) -> ImageInfo:
    assert image.vmdk is not None
    *others, last = image.vmdk.extents
    added = (
        replace(last, filename=next_to(path, os.fsdecode(name)), virtual_size=length)
        for name, length in zip(plan.names, plan.sizes, strict=True)
    )
    extents = (*others, replace(last, virtual_size=plan.last), *added)
    return replace(image, virtual_size=size, vmdk=replace(image.vmdk, extents=extents))


def _check_home(disk: Disk, path: str) -> None:
    """The files are next to the image, and so is what is noted of the change."""
    home = os.path.dirname(journal_path(disk.fd))
    if not os.path.samefile(home, os.path.dirname(path) or "."):
        raise UsageError(f"'{printable(path)}' is a link, and its disk is in files next to it")


def _new_files(change: Change, plan: _Plan, preallocation: int, files: ExitStack) -> list[NewFile]:
    """The extents that are added, which have no names yet."""
    source = change.target.source
    asked = New(
        filename=source.path,
        format="vmdk",
        profile=DEFAULT,
        access=change.target.access.alone(),
        settings=(Setting("subformat", _WORDS[plan.subformat], "subformat"),),
        size=sum(plan.sizes),
    )
    with Batch(change.runner) as batch:
        order = Creator(asked, change.runner).order(batch, None)
    order = replace(order, names=replace(order.names, extents=plan.names))
    paths = order.names.paths(source.path)
    descriptor = _new_file(source.path, files, private=True)  # which nobody needs
    new = [descriptor, *(_new_file(one, files) for one in paths[1:])]
    outcome = change.runner.run(begin(order, new, files))
    if outcome.code or outcome.results:
        raise outcome.unexpected()
    if preallocation != TargetPreallocation.OFF:
        for one, size in zip(new[1:], plan.sizes, strict=True):
            lengthen(one.fd, 0, size, preallocation)
    return new[1:]


_WORDS = {number: word for word, number in _KINDS.items() if word != vmdk.CREATE_TYPE_VMFS}


def _new_file(path: str, files: ExitStack, *, private: bool = False) -> NewFile:
    if not private and os.path.lexists(path):
        raise CreateError(path, f"'{printable(path)}' is there, where the disk is to go on")
    try:
        return files.enter_context(NewFile(path, private=private))
    except OSError as error:
        reason = f"Could not create '{printable(path)}': {error.strerror}"
        raise CreateError(path, reason, error.errno or 0) from error


def _longer(
    change: Change, plan: _Plan, preallocation: int, attached: Attached, files: ExitStack
) -> list[Longer]:
    """The last extent, if it becomes longer: a file of its own, which nobody else uses, and which
    the guest that made the change has seen.
    """
    assert change.before.vmdk is not None
    last = change.before.vmdk.extents[-1]
    if plan.last == last.virtual_size:
        return []
    disk = open_extent(change.before, last.filename)
    files.callback(disk.close)
    size = os.fstat(disk.fd).st_size
    if (
        not attached.is_only(disk.name, disk.identity, size)
        or size > last.virtual_size
        or os.path.lexists(journal_path(disk.fd))
    ):
        raise OpenError(disk.name, f"'{printable(disk.name)}' is not a file of this disk alone")
    name = os.path.basename(disk.name)
    return [Longer(fd=disk.fd, name=name, length=plan.last, preallocation=preallocation)]
