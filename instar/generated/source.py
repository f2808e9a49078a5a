# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/source.ksy spec=c02e53e4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What every operation learns about its source image."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


MAX_DEPTH_DEFAULT = 16
"""Longest backing chain that is followed unless the user allows more. Real chains rarely pass 8."""
LEN_SNAPSHOT_MAX = 256
"""Longest snapshot name or id that can be asked for. qcow2 allows longer names; nobody types
them.
"""
SECTOR_SIZE = 512
"""Virtual sizes are multiples of this; an odd one is rounded as qemu rounds it for its format."""
LEN_PIECE = 0x200000
"""Most that is read of a disk at once, from the start of a run on, as by qemu-img: the layout of
a new image may depend on it.
"""
RAW_DATA_FILE_MAPPED_SINCE = 7
"""The first X of a release of qemu that gives places to all that it adds to a disk whose data
file is raw.
"""
DMG_NEEDS_CHUNKS_SINCE = 10
"""The first X of a release of qemu that opens no DMG without a chunk which it reads."""

if TYPE_CHECKING:

    class SourceFailure(int):
        """Values of failure."""

        OK: ClassVar[SourceFailure]
        WALK: ClassVar[SourceFailure]
        READ: ClassVar[SourceFailure]

else:
    SourceFailure = Values(OK=0, WALK=1, READ=2)


if TYPE_CHECKING:

    class SourceFormat(int):
        """Values of format."""

        UNKNOWN: ClassVar[SourceFormat]
        RAW: ClassVar[SourceFormat]
        QCOW2: ClassVar[SourceFormat]
        VMDK4: ClassVar[SourceFormat]
        VMDK3: ClassVar[SourceFormat]
        VHD: ClassVar[SourceFormat]
        VHDX: ClassVar[SourceFormat]
        QCOW1: ClassVar[SourceFormat]
        VDI: ClassVar[SourceFormat]
        QED: ClassVar[SourceFormat]
        ISO: ClassVar[SourceFormat]
        LUKS: ClassVar[SourceFormat]
        VMDK_DESCRIPTOR: ClassVar[SourceFormat]
        PARALLELS: ClassVar[SourceFormat]
        BOCHS: ClassVar[SourceFormat]
        CLOOP: ClassVar[SourceFormat]
        DMG: ClassVar[SourceFormat]
        ASIF: ClassVar[SourceFormat]
        HDD: ClassVar[SourceFormat]

else:
    SourceFormat = Values(
        UNKNOWN=0,
        RAW=1,
        QCOW2=2,
        VMDK4=3,
        VMDK3=4,
        VHD=5,
        VHDX=6,
        QCOW1=7,
        VDI=8,
        QED=9,
        ISO=10,
        LUKS=11,
        VMDK_DESCRIPTOR=12,
        PARALLELS=13,
        BOCHS=14,
        CLOOP=15,
        DMG=16,
        ASIF=17,
        HDD=18,
    )


if TYPE_CHECKING:

    class SourceQuirk(int):
        """Values of quirk."""

        VHD_SIZE_FROM_CHS: ClassVar[SourceQuirk]
        FILE_HOLES_EVERYWHERE: ClassVar[SourceQuirk]
        NO_FILE_HOLES_IN_FLAT: ClassVar[SourceQuirk]
        NO_EXTERNAL_DATA: ClassVar[SourceQuirk]
        NO_COMPRESSION_TYPE: ClassVar[SourceQuirk]
        NO_EXTENDED_L2: ClassVar[SourceQuirk]
        NO_ZSTD: ClassVar[SourceQuirk]
        VHDX_BAT_UNCHECKED: ClassVar[SourceQuirk]
        PARALLELS_PAST_END_IS_DATA: ClassVar[SourceQuirk]
        PARALLELS_PAST_END_REFUSED: ClassVar[SourceQuirk]
        PARALLELS_BAT_UNCHECKED: ClassVar[SourceQuirk]
        NO_PARALLELS: ClassVar[SourceQuirk]
        NO_PARALLELS_BITMAPS: ClassVar[SourceQuirk]
        LUKS_EMPTY_SLOT_APART: ClassVar[SourceQuirk]
        LUKS_SLOTS_LENIENT: ClassVar[SourceQuirk]
        VHD_TAIL_UNCHECKED: ClassVar[SourceQuirk]
        DMG_CHUNKS_OPTIONAL: ClassVar[SourceQuirk]
        RAW_DATA_FILE_UNMAPPED: ClassVar[SourceQuirk]

