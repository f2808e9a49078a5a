# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""luks: An encrypted disk."""

from __future__ import annotations

from instar.layout.options import Option

COMPRESSES = False
"""Whether it can be written compressed."""
OPTIONS: tuple[Option, ...] = (
    Option(
        name="size",
        kind="size",
        help="size of the virtual disk; the size of the source wins",
    ),
    Option(
        name="key-secret",
        kind="str",
        help="id of the secret with the passphrase or key",
    ),
    Option(
        name="cipher-alg",
        kind="str",
        help="cipher",
        default="aes-256",
        words=(
            "aes-128",
            "aes-192",
            "aes-256",
            "des",
            "3des",
            "cast5-128",
            "serpent-128",
            "serpent-192",
            "serpent-256",
            "twofish-128",
            "twofish-192",
            "twofish-256",
            "sm4",
        ),
        numbers=(16, 24, 32, 8, 24, 16, 16, 24, 32, 16, 24, 32, 16),
    ),
    Option(
        name="cipher-mode",
        kind="str",
        help="mode of the cipher",
        default="xts",
        words=("ecb", "cbc", "xts", "ctr"),
    ),
    Option(
        name="ivgen-alg",
        kind="str",
        help="generator of initialisation vectors",
        default="plain64",
        words=("plain", "plain64", "essiv"),
    ),
    Option(
        name="ivgen-hash-alg",
        kind="str",
        help="hash of that generator, where it needs one",
        words=("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "ripemd160", "sm3"),
    ),
    Option(
        name="hash-alg",
        kind="str",
        help="hash of the key derivation",
        default="sha256",
        words=("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "ripemd160", "sm3"),
    ),
    Option(
        name="iter-time",
        kind="num",
        help="milliseconds to spend on key derivation",
        default=2000,
    ),
    Option(
        name="detached-header",
        kind="bool",
        help="put the header into a file of its own",
        default=False,
        on=32768,
        field="flags",
        since=(9, 0),
    ),
)
"""In the order in which `create` shows them."""
