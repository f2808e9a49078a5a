# SPDX-License-Identifier: Apache-2.0
"""Protocols of qemu: options are read for them before they are refused."""

from __future__ import annotations

from instar.generated import refusals
from instar.generated.source import SourceFormat
from instar.options.targets.request import Request, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.target import TargetOptions


def target(name: str) -> Target:
    """The protocol as a target, which plans nothing."""
    return Target(name, SourceFormat.UNKNOWN, (), _refuse, compresses=True)


def _refuse(request: Request) -> TargetOptions:
    raise request.refused(refusals.PROTOCOL_NOT_MEASURED, name=request.target.name)
