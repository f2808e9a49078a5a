# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows, by spec."""

from __future__ import annotations

SPECS: tuple[str, ...] = (
    "lamp",
    "lantern",
)
"""The modules."""
