# SPDX-License-Identifier: Apache-2.0
"""qcow2."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.source import SourceFormat
from instar.generated.target import (
    TargetFlag,
)
from instar.options.schema import BOOL, NUM, SIZE, STR, Option
from instar.options.since import KEEP_DATA_FILE
from instar.options.targets.luks import OPTIONS as LUKS
from instar.options.targets.luks import payload_offset
from instar.options.targets.request import (
    BACKING_FILE,
    BACKING_FMT,
    PREALLOCATION,
    SIZE_OPTION,
    Plan,
    Request,
    Target,
    choose_preallocation,
)

_VERSIONS = {"0.10": 2, "1.1": 3}


def plan_qcow2(request: Request) -> Plan:
    """Check a qcow2 target in qemu-img's order: cluster size, version, refcounts, preallocation,
    encryption.
    """
    clusters = cluster_size(request)
    version = _version(request)
    bits = refcount_bits(request, version, "compat=1.1")
    preallocation = choose_preallocation(request)
    len_payload = 0
    if request.text("encrypt.format") == "luks" and request.profile.luks_needs_secret:
        len_payload = payload_offset(request, "encrypt.")
    return Plan(
        target=request.target.format,
        flags=request.flags
        | sum(
            flag
            for flag, on in (
                (TargetFlag.EXTENDED_L2, request.switch("extended_l2")),
                (TargetFlag.LAZY_REFCOUNTS, request.switch("lazy_refcounts")),
                (TargetFlag.COMPAT_V3, version == 3),
                (TargetFlag.DATA_FILE, "data_file" in request.values),
                (TargetFlag.DATA_FILE_RAW, request.switch("data_file_raw")),
                (TargetFlag.ZSTD, request.text("compression_type") == "zstd"),
            )
            if on
        ),
        preallocation=preallocation,
        cluster_size=clusters,
        refcount_bits=bits,
        len_payload=len_payload,
    )


def cluster_size(request: Request) -> int:
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


def refcount_bits(request: Request, version: int, later: str) -> int:
    """The width of refcounts, 0 for the default; `later` is how to ask for version 3."""
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
            f" or above (use {later} or greater)"
        )
    return bits


def _encrypted(option: Option) -> Option:
    return Option(f"encrypt.{option.name}", option.kind, option.help, option.default)


TARGET = Target(
    "qcow2",
    SourceFormat.QCOW2,
    (
        BACKING_FILE,
        BACKING_FMT,
        Option("cluster_size", SIZE, "bytes in a cluster, a power of two", "65536"),
        Option("compat", STR, "version of the format: 0.10 (version 2) or 1.1 (version 3)", "1.1"),
        Option(
            "compression_type",
            STR,
            "how clusters are compressed",
            "zlib",
            words=("zlib", "zstd"),
            since="opt_compression_type",
        ),
        Option("data_file", STR, "external file for the data", since="opt_data_file"),
        Option(
            "data_file_raw",
            BOOL,
            "keep the external data file readable as a raw image",
            "off",
            since="opt_data_file",
        ),
        *(_encrypted(option) for option in LUKS if option.name != "key-secret"),
        Option("encrypt.format", STR, "how to encrypt: aes or luks"),
        Option("encrypt.key-secret", STR, "id of the secret with the passphrase or key"),
        Option("encryption", BOOL, "old name of encrypt.format=aes", "off"),
        Option(
            "extended_l2", BOOL, "32 subclusters in each cluster", "off", since="opt_extended_l2"
        ),
        Option(
            "keep_data_file",
            BOOL,
            "use an external data file as it is",
            "off",
            since=KEEP_DATA_FILE,
        ),
        Option("lazy_refcounts", BOOL, "write reference counts late", "off"),
        PREALLOCATION,
        Option("refcount_bits", NUM, "width of a reference count", "16"),
        SIZE_OPTION,
    ),
    plan_qcow2,
    compresses=True,
    order=(
        "encryption encrypt.format encrypt.key-secret encrypt.cipher-alg encrypt.cipher-mode"
        " encrypt.ivgen-alg encrypt.ivgen-hash-alg encrypt.hash-alg encrypt.iter-time"
        " cluster_size=65536 extended_l2=off preallocation compression_type=zlib keep_data_file"
        " size compat backing_file backing_fmt data_file data_file_raw lazy_refcounts=off"
        " refcount_bits=16"
    ),
    old_order=(
        "size compat backing_file backing_fmt data_file data_file_raw encryption encrypt.format"
        " encrypt.key-secret encrypt.cipher-alg encrypt.cipher-mode encrypt.ivgen-alg"
        " encrypt.ivgen-hash-alg encrypt.hash-alg encrypt.iter-time cluster_size=65536"
        " preallocation lazy_refcounts=off refcount_bits=16"
    ),
)
