# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a new image shall be."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


MAX_SIZE = 0x7FFFFFFFFFFFFFFF
"""Largest file and largest disk, what a signed 64-bit offset reaches."""

if TYPE_CHECKING:

    class TargetEncryptionMethod(int):
        """Values of encryption_method."""

        NONE: ClassVar[TargetEncryptionMethod]
        AES: ClassVar[TargetEncryptionMethod]
        LUKS: ClassVar[TargetEncryptionMethod]

else:
    TargetEncryptionMethod = Values(NONE=0, AES=1, LUKS=2)


if TYPE_CHECKING:

    class TargetCipher(int):
        """Values of cipher."""

        NONE: ClassVar[TargetCipher]
        AES: ClassVar[TargetCipher]
        SERPENT: ClassVar[TargetCipher]
        TWOFISH: ClassVar[TargetCipher]

else:
    TargetCipher = Values(NONE=0, AES=1, SERPENT=2, TWOFISH=3)


if TYPE_CHECKING:

    class TargetCipherMode(int):
        """Values of cipher_mode."""

        NONE: ClassVar[TargetCipherMode]
        ECB: ClassVar[TargetCipherMode]
        CBC: ClassVar[TargetCipherMode]
        XTS: ClassVar[TargetCipherMode]
        CTR: ClassVar[TargetCipherMode]

else:
    TargetCipherMode = Values(NONE=0, ECB=1, CBC=2, XTS=3, CTR=4)


if TYPE_CHECKING:

    class TargetCipherVector(int):
        """Values of cipher_vector."""

        NONE: ClassVar[TargetCipherVector]
        PLAIN: ClassVar[TargetCipherVector]
        PLAIN64: ClassVar[TargetCipherVector]
        ESSIV: ClassVar[TargetCipherVector]

else:
    TargetCipherVector = Values(NONE=0, PLAIN=1, PLAIN64=2, ESSIV=3)


if TYPE_CHECKING:

    class TargetCipherHash(int):
        """Values of cipher_hash."""

        NONE: ClassVar[TargetCipherHash]
        SHA1: ClassVar[TargetCipherHash]
        SHA224: ClassVar[TargetCipherHash]
        SHA256: ClassVar[TargetCipherHash]
        SHA384: ClassVar[TargetCipherHash]
        SHA512: ClassVar[TargetCipherHash]
        MD5: ClassVar[TargetCipherHash]

else:
    TargetCipherHash = Values(NONE=0, SHA1=1, SHA224=2, SHA256=3, SHA384=4, SHA512=5, MD5=6)


if TYPE_CHECKING:

    class TargetFlag(int):
        """Values of flag."""

        EXTENDED_L2: ClassVar[TargetFlag]
        LAZY_REFCOUNTS: ClassVar[TargetFlag]
        COMPAT_V3: ClassVar[TargetFlag]
        COMPRESS: ClassVar[TargetFlag]
        BACKING_FILE: ClassVar[TargetFlag]
        DATA_FILE: ClassVar[TargetFlag]
        FORCE_SIZE: ClassVar[TargetFlag]
        ZEROED_GRAIN: ClassVar[TargetFlag]
        COMPAT6: ClassVar[TargetFlag]
        SCSI_ADAPTER: ClassVar[TargetFlag]
        NO_ZERO_STATE: ClassVar[TargetFlag]
        DATA_FILE_RAW: ClassVar[TargetFlag]
        ZSTD: ClassVar[TargetFlag]
        DETACHED_HEADER: ClassVar[TargetFlag]

else:
    TargetFlag = Values(
        EXTENDED_L2=1,
        LAZY_REFCOUNTS=2,
        COMPAT_V3=4,
        COMPRESS=8,
        BACKING_FILE=64,
        DATA_FILE=128,
        FORCE_SIZE=256,
        ZEROED_GRAIN=512,
        COMPAT6=1024,
        SCSI_ADAPTER=2048,
        NO_ZERO_STATE=4096,
        DATA_FILE_RAW=8192,
        ZSTD=16384,
        DETACHED_HEADER=32768,
    )


