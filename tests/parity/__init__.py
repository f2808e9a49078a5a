# SPDX-License-Identifier: Apache-2.0
"""Parity with qemu-img: recorded answers, the corpus they are about, and what compares instar
with them.
"""
