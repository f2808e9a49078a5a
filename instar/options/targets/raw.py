# SPDX-License-Identifier: Apache-2.0
"""raw: its file is the disk."""

from __future__ import annotations

from instar.generated.source import SourceFormat
from instar.generated.target import TargetPreallocation
from instar.options.targets.request import (
    PREALLOCATION,
    PREALLOCATIONS,
    SIZE_OPTION,
    Plan,
    Request,
    Target,
)


def plan_raw(request: Request) -> Plan:
    """No size depends on the options of a raw image, and `measure` takes any."""
    reserved = PREALLOCATIONS.get(request.text("preallocation") or "", TargetPreallocation.OFF)
    return Plan(target=SourceFormat.RAW, preallocation=reserved)


TARGET = Target("raw", SourceFormat.RAW, (SIZE_OPTION, PREALLOCATION), plan_raw)
