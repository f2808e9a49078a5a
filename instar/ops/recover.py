# SPDX-License-Identifier: Apache-2.0
"""`recover`: complete a change of an image that was interrupted, or take back what it has added, in
the image and in the other files of its disk.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager

from instar.errors import ImageError, OpenError, UsageError, WriteError
from instar.generated.attach import AttachKind
from instar.ops import data_file
from instar.ops.leftover import settler
from instar.ops.over_extents import names_of, open_extent
from instar.ops.result import Plain
from instar.record import Record
from instar.sandbox.transaction import is_interrupted, open_for_change, recover
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Target
    from instar.ops.run import Runner
    from instar.sandbox.disk import Disk


class Recovered(Plain, Record, kw_only=True):
    """What became of an image. `command` is the one whose change was completed, empty if there was
    nothing to complete.
    """

    filename: str
    command: str
    others: tuple[Recovered, ...] = ()
    """Other files of its disk that had a change to complete: extents, the data file."""
    warnings: tuple[str, ...] = ()


def ask(target: Target, runner: Callable[[], Runner]) -> Recovered:
    """Complete what was begun. A journal says what is to be written; the image is looked at for
    the names of its other files, and where a change was to be given up, for whether anything
    refers to what it has added.
    """
    path, warnings, others = target.source.path, list[str](), list[Recovered]()
    with ExitStack() as stack:
        disk = stack.enter_context(open_for_change(path))
        with _writing(path):
            command = recover(disk)
        image = _look(target, disk, runner, warnings)
        parts = () if image is None else _open_extents(stack, image, warnings)
        for part in parts:
            with _writing(part.name):
                others.append(Recovered(filename=part.name, command=recover(part)))
        if parts:
            disk.named = {AttachKind.EXTENT: parts}
        with _writing(path):
            settler(target.source, target.profile, target.access, runner)(disk)
        if image is not None:
            others += _data_file(target, disk, image, warnings)
        warnings += (one.remark for one in (disk, *parts) if one.remark)
    return Recovered(
        filename=path,
        command=command,
        others=tuple(one for one in others if one.command),
        warnings=tuple(warnings),
    )


@contextmanager
def _writing(name: str) -> Iterator[None]:
    """What goes wrong with a file there is an error that names it."""
    try:
        yield
    except OpenError:
        raise
    except OSError as error:
        raise WriteError.of(name, error) from error


def _look(
    target: Target, disk: Disk, runner: Callable[[], Runner], warnings: list[str]
) -> ImageInfo | None:
    """What a guest says of the image; None where it does not open, or names are not followed."""
    if not target.access.reach.files:
        return None
    try:
        return target.look(disk.view(), runner())
    except (ImageError, OpenError) as error:
        warnings.append(f"whether other files have a change to complete is not known: {error}")
        return None


def _open_extents(stack: ExitStack, image: ImageInfo, warnings: list[str]) -> tuple[Disk, ...]:
    """Those that a command could have written."""
    parts = []
    for name in names_of(image):
        try:
            parts.append(stack.enter_context(open_extent(image, name)))
        except UsageError:
            continue
        except OpenError as error:
            warnings.append(str(error))
    return tuple(parts)


def _data_file(
    target: Target, disk: Disk, image: ImageInfo, warnings: list[str]
) -> Iterator[Recovered]:
    """The data file of the image, where it may be written."""
    if image.qcow2 is None or image.qcow2.data_file is None:
        return
    try:
        with data_file.named(target, disk, image.qcow2.data_file) as found:
            name, is_left = found.name, is_interrupted(found)
        if not is_left:
            return
        if not target.may_write(name):
            warnings.append(
                f"a change of {printable(name)}, which has the data of this disk, was interrupted;"
                f" 'instar recover {printable(name)}' completes it, or --allow-write here"
            )
            return
        with data_file.opened_whole(target, disk, image) as data, _writing(name):
            command = recover(data)
            data_file.settle(data)
            if data.remark:
                warnings.append(data.remark)
            yield Recovered(filename=name, command=command)
    except OpenError as error:
        warnings.append(str(error))
