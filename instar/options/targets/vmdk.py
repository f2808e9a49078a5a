# SPDX-License-Identifier: Apache-2.0
"""vmdk: in one file or several, growing, flat or in one compressed pass."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.source import SourceFormat
from instar.generated.target import (
    TargetFlag,
    TargetSubformat,
)
from instar.options.schema import BOOL, SIZE, STR, Option
from instar.options.since import VMDK_TOOLS_VERSION
from instar.options.targets.request import (
    BACKING_FILE,
    SIZE_OPTION,
    Plan,
    Request,
    Target,
    choose_preallocation,
    len_backing_name,
)

_SUBFORMATS = {
    "monolithicSparse": TargetSubformat.MONOLITHIC_SPARSE,
    "monolithicFlat": TargetSubformat.MONOLITHIC_FLAT,
    "twoGbMaxExtentSparse": TargetSubformat.TWO_GB_MAX_EXTENT_SPARSE,
    "twoGbMaxExtentFlat": TargetSubformat.TWO_GB_MAX_EXTENT_FLAT,
    "streamOptimized": TargetSubformat.STREAM_OPTIMIZED,
}
_FLAT = (TargetSubformat.MONOLITHIC_FLAT, TargetSubformat.TWO_GB_MAX_EXTENT_FLAT)
_ADAPTERS = ("ide", "lsilogic", "buslogic", "legacyESX")


def plan_vmdk(request: Request) -> Plan:
    """Check a vmdk target."""
    choose_preallocation(request)
    subformat = str(request.values.get("subformat", "monolithicSparse"))
    adapter = str(request.values.get("adapter_type", "ide"))
    for value, allowed in ((adapter, _ADAPTERS), (subformat, tuple(_SUBFORMATS))):
        if value not in allowed:
            raise UsageError(f"invalid parameter value: {value}")
    if request.switch("compat6") and "hwversion" in request.values:
        raise UsageError("compat6 cannot be enabled with hwversion set")
    backing = "backing_file" in request.values
    if backing and request.values.get("backing_fmt", "vmdk") != "vmdk":
        raise UsageError("backing_file must be a vmdk image")
    flat = _SUBFORMATS[subformat] in _FLAT
    if flat and backing:
        raise UsageError("Flat image can't have backing file")
    if flat and request.switch("zeroed_grain"):
        raise UsageError("Flat image can't enable zeroed grain")
    return Plan(
        target=request.target.format,
        flags=request.flags,
        subformat=_SUBFORMATS[subformat],
        cluster_size=request.explicit("grain_size"),
        len_text=_len_descriptor_text(request, adapter),
        switches=sum(
            option
            for option, on in (
                (TargetFlag.ZEROED_GRAIN, request.switch("zeroed_grain")),
                (TargetFlag.COMPAT6, request.switch("compat6")),
                (TargetFlag.SCSI_ADAPTER, adapter != "ide"),
            )
            if on
        ),
    )


def _len_descriptor_text(request: Request, adapter: str) -> int:
    """Bytes of the texts in the descriptor; 0 where all are the defaults, for the calculator knows
    those.
    """
    if not {"adapter_type", "hwversion", "toolsversion", "backing_file"} & request.values.keys():
        return 0
    from instar.generated.formats.vmdk import VmdkNewDescriptor as Descriptor

    hardware = str(request.values.get("hwversion", Descriptor.DEFAULT_HW_VERSION))
    tools = str(request.values.get("toolsversion", Descriptor.DEFAULT_TOOLS_VERSION))
    length = sum(
        len(text.encode("utf-8", "surrogateescape")) for text in (hardware, adapter, tools)
    )
    if "backing_file" in request.values:
        length += len(Descriptor.PARENT.replace("%", "")) + len_backing_name(request)
    return length


TARGET = Target(
    "vmdk",
    SourceFormat.VMDK4,
    (
        Option("adapter_type", STR, "virtual adapter", "ide", words=_ADAPTERS),
        BACKING_FILE,
        Option("backing_fmt", STR, "format of the backing image: vmdk"),
        Option("compat6", BOOL, "image of virtual hardware version 6", "off"),
        Option("grain_size", SIZE, "bytes in a grain (instar only)", "65536"),
        Option("hwversion", STR, "virtual hardware version"),
        SIZE_OPTION,
        Option(
            "subformat",
            STR,
            "",
            "monolithicSparse",
            words=tuple(_SUBFORMATS),
        ),
        Option("toolsversion", STR, "version of the guest tools", since=VMDK_TOOLS_VERSION),
        Option("zeroed_grain", BOOL, "mark grains as zero instead of writing them", "off"),
    ),
    plan_vmdk,
    compresses=True,
    order=(
        "size adapter_type backing_file backing_fmt compat6=off hwversion=undefined"
        " toolsversion subformat zeroed_grain grain_size"
    ),
)
