# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=d6eebef2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a new image shall be."""

from __future__ import annotations

MAX_SIZE = 0x7FFFFFFFFFFFFFFF
"""Largest file and largest disk, what a signed 64-bit offset reaches."""
