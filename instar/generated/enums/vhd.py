# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/vhd.ksy spec=5ab5e4b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VHD, the virtual hard disk of Virtual PC, Virtual Server and early Hyper-V: enums."""

from enum import IntEnum


class VhdDiskType(IntEnum):
    """Values of disk_type."""

    NONE = 0
    """Not a disk."""
    DEPRECATED_1 = 1
    """Reserved; never used."""
    FIXED = 2
    """All bytes of the disk in order."""
    DYNAMIC = 3
    """Blocks are added as they are written."""
    DIFFERENCING = 4
    """Changes against a parent image."""
    DEPRECATED_5 = 5
    """Reserved; never used."""
    DEPRECATED_6 = 6
    """Reserved; never used."""


class VhdCreatorApplication(IntEnum):
    """Values of creator_application."""

    VPC = 0x76706320
    """`vpc `, Virtual PC. The size of the disk is the product of the geometry."""
    VIRTUAL_SERVER = 0x76732020
    """`vs `, Virtual Server 2005. The size is `current_size`."""
    QEMU = 0x71656D75
    """`qemu`, qemu without `force_size`. The size is the product of the geometry."""
    QEMU2 = 0x71656D32
    """`qem2`, qemu with `force_size`. The size is `current_size`."""
    AZURE = 0x77610000
    """`wa` and two zero bytes, Azure. The size is `current_size`; up to 9.2 qemu took the
    geometry.
    """
    WIN = 0x77696E20
    """`win `, Hyper-V and the disk management of Windows. The size is `current_size`."""
    DISK2VHD = 0x64327620
    """`d2v `, Disk2vhd. The size is `current_size`. qemu compares the three letters and a space;
    the documentation of libvhdi has a zero byte in place of the space, with which qemu takes the
    geometry up to 9.2. No file of Disk2vhd was looked at.
    """
    XENSERVER = 0x74617000
    """`tap` and a zero byte, XenServer. The size is `current_size`."""
    XENCONVERT = 0x43545853
    """`CTXS`, XenConvert. The size is `current_size`."""
    VIRTUALBOX = 0x76626F78
    """`vbox`, VirtualBox. The size is `current_size`."""


class VhdCreatorHostOs(IntEnum):
    """Values of creator_host_os."""

    WINDOWS = 0x5769326B
    """`Wi2k`, Windows."""
    MACINTOSH = 0x4D616320
    """`Mac `, Mac OS."""


class VhdPlatformCode(IntEnum):
    """Values of platform_code."""

    NONE = 0
    """The locator is unused."""
    WI2R = 0x57693272
    """`Wi2r`, deprecated: a relative Windows path in 8-bit characters."""
    WI2K = 0x5769326B
    """`Wi2k`, deprecated: an absolute Windows path in 8-bit characters."""
    W2RU = 0x57327275
    """`W2ru`, a relative Windows path in UTF-16, little-endian."""
    W2KU = 0x57326B75
    """`W2ku`, an absolute Windows path in UTF-16, little-endian."""
    MAC = 0x4D616320
    """`Mac `, a Mac OS alias."""
    MACX = 0x4D616358
    """`MacX`, a file URL in UTF-8, RFC 2396."""
