# SPDX-License-Identifier: Apache-2.0
"""LUKS2 volumes with key slots and content, sound or with anything else in their text."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from instar.generated.constructs.luks import LuksPhdr
from lab.images.luks import ACTIVE, LEN_HEADER, SECTOR, TEXT, header2

STRIPES = 4000
PASSPHRASE = "correct horse"
FIRST = 2 * LEN_HEADER
"""Where the first area is."""
Kdf = dict[str, object]
PBKDF2: Kdf = {"type": "pbkdf2", "hash": "sha256", "iterations": 1000}
ARGON2: Kdf = {"type": "argon2id", "time": 2, "memory": 32, "cpus": 2}


def diffuse(block: bytes, hash: str) -> bytes:
    size = hashlib.new(hash).digest_size
    parts = (block[at : at + size] for at in range(0, len(block), size))
    return b"".join(
        hashlib.new(hash, struct.pack(">I", n) + part).digest()[: len(part)]
        for n, part in enumerate(parts)
    )


def xor(one: bytes, other: bytes) -> bytes:
    number = int.from_bytes(one, "big") ^ int.from_bytes(other, "big")
    return number.to_bytes(len(one), "big")


def split(key: bytes, hash: str, chooser: Random) -> bytes:
    """The key in its stripes."""
    pieces, last = [], bytes(len(key))
    for _ in range(STRIPES - 1):
        pieces.append(chooser.randbytes(len(key)))
        last = diffuse(xor(last, pieces[-1]), hash)
    return b"".join((*pieces, xor(last, key)))


def encrypt(data: bytes, key: bytes, name: str, sector: int = SECTOR, first: int = 0) -> bytes:
    """Vectors count in sectors of 512 bytes, however long those are that are encrypted."""
    done = []
    for at in range(0, len(data), sector):
        number = (first + at // SECTOR).to_bytes(16, "little")
        mode: modes.XTS | modes.CBC = modes.XTS(number)
        if name.startswith("aes-cbc-essiv"):
            of = Cipher(algorithms.AES(hashlib.sha256(key).digest()), modes.ECB()).encryptor()
            mode = modes.CBC(of.update(number))
        elif name == "aes-cbc-plain64":
            mode = modes.CBC(number)
        cipher = Cipher(algorithms.AES(key), mode).encryptor()
        done.append(cipher.update(data[at : at + sector]))
    return b"".join(done)


def derive(kdf: Kdf, passphrase: bytes, salt: bytes, length: int) -> bytes:
    if kdf["type"] == "pbkdf2":
        return hashlib.pbkdf2_hmac(
            str(kdf["hash"]), passphrase, salt, int(str(kdf["iterations"])), length
        )
    from argon2.low_level import Type, hash_secret_raw

    kind = Type.ID if kdf["type"] == "argon2id" else Type.I
    passes, memory, lanes = (int(str(kdf[name])) for name in ("time", "memory", "cpus"))
    return hash_secret_raw(passphrase, salt, passes, memory, lanes, length, kind)


def text_of(salted: bytes) -> str:
    return base64.b64encode(salted).decode()


def key_slot(
    kdf: dict[str, object], hash: str, encryption: str, len_key: int, at: int, room: int
) -> dict[str, Any]:
    """What the text says of a slot."""
    area = {"type": "raw", "offset": str(at), "size": str(room), "key_size": len_key}
    return {
        "type": "luks2",
        "key_size": len_key,
        "af": {"type": "luks1", "stripes": STRIPES, "hash": hash},
        "area": {**area, "encryption": encryption},
        "kdf": kdf,
    }


def key_digest(slots: Iterable[str], hash: str, rounds: int, salt: bytes, found: bytes) -> Any:
    """What it says of the key that slots have."""
    return {
        "type": "pbkdf2",
        "keyslots": list(slots),
        "segments": ["0"],
        "hash": hash,
        "iterations": rounds,
        "salt": text_of(salt),
        "digest": text_of(found),
    }


def whole(
    keyslots: dict[str, Any], digest: Any, encryption: str, start: int, sector: int, first: int
) -> dict[str, Any]:
    """All of it, for a disk from `start` on."""
    segment = {
        "type": "crypt",
        "offset": str(start),
        "size": "dynamic",
        "iv_tweak": str(first),
        "encryption": encryption,
        "sector_size": sector,
    }
    return {
        "keyslots": keyslots,
        "tokens": {},
        "segments": {"0": segment},
        "digests": {"0": digest},
        "config": {"json_size": str(LEN_HEADER - TEXT), "keyslots_size": str(start - FIRST)},
    }


def put_headers(data: bytearray, words: str) -> None:
    """Both copies."""
    for at in (0, LEN_HEADER):
        data[at : at + LEN_HEADER] = header2(at, text=words)


def volume(
    path: Path,
    content: bytes = b"",
    *,
    encryption: str = "aes-xts-plain64",
    len_key: int = 64,
    sector: int = SECTOR,
    hash: str = "sha256",
    slots: tuple[tuple[str, Kdf], ...] = ((PASSPHRASE, PBKDF2),),
    first: int = 0,
    edit: Callable[[dict[str, Any]], object] = lambda _: None,
    raw: Callable[[str], str] = lambda text: text,
) -> Path:
    """A volume with that content. `edit` changes what the text says of it, `raw` the text."""
    chooser = Random(len_key)
    key, room = chooser.randbytes(len_key), -(-len_key * STRIPES // 4096) * 4096
    start = FIRST + room * len(slots)
    data = bytearray(start)
    keyslots: dict[str, Any] = {}
    for number, (passphrase, kdf) in enumerate(slots):
        salt, at = chooser.randbytes(32), FIRST + room * number
        area = split(key, hash, chooser)
        area = area.ljust(-(-len(area) // SECTOR) * SECTOR, b"\0")
        own = derive(kdf, passphrase.encode(), salt, len_key)
        data[at : at + len(area)] = encrypt(area, own, encryption)
        keyslots[str(number)] = key_slot(
            {**kdf, "salt": text_of(salt)}, hash, encryption, len_key, at, room
        )
    salt = chooser.randbytes(32)
    found = hashlib.pbkdf2_hmac(hash, key, salt, 1000, hashlib.new(hash).digest_size)
    digest = key_digest(keyslots, hash, 1000, salt, found)
    text = whole(keyslots, digest, encryption, start, sector, first)
    edit(text)
    put_headers(data, raw(json.dumps(text)))
    path.write_bytes(data + encrypt(content, key, encryption, sector, first))
    return path


def upgraded(old: Path, path: Path) -> Path:
    """The volume of version 1, as version 2 describes it: nothing is encrypted anew."""
    volume = old.read_bytes()
    header = LuksPhdr.parse(volume)
    name, mode, hash = (
        text.rstrip(b"\0").decode()
        for text in (header.cipher_name, header.cipher_mode, header.hash_spec)
    )
    encryption, slots = f"{name}-{mode}", header.key_slots
    length = header.len_key * STRIPES
    room = -(-length // 4096) * 4096
    start = FIRST + room * len(slots)
    data, keyslots = bytearray(start), dict[str, Any]()
    for number, slot in enumerate(slots):
        if slot.state != ACTIVE:
            continue
        at, there = FIRST + room * number, slot.key_material_sector * SECTOR
        data[at : at + length] = volume[there : there + length]
        kdf = {**PBKDF2, "hash": hash, "iterations": slot.iterations, "salt": text_of(slot.salt)}
        keyslots[str(number)] = key_slot(kdf, hash, encryption, header.len_key, at, room)
    digest = key_digest(
        keyslots, hash, header.mk_digest_iterations, header.mk_digest_salt, header.mk_digest
    )
    put_headers(data, json.dumps(whole(keyslots, digest, encryption, start, SECTOR, 0)))
    path.write_bytes(data + volume[header.payload_sector * SECTOR :])
    return path


def texts() -> list[bytes]:
    """Texts of headers that are sound, for fuzzers: of a slot of each kind, and of both."""
    found: list[bytes] = []

    def keep(text: str) -> str:
        found.append(text.encode())
        return text

    def other(text: dict[str, Any]) -> None:
        kdf = text["keyslots"]["0"]["kdf"]
        text["keyslots"]["0"]["kdf"] = {**ARGON2, "salt": kdf["salt"]}

    one = (PASSPHRASE, PBKDF2)
    how: dict[str, Any] = {"encryption": "aes-cbc-plain64", "len_key": 16, "raw": keep}
    with tempfile.TemporaryDirectory(prefix="seed-") as folder:
        for slots in ((one,), (one, one)):
            volume(Path(folder) / "v", slots=slots, **how)
            volume(Path(folder) / "v", slots=slots, edit=other, **how)
    return found
