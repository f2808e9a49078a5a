# SPDX-License-Identifier: Apache-2.0
"""The options of the targets that qemu-img creates and does not measure: vmdk, vpc, vhdx, vdi, qed,
qcow, parallels.

What depends on numbers of the format (block sizes, table sizes, largest disks) the guest's
calculators check.
"""

from __future__ import annotations

from instar.errors import UsageError
from instar.options.plan import Plan, Request, choose, choose_preallocation, len_backing_name

_VMDK_SUBFORMATS = {
    "monolithicSparse": "monolithic_sparse",
    "monolithicFlat": "monolithic_flat",
    "twoGbMaxExtentSparse": "two_gb_max_extent_sparse",
    "twoGbMaxExtentFlat": "two_gb_max_extent_flat",
    "streamOptimized": "stream_optimized",
}
_VMDK_ADAPTERS = ("ide", "lsilogic", "buslogic", "legacyESX")
_GROWING = {"dynamic": "dynamic", "fixed": "fixed"}
_VDI_SUBFORMATS = {"dynamic": "dynamic", "static": "fixed", "fixed": "fixed"}


def plan_other(request: Request) -> Plan:
    """Check one of these targets."""
    preallocation = choose_preallocation(request)
    match request.target.name:
        case "vmdk":
            return _plan_vmdk(request)
        case "vpc":
            return _plan_vpc(request)
        case "vhdx":
            return _plan_vhdx(request)
        case "vdi":
            return _plan_vdi(request, preallocation)
        case "qed":
            return _plan_qed(request)
        case "qcow":
            return _plan_qcow(request)
        case "parallels":
            if request.values.get("cluster_size") == 0:
                raise UsageError("Image size is too large for this cluster size")
            return Plan(
                target=request.target.format, cluster_size=_explicit(request, "cluster_size")
            )
    raise AssertionError(request.target.name)


def _explicit(request: Request, name: str) -> int:
    """A number for the guest, to which 0 means the default: a 0 that was asked for becomes 1, which
    is as wrong everywhere.
    """
    value = request.number(name)
    if value is None:
        return 0
    return value or 1


def _compress(request: Request) -> frozenset[str]:
    return frozenset(("compress",)) if request.compress else frozenset()


def _plan_vmdk(request: Request) -> Plan:
    subformat = str(request.values.get("subformat", "monolithicSparse"))
    adapter = str(request.values.get("adapter_type", "ide"))
    for value, allowed in ((adapter, _VMDK_ADAPTERS), (subformat, tuple(_VMDK_SUBFORMATS))):
        if value not in allowed:
            raise UsageError(f"invalid parameter value: {value}")
    if request.switch("compat6") and "hwversion" in request.values:
        raise UsageError("compat6 cannot be enabled with hwversion set")
    backing = "backing_file" in request.values
    if backing and request.values.get("backing_fmt", "vmdk") != "vmdk":
        raise UsageError("backing_file must be a vmdk image")
    flat = subformat in ("monolithicFlat", "twoGbMaxExtentFlat")
    if flat and backing:
        raise UsageError("Flat image can't have backing file")
    if flat and request.switch("zeroed_grain"):
        raise UsageError("Flat image can't enable zeroed grain")
    return Plan(
        target=request.target.format,
        flags=_compress(request) | (frozenset(("backing_file",)) if backing else frozenset()),
        subformat=_VMDK_SUBFORMATS[subformat],
        cluster_size=_explicit(request, "grain_size"),
        len_text=_len_descriptor_text(request, adapter),
        switches=frozenset(
            option
            for option, on in (
                ("zeroed_grain", request.switch("zeroed_grain")),
                ("compat6", request.switch("compat6")),
                ("scsi_adapter", adapter != "ide"),
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
        length += len(Descriptor.PARENT) + len_backing_name(request)
    return length


def _plan_vpc(request: Request) -> Plan:
    value = request.text("subformat")
    subformat = (
        "dynamic" if value is None else choose("subformat", value, _GROWING, request.profile)
    )
    return Plan(
        target=request.target.format,
        subformat=subformat,
        switches=frozenset(("force_size",)) if request.switch("force_size") else frozenset(),
    )


def _plan_vhdx(request: Request) -> Plan:
    value = request.text("subformat")
    subformat = (
        "dynamic" if value is None else choose("subformat", value, _GROWING, request.profile)
    )
    if request.values.get("log_size") == 0:
        raise UsageError("Log size must be a multiple of 1 MB")
    return Plan(
        target=request.target.format,
        subformat=subformat,
        cluster_size=request.number("block_size") or 0,
        log_size=request.number("log_size") or 0,
        switches=frozenset(
            () if request.values.get("block_state_zero", True) else ("no_zero_state",)
        ),
    )


def _plan_vdi(request: Request, preallocation: str) -> Plan:
    value = str(request.values.get("subformat", "dynamic"))
    if value not in _VDI_SUBFORMATS:
        raise UsageError(f"invalid parameter value: {value}")
    subformat = "fixed" if request.switch("static") else _VDI_SUBFORMATS[value]
    if preallocation == "metadata":
        raise UsageError("Unsupported preallocation mode: metadata")
    return Plan(target=request.target.format, subformat=subformat)


def _plan_qed(request: Request) -> Plan:
    return Plan(
        target=request.target.format,
        flags=frozenset(("backing_file",)) if "backing_file" in request.values else frozenset(),
        cluster_size=_explicit(request, "cluster_size"),
        table_size=_explicit(request, "table_size"),
        len_text=len_backing_name(request),
    )


def _plan_qcow(request: Request) -> Plan:
    encryption = request.text("encrypt.format")
    if request.switch("encryption") and encryption is None:
        encryption = "aes"
    if encryption is not None:
        if encryption != "aes":
            raise UsageError("Unsupported encryption format")
        secret = request.text("encrypt.key-secret")
        if secret is None:
            raise UsageError("Parameter 'encrypt.key-secret' is required for cipher")
        if secret not in request.secrets:
            raise UsageError(f"No secret with id '{secret}'")
    return Plan(
        target=request.target.format,
        flags=_compress(request)
        | (frozenset(("backing_file",)) if "backing_file" in request.values else frozenset()),
        len_text=len_backing_name(request),
    )
