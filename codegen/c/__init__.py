# SPDX-License-Identifier: Apache-2.0
"""C for the guest, and its proofs."""
