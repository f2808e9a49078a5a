# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message CheckResult."""

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


TABLES["CheckResult"] = {
    8: ("format", UINT32, False, ""),
    16: ("disk", UINT32, False, ""),
    24: ("depth", UINT32, False, ""),
    32: ("outcome", UINT32, False, ""),
    40: ("corruptions", UINT64, False, ""),
    48: ("leaks", UINT64, False, ""),
    56: ("check_errors", UINT64, False, ""),
    64: ("total_clusters", UINT64, False, ""),
    72: ("allocated_clusters", UINT64, False, ""),
    80: ("fragmented_clusters", UINT64, False, ""),
    88: ("compressed_clusters", UINT64, False, ""),
    96: ("image_end_offset", UINT64, False, ""),
    104: ("num_unsent", UINT64, False, ""),
    112: ("corruptions_fixed", UINT64, False, ""),
    120: ("leaks_fixed", UINT64, False, ""),
}
