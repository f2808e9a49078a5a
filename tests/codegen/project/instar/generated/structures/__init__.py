# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs
"""Generated from `specs/`: edit a spec, then run `make codegen`."""
