# SPDX-License-Identifier: Apache-2.0
meta:
  id: luks
  title: Linux unified key setup, versions 1 and 2
  license: Apache-2.0
  endian: be
doc: |
  Disk encryption with a header in clear. The header says how the disk is encrypted and holds the disk's key several times, each
  time encrypted with another passphrase (a key slot) and spread over many sectors so that it can be destroyed reliably. The
  encrypted disk follows after the key material. Nothing here needs a passphrase: sizes, algorithms and slots are in clear.

      LUKS1:  phdr (592 bytes) | key material of 8 slots | payload at payload_sector
      LUKS2:  header2 (4 KiB) + JSON | the same again | key slots | segments as the JSON says

  qemu opens version 1 only; instar reads version 2 where it is asked for, unless the answers of a release are wanted. A qcow2 image whose `crypt_method` is LUKS holds a `phdr` too, in which offsets count from the
  phdr.
doc-ref:
  - https://gitlab.com/cryptsetup/cryptsetup/-/wikis/LUKS-standard/on-disk-format.pdf LUKS1 On-Disk Format Specification, version 1.2.3
  - https://gitlab.com/cryptsetup/LUKS2-docs LUKS2 On-Disk Format Specification
-instar-id: 18
-instar-programs:
  - name: cryptsetup
    since: 2.0 (version 2), 2.1 version 2 unless asked
    writes: Version 2 unless asked. Version 1 with the payload at a multiple of 1 MiB; at 0 in a detached header. Version 2 with headers of 16 KiB and the segment at 16 MiB.
    source:
      - https://gitlab.com/cryptsetup/cryptsetup/-/blob/main/docs/v2.0.0-ReleaseNotes Release notes of cryptsetup 2.0.0
      - https://lists.debian.org/debian-boot/2019/02/msg00100.html Debian, on cryptsetup 2.1
    seen: [luks1, luks1_detached, luks2]
  - name: qemu
    since: 2.6
    writes: Version 1, key material aligned to 4 KiB, all eight slots laid out, no more room than that before the payload.
    reads: "Version 1 whose payload is in the same file, by name (`-f luks`) or by its magic. Not version 2."
    run: qemu-img 5.2, 7.2, 10.0, 11.1
    source: https://gitlab.com/qemu-project/qemu/-/blob/v9.0.0/qapi/crypto.json qemu, QCryptoBlockFormat, since when
-instar-samples:
  - id: luks1
    program: cryptsetup 2.6.1
    made: cryptsetup luksFormat --type luks1 --pbkdf-force-iterations 1000, first 4096 bytes
    sha256: 4627bbd041fa7b5698e0a04ba14fa2d3c82d718c2738146cc3ccb25137ced19e
    file: tests/samples/luks1.xz
  - id: luks1_detached
    program: cryptsetup 2.6.1
    made: cryptsetup luksFormat --type luks1 --header, first 4096 bytes of the header
    sha256: b458b054177d50c90ad7a86550ab25c1c785ca4ac515e32d0ce55a82226281d8
    file: tests/samples/luks1_detached.xz
  - id: luks2
    program: cryptsetup 2.6.1
    made: cryptsetup luksFormat --type luks2 --pbkdf pbkdf2, first 32 KiB
    sha256: 80f83a1aadf84e53e1b8c166a99c3cf52aafb3cecb2499a5437c6bab90702d9b
    file: tests/samples/luks2.xz
-instar-magic:
  - offset: 0
    hex: 4c 55 4b 53 ba be
    doc: Both versions, LUKS and 0xbabe.
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases; who writes and reads it."}
  - {date: 2026-11-29, doc: "Where the payload is, and a worked example; since when programs know the format."}
-instar-examples:
  - {image: luks.luks, offset: 0x10134}
-instar-places:
  - {id: phdr, type: phdr, at: 0, doc: "Of version 1. The key material of each slot is at its `key_material_sector`."}
  - id: payload
    size: file_size - phdr.ofs_payload
    at: phdr.ofs_payload
    byte: offset
    doc: The disk, encrypted.
