# SPDX-License-Identifier: Apache-2.0
"""The options of a qcow2 target."""

from __future__ import annotations

from instar.errors import UsageError
from instar.options.luks import payload_offset
from instar.options.plan import Plan, Request, choose_preallocation

_VERSIONS = {"0.10": 2, "1.1": 3}


def plan_qcow2(request: Request) -> Plan:
    """Check a qcow2 target in qemu-img's order: cluster size, version, refcounts, preallocation,
    encryption.
    """
    cluster_size = _cluster_size(request)
    version = _version(request)
    refcount_bits = _refcount_bits(request, version)
    preallocation = choose_preallocation(request)
    len_payload = 0
    if request.text("encrypt.format") == "luks" and request.profile.luks_needs_secret:
        len_payload = payload_offset(request, "encrypt.")
    flags = {
        "extended_l2": request.switch("extended_l2"),
        "lazy_refcounts": request.switch("lazy_refcounts"),
        "compat_v3": version == 3,
        "compress": request.compress,
        "backing_file": "backing_file" in request.values,
        "data_file": "data_file" in request.values,
    }
    return Plan(
        target=request.target.format,
        flags=frozenset(name for name, on in flags.items() if on),
        preallocation=preallocation,
        cluster_size=cluster_size,
        refcount_bits=refcount_bits,
        len_payload=len_payload,
    )


def _cluster_size(request: Request) -> int:
    """The cluster size, 0 for the default."""
    size = request.number("cluster_size")
    extended = request.switch("extended_l2")
    if size is None:
        return 0
    from instar.generated.formats.qcow2 import MIN_EXTENDED_L2_CLUSTER_BITS, Qcow2Header

    smallest, largest = 1 << Qcow2Header.CLUSTER_BITS_MIN, 1 << Qcow2Header.CLUSTER_BITS_MAX
    if not smallest <= size <= largest or size & (size - 1):
        raise UsageError(
            f"Cluster size must be a power of two between {smallest} and {largest >> 10}k"
        )
    if extended and size < 1 << MIN_EXTENDED_L2_CLUSTER_BITS:
        raise UsageError(
            "Extended L2 entries are only supported with cluster sizes of at least"
            f" {1 << MIN_EXTENDED_L2_CLUSTER_BITS} bytes"
        )
    return size


def _version(request: Request) -> int:
    compat = str(request.values.get("compat", "1.1"))
    if compat not in _VERSIONS:
        raise UsageError(f"Invalid compatibility level: '{compat}'")
    return _VERSIONS[compat]


def _refcount_bits(request: Request, version: int) -> int:
    """The width of refcounts, 0 for the default."""
    bits = request.number("refcount_bits")
    if bits is None:
        return 0
    from instar.generated.formats.qcow2 import DEFAULT_REFCOUNT_ORDER, Qcow2Header

    widest, usual = 1 << Qcow2Header.REFCOUNT_ORDER_MAX, 1 << DEFAULT_REFCOUNT_ORDER
    if not 1 <= bits <= widest or bits & (bits - 1):
        raise UsageError(f"Refcount width must be a power of two and may not exceed {widest} bits")
    if version < 3 and bits != usual:
        raise UsageError(
            f"Different refcount widths than {usual} bits require compatibility level 1.1"
            " or above (use compat=1.1 or greater)"
        )
    return bits
