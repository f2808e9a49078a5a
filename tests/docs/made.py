# SPDX-License-Identifier: Apache-2.0
"""Images of worked examples, for formats that no program writes which can be had."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from lab.images import asif as asif_image
from lab.images import cloop as cloop_image
from lab.images import dmg as dmg_image
from lab.images import sesparse as sesparse_image
from lab.images import vmdk as vmdk_image

TEXT = b"a disk has text "
"""What each disk has at the place that is looked for; the rest is zeros."""


def disk(size: int, at: int) -> bytes:
    return (bytes(at) + TEXT).ljust(size, b"\0")


def written(write: Callable[[Path], object]) -> bytes:
    """The bytes of an image whose maker takes a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "image"
        write(path)
        return path.read_bytes()


def with_text(image: bytearray, at: int) -> bytes:
    image[at : at + len(TEXT)] = TEXT
    return bytes(image)


def asif() -> bytes:
    return written(lambda path: asif_image.asif(path, disk(0x80000, 0x25804)))


def cloop() -> bytes:
    return cloop_image.cloop_bytes(cloop_image.packed(disk(0x8000, 0x5804)))


def cowd() -> bytes:
    """Grain 100 of the disk is at sector 40 of the file."""
    image = bytearray(written(lambda path: vmdk_image.cowd(path, {100: 40})))
    return with_text(image, 40 * vmdk_image.SECTOR + 4)


def dmg() -> bytes:
    """With a resource fork, so that nothing is in base64."""
    return dmg_image.dmg_bytes(dmg_image.chunks(disk(0x8000, 0x3804)), is_fork=True)


def sesparse() -> bytes:
    """Grain 4105 of the disk is grain 1 of the file."""
    made = sesparse_image
    image = made.sesparse_bytes({made.NUM_GTES + 9: made.data(1)})
    return with_text(image, (made.GRAINS + made.GRAIN) * vmdk_image.SECTOR + 0x804)


MADE = {make.__name__: make for make in (asif, cloop, cowd, dmg, sesparse)}