else:
    SourceQuirk = Values(
        VHD_SIZE_FROM_CHS=1,
        FILE_HOLES_EVERYWHERE=2,
        NO_FILE_HOLES_IN_FLAT=4,
        NO_EXTERNAL_DATA=8,
        NO_COMPRESSION_TYPE=16,
        NO_EXTENDED_L2=32,
        NO_ZSTD=64,
        VHDX_BAT_UNCHECKED=128,
        PARALLELS_PAST_END_IS_DATA=256,
        PARALLELS_PAST_END_REFUSED=512,
        PARALLELS_BAT_UNCHECKED=1024,
        NO_PARALLELS=2048,
        NO_PARALLELS_BITMAPS=4096,
        LUKS_EMPTY_SLOT_APART=8192,
        LUKS_SLOTS_LENIENT=16384,
        VHD_TAIL_UNCHECKED=32768,
        DMG_CHUNKS_OPTIONAL=0x10000,
        RAW_DATA_FILE_UNMAPPED=0x20000,
    )


if TYPE_CHECKING:

    class SourceSnapshotKind(int):
        """Values of snapshot_kind."""

        NONE: ClassVar[SourceSnapshotKind]
        ID_OR_NAME: ClassVar[SourceSnapshotKind]
        ID: ClassVar[SourceSnapshotKind]
        NAME: ClassVar[SourceSnapshotKind]
        ID_AND_NAME: ClassVar[SourceSnapshotKind]

else:
    SourceSnapshotKind = Values(NONE=0, ID_OR_NAME=1, ID=2, NAME=3, ID_AND_NAME=4)


if TYPE_CHECKING:

    class SourceFlag(int):
        """Values of flag."""

        NO_BACKING: ClassVar[SourceFlag]
        HAS_SECRET: ClassVar[SourceFlag]
        STRICT_BACKING: ClassVar[SourceFlag]
        NAMED_DMG: ClassVar[SourceFlag]
        BY_TABLE: ClassVar[SourceFlag]
        NO_DATA_FILE: ClassVar[SourceFlag]
        UNREAD: ClassVar[SourceFlag]
        CHECK: ClassVar[SourceFlag]
        KEYS: ClassVar[SourceFlag]
        REPLAY: ClassVar[SourceFlag]
        DETACHED_HEADER: ClassVar[SourceFlag]
        LUKS2: ClassVar[SourceFlag]
        NO_VHD_PARENT: ClassVar[SourceFlag]
        BEYOND_QEMU: ClassVar[SourceFlag]

else:
    SourceFlag = Values(
        NO_BACKING=1,
        HAS_SECRET=2,
        STRICT_BACKING=4,
        NAMED_DMG=8,
        BY_TABLE=16,
        NO_DATA_FILE=32,
        UNREAD=64,
        CHECK=128,
        KEYS=256,
        REPLAY=512,
        DETACHED_HEADER=1024,
        LUKS2=2048,
        NO_VHD_PARENT=4096,
        BEYOND_QEMU=8192,
    )


class SourceOptions(Record, kw_only=True):
    """How to open the source. Embedded in `measure_config`, `map_config` and `info_config`."""

    SIZE: ClassVar[int] = 616
    MAX_DEPTH_MIN: ClassVar[int] = 1
    MAX_DEPTH_MAX: ClassVar[int] = 64
    LEN_SNAPSHOT_MAX: ClassVar[int] = 256
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIIIII256s256sII64s8x")

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
    num_layers: int = 0
    """How many images of the chain are opened, the first one included; 0: all. What is below the
    last one reads as zeros.
    """
    layer_formats: bytes = bytes(64)
    """For each image below the first one, by its depth: the `format` that the user gives it,
    whatever the image above says; 0: none.
    """

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
            17,
            18,
        ):
            raise FieldError(
                "source options",
                "format",
                base,
                self.format,
                "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
                "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
                "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg), 17 "
                "(asif), 18 (hdd)",
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
        if len(self.layer_formats) != 64:
            raise FieldError(
                "source options",
                "layer_formats",
                base + 544,
                len(self.layer_formats),
                "must have the length 64",
                7,
            )

    def pack(self) -> bytes:
        """Return the 616 bytes that the spec describes, checked."""
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
            self.num_layers,
            self.layer_formats,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> SourceOptions:
        """Check and return the source options at the start of `data`."""
        if len(data) < 616:
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
            17,
            18,
        ):
            raise FieldError(
                "source options",
                "format",
                base,
                v_format,
                "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
                "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
                "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg), 17 "
                "(asif), 18 (hdd)",
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
        v_num_layers = int.from_bytes(data[540:544], "little")
        v_layer_formats = data[544:608]
        if data[608:616] != b"\x00\x00\x00\x00\x00\x00\x00\x00":
            raise FieldError("source options", "reserved", base + 608, data[608:616], "zero", 4)
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
            num_layers=v_num_layers,
            layer_formats=v_layer_formats,
        )