if TYPE_CHECKING:

    class TargetPreallocation(int):
        """Values of preallocation."""

        OFF: ClassVar[TargetPreallocation]
        METADATA: ClassVar[TargetPreallocation]
        FALLOC: ClassVar[TargetPreallocation]
        FULL: ClassVar[TargetPreallocation]

else:
    TargetPreallocation = Values(OFF=0, METADATA=1, FALLOC=2, FULL=3)


if TYPE_CHECKING:

    class TargetSubformat(int):
        """Values of subformat."""

        DEFAULT: ClassVar[TargetSubformat]
        MONOLITHIC_SPARSE: ClassVar[TargetSubformat]
        MONOLITHIC_FLAT: ClassVar[TargetSubformat]
        TWO_GB_MAX_EXTENT_SPARSE: ClassVar[TargetSubformat]
        TWO_GB_MAX_EXTENT_FLAT: ClassVar[TargetSubformat]
        STREAM_OPTIMIZED: ClassVar[TargetSubformat]
        DYNAMIC: ClassVar[TargetSubformat]
        FIXED: ClassVar[TargetSubformat]

else:
    TargetSubformat = Values(
        DEFAULT=0,
        MONOLITHIC_SPARSE=1,
        MONOLITHIC_FLAT=2,
        TWO_GB_MAX_EXTENT_SPARSE=3,
        TWO_GB_MAX_EXTENT_FLAT=4,
        STREAM_OPTIMIZED=5,
        DYNAMIC=6,
        FIXED=7,
    )


if TYPE_CHECKING:

    class TargetError(int):
        """Values of error."""

        OK: ClassVar[TargetError]
        OVERFLOW: ClassVar[TargetError]
        INVALID_OPTION: ClassVar[TargetError]
        INVALID_SIZE: ClassVar[TargetError]

else:
    TargetError = Values(OK=0, OVERFLOW=1, INVALID_OPTION=2, INVALID_SIZE=3)


class TargetOptions(Record, kw_only=True):
    """Format and options of a new image; 0 means the format's default wherever a number is asked
    for.
    """

    SIZE: ClassVar[int] = 56
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQQIIIIIII4x")

    cluster_size: int = 0
    """Cluster, grain or block size."""
    log_size: int = 0
    """Size of the VHDX log."""
    len_payload: int = 0
    """Bytes before the encrypted payload of LUKS or of LUKS inside qcow2; 0 without encryption."""
    format: int = 0
    """Format of the image."""
    subformat: int = 0
    """Variant of the format; `default` where it has only one."""
    flags: int = 0
    """Set of `flag`."""
    preallocation: int = 0
    """What is reserved or written beyond what is needed."""
    refcount_bits: int = 0
    """Width of qcow2 refcounts."""
    table_size: int = 0
    """Clusters in each qed table."""
    len_text: int = 0
    """Bytes of option text that the image stores. VMDK: hardware version, adapter type and tools
    version (the defaults of `new_descriptor` in vmdk.ksy where no option says otherwise), and
    with a backing file its `parent` and its name. qcow1: the backing file's name. 0 means the
    defaults without a backing file.
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
                "target options",
                "format",
                base + 24,
                self.format,
                "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
                "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
                "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg), 17 "
                "(asif), 18 (hdd)",
                6,
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
                "target options",
                "subformat",
                base + 28,
                self.subformat,
                "one of 0 (default), 1 (monolithic_sparse), 2 (monolithic_flat), 3 "
                "(two_gb_max_extent_sparse), 4 (two_gb_max_extent_flat), 5 "
                "(stream_optimized), 6 (dynamic), 7 (fixed)",
                6,
            )
        if self.preallocation not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "target options",
                "preallocation",
                base + 36,
                self.preallocation,
                "one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)",
                6,
            )

    def pack(self) -> bytes:
        """Return the 56 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.cluster_size,
            self.log_size,
            self.len_payload,
            self.format,
            self.subformat,
            self.flags,
            self.preallocation,
            self.refcount_bits,
            self.table_size,
            self.len_text,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> TargetOptions:
        """Check and return the target options at the start of `data`."""
        if len(data) < 56:
            raise FieldError(
                "target options", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_cluster_size = int.from_bytes(data[0:8], "little")
        v_log_size = int.from_bytes(data[8:16], "little")
        v_len_payload = int.from_bytes(data[16:24], "little")
        v_format = int.from_bytes(data[24:28], "little")
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
                "target options",
                "format",
                base + 24,
                v_format,
                "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
                "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
                "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg), 17 "
                "(asif), 18 (hdd)",
                6,
            )
        v_subformat = int.from_bytes(data[28:32], "little")
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
                "target options",
                "subformat",
                base + 28,
                v_subformat,
                "one of 0 (default), 1 (monolithic_sparse), 2 (monolithic_flat), 3 "
                "(two_gb_max_extent_sparse), 4 (two_gb_max_extent_flat), 5 "
                "(stream_optimized), 6 (dynamic), 7 (fixed)",
                6,
            )
        v_flags = int.from_bytes(data[32:36], "little")
        v_preallocation = int.from_bytes(data[36:40], "little")
        if v_preallocation not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "target options",
                "preallocation",
                base + 36,
                v_preallocation,
                "one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)",
                6,
            )
        v_refcount_bits = int.from_bytes(data[40:44], "little")
        v_table_size = int.from_bytes(data[44:48], "little")
        v_len_text = int.from_bytes(data[48:52], "little")
        if data[52:56] != b"\x00\x00\x00\x00":
            raise FieldError("target options", "reserved", base + 52, data[52:56], "zero", 4)
        return cls(
            cluster_size=v_cluster_size,
            log_size=v_log_size,
            len_payload=v_len_payload,
            format=v_format,
            subformat=v_subformat,
            flags=v_flags,
            preallocation=v_preallocation,
            refcount_bits=v_refcount_bits,
            table_size=v_table_size,
            len_text=v_len_text,
        )


