# SPDX-License-Identifier: Apache-2.0
"""parallels."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.source import SourceFormat
from instar.options.schema import SIZE, Option
from instar.options.targets.request import (
    SIZE_OPTION,
    Plan,
    Request,
    Target,
    choose_preallocation,
)


def plan_parallels(request: Request) -> Plan:
    """Check a parallels target."""
    choose_preallocation(request)
    if request.values.get("cluster_size") == 0:
        raise UsageError("Image size is too large for this cluster size")
    return Plan(target=request.target.format, cluster_size=request.explicit("cluster_size"))


TARGET = Target(
    "parallels",
    SourceFormat.PARALLELS,
    (Option("cluster_size", SIZE, "bytes in a block", "1M"), SIZE_OPTION),
    plan_parallels,
    order="size cluster_size=1048576",
)
