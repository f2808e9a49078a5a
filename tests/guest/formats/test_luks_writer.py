# SPDX-License-Identifier: Apache-2.0
"""New LUKS volumes: the real qemu-img opens them with the passphrase and reads what was written;
and their headers are its own but for what is random.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from random import Random

import pytest

from instar.generated.constructs.luks import LuksPhdr
from instar.generated.target import (
    TargetCipher,
    TargetCipherHash,
    TargetCipherMode,
    TargetCipherVector,
    TargetEncryption,
    TargetEncryptionMethod,
)
from tests.guest.formats.test_writers import qemu_img, scattered
from tests.guest.native.laying import Laid, lay
from tests.wanted import needs

pytestmark = [needs("cc"), needs("qemu-img")]

M = 1 << 20
PASSPHRASE = "correct horse"
ITERATIONS = 1000
SECRET = ["--object", f"secret,id=s,data={PASSPHRASE}"]
NONE = "none"

CIPHERS = [
    ("aes-256", "xts", "plain64", NONE, "sha256"),
    ("aes-128", "xts", "plain", NONE, "sha1"),
    ("aes-256", "cbc", "plain64", NONE, "sha512"),
    ("aes-256", "cbc", "essiv", "sha256", "sha384"),
    ("aes-128", "ecb", "plain64", NONE, "sha224"),
    ("aes-256", "xts", "essiv", "sha256", "sha256"),
    ("aes-192", "xts", "plain64", "sha512", "sha256"),
    ("aes-256", "ctr", "plain64", NONE, "md5"),
    ("serpent-256", "xts", "plain64", NONE, "sha256"),
    ("serpent-128", "cbc", "essiv", "md5", "sha256"),
    ("twofish-192", "xts", "plain64", NONE, "sha256"),
    ("twofish-256", "cbc", "essiv", "sha256", "sha256"),
    ("twofish-128", "ctr", "plain", NONE, "sha1"),
]


REFUSED = [
    ("aes-256", "cbc", "essiv", "sha1", "sha256"),
    ("aes-256", "cbc", "essiv", NONE, "sha256"),
    ("aes-192", "cbc", "plain64", NONE, "sha512"),
    ("none-256", "xts", "plain64", NONE, "sha256"),
    ("serpent-256", "cbc", "essiv", "sha1", "sha256"),
    ("twofish-192", "cbc", "plain64", NONE, "sha256"),
    ("aes-256", "none", "plain64", NONE, "sha256"),
    ("aes-256", "xts", "none", NONE, "sha256"),
]
"""No key is as long as SHA-1; stripes of 24 bytes are no whole sectors, with which qemu-img
aborts; names are missing.
"""


def encryption(
    cipher: str, mode: str, vector: str, vector_hash: str, hash: str
) -> TargetEncryption:
    family, _, bits = cipher.partition("-")
    return TargetEncryption(
        method=TargetEncryptionMethod.LUKS,
        cipher=getattr(TargetCipher, family.upper()),
        len_key=int(bits) // 8 * (2 if mode == "xts" else 1),
        mode=getattr(TargetCipherMode, mode.upper()),
        vector=getattr(TargetCipherVector, vector.upper()),
        vector_hash=getattr(TargetCipherHash, vector_hash.upper()),
        hash=getattr(TargetCipherHash, hash.upper()),
        master_iterations=ITERATIONS,
        slot_iterations=ITERATIONS,
    )


def payload(length: int) -> int:
    """Header and material of 8 slots, each a multiple of 4 KiB."""
    return 4096 + 8 * (-(-length * 4000 // 4096) * 4096)


def make(path: Path, row: tuple[str, str, str, str, str], size: int, source: Path | None) -> Laid:
    keys = encryption(*row)
    words = ["-E", keys.pack().hex(), "-k", PASSPHRASE]
    offset = payload(keys.len_key)
    return lay("luks", "", size, path, source=source, texts=words, hidden=True, len_payload=offset)


def image(path: Path) -> str:
    return f"driver=luks,key-secret=s,file.filename={path}"


@pytest.mark.parametrize("row", CIPHERS)
def test_qemu_img_reads_what_was_written(
    tmp_path: Path, row: tuple[str, str, str, str, str]
) -> None:
    source, volume, back = (tmp_path / name for name in ("source", "volume", "back"))
    scattered(source, Random(str(row)), 2 * M + 512)
    assert make(volume, row, 2 * M + 512, source).size == 2 * M + 512
    qemu_img("convert", *SECRET, "--image-opts", image(volume), "-O", "raw", back)
    assert back.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("row", CIPHERS)
def test_the_header_is_qemu_imgs(tmp_path: Path, row: tuple[str, str, str, str, str]) -> None:
    """But for what is random or measured."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    cipher, mode, vector, vector_hash, hash = row
    options = f"key-secret=s,cipher-alg={cipher},cipher-mode={mode},ivgen-alg={vector}"
    options += f",hash-alg={hash},iter-time=10"
    if vector_hash != NONE:
        options += f",ivgen-hash-alg={vector_hash}"
    create = ["create", "-q", "-f", "luks", *SECRET, "-o", options]
    qemu_img(*create, theirs, "1000001")
    assert make(ours, row, 1_000_001, None).size == 1_000_001
    assert ours.stat().st_size == theirs.stat().st_size
    headers = [LuksPhdr.parse(path.read_bytes()[:592]) for path in (ours, theirs)]
    for header in headers:
        for name in ("mk_digest", "mk_digest_salt", "uuid"):
            assert any(header[name])
            header[name] = bytes(len(header[name]))
        header.mk_digest_iterations = header.key_slots[0].iterations = 1
        header.key_slots[0].salt = bytes(32)
    built = [LuksPhdr.build(header) for header in headers]
    assert built[0] == built[1]


def test_another_passphrase_does_not_open_it(tmp_path: Path) -> None:
    volume = tmp_path / "volume"
    make(volume, CIPHERS[0], M, None)
    wrong = ["--object", "secret,id=s,data=wrong", "--image-opts", image(volume)]
    run = subprocess.run(
        ["qemu-img", "map", *wrong], capture_output=True, text=True, check=False, timeout=600
    )
    assert (run.returncode, "Invalid password" in run.stderr) == (1, True)


def test_key_material_fills_the_first_slot(tmp_path: Path) -> None:
    """All of it is there, and nothing in the others."""
    volume = tmp_path / "volume"
    make(volume, CIPHERS[0], M, None)
    data = volume.read_bytes()
    material = data[4096 : 4096 + 64 * 4000]
    assert all(any(material[at : at + 512]) for at in range(0, len(material), 512))
    assert not any(data[4096 + 64 * 4000 : payload(64)])


def test_an_unknown_cipher_is_refused(tmp_path: Path) -> None:
    assert lay("luks", "", M, tmp_path / "none", len_payload=payload(64)).fault
    for number, row in enumerate(REFUSED):
        words = ["-E", encryption(*row).pack().hex(), "-k", PASSPHRASE]
        path = tmp_path / str(number)
        assert lay("luks", "", M, path, texts=words, len_payload=payload(32)).fault
        assert path.stat().st_size == 0
