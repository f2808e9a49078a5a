# SPDX-License-Identifier: Apache-2.0
"""LUKS headers assembled by hand and broken in one place each: the fault, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.generated import errors
from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFormat, SourceQuirk
from lab.images.luks import (
    ITERATIONS,
    MATERIAL,
    PAYLOAD,
    SECTOR,
    SIZE,
    STATE,
    STRIPES,
    Patch,
    luks,
    slot,
)
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")


def test_payload_is_one_encrypted_range(tmp_path: Path) -> None:
    encrypted = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.ENCRYPTED
    assert ask("map", luks(tmp_path / "i")).extents == [Extent(0, SIZE, 0, encrypted, 0, 0)]
    assert ask("count", luks(tmp_path / "i"), unit=SECTOR).rows == ((SIZE // SECTOR,),)


def test_length_is_rounded_up_to_sectors(tmp_path: Path) -> None:
    image = luks(tmp_path / "i")
    with open(image, "r+b") as file:
        file.truncate(PAYLOAD * SECTOR + 1)
    assert ask("size", image).rows == ((SourceFormat.LUKS, SECTOR),)


@pytest.mark.parametrize(
    ("patch", "field", "offset", "value"),
    [
        ((0, "B", 0), "magic", 0, 0x00554B53BABE),
        ((6, ">H", 2), "version", 6, 2),
        ((6, ">H", 9), "version", 6, 9),
        ((104, ">I", 7), "payload_sector", 104, 7),
        ((104, ">I", 0xFFFFFFFF), "payload_sector", 104, 0xFFFFFFFF),
        ((164, ">I", 0), "mk_digest_iterations", 164, 0),
        ((108, ">I", 34), "key_slots", 208 + 40, 8),  # longer material: slots overlap
        ((108, ">I", 0), "cipher_name", 8, 0),
        ((108, ">I", 24), "cipher_name", 8, 12),
        (slot(3, STRIPES, 0), "key_slots", 208 + 3 * 48 + STRIPES, 0),
        (slot(3, STRIPES, 4001), "key_slots", 208 + 3 * 48 + STRIPES, 4001),
        (slot(0, MATERIAL, 7), "key_slots", 208 + MATERIAL, 7),
        (slot(5, STATE, 1), "key_slots", 208 + 5 * 48 + STATE, 1),
        (slot(0, ITERATIONS, 0), "key_slots", 208 + ITERATIONS, 0),
        (slot(7, MATERIAL, PAYLOAD - 255), "key_slots", 208 + 7 * 48 + MATERIAL, PAYLOAD - 255),
        (slot(1, MATERIAL, 8 + 255), "key_slots", 208 + MATERIAL, 8),
    ],
)
def test_header_fault_names_field_offset_and_value(
    tmp_path: Path, patch: Patch, field: str, offset: int, value: int
) -> None:
    answer = ask("size", luks(tmp_path / "i", patch), format=SourceFormat.LUKS)
    assert said(answer) == ("luks phdr", field, offset, value)


def test_sum_that_wraps_32_bits_passes_as_in_qemu(tmp_path: Path) -> None:
    assert ask("size", luks(tmp_path / "i", slot(7, MATERIAL, 2**32 - 1))).fault is None


@pytest.mark.parametrize(
    ("names", "field", "text", "detail"),
    [
        (("a" * 32, "xts-plain64", "sha256"), "cipher_name", "has no terminator", ""),
        (("aes", "x" * 32, "sha256"), "cipher_mode", "has no terminator", ""),
        (("aes", "xts-plain64", "s" * 32), "hash_spec", "has no terminator", ""),
        (
            ("rot13", "xts-plain64", "sha256"),
            "cipher_name",
            "is {detail} with keys of {value} bytes",
            "rot13",
        ),
        (
            ("", "xts-plain64", "sha256"),
            "cipher_name",
            "is {detail} with keys of {value} bytes",
            "",
        ),
        (("aes", "xts", "sha256"), "cipher_mode", "is {detail}, which is not a cipher mode", "xts"),
        (("aes", "gcm-plain", "sha256"), "cipher_mode", "has the mode {detail}", "gcm"),
        (("aes", "cbc-benbi", "sha256"), "cipher_mode", "has the generator {detail}", "benbi"),
        (("aes", "cbc-plain:x", "sha256"), "hash_spec", "is {detail}, which is not known", "x"),
        (("aes", "xts-plain64", "crc32"), "hash_spec", "is {detail}, which is not known", "crc32"),
        (
            ("aes", "cbc-essiv", "sha256"),
            "cipher_mode",
            "has the generator essiv without a hash",
            "",
        ),
        (("aes", "cbc-essiv:sha1", "sha256"), "cipher_mode", "has an essiv whose hash", "AES"),
    ],
)
def test_name_that_is_not_known_is_shown(
    tmp_path: Path, names: tuple[str, str, str], field: str, text: str, detail: str
) -> None:
    fault = ask("size", luks(tmp_path / "i", names=names)).fault
    assert fault is not None
    known = errors.FAULTS[fault.fault]
    assert (known.field, fault.detail) == (field, detail)
    assert known.text.startswith(text)


@pytest.mark.parametrize(
    "names",
    [
        ("aes", "cbc-essiv:sha256", "sha1"),
        ("serpent", "ecb-plain", "sha512"),
        ("twofish", "ctr-plain64", "ripemd160"),
        ("cast5", "xts-plain64", "md5"),
        ("sm4", "xts-plain64", "sm3"),
    ],
)
def test_names_that_are_known(tmp_path: Path, names: tuple[str, str, str]) -> None:
    assert ask("size", luks(tmp_path / "i", names=names)).fault is None


def test_old_versions_let_more_pass(tmp_path: Path) -> None:
    lenient = SourceQuirk.LUKS_SLOTS_LENIENT
    for patch in (slot(3, STRIPES, 4001), slot(0, ITERATIONS, 0), slot(3, STRIPES, 1)):
        image = luks(tmp_path / "i", patch)
        assert ask("size", image).fault is not None
        assert ask("size", image, quirks=lenient).fault is None
    for patch in (slot(3, STRIPES, 0), slot(0, MATERIAL, 7)):
        assert ask("size", luks(tmp_path / "i", patch), quirks=lenient).fault is not None


def test_slot_without_length_overlaps_since_qemu_9_1(tmp_path: Path) -> None:
    image = luks(tmp_path / "i", slot(5, STRIPES, 0), slot(5, MATERIAL, 0))
    new, old = ask("size", image), ask("size", image, quirks=SourceQuirk.LUKS_EMPTY_SLOT_APART)
    assert said(new) == ("luks phdr", "key_slots", 208 + MATERIAL, 8)
    assert said(old) == ("luks phdr", "key_slots", 208 + 5 * 48 + STRIPES, 0)


def test_cut_files_are_refused(tmp_path: Path) -> None:
    whole = luks(tmp_path / "i").read_bytes()
    for length in (0, 6, 8, 100, 208, 300, 591, 592, 4096, PAYLOAD * SECTOR - SECTOR):
        (tmp_path / "i").write_bytes(whole[:length])
        assert ask("size", tmp_path / "i", format=SourceFormat.LUKS).fault is not None


def test_container_without_a_secret_is_refused(tmp_path: Path) -> None:
    assert said(ask("size", luks(tmp_path / "i"), flags=0))[1] == "key_slots"
