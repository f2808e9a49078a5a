# SPDX-License-Identifier: Apache-2.0
"""Hypothesis strategies: what the generated ones build on, and whole images made of them."""
