# SPDX-License-Identifier: Apache-2.0
"""vdi."""

from __future__ import annotations

from instar.generated import refusals
from instar.generated.options import vdi as rows
from instar.generated.source import SourceFormat
from instar.generated.target import TargetPreallocation, TargetSubformat
from instar.options.targets.request import Request, Target, target_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.target import TargetOptions


def plan_vdi(request: Request) -> TargetOptions:
    """Check a vdi target."""
    request.checked("preallocation", "subformat")
    if request.number("preallocation") == TargetPreallocation.METADATA:
        raise request.refused(refusals.PREALLOCATION_METADATA)
    if request.switch("static"):
        return target_options(request, subformat=TargetSubformat.FIXED)
    return target_options(request)


TARGET = Target("vdi", SourceFormat.VDI, rows.OPTIONS, plan_vdi, is_drawn=True)
