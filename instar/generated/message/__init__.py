# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=b4baad7b gen=1
# Generated: edit the spec, then run `make codegen`.
"""Messages of guests, by kind."""
