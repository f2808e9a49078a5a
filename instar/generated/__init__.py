# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs gen=1
# Generated: edit the spec, then run `make codegen`.
"""Generated from `specs/`: edit a spec, then run `make codegen`."""

SPECS_HASH = 0xABEA053B98BFD946
"""Of all specs and messages. A guest that bears another is refused."""
