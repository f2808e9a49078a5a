# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/key.ksy spec=ee0a4515 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of key."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="key",
        kind="spec",
        title="Deriving keys",
        declared="specs/abi/key.ksy",
        page="docs/abi/key.md",
        meaning="Keys of encrypted images are derived on the host: the passphrase reaches no "
        "guest, and keys reach the one guest that asks. The guest puts\n`request` "
        "and, to derive from bytes of its own, those at `ofs_password` into the "
        "control region, and rings. The host derives by PBKDF2 or\nArgon2, within "
        "limits, and puts the key at `ofs_key`; both sides overwrite what they have "
        "read. Only the ciphers of qcow and qcow2 that are older than LUKS have "
        "the\npassphrase itself as their key.",
        sources=("SECURITY.md Secrets",),
    ),
    Topic(
        name="key.ofs_request",
        kind="constant",
        number=12288,
        unit="bytes",
        meaning="Where `request` is in the control region.",
    ),
    Topic(
        name="key.ofs_password",
        kind="constant",
        number=12544,
        unit="bytes",
        meaning="Where the bytes to derive from are, unless they are a secret of the host's.",
    ),
    Topic(
        name="key.ofs_key",
        kind="constant",
        number=12800,
        unit="bytes",
        meaning="Where the host puts the key.",
    ),
    Topic(
        name="key.max_len",
        kind="constant",
        number=64,
        unit="bytes",
        meaning="Longest key, and longest password of the guest's.",
    ),
    Topic(
        name="key.no_secret",
        kind="constant",
        number=4294967295,
        meaning="Number of no secret; the password is the guest's.",
    ),
    Topic(
        name="key.new_image",
        kind="constant",
        number=0,
        meaning="Number of the secret of a new image.",
    ),
    Topic(
        name="key.first_source",
        kind="constant",
        number=1,
        meaning="Number of the secret of the first source, which is the first file of the "
        "run. Those of further sources follow.",
    ),
    Topic(
        name="key.old_secret",
        kind="constant",
        number=4294967294,
        meaning="Number of the secret whose key slots are erased.",
    ),
    Topic(
        name="key.per_layer",
        kind="constant",
        number=64,
        meaning="The secret of the image below another one has a number that is larger by "
        "this: as many as there are sources at most, so that those of all\nmembers of "
        "all chains differ.",
    ),
    Topic(
        name="key.max_iterations",
        kind="constant",
        number=268435456,
        meaning="Iterations that all derivations of a run may take together, each as often "
        "as its hash has to be repeated for the length of the key. About "
        "four\nminutes of a slow processor; qemu-img takes two seconds, and "
        "cryptsetup as much.",
    ),
    Topic(
        name="key.max_memory",
        kind="constant",
        number=1048576,
        meaning="KiB of memory that Argon2 may take, as much as cryptsetup takes by default. "
        "A pass over a KiB counts as an iteration\nof `max_iterations`.",
    ),
    Topic(
        name="key.max_lanes",
        kind="constant",
        number=16,
        meaning="Lanes that Argon2 may have, each with a thread of its own. Programs use "
        "four at most.",
    ),
    Topic(
        name="key.min_memory_of_lane",
        kind="constant",
        number=8,
        meaning="KiB of memory that Argon2 takes for each lane at least.",
    ),
    Topic(
        name="key.min_salt_of_argon2",
        kind="constant",
        number=8,
        unit="bytes",
        meaning="Shortest salt of Argon2.",
    ),
    Topic(
        name="key.min_key_of_argon2",
        kind="constant",
        number=4,
        unit="bytes",
        meaning="Shortest key of Argon2.",
    ),
    Topic(
        name="key.min_cost",
        kind="constant",
        number=4096,
        meaning="Iterations that a request counts for at least, so that requests end too.",
    ),
    Topic(
        name="key.method",
        kind="enum",
    ),
    Topic(
        name="key.method.pbkdf2",
        kind="member",
        number=0,
        meaning="RFC 8018, with the HMAC of a hash.",
    ),
    Topic(
        name="key.method.as_it_is",
        kind="member",
        number=1,
        meaning="The first bytes of the secret, and zeros after its end.",
    ),
    Topic(
        name="key.method.look",
        kind="member",
        number=2,
        meaning="Only whether there is such a secret; the key is zeros.",
    ),
    Topic(
        name="key.method.argon2i",
        kind="member",
        number=3,
        meaning="RFC 9106, version 1.3, of a secret of the host's.",
    ),
    Topic(
        name="key.method.argon2id",
        kind="member",
        number=4,
        meaning="The same, in its usual form.",
    ),
    Topic(
        name="key.status",
        kind="enum",
    ),
    Topic(
        name="key.status.ok",
        kind="member",
        number=0,
        meaning="Derived.",
    ),
    Topic(
        name="key.status.no_secret",
        kind="member",
        number=1,
        meaning="There is no such secret.",
    ),
    Topic(
        name="key.status.too_many_iterations",
        kind="member",
        number=2,
        meaning="The run would take more than it may.",
    ),
    Topic(
        name="key.status.too_much_memory",
        kind="member",
        number=3,
        meaning="It takes more memory than it may, or than there is.",
    ),
    Topic(
        name="key.status.no_argon2",
        kind="member",
        number=4,
        meaning="The host has no Argon2.",
    ),
    Topic(
        name="key.request",
        kind="structure",
        type="104 bytes",
        meaning="What to derive a key from, and how.",
    ),
    Topic(
        name="key.request.secret",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the host looks it up",),
        meaning="Number of the host's secret, or `no_secret`.",
    ),
    Topic(
        name="key.request.method",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (pbkdf2), 1 (as_it_is), 2 (look), 3 (argon2i), 4 (argon2id)",),
        about="key.method",
        meaning="How the key comes of the secret.",
    ),
    Topic(
        name="key.request.hash",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), 6 (md5)",
        ),
        about="target.cipher_hash",
        meaning="Hash of the HMAC; none where there is no PBKDF2.",
    ),
    Topic(
        name="key.request.iterations",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the host holds it against `max_iterations`",),
        meaning="Iterations of PBKDF2, or passes of Argon2; 0 where nothing is derived.",
    ),
    Topic(
        name="key.request.len_password",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at most 64",),
        meaning="Length of the guest's own password; 0 with a secret.",
    ),
    Topic(
        name="key.request.len_key",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("1..64",),
        meaning="Length of the key.",
    ),
    Topic(
        name="key.request.status",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "one of 0 (ok), 1 (no_secret), 2 (too_many_iterations), 3 (too_much_memory), "
            "4 (no_argon2)",
        ),
        about="key.status",
        meaning="The answer.",
    ),
    Topic(
        name="key.request.len_salt",
        kind="field",
        place="bytes 28 to 31",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at most 64",),
        meaning="Length of the salt.",
    ),
    Topic(
        name="key.request.salt",
        kind="field",
        place="bytes 32 to 95",
        type="64 bytes",
        rules=("any: random",),
        meaning="Salt of the derivation, padded with zeros.",
    ),
    Topic(
        name="key.request.memory",
        kind="field",
        place="bytes 96 to 99",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the host holds it against `max_memory`",),
        meaning="KiB of memory for Argon2; else 0.",
    ),
    Topic(
        name="key.request.lanes",
        kind="field",
        place="bytes 100 to 103",
        type="unsigned 32-bit number, little-endian",
        rules=("at most 16",),
        meaning="Lanes of Argon2; else 0.",
    ),
    Topic(
        name="key.request.no_secret",
        kind="fault",
        text="needs a passphrase, and none was given",
        about="key.request",
        qemu=(
            (
                None,
                "Parameter 'key-secret' is required for cipher",
            ),
        ),
        meaning="The image is encrypted, and the caller gave no secret for it.",
    ),
    Topic(
        name="key.request.too_many_iterations",
        kind="fault",
        text="asks for {value} iterations, which takes too long",
        about="key.request",
        qemu=(
            (
                None,
                "Key derivation with {value} iterations takes too long",
            ),
        ),
        meaning="More than a run may take (`max_iterations`). In instar's words: qemu-img "
        "takes the time.",
    ),
    Topic(
        name="key.request.too_much_memory",
        kind="fault",
        text="asks for {value} KiB of memory, more than 1048576 or than there is",
        about="key.request",
        meaning="Argon2 takes its memory by design; a damaged image asks for any.",
    ),
    Topic(
        name="key.request.no_argon2",
        kind="fault",
        text="needs Argon2: install the package argon2-cffi, or instar with its extra luks2",
        about="key.request",
        meaning="Python has no Argon2 of its own.",
    ),
)
