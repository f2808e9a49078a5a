# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs gen=1
# Generated: edit the spec, then run `make codegen`.
"""Generated from `specs/`: edit a spec, then run `make codegen`."""

SPECS_HASH = 0x49A32D0F3F67C3C2
"""Of all specs and messages. A guest that bears another is refused."""
