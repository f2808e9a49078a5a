# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/key.ksy spec=ee0a4515 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Deriving keys: enums."""

from enum import IntEnum


class KeyMethod(IntEnum):
    """Values of method."""

    PBKDF2 = 0
    """RFC 8018, with the HMAC of a hash."""
    AS_IT_IS = 1
    """The first bytes of the secret, and zeros after its end."""
    LOOK = 2
    """Only whether there is such a secret; the key is zeros."""
    ARGON2I = 3
    """RFC 9106, version 1.3, of a secret of the host's."""
    ARGON2ID = 4
    """The same, in its usual form."""


class KeyStatus(IntEnum):
    """Values of status."""

    OK = 0
    """Derived."""
    NO_SECRET = 1
    """There is no such secret."""
    TOO_MANY_ITERATIONS = 2
    """The run would take more than it may."""
    TOO_MUCH_MEMORY = 3
    """It takes more memory than it may, or than there is."""
    NO_ARGON2 = 4
    """The host has no Argon2."""
