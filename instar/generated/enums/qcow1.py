# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/qcow1.ksy spec=e6f25dc2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU copy-on-write image, version 1 ("qcow"): enums."""

from enum import IntEnum


class Qcow1CryptMethod(IntEnum):
    """Values of crypt_method."""

    NONE = 0
    """Not encrypted."""
    AES = 1
    """AES-128 in CBC mode, as in qcow2; the key is the first 16 bytes of the passphrase. Weak."""
