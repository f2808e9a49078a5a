# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/luks.ksy spec=93b18077 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of luks: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.luks import LuksHeader2, LuksKeySlot, LuksPhdr
from instar.layout import FieldError


def read_luks_key_slot(data: bytes, base: int = 0) -> LuksKeySlot:
    """Check and return the luks key slot at the start of `data`."""
    if len(data) < 48:
        raise FieldError("luks key slot", "", base + len(data), len(data), "needs more bytes", 1)
    v_state = int.from_bytes(data[0:4], "big")
    v_iterations = int.from_bytes(data[4:8], "big")
    v_salt = data[8:40]
    v_key_material_sector = int.from_bytes(data[40:44], "big")
    v_stripes = int.from_bytes(data[44:48], "big")
    return LuksKeySlot(
        state=v_state,
        iterations=v_iterations,
        salt=v_salt,
        key_material_sector=v_key_material_sector,
        stripes=v_stripes,
    )


def read_luks_phdr(data: bytes, base: int = 0) -> LuksPhdr:
    """Check and return the luks phdr at the start of `data`."""
    if len(data) < 592:
        raise FieldError("luks phdr", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:6] != b"LUKS\xba\xbe":
        raise FieldError("luks phdr", "magic", base, data[0:6], "4c 55 4b 53 ba be", 2)
    v_version = int.from_bytes(data[6:8], "big")
    if v_version != 1:
        raise FieldError("luks phdr", "version", base + 6, v_version, "1", 3)
    v_cipher_name = data[8:40]
    v_cipher_mode = data[40:72]
    v_hash_spec = data[72:104]
    v_payload_sector = int.from_bytes(data[104:108], "big")
    if v_payload_sector < 8:
        raise FieldError(
            "luks phdr", "payload_sector", base + 104, v_payload_sector, "at least 8", 3
        )
    v_len_key = int.from_bytes(data[108:112], "big")
    v_mk_digest = data[112:132]
    v_mk_digest_salt = data[132:164]
    v_mk_digest_iterations = int.from_bytes(data[164:168], "big")
    if v_mk_digest_iterations < 1:
        raise FieldError(
            "luks phdr", "mk_digest_iterations", base + 164, v_mk_digest_iterations, "at least 1", 3
        )
    v_uuid = data[168:208]
    v_key_slots = tuple(
        read_luks_key_slot(data[i : i + 48], base=base + i) for i in range(208, 592, 48)
    )
    return LuksPhdr(
        version=v_version,
        cipher_name=v_cipher_name,
        cipher_mode=v_cipher_mode,
        hash_spec=v_hash_spec,
        payload_sector=v_payload_sector,
        len_key=v_len_key,
        mk_digest=v_mk_digest,
        mk_digest_salt=v_mk_digest_salt,
        mk_digest_iterations=v_mk_digest_iterations,
        uuid=v_uuid,
        key_slots=v_key_slots,
    )


def read_luks_header2(data: bytes, base: int = 0) -> LuksHeader2:
    """Check and return the luks header2 at the start of `data`."""
    if len(data) < 4096:
        raise FieldError("luks header2", "", base + len(data), len(data), "needs more bytes", 1)
    v_magic = int.from_bytes(data[0:4], "big")
    if v_magic not in (
        0x4C554B53,
        0x534B554C,
    ):
        raise FieldError(
            "luks header2",
            "magic",
            base,
            v_magic,
            "one of 1280658259 (first), 1397445964 (copy)",
            6,
        )
    if data[4:6] != b"\xba\xbe":
        raise FieldError("luks header2", "magic_end", base + 4, data[4:6], "ba be", 2)
    v_version = int.from_bytes(data[6:8], "big")
    if v_version != 2:
        raise FieldError("luks header2", "version", base + 6, v_version, "2", 3)
    v_len_header = int.from_bytes(data[8:16], "big")
    if v_len_header not in (
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
            v_len_header,
            "0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000 or 0x400000",
            3,
        )
    v_sequence = int.from_bytes(data[16:24], "big")
    v_label = data[24:72]
    v_checksum_algorithm = data[72:104]
    v_salt = data[104:168]
    v_uuid = data[168:208]
    v_subsystem = data[208:256]
    v_ofs_header = int.from_bytes(data[256:264], "big")
    v_reserved = data[264:448]
    v_checksum = data[448:512]
    v_padding = data[512:4096]
    return LuksHeader2(
        magic=v_magic,
        version=v_version,
        len_header=v_len_header,
        sequence=v_sequence,
        label=v_label,
        checksum_algorithm=v_checksum_algorithm,
        salt=v_salt,
        uuid=v_uuid,
        subsystem=v_subsystem,
        ofs_header=v_ofs_header,
        reserved=v_reserved,
        checksum=v_checksum,
        padding=v_padding,
    )
