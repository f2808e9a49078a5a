# SPDX-License-Identifier: Apache-2.0
"""vhd, which qemu calls vpc."""

from __future__ import annotations

from instar.generated.source import SourceFormat
from instar.generated.target import (
    TargetFlag,
)
from instar.options.schema import BOOL, STR, Option
from instar.options.targets.request import (
    GROWING,
    SIZE_OPTION,
    Plan,
    Request,
    Target,
    choose_growing,
    choose_preallocation,
)


def plan_vhd(request: Request) -> Plan:
    """Check a vhd target."""
    choose_preallocation(request)
    subformat = choose_growing(request)
    return Plan(
        target=request.target.format,
        subformat=subformat,
        switches=TargetFlag.FORCE_SIZE if request.switch("force_size") else 0,
    )


TARGET = Target(
    "vpc",
    SourceFormat.VHD,
    (
        Option("force_size", BOOL, "keep the exact size instead of the next geometry", "off"),
        SIZE_OPTION,
        Option("subformat", STR, "", "dynamic", words=tuple(GROWING)),
    ),
    plan_vhd,
    order="size subformat force_size",
)
