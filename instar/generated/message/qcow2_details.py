# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Qcow2Details."""

from __future__ import annotations

from instar.generated.messages import BOOL, MESSAGE, TABLES, TEXT, UINT32, UINT64
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.message.bitmap import Bitmap as Bitmap


class Qcow2Details(Record):
    """What a qcow2 header says; absent where its version has no such thing."""

    compat: str = ""
    """As qemu-img spells the version."""
    compression_type: str = ""
    """A name."""
    lazy_refcounts: bool | None = None
    refcount_bits: int = 0
    corrupt: bool | None = None
    extended_l2: bool | None = None
    data_file_raw: bool = False
    encryption: str = ""
    """`aes`, `luks` (of which LuksDetails says more), or nothing."""
    bitmaps: tuple[Bitmap, ...] = ()
    incompatible_features: int = 0
    compatible_features: int = 0
    autoclear_features: int = 0
    data_file: str | None = None
    """As the image names it."""


TABLES["Qcow2Details"] = {
    10: ("compat", TEXT, False, ""),
    18: ("compression_type", TEXT, False, ""),
    24: ("lazy_refcounts", BOOL, False, ""),
    32: ("refcount_bits", UINT32, False, ""),
    40: ("corrupt", BOOL, False, ""),
    48: ("extended_l2", BOOL, False, ""),
    56: ("data_file_raw", BOOL, False, ""),
    66: ("encryption", TEXT, False, ""),
    74: ("bitmaps", MESSAGE, True, "Bitmap"),
    80: ("incompatible_features", UINT64, False, ""),
    88: ("compatible_features", UINT64, False, ""),
    96: ("autoclear_features", UINT64, False, ""),
    106: ("data_file", TEXT, False, ""),
}
