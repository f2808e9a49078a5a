# SPDX-License-Identifier: Apache-2.0
"""Formats as files for the gallery of Kaitai formats."""
