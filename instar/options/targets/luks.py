# SPDX-License-Identifier: Apache-2.0
"""The options of LUKS encryption, as a target of its own and inside qcow2, and the room that its
header takes.

The header holds one slot of key material for each passphrase. A slot is as long as the disk's key
times the anti-forensic stripes, rounded up to the area that the header itself takes; all slots have
room, used or not. Nothing of this depends on a passphrase.
"""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.source import SourceFormat
from instar.options.schema import BOOL, NUM, STR, Option
from instar.options.since import DETACHED_HEADER
from instar.options.targets.request import (
    SIZE_OPTION,
    Plan,
    Request,
    Target,
    choose,
)

OPTIONS = (
    Option("key-secret", STR, "id of the secret with the passphrase"),
    Option("cipher-alg", STR, "cipher", "aes-256"),
    Option("cipher-mode", STR, "mode of the cipher", "xts"),
    Option("hash-alg", STR, "hash of the key derivation", "sha256"),
    Option("iter-time", NUM, "milliseconds to spend on key derivation", "2000"),
    Option("ivgen-alg", STR, "generator of initialisation vectors", "plain64"),
    Option("ivgen-hash-alg", STR, "hash of that generator, where it needs one"),
)

# Bytes of the key of each cipher. The mode XTS takes two keys.
CIPHERS = {
    "aes-128": 16,
    "aes-192": 24,
    "aes-256": 32,
    "des": 8,
    "3des": 24,
    "cast5-128": 16,
    "serpent-128": 16,
    "serpent-192": 24,
    "serpent-256": 32,
    "twofish-128": 16,
    "twofish-192": 24,
    "twofish-256": 32,
    "sm4": 16,
}
MODES = ("ecb", "cbc", "xts", "ctr")
HASHES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "ripemd160", "sm3")
GENERATORS = ("plain", "plain64", "essiv")


def plan_luks(request: Request) -> Plan:
    """Check a luks target."""
    return Plan(target=request.target.format, len_payload=payload_offset(request, ""))


def payload_offset(request: Request, prefix: str) -> int:
    """Check the options whose names start with `prefix` and return the bytes before the encrypted
    payload.
    """
    cipher = _choose(request, prefix, "cipher-alg", CIPHERS, "aes-256")
    mode = _choose(request, prefix, "cipher-mode", MODES, "xts")
    _choose(request, prefix, "ivgen-alg", GENERATORS, "plain64")
    _choose(request, prefix, "ivgen-hash-alg", HASHES, "sha256")
    _choose(request, prefix, "hash-alg", HASHES, "sha256")
    if request.switch(f"{prefix}detached-header"):
        raise UsageError("Parameter 'detached-header' is unexpected")
    request.need_secret(f"{prefix}key-secret")
    return header_bytes(CIPHERS[cipher] * (2 if mode == "xts" else 1))


def header_bytes(len_key: int) -> int:
    """Bytes of a LUKS1 header with its key material, for a disk key of `len_key` bytes."""
    from instar.generated.formats.luks import HEADER_AREA_BYTES, NUM_KEY_SLOTS, SECTOR_SIZE, STRIPES

    material = -(-len_key * STRIPES // SECTOR_SIZE) * SECTOR_SIZE
    slot = -(-material // HEADER_AREA_BYTES) * HEADER_AREA_BYTES
    return HEADER_AREA_BYTES + NUM_KEY_SLOTS * slot


def _choose(
    request: Request,
    prefix: str,
    name: str,
    allowed: tuple[str, ...] | dict[str, int],
    default: str,
) -> str:
    value = request.text(prefix + name)
    return default if value is None else choose(name, value, tuple(allowed), request.profile)


TARGET = Target(
    "luks",
    SourceFormat.LUKS,
    (
        *OPTIONS[1:3],
        Option(
            "detached-header",
            BOOL,
            "put the header into a file of its own",
            "off",
            since=DETACHED_HEADER,
        ),
        *OPTIONS[3:],
        OPTIONS[0],
        SIZE_OPTION,
    ),
    plan_luks,
    order=(
        "size key-secret cipher-alg cipher-mode ivgen-alg ivgen-hash-alg"
        " hash-alg iter-time detached-header"
    ),
)
