# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Messages of guests, by kind."""
