# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a new image shall be: enums."""

from enum import IntEnum


class TargetEncryptionMethod(IntEnum):
    """Values of encryption_method."""

    NONE = 0
    """Not encrypted."""
    AES = 1
    """qcow2 and qcow: AES in the mode cbc by the passphrase itself. Only the header says so."""
    LUKS = 2
    """A LUKS1 header, in the file itself or inside of qcow2."""


class TargetCipher(IntEnum):
    """Values of cipher."""

    NONE = 0
    """None, or the one that the method has."""
    AES = 1
    """AES."""
    SERPENT = 2
    """Serpent."""
    TWOFISH = 3
    """Twofish."""


class TargetCipherMode(IntEnum):
    """Values of cipher_mode."""

    NONE = 0
    """Not encrypted."""
    ECB = 1
    """Each block alone."""
    CBC = 2
    """Cipher block chaining."""
    XTS = 3
    """The usual mode, with two keys in one."""
    CTR = 4
    """Counted blocks are encrypted and added."""


class TargetCipherVector(IntEnum):
    """Values of cipher_vector."""

    NONE = 0
    """No vector, for ecb."""
    PLAIN = 1
    """The sector's number in 32 bits."""
    PLAIN64 = 2
    """The sector's number in 64 bits."""
    ESSIV = 3
    """The sector's number, encrypted with a hash of the key."""


class TargetCipherHash(IntEnum):
    """Values of cipher_hash."""

    NONE = 0
    """None, where no hash is asked for."""
    SHA1 = 1
    """SHA-1."""
    SHA224 = 2
    """SHA-224."""
    SHA256 = 3
    """SHA-256."""
    SHA384 = 4
    """SHA-384."""
    SHA512 = 5
    """SHA-512."""
    MD5 = 6
    """MD5."""


class TargetFlag(IntEnum):
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
    FORCE_SIZE = 256
    """VHD whose size is not rounded to its geometry."""
    ZEROED_GRAIN = 512
    """VMDK that may mark grains as zero."""
    COMPAT6 = 1024
    """VMDK of hardware version 6."""
    SCSI_ADAPTER = 2048
    """VMDK of another adapter type than ide, which states a geometry of 255 heads."""
    NO_ZERO_STATE = 4096
    """VHDX with `block_state_zero=off`: blocks of a fixed image are marked as present, not as
    zero.
    """
    DATA_FILE_RAW = 8192
    """qcow2 whose external data file is the disk by itself."""
    ZSTD = 16384
    """qcow2 whose compressed clusters are zstd."""
    DETACHED_HEADER = 32768
    """LUKS whose file is the header alone."""


class TargetPreallocation(IntEnum):
    """Values of preallocation."""

    OFF = 0
    """Nothing beyond what is needed."""
    METADATA = 1
    """Tables for the whole disk are written."""
    FALLOC = 2
    """All space is reserved."""
    FULL = 3
    """All space is written."""


class TargetSubformat(IntEnum):
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


class TargetError(IntEnum):
    """Values of error."""

    OK = 0
    """The layout is valid."""
    OVERFLOW = 1
    """A size does not fit the target format or 63 bits."""
    INVALID_OPTION = 2
    """An option's value is not allowed; the error's `value` says which."""
    INVALID_SIZE = 3
    """The size cannot be a disk of this format."""
