# SPDX-License-Identifier: Apache-2.0
"""qcow1, which qemu calls qcow."""

from __future__ import annotations

from instar.generated.options import qcow1 as rows
from instar.generated.source import SourceFormat
from instar.options.targets.request import Request, Target, len_backing_name, target_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.target import TargetOptions


def plan_qcow1(request: Request) -> TargetOptions:
    """Check a qcow1 target."""
    request.checked("preallocation", "encrypt.format")
    if request.switch("encryption") or "encrypt.format" in request.values:
        request.need_secret("encrypt.key-secret")
    return target_options(request, len_text=len_backing_name(request))


TARGET = Target("qcow", SourceFormat.QCOW1, rows.OPTIONS, plan_qcow1, compresses=rows.COMPRESSES)
