# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message InfoResult."""

from __future__ import annotations

from instar.generated.messages import BOOL, MESSAGE, TABLES, TEXT, UINT32, UINT64
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.message.finding import Finding as Finding
    from instar.generated.message.limits import Limits as Limits
    from instar.generated.message.luks_details import LuksDetails as LuksDetails
    from instar.generated.message.qcow2_details import Qcow2Details as Qcow2Details
    from instar.generated.message.snapshot import Snapshot as Snapshot
    from instar.generated.message.vmdk_info import VmdkInfo as VmdkInfo


class InfoResult(Record):
    """One file of a chain, top first; a run of `info` sends one per member. Fields that a format
    lacks stay absent.
    """

    format: int = 0
    disk: int = 0
    depth: int = 0
    virtual_size: int = 0
    cluster_size: int | None = None
    encrypted: bool = False
    dirty: bool | None = None
    """Absent where qemu's driver says nothing of the image in general."""
    corrupt: bool = False
    backing_file: str | None = None
    """As the image names it."""
    backing_format: str | None = None
    """As the image names it."""
    snapshots: tuple[Snapshot, ...] = ()
    qcow2: Qcow2Details | None = None
    vmdk: VmdkInfo | None = None
    luks: LuksDetails | None = None
    findings: tuple[Finding, ...] = ()
    compressed: bool = False
    children: tuple[int, ...] = ()
    """The disk of the external data file, where it was opened; extents name theirs."""
    limits: Limits | None = None
    opened: bool = False
    """False: all that is known are `findings`."""


TABLES["InfoResult"] = {
    8: ("format", UINT32, False, ""),
    16: ("disk", UINT32, False, ""),
    24: ("depth", UINT32, False, ""),
    32: ("virtual_size", UINT64, False, ""),
    40: ("cluster_size", UINT64, False, ""),
    48: ("encrypted", BOOL, False, ""),
    56: ("dirty", BOOL, False, ""),
    64: ("corrupt", BOOL, False, ""),
    74: ("backing_file", TEXT, False, ""),
    82: ("backing_format", TEXT, False, ""),
    90: ("snapshots", MESSAGE, True, "Snapshot"),
    98: ("qcow2", MESSAGE, False, "Qcow2Details"),
    106: ("vmdk", MESSAGE, False, "VmdkInfo"),
    114: ("luks", MESSAGE, False, "LuksDetails"),
    122: ("findings", MESSAGE, True, "Finding"),
    128: ("compressed", BOOL, False, ""),
    138: ("children", UINT32, True, ""),
    154: ("limits", MESSAGE, False, "Limits"),
    160: ("opened", BOOL, False, ""),
}