-instar-strings:
  - {id: cipher_aes, text: aes, doc: "Cipher with keys of 16, 24 or 32 bytes."}
  - {id: cipher_serpent, text: serpent, doc: "Cipher with keys of 16, 24 or 32 bytes."}
  - {id: cipher_twofish, text: twofish, doc: "Cipher with keys of 16, 24 or 32 bytes."}
  - {id: cipher_cast5, text: cast5, doc: Cipher with keys of 16 bytes.}
  - {id: cipher_sm4, text: sm4, doc: "Cipher with keys of 16 bytes, known since qemu 9.0."}
  - {id: shown_aes, text: AES, doc: How qemu spells the cipher where essiv has none of the length of its hash.}
  - {id: shown_serpent, text: Serpent, doc: The same.}
  - {id: shown_twofish, text: Twofish, doc: The same.}
  - {id: shown_cast5, text: cast5-128, doc: How qemu spells the cipher where essiv cannot use it.}
  - {id: mode_ecb, text: ecb, doc: Each block alone.}
  - {id: mode_cbc, text: cbc, doc: "Cipher block chaining, the mode before XTS."}
  - {id: mode_xts, text: xts, doc: "The usual mode, with two keys in one."}
  - {id: mode_ctr, text: ctr, doc: Counter mode.}
  - {id: vector_plain, text: plain, doc: "Vectors are the sector's number, in 32 bits."}
  - {id: vector_plain64, text: plain64, doc: "Vectors are the sector's number, in 64 bits."}
  - {id: vector_essiv, text: essiv, doc: "Vectors are the sector's number, encrypted with a hash of the key."}
  - {id: hash_md5, text: md5, doc: Hash of 16 bytes.}
  - {id: hash_sha1, text: sha1, doc: Hash of 20 bytes.}
  - {id: hash_sha224, text: sha224, doc: Hash of 28 bytes.}
  - {id: hash_sha256, text: sha256, doc: "Hash of 32 bytes, the usual one."}
  - {id: hash_sha384, text: sha384, doc: Hash of 48 bytes.}
  - {id: hash_sha512, text: sha512, doc: Hash of 64 bytes.}
  - {id: hash_ripemd160, text: ripemd160, doc: Hash of 20 bytes.}
  - {id: hash_sm3, text: sm3, doc: "Hash of 32 bytes, known since qemu 9.0."}
  - {id: json_size, text: json_size, doc: "LUKS2: the member of the text's `config` that gives the bytes of the JSON area."}
  - {id: keyslots_size, text: keyslots_size, doc: "LUKS2: the member of the text's `config` that gives the bytes for key material."}
  - {id: json_config, text: config, doc: "LUKS2: What counts for the whole volume."}
  - {id: json_requirements, text: requirements, doc: "LUKS2: What a reader has to know."}
  - {id: json_mandatory, text: mandatory, doc: "LUKS2: Names of what it cannot do without."}
  - {id: json_keyslots, text: keyslots, doc: "LUKS2: Key slots by their numbers; of a digest, those with its key."}
  - {id: json_segments, text: segments, doc: "LUKS2: Parts of the disk by their numbers; of a digest, those with its key."}
  - {id: json_digests, text: digests, doc: "LUKS2: Digests of keys by their numbers."}
  - {id: json_type, text: type, doc: "LUKS2: The kind of what has it."}
  - {id: json_area_offset, text: offset, doc: "LUKS2: Where a segment or the area of a key slot begins."}
  - {id: json_area_size, text: size, doc: "LUKS2: How long it is."}
  - {id: json_iv_tweak, text: iv_tweak, doc: "LUKS2: Number of a segment's first sector of 512 bytes in vectors."}
  - {id: json_encryption, text: encryption, doc: "LUKS2: Cipher, mode and vectors, such as aes-xts-plain64."}
  - {id: json_sector_size, text: sector_size, doc: "LUKS2: Bytes that are encrypted as one."}
  - {id: json_integrity, text: integrity, doc: "LUKS2: Of a segment with checksums of its sectors."}
  - {id: json_priority, text: priority, doc: "LUKS2: Whether and when a key slot is tried (enum `slot_priority`)."}
  - {id: json_key_size, text: key_size, doc: "LUKS2: Bytes of a key."}
  - {id: json_af, text: af, doc: "LUKS2: How a key is split."}
  - {id: json_stripes, text: stripes, doc: "LUKS2: Into how many pieces."}
  - {id: json_hash, text: hash, doc: "LUKS2: Name of a hash."}
  - {id: json_area, text: area, doc: "LUKS2: Where a split key is, and how it is encrypted."}
  - {id: json_kdf, text: kdf, doc: "LUKS2: How the key of an area comes of a passphrase."}
  - {id: json_time, text: time, doc: "LUKS2: Passes of Argon2."}
  - {id: json_memory, text: memory, doc: "LUKS2: Its memory in KiB."}
  - {id: json_cpus, text: cpus, doc: "LUKS2: Its lanes."}
  - {id: json_iterations, text: iterations, doc: "LUKS2: Of PBKDF2."}
  - {id: json_salt, text: salt, doc: "LUKS2: In base64."}
  - {id: json_digest, text: digest, doc: "LUKS2: In base64."}
  - {id: segment_crypt, text: crypt, doc: "LUKS2: A segment that is encrypted."}
  - {id: size_dynamic, text: dynamic, doc: "LUKS2: Size of a segment up to the end of the file."}
  - {id: slot_luks2, text: luks2, doc: "LUKS2: A key slot with a passphrase."}
  - {id: slot_reencrypt, text: reencrypt, doc: "LUKS2: One that describes how the disk is encrypted anew."}
  - {id: area_raw, text: raw, doc: "LUKS2: An area of bytes."}
  - {id: af_luks1, text: luks1, doc: "LUKS2: The split of version 1."}
  - {id: kdf_argon2i, text: argon2i, doc: "LUKS2: A form of Argon2."}
  - {id: kdf_argon2id, text: argon2id, doc: "LUKS2: The usual form of Argon2."}
  - {id: kdf_pbkdf2, text: pbkdf2, doc: "LUKS2: The derivation of version 1."}
