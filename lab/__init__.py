# SPDX-License-Identifier: Apache-2.0
"""Programs of the laboratory: what records, fuzzes, measures and scores. None of them is a test."""
