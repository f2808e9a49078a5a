# SPDX-License-Identifier: Apache-2.0
"""qemu's names of formats and the specs' names: the only table of both."""

from __future__ import annotations

from instar.generated.source import SourceFormat

# Every driver that opens an image, and the names that people use besides qemu's.
DRIVERS = {
    "raw": SourceFormat.RAW,
    "file": SourceFormat.RAW,
    "qcow2": SourceFormat.QCOW2,
    "vmdk": SourceFormat.VMDK4,
    "vpc": SourceFormat.VHD,
    "vhd": SourceFormat.VHD,
    "vhdx": SourceFormat.VHDX,
    "qcow": SourceFormat.QCOW1,
    "vdi": SourceFormat.VDI,
    "qed": SourceFormat.QED,
    "luks": SourceFormat.LUKS,
    "parallels": SourceFormat.PARALLELS,
    "bochs": SourceFormat.BOCHS,
    "cloop": SourceFormat.CLOOP,
    "dmg": SourceFormat.DMG,
    "asif": SourceFormat.ASIF,
    "hdd": SourceFormat.HDD,
}
BEYOND_QEMU = ("vhd", "asif", "hdd")
"""Those that qemu-img does not have."""
QEMU_DRIVERS = tuple(name for name in DRIVERS if name not in BEYOND_QEMU)
READ_ONLY = ("bochs", "cloop", "dmg", "asif", "hdd")
"""Those whose images qemu never writes."""
_NAMES: dict[int, str] = {number: name for name, number in reversed(DRIVERS.items())}


def driver_name(number: int) -> str | None:
    """What qemu-img calls a format; of several names the first. None where it has none."""
    return _NAMES.get(number)
