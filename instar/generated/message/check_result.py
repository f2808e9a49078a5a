# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=b4baad7b gen=1
# Generated: edit the spec, then run `make codegen`.
"""CheckResult, and what it holds."""

from __future__ import annotations

from instar.generated.messages import TABLES, UINT32, UINT64
from instar.record import Record


class CheckResult(Record):
    """What the check of one image comes to. A run of `check` sends one per image that it looks
    at, after that image's problems.
    """

    format: int = 0
    disk: int = 0
    depth: int = 0
    outcome: int = 0
    """Abi/check.ksy."""
    corruptions: int = 0
    leaks: int = 0
    check_errors: int = 0
    total_clusters: int = 0
    allocated_clusters: int = 0
    fragmented_clusters: int = 0
    compressed_clusters: int = 0
    image_end_offset: int = 0
    num_unsent: int = 0
    """Problems that are counted, and were not sent."""
    corruptions_fixed: int = 0
    leaks_fixed: int = 0


TABLES.update(
    {
        CheckResult: {
            8: ("format", UINT32, False, None),
            16: ("disk", UINT32, False, None),
            24: ("depth", UINT32, False, None),
            32: ("outcome", UINT32, False, None),
            40: ("corruptions", UINT64, False, None),
            48: ("leaks", UINT64, False, None),
            56: ("check_errors", UINT64, False, None),
            64: ("total_clusters", UINT64, False, None),
            72: ("allocated_clusters", UINT64, False, None),
            80: ("fragmented_clusters", UINT64, False, None),
            88: ("compressed_clusters", UINT64, False, None),
            96: ("image_end_offset", UINT64, False, None),
            104: ("num_unsent", UINT64, False, None),
            112: ("corruptions_fixed", UINT64, False, None),
            120: ("leaks_fixed", UINT64, False, None),
        },
    }
)
