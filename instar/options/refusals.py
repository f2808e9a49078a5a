# SPDX-License-Identifier: Apache-2.0
"""What it means when a target's layout in the guest refuses: its error numbers
(specs/abi/target.ksy) in the words with which qemu-img refuses to create such an image.
"""

from __future__ import annotations

from instar.generated import errors as tables
from instar.generated.formats import qed, vhdx, vmdk
from instar.generated.source import SourceFormat
from instar.generated.target import TargetError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.options.targets.request import Plan

_OPTIONS = "target options"


def calculator_text(plan: Plan, code: int, value: int, size: int | None) -> str:
    """The message for an error of the layout of `plan`'s target; `size` is that of the disk
    where the host knows it.
    """
    match code:
        case TargetError.OVERFLOW:
            return _too_large(plan, size)
        case TargetError.INVALID_SIZE:
            return _invalid_size(plan, size)
        case TargetError.INVALID_OPTION:
            return _invalid_option(plan, _option_name(value))
    return f"The target's layout refused with error {code} ({value})"


def _option_name(number: int) -> str:
    """The field of the configuration that the layout does not like."""
    for structure, name in tables.STRUCTURES.items():
        if name == _OPTIONS:
            fields = tables.FIELDS[structure]
            return fields[number - 1] if 0 < number <= len(fields) else f"option {number}"
    raise AssertionError(_OPTIONS)


def _too_large(plan: Plan, size: int | None) -> str:
    match plan.target:
        case SourceFormat.QCOW2:
            return "The image size is too large (try using a larger cluster size)"
        case SourceFormat.VHD:
            return "The image size is too large for file format 'vpc'"
        case SourceFormat.LUKS:
            return "The requested file size is too large"
        case SourceFormat.VHDX:
            return "Image size too large; max of 64TB"
        case SourceFormat.PARALLELS:
            return "Image size is too large for this cluster size"
        case SourceFormat.VDI:
            from instar.generated.formats.vdi import MAX_DISK_SIZE

            given = "" if size is None else f"size is {size:#x}, "
            return f"Unsupported VDI image size ({given}max supported is {MAX_DISK_SIZE:#x})"
    return "The image size is too large"


def _invalid_size(plan: Plan, size: int | None) -> str:
    match plan.target:
        case SourceFormat.QCOW1:
            return "Image size is too small, cannot be zero length"
        case SourceFormat.QED:
            return (
                "QED image size must be a non-zero multiple of cluster size and less than"
                f" {_qed_reach(plan)} bytes"
            )
    shown = "this size" if size is None else f"{size} bytes"
    return f"A disk of {shown} cannot be written in this format"


def _qed_reach(plan: Plan) -> int:
    """Bytes that two levels of tables reach, in as many bits as qemu counts them in."""
    cluster = plan.cluster_size or qed.DEFAULT_CLUSTER_SIZE
    entries = (plan.table_size or qed.DEFAULT_TABLE_SIZE) * cluster // qed.QedTableEntry.SIZE
    return entries * entries * cluster % (1 << qed.SIZE_BITS)


def _invalid_option(plan: Plan, name: str) -> str:
    smallest, largest = qed.MIN_CLUSTER_SIZE, qed.MAX_CLUSTER_SIZE
    match plan.target, name:
        case SourceFormat.QED, "cluster_size":
            return f"QED cluster size must be within range [{smallest}, {largest}] and power of 2"
        case SourceFormat.QED, "table_size":
            return f"QED table size must be within range [1, {qed.MAX_TABLE_SIZE}] and power of 2"
        case SourceFormat.VHDX, "cluster_size":
            return "Block size must be a power of two"
        case SourceFormat.VHDX, "log_size" if plan.log_size > vhdx.MAX_LOG_SIZE:
            return "Log size must be smaller than 4 GB"
        case SourceFormat.VHDX, "log_size":
            return "Log size must be a multiple of 1 MB"
        case SourceFormat.PARALLELS, "cluster_size":
            return "Cluster size is too large"
        case SourceFormat.VMDK4, "cluster_size":
            return f"Grain size must be a power of two and at least {vmdk.MIN_GRAIN_SIZE} bytes"
    return f"The format does not allow this {name}"
