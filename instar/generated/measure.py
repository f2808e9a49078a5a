# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/measure.ksy spec=94106210 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the measure operation."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import ClassVar

from instar.generated.source import SourceOptions
from instar.layout import FieldError
from instar.record import record

RESULT_MAGIC = 0x4D524553
"""`MRES`, the number of a result in a layout of this ABI. Results travel as messages
(guest.proto), which need none.
"""
PREALLOCATION_SHIFT = 4
"""Where `preallocation` begins in `flags`."""
PREALLOCATION_MASK = 3
"""The bits of `preallocation`, shifted down."""
BITS_PER_BYTE = 8
"""For counting bitmaps and refcounts."""


class MeasureFlag(IntEnum):
    """Values of flag."""

    EXTENDED_L2 = 1
    """qcow2 with subclusters."""
    LAZY_REFCOUNTS = 2
    """qcow2 with lazy refcounts; changes no size."""
    COMPAT_V3 = 4
    """qcow2 version 3 (`compat=1.1`)."""
    COMPRESS = 8
    """Data is written compressed; the incompressible bound is answered."""
    BACKING_FILE = 64
    """The target has a backing file, so all of the source counts as needed."""
    DATA_FILE = 128
    """qcow2 with an external data file."""


class MeasurePreallocation(IntEnum):
    """Values of preallocation."""

    OFF = 0
    """Nothing beyond what is needed."""
    METADATA = 1
    """Tables for the whole disk are written."""
    FALLOC = 2
    """All space is reserved."""
    FULL = 3
    """All space is written."""


class MeasureSubformat(IntEnum):
    """Values of subformat."""

    DEFAULT = 0
    """The format's only or usual variant."""
    MONOLITHIC_SPARSE = 1
    """VMDK in one sparse file."""
    MONOLITHIC_FLAT = 2
    """VMDK descriptor and one flat extent."""
    TWO_GB_MAX_EXTENT_SPARSE = 3
    """VMDK descriptor and sparse extents of up to 2 GiB."""
    TWO_GB_MAX_EXTENT_FLAT = 4
    """VMDK descriptor and flat extents of up to 2 GiB."""
    STREAM_OPTIMIZED = 5
    """VMDK with compressed grains in one pass."""
    DYNAMIC = 6
    """VHD, VHDX or VDI that grows."""
    FIXED = 7
    """VHD, VHDX or VDI with all space in the file."""


class MeasureOption(IntEnum):
    """Values of option."""

    FORCE_SIZE = 1
    """VHD whose size is not rounded to its geometry."""
    ZEROED_GRAIN = 2
    """VMDK that may mark grains as zero."""
    COMPAT6 = 4
    """VMDK of hardware version 6."""
    SCSI_ADAPTER = 8
    """VMDK of another adapter type than ide, which states a geometry of 255 heads."""
    NO_ZERO_STATE = 16
    """VHDX with `block_state_zero=off`: blocks of a fixed image are marked as present, not as
    zero.
    """


class MeasureError(IntEnum):
    """Values of error."""

    OK = 0
    """The answer is valid."""
    OVERFLOW = 1
    """A size does not fit the target format or 63 bits."""
    INVALID_OPTION = 2
    """An option's value is not allowed; the error's `value` says which."""
    INVALID_SIZE = 3
    """The size cannot be a disk of this format."""


