# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/source.ksy spec=c02e53e4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What every operation learns about its source image: enums."""

from enum import IntEnum


class SourceFailure(IntEnum):
    """Values of failure."""

    OK = 0
    """None."""
    WALK = 1
    """A table of the source is broken: `value` is where on the disk the run starts."""
    READ = 2
    """Data of the source cannot be read: `value` is where on the disk the request starts."""


class SourceFormat(IntEnum):
    """Values of format."""

    UNKNOWN = 0
    """Not known, or: detect it."""
    RAW = 1
    """A plain image; every file is one."""
    QCOW2 = 2
    """QEMU copy-on-write version 2 and 3."""
    VMDK4 = 3
    """VMDK, hosted sparse (`KDMV`)."""
    VMDK3 = 4
    """VMDK, ESX server sparse (`COWD`)."""
    VHD = 5
    """Virtual PC and Hyper-V VHD (`vpc` to qemu-img)."""
    VHDX = 6
    """Hyper-V VHDX."""
    QCOW1 = 7
    """QEMU copy-on-write version 1 (`qcow` to qemu-img)."""
    VDI = 8
    """VirtualBox disk image."""
    QED = 9
    """QEMU enhanced disk."""
    ISO = 10
    """An ISO 9660 file system. It is measured and mapped as raw."""
    LUKS = 11
    """A LUKS container."""
    VMDK_DESCRIPTOR = 12
    """A VMDK text descriptor."""
    PARALLELS = 13
    """Parallels disk image."""
    BOCHS = 14
    """Bochs growing image."""
    CLOOP = 15
    """Compressed loop image."""
    DMG = 16
    """Apple disk image (UDIF)."""
    ASIF = 17
    """Apple sparse image, which qemu-img takes for a plain one."""
    HDD = 18
    """Descriptor of a Parallels disk, which names the images that the disk consists of."""


class SourceQuirk(IntEnum):
    """Values of quirk."""

    VHD_SIZE_FROM_CHS = 1
    """Before 10.0 a VHD's size was its CHS product for every creator application except `win `
    and `qem2` (and unless CHS is at its maximum); since 10.0 only for `vpc ` and `qemu`.
    """
    FILE_HOLES_EVERYWHERE = 2
    """Up to 4.0, holes of the file counted as zero also under dynamic VHD and raw external data
    files.
    """
    NO_FILE_HOLES_IN_FLAT = 4
    """Release 4.1.0 ignored holes of the file under flat VMDK extents and static VDI images."""
    NO_EXTERNAL_DATA = 8
    """Before 4.0, the qcow2 feature `external_data` was not known."""
    NO_COMPRESSION_TYPE = 16
    """Before 5.1, the qcow2 feature `compression` was not known."""
    NO_EXTENDED_L2 = 32
    """Before 5.2, the qcow2 feature `extended_l2` was not known."""
    NO_ZSTD = 64
    """Built without zstd: qcow2 images compressed with it do not open."""
    VHDX_BAT_UNCHECKED = 128
    """Before 4.2, blocks of a VHDX past the end of the file were no error."""
    PARALLELS_PAST_END_IS_DATA = 256
    """Before 11.1, a cluster of a Parallels image was data wherever it was; since then an entry
    whose cluster does not lie in the file after the BAT counts as unallocated.
    """
    PARALLELS_PAST_END_REFUSED = 512
    """Release 8.1 refused a Parallels image with a cluster past the end of the file."""
    PARALLELS_BAT_UNCHECKED = 1024
    """Before 11.1, a Parallels image whose BAT is too small for its disk opened."""
    NO_PARALLELS = 2048
    """Built without Parallels images: they are raw."""
    NO_PARALLELS_BITMAPS = 4096
    """Before 8.2, `measure` did not ask Parallels images for bitmaps."""
    LUKS_EMPTY_SLOT_APART = 8192
    """Before 9.1, a LUKS key slot without length at sector 0 overlapped no other slot."""
    LUKS_SLOTS_LENIENT = 16384
    """Before 7.2, names in a LUKS header needed no terminator, slots might start inside the
    header and have no iterations, and of their stripes only 0 was refused.
    """
    VHD_TAIL_UNCHECKED = 32768
    """Before 6.2, a VHD that has a footer at the end alone opened whatever its disk type is. Its
    size could be asked for; reading it crashed.
    """
    DMG_CHUNKS_OPTIONAL = 0x10000
    """Before 10.0, a DMG opened of whose chunks none is of a kind that qemu reads."""
    RAW_DATA_FILE_UNMAPPED = 0x20000
    """Before 7.0, what is added to a disk whose data file is raw got no places in the tables."""


class SourceSnapshotKind(IntEnum):
    """Values of snapshot_kind."""

    NONE = 0
    """The active state of the image."""
    ID_OR_NAME = 1
    """`snapshot` is an id or, failing that, a name."""
    ID = 2
    """`snapshot` is an id."""
    NAME = 3
    """`snapshot` is a name."""
    ID_AND_NAME = 4
    """`snapshot` is a name and `snapshot_id` an id; both must match."""


class SourceFlag(IntEnum):
    """Values of flag."""

    NO_BACKING = 1
    """Do not open backing files (a single member of a chain is looked at)."""
    HAS_SECRET = 2
    """The user gave a secret object. Its value never reaches the guest; qemu-img's answer
    depends on whether there is one.
    """
    STRICT_BACKING = 4
    """A backing image whose format is not declared must not look raw; qemu-img takes one that
    does.
    """
    NAMED_DMG = 8
    """The first file's name ends in `.dmg`: all that distinguishes an Apple disk image from a
    raw one.
    """
    BY_TABLE = 16
    """Walk images by their tables also where qemu-img takes all of them for data that is nowhere
    in particular: those of bochs, cloop and dmg, VHDX without a parent.
    """
    NO_DATA_FILE = 32
    """Do not open external data files, as `info` of most releases: the name is reported all the
    same.
    """
    UNREAD = 64
    """Nobody is going to read the disk, so that no key of an encrypted one has to fit."""
    CHECK = 128
    """The image is opened to be checked: what only its check looks at (snapshots, a missing
    refcount table) is no reason to refuse it.
    """
    KEYS = 256
    """Encrypted images are opened with their keys, which the host derives: without one that
    fits, they do not open.
    """
    REPLAY = 512
    """The image itself is open for writing, and a log that its format keeps is replayed before
    it is read.
    """
    DETACHED_HEADER = 1024
    """A LUKS file is a header alone, whose payload is elsewhere: its disk is empty."""
    LUKS2 = 2048
    """LUKS version 2 is read where a file is said to be LUKS, which qemu-img refuses. No file is
    taken for it by its bytes.
    """
    NO_VHD_PARENT = 4096
    """Read a differencing VHD as qemu-img does: as a dynamic one, whose parent and sector
    bitmaps do not count.
    """
    BEYOND_QEMU = 8192
    """The first file is taken by its bytes for an image also of formats that qemu-img does not
    know.
    """
