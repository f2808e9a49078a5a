# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/luks.ksy spec=93b18077 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Linux unified key setup, versions 1 and 2."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


SECTOR_SIZE = 512
"""All sectors in a LUKS1 header have this size, whatever the disk's is."""
HEADER_AREA_BYTES = 4096
"""Neither key material nor payload starts before this, which leaves room after the phdr."""
STRIPES = 4000
"""Anti-forensic stripes of every key slot that any known writer has made."""
NUM_KEY_SLOTS = 8
"""A LUKS1 header always has this many slots, used or not."""
LEN_KEY_128 = 16
"""Key of 128 bits."""
LEN_KEY_192 = 24
"""Key of 192 bits."""
LEN_KEY_256 = 32
"""Key of 256 bits."""
LEN_MD5 = 16
"""Hash of MD5."""
LEN_SHA1 = 20
"""Hash of SHA-1."""
LEN_SHA224 = 28
"""Hash of SHA-224."""
LEN_SHA256 = 32
"""Hash of SHA-256."""
LEN_SHA384 = 48
"""Hash of SHA-384."""
LEN_SHA512 = 64
"""Hash of SHA-512."""
LEN_RIPEMD160 = 20
"""Hash of RIPEMD-160."""
LEN_SM3 = 32
"""Hash of SM3."""
KEY_MATERIAL_ALIGN = 8
"""qemu rounds the length of key material up to this, 4096 bytes, where it looks for overlaps."""
MIN_LEN_HEADER2 = 0x4000
"""The smallest LUKS2 header with its JSON area, and so the first place where its copy may be."""
MAX_LEN_HEADER2 = 0x400000
"""The largest. Each size between them is twice the one before."""
MAX_KEY_SLOTS2 = 32
"""Key slots of LUKS2 at most."""
MAX_SECTOR_SIZE = 4096
"""Largest sector that LUKS2 encrypts as one."""
CIPHER_AES = "aes"
"""Cipher with keys of 16, 24 or 32 bytes."""
CIPHER_SERPENT = "serpent"
"""Cipher with keys of 16, 24 or 32 bytes."""
CIPHER_TWOFISH = "twofish"
"""Cipher with keys of 16, 24 or 32 bytes."""
CIPHER_CAST5 = "cast5"
"""Cipher with keys of 16 bytes."""
CIPHER_SM4 = "sm4"
"""Cipher with keys of 16 bytes, known since qemu 9.0."""
SHOWN_AES = "AES"
"""How qemu spells the cipher where essiv has none of the length of its hash."""
SHOWN_SERPENT = "Serpent"
"""The same."""
SHOWN_TWOFISH = "Twofish"
"""The same."""
SHOWN_CAST5 = "cast5-128"
"""How qemu spells the cipher where essiv cannot use it."""
MODE_ECB = "ecb"
"""Each block alone."""
MODE_CBC = "cbc"
"""Cipher block chaining, the mode before XTS."""
MODE_XTS = "xts"
"""The usual mode, with two keys in one."""
MODE_CTR = "ctr"
"""Counter mode."""
VECTOR_PLAIN = "plain"
"""Vectors are the sector's number, in 32 bits."""
VECTOR_PLAIN64 = "plain64"
"""Vectors are the sector's number, in 64 bits."""
VECTOR_ESSIV = "essiv"
"""Vectors are the sector's number, encrypted with a hash of the key."""
HASH_MD5 = "md5"
"""Hash of 16 bytes."""
HASH_SHA1 = "sha1"
"""Hash of 20 bytes."""
HASH_SHA224 = "sha224"
"""Hash of 28 bytes."""
HASH_SHA256 = "sha256"
"""Hash of 32 bytes, the usual one."""
HASH_SHA384 = "sha384"
"""Hash of 48 bytes."""
HASH_SHA512 = "sha512"
"""Hash of 64 bytes."""
HASH_RIPEMD160 = "ripemd160"
"""Hash of 20 bytes."""
HASH_SM3 = "sm3"
"""Hash of 32 bytes, known since qemu 9.0."""
JSON_SIZE = "json_size"
"""LUKS2: the member of the text's `config` that gives the bytes of the JSON area."""
KEYSLOTS_SIZE = "keyslots_size"
"""LUKS2: the member of the text's `config` that gives the bytes for key material."""
JSON_CONFIG = "config"
"""LUKS2: What counts for the whole volume."""
JSON_REQUIREMENTS = "requirements"
"""LUKS2: What a reader has to know."""
JSON_MANDATORY = "mandatory"
"""LUKS2: Names of what it cannot do without."""
JSON_KEYSLOTS = "keyslots"
"""LUKS2: Key slots by their numbers; of a digest, those with its key."""
JSON_SEGMENTS = "segments"
"""LUKS2: Parts of the disk by their numbers; of a digest, those with its key."""
JSON_DIGESTS = "digests"
"""LUKS2: Digests of keys by their numbers."""
JSON_TYPE = "type"
"""LUKS2: The kind of what has it."""
JSON_AREA_OFFSET = "offset"
"""LUKS2: Where a segment or the area of a key slot begins."""
JSON_AREA_SIZE = "size"
"""LUKS2: How long it is."""
JSON_IV_TWEAK = "iv_tweak"
"""LUKS2: Number of a segment's first sector of 512 bytes in vectors."""
JSON_ENCRYPTION = "encryption"
"""LUKS2: Cipher, mode and vectors, such as aes-xts-plain64."""
JSON_SECTOR_SIZE = "sector_size"
"""LUKS2: Bytes that are encrypted as one."""
JSON_INTEGRITY = "integrity"
"""LUKS2: Of a segment with checksums of its sectors."""
JSON_PRIORITY = "priority"
"""LUKS2: Whether and when a key slot is tried (enum `slot_priority`)."""
JSON_KEY_SIZE = "key_size"
"""LUKS2: Bytes of a key."""
JSON_AF = "af"
"""LUKS2: How a key is split."""
JSON_STRIPES = "stripes"
"""LUKS2: Into how many pieces."""
JSON_HASH = "hash"
"""LUKS2: Name of a hash."""
JSON_AREA = "area"
"""LUKS2: Where a split key is, and how it is encrypted."""
JSON_KDF = "kdf"
"""LUKS2: How the key of an area comes of a passphrase."""
JSON_TIME = "time"
"""LUKS2: Passes of Argon2."""
JSON_MEMORY = "memory"
"""LUKS2: Its memory in KiB."""
JSON_CPUS = "cpus"
"""LUKS2: Its lanes."""
JSON_ITERATIONS = "iterations"
"""LUKS2: Of PBKDF2."""
JSON_SALT = "salt"
"""LUKS2: In base64."""
JSON_DIGEST = "digest"
"""LUKS2: In base64."""
SEGMENT_CRYPT = "crypt"
"""LUKS2: A segment that is encrypted."""
SIZE_DYNAMIC = "dynamic"
"""LUKS2: Size of a segment up to the end of the file."""
SLOT_LUKS2 = "luks2"
"""LUKS2: A key slot with a passphrase."""
SLOT_REENCRYPT = "reencrypt"
"""LUKS2: One that describes how the disk is encrypted anew."""
AREA_RAW = "raw"
"""LUKS2: An area of bytes."""
AF_LUKS1 = "luks1"
"""LUKS2: The split of version 1."""
KDF_ARGON2I = "argon2i"
"""LUKS2: A form of Argon2."""
KDF_ARGON2ID = "argon2id"
"""LUKS2: The usual form of Argon2."""
KDF_PBKDF2 = "pbkdf2"
"""LUKS2: The derivation of version 1."""
# Both versions, LUKS and 0xbabe. At 0: 4c 55 4b 53 ba be