seq:
  - id: phdr
    type: phdr
    doc: Version 1; a version 2 file is refused here, see `header2`.
instances:
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: All sectors in a LUKS1 header have this size, whatever the disk's is.
  header_area_bytes:
    value: 4096
    -instar-unit: bytes
    doc: Neither key material nor payload starts before this, which leaves room after the phdr.
  stripes:
    value: 4000
    doc: Anti-forensic stripes of every key slot that any known writer has made.
  num_key_slots:
    value: 8
    doc: A LUKS1 header always has this many slots, used or not.
  len_key_128:
    value: 16
    -instar-unit: bytes
    doc: Key of 128 bits.
  len_key_192:
    value: 24
    -instar-unit: bytes
    doc: Key of 192 bits.
  len_key_256:
    value: 32
    -instar-unit: bytes
    doc: Key of 256 bits.
  len_md5:
    value: 16
    -instar-unit: bytes
    doc: Hash of MD5.
  len_sha1:
    value: 20
    -instar-unit: bytes
    doc: Hash of SHA-1.
  len_sha224:
    value: 28
    -instar-unit: bytes
    doc: Hash of SHA-224.
  len_sha256:
    value: 32
    -instar-unit: bytes
    doc: Hash of SHA-256.
  len_sha384:
    value: 48
    -instar-unit: bytes
    doc: Hash of SHA-384.
  len_sha512:
    value: 64
    -instar-unit: bytes
    doc: Hash of SHA-512.
  len_ripemd160:
    value: 20
    -instar-unit: bytes
    doc: Hash of RIPEMD-160.
  len_sm3:
    value: 32
    -instar-unit: bytes
    doc: Hash of SM3.
  key_material_align:
    value: 8
    -instar-unit: sectors
    doc: qemu rounds the length of key material up to this, 4096 bytes, where it looks for overlaps.
  min_len_header2:
    value: 0x4000
    -instar-unit: bytes
    doc: The smallest LUKS2 header with its JSON area, and so the first place where its copy may be.
  max_len_header2:
    value: 0x400000
    -instar-unit: bytes
    doc: The largest. Each size between them is twice the one before.
  max_key_slots2:
    value: 32
    doc: Key slots of LUKS2 at most.
  max_sector_size:
    value: 4096
    -instar-unit: bytes
    doc: Largest sector that LUKS2 encrypts as one.
