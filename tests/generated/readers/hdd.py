# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/hdd.ksy spec=6b95a47a gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of hdd: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.hdd import HddDescriptor
from instar.layout import FieldError


def read_hdd_descriptor(data: bytes, base: int = 0) -> HddDescriptor:
    """Check and return the hdd descriptor at the start of `data`."""
    if len(data) < 1:
        raise FieldError("hdd descriptor", "", base + len(data), len(data), "needs more bytes", 1)
    v_text = data[0:1]
    return HddDescriptor(text=v_text)
