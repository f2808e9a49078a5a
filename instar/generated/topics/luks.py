# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/luks.ksy spec=93b18077 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of luks."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="luks",
        kind="spec",
        title="Linux unified key setup, versions 1 and 2",
        declared="specs/formats/luks.ksy",
        page="docs/formats/luks.md",
        meaning="Disk encryption with a header in clear. The header says how the disk is "
        "encrypted and holds the disk's key several times, each\ntime encrypted with "
        "another passphrase (a key slot) and spread over many sectors so that it can "
        "be destroyed reliably. The\nencrypted disk follows after the key material. "
        "Nothing here needs a passphrase: sizes, algorithms and slots are in "
        "clear.\n\n    LUKS1:  phdr (592 bytes) | key material of 8 slots | payload at "
        "payload_sector\n    LUKS2:  header2 (4 KiB) + JSON | the same again | key "
        "slots | segments as the JSON says\n\nqemu opens version 1 only; instar reads "
        "version 2 where it is asked for, unless the answers of a release are "
        "wanted. A qcow2 image whose `crypt_method` is LUKS holds a `phdr` too, in "
        "which offsets count from the\nphdr.",
        sources=(
            "https://gitlab.com/cryptsetup/cryptsetup/-/wikis/LUKS-standard/on-disk-format.pdf "
            "LUKS1 On-Disk Format Specification, version 1.2.3",
            "https://gitlab.com/cryptsetup/LUKS2-docs LUKS2 On-Disk Format Specification",
        ),
    ),
    Topic(
        name="luks.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="All sectors in a LUKS1 header have this size, whatever the disk's is.",
    ),
    Topic(
        name="luks.header_area_bytes",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Neither key material nor payload starts before this, which leaves room "
        "after the phdr.",
    ),
    Topic(
        name="luks.stripes",
        kind="constant",
        number=4000,
        meaning="Anti-forensic stripes of every key slot that any known writer has made.",
    ),
    Topic(
        name="luks.num_key_slots",
        kind="constant",
        number=8,
        meaning="A LUKS1 header always has this many slots, used or not.",
    ),
    Topic(
        name="luks.len_key_128",
        kind="constant",
        number=16,
        unit="bytes",
        meaning="Key of 128 bits.",
    ),
    Topic(
        name="luks.len_key_192",
        kind="constant",
        number=24,
        unit="bytes",
        meaning="Key of 192 bits.",
    ),
    Topic(
        name="luks.len_key_256",
        kind="constant",
        number=32,
        unit="bytes",
        meaning="Key of 256 bits.",
    ),
    Topic(
        name="luks.len_md5",
        kind="constant",
        number=16,
        unit="bytes",
        meaning="Hash of MD5.",
    ),
    Topic(
        name="luks.len_sha1",
        kind="constant",
        number=20,
        unit="bytes",
        meaning="Hash of SHA-1.",
    ),
    Topic(
        name="luks.len_sha224",
        kind="constant",
        number=28,
        unit="bytes",
        meaning="Hash of SHA-224.",
    ),
    Topic(
        name="luks.len_sha256",
        kind="constant",
        number=32,
        unit="bytes",
        meaning="Hash of SHA-256.",
    ),
    Topic(
        name="luks.len_sha384",
        kind="constant",
        number=48,
        unit="bytes",
        meaning="Hash of SHA-384.",
    ),
    Topic(
        name="luks.len_sha512",
        kind="constant",
        number=64,
        unit="bytes",
        meaning="Hash of SHA-512.",
    ),
    Topic(
        name="luks.len_ripemd160",
        kind="constant",
        number=20,
        unit="bytes",
        meaning="Hash of RIPEMD-160.",
    ),
    Topic(
        name="luks.len_sm3",
        kind="constant",
        number=32,
        unit="bytes",
        meaning="Hash of SM3.",
    ),
    Topic(
        name="luks.key_material_align",
        kind="constant",
        number=8,
        unit="sectors",
        meaning="qemu rounds the length of key material up to this, 4096 bytes, where it "
        "looks for overlaps.",
    ),
    Topic(
        name="luks.min_len_header2",
        kind="constant",
        number=16384,
        unit="bytes",
        meaning="The smallest LUKS2 header with its JSON area, and so the first place where "
        "its copy may be.",
    ),
    Topic(
        name="luks.max_len_header2",
        kind="constant",
        number=4194304,
        unit="bytes",
        meaning="The largest. Each size between them is twice the one before.",
    ),
    Topic(
        name="luks.max_key_slots2",
        kind="constant",
        number=32,
        meaning="Key slots of LUKS2 at most.",
    ),
    Topic(
        name="luks.max_sector_size",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Largest sector that LUKS2 encrypts as one.",
    ),
    Topic(
        name="luks.cipher_aes",
        kind="text",
        text="aes",
        meaning="Cipher with keys of 16, 24 or 32 bytes.",
    ),
    Topic(
        name="luks.cipher_serpent",
        kind="text",
        text="serpent",
        meaning="Cipher with keys of 16, 24 or 32 bytes.",
    ),
    Topic(
        name="luks.cipher_twofish",
        kind="text",
        text="twofish",
        meaning="Cipher with keys of 16, 24 or 32 bytes.",
    ),
    Topic(
        name="luks.cipher_cast5",
        kind="text",
        text="cast5",
        meaning="Cipher with keys of 16 bytes.",
    ),
    Topic(
        name="luks.cipher_sm4",
        kind="text",
        text="sm4",
        meaning="Cipher with keys of 16 bytes, known since qemu 9.0.",
    ),
    Topic(
        name="luks.shown_aes",
        kind="text",
        text="AES",
        meaning="How qemu spells the cipher where essiv has none of the length of its hash.",
    ),
    Topic(
        name="luks.shown_serpent",
        kind="text",
        text="Serpent",
        meaning="The same.",
    ),
    Topic(
        name="luks.shown_twofish",
        kind="text",
        text="Twofish",
        meaning="The same.",
    ),
    Topic(
        name="luks.shown_cast5",
        kind="text",
        text="cast5-128",
        meaning="How qemu spells the cipher where essiv cannot use it.",
    ),
    Topic(
        name="luks.mode_ecb",
        kind="text",
        text="ecb",
        meaning="Each block alone.",
    ),
    Topic(
        name="luks.mode_cbc",
        kind="text",
        text="cbc",
        meaning="Cipher block chaining, the mode before XTS.",
    ),
    Topic(
        name="luks.mode_xts",
        kind="text",
        text="xts",
        meaning="The usual mode, with two keys in one.",
    ),
    Topic(
        name="luks.mode_ctr",
        kind="text",
        text="ctr",
        meaning="Counter mode.",
    ),
    Topic(
        name="luks.vector_plain",
        kind="text",
        text="plain",
        meaning="Vectors are the sector's number, in 32 bits.",
    ),
    Topic(
        name="luks.vector_plain64",
        kind="text",
        text="plain64",
        meaning="Vectors are the sector's number, in 64 bits.",
    ),
    Topic(
        name="luks.vector_essiv",
        kind="text",
        text="essiv",
        meaning="Vectors are the sector's number, encrypted with a hash of the key.",
    ),
    Topic(
        name="luks.hash_md5",
        kind="text",
        text="md5",
        meaning="Hash of 16 bytes.",
    ),
    Topic(
        name="luks.hash_sha1",
        kind="text",
        text="sha1",
        meaning="Hash of 20 bytes.",
    ),
    Topic(
        name="luks.hash_sha224",
        kind="text",
        text="sha224",
        meaning="Hash of 28 bytes.",
    ),
    Topic(
        name="luks.hash_sha256",
        kind="text",
        text="sha256",
        meaning="Hash of 32 bytes, the usual one.",
    ),
    Topic(
        name="luks.hash_sha384",
        kind="text",
        text="sha384",
        meaning="Hash of 48 bytes.",
    ),
    Topic(
        name="luks.hash_sha512",
        kind="text",
        text="sha512",
        meaning="Hash of 64 bytes.",
    ),
    Topic(
        name="luks.hash_ripemd160",
        kind="text",
        text="ripemd160",
        meaning="Hash of 20 bytes.",
    ),
    Topic(
        name="luks.hash_sm3",
        kind="text",
        text="sm3",
        meaning="Hash of 32 bytes, known since qemu 9.0.",
    ),
    Topic(
        name="luks.json_size",
        kind="text",
        text="json_size",
        meaning="LUKS2: the member of the text's `config` that gives the bytes of the JSON area.",
    ),
    Topic(
        name="luks.keyslots_size",
        kind="text",
        text="keyslots_size",
        meaning="LUKS2: the member of the text's `config` that gives the bytes for key material.",
    ),
    Topic(
        name="luks.json_config",
        kind="text",
        text="config",
        meaning="LUKS2: What counts for the whole volume.",
    ),
    Topic(
        name="luks.json_requirements",
        kind="text",
        text="requirements",
        meaning="LUKS2: What a reader has to know.",
    ),
    Topic(
        name="luks.json_mandatory",
        kind="text",
        text="mandatory",
        meaning="LUKS2: Names of what it cannot do without.",
    ),
    Topic(
        name="luks.json_keyslots",
        kind="text",
        text="keyslots",
        meaning="LUKS2: Key slots by their numbers; of a digest, those with its key.",
    ),
    Topic(
        name="luks.json_segments",
        kind="text",
        text="segments",
        meaning="LUKS2: Parts of the disk by their numbers; of a digest, those with its key.",
    ),
    Topic(
        name="luks.json_digests",
        kind="text",
        text="digests",
        meaning="LUKS2: Digests of keys by their numbers.",
    ),
    Topic(
        name="luks.json_type",
        kind="text",
        text="type",
        meaning="LUKS2: The kind of what has it.",
    ),
    Topic(
        name="luks.json_area_offset",
        kind="text",
        text="offset",
        meaning="LUKS2: Where a segment or the area of a key slot begins.",
    ),
    Topic(
        name="luks.json_area_size",
        kind="text",
        text="size",
        meaning="LUKS2: How long it is.",
    ),
    Topic(
        name="luks.json_iv_tweak",
        kind="text",
        text="iv_tweak",
        meaning="LUKS2: Number of a segment's first sector of 512 bytes in vectors.",
    ),
    Topic(
        name="luks.json_encryption",
        kind="text",
        text="encryption",
        meaning="LUKS2: Cipher, mode and vectors, such as aes-xts-plain64.",
    ),
    Topic(
        name="luks.json_sector_size",
        kind="text",
        text="sector_size",
        meaning="LUKS2: Bytes that are encrypted as one.",
    ),
    Topic(
        name="luks.json_integrity",
        kind="text",
        text="integrity",
        meaning="LUKS2: Of a segment with checksums of its sectors.",
    ),
    Topic(
        name="luks.json_priority",
        kind="text",
        text="priority",
        meaning="LUKS2: Whether and when a key slot is tried (enum `slot_priority`).",
    ),
    Topic(
        name="luks.json_key_size",
        kind="text",
        text="key_size",
        meaning="LUKS2: Bytes of a key.",
    ),
    Topic(
        name="luks.json_af",
        kind="text",
        text="af",
        meaning="LUKS2: How a key is split.",
    ),
    Topic(
        name="luks.json_stripes",
        kind="text",
        text="stripes",
        meaning="LUKS2: Into how many pieces.",
    ),
    Topic(
        name="luks.json_hash",
        kind="text",
        text="hash",
        meaning="LUKS2: Name of a hash.",
    ),
    Topic(
        name="luks.json_area",
        kind="text",
        text="area",
        meaning="LUKS2: Where a split key is, and how it is encrypted.",
    ),
    Topic(
        name="luks.json_kdf",
        kind="text",
        text="kdf",
        meaning="LUKS2: How the key of an area comes of a passphrase.",
    ),
    Topic(
        name="luks.json_time",
        kind="text",
        text="time",
        meaning="LUKS2: Passes of Argon2.",
    ),
    Topic(
        name="luks.json_memory",
        kind="text",
        text="memory",
        meaning="LUKS2: Its memory in KiB.",
    ),
    Topic(
        name="luks.json_cpus",
        kind="text",
        text="cpus",
        meaning="LUKS2: Its lanes.",
    ),
    Topic(
        name="luks.json_iterations",
        kind="text",
        text="iterations",
        meaning="LUKS2: Of PBKDF2.",
    ),
    Topic(
        name="luks.json_salt",
        kind="text",
        text="salt",
        meaning="LUKS2: In base64.",
    ),
    Topic(
        name="luks.json_digest",
        kind="text",
        text="digest",
        meaning="LUKS2: In base64.",
    ),
    Topic(
        name="luks.segment_crypt",
        kind="text",
        text="crypt",
        meaning="LUKS2: A segment that is encrypted.",
    ),
    Topic(
        name="luks.size_dynamic",
        kind="text",
        text="dynamic",
        meaning="LUKS2: Size of a segment up to the end of the file.",
    ),
    Topic(
        name="luks.slot_luks2",
        kind="text",
        text="luks2",
        meaning="LUKS2: A key slot with a passphrase.",
    ),
    Topic(
        name="luks.slot_reencrypt",
        kind="text",
        text="reencrypt",
        meaning="LUKS2: One that describes how the disk is encrypted anew.",
    ),
    Topic(
        name="luks.area_raw",
        kind="text",
        text="raw",
        meaning="LUKS2: An area of bytes.",
    ),
    Topic(
        name="luks.af_luks1",
        kind="text",
        text="luks1",
        meaning="LUKS2: The split of version 1.",
    ),
    Topic(
        name="luks.kdf_argon2i",
        kind="text",
        text="argon2i",
        meaning="LUKS2: A form of Argon2.",
    ),
    Topic(
        name="luks.kdf_argon2id",
        kind="text",
        text="argon2id",
        meaning="LUKS2: The usual form of Argon2.",
    ),
    Topic(
        name="luks.kdf_pbkdf2",
        kind="text",
        text="pbkdf2",
        meaning="LUKS2: The derivation of version 1.",
    ),
    Topic(
        name="luks.header2_magic",
        kind="enum",
    ),
    Topic(
        name="luks.header2_magic.first",
        kind="member",
        number=1280658259,
        meaning="The letters LUKS: the header at the start of the file.",
    ),
    Topic(
        name="luks.header2_magic.copy",
        kind="member",
        number=1397445964,
        meaning="The letters SKUL: its copy, after the first one's JSON area.",
    ),
    Topic(
        name="luks.slot_priority",
        kind="enum",
    ),
    Topic(
        name="luks.slot_priority.ignore",
        kind="member",
        number=0,
        meaning="LUKS2: The slot opens for who names it, and nobody else.",
    ),
    Topic(
        name="luks.slot_priority.normal",
        kind="member",
        number=1,
        meaning="LUKS2: It is tried in its turn; that of a slot that says nothing.",
    ),
    Topic(
        name="luks.slot_priority.prefer",
        kind="member",
        number=2,
        meaning="LUKS2: It is tried before the others.",
    ),
    Topic(
        name="luks.slot_state",
        kind="enum",
    ),
    Topic(
        name="luks.slot_state.inactive",
        kind="member",
        number=57005,
        meaning="The slot is free.",
    ),
    Topic(
        name="luks.slot_state.active",
        kind="member",
        number=11301363,
        meaning="The slot holds the disk's key.",
    ),
    Topic(
        name="luks.phdr",
        kind="structure",
        type="592 bytes",
        meaning="Partition header of LUKS1, at the start of the file. qemu checks magic, "
        "version, the terminators of the three names,\n`payload_sector`, "
        "`mk_digest_iterations`, then slot by slot; then the names. Bytes past the "
        "end of the file read as zeros.",
        sources=(
            "https://gitlab.com/cryptsetup/cryptsetup/-/wikis/LUKS-standard/on-disk-format.pdf "
            "Section 4.1, figure 1",
        ),
    ),
    Topic(
        name="luks.phdr.magic",
        kind="field",
        place="bytes 0 to 5",
        type="6 bytes",
        rules=("4c 55 4b 53 ba be",),
        qemu=(
            (
                None,
                "Volume is not in LUKS format",
            ),
        ),
        meaning="LUKS and 0xbabe.",
    ),
    Topic(
        name="luks.phdr.version",
        kind="field",
        place="bytes 6 to 7",
        type="unsigned 16-bit number, big-endian",
        rules=("1",),
        qemu=(
            (
                None,
                "LUKS version {value} is not supported",
            ),
        ),
        meaning="1 for this layout. Version 2 has the same magic and another layout, `header2`.",
    ),
    Topic(
        name="luks.phdr.cipher_name",
        kind="field",
        place="bytes 8 to 39",
        type="32 bytes",
        rules=("any: text; a missing terminator and unknown names are faults",),
        called="cipher-name",
        meaning="Block cipher, such as `aes`, `twofish`, `serpent`, padded with zeros.",
    ),
    Topic(
        name="luks.phdr.cipher_mode",
        kind="field",
        place="bytes 40 to 71",
        type="32 bytes",
        rules=("any: text; a missing terminator and unknown names are faults",),
        called="cipher-mode",
        meaning="Mode and generator of initialisation vectors, such as `xts-plain64` or "
        "`cbc-essiv:sha256`, padded with zeros.",
    ),
    Topic(
        name="luks.phdr.hash_spec",
        kind="field",
        place="bytes 72 to 103",
        type="32 bytes",
        rules=("any: text; a missing terminator and unknown names are faults",),
        called="hash-spec",
        meaning="Hash for key derivation and for the anti-forensic split, such as `sha256`, "
        "padded with zeros.",
    ),
    Topic(
        name="luks.phdr.payload_sector",
        kind="field",
        place="bytes 104 to 107",
        type="unsigned 32-bit number, big-endian",
        unit="sectors",
        rules=("any: 0 in a detached header, whose payload is another file",),
        qemu_rules=(
            "at least 8",
            "it reads the payload from the file that has the header, and not out of the "
            "first 4 KiB",
        ),
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "Keyslot 0 is overlapping with the encrypted payload",
            ),
            (
                None,
                "LUKS payload is overlapping with the header",
            ),
        ),
        practice="With eight slots whose key material is aligned to 4 KiB, qemu has 2056 "
        "sectors with a 256-bit key (1.004 MiB) and 4040 with a\n512-bit one. (run: "
        "qemu-img 5.2, 7.2, 10.0, 11.1) cryptsetup aligns to 1 MiB, so 4096 with a "
        "512-bit key, and writes 0 for a detached header. (seen in luks1; seen in "
        "luks1_detached)",
        called="payload-offset",
        meaning="Where the encrypted disk starts, in sectors of 512 bytes. In a qcow2 image "
        "it is written as usual, but not used.",
    ),
    Topic(
        name="luks.phdr.len_key",
        kind="field",
        place="bytes 108 to 111",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: must suit the cipher (fault `unknown_cipher`)",),
        called="key-bytes",
        meaning="Length of the disk's key. XTS takes two keys in one, so 64 for AES-256.",
    ),
    Topic(
        name="luks.phdr.mk_digest",
        kind="field",
        place="bytes 112 to 131",
        type="20 bytes",
        rules=("any: any digest",),
        called="mk-digest",
        meaning="PBKDF2 of the disk's key; shows whether a passphrase is right.",
    ),
    Topic(
        name="luks.phdr.mk_digest_salt",
        kind="field",
        place="bytes 132 to 163",
        type="32 bytes",
        rules=("any: random",),
        called="mk-digest-salt",
        meaning="Salt of that derivation.",
    ),
    Topic(
        name="luks.phdr.mk_digest_iterations",
        kind="field",
        place="bytes 164 to 167",
        type="unsigned 32-bit number, big-endian",
        rules=("at least 1",),
        qemu=(
            (
                None,
                "LUKS key iteration count is zero",
            ),
        ),
        called="mk-digest-iter",
        meaning="Iterations of that derivation.",
    ),
    Topic(
        name="luks.phdr.uuid",
        kind="field",
        place="bytes 168 to 207",
        type="40 bytes",
        rules=("any: text, not interpreted",),
        meaning="UUID as text, 36 characters padded with zeros.",
    ),
    Topic(
        name="luks.phdr.key_slots",
        kind="field",
        place="bytes 208 to 591",
        type="8 times structure luks.key_slot",
        about="luks.key_slot",
        meaning="The slots, used or not.",
    ),
    Topic(
        name="luks.phdr.ofs_payload",
        kind="value",
        type="payload_sector * 512",
        unit="bytes",
        meaning="Where the encrypted disk starts.",
    ),
    Topic(
        name="luks.phdr.num_key_material_sectors",
        kind="value",
        type="(len_key * 4000 + 511) / 512",
        unit="sectors",
        meaning="Sectors that the key material of one slot with 4000 stripes takes.",
    ),
    Topic(
        name="luks.phdr.cipher_name_unterminated",
        kind="fault",
        text="has no terminator",
        about="luks.phdr.cipher_name",
        qemu=(
            (
                None,
                "LUKS header cipher name is not NUL terminated",
            ),
        ),
        meaning="Names are at most 31 bytes. Checked since qemu 7.2, as are the next two.",
    ),
    Topic(
        name="luks.phdr.cipher_mode_unterminated",
        kind="fault",
        text="has no terminator",
        about="luks.phdr.cipher_mode",
        qemu=(
            (
                None,
                "LUKS header cipher mode is not NUL terminated",
            ),
        ),
        meaning="Names are at most 31 bytes.",
    ),
    Topic(
        name="luks.phdr.hash_spec_unterminated",
        kind="fault",
        text="has no terminator",
        about="luks.phdr.hash_spec",
        qemu=(
            (
                None,
                "LUKS header hash spec is not NUL terminated",
            ),
        ),
        meaning="Names are at most 31 bytes.",
    ),
    Topic(
        name="luks.phdr.slot_stripes",
        kind="fault",
        text="number {extra0} has {value} stripes, must be 4000",
        about="luks.phdr.key_slots",
        qemu=(
            (
                (
                    4,
                    2,
                ),
                "Invalid password, cannot unlock any keyslot",
            ),
            (
                (
                    7,
                    2,
                ),
                "Keyslot {extra0} is corrupted (stripes == 0)",
            ),
            (
                None,
                "Keyslot {extra0} is corrupted (stripes {value} != 4000)",
            ),
        ),
        meaning="Until 4.1 qemu did not look, from 4.2 to 7.1 it refused 0 only. `extra0` is "
        "the slot's number here and below.",
    ),
    Topic(
        name="luks.phdr.slot_in_header",
        kind="fault",
        text="number {extra0} has its key material at sector {value}, inside the header",
        about="luks.phdr.key_slots",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "Invalid password, cannot unlock any keyslot",
            ),
            (
                None,
                "Keyslot {extra0} is overlapping with the LUKS header",
            ),
        ),
        meaning="Key material starts after the first 4096 bytes. Checked since qemu 7.2; "
        "before, no passphrase fitted an image whose only\nactive slot is like that.",
    ),
    Topic(
        name="luks.phdr.slot_state",
        kind="fault",
        text="number {extra0} has state {value:x}, neither active nor inactive",
        about="luks.phdr.key_slots",
        qemu=(
            (
                None,
                "Keyslot {extra0} state (active/disable) is corrupted",
            ),
        ),
        meaning="See the enum `slot_state`.",
    ),
    Topic(
        name="luks.phdr.slot_iterations",
        kind="fault",
        text="number {extra0} is active and has no iterations",
        about="luks.phdr.key_slots",
        qemu=(
            (
                None,
                "Keyslot {extra0} iteration count is zero",
            ),
        ),
        meaning="A key without derivation cannot be. Checked since qemu 7.2.",
    ),
    Topic(
        name="luks.phdr.slot_past_payload",
        kind="fault",
        text="number {extra0} has its key material at sector {value}, reaching into the payload",
        about="luks.phdr.key_slots",
        qemu=(
            (
                None,
                "Keyslot {extra0} is overlapping with the encrypted payload",
            ),
        ),
        meaning="Key material, of the length that the disk's key needs, ends before the "
        "payload starts. qemu adds offset and length in\n32 bits: a sum that wraps "
        "passes.",
    ),
    Topic(
        name="luks.phdr.slots_overlap",
        kind="fault",
        text="number {extra0} and {extra1} overlap",
        about="luks.phdr.key_slots",
        qemu=(
            (
                None,
                "Keyslots {extra0} and {extra1} are overlapping in the header",
            ),
        ),
        meaning="Slots are compared pair by pair, used or not, the other checks of a slot "
        "being done first. The length of the other\nslot comes from its own "
        "`stripes`, which may not be checked yet. Since 9.1 a slot without length at "
        "sector 0 overlaps any other.",
    ),
    Topic(
        name="luks.phdr.unknown_cipher",
        kind="fault",
        text="is {detail} with keys of {value} bytes, which is not known",
        about="luks.phdr.cipher_name",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "Algorithm {detail} with key size {value} bytes not supported",
            ),
            (
                None,
                "Algorithm '{detail}' with key size {value} bytes not supported",
            ),
        ),
        meaning="The value is the length of one key: half of `len_key` in mode xts. With "
        "essiv, the length of the hash counts too. qemu\nknows aes (16, 24, 32 "
        "bytes), serpent, twofish, cast5-128 and des among others.",
    ),
    Topic(
        name="luks.phdr.unknown_cipher_mode",
        kind="fault",
        text="is {detail}, which is not a cipher mode with a vector generator",
        about="luks.phdr.cipher_mode",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "Unexpected cipher mode string format {detail}",
            ),
            (
                None,
                "Unexpected cipher mode string format '{detail}'",
            ),
        ),
        meaning="A mode, a dash, a generator, and for essiv a colon and a hash. The text is "
        "for a mode without a dash.",
    ),
    Topic(
        name="luks.phdr.unknown_mode",
        kind="fault",
        text="has the mode {detail}, which is not known",
        about="luks.phdr.cipher_mode",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "Cipher mode {detail} not supported",
            ),
            (
                None,
                "Cipher mode '{detail}' not supported",
            ),
        ),
        meaning="The part before the dash. Known are ecb, cbc, xts and ctr.",
    ),
    Topic(
        name="luks.phdr.unknown_vector",
        kind="fault",
        text="has the generator {detail}, which is not known",
        about="luks.phdr.cipher_mode",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "IV generator {detail} not supported",
            ),
            (
                None,
                "IV generator '{detail}' not supported",
            ),
        ),
        meaning="The part after the dash. Known are plain, plain64 and essiv.",
    ),
    Topic(
        name="luks.phdr.unknown_hash",
        kind="fault",
        text="is {detail}, which is not known",
        about="luks.phdr.hash_spec",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "Hash algorithm {detail} not supported",
            ),
            (
                None,
                "Hash algorithm '{detail}' not supported",
            ),
        ),
        meaning="Known are md5, sha1, sha224, sha256, sha384, sha512 and ripemd160. The hash "
        "of essiv gets the same text.",
    ),
    Topic(
        name="luks.phdr.essiv_without_hash",
        kind="fault",
        text="has the generator essiv without a hash",
        about="luks.phdr.cipher_mode",
        qemu=(
            (
                None,
                "Missing IV generator hash specification",
            ),
        ),
        meaning="A colon and the name of a hash follow essiv.",
    ),
    Topic(
        name="luks.phdr.essiv_cipher",
        kind="fault",
        text="has an essiv whose hash makes a key of {value} bytes, which {detail} does not take",
        about="luks.phdr.cipher_mode",
        qemu=(
            (
                None,
                "No {detail} cipher with key size {value} available",
            ),
        ),
        meaning="The hash of the key is itself the key by which vectors are encrypted.",
    ),
    Topic(
        name="luks.phdr.essiv_unsupported",
        kind="fault",
        text="has an essiv whose hash makes a key of {value} bytes, which {detail} does not take",
        about="luks.phdr.cipher_mode",
        qemu=(
            (
                None,
                "Cipher {detail} not supported with essiv",
            ),
        ),
        meaning="The same, for ciphers with one length of keys.",
    ),
    Topic(
        name="luks.phdr.key_missing",
        kind="fault",
        text="need a passphrase, and none was given",
        about="luks.phdr.key_slots",
        qemu=(
            (
                None,
                "Parameter 'key-secret' is required for cipher",
            ),
        ),
        meaning="Reading needs a key, and qemu-img says so before it looks at the header: "
        "`measure` and `map` without a secret never get to\nthe other rules. `info` "
        "needs no key and checks the header.",
    ),
    Topic(
        name="luks.phdr.wrong_key",
        kind="fault",
        text="are opened by another passphrase",
        about="luks.phdr.key_slots",
        qemu=(
            (
                None,
                "Invalid password, cannot unlock any keyslot",
            ),
        ),
        meaning="The key in none of the active slots has the digest in the header.",
    ),
    Topic(
        name="luks.phdr.not_read",
        kind="fault",
        text="is {detail}, or goes with a hash, that instar does not decrypt",
        about="luks.phdr.cipher_name",
        meaning="What is read is AES, Serpent and Twofish, and hashes but ripemd160 and sm3.",
    ),
    Topic(
        name="luks.phdr.payload_past_end",
        kind="fault",
        text="is {value}, past the end of the file",
        about="luks.phdr.payload_sector",
        qemu=(
            (
                None,
                "Could not refresh total sector count: Input/output error",
            ),
        ),
        meaning="The payload starts inside the file. A payload of length 0 is fine.",
    ),
    Topic(
        name="luks.phdr.check_no_key",
        kind="fault",
        text="are all inactive, so that no passphrase opens the disk",
        about="luks.phdr.key_slots",
        meaning="The disk's key is in the slots alone.",
    ),
    Topic(
        name="luks.phdr.check_material_missing",
        kind="fault",
        text="number {extra0} is active, and its key material at byte {value} is past the "
        "end of the file",
        about="luks.phdr.key_slots",
        meaning="The key cannot be had from this slot.",
    ),
    Topic(
        name="luks.phdr.check_material_blank",
        kind="fault",
        text="number {extra0} is active, and a sector of its key material, at byte "
        "{value}, has one byte all over",
        about="luks.phdr.key_slots",
        meaning="Key material looks random. What is wiped in part is lost, since the key is "
        "spread over all of it.",
    ),
    Topic(
        name="luks.phdr.version_2",
        kind="fault",
        text="is 2, which qemu does not open",
        about="luks.phdr.version",
        qemu=(
            (
                None,
                "LUKS version 2 is not supported",
            ),
        ),
        meaning="Raised when a LUKS2 header was recognised and LUKS was asked for; qemu's "
        "prober takes such a file for raw.",
    ),
    Topic(
        name="luks.phdr.amend_other_secret",
        kind="fault",
        text="{value} is not opened by the old secret",
        about="luks.phdr.key_slots",
        qemu=(
            (
                None,
                "qemu-img: Given keyslot {value} doesn't contain the given old password for "
                "erase operation",
            ),
        ),
        meaning="A caller that names both wants to be sure.",
    ),
    Topic(
        name="luks.phdr.amend_no_slot",
        kind="fault",
        text="has none that the old secret opens",
        about="luks.phdr.key_slots",
        qemu=(
            (
                None,
                "qemu-img: No keyslots match given (old) password for erase operation",
            ),
        ),
        meaning="Nothing would be erased.",
    ),
    Topic(
        name="luks.phdr.amend_erased",
        kind="fault",
        text="{value} is not in use",
        about="luks.phdr.key_slots",
        qemu=(
            (
                None,
                "qemu-img: Given keyslot {value} is already erased (inactive) ",
            ),
        ),
        meaning="Nothing would be erased.",
    ),
    Topic(
        name="luks.phdr.amend_last_slot",
        kind="fault",
        text="{value} is the last one in use",
        about="luks.phdr.key_slots",
        qemu=(
            (
                None,
                "qemu-img: Attempt to erase the only active keyslot {value} which will erase "
                "all the data in the image irreversibly - refusing operation",
            ),
        ),
        meaning="Nobody could read the disk any more.",
    ),
    Topic(
        name="luks.phdr.amend_all_slots",
        kind="fault",
        text="has no other slots in use than those that the old secret opens",
        about="luks.phdr.key_slots",
        qemu=(
            (
                None,
                "qemu-img: All the active keyslots match the (old) password that was given "
                "and erasing them will erase all the data in the image irreversibly - "
                "refusing operation",
            ),
        ),
        meaning="Nobody could read the disk any more.",
    ),
    Topic(
        name="luks.key_slot",
        kind="structure",
        type="48 bytes",
        meaning="One copy of the disk's key, locked with one passphrase.",
        sources=(
            "https://gitlab.com/cryptsetup/cryptsetup/-/wikis/LUKS-standard/on-disk-format.pdf "
            "Section 4.1, figure 2",
        ),
    ),
    Topic(
        name="luks.key_slot.state",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, big-endian",
        rules=(
            "any: a value outside the enum is refused with the slot's number (fault "
            "`slot_state` of `phdr`)",
        ),
        about="luks.slot_state",
        called="active",
        meaning="Whether the slot holds a key.",
    ),
    Topic(
        name="luks.key_slot.iterations",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, big-endian",
        rules=(
            "any: 0 is refused for an active slot, with its number (fault "
            "`slot_iterations` of `phdr`)",
        ),
        meaning="Iterations of PBKDF2 from the passphrase to the key that unlocks this slot.",
    ),
    Topic(
        name="luks.key_slot.salt",
        kind="field",
        place="bytes 8 to 39",
        type="32 bytes",
        rules=("any: random",),
        meaning="Salt of that derivation.",
    ),
    Topic(
        name="luks.key_slot.key_material_sector",
        kind="field",
        place="bytes 40 to 43",
        type="unsigned 32-bit number, big-endian",
        unit="sectors",
        rules=(
            "any: its limits need the header (faults `slot_in_header`, "
            "`slot_past_payload` of `phdr`)",
        ),
        called="key-material-offset",
        meaning="Where the slot's key material starts, in sectors of 512 bytes from the "
        "start of the phdr. Set for inactive slots too:\ntheir place is fixed when "
        "the disk is formatted.",
    ),
    Topic(
        name="luks.key_slot.stripes",
        kind="field",
        place="bytes 44 to 47",
        type="unsigned 32-bit number, big-endian",
        rules=("any: qemu's rule changed over its versions (fault `slot_stripes` of `phdr`)",),
        meaning="The key is spread over this many times its length, so that losing any part "
        "loses all. Always 4000.",
    ),
    Topic(
        name="luks.header2",
        kind="structure",
        type="4096 bytes",
        meaning="Binary header of LUKS2. After it, up to `len_header`, follows a JSON text "
        "with the key slots, segments and tokens. A\nsecond copy of both, with the "
        "magic `SKUL`, follows at `len_header`. Numbers are big-endian.",
        sources=(
            "https://gitlab.com/cryptsetup/LUKS2-docs LUKS2 On-Disk Format "
            "Specification, section 2.1, figure 2",
        ),
    ),
    Topic(
        name="luks.header2.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, big-endian",
        rules=("one of 1280658259 (first), 1397445964 (copy)",),
        about="luks.header2_magic",
        meaning="Which of the two headers this is.",
    ),
    Topic(
        name="luks.header2.magic_end",
        kind="field",
        place="bytes 4 to 5",
        type="2 bytes",
        rules=("ba be",),
        meaning="With the letters before it, the magic of six bytes.",
    ),
    Topic(
        name="luks.header2.version",
        kind="field",
        place="bytes 6 to 7",
        type="unsigned 16-bit number, big-endian",
        rules=("2",),
        meaning="2 for this layout.",
    ),
    Topic(
        name="luks.header2.len_header",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=(
            "0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000 or 0x400000",
        ),
        called="hdr_size",
        meaning="Bytes in this header and its JSON area together, 16 KiB to 4 MiB.",
    ),
    Topic(
        name="luks.header2.sequence",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, big-endian",
        rules=("any: a counter",),
        called="seqid",
        meaning="Raised with each update; the copy with the larger one is the newer.",
    ),
    Topic(
        name="luks.header2.label",
        kind="field",
        place="bytes 24 to 71",
        type="48 bytes",
        rules=("any: text, not interpreted",),
        meaning="Label, padded with zeros.",
    ),
    Topic(
        name="luks.header2.checksum_algorithm",
        kind="field",
        place="bytes 72 to 103",
        type="32 bytes",
        rules=("any: text; readers that do not know the name cannot check the header",),
        called="csum_alg",
        meaning="Name of the hash in `checksum`, such as `sha256`, padded with zeros.",
    ),
    Topic(
        name="luks.header2.salt",
        kind="field",
        place="bytes 104 to 167",
        type="64 bytes",
        rules=("any: random",),
        meaning="Random bytes, different in each update, so that no two headers have the "
        "same hash.",
    ),
    Topic(
        name="luks.header2.uuid",
        kind="field",
        place="bytes 168 to 207",
        type="40 bytes",
        rules=("any: text, not interpreted",),
        meaning="UUID as text, padded with zeros.",
    ),
    Topic(
        name="luks.header2.subsystem",
        kind="field",
        place="bytes 208 to 255",
        type="48 bytes",
        rules=("any: text, not interpreted",),
        meaning="Secondary label for a subsystem's use, padded with zeros.",
    ),
    Topic(
        name="luks.header2.ofs_header",
        kind="field",
        place="bytes 256 to 263",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: depends on which copy this is (fault `check_place`)",),
        called="hdr_offset",
        meaning="Offset of this copy on the device, so that a copy that was moved is "
        "noticed. 0 in the first.",
    ),
    Topic(
        name="luks.header2.reserved",
        kind="field",
        place="bytes 264 to 447",
        type="184 bytes",
        rules=("any: reserved, zero; readers do not look",),
        meaning="Zeros.",
    ),
    Topic(
        name="luks.header2.checksum",
        kind="field",
        place="bytes 448 to 511",
        type="64 bytes",
        rules=("any: needs the hash that `checksum_algorithm` names",),
        called="csum",
        meaning="Hash over this header with this field zero, and the JSON area; padded with zeros.",
    ),
    Topic(
        name="luks.header2.padding",
        kind="field",
        place="bytes 512 to 4095",
        type="3584 bytes",
        rules=("any: reserved, zero; readers do not look",),
        meaning="Fills the header up to 4096 bytes.",
    ),
    Topic(
        name="luks.header2.check_broken",
        kind="fault",
        text="begins a header at byte {extra0} that breaks a rule in its byte {value}",
        about="luks.header2.magic",
        meaning="Nothing that such a header says can be used.",
    ),
    Topic(
        name="luks.header2.check_first_missing",
        kind="fault",
        text="of the first header is missing, and its copy is at byte {value}",
        about="luks.header2.magic",
        meaning="The start of the file is blank, or has the UUID that the copy has. The copy "
        "of a volume that was overwritten by something\nelse is left alone.",
    ),
    Topic(
        name="luks.header2.check_copy_missing",
        kind="fault",
        text="is {value}, where no copy of the header is",
        about="luks.header2.len_header",
        meaning="Damage to the first header would make the disk unreadable.",
    ),
    Topic(
        name="luks.header2.check_length",
        kind="fault",
        text="is {value}, and in the first header {extra0}",
        about="luks.header2.len_header",
        meaning="Both have the same size.",
    ),
    Topic(
        name="luks.header2.check_past_end",
        kind="fault",
        text="is {value} in the header at byte {extra0}, past the end of the file",
        about="luks.header2.len_header",
        meaning="The file was cut off.",
    ),
    Topic(
        name="luks.header2.check_place",
        kind="fault",
        text="is {value}, and the header is at byte {extra0}",
        about="luks.header2.ofs_header",
        meaning="A header that was moved is not used.",
    ),
    Topic(
        name="luks.header2.check_older",
        kind="fault",
        text="is {value}, and that of the other header, which is the newer, {extra0}",
        about="luks.header2.sequence",
        meaning="An update wrote one header only. Programs use the newer one, and write it "
        "over the other.",
    ),
    Topic(
        name="luks.header2.check_copy_differs",
        kind="fault",
        text="begins a header that differs from the first in byte {value}, and is as new",
        about="luks.header2.magic",
        meaning="Of the same sequence number are the same headers, but for magic, salt, "
        "place and checksum.",
    ),
    Topic(
        name="luks.header2.check_checksum",
        kind="fault",
        text="is not that of the header at byte {extra0} and its JSON area",
        about="luks.header2.checksum",
        meaning="Programs use the other header, if that is sound.",
    ),
    Topic(
        name="luks.header2.check_unknown_hash",
        kind="fault",
        text="is {detail} in the header at byte {extra0}, which is not known, so that its "
        "checksum was not checked",
        about="luks.header2.checksum_algorithm",
        meaning="Known are md5, sha1, sha224, sha256, sha384 and sha512.",
    ),
    Topic(
        name="luks.header2.check_no_text",
        kind="fault",
        text="of the header at byte {extra0} is followed by a JSON area that begins with no object",
        about="luks.header2.padding",
        meaning="The text is one object, and begins with the first byte.",
    ),
    Topic(
        name="luks.header2.check_text_end",
        kind="fault",
        text="of the header at byte {extra0} is followed by a JSON area without a zero "
        "byte at its end",
        about="luks.header2.padding",
        meaning="A text that fills the area has no end.",
    ),
    Topic(
        name="luks.header2.check_text_rest",
        kind="fault",
        text="of the header at byte {extra0} is followed by a JSON text after whose end, "
        "in byte {value} of its area, is something else",
        about="luks.header2.padding",
        meaning="The rest of the area is zero.",
    ),
    Topic(
        name="luks.header2.check_text_size",
        kind="fault",
        text="of the header at byte {extra0} is followed by a JSON text whose `json_size` "
        "is not the {value} bytes of its area",
        about="luks.header2.padding",
        meaning="The number is missing, too large or another one.",
    ),
    Topic(
        name="luks.header2.check_no_keyslots",
        kind="fault",
        text="of the header at byte {extra0} is followed by a JSON text without a number "
        "as `keyslots_size`",
        about="luks.header2.padding",
        meaning="How much room the key slots have is not known.",
    ),
    Topic(
        name="luks.header2.check_keyslots_past_end",
        kind="fault",
        text="of the header at byte {extra0} is followed by a JSON text whose "
        "`keyslots_size` is {value}, past the end of the file",
        about="luks.header2.padding",
        meaning="Key material follows both headers. Without it no passphrase opens the disk.",
    ),
    Topic(
        name="luks.header2.wrong_key",
        kind="fault",
        text="has a key in no slot that the passphrase opens",
        about="luks.header2",
        qemu=(
            (
                None,
                "Invalid password, cannot unlock any keyslot",
            ),
        ),
        meaning="As for version 1.",
    ),
    Topic(
        name="luks.header2.place",
        kind="fault",
        text="is {value} in a header that is elsewhere, and no copy can be used",
        about="luks.header2.ofs_header",
        meaning="Raised where neither header is sound; it says what is wrong with the first.",
    ),
    Topic(
        name="luks.header2.past_end",
        kind="fault",
        text="is {value}, past the end of the file, and no copy can be used",
        about="luks.header2.len_header",
        meaning="The same.",
    ),
    Topic(
        name="luks.header2.wrong_checksum",
        kind="fault",
        text="is not that of the header and its JSON area, or of a hash that is not "
        "known, and no copy can be used",
        about="luks.header2.checksum",
        meaning="The same.",
    ),
    Topic(
        name="luks.header2.text",
        kind="fault",
        text="is followed by a JSON area that is no object in JSON with a zero byte after "
        "it, and no copy can be used",
        about="luks.header2.padding",
        meaning="The same. Values are nested 32 deep at most.",
    ),
    Topic(
        name="luks.header2.member",
        kind="fault",
        text="is followed by a JSON text whose member `{detail}` is missing, twice there "
        "or not what it must be",
        about="luks.header2.padding",
        meaning="Of all that is read of the text. What is not read may be anything.",
    ),
    Topic(
        name="luks.header2.requirement",
        kind="fault",
        text="is followed by a JSON text that requires {detail}, which is not supported",
        about="luks.header2.padding",
        meaning="Such as `online-reencrypt-v2`: the disk is being encrypted anew.",
    ),
    Topic(
        name="luks.header2.segments",
        kind="fault",
        text="is followed by a JSON text with {value} segments, not one",
        about="luks.header2.padding",
        meaning="Several are there while a disk is being encrypted anew.",
    ),
    Topic(
        name="luks.header2.segment_kind",
        kind="fault",
        text="is followed by a JSON text with a segment of the type {detail}, which is not read",
        about="luks.header2.padding",
        meaning="Read is what is encrypted by dm-crypt alone.",
    ),
    Topic(
        name="luks.header2.integrity",
        kind="fault",
        text="is followed by a JSON text whose segment has integrity data, {detail}, "
        "which is not read",
        about="luks.header2.padding",
        meaning="Its sectors do not lie one after the other.",
    ),
    Topic(
        name="luks.header2.segment_place",
        kind="fault",
        text="is followed by a JSON text whose segment begins at byte {value}, in the "
        "header or inside a sector",
        about="luks.header2.padding",
        meaning="The segment of a detached header begins at 0, in another file.",
    ),
    Topic(
        name="luks.header2.segment_past_end",
        kind="fault",
        text="is followed by a JSON text whose segment at byte {value} reaches past the "
        "end of the file",
        about="luks.header2.padding",
        meaning="The file was cut off.",
    ),
    Topic(
        name="luks.header2.unknown_encryption",
        kind="fault",
        text="is followed by a JSON text that encrypts by {detail} with keys of {value} "
        "bytes, which is not read",
        about="luks.header2.padding",
        meaning="What is read is AES, Serpent and Twofish in the modes and with the vectors "
        "of version 1.",
    ),
    Topic(
        name="luks.header2.unknown_hash",
        kind="fault",
        text="is followed by a JSON text that names the hash {detail}, which is not known",
        about="luks.header2.padding",
        meaning="Known are md5, sha1, sha224, sha256, sha384 and sha512.",
    ),
    Topic(
        name="luks.header2.unknown_kdf",
        kind="fault",
        text="is followed by a JSON text that names the derivation {detail}, which is not known",
        about="luks.header2.padding",
        meaning="Known are argon2id, argon2i and pbkdf2, the last also of digests.",
    ),
    Topic(
        name="luks.header2.slot_stripes",
        kind="fault",
        text="is followed by a JSON text whose key slot {extra0} has {value} stripes, not 4000",
        about="luks.header2.padding",
        meaning="All writers split into so many.",
    ),
    Topic(
        name="luks.header2.slot_place",
        kind="fault",
        text="is followed by a JSON text whose key slot {extra0} has an area at byte "
        "{value} that is too small, elsewhere than the key slots or another's",
        about="luks.header2.padding",
        meaning="Areas lie between the headers and the segment, apart.",
    ),
)
