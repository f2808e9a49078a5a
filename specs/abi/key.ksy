# SPDX-License-Identifier: Apache-2.0
meta:
  id: key
  title: Deriving keys
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - target
doc: |
  Keys of encrypted images are derived on the host: the passphrase reaches no guest, and keys reach the one guest that asks. The guest puts
  `request` and, to derive from bytes of its own, those at `ofs_password` into the control region, and rings. The host derives by PBKDF2 or
  Argon2, within limits, and puts the key at `ofs_key`; both sides overwrite what they have read. Only the ciphers of qcow and qcow2 that are older than LUKS have the
  passphrase itself as their key.
doc-ref: SECURITY.md Secrets
-instar-id: 43
-instar-abi: true
instances:
  ofs_request:
    value: 0x3000
    -instar-unit: bytes
    doc: Where `request` is in the control region.
  ofs_password:
    value: 0x3100
    -instar-unit: bytes
    doc: Where the bytes to derive from are, unless they are a secret of the host's.
  ofs_key:
    value: 0x3200
    -instar-unit: bytes
    doc: Where the host puts the key.
  max_len:
    value: 64
    -instar-unit: bytes
    doc: Longest key, and longest password of the guest's.
  no_secret:
    value: 0xffffffff
    doc: Number of no secret; the password is the guest's.
  new_image:
    value: 0
    doc: Number of the secret of a new image.
  first_source:
    value: 1
    doc: Number of the secret of the first source, which is the first file of the run. Those of further sources follow.
  old_secret:
    value: 0xfffffffe
    doc: Number of the secret whose key slots are erased.
  per_layer:
    value: 64
    doc: |
      The secret of the image below another one has a number that is larger by this: as many as there are sources at most, so that those of all
      members of all chains differ.
  max_iterations:
    value: 0x10000000
    -instar-c: false
    doc: |
      Iterations that all derivations of a run may take together, each as often as its hash has to be repeated for the length of the key. About four
      minutes of a slow processor; qemu-img takes two seconds, and cryptsetup as much.
  max_memory:
    value: 0x100000
    -instar-c: false
    doc: |
      KiB of memory that Argon2 may take, as much as cryptsetup takes by default. A pass over a KiB counts as an iteration
      of `max_iterations`.
  max_lanes:
    value: 16
    doc: Lanes that Argon2 may have, each with a thread of its own. Programs use four at most.
  min_memory_of_lane:
    value: 8
    doc: KiB of memory that Argon2 takes for each lane at least.
  min_salt_of_argon2:
    value: 8
    -instar-unit: bytes
    doc: Shortest salt of Argon2.
  min_key_of_argon2:
    value: 4
    -instar-unit: bytes
    doc: Shortest key of Argon2.
  min_cost:
    value: 0x1000
    -instar-c: false
    doc: Iterations that a request counts for at least, so that requests end too.
types:
  request:
    doc: What to derive a key from, and how.
    -instar-faults:
      - id: no_secret
        text: needs a passphrase, and none was given
        qemu: Parameter 'key-secret' is required for cipher
        doc: The image is encrypted, and the caller gave no secret for it.
      - id: too_many_iterations
        text: asks for {value} iterations, which takes too long
        qemu: "Key derivation with {value} iterations takes too long"
        doc: "More than a run may take (`max_iterations`). In instar's words: qemu-img takes the time."
      - id: too_much_memory
        text: asks for {value} KiB of memory, more than {max_memory} or than there is
        doc: "Argon2 takes its memory by design; a damaged image asks for any."
      - id: no_argon2
        text: "needs Argon2: install the package argon2-cffi, or instar with its extra luks2"
        doc: Python has no Argon2 of its own.
    seq:
      - id: secret
        type: u4
        -instar-any: the host looks it up
        doc: Number of the host's secret, or `no_secret`.
      - id: method
        type: u4
        enum: method
        valid:
          in-enum: true
        doc: How the key comes of the secret.
      - id: hash
        type: u4
        enum: target::cipher_hash
        valid:
          in-enum: true
        doc: Hash of the HMAC; none where there is no PBKDF2.
      - id: iterations
        type: u4
        -instar-any: the host holds it against `max_iterations`
        doc: Iterations of PBKDF2, or passes of Argon2; 0 where nothing is derived.
      - id: len_password
        type: u4
        valid:
          max: 64
        -instar-unit: bytes
        doc: Length of the guest's own password; 0 with a secret.
      - id: len_key
        type: u4
        valid:
          min: 1
          max: 64
        -instar-unit: bytes
        doc: Length of the key.
      - id: status
        type: u4
        enum: status
        valid:
          in-enum: true
        doc: The answer.
      - id: len_salt
        type: u4
        valid:
          max: 64
        -instar-unit: bytes
        doc: Length of the salt.
      - id: salt
        size: 64
        -instar-any: random
        doc: Salt of the derivation, padded with zeros.
      - id: memory
        type: u4
        -instar-any: the host holds it against `max_memory`
        doc: KiB of memory for Argon2; else 0.
      - id: lanes
        type: u4
        valid:
          max: 16
        doc: Lanes of Argon2; else 0.
enums:
  method:
    0: {id: pbkdf2, doc: "RFC 8018, with the HMAC of a hash."}
    1: {id: as_it_is, doc: "The first bytes of the secret, and zeros after its end."}
    2: {id: look, doc: Only whether there is such a secret; the key is zeros.}
    3: {id: argon2i, doc: "RFC 9106, version 1.3, of a secret of the host's."}
    4: {id: argon2id, doc: "The same, in its usual form."}
  status:
    0: {id: ok, doc: Derived.}
    1: {id: no_secret, doc: There is no such secret.}
    2: {id: too_many_iterations, doc: The run would take more than it may.}
    3: {id: too_much_memory, doc: "It takes more memory than it may, or than there is."}
    4: {id: no_argon2, doc: "The host has no Argon2."}
