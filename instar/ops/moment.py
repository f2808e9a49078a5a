# SPDX-License-Identifier: Apache-2.0
"""The time that goes into images."""

from __future__ import annotations

import os
import time

_NANO = 1_000_000_000


def source_date() -> int | None:
    """What SOURCE_DATE_EPOCH says, if anything: Unix time."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    return int(said) if said is not None and said.isdecimal() else None


def now() -> tuple[int, int]:
    """Seconds and nanoseconds; of a time that is given, none."""
    said = source_date()
    return divmod(time.time_ns(), _NANO) if said is None else (said, 0)
