# SPDX-License-Identifier: Apache-2.0
"""qed."""

from __future__ import annotations

from instar.generated.options import qed as rows
from instar.generated.source import SourceFormat
from instar.options.targets.request import Request, Target, len_backing_name, target_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.target import TargetOptions


def plan_qed(request: Request) -> TargetOptions:
    """Check a qed target."""
    request.checked("preallocation")
    return target_options(request, len_text=len_backing_name(request))


TARGET = Target("qed", SourceFormat.QED, rows.OPTIONS, plan_qed)
