# SPDX-License-Identifier: Apache-2.0
"""Small archives that the target `members` starts from."""

from __future__ import annotations

import io
import tarfile
import zipfile

from lab.fuzz import packing

_TAR, _ZIP = 0, 1
"""How to ask: which kind of archive."""
_NAMES = ("a.img", "b/" * 40 + "c.img", "d" * 120, "e" * 300)


def _tar(form: int) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name in _NAMES[: 2 if form == tarfile.USTAR_FORMAT else None]:
            info = tarfile.TarInfo(name)
            info.size = 700
            archive.addfile(info, io.BytesIO(b"x" * 700))
    return file.getvalue()


def _sparse() -> bytes:
    """As GNU's tar writes one of many parts: a block of further parts is between."""
    info = tarfile.TarInfo("sparse.img")
    info.type, info.size = tarfile.GNUTYPE_SPARSE, 512
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[482] = 1
    return bytes(header) + bytes(512) + b"x" * 512 + _tar(tarfile.GNU_FORMAT)


def _zip(method: int, *, is_large: bool) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.comment = b"comment"
        for name in _NAMES:
            with archive.open(name, "w", force_zip64=is_large) as member:
                member.write(b"x" * 700)
    return file.getvalue()


def first_inputs() -> list[bytes]:
    """Each kind, of each writer, as packed files."""
    forms = (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)
    tars = [*map(_tar, forms), _sparse()]
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    zips = [_zip(method, is_large=large) for method in methods for large in (False, True)]
    return [
        *(packing.pack(content, _TAR) for content in tars),
        *(packing.pack(content, _ZIP) for content in zips),
    ]
