# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/tar.ksy spec=e8a4129e gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of tar: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.tar import TarHeader
from instar.layout import FieldError


def read_tar_header(data: bytes, base: int = 0) -> TarHeader:
    """Check and return the tar header at the start of `data`."""
    if len(data) < 512:
        raise FieldError("tar header", "", base + len(data), len(data), "needs more bytes", 1)
    v_name = data[0:100]
    v_mode = data[100:108]
    v_uid = data[108:116]
    v_gid = data[116:124]
    v_size = data[124:136]
    v_mtime = data[136:148]
    v_checksum = data[148:156]
    v_typeflag = int.from_bytes(data[156:157], "little")
    v_linkname = data[157:257]
    v_magic = data[257:263]
    v_version = data[263:265]
    v_uname = data[265:297]
    v_gname = data[297:329]
    v_devmajor = data[329:337]
    v_devminor = data[337:345]
    v_prefix = data[345:500]
    v_padding = data[500:512]
    return TarHeader(
        name=v_name,
        mode=v_mode,
        uid=v_uid,
        gid=v_gid,
        size=v_size,
        mtime=v_mtime,
        checksum=v_checksum,
        typeflag=v_typeflag,
        linkname=v_linkname,
        magic=v_magic,
        version=v_version,
        uname=v_uname,
        gname=v_gname,
        devmajor=v_devmajor,
        devminor=v_devminor,
        prefix=v_prefix,
        padding=v_padding,
    )
