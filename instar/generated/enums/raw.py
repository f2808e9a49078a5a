# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/raw.ksy spec=4f1f39de gen=1
# Generated: edit the spec, then run `make codegen`.
"""Plain disk, and the partition tables by which one is recognised: enums."""

from enum import IntEnum


class RawPartitionType(IntEnum):
    """Values of partition_type."""

    UNUSED = 0
    """The entry describes no partition."""
    EXTENDED = 5
    """A chain of further tables, addressed by cylinder and head."""
    NTFS = 7
    """NTFS, exFAT or HPFS."""
    FAT32 = 12
    """FAT32, addressed by sector."""
    EXTENDED_LBA = 15
    """A chain of further tables, addressed by sector."""
    LINUX_SWAP = 130
    """Linux swap space."""
    LINUX = 131
    """A file system of Linux."""
    LINUX_LVM = 142
    """A physical volume of Linux' logical volume manager."""
    GPT_PROTECTIVE = 238
    """The disk has a GPT."""
    EFI_SYSTEM = 239
    """EFI system partition on a disk with an MBR."""


class RawGptAttribute(IntEnum):
    """Values of gpt_attribute."""

    REQUIRED = 1
    """Needed by the platform; not to be deleted."""
    NO_BLOCK_IO = 2
    """Firmware does not offer the partition."""
    LEGACY_BIOS_BOOTABLE = 4
    """A BIOS may start from it."""
