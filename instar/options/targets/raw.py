# SPDX-License-Identifier: Apache-2.0
"""raw: its file is the disk."""

from __future__ import annotations

from instar.generated.options import raw as rows
from instar.generated.source import SourceFormat
from instar.options.targets.request import Request, Target, target_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.target import TargetOptions


def plan_raw(request: Request) -> TargetOptions:
    """No size depends on the options of a raw image, and `measure` takes any."""
    return target_options(request)


TARGET = Target("raw", SourceFormat.RAW, rows.OPTIONS, plan_raw)