class TargetEncryption(Record, kw_only=True):
    """How a new image is encrypted. It holds no key: the guest draws the master key, and the
    host derives what the passphrase opens (`key.ksy`). All bytes are zero for an image that is
    not encrypted.
    """

    SIZE: ClassVar[int] = 40
    LEN_KEY_MAX: ClassVar[int] = 64
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIIIIIIII4x")

    method: int = 0
    """Kind of encryption."""
    len_key: int = 0
    """Length of the disk's key, and of the slot's; two keys in one for xts. At most 64."""
    cipher: int = 0
    """What encrypts a block."""
    mode: int = 0
    """How blocks are chained."""
    vector: int = 0
    """Where the vector of each sector comes from."""
    vector_hash: int = 0
    """Hash of the key for essiv; with other vectors it is only named."""
    hash: int = 0
    """Hash of the derivations and of the anti-forensic split."""
    master_iterations: int = 0
    """Iterations of the master key's digest."""
    slot_iterations: int = 0
    """Iterations of the passphrase's key."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.method not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "target encryption",
                "method",
                base,
                self.method,
                "one of 0 (none), 1 (aes), 2 (luks)",
                6,
            )
        if self.len_key > 64:
            raise FieldError(
                "target encryption", "len_key", base + 4, self.len_key, "at most 64", 3
            )
        if self.cipher not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "target encryption",
                "cipher",
                base + 8,
                self.cipher,
                "one of 0 (none), 1 (aes), 2 (serpent), 3 (twofish)",
                6,
            )
        if self.mode not in (
            0,
            1,
            2,
            3,
            4,
        ):
            raise FieldError(
                "target encryption",
                "mode",
                base + 12,
                self.mode,
                "one of 0 (none), 1 (ecb), 2 (cbc), 3 (xts), 4 (ctr)",
                6,
            )
        if self.vector not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "target encryption",
                "vector",
                base + 16,
                self.vector,
                "one of 0 (none), 1 (plain), 2 (plain64), 3 (essiv)",
                6,
            )
        if self.vector_hash not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ):
            raise FieldError(
                "target encryption",
                "vector_hash",
                base + 20,
                self.vector_hash,
                "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), "
                "6 (md5)",
                6,
            )
        if self.hash not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ):
            raise FieldError(
                "target encryption",
                "hash",
                base + 24,
                self.hash,
                "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), "
                "6 (md5)",
                6,
            )

    def pack(self) -> bytes:
        """Return the 40 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.method,
            self.len_key,
            self.cipher,
            self.mode,
            self.vector,
            self.vector_hash,
            self.hash,
            self.master_iterations,
            self.slot_iterations,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> TargetEncryption:
        """Check and return the target encryption at the start of `data`."""
        if len(data) < 40:
            raise FieldError(
                "target encryption", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_method = int.from_bytes(data[0:4], "little")
        if v_method not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "target encryption",
                "method",
                base,
                v_method,
                "one of 0 (none), 1 (aes), 2 (luks)",
                6,
            )
        v_len_key = int.from_bytes(data[4:8], "little")
        if v_len_key > 64:
            raise FieldError("target encryption", "len_key", base + 4, v_len_key, "at most 64", 3)
        v_cipher = int.from_bytes(data[8:12], "little")
        if v_cipher not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "target encryption",
                "cipher",
                base + 8,
                v_cipher,
                "one of 0 (none), 1 (aes), 2 (serpent), 3 (twofish)",
                6,
            )
        v_mode = int.from_bytes(data[12:16], "little")
        if v_mode not in (
            0,
            1,
            2,
            3,
            4,
        ):
            raise FieldError(
                "target encryption",
                "mode",
                base + 12,
                v_mode,
                "one of 0 (none), 1 (ecb), 2 (cbc), 3 (xts), 4 (ctr)",
                6,
            )
        v_vector = int.from_bytes(data[16:20], "little")
        if v_vector not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "target encryption",
                "vector",
                base + 16,
                v_vector,
                "one of 0 (none), 1 (plain), 2 (plain64), 3 (essiv)",
                6,
            )
        v_vector_hash = int.from_bytes(data[20:24], "little")
        if v_vector_hash not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ):
            raise FieldError(
                "target encryption",
                "vector_hash",
                base + 20,
                v_vector_hash,
                "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), "
                "6 (md5)",
                6,
            )
        v_hash = int.from_bytes(data[24:28], "little")
        if v_hash not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ):
            raise FieldError(
                "target encryption",
                "hash",
                base + 24,
                v_hash,
                "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), "
                "6 (md5)",
                6,
            )
        v_master_iterations = int.from_bytes(data[28:32], "little")
        v_slot_iterations = int.from_bytes(data[32:36], "little")
        if data[36:40] != b"\x00\x00\x00\x00":
            raise FieldError("target encryption", "reserved", base + 36, data[36:40], "zero", 4)
        return cls(
            method=v_method,
            len_key=v_len_key,
            cipher=v_cipher,
            mode=v_mode,
            vector=v_vector,
            vector_hash=v_vector_hash,
            hash=v_hash,
            master_iterations=v_master_iterations,
            slot_iterations=v_slot_iterations,
        )


