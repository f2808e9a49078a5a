# SPDX-License-Identifier: Apache-2.0
"""Targets that qemu-img can measure: numbers that it printed, the same in all versions that know
the options.
"""

from __future__ import annotations

import pytest

from instar.generated.target import TargetError
from tests.guest.ops.sizes import Sizes, measured

K, M, G, T, P = (1 << shift for shift in (10, 20, 30, 40, 50))
LUKS_AES_256_XTS = 2068480  # payload offset of a LUKS1 header with qemu's default cipher


@pytest.mark.parametrize(
    ("target", "options", "size", "required", "fully"),
    [
        ("raw", "", 0, 0, 0),
        ("raw", "", 1, 512, 512),
        ("raw", "", 513, 1024, 1024),
        ("raw", "", 9223372036854774784, 9223372036854774784, 9223372036854774784),
        ("qcow2", "", 0, 196608, 196608),
        ("qcow2", "", 1, 327680, 393216),
        ("qcow2", "", 65537, 327680, 458752),
        ("qcow2", "", G, 393216, 1074135040),
        ("qcow2", "", G + 512, 458752, 1074266112),
        ("qcow2", "", 127 * G, 21037056, 136386248704),
        ("qcow2", "", 64 * T, 10739253248, 70379483430912),
        ("qcow2", "", 2 * P, 343650009088, 2252143463694336),
        ("qcow2", "cluster_size=512", 1, 2560, 3072),
        ("qcow2", "cluster_size=512", G, 21385216, 1095127040),
        ("qcow2", "cluster_size=1024", 100 * M, 1036288, 105893888),
        ("qcow2", "cluster_size=16384", 64 * T, 42975936512, 70411720114176),
        ("qcow2", "cluster_size=2097152", 19 * T, 106954752, 20890827882496),
        ("qcow2", "extended_l2=on", 42 * T, 12685606912, 46192173973504),
        ("qcow2", "extended_l2=on,refcount_bits=1", 38 * T, 10281680896, 41791723536384),
        ("qcow2", "refcount_bits=64,preallocation=off", 32 * T, 8592228352, 35192964317184),
        ("qcow2", "refcount_bits=64,cluster_size=262144", 549 * G, 36962304, 589521223680),
        ("qcow2", "refcount_bits=1,cluster_size=512", 425 * K, 9216, 444416),
        ("qcow2", "preallocation=metadata,refcount_bits=64", 17179869697, 4521984, 17184456704),
        ("qcow2", "preallocation=falloc", 1894400, 2228224, 2228224),
        ("qcow2", "preallocation=full,cluster_size=16384", 19 * T, 20903479443456, 20903479443456),
        ("qcow2", "compat=0.10", G, 393216, 1074135040),
    ],
)
def test_size_gives_qemus_numbers(
    target: str, options: str, size: int, required: int, fully: int
) -> None:
    assert measured(target, options, size) == Sizes(required, fully)


@pytest.mark.parametrize(
    ("target", "options", "size", "payload", "required", "fully"),
    [
        ("luks", "", 1, LUKS_AES_256_XTS, 2068481, 2068481),
        ("luks", "", 1000, 1052672, 1053672, 1053672),
        ("luks", "", 28 * T, LUKS_AES_256_XTS, 30786327646208, 30786327646208),
        ("qcow2", "", 134217215, LUKS_AES_256_XTS, 2424832, 136642560),
        ("qcow2", "cluster_size=524288", 4321280, LUKS_AES_256_XTS, 4718592, 9437184),
    ],
)
def test_encryption_adds_its_payload_offset(
    target: str, options: str, size: int, payload: int, required: int, fully: int
) -> None:
    assert measured(target, options, size, len_payload=payload) == Sizes(required, fully)


@pytest.mark.parametrize(
    ("target", "options", "size", "error"),
    [
        ("raw", "", (1 << 63) - 1, TargetError.OVERFLOW),  # qemu-img answers a negative number
        ("qcow2", "", 1 << 60, TargetError.OVERFLOW),
        ("qcow2", "", 7 << 60, TargetError.OVERFLOW),
        ("qcow2", "cluster_size=512", 64 * T, TargetError.OVERFLOW),
        ("qcow2", "cluster_size=1536", M, TargetError.INVALID_OPTION),
        ("qcow2", "cluster_size=256", M, TargetError.INVALID_OPTION),
        ("qcow2", "cluster_size=4194304", M, TargetError.INVALID_OPTION),
        ("qcow2", "refcount_bits=3", M, TargetError.INVALID_OPTION),
        ("qcow2", "refcount_bits=128", M, TargetError.INVALID_OPTION),
        ("qcow2", "refcount_bits=32,compat=0.10", M, TargetError.INVALID_OPTION),
        ("qcow2", "extended_l2=on,cluster_size=8192", M, TargetError.INVALID_OPTION),
        ("vpc", "", 2040 * G + 512, TargetError.OVERFLOW),
        ("vhdx", "", 64 * T + 1, TargetError.OVERFLOW),
        ("vhdx", "block_size=3000000", G, TargetError.INVALID_OPTION),
        ("vhdx", "log_size=4293918721", G, TargetError.INVALID_OPTION),
        ("vhdx", "block_size=268435456", 0, TargetError.INVALID_SIZE),
        ("vdi", "", 536870784 * M + 1, TargetError.OVERFLOW),
        ("qed", "", 64 * T + 1, TargetError.INVALID_SIZE),
        ("qed", "cluster_size=67108864", G, TargetError.INVALID_SIZE),
        ("qed", "cluster_size=2048", G, TargetError.INVALID_OPTION),
        ("qed", "table_size=3", G, TargetError.INVALID_OPTION),
        ("qcow", "", 0, TargetError.INVALID_SIZE),
        ("qcow", "", 512 * T, TargetError.OVERFLOW),
        ("parallels", "", 512 * T, TargetError.OVERFLOW),
        ("vmdk", "", 256 * T, TargetError.OVERFLOW),
        ("vmdk", "subformat=fixed", G, TargetError.INVALID_OPTION),
        ("vdi", "block_size=65536", G, TargetError.INVALID_OPTION),
    ],
)
def test_what_cannot_be_is_refused(
    target: str, options: str, size: int, error: TargetError
) -> None:
    answer = measured(target, options, size)
    assert answer.error == error
    assert (answer.field != 0) == (error == TargetError.INVALID_OPTION)


def test_backing_file_counts_everything_only_with_a_source() -> None:
    options = "backing_file=base.qcow2"
    everything = measured("qcow2", options, G, runs=[])
    assert everything.required == everything.fully_allocated == 1074135040
    assert measured("qcow2", options, G).required == 393216


def test_unknown_target_is_refused() -> None:
    assert measured("unknown", "", M).error == TargetError.INVALID_OPTION
