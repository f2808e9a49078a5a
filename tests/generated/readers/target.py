# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/target.ksy spec=6f5a301c gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of target: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.target import TargetVmdkDescriptor


def read_target_vmdk_descriptor(data: bytes, base: int = 0) -> TargetVmdkDescriptor:
    """Check and return the target vmdk descriptor at the start of `data`."""
    return TargetVmdkDescriptor()
