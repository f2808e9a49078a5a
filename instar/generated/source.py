# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/source.ksy spec=da83736a gen=1
# Generated: edit the spec, then run `make codegen`.
"""What every operation is told about its source image."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import ClassVar

from instar.layout import FieldError
from instar.record import record

MAX_DEPTH_DEFAULT = 16
"""Longest backing chain that is followed unless the user allows more. Real chains rarely pass 8."""
LEN_SNAPSHOT_MAX = 256
"""Longest snapshot name or id that can be asked for. qcow2 allows longer names; nobody types
them.
"""
SECTOR_SIZE = 512
"""Virtual sizes are multiples of this; an odd one is rounded as qemu rounds it for its format."""


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
    """Bochs growing image: recognised, refused by name."""
    CLOOP = 15
    """Compressed loop image: recognised, refused by name."""
    DMG = 16
    """Apple disk image: recognised, refused by name."""


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
    """Before 11.1, a cluster of a Parallels image was data wherever it stood; since then an
    entry whose cluster does not lie in the file behind the BAT counts as unallocated.
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
    """The first file's name ends in `.dmg`: all that tells an Apple disk image from a raw one."""
    VHDX_TABLE = 16
    """Walk a VHDX by its table. qemu-img takes all of one without a parent for data that is
    nowhere in particular.
    """
    NO_DATA_FILE = 32
    """Do not open external data files, as `info` of most releases: the name is told all the
    same.
    """
    UNREAD = 64
    """Nobody is going to read the disk, so that no key of an encrypted one has to fit."""


@record(kw_only=True)
class SourceOptions:
    """How to open the source. Embedded in `measure_config`, `map_config` and `info_config`."""

    SIZE: ClassVar[int] = 544
    MAX_DEPTH_MIN: ClassVar[int] = 1
    MAX_DEPTH_MAX: ClassVar[int] = 64
    LEN_SNAPSHOT_MAX: ClassVar[int] = 256
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIIIII256s256sI4x")

    format: int = 0
    """Format to open the first disk as; `unknown` means detect it."""
    quirks: int = 0
    """Behaviours of the qemu-img release whose answers are wanted. Set of `quirk`."""
    max_depth: int
    """Longest chain of backing images to follow. 1..64."""
    request_size: int
    """Largest single block request; `--sector-size`. 512, 1024, 2048, 4096, 8192, 16384, 32768,
    65536, 131072, 262144, 524288 or 1048576.
    """
    snapshot_kind: int = 0
    """How `snapshot` chooses an internal snapshot."""
    len_snapshot: int = 0
    """Length of the text in `snapshot`. At most 256."""
    snapshot: bytes = bytes(256)
    """Name or id of the snapshot, zero padded."""
    snapshot_id: bytes = bytes(256)
    """The id where `snapshot_kind` is `id_and_name`; zero padded, ends at the first zero byte."""
    flags: int = 0
    """Set of `flag`."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.format not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
        ):
            raise FieldError(
                "source options",
                "format",
                base,
                self.format,
                "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
                "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
                "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg)",
                6,
            )
        if not 1 <= self.max_depth <= 64:
            raise FieldError("source options", "max_depth", base + 8, self.max_depth, "1..64", 3)
        if self.request_size not in (
            512,
            1024,
            2048,
            4096,
            8192,
            16384,
            32768,
            65536,
            131072,
            262144,
            524288,
            1048576,
        ):
            raise FieldError(
                "source options",
                "request_size",
                base + 12,
                self.request_size,
                "512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288 or "
                "1048576",
                3,
            )
        if self.snapshot_kind not in (
            0,
            1,
            2,
            3,
            4,
        ):
            raise FieldError(
                "source options",
                "snapshot_kind",
                base + 16,
                self.snapshot_kind,
                "one of 0 (none), 1 (id_or_name), 2 (id), 3 (name), 4 (id_and_name)",
                6,
            )
        if self.len_snapshot > 256:
            raise FieldError(
                "source options", "len_snapshot", base + 20, self.len_snapshot, "at most 256", 3
            )
        if len(self.snapshot) != 256:
            raise FieldError(
                "source options",
                "snapshot",
                base + 24,
                len(self.snapshot),
                "must have the length 256",
                7,
            )
        if len(self.snapshot_id) != 256:
            raise FieldError(
                "source options",
                "snapshot_id",
                base + 280,
                len(self.snapshot_id),
                "must have the length 256",
                7,
            )

    def pack(self) -> bytes:
        """Return the 544 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.format,
            self.quirks,
            self.max_depth,
            self.request_size,
            self.snapshot_kind,
            self.len_snapshot,
            self.snapshot,
            self.snapshot_id,
            self.flags,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> SourceOptions:
        """Check and return the source options at the start of `data`."""
        if len(data) < 544:
            raise FieldError(
                "source options", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_format = int.from_bytes(data[0:4], "little")
        if v_format not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
        ):
            raise FieldError(
                "source options",
                "format",
                base,
                v_format,
                "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
                "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
                "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg)",
                6,
            )
        v_quirks = int.from_bytes(data[4:8], "little")
        v_max_depth = int.from_bytes(data[8:12], "little")
        if not 1 <= v_max_depth <= 64:
            raise FieldError("source options", "max_depth", base + 8, v_max_depth, "1..64", 3)
        v_request_size = int.from_bytes(data[12:16], "little")
        if v_request_size not in (
            512,
            1024,
            2048,
            4096,
            8192,
            16384,
            32768,
            65536,
            131072,
            262144,
            524288,
            1048576,
        ):
            raise FieldError(
                "source options",
                "request_size",
                base + 12,
                v_request_size,
                "512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288 or "
                "1048576",
                3,
            )
        v_snapshot_kind = int.from_bytes(data[16:20], "little")
        if v_snapshot_kind not in (
            0,
            1,
            2,
            3,
            4,
        ):
            raise FieldError(
                "source options",
                "snapshot_kind",
                base + 16,
                v_snapshot_kind,
                "one of 0 (none), 1 (id_or_name), 2 (id), 3 (name), 4 (id_and_name)",
                6,
            )
        v_len_snapshot = int.from_bytes(data[20:24], "little")
        if v_len_snapshot > 256:
            raise FieldError(
                "source options", "len_snapshot", base + 20, v_len_snapshot, "at most 256", 3
            )
        v_snapshot = data[24:280]
        v_snapshot_id = data[280:536]
        v_flags = int.from_bytes(data[536:540], "little")
        if data[540:544] != b"\x00\x00\x00\x00":
            raise FieldError("source options", "reserved", base + 540, data[540:544], "zero", 4)
        return cls(
            format=v_format,
            quirks=v_quirks,
            max_depth=v_max_depth,
            request_size=v_request_size,
            snapshot_kind=v_snapshot_kind,
            len_snapshot=v_len_snapshot,
            snapshot=v_snapshot,
            snapshot_id=v_snapshot_id,
            flags=v_flags,
        )