if TYPE_CHECKING:

    class LuksHeader2Magic(int):
        """Values of header2_magic."""

        FIRST: ClassVar[LuksHeader2Magic]
        COPY: ClassVar[LuksHeader2Magic]

else:
    LuksHeader2Magic = Values(FIRST=0x4C554B53, COPY=0x534B554C)


if TYPE_CHECKING:

    class LuksSlotPriority(int):
        """Values of slot_priority."""

        IGNORE: ClassVar[LuksSlotPriority]
        NORMAL: ClassVar[LuksSlotPriority]
        PREFER: ClassVar[LuksSlotPriority]

else:
    LuksSlotPriority = Values(IGNORE=0, NORMAL=1, PREFER=2)


if TYPE_CHECKING:

    class LuksSlotState(int):
        """Values of slot_state."""

        INACTIVE: ClassVar[LuksSlotState]
        ACTIVE: ClassVar[LuksSlotState]

else:
    LuksSlotState = Values(INACTIVE=57005, ACTIVE=0xAC71F3)


class LuksKeySlot(Record, kw_only=True):
    """One copy of the disk's key, locked with one passphrase."""

    SIZE: ClassVar[int] = 48
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">II32sII")

    state: int = 0
    """Whether the slot holds a key."""
    iterations: int = 0
    """Iterations of PBKDF2 from the passphrase to the key that unlocks this slot."""
    salt: bytes = bytes(32)
    """Salt of that derivation."""
    key_material_sector: int = 0
    """Where the slot's key material starts, in sectors of 512 bytes from the start of the phdr.
    Set for inactive slots too: their place is fixed when the disk is formatted.
    """
    stripes: int = 0
    """The key is spread over this many times its length, so that losing any part loses all.
    Always 4000.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.salt) != 32:
            raise FieldError(
                "luks key slot", "salt", base + 8, len(self.salt), "must have the length 32", 7
            )

    def pack(self) -> bytes:
        """Return the 48 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.state, self.iterations, self.salt, self.key_material_sector, self.stripes
        )


