# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/tar.ksy spec=e8a4129e gen=1
# Generated: edit the spec, then run `make codegen`.
"""Tape archive: construct declarations."""

import construct as c

TarHeader = c.Struct(
    "name" / c.Bytes(100),
    "mode" / c.Bytes(8),
    "uid" / c.Bytes(8),
    "gid" / c.Bytes(8),
    "size" / c.Bytes(12),
    "mtime" / c.Bytes(12),
    "checksum" / c.Bytes(8),
    "typeflag" / c.Int8ul,
    "linkname" / c.Bytes(100),
    "magic" / c.Bytes(6),
    "version" / c.Bytes(2),
    "uname" / c.Bytes(32),
    "gname" / c.Bytes(32),
    "devmajor" / c.Bytes(8),
    "devminor" / c.Bytes(8),
    "prefix" / c.Bytes(155),
    "padding" / c.Bytes(12),
)
