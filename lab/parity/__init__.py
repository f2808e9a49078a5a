# SPDX-License-Identifier: Apache-2.0
"""Parity with qemu-img: recorders of its answers, the images they are about, and what compares
instar with them. What was recorded is in tests/parity/data.
"""
