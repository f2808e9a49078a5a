# SPDX-License-Identifier: Apache-2.0
"""The crash laboratory: what a power failure at any moment of a command leaves."""
