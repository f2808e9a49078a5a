# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/iso9660.ksy spec=ed6664fa gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of iso9660: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.iso9660 import Iso9660VolumeDescriptor
from instar.layout import FieldError


def read_iso9660_volume_descriptor(data: bytes, base: int = 0) -> Iso9660VolumeDescriptor:
    """Check and return the iso9660 volume descriptor at the start of `data`."""
    if len(data) < 7:
        raise FieldError(
            "iso9660 volume descriptor", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_type = int.from_bytes(data[0:1], "little")
    if data[1:6] != b"CD001":
        raise FieldError(
            "iso9660 volume descriptor", "identifier", base + 1, data[1:6], '"CD001"', 2
        )
    v_version = int.from_bytes(data[6:7], "little")
    if not 1 <= v_version <= 2:
        raise FieldError("iso9660 volume descriptor", "version", base + 6, v_version, "1..2", 3)
    return Iso9660VolumeDescriptor(type=v_type, version=v_version)
