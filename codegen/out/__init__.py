# SPDX-License-Identifier: Apache-2.0
"""What emitters share to write files: banners, expressions as Python, putting on disk."""
