# SPDX-License-Identifier: Apache-2.0
"""What guest and host have to agree on of the views."""

from __future__ import annotations

import hashlib

from codegen.model.view import Views

NOWHERE = 0xFFFFFFFF
"""In place of a number of bits that is not always the same."""


def views_hash(views: Views) -> int:
    """64 bits that change with any table that the guest interprets."""
    return int(hashlib.sha256(repr(views).encode()).hexdigest()[:16], 16)
