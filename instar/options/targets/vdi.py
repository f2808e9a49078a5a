# SPDX-License-Identifier: Apache-2.0
"""vdi."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.source import SourceFormat
from instar.generated.target import (
    TargetPreallocation,
    TargetSubformat,
)
from instar.options.schema import BOOL, STR, Option
from instar.options.targets.request import (
    SIZE_OPTION,
    Plan,
    Request,
    Target,
    choose_preallocation,
)

_SUBFORMATS = {
    "dynamic": TargetSubformat.DYNAMIC,
    "static": TargetSubformat.FIXED,
    "fixed": TargetSubformat.FIXED,
}


def plan_vdi(request: Request) -> Plan:
    """Check a vdi target."""
    preallocation = choose_preallocation(request)
    value = str(request.values.get("subformat", "dynamic"))
    if value not in _SUBFORMATS:
        raise UsageError(f"invalid parameter value: {value}")
    subformat = TargetSubformat.FIXED if request.switch("static") else _SUBFORMATS[value]
    if preallocation == TargetPreallocation.METADATA:
        raise UsageError("Unsupported preallocation mode: metadata")
    return Plan(target=request.target.format, subformat=subformat)


TARGET = Target(
    "vdi",
    SourceFormat.VDI,
    (
        SIZE_OPTION,
        Option("static", BOOL, "allocate every block", "off"),
        Option("subformat", STR, "dynamic or static (instar only)", "dynamic"),
    ),
    plan_vdi,
    order="size static=off subformat",
)
