# SPDX-License-Identifier: Apache-2.0
"""Hypothesis strategies: what the generated ones stand on, and whole images made of them."""
