# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/key.ksy spec=ee0a4515 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Deriving keys."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


OFS_REQUEST = 0x3000
"""Where `request` is in the control region."""
OFS_PASSWORD = 0x3100
"""Where the bytes to derive from are, unless they are a secret of the host's."""
OFS_KEY = 0x3200
"""Where the host puts the key."""
MAX_LEN = 64
"""Longest key, and longest password of the guest's."""
NO_SECRET = 0xFFFFFFFF
"""Number of no secret; the password is the guest's."""
NEW_IMAGE = 0
"""Number of the secret of a new image."""
FIRST_SOURCE = 1
"""Number of the secret of the first source, which is the first file of the run. Those of further
sources follow.
"""
OLD_SECRET = 0xFFFFFFFE
"""Number of the secret whose key slots are erased."""
PER_LAYER = 64
"""The secret of the image below another one has a number that is larger by this: as many as
there are sources at most, so that those of all members of all chains differ.
"""
MAX_ITERATIONS = 0x10000000
"""Iterations that all derivations of a run may take together, each as often as its hash has to
be repeated for the length of the key. About four minutes of a slow processor; qemu-img takes two
seconds, and cryptsetup as much.
"""
MAX_MEMORY = 0x100000
"""KiB of memory that Argon2 may take, as much as cryptsetup takes by default. A pass over a KiB
counts as an iteration of `max_iterations`.
"""
MAX_LANES = 16
"""Lanes that Argon2 may have, each with a thread of its own. Programs use four at most."""
MIN_MEMORY_OF_LANE = 8
"""KiB of memory that Argon2 takes for each lane at least."""
MIN_SALT_OF_ARGON2 = 8
"""Shortest salt of Argon2."""
MIN_KEY_OF_ARGON2 = 4
"""Shortest key of Argon2."""
MIN_COST = 0x1000
"""Iterations that a request counts for at least, so that requests end too."""

if TYPE_CHECKING:

    class KeyMethod(int):
        """Values of method."""

        PBKDF2: ClassVar[KeyMethod]
        AS_IT_IS: ClassVar[KeyMethod]
        LOOK: ClassVar[KeyMethod]
        ARGON2I: ClassVar[KeyMethod]
        ARGON2ID: ClassVar[KeyMethod]

else:
    KeyMethod = Values(PBKDF2=0, AS_IT_IS=1, LOOK=2, ARGON2I=3, ARGON2ID=4)


if TYPE_CHECKING:

    class KeyStatus(int):
        """Values of status."""

        OK: ClassVar[KeyStatus]
        NO_SECRET: ClassVar[KeyStatus]
        TOO_MANY_ITERATIONS: ClassVar[KeyStatus]
        TOO_MUCH_MEMORY: ClassVar[KeyStatus]
        NO_ARGON2: ClassVar[KeyStatus]

else:
    KeyStatus = Values(OK=0, NO_SECRET=1, TOO_MANY_ITERATIONS=2, TOO_MUCH_MEMORY=3, NO_ARGON2=4)


