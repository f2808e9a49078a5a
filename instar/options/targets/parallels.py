# SPDX-License-Identifier: Apache-2.0
"""parallels."""

from __future__ import annotations

from instar.generated.options import parallels as rows
from instar.generated.source import SourceFormat
from instar.options.targets.request import Request, Target, target_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.target import TargetOptions


def plan_parallels(request: Request) -> TargetOptions:
    """Check a parallels target."""
    request.checked("preallocation", "cluster_size")
    return target_options(request)


TARGET = Target("parallels", SourceFormat.PARALLELS, rows.OPTIONS, plan_parallels)
