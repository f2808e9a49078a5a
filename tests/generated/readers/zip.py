# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/zip.ksy spec=71d443a5 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of zip: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.zip import (
    ZipEnd,
    ZipEnd64,
    ZipEntry,
    ZipExtra,
    ZipLocalHeader,
    ZipLocator,
)
from instar.layout import FieldError


def read_zip_local_header(data: bytes, base: int = 0) -> ZipLocalHeader:
    """Check and return the zip local header at the start of `data`."""
    if len(data) < 30:
        raise FieldError("zip local header", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"PK\x03\x04":
        raise FieldError("zip local header", "magic", base, data[0:4], "50 4b 03 04", 2)
    v_version_needed = int.from_bytes(data[4:6], "little")
    v_flags = int.from_bytes(data[6:8], "little")
    v_method = int.from_bytes(data[8:10], "little")
    v_time = int.from_bytes(data[10:14], "little")
    v_checksum = int.from_bytes(data[14:18], "little")
    v_len_stored = int.from_bytes(data[18:22], "little")
    v_len_member = int.from_bytes(data[22:26], "little")
    v_len_name = int.from_bytes(data[26:28], "little")
    v_len_extra = int.from_bytes(data[28:30], "little")
    return ZipLocalHeader(
        version_needed=v_version_needed,
        flags=v_flags,
        method=v_method,
        time=v_time,
        checksum=v_checksum,
        len_stored=v_len_stored,
        len_member=v_len_member,
        len_name=v_len_name,
        len_extra=v_len_extra,
    )


def read_zip_entry(data: bytes, base: int = 0) -> ZipEntry:
    """Check and return the zip entry at the start of `data`."""
    if len(data) < 46:
        raise FieldError("zip entry", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"PK\x01\x02":
        raise FieldError("zip entry", "magic", base, data[0:4], "50 4b 01 02", 2)
    v_version_made = int.from_bytes(data[4:6], "little")
    v_version_needed = int.from_bytes(data[6:8], "little")
    v_flags = int.from_bytes(data[8:10], "little")
    v_method = int.from_bytes(data[10:12], "little")
    v_time = int.from_bytes(data[12:16], "little")
    v_checksum = int.from_bytes(data[16:20], "little")
    v_len_stored = int.from_bytes(data[20:24], "little")
    v_len_member = int.from_bytes(data[24:28], "little")
    v_len_name = int.from_bytes(data[28:30], "little")
    v_len_extra = int.from_bytes(data[30:32], "little")
    v_len_comment = int.from_bytes(data[32:34], "little")
    v_first_disk = int.from_bytes(data[34:36], "little")
    v_internal = int.from_bytes(data[36:38], "little")
    v_external = int.from_bytes(data[38:42], "little")
    v_ofs_header = int.from_bytes(data[42:46], "little")
    return ZipEntry(
        version_made=v_version_made,
        version_needed=v_version_needed,
        flags=v_flags,
        method=v_method,
        time=v_time,
        checksum=v_checksum,
        len_stored=v_len_stored,
        len_member=v_len_member,
        len_name=v_len_name,
        len_extra=v_len_extra,
        len_comment=v_len_comment,
        first_disk=v_first_disk,
        internal=v_internal,
        external=v_external,
        ofs_header=v_ofs_header,
    )


def read_zip_extra(data: bytes, base: int = 0) -> ZipExtra:
    """Check and return the zip extra at the start of `data`."""
    if len(data) < 4:
        raise FieldError("zip extra", "", base + len(data), len(data), "needs more bytes", 1)
    v_kind = int.from_bytes(data[0:2], "little")
    v_len_data = int.from_bytes(data[2:4], "little")
    return ZipExtra(kind=v_kind, len_data=v_len_data)


def read_zip_end(data: bytes, base: int = 0) -> ZipEnd:
    """Check and return the zip end at the start of `data`."""
    if len(data) < 22:
        raise FieldError("zip end", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"PK\x05\x06":
        raise FieldError("zip end", "magic", base, data[0:4], "50 4b 05 06", 2)
    v_disk = int.from_bytes(data[4:6], "little")
    v_first_disk = int.from_bytes(data[6:8], "little")
    v_num_here = int.from_bytes(data[8:10], "little")
    v_num_members = int.from_bytes(data[10:12], "little")
    v_len_directory = int.from_bytes(data[12:16], "little")
    v_ofs_directory = int.from_bytes(data[16:20], "little")
    v_len_comment = int.from_bytes(data[20:22], "little")
    return ZipEnd(
        disk=v_disk,
        first_disk=v_first_disk,
        num_here=v_num_here,
        num_members=v_num_members,
        len_directory=v_len_directory,
        ofs_directory=v_ofs_directory,
        len_comment=v_len_comment,
    )


def read_zip_locator(data: bytes, base: int = 0) -> ZipLocator:
    """Check and return the zip locator at the start of `data`."""
    if len(data) < 20:
        raise FieldError("zip locator", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"PK\x06\x07":
        raise FieldError("zip locator", "magic", base, data[0:4], "50 4b 06 07", 2)
    v_disk = int.from_bytes(data[4:8], "little")
    v_ofs_end64 = int.from_bytes(data[8:16], "little")
    v_num_disks = int.from_bytes(data[16:20], "little")
    return ZipLocator(disk=v_disk, ofs_end64=v_ofs_end64, num_disks=v_num_disks)


def read_zip_end64(data: bytes, base: int = 0) -> ZipEnd64:
    """Check and return the zip end64 at the start of `data`."""
    if len(data) < 56:
        raise FieldError("zip end64", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"PK\x06\x06":
        raise FieldError("zip end64", "magic", base, data[0:4], "50 4b 06 06", 2)
    v_len_record = int.from_bytes(data[4:12], "little")
    v_version_made = int.from_bytes(data[12:14], "little")
    v_version_needed = int.from_bytes(data[14:16], "little")
    v_disk = int.from_bytes(data[16:20], "little")
    v_first_disk = int.from_bytes(data[20:24], "little")
    v_num_here = int.from_bytes(data[24:32], "little")
    v_num_members = int.from_bytes(data[32:40], "little")
    v_len_directory = int.from_bytes(data[40:48], "little")
    v_ofs_directory = int.from_bytes(data[48:56], "little")
    return ZipEnd64(
        len_record=v_len_record,
        version_made=v_version_made,
        version_needed=v_version_needed,
        disk=v_disk,
        first_disk=v_first_disk,
        num_here=v_num_here,
        num_members=v_num_members,
        len_directory=v_len_directory,
        ofs_directory=v_ofs_directory,
    )
