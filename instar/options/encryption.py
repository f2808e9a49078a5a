# SPDX-License-Identifier: Apache-2.0
"""How a new image is to be encrypted: the options of `create` and `convert`, in the words and order
of qemu-img, and what the guest needs to know of them.
"""

from __future__ import annotations

from instar.generated import refusals
from instar.generated.source import SourceFormat
from instar.generated.target import (
    TargetCipher,
    TargetCipherHash,
    TargetCipherMode,
    TargetCipherVector,
    TargetEncryption,
    TargetEncryptionMethod,
)
from instar.layout.hashes import HASHES
from instar.options.targets.luks import CHECKED, len_key
from instar.options.targets.request import choose
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from instar.options.targets.request import Request
    from instar.secret import Secret

_PREFIX = "encrypt."
_FORMATS = ("aes", "luks")
_AES_OPTIONS = ("encrypt.format", "encrypt.key-secret")
_CIPHERS = {
    "aes": TargetCipher.AES,
    "serpent": TargetCipher.SERPENT,
    "twofish": TargetCipher.TWOFISH,
}
_MODES = {
    "ecb": TargetCipherMode.ECB,
    "cbc": TargetCipherMode.CBC,
    "xts": TargetCipherMode.XTS,
    "ctr": TargetCipherMode.CTR,
}
_VECTORS = {
    "plain": TargetCipherVector.PLAIN,
    "plain64": TargetCipherVector.PLAIN64,
    "essiv": TargetCipherVector.ESSIV,
}
_HASHES = {"": TargetCipherHash.NONE} | {name: hash for hash, name in HASHES.items()}
_DEFAULT_ESSIV_HASH = "sha256"


class Cipher(Record, kw_only=True):
    """How a disk is encrypted, by qemu's names; `vector_hash` is empty where none was chosen."""

    algorithm: str
    mode: str
    vector: str
    vector_hash: str
    hash: str
    len_key: int

    @property
    def family(self) -> str:
        """The cipher without the length of its keys."""
        return self.algorithm.partition("-")[0]


class Wanted(Record, kw_only=True):
    """Encryption that is asked for."""

    secret: Secret
    """The passphrase."""
    encryption: TargetEncryption
    """All but how often keys are derived."""
    iter_time: int = 0
    """Milliseconds for the derivation."""


def check_words(request: Request) -> None:
    """Refuse names that do not fit each other, before anything else of the format is looked at."""
    names = [name for name in request.values if name.startswith(_PREFIX)]
    if request.switch("encryption") and "encrypt.format" in names:
        raise request.refused(refusals.ENCRYPTION_ALIAS)
    format = _format(request)
    if format is None:
        if names:
            raise request.refused(refusals.OPTION_MISSING, name="encrypt.format")
        return
    choose("format", format, _FORMATS, request.profile)
    if format == "luks" and request.target.format == SourceFormat.QCOW2:
        request.checked(*(_PREFIX + name for name in CHECKED))
        return
    for name in names:
        if name not in _AES_OPTIONS:
            raise request.refused(refusals.OPTION_UNEXPECTED, name=name)


def _format(request: Request) -> str | None:
    format = request.text("encrypt.format")
    return "aes" if format is None and request.switch("encryption") else format


def wanted(request: Request, secrets: Mapping[str, Secret]) -> Wanted | None:
    """The encryption that is asked for, None for an image in the clear."""
    is_luks = request.target.format == SourceFormat.LUKS
    prefix = "" if is_luks else _PREFIX
    format = "luks" if is_luks else _format(request)
    if format is None:
        return None
    request.need_secret(f"{prefix}key-secret")
    secret = secrets[str(request.text(f"{prefix}key-secret"))]
    if not secret.is_text:
        raise request.refused(refusals.SECRET_NOT_TEXT, name=secret.id)
    if format == "aes":
        return Wanted(secret=secret, encryption=TargetEncryption(method=TargetEncryptionMethod.AES))
    cipher = _cipher(request, prefix)
    _check_written(cipher, request)
    return Wanted(
        secret=secret,
        encryption=_luks(cipher),
        iter_time=int(request.value(f"{prefix}iter-time") or 0),
    )


def _cipher(request: Request, prefix: str) -> Cipher:
    algorithm, mode, vector, vector_hash, hash = (
        str(request.value(prefix + name) or "") for name in CHECKED
    )
    if vector == "essiv" and not vector_hash:
        vector_hash = _DEFAULT_ESSIV_HASH
    return Cipher(
        algorithm=algorithm,
        mode=mode,
        vector=vector,
        vector_hash=vector_hash,
        hash=hash,
        len_key=len_key(request, prefix),
    )


def _luks(cipher: Cipher) -> TargetEncryption:
    return TargetEncryption(
        method=TargetEncryptionMethod.LUKS,
        len_key=cipher.len_key,
        cipher=_CIPHERS[cipher.family],
        mode=_MODES[cipher.mode],
        vector=_VECTORS[cipher.vector],
        vector_hash=_HASHES[cipher.vector_hash],
        hash=_HASHES[cipher.hash],
    )


def _check_written(cipher: Cipher, request: Request) -> None:
    """Ciphers with blocks of 16 bytes are written, with the hashes that guests have."""
    from instar.generated.formats import luks

    if cipher.family not in _CIPHERS:
        raise request.refused(refusals.UNSUPPORTED_CIPHER, given=cipher.algorithm)
    if cipher.mode not in _MODES:
        raise request.refused(refusals.UNSUPPORTED_CIPHER_MODE, given=cipher.mode)
    for hash in (cipher.hash, cipher.vector_hash):
        if hash not in _HASHES:
            raise request.refused(refusals.UNSUPPORTED_HASH, given=hash)
    if cipher.len_key * luks.STRIPES % luks.SECTOR_SIZE:  # where qemu-img dies of an assertion
        named = f"{cipher.algorithm}-{cipher.mode}"
        raise request.refused(refusals.UNSUPPORTED_CIPHER, given=named)
    lengths = {"sha1": luks.LEN_SHA1, "sha224": luks.LEN_SHA224, "sha384": luks.LEN_SHA384}
    lengths["sha512"] = luks.LEN_SHA512
    if cipher.vector == "essiv" and cipher.vector_hash in lengths:
        length = lengths[cipher.vector_hash]
        shown = {
            luks.CIPHER_AES: luks.SHOWN_AES,
            luks.CIPHER_SERPENT: luks.SHOWN_SERPENT,
            luks.CIPHER_TWOFISH: luks.SHOWN_TWOFISH,
        }
        raise request.refused(refusals.ESSIV_KEY, length, name=shown[cipher.family])
