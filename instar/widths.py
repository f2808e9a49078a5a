# SPDX-License-Identifier: Apache-2.0
"""The largest numbers of so many bits."""

UINT8_MAX = (1 << 8) - 1
INT32_MAX = (1 << 31) - 1
UINT32_MAX = (1 << 32) - 1
INT64_MAX = (1 << 63) - 1
UINT64_MAX = (1 << 64) - 1
