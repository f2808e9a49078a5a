# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=36d20813 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Messages of guests, by kind."""
