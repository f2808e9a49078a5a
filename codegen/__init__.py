# SPDX-License-Identifier: Apache-2.0
"""From `specs/` to guest C, host Python, construct, strategies, proofs and reference pages."""
