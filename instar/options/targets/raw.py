# SPDX-License-Identifier: Apache-2.0
"""raw: its file is the disk."""

from __future__ import annotations

from instar.generated.source import SourceFormat
from instar.options.targets.request import PREALLOCATION, SIZE_OPTION, Plan, Request, Target


def plan_raw(request: Request) -> Plan:
    """Nothing of a raw image depends on its options."""
    del request
    return Plan(target=SourceFormat.RAW)


TARGET = Target("raw", SourceFormat.RAW, (SIZE_OPTION, PREALLOCATION), plan_raw)
