# SPDX-License-Identifier: Apache-2.0
"""The extents of a VMDK that is written over, where they are files of their own.

A name out of an image is not enough to have a file written: it could be that of another disk. So an
extent is written only where it lies next to its descriptor and is named after it, as whoever makes
them names them, and is a file of this disk alone.
"""

from __future__ import annotations

import os

from instar.errors import OpenError, UsageError
from instar.ops.in_place import SLACK, blocks_of
from instar.sandbox.transaction import open_locked
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from instar.ops.image_info import ImageInfo, VmdkExtent
    from instar.sandbox.disk import Disk

_FLAT = ("FLAT", "VMFS")


def names_of(image: ImageInfo) -> list[str]:
    """Of the files other than the image's own."""
    extents = image.vmdk.extents if image.vmdk is not None else ()
    return list(dict.fromkeys(one.filename for one in extents if one.filename != image.filename))


def open_extent(image: ImageInfo, name: str) -> Disk:
    """Open one of them, and keep everybody else from it."""
    folder, base = os.path.split(name)
    home, own = os.path.split(image.filename)
    if folder != home or not base.startswith(f"{os.path.splitext(own)[0]}-"):
        raise UsageError(
            f"'{printable(image.filename)}' names '{printable(name)}', which is not written: it is"
            " not next to that, or not named after it"
        )
    path = name if folder or ":" not in name else f"./{name}"
    disk = open_locked(path)
    if os.path.islink(path) or os.fstat(disk.fd).st_nlink != 1:
        disk.close()
        raise OpenError(name, f"'{printable(name)}' is not a file of this disk alone")
    disk.name_nothing()
    disk.name = name
    return disk


def is_flat(image: ImageInfo, name: str) -> bool:
    """Whether the file has no tables."""
    return all(one.format in _FLAT for one in _in_file(image, name))


def most_added(image: ImageInfo, name: str) -> int:
    """How much longer the file may become."""
    if is_flat(image, name):
        return 0
    return SLACK + sum(
        blocks_of(one.virtual_size, one.cluster_size) for one in _in_file(image, name)
    )


def _in_file(image: ImageInfo, name: str) -> Iterator[VmdkExtent]:
    extents = image.vmdk.extents if image.vmdk is not None else ()
    return (one for one in extents if one.filename == name)
