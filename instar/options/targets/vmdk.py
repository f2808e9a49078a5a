# SPDX-License-Identifier: Apache-2.0
"""vmdk: in one file or several, growing, flat or in one compressed pass."""

from __future__ import annotations

from instar.generated import refusals
from instar.generated.options import vmdk as rows
from instar.generated.source import SourceFormat
from instar.generated.target import TargetSubformat
from instar.options.targets.request import Request, Target, len_backing_name, target_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.target import TargetOptions

_FLAT = (TargetSubformat.MONOLITHIC_FLAT, TargetSubformat.TWO_GB_MAX_EXTENT_FLAT)


def plan_vmdk(request: Request) -> TargetOptions:
    """Check a vmdk target."""
    request.checked("preallocation", "adapter_type", "subformat")
    if request.switch("compat6") and "hwversion" in request.values:
        raise request.refused(refusals.VMDK_COMPAT6_HWVERSION)
    backing = "backing_file" in request.values
    if backing:
        request.checked("backing_fmt")
    flat = request.number("subformat") in _FLAT
    if flat and backing:
        raise request.refused(refusals.VMDK_FLAT_BACKING)
    if flat and request.switch("zeroed_grain"):
        raise request.refused(refusals.VMDK_FLAT_ZEROED)
    return target_options(request, len_text=_len_descriptor_text(request))


def _len_descriptor_text(request: Request) -> int:
    """Bytes of the texts in the descriptor; 0 where all are the defaults, for the calculator knows
    those.
    """
    if not {"adapter_type", "hwversion", "toolsversion", "backing_file"} & request.values.keys():
        return 0
    from instar.generated.formats.vmdk import VmdkNewDescriptor as Descriptor

    texts = (
        request.text("adapter_type") or Descriptor.DEFAULT_ADAPTER,
        str(request.values.get("hwversion", Descriptor.DEFAULT_HW_VERSION)),
        str(request.values.get("toolsversion", Descriptor.DEFAULT_TOOLS_VERSION)),
    )
    length = sum(len(text.encode("utf-8", "surrogateescape")) for text in texts)
    if "backing_file" in request.values:
        length += len(Descriptor.PARENT.replace("%", "")) + len_backing_name(request)
    return length


TARGET = Target(
    "vmdk", SourceFormat.VMDK4, rows.OPTIONS, plan_vmdk, compresses=rows.COMPRESSES, is_drawn=True
)
