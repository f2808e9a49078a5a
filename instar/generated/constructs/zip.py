# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/zip.ksy spec=71d443a5 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Zip archive: construct declarations."""

import construct as c

ZipLocalHeader = c.Struct(
    "magic" / c.Const(b"PK\x03\x04"),
    "version_needed" / c.Int16ul,
    "flags" / c.Int16ul,
    "method" / c.Int16ul,
    "time" / c.Int32ul,
    "checksum" / c.Int32ul,
    "len_stored" / c.Int32ul,
    "len_member" / c.Int32ul,
    "len_name" / c.Int16ul,
    "len_extra" / c.Int16ul,
)


ZipEntry = c.Struct(
    "magic" / c.Const(b"PK\x01\x02"),
    "version_made" / c.Int16ul,
    "version_needed" / c.Int16ul,
    "flags" / c.Int16ul,
    "method" / c.Int16ul,
    "time" / c.Int32ul,
    "checksum" / c.Int32ul,
    "len_stored" / c.Int32ul,
    "len_member" / c.Int32ul,
    "len_name" / c.Int16ul,
    "len_extra" / c.Int16ul,
    "len_comment" / c.Int16ul,
    "first_disk" / c.Int16ul,
    "internal" / c.Int16ul,
    "external" / c.Int32ul,
    "ofs_header" / c.Int32ul,
)


ZipExtra = c.Struct(
    "kind" / c.Int16ul,
    "len_data" / c.Int16ul,
)


ZipEnd = c.Struct(
    "magic" / c.Const(b"PK\x05\x06"),
    "disk" / c.Int16ul,
    "first_disk" / c.Int16ul,
    "num_here" / c.Int16ul,
    "num_members" / c.Int16ul,
    "len_directory" / c.Int32ul,
    "ofs_directory" / c.Int32ul,
    "len_comment" / c.Int16ul,
)


ZipLocator = c.Struct(
    "magic" / c.Const(b"PK\x06\x07"),
    "disk" / c.Int32ul,
    "ofs_end64" / c.Int64ul,
    "num_disks" / c.Int32ul,
)


ZipEnd64 = c.Struct(
    "magic" / c.Const(b"PK\x06\x06"),
    "len_record" / c.Int64ul,
    "version_made" / c.Int16ul,
    "version_needed" / c.Int16ul,
    "disk" / c.Int32ul,
    "first_disk" / c.Int32ul,
    "num_here" / c.Int64ul,
    "num_members" / c.Int64ul,
    "len_directory" / c.Int64ul,
    "ofs_directory" / c.Int64ul,
)
