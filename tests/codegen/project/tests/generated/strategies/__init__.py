# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs
"""Hypothesis strategies for every structure in `specs/`; generated."""
