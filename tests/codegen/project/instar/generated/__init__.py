# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs gen=1
# Generated: edit the spec, then run `make codegen`.
"""Generated from `specs/`: edit a spec, then run `make codegen`."""

SPECS_HASH = 0xC12D584E61CA6B9D
"""Of all specs and messages. A guest that bears another is refused."""