class TargetImage(Record, kw_only=True):
    """A new image, for the operations that write one. Its files are the first of the run, the
    image itself before the others.
    """

    SIZE: ClassVar[int] = 8416
    NUM_OUTPUTS_MIN: ClassVar[int] = 1
    NUM_OUTPUTS_MAX: ClassVar[int] = 256
    HAS_PARENT_MAX: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<56sQQIIIIIIIIIIQ64s40s8192s")

    options: TargetOptions = later(lambda: TargetOptions())
    """Format and options."""
    virtual_size: int = 0
    """Size of the disk, before the format rounds it."""
    unix_time: int = 0
    """Now, or what SOURCE_DATE_EPOCH says."""
    num_outputs: int
    """Files that are written, the image included. 1..256."""
    len_backing_name: int = 0
    """Length of the backing file's name, the first of `texts`; 0 without one."""
    len_backing_format: int = 0
    """Length of its format's name, which follows."""
    len_data_file: int = 0
    """Length of the external data file's name."""
    len_file_name: int = 0
    """Length of the image's own name without its directory, which extents are named after."""
    hw_version_room: int = 0
    """Length of a VMDK's hardware version, the text after the names, plus 1; 0 for the default."""
    adapter_type_room: int = 0
    """The same of its adapter type, which follows."""
    tools_version_room: int = 0
    """The same of the version of its tools."""
    parent_cid: int = 0
    """The CID of a VMDK's backing file."""
    has_parent: int = 0
    """1 where the backing file of a VHD or VHDX is the file before those that are written, and
    names itself. At most 1.
    """
    parent_time: int = 0
    """When that file was last written."""
    entropy: bytes = bytes(64)
    """Random bytes, or made of `--seed`."""
    encryption: TargetEncryption = later(lambda: TargetEncryption())
    """How it is encrypted."""
    texts: bytes = bytes(8192)
    """Names, one after the other, then zeros."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        self.options.check(base=base)
        if not 1 <= self.num_outputs <= 256:
            raise FieldError(
                "target image", "num_outputs", base + 72, self.num_outputs, "1..256", 3
            )
        if self.has_parent > 1:
            raise FieldError(
                "target image", "has_parent", base + 108, self.has_parent, "at most 1", 3
            )
        if len(self.entropy) != 64:
            raise FieldError(
                "target image",
                "entropy",
                base + 120,
                len(self.entropy),
                "must have the length 64",
                7,
            )
        self.encryption.check(base=base + 184)
        if len(self.texts) != 8192:
            raise FieldError(
                "target image", "texts", base + 224, len(self.texts), "must have the length 8192", 7
            )

    def pack(self) -> bytes:
        """Return the 8416 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.options.pack_unchecked(),
            self.virtual_size,
            self.unix_time,
            self.num_outputs,
            self.len_backing_name,
            self.len_backing_format,
            self.len_data_file,
            self.len_file_name,
            self.hw_version_room,
            self.adapter_type_room,
            self.tools_version_room,
            self.parent_cid,
            self.has_parent,
            self.parent_time,
            self.entropy,
            self.encryption.pack_unchecked(),
            self.texts,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> TargetImage:
        """Check and return the target image at the start of `data`."""
        if len(data) < 8416:
            raise FieldError("target image", "", base + len(data), len(data), "needs more bytes", 1)
        v_options = TargetOptions.unpack(data[0:56], base=base + 0)
        v_virtual_size = int.from_bytes(data[56:64], "little")
        v_unix_time = int.from_bytes(data[64:72], "little")
        v_num_outputs = int.from_bytes(data[72:76], "little")
        if not 1 <= v_num_outputs <= 256:
            raise FieldError("target image", "num_outputs", base + 72, v_num_outputs, "1..256", 3)
        v_len_backing_name = int.from_bytes(data[76:80], "little")
        v_len_backing_format = int.from_bytes(data[80:84], "little")
        v_len_data_file = int.from_bytes(data[84:88], "little")
        v_len_file_name = int.from_bytes(data[88:92], "little")
        v_hw_version_room = int.from_bytes(data[92:96], "little")
        v_adapter_type_room = int.from_bytes(data[96:100], "little")
        v_tools_version_room = int.from_bytes(data[100:104], "little")
        v_parent_cid = int.from_bytes(data[104:108], "little")
        v_has_parent = int.from_bytes(data[108:112], "little")
        if v_has_parent > 1:
            raise FieldError("target image", "has_parent", base + 108, v_has_parent, "at most 1", 3)
        v_parent_time = int.from_bytes(data[112:120], "little")
        v_entropy = data[120:184]
        v_encryption = TargetEncryption.unpack(data[184:224], base=base + 184)
        v_texts = data[224:8416]
        return cls(
            options=v_options,
            virtual_size=v_virtual_size,
            unix_time=v_unix_time,
            num_outputs=v_num_outputs,
            len_backing_name=v_len_backing_name,
            len_backing_format=v_len_backing_format,
            len_data_file=v_len_data_file,
            len_file_name=v_len_file_name,
            hw_version_room=v_hw_version_room,
            adapter_type_room=v_adapter_type_room,
            tools_version_room=v_tools_version_room,
            parent_cid=v_parent_cid,
            has_parent=v_has_parent,
            parent_time=v_parent_time,
            entropy=v_entropy,
            encryption=v_encryption,
            texts=v_texts,
        )
