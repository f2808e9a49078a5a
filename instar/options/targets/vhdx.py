# SPDX-License-Identifier: Apache-2.0
"""vhdx."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.source import SourceFormat
from instar.generated.target import (
    TargetFlag,
)
from instar.options.schema import BOOL, SIZE, STR, Option
from instar.options.targets.request import (
    GROWING,
    SIZE_OPTION,
    Plan,
    Request,
    Target,
    choose_growing,
    choose_preallocation,
)


def plan_vhdx(request: Request) -> Plan:
    """Check a vhdx target."""
    choose_preallocation(request)
    subformat = choose_growing(request)
    if request.values.get("log_size") == 0:
        raise UsageError("Log size must be a multiple of 1 MB")
    return Plan(
        target=request.target.format,
        subformat=subformat,
        cluster_size=request.number("block_size") or 0,
        log_size=request.number("log_size") or 0,
        switches=0 if request.values.get("block_state_zero", True) else TargetFlag.NO_ZERO_STATE,
    )


TARGET = Target(
    "vhdx",
    SourceFormat.VHDX,
    (
        Option(
            "block_size",
            SIZE,
            "bytes in a block, a power of two; 0 chooses by size",
            "0",
            chosen=True,
        ),
        Option("block_state_zero", BOOL, "mark empty blocks as zero", "on"),
        Option("log_size", SIZE, "bytes of the log, whole megabytes", "1M"),
        SIZE_OPTION,
        Option("subformat", STR, "", "dynamic", words=tuple(GROWING)),
    ),
    plan_vhdx,
    order="size log_size=1048576 block_size=0 subformat block_state_zero",
)
