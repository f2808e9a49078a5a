# SPDX-License-Identifier: Apache-2.0
"""qcow2."""

from __future__ import annotations

from instar.generated import refusals
from instar.generated.options import qcow2 as rows
from instar.generated.source import SourceFormat
from instar.generated.target import TargetFlag
from instar.options.targets.request import Order, Request, Target, target_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.target import TargetOptions


def plan_qcow2(request: Request) -> TargetOptions:
    """Check a qcow2 target in qemu-img's order: cluster size, version, refcounts, preallocation,
    encryption.
    """
    check_cluster_size(request)
    request.checked("compat")
    is_version_2 = not request.number("compat") & TargetFlag.COMPAT_V3
    check_refcount_bits(request, is_version_2=is_version_2)
    request.checked("preallocation")
    len_payload = 0
    if request.text("encrypt.format") == "luks" and request.profile.luks_needs_secret:
        from instar.options.targets.luks import payload_offset

        len_payload = payload_offset(request, "encrypt.")
    return target_options(
        request,
        flags=TargetFlag.DATA_FILE if "data_file" in request.values else 0,
        len_payload=len_payload,
    )


def check_cluster_size(request: Request) -> None:
    """It must be allowed, also with subclusters."""
    request.checked("cluster_size")
    if not (request.switch("extended_l2") and "cluster_size" in request.values):
        return
    from instar.generated.formats.qcow2 import MIN_EXTENDED_L2_CLUSTER_BITS

    smallest = 1 << MIN_EXTENDED_L2_CLUSTER_BITS
    if request.number("cluster_size") < smallest:
        raise request.refused(refusals.QCOW2_EXTENDED_L2_CLUSTERS, smallest)


def check_refcount_bits(request: Request, *, is_version_2: bool, creates: bool = False) -> None:
    """The width of refcounts, which version 2 fixes; `create` says so in its own words."""
    request.checked("refcount_bits")
    usual = request.option("refcount_bits").default
    if is_version_2 and request.value("refcount_bits") != usual:
        fault = refusals.QCOW2_REFCOUNT_BITS_MEASURED
        if creates:
            fault = refusals.QCOW2_REFCOUNT_BITS_CREATED
        raise request.refused(fault, int(usual or 0))


TARGET = Target(
    "qcow2",
    SourceFormat.QCOW2,
    rows.OPTIONS,
    plan_qcow2,
    compresses=rows.COMPRESSES,
    order_before=Order(rows.ORDER_UNTIL, rows.ORDER_BEFORE),
)