types:
  phdr:
    doc: |
      Partition header of LUKS1, at the start of the file. qemu checks magic, version, the terminators of the three names,
      `payload_sector`, `mk_digest_iterations`, then slot by slot; then the names. Bytes past the end of the file read as zeros.
    doc-ref: https://gitlab.com/cryptsetup/cryptsetup/-/wikis/LUKS-standard/on-disk-format.pdf Section 4.1, figure 1
    -instar-faults:
      - id: cipher_name_unterminated
        field: cipher_name
        text: has no terminator
        qemu: LUKS header cipher name is not NUL terminated
        doc: Names are at most 31 bytes. Checked since qemu 7.2, as are the next two.
      - id: cipher_mode_unterminated
        field: cipher_mode
        text: has no terminator
        qemu: LUKS header cipher mode is not NUL terminated
        doc: Names are at most 31 bytes.
      - id: hash_spec_unterminated
        field: hash_spec
        text: has no terminator
        qemu: LUKS header hash spec is not NUL terminated
        doc: Names are at most 31 bytes.
      - id: slot_stripes
        field: key_slots
        text: number {extra0} has {value} stripes, must be {stripes}
        qemu:
          - {until: "4.2", text: "Invalid password, cannot unlock any keyslot"}
          - {until: "7.2", text: "Keyslot {extra0} is corrupted (stripes == 0)"}
          - {text: "Keyslot {extra0} is corrupted (stripes {value} != {stripes})"}
        doc: |
          Until 4.1 qemu did not look, from 4.2 to 7.1 it refused 0 only. `extra0` is the slot's number here and below.
      - id: slot_in_header
        field: key_slots
        text: number {extra0} has its key material at sector {value}, inside the header
        qemu:
          - {until: "7.2", text: "Invalid password, cannot unlock any keyslot"}
          - {text: "Keyslot {extra0} is overlapping with the LUKS header"}
        doc: |
          Key material starts after the first 4096 bytes. Checked since qemu 7.2; before, no passphrase fitted an image whose only
          active slot is like that.
      - id: slot_state
        field: key_slots
        text: number {extra0} has state {value:x}, neither active nor inactive
        qemu: Keyslot {extra0} state (active/disable) is corrupted
        doc: See the enum `slot_state`.
      - id: slot_iterations
        field: key_slots
        text: number {extra0} is active and has no iterations
        qemu: Keyslot {extra0} iteration count is zero
        doc: A key without derivation cannot be. Checked since qemu 7.2.
      - id: slot_past_payload
        field: key_slots
        text: number {extra0} has its key material at sector {value}, reaching into the payload
        qemu: Keyslot {extra0} is overlapping with the encrypted payload
        doc: |
          Key material, of the length that the disk's key needs, ends before the payload starts. qemu adds offset and length in
          32 bits: a sum that wraps passes.
      - id: slots_overlap
        field: key_slots
        text: number {extra0} and {extra1} overlap
        qemu: Keyslots {extra0} and {extra1} are overlapping in the header
        doc: |
          Slots are compared pair by pair, used or not, the other checks of a slot being done first. The length of the other
          slot comes from its own `stripes`, which may not be checked yet. Since 9.1 a slot without length at sector 0 overlaps any other.
      - id: unknown_cipher
        field: cipher_name
        text: is {detail} with keys of {value} bytes, which is not known
        qemu:
          - {until: "7.2", text: "Algorithm {detail} with key size {value} bytes not supported"}
          - {text: "Algorithm '{detail}' with key size {value} bytes not supported"}
        doc: |
          The value is the length of one key: half of `len_key` in mode xts. With essiv, the length of the hash counts too. qemu
          knows aes (16, 24, 32 bytes), serpent, twofish, cast5-128 and des among others.
      - id: unknown_cipher_mode
        field: cipher_mode
        text: is {detail}, which is not a cipher mode with a vector generator
        qemu:
          - {until: "7.2", text: "Unexpected cipher mode string format {detail}"}
          - {text: "Unexpected cipher mode string format '{detail}'"}
        doc: A mode, a dash, a generator, and for essiv a colon and a hash. The text is for a mode without a dash.
      - id: unknown_mode
        field: cipher_mode
        text: has the mode {detail}, which is not known
        qemu:
          - {until: "7.2", text: "Cipher mode {detail} not supported"}
          - {text: "Cipher mode '{detail}' not supported"}
        doc: The part before the dash. Known are ecb, cbc, xts and ctr.
      - id: unknown_vector
        field: cipher_mode
        text: has the generator {detail}, which is not known
        qemu:
          - {until: "7.2", text: "IV generator {detail} not supported"}
          - {text: "IV generator '{detail}' not supported"}
        doc: The part after the dash. Known are plain, plain64 and essiv.
      - id: unknown_hash
        field: hash_spec
        text: is {detail}, which is not known
        qemu:
          - {until: "7.2", text: "Hash algorithm {detail} not supported"}
          - {text: "Hash algorithm '{detail}' not supported"}
        doc: Known are md5, sha1, sha224, sha256, sha384, sha512 and ripemd160. The hash of essiv gets the same text.
      - id: essiv_without_hash
        field: cipher_mode
        text: has the generator essiv without a hash
        qemu: Missing IV generator hash specification
        doc: A colon and the name of a hash follow essiv.
      - id: essiv_cipher
        field: cipher_mode
        text: has an essiv whose hash makes a key of {value} bytes, which {detail} does not take
        qemu: No {detail} cipher with key size {value} available
        doc: The hash of the key is itself the key by which vectors are encrypted.
      - id: essiv_unsupported
        field: cipher_mode
        text: has an essiv whose hash makes a key of {value} bytes, which {detail} does not take
        qemu: Cipher {detail} not supported with essiv
        doc: The same, for ciphers with one length of keys.
      - id: key_missing
        field: key_slots
        text: need a passphrase, and none was given
        qemu: Parameter 'key-secret' is required for cipher
        doc: |
          Reading needs a key, and qemu-img says so before it looks at the header: `measure` and `map` without a secret never get to
          the other rules. `info` needs no key and checks the header.
      - id: wrong_key
        field: key_slots
        text: are opened by another passphrase
        qemu: "Invalid password, cannot unlock any keyslot"
        doc: The key in none of the active slots has the digest in the header.
      - id: not_read
        field: cipher_name
        text: is {detail}, or goes with a hash, that instar does not decrypt
        doc: What is read is AES, Serpent and Twofish, and hashes but ripemd160 and sm3.
      - id: payload_past_end
        field: payload_sector
        text: is {value}, past the end of the file
        qemu: "Could not refresh total sector count: Input/output error"
        doc: The payload starts inside the file. A payload of length 0 is fine.
      - id: check_no_key
        field: key_slots
        text: are all inactive, so that no passphrase opens the disk
        doc: The disk's key is in the slots alone.
      - id: check_material_missing
        field: key_slots
        text: number {extra0} is active, and its key material at byte {value} is past the end of the file
        doc: The key cannot be had from this slot.
      - id: check_material_blank
        field: key_slots
        text: number {extra0} is active, and a sector of its key material, at byte {value}, has one byte all over
        doc: Key material looks random. What is wiped in part is lost, since the key is spread over all of it.
      - id: version_2
        field: version
        text: is 2, which qemu does not open
        qemu: LUKS version 2 is not supported
        doc: Raised when a LUKS2 header was recognised and LUKS was asked for; qemu's prober takes such a file for raw.
      - id: amend_other_secret
        field: key_slots
        text: "{value} is not opened by the old secret"
        qemu: "qemu-img: Given keyslot {value} doesn't contain the given old password for erase operation"
        doc: A caller that names both wants to be sure.
      - id: amend_no_slot
        field: key_slots
        text: "has none that the old secret opens"
        qemu: "qemu-img: No keyslots match given (old) password for erase operation"
        doc: Nothing would be erased.
      - id: amend_erased
        field: key_slots
        text: "{value} is not in use"
        qemu: "qemu-img: Given keyslot {value} is already erased (inactive) "
        doc: Nothing would be erased.
      - id: amend_last_slot
        field: key_slots
        text: "{value} is the last one in use"
        qemu: "qemu-img: Attempt to erase the only active keyslot {value} which will erase all the data in the image irreversibly - refusing operation"
        doc: Nobody could read the disk any more.
      - id: amend_all_slots
        field: key_slots
        text: "has no other slots in use than those that the old secret opens"
        qemu: "qemu-img: All the active keyslots match the (old) password that was given and erasing them will erase all the data in the image irreversibly - refusing operation"
        doc: Nobody could read the disk any more.
    seq:
      - id: magic
        contents: [0x4c, 0x55, 0x4b, 0x53, 0xba, 0xbe]
        -instar-qemu: Volume is not in LUKS format
        -instar-c: [value, size]
        doc: LUKS and 0xbabe.
      - id: version
        type: u2
        valid: 1
        -instar-qemu: LUKS version {value} is not supported
        -instar-c: [place, peek, value]
        doc: 1 for this layout. Version 2 has the same magic and another layout, `header2`.
      - id: cipher_name
        -orig-id: cipher-name
        size: 32
        -instar-any: text; a missing terminator and unknown names are faults
        -instar-c: [place]
        doc: Block cipher, such as `aes`, `twofish`, `serpent`, padded with zeros.
      - id: cipher_mode
        -orig-id: cipher-mode
        size: 32
        -instar-any: text; a missing terminator and unknown names are faults
        -instar-c: [place]
        doc: |
          Mode and generator of initialisation vectors, such as `xts-plain64` or `cbc-essiv:sha256`, padded with zeros.
      - id: hash_spec
        -orig-id: hash-spec
        size: 32
        -instar-any: text; a missing terminator and unknown names are faults
        -instar-c: [place]
        doc: Hash for key derivation and for the anti-forensic split, such as `sha256`, padded with zeros.
      - id: payload_sector
        -orig-id: payload-offset
        type: u4
        -instar-any: 0 in a detached header, whose payload is another file
        -instar-qemu-valid:
          min: 8
          doc: it reads the payload from the file that has the header, and not out of the first 4 KiB
        -instar-qemu:
          - {until: "7.2", text: Keyslot 0 is overlapping with the encrypted payload}
          - {text: LUKS payload is overlapping with the header}
        -instar-unit: sectors
        -instar-c: [place]
        doc: |
          Where the encrypted disk starts, in sectors of 512 bytes. In a qcow2 image it is written as usual, but not used.
        -instar-practice:
          - text: |
              With eight slots whose key material is aligned to 4 KiB, qemu has 2056 sectors with a 256-bit key (1.004 MiB) and 4040 with a
              512-bit one.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
          - text: cryptsetup aligns to 1 MiB, so 4096 with a 512-bit key, and writes 0 for a detached header.
            seen: [luks1, luks1_detached]
      - id: len_key
        -orig-id: key-bytes
        type: u4
        -instar-any: must suit the cipher (fault `unknown_cipher`)
        -instar-unit: bytes
        doc: Length of the disk's key. XTS takes two keys in one, so 64 for AES-256.
      - id: mk_digest
        -orig-id: mk-digest
        size: 20
        -instar-any: any digest
        doc: PBKDF2 of the disk's key; shows whether a passphrase is right.
      - id: mk_digest_salt
        -orig-id: mk-digest-salt
        size: 32
        -instar-any: random
        doc: Salt of that derivation.
      - id: mk_digest_iterations
        -orig-id: mk-digest-iter
        type: u4
        valid:
          min: 1
        -instar-qemu: LUKS key iteration count is zero
        doc: Iterations of that derivation.
      - id: uuid
        size: 40
        -instar-any: text, not interpreted
        doc: UUID as text, 36 characters padded with zeros.
      - id: key_slots
        type: key_slot
        repeat: expr
        repeat-expr: 8
        -instar-c: [place]
        doc: The slots, used or not.
    instances:
      ofs_payload:
        value: payload_sector * 512
        -instar-unit: bytes
        doc: Where the encrypted disk starts.
      num_key_material_sectors:
        value: (len_key * 4000 + 511) / 512
        -instar-unit: sectors
        doc: Sectors that the key material of one slot with 4000 stripes takes.
  key_slot:
    doc: One copy of the disk's key, locked with one passphrase.
    doc-ref: https://gitlab.com/cryptsetup/cryptsetup/-/wikis/LUKS-standard/on-disk-format.pdf Section 4.1, figure 2
    seq:
      - id: state
        -orig-id: active
        type: u4
        enum: slot_state
        -instar-any: a value outside the enum is refused with the slot's number (fault `slot_state` of `phdr`)
        -instar-c: [place]
        doc: Whether the slot holds a key.
      - id: iterations
        type: u4
        -instar-any: 0 is refused for an active slot, with its number (fault `slot_iterations` of `phdr`)
        -instar-c: [place]
        doc: Iterations of PBKDF2 from the passphrase to the key that unlocks this slot.
      - id: salt
        size: 32
        -instar-any: random
        doc: Salt of that derivation.
      - id: key_material_sector
        -orig-id: key-material-offset
        type: u4
        -instar-any: its limits need the header (faults `slot_in_header`, `slot_past_payload` of `phdr`)
        -instar-unit: sectors
        -instar-c: [place]
        doc: |
          Where the slot's key material starts, in sectors of 512 bytes from the start of the phdr. Set for inactive slots too:
          their place is fixed when the disk is formatted.
      - id: stripes
        type: u4
        -instar-any: qemu's rule changed over its versions (fault `slot_stripes` of `phdr`)
        -instar-c: [place]
        doc: The key is spread over this many times its length, so that losing any part loses all. Always 4000.
  header2:
    doc: |
      Binary header of LUKS2. After it, up to `len_header`, follows a JSON text with the key slots, segments and tokens. A
      second copy of both, with the magic `SKUL`, follows at `len_header`. Numbers are big-endian.
    doc-ref: https://gitlab.com/cryptsetup/LUKS2-docs LUKS2 On-Disk Format Specification, section 2.1, figure 2
    -instar-faults:
      - id: check_broken
        field: magic
        text: begins a header at byte {extra0} that breaks a rule in its byte {value}
        doc: Nothing that such a header says can be used.
      - id: check_first_missing
        field: magic
        text: of the first header is missing, and its copy is at byte {value}
        doc: |
          The start of the file is blank, or has the UUID that the copy has. The copy of a volume that was overwritten by something
          else is left alone.
      - id: check_copy_missing
        field: len_header
        text: is {value}, where no copy of the header is
        doc: Damage to the first header would make the disk unreadable.
      - id: check_length
        field: len_header
        text: is {value}, and in the first header {extra0}
        doc: Both have the same size.
      - id: check_past_end
        field: len_header
        text: is {value} in the header at byte {extra0}, past the end of the file
        doc: The file was cut off.
      - id: check_place
        field: ofs_header
        text: is {value}, and the header is at byte {extra0}
        doc: A header that was moved is not used.
      - id: check_older
        field: sequence
        text: is {value}, and that of the other header, which is the newer, {extra0}
        doc: An update wrote one header only. Programs use the newer one, and write it over the other.
      - id: check_copy_differs
        field: magic
        text: begins a header that differs from the first in byte {value}, and is as new
        doc: Of the same sequence number are the same headers, but for magic, salt, place and checksum.
      - id: check_checksum
        field: checksum
        text: is not that of the header at byte {extra0} and its JSON area
        doc: Programs use the other header, if that is sound.
      - id: check_unknown_hash
        field: checksum_algorithm
        text: is {detail} in the header at byte {extra0}, which is not known, so that its checksum was not checked
        doc: Known are md5, sha1, sha224, sha256, sha384 and sha512.
      - id: check_no_text
        field: padding
        text: of the header at byte {extra0} is followed by a JSON area that begins with no object
        doc: The text is one object, and begins with the first byte.
      - id: check_text_end
        field: padding
        text: of the header at byte {extra0} is followed by a JSON area without a zero byte at its end
        doc: A text that fills the area has no end.
      - id: check_text_rest
        field: padding
        text: of the header at byte {extra0} is followed by a JSON text after whose end, in byte {value} of its area, is something else
        doc: The rest of the area is zero.
      - id: check_text_size
        field: padding
        text: of the header at byte {extra0} is followed by a JSON text whose `json_size` is not the {value} bytes of its area
        doc: The number is missing, too large or another one.
      - id: check_no_keyslots
        field: padding
        text: of the header at byte {extra0} is followed by a JSON text without a number as `keyslots_size`
        doc: How much room the key slots have is not known.
      - id: check_keyslots_past_end
        field: padding
        text: of the header at byte {extra0} is followed by a JSON text whose `keyslots_size` is {value}, past the end of the file
        doc: Key material follows both headers. Without it no passphrase opens the disk.
      - id: wrong_key
        text: has a key in no slot that the passphrase opens
        qemu: "Invalid password, cannot unlock any keyslot"
        doc: As for version 1.
      - id: place
        field: ofs_header
        text: is {value} in a header that is elsewhere, and no copy can be used
        doc: Raised where neither header is sound; it says what is wrong with the first.
      - id: past_end
        field: len_header
        text: is {value}, past the end of the file, and no copy can be used
        doc: The same.
      - id: wrong_checksum
        field: checksum
        text: is not that of the header and its JSON area, or of a hash that is not known, and no copy can be used
        doc: The same.
      - id: text
        field: padding
        text: is followed by a JSON area that is no object in JSON with a zero byte after it, and no copy can be used
        doc: "The same. Values are nested 32 deep at most."
      - id: member
        field: padding
        text: "is followed by a JSON text whose member `{detail}` is missing, twice there or not what it must be"
        doc: Of all that is read of the text. What is not read may be anything.
      - id: requirement
        field: padding
        text: is followed by a JSON text that requires {detail}, which is not supported
        doc: "Such as `online-reencrypt-v2`: the disk is being encrypted anew."
      - id: segments
        field: padding
        text: is followed by a JSON text with {value} segments, not one
        doc: Several are there while a disk is being encrypted anew.
      - id: segment_kind
        field: padding
        text: is followed by a JSON text with a segment of the type {detail}, which is not read
        doc: Read is what is encrypted by dm-crypt alone.
      - id: integrity
        field: padding
        text: is followed by a JSON text whose segment has integrity data, {detail}, which is not read
        doc: Its sectors do not lie one after the other.
      - id: segment_place
        field: padding
        text: is followed by a JSON text whose segment begins at byte {value}, in the header or inside a sector
        doc: The segment of a detached header begins at 0, in another file.
      - id: segment_past_end
        field: padding
        text: is followed by a JSON text whose segment at byte {value} reaches past the end of the file
        doc: The file was cut off.
      - id: unknown_encryption
        field: padding
        text: is followed by a JSON text that encrypts by {detail} with keys of {value} bytes, which is not read
        doc: What is read is AES, Serpent and Twofish in the modes and with the vectors of version 1.
      - id: unknown_hash
        field: padding
        text: is followed by a JSON text that names the hash {detail}, which is not known
        doc: Known are md5, sha1, sha224, sha256, sha384 and sha512.
      - id: unknown_kdf
        field: padding
        text: is followed by a JSON text that names the derivation {detail}, which is not known
        doc: Known are argon2id, argon2i and pbkdf2, the last also of digests.
      - id: slot_stripes
        field: padding
        text: is followed by a JSON text whose key slot {extra0} has {value} stripes, not {stripes}
        doc: All writers split into so many.
      - id: slot_place
        field: padding
        text: is followed by a JSON text whose key slot {extra0} has an area at byte {value} that is too small, elsewhere than the key slots or another's
        doc: Areas lie between the headers and the segment, apart.
    seq:
      - id: magic
        type: u4
        enum: header2_magic
        valid:
          in-enum: true
        doc: Which of the two headers this is.
      - id: magic_end
        contents: [0xba, 0xbe]
        -instar-c: [value, size, place]
        doc: With the letters before it, the magic of six bytes.
      - id: version
        type: u2
        valid: 2
        -instar-c: [place]
        doc: 2 for this layout.
      - id: len_header
        -orig-id: hdr_size
        type: u8
        valid:
          any-of: [0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000, 0x400000]
        -instar-unit: bytes
        -instar-c: [place]
        doc: Bytes in this header and its JSON area together, 16 KiB to 4 MiB.
      - id: sequence
        -orig-id: seqid
        type: u8
        -instar-any: a counter
        -instar-c: [place]
        doc: Raised with each update; the copy with the larger one is the newer.
      - id: label
        size: 48
        -instar-any: text, not interpreted
        doc: Label, padded with zeros.
      - id: checksum_algorithm
        -orig-id: csum_alg
        size: 32
        -instar-any: text; readers that do not know the name cannot check the header
        -instar-c: [place]
        doc: Name of the hash in `checksum`, such as `sha256`, padded with zeros.
      - id: salt
        size: 64
        -instar-any: random
        -instar-c: [place]
        doc: Random bytes, different in each update, so that no two headers have the same hash.
      - id: uuid
        size: 40
        -instar-any: text, not interpreted
        -instar-c: [place]
        doc: UUID as text, padded with zeros.
      - id: subsystem
        size: 48
        -instar-any: text, not interpreted
        doc: Secondary label for a subsystem's use, padded with zeros.
      - id: ofs_header
        -orig-id: hdr_offset
        type: u8
        -instar-any: depends on which copy this is (fault `check_place`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Offset of this copy on the device, so that a copy that was moved is noticed. 0 in the first.
      - id: reserved
        size: 184
        -instar-any: reserved, zero; readers do not look
        doc: Zeros.
      - id: checksum
        -orig-id: csum
        size: 64
        -instar-any: needs the hash that `checksum_algorithm` names
        -instar-c: [place]
        doc: Hash over this header with this field zero, and the JSON area; padded with zeros.
      - id: padding
        size: 3584
        -instar-any: reserved, zero; readers do not look
        doc: Fills the header up to 4096 bytes.
enums:
  header2_magic:
    0x4c554b53: {id: first, doc: "The letters LUKS: the header at the start of the file."}
    0x534b554c: {id: copy, doc: "The letters SKUL: its copy, after the first one's JSON area."}
  slot_priority:
    0: {id: ignore, doc: "LUKS2: The slot opens for who names it, and nobody else."}
    1: {id: normal, doc: "LUKS2: It is tried in its turn; that of a slot that says nothing."}
    2: {id: prefer, doc: "LUKS2: It is tried before the others."}
  slot_state:
    0x0000dead:
      id: inactive
      doc: The slot is free.
    0x00ac71f3:
      id: active
      doc: The slot holds the disk's key.
