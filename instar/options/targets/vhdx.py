# SPDX-License-Identifier: Apache-2.0
"""vhdx."""

from __future__ import annotations

from instar.generated.options import vhdx as rows
from instar.generated.source import SourceFormat
from instar.options.targets.request import Request, Target, target_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.target import TargetOptions


def plan_vhdx(request: Request) -> TargetOptions:
    """Check a vhdx target."""
    request.checked("preallocation", "subformat", "log_size")
    return target_options(request)


TARGET = Target("vhdx", SourceFormat.VHDX, rows.OPTIONS, plan_vhdx, is_drawn=True)
