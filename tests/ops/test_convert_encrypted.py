# SPDX-License-Identifier: Apache-2.0
"""Encrypted sources and targets: the content that qemu-img reads, by their passphrase alone, and
its bytes where nothing is random.
"""

from __future__ import annotations

import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.cli.main import main
from instar.errors import ImageError, InstarError, OpenError
from instar.generated.constructs.luks import LuksPhdr
from instar.generated.formats import luks
from lab import steady
from tests.wanted import needs

SIZE = 1 << 20
PASSPHRASE = "correct horse"
OBJECT = ("--object", f"secret,id=s,data={PASSPHRASE}")
FAST = "iter-time=1"

VOLUMES = (
    "cipher-alg=aes-256",
    "cipher-alg=aes-128,cipher-mode=cbc,ivgen-alg=plain64,hash-alg=sha1",
    "cipher-alg=aes-256,cipher-mode=cbc,ivgen-alg=essiv,ivgen-hash-alg=sha256",
    "cipher-alg=aes-128,ivgen-alg=plain,hash-alg=sha512",
    "cipher-alg=aes-256,cipher-mode=ecb,hash-alg=sha224",
    "cipher-alg=serpent-192",
    "cipher-alg=twofish-128,cipher-mode=ctr,hash-alg=md5",
)
IMAGES = (
    ("qcow2", f"encrypt.format=luks,encrypt.{FAST}"),
    ("qcow2", f"encrypt.format=luks,encrypt.{FAST},cluster_size=512"),
    ("qcow2", f"encrypt.format=luks,encrypt.{FAST},extended_l2=on"),
    ("qcow2", "encrypt.format=aes"),
    ("qcow2", "encrypt.format=aes,cluster_size=4096,compat=0.10"),
    ("qcow", "encrypt.format=aes"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with open("plain", "wb") as file:
        for at in (0, 70000, 300 * 1024, SIZE - 5000):
            file.seek(at)
            file.write(random.Random(at).randbytes(5000))
        file.truncate(SIZE)
    return tmp_path


def run(*line: str) -> None:
    env = steady.environment()
    done = subprocess.run(line, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def encrypt(format: str, options: str, name: str = "source", plain: str = "plain") -> None:
    """An image of the plain one, by qemu-img."""
    run("qemu-img", "convert", *OBJECT, "-O", format, "-o", options, plain, name)


def read(name: str = "source", secret: Any = "s", **more: Any) -> bytes:
    instar.convert(name, "back", source_secret=secret, secrets={"s": PASSPHRASE}, **more)
    return Path("back").read_bytes()


def plain() -> bytes:
    return Path("plain").read_bytes()


@needs("qemu-img")
@pytest.mark.parametrize("options", VOLUMES)
def test_a_luks_volume_is_read(folder: Path, options: str) -> None:
    encrypt("luks", f"key-secret=s,{FAST},{options}")
    assert read(source_format="luks") == plain()


@needs("qemu-img")
@pytest.mark.parametrize(("format", "options"), IMAGES)
def test_an_encrypted_image_is_read(folder: Path, format: str, options: str) -> None:
    encrypt(format, f"encrypt.key-secret=s,{options}")
    assert read() == plain()


@needs("qemu-img")
def test_each_image_of_a_chain_has_its_key(folder: Path) -> None:
    """Sectors of a layer are decrypted by that layer's key and count as they do there."""
    encrypt("luks", f"key-secret=s,{FAST}", "base")
    over = ("encrypt.format=aes,encrypt.key-secret=s", "-b", "base", "-F", "luks")
    run("qemu-img", "create", *OBJECT, "-q", "-f", "qcow2", "-o", *over, "top")
    top = "driver=qcow2,encrypt.key-secret=s,file.filename=top,backing.key-secret=s"
    run("qemu-io", *OBJECT, "--image-opts", "-c", "write -P 7 80k 100k", top)
    expected = bytearray(plain())
    expected[80 << 10 : 180 << 10] = bytes([7]) * (100 << 10)
    assert read("top", ["s", "s"]) == expected
    with pytest.raises(ImageError, match="Could not open backing file: Parameter 'key-secret'"):
        read("top", "s")


@needs("qemu-img")
def test_sources_have_keys_of_their_own(folder: Path) -> None:
    encrypt("qcow", "encrypt.format=aes,encrypt.key-secret=s", "first")
    other = ("--object", "secret,id=t,data=another")
    options = "encrypt.format=aes,encrypt.key-secret=t"
    run("qemu-img", "convert", *other, "-O", "qcow2", "-o", options, "plain", "second")
    descriptions = (
        "driver=qcow,encrypt.key-secret=s,file.filename=first",
        "encrypt.key-secret=t,file.filename=second",
    )
    line = ("convert", *OBJECT, *other, "--image-opts", *descriptions, "back")
    assert main(line) == 0
    assert Path("back").read_bytes() == plain() * 2


def compare(one: str, other: str) -> int:
    return main(("compare", *OBJECT, "--image-opts", one, other))


@needs("qemu-img")
def test_encrypted_images_are_compared(folder: Path) -> None:
    encrypt("luks", f"key-secret=s,{FAST}", "one")
    encrypt("qcow2", "encrypt.format=aes,encrypt.key-secret=s", "other")
    volume = "driver=luks,key-secret=s,file.filename=one"
    image = "driver=qcow2,encrypt.key-secret=s,file.filename=other"
    assert compare(volume, image) == 0
    run("qemu-io", *OBJECT, "--image-opts", "-c", "write -P 7 80k 512", image)
    assert compare(volume, image) == 1
    assert compare(volume, "driver=qcow2,file.filename=other") == 2


@needs("qemu-img")
def test_a_snapshot_is_decrypted(folder: Path) -> None:
    encrypt("qcow2", f"encrypt.key-secret=s,{IMAGES[1][1]}")
    description = "driver=qcow2,encrypt.key-secret=s,file.filename=source"
    run("qemu-img", "snapshot", *OBJECT, "--image-opts", "-c", "before", description)
    run("qemu-io", *OBJECT, "--image-opts", "-c", "write -P 7 0 500k", description)
    assert read(snapshot="before") == plain()
    assert read()[: 500 << 10] == bytes([7]) * (500 << 10)


@needs("qemu-img")
def test_the_first_slot_that_fits_is_taken(folder: Path) -> None:
    encrypt("luks", f"key-secret=s,{FAST}")
    data = bytearray(Path("source").read_bytes())
    header = LuksPhdr.parse(bytes(data[: luks.LuksPhdr.SIZE]))
    first, later = header.key_slots[0], header.key_slots[3]
    places = [slot.key_material_sector * luks.SECTOR_SIZE for slot in (first, later)]
    length = header.len_key * luks.STRIPES
    later.update(dict(first, key_material_sector=later.key_material_sector))
    data[places[1] : places[1] + length] = data[places[0] : places[0] + length]
    data[places[0] : places[0] + length] = bytes(length)
    data[: luks.LuksPhdr.SIZE] = LuksPhdr.build(header)
    Path("source").write_bytes(data)
    assert read(source_format="luks") == plain()


@needs("qemu-img")
@pytest.mark.parametrize("format", ["luks", "qcow2"])
def test_another_passphrase_opens_nothing(folder: Path, format: str) -> None:
    instar.create(
        "source",
        format=format,
        size=SIZE,
        options={"key-secret": "s", "iter-time": 1}
        if format == "luks"
        else {"encrypt.format": "luks", "encrypt.key-secret": "s", "encrypt.iter-time": 1},
        secrets={"s": "another"},
    )
    with pytest.raises(ImageError, match="Invalid password, cannot unlock any keyslot"):
        read()
    assert not Path("back").exists()


@pytest.mark.parametrize(
    ("secret", "value", "text"),
    [
        (None, "x", "Parameter 'encrypt.key-secret' is required for cipher"),
        ("t", "x", "No secret with id 't'"),
        ("s", b"\xff", "Data from secret s is not valid UTF-8"),
    ],
)
def test_what_is_no_passphrase_is_refused(
    folder: Path, secret: str | None, value: str | bytes, text: str
) -> None:
    options: dict[str, str | int | bool] = {"encrypt.format": "aes", "encrypt.key-secret": "s"}
    instar.create("source", format="qcow", size=SIZE, options=options, secrets={"s": "x"})
    with pytest.raises(InstarError, match=text):
        instar.convert("source", "back", source_secret=secret, secrets={"s": value})
    assert not Path("back").exists()


def test_an_option_of_another_format_is_refused(folder: Path) -> None:
    from instar.generated.profiles import DEFAULT
    from instar.options.nodes import source_from_options
    from instar.options.source import check_detected

    source = source_from_options("encrypt.key-secret=s,file.filename=plain", DEFAULT)
    with pytest.raises(OpenError, match=r"'raw' does not support the option 'encrypt.key-secret'"):
        check_detected(source, 1)


SAME_BYTES = (
    ("qcow", "encrypt.format=aes"),
    ("qcow2", "encrypt.format=aes"),
    ("qcow2", "encrypt.format=aes,cluster_size=512"),
    ("qcow2", "encrypt.format=aes,extended_l2=on"),
    ("qcow2", "encrypt.format=aes,compat=0.10,cluster_size=4096"),
    ("qcow2", "encrypt.format=aes,preallocation=metadata"),
)


@needs("qemu-img")
@pytest.mark.parametrize("sparse", ["0", "512", "4k"])
@pytest.mark.parametrize(("format", "options"), SAME_BYTES)
def test_without_salts_the_bytes_are_those_of_qemu_img(
    folder: Path, format: str, options: str, sparse: str
) -> None:
    target = ("-O", format, "-o", f"encrypt.key-secret=s,{options}")
    line = ("convert", *OBJECT, "-S", sparse, *target, "plain")
    run("qemu-img", *line, "theirs")
    assert main((*line, "ours")) == 0
    assert Path("ours").read_bytes() == Path("theirs").read_bytes()


@needs("qemu-img")
def test_what_a_backing_image_has_is_not_encrypted_again(folder: Path) -> None:
    run("qemu-img", "create", "-q", "-f", "qcow2", "-b", "plain", "-F", "raw", "top")
    writes = ("-c", "write -P 7 80k 100k", "-c", "write -z 300k 70k")
    run("qemu-io", "-f", "qcow2", *writes, "top")
    options = "encrypt.key-secret=s,encrypt.format=aes,cluster_size=4096"
    target = ("-O", "qcow2", "-B", "plain", "-F", "raw", "-o", options)
    line = ("convert", *OBJECT, *target, "top")
    run("qemu-img", *line, "theirs")
    assert main((*line, "ours")) == 0
    assert Path("ours").read_bytes() == Path("theirs").read_bytes()


@needs("qemu-img")
@pytest.mark.parametrize(
    "more", ["", ",cluster_size=512", ",extended_l2=on", ",preallocation=full"]
)
def test_qemu_img_reads_what_is_encrypted_by_luks(folder: Path, more: str) -> None:
    options = f"encrypt.key-secret=s,encrypt.format=luks,encrypt.{FAST}{more}"
    assert main(("convert", *OBJECT, "-O", "qcow2", "-o", options, "plain", "ours")) == 0
    description = "driver=qcow2,encrypt.key-secret=s,file.filename=ours"
    run("qemu-img", "check", *OBJECT, "-q", "--image-opts", description)
    run("qemu-img", "convert", *OBJECT, "--image-opts", "-O", "raw", description, "back")
    assert Path("back").read_bytes() == plain()
    assert random.Random(0).randbytes(5000) not in Path("ours").read_bytes()


@pytest.mark.parametrize("format", ["qcow2", "qcow"])
def test_compressed_clusters_are_not_encrypted(folder: Path, format: str) -> None:
    options: dict[str, str | int | bool] = {"encrypt.format": "aes", "encrypt.key-secret": "s"}
    with pytest.raises(InstarError, match="encryption not supported at the same time"):
        instar.convert(
            *("plain", "new"),
            format=format,
            options=options,
            secrets={"s": PASSPHRASE},
            compress=True,
        )
    assert not Path("new").exists()
