# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/key.ksy spec=ee0a4515 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Deriving keys: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

KeyRequest = c.Struct(
    "secret" / c.Int32ul,
    "method"
    / Ruled(
        c.Int32ul,
        "key request",
        "method",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
        ),
        "one of 0 (pbkdf2), 1 (as_it_is), 2 (look), 3 (argon2i), 4 (argon2id)",
        6,
    ),
    "hash"
    / Ruled(
        c.Int32ul,
        "key request",
        "hash",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ),
        "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), 6 (md5)",
        6,
    ),
    "iterations" / c.Int32ul,
    "len_password"
    / Ruled(
        c.Int32ul, "key request", "len_password", lambda value, this: value <= 64, "at most 64", 3
    ),
    "len_key"
    / Ruled(c.Int32ul, "key request", "len_key", lambda value, this: 1 <= value <= 64, "1..64", 3),
    "status"
    / Ruled(
        c.Int32ul,
        "key request",
        "status",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
        ),
        "one of 0 (ok), 1 (no_secret), 2 (too_many_iterations), 3 (too_much_memory), 4 (no_argon2)",
        6,
    ),
    "len_salt"
    / Ruled(c.Int32ul, "key request", "len_salt", lambda value, this: value <= 64, "at most 64", 3),
    "salt" / c.Bytes(64),
    "memory" / c.Int32ul,
    "lanes"
    / Ruled(c.Int32ul, "key request", "lanes", lambda value, this: value <= 16, "at most 16", 3),
)
