# SPDX-License-Identifier: Apache-2.0
"""The name that the program is called by, under which it speaks: its own or, through a link of that
name, qemu-img's. Called so, it answers as a release of qemu-img does.
"""

from __future__ import annotations

import os
import sys

OWN = "instar"
QEMU_IMG = "qemu-img"


def name() -> str:
    """What messages begin with."""
    return QEMU_IMG if is_qemu_img() else OWN


def is_qemu_img() -> bool:
    """Whether the program is called as qemu-img."""
    return bool(sys.argv) and os.path.basename(sys.argv[0]) == QEMU_IMG