class KeyRequest(Record, kw_only=True):
    """What to derive a key from, and how."""

    SIZE: ClassVar[int] = 104
    LEN_PASSWORD_MAX: ClassVar[int] = 64
    LEN_KEY_MIN: ClassVar[int] = 1
    LEN_KEY_MAX: ClassVar[int] = 64
    LEN_SALT_MAX: ClassVar[int] = 64
    LANES_MAX: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIIIIIII64sII")

    secret: int = 0
    """Number of the host's secret, or `no_secret`."""
    method: int = 0
    """How the key comes of the secret."""
    hash: int = 0
    """Hash of the HMAC; none where there is no PBKDF2."""
    iterations: int = 0
    """Iterations of PBKDF2, or passes of Argon2; 0 where nothing is derived."""
    len_password: int = 0
    """Length of the guest's own password; 0 with a secret. At most 64."""
    len_key: int
    """Length of the key. 1..64."""
    status: int = 0
    """The answer."""
    len_salt: int = 0
    """Length of the salt. At most 64."""
    salt: bytes = bytes(64)
    """Salt of the derivation, padded with zeros."""
    memory: int = 0
    """KiB of memory for Argon2; else 0."""
    lanes: int = 0
    """Lanes of Argon2; else 0. At most 16."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.method not in (
            0,
            1,
            2,
            3,
            4,
        ):
            raise FieldError(
                "key request",
                "method",
                base + 4,
                self.method,
                "one of 0 (pbkdf2), 1 (as_it_is), 2 (look), 3 (argon2i), 4 (argon2id)",
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
                "key request",
                "hash",
                base + 8,
                self.hash,
                "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), "
                "6 (md5)",
                6,
            )
        if self.len_password > 64:
            raise FieldError(
                "key request", "len_password", base + 16, self.len_password, "at most 64", 3
            )
        if not 1 <= self.len_key <= 64:
            raise FieldError("key request", "len_key", base + 20, self.len_key, "1..64", 3)
        if self.status not in (
            0,
            1,
            2,
            3,
            4,
        ):
            raise FieldError(
                "key request",
                "status",
                base + 24,
                self.status,
                "one of 0 (ok), 1 (no_secret), 2 (too_many_iterations), 3 (too_much_memory), "
                "4 (no_argon2)",
                6,
            )
        if self.len_salt > 64:
            raise FieldError("key request", "len_salt", base + 28, self.len_salt, "at most 64", 3)
        if len(self.salt) != 64:
            raise FieldError(
                "key request", "salt", base + 32, len(self.salt), "must have the length 64", 7
            )
        if self.lanes > 16:
            raise FieldError("key request", "lanes", base + 100, self.lanes, "at most 16", 3)

    def pack(self) -> bytes:
        """Return the 104 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.secret,
            self.method,
            self.hash,
            self.iterations,
            self.len_password,
            self.len_key,
            self.status,
            self.len_salt,
            self.salt,
            self.memory,
            self.lanes,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> KeyRequest:
        """Check and return the key request at the start of `data`."""
        if len(data) < 104:
            raise FieldError("key request", "", base + len(data), len(data), "needs more bytes", 1)
        v_secret = int.from_bytes(data[0:4], "little")
        v_method = int.from_bytes(data[4:8], "little")
        if v_method not in (
            0,
            1,
            2,
            3,
            4,
        ):
            raise FieldError(
                "key request",
                "method",
                base + 4,
                v_method,
                "one of 0 (pbkdf2), 1 (as_it_is), 2 (look), 3 (argon2i), 4 (argon2id)",
                6,
            )
        v_hash = int.from_bytes(data[8:12], "little")
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
                "key request",
                "hash",
                base + 8,
                v_hash,
                "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), "
                "6 (md5)",
                6,
            )
        v_iterations = int.from_bytes(data[12:16], "little")
        v_len_password = int.from_bytes(data[16:20], "little")
        if v_len_password > 64:
            raise FieldError(
                "key request", "len_password", base + 16, v_len_password, "at most 64", 3
            )
        v_len_key = int.from_bytes(data[20:24], "little")
        if not 1 <= v_len_key <= 64:
            raise FieldError("key request", "len_key", base + 20, v_len_key, "1..64", 3)
        v_status = int.from_bytes(data[24:28], "little")
        if v_status not in (
            0,
            1,
            2,
            3,
            4,
        ):
            raise FieldError(
                "key request",
                "status",
                base + 24,
                v_status,
                "one of 0 (ok), 1 (no_secret), 2 (too_many_iterations), 3 (too_much_memory), "
                "4 (no_argon2)",
                6,
            )
        v_len_salt = int.from_bytes(data[28:32], "little")
        if v_len_salt > 64:
            raise FieldError("key request", "len_salt", base + 28, v_len_salt, "at most 64", 3)
        v_salt = data[32:96]
        v_memory = int.from_bytes(data[96:100], "little")
        v_lanes = int.from_bytes(data[100:104], "little")
        if v_lanes > 16:
            raise FieldError("key request", "lanes", base + 100, v_lanes, "at most 16", 3)
        return cls(
            secret=v_secret,
            method=v_method,
            hash=v_hash,
            iterations=v_iterations,
            len_password=v_len_password,
            len_key=v_len_key,
            status=v_status,
            len_salt=v_len_salt,
            salt=v_salt,
            memory=v_memory,
            lanes=v_lanes,
        )