class LuksPhdr(Record, kw_only=True):
    """Partition header of LUKS1, at the start of the file. qemu checks magic, version, the
    terminators of the three names, `payload_sector`, `mk_digest_iterations`, then slot by slot;
    then the names. Bytes past the end of the file read as zeros.
    """

    SIZE: ClassVar[int] = 592
    MAGIC: ClassVar[bytes] = b"LUKS\xba\xbe"
    PAYLOAD_SECTOR_MIN: ClassVar[int] = 8
    MK_DIGEST_ITERATIONS_MIN: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">6sH32s32s32sII20s32sI40s384s")

    version: int = 1
    """1 for this layout. Version 2 has the same magic and another layout, `header2`."""
    cipher_name: bytes = bytes(32)
    """Block cipher, such as `aes`, `twofish`, `serpent`, padded with zeros."""
    cipher_mode: bytes = bytes(32)
    """Mode and generator of initialisation vectors, such as `xts-plain64` or `cbc-essiv:sha256`,
    padded with zeros.
    """
    hash_spec: bytes = bytes(32)
    """Hash for key derivation and for the anti-forensic split, such as `sha256`, padded with
    zeros.
    """
    payload_sector: int
    """Where the encrypted disk starts, in sectors of 512 bytes. In a qcow2 image it is written
    as usual, but not used. At least 8.
    """
    len_key: int = 0
    """Length of the disk's key. XTS takes two keys in one, so 64 for AES-256."""
    mk_digest: bytes = bytes(20)
    """PBKDF2 of the disk's key; shows whether a passphrase is right."""
    mk_digest_salt: bytes = bytes(32)
    """Salt of that derivation."""
    mk_digest_iterations: int
    """Iterations of that derivation. At least 1."""
    uuid: bytes = bytes(40)
    """UUID as text, 36 characters padded with zeros."""
    key_slots: tuple[LuksKeySlot, ...]
    """The slots, used or not."""

    @property
    def ofs_payload(self) -> int:
        """Where the encrypted disk starts."""
        return self.payload_sector * 512

    @property
    def num_key_material_sectors(self) -> int:
        """Sectors that the key material of one slot with 4000 stripes takes."""
        return ((self.len_key * 4000) + 511) // 512

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.version != 1:
            raise FieldError("luks phdr", "version", base + 6, self.version, "1", 3)
        if len(self.cipher_name) != 32:
            raise FieldError(
                "luks phdr",
                "cipher_name",
                base + 8,
                len(self.cipher_name),
                "must have the length 32",
                7,
            )
        if len(self.cipher_mode) != 32:
            raise FieldError(
                "luks phdr",
                "cipher_mode",
                base + 40,
                len(self.cipher_mode),
                "must have the length 32",
                7,
            )
        if len(self.hash_spec) != 32:
            raise FieldError(
                "luks phdr",
                "hash_spec",
                base + 72,
                len(self.hash_spec),
                "must have the length 32",
                7,
            )
        if self.payload_sector < 8:
            raise FieldError(
                "luks phdr", "payload_sector", base + 104, self.payload_sector, "at least 8", 3
            )
        if len(self.mk_digest) != 20:
            raise FieldError(
                "luks phdr",
                "mk_digest",
                base + 112,
                len(self.mk_digest),
                "must have the length 20",
                7,
            )
        if len(self.mk_digest_salt) != 32:
            raise FieldError(
                "luks phdr",
                "mk_digest_salt",
                base + 132,
                len(self.mk_digest_salt),
                "must have the length 32",
                7,
            )
        if self.mk_digest_iterations < 1:
            raise FieldError(
                "luks phdr",
                "mk_digest_iterations",
                base + 164,
                self.mk_digest_iterations,
                "at least 1",
                3,
            )
        if len(self.uuid) != 40:
            raise FieldError(
                "luks phdr", "uuid", base + 168, len(self.uuid), "must have the length 40", 7
            )
        for index, item in enumerate(self.key_slots):
            item.check(base=base + 208 + 48 * index)

    def pack(self) -> bytes:
        """Return the 592 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version,
            self.cipher_name,
            self.cipher_mode,
            self.hash_spec,
            self.payload_sector,
            self.len_key,
            self.mk_digest,
            self.mk_digest_salt,
            self.mk_digest_iterations,
            self.uuid,
            b"".join(x.pack_unchecked() for x in self.key_slots),
        )


class LuksHeader2(Record, kw_only=True):
    """Binary header of LUKS2. After it, up to `len_header`, follows a JSON text with the key
    slots, segments and tokens. A second copy of both, with the magic `SKUL`, follows at
    `len_header`. Numbers are big-endian.
    """

    SIZE: ClassVar[int] = 4096
    MAGIC_END: ClassVar[bytes] = b"\xba\xbe"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">I2sHQQ48s32s64s40s48sQ184s64s3584s")

    magic: int = 0
    """Which of the two headers this is."""
    version: int = 2
    """2 for this layout."""
    len_header: int
    """Bytes in this header and its JSON area together, 16 KiB to 4 MiB. 0x4000, 0x8000, 0x10000,
    0x20000, 0x40000, 0x80000, 0x100000, 0x200000 or 0x400000.
    """
    sequence: int = 0
    """Raised with each update; the copy with the larger one is the newer."""
    label: bytes = bytes(48)
    """Label, padded with zeros."""
    checksum_algorithm: bytes = bytes(32)
    """Name of the hash in `checksum`, such as `sha256`, padded with zeros."""
    salt: bytes = bytes(64)
    """Random bytes, different in each update, so that no two headers have the same hash."""
    uuid: bytes = bytes(40)
    """UUID as text, padded with zeros."""
    subsystem: bytes = bytes(48)
    """Secondary label for a subsystem's use, padded with zeros."""
    ofs_header: int = 0
    """Offset of this copy on the device, so that a copy that was moved is noticed. 0 in the
    first.
    """
    reserved: bytes = bytes(184)
    """Zeros."""
    checksum: bytes = bytes(64)
    """Hash over this header with this field zero, and the JSON area; padded with zeros."""
    padding: bytes = bytes(3584)
    """Fills the header up to 4096 bytes."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic not in (
            0x4C554B53,
            0x534B554C,
        ):
            raise FieldError(
                "luks header2",
                "magic",
                base,
                self.magic,
                "one of 1280658259 (first), 1397445964 (copy)",
                6,
            )
        if self.version != 2:
            raise FieldError("luks header2", "version", base + 6, self.version, "2", 3)
        if self.len_header not in (
            0x4000,
            0x8000,
            0x10000,
            0x20000,
            0x40000,
            0x80000,
            0x100000,
            0x200000,
            0x400000,
        ):
            raise FieldError(
                "luks header2",
                "len_header",
                base + 8,
                self.len_header,
                "0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000 or "
                "0x400000",
                3,
            )
        if len(self.label) != 48:
            raise FieldError(
                "luks header2", "label", base + 24, len(self.label), "must have the length 48", 7
            )
        if len(self.checksum_algorithm) != 32:
            raise FieldError(
                "luks header2",
                "checksum_algorithm",
                base + 72,
                len(self.checksum_algorithm),
                "must have the length 32",
                7,
            )
        if len(self.salt) != 64:
            raise FieldError(
                "luks header2", "salt", base + 104, len(self.salt), "must have the length 64", 7
            )
        if len(self.uuid) != 40:
            raise FieldError(
                "luks header2", "uuid", base + 168, len(self.uuid), "must have the length 40", 7
            )
        if len(self.subsystem) != 48:
            raise FieldError(
                "luks header2",
                "subsystem",
                base + 208,
                len(self.subsystem),
                "must have the length 48",
                7,
            )
        if len(self.reserved) != 184:
            raise FieldError(
                "luks header2",
                "reserved",
                base + 264,
                len(self.reserved),
                "must have the length 184",
                7,
            )
        if len(self.checksum) != 64:
            raise FieldError(
                "luks header2",
                "checksum",
                base + 448,
                len(self.checksum),
                "must have the length 64",
                7,
            )
        if len(self.padding) != 3584:
            raise FieldError(
                "luks header2",
                "padding",
                base + 512,
                len(self.padding),
                "must have the length 3584",
                7,
            )

    def pack(self) -> bytes:
        """Return the 4096 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.MAGIC_END,
            self.version,
            self.len_header,
            self.sequence,
            self.label,
            self.checksum_algorithm,
            self.salt,
            self.uuid,
            self.subsystem,
            self.ofs_header,
            self.reserved,
            self.checksum,
            self.padding,
        )
