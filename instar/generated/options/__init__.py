# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs gen=1
# Generated: edit the spec, then run `make codegen`.
"""Options of new images, by format."""