@record(kw_only=True)
class MeasureConfig:
    """Target format and options, and the source or the size."""

    SIZE: ClassVar[int] = 680
    HAS_SOURCE_MAX: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II544sIIIIQQIIQQII64x")

    magic: int = 0x4D454153
    """`MEAS`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the source; unused when `has_source` is 0."""
    flags: int = 0
    """Bit 0 extended_l2, 1 lazy_refcounts, 2 compat_v3, 3 compress, 4-5 preallocation, then the
    further bits of `flag`.
    """
    target: int = 0
    """Format to measure for."""
    has_source: int = 0
    """1 when disk 0 is the source image, 0 when `virtual_size` is given instead. At most 1."""
    subformat: int = 0
    """Variant of the target format; `default` where it has only one."""
    virtual_size: int = 0
    """Size of the disk when there is no source."""
    cluster_size: int = 0
    """Cluster, grain or block size of the target; 0 means the target's default."""
    refcount_bits: int = 0
    """Width of qcow2 refcounts; 0 means the default."""
    table_size: int = 0
    """Clusters in each qed table; 0 means the default."""
    log_size: int = 0
    """Size of the VHDX log; 0 means the default."""
    len_payload: int = 0
    """Bytes before the encrypted payload of a LUKS target or of LUKS inside qcow2; 0 without
    encryption.
    """
    len_text: int = 0
    """Bytes of option text that the target stores. VMDK: hardware version, adapter type and
    tools version (the defaults of `new_descriptor` in vmdk.ksy where no option says otherwise),
    and with a backing file its `parent` and its name. qcow1: the backing file's name. 0 means
    the defaults without a backing file.
    """
    options: int = 0
    """Switches that only some targets have. Set of `option`."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x4D454153:
            raise FieldError("measure config", "magic", base, self.magic, "0x4d454153", 2)
        if self.version != 1:
            raise FieldError("measure config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        if self.target not in (
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
                "measure config",
                "target",
                base + 556,
                self.target,
                "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
                "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
                "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg)",
                6,
            )
        if self.has_source > 1:
            raise FieldError(
                "measure config", "has_source", base + 560, self.has_source, "at most 1", 3
            )
        if self.subformat not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
        ):
            raise FieldError(
                "measure config",
                "subformat",
                base + 564,
                self.subformat,
                "one of 0 (default), 1 (monolithic_sparse), 2 (monolithic_flat), 3 "
                "(two_gb_max_extent_sparse), 4 (two_gb_max_extent_flat), 5 "
                "(stream_optimized), 6 (dynamic), 7 (fixed)",
                6,
            )

    def pack(self) -> bytes:
        """Return the 680 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.flags,
            self.target,
            self.has_source,
            self.subformat,
            self.virtual_size,
            self.cluster_size,
            self.refcount_bits,
            self.table_size,
            self.log_size,
            self.len_payload,
            self.len_text,
            self.options,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> MeasureConfig:
        """Check and return the measure config at the start of `data`."""
        if len(data) < 680:
            raise FieldError(
                "measure config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x4D454153:
            raise FieldError("measure config", "magic", base, v_magic, "0x4d454153", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("measure config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:552], base=base + 8)
        v_flags = int.from_bytes(data[552:556], "little")
        v_target = int.from_bytes(data[556:560], "little")
        if v_target not in (
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
                "measure config",
                "target",
                base + 556,
                v_target,
                "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
                "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
                "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg)",
                6,
            )
        v_has_source = int.from_bytes(data[560:564], "little")
        if v_has_source > 1:
            raise FieldError(
                "measure config", "has_source", base + 560, v_has_source, "at most 1", 3
            )
        v_subformat = int.from_bytes(data[564:568], "little")
        if v_subformat not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
        ):
            raise FieldError(
                "measure config",
                "subformat",
                base + 564,
                v_subformat,
                "one of 0 (default), 1 (monolithic_sparse), 2 (monolithic_flat), 3 "
                "(two_gb_max_extent_sparse), 4 (two_gb_max_extent_flat), 5 "
                "(stream_optimized), 6 (dynamic), 7 (fixed)",
                6,
            )
        v_virtual_size = int.from_bytes(data[568:576], "little")
        v_cluster_size = int.from_bytes(data[576:584], "little")
        v_refcount_bits = int.from_bytes(data[584:588], "little")
        v_table_size = int.from_bytes(data[588:592], "little")
        v_log_size = int.from_bytes(data[592:600], "little")
        v_len_payload = int.from_bytes(data[600:608], "little")
        v_len_text = int.from_bytes(data[608:612], "little")
        v_options = int.from_bytes(data[612:616], "little")
        if data[616:680] != bytes(64):
            raise FieldError("measure config", "reserved", base + 616, data[616:680], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            flags=v_flags,
            target=v_target,
            has_source=v_has_source,
            subformat=v_subformat,
            virtual_size=v_virtual_size,
            cluster_size=v_cluster_size,
            refcount_bits=v_refcount_bits,
            table_size=v_table_size,
            log_size=v_log_size,
            len_payload=v_len_payload,
            len_text=v_len_text,
            options=v_options,
        )
