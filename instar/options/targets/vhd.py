# SPDX-License-Identifier: Apache-2.0
"""vhd, which qemu calls vpc."""

from __future__ import annotations

from instar.generated.options import vhd as rows
from instar.generated.source import SourceFormat
from instar.options.targets.request import Request, Target, target_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.target import TargetOptions


def plan_vhd(request: Request) -> TargetOptions:
    """Check a vhd target."""
    request.checked("preallocation", "subformat")
    return target_options(request)


TARGET = Target("vpc", SourceFormat.VHD, rows.OPTIONS, plan_vhd, is_drawn=True)
