# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs gen=1
# Generated: edit the spec, then run `make codegen`.
"""Generated from `specs/`: edit a spec, then run `make codegen`."""

SPECS_HASH = 0xEE2350F6A9A3D1C4
"""Of all specs and messages. A guest that bears another is refused."""
