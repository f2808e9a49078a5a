# SPDX-License-Identifier: Apache-2.0
"""New LUKS volumes: what they are encrypted with, and headers without a payload. No seed changes
these cases.
"""

from __future__ import annotations

from collections.abc import Iterator

OUT = "out.luks"
"""Of these files all that is not random is recorded."""
SECRET = ("--object", "secret,id=s,data=x")
KEY = "key-secret=s,iter-time=10"

Making = tuple[str, tuple[str, ...]]
"""A label, and the words of the command line."""

DETACHED = (
    (KEY, ""),
    (KEY, "10M"),
    (KEY, "1000"),
    (f"{KEY},preallocation=full", "1M"),
    ("key-secret=no", "1M"),
    ("cipher-alg=no", "1M"),
    ("iter-time=10", "1M"),
)


CIPHERS = (
    "cipher-alg=serpent-256",
    "cipher-alg=serpent-128,cipher-mode=cbc,ivgen-alg=essiv,ivgen-hash-alg=md5,hash-alg=md5",
    "cipher-alg=twofish-192,hash-alg=sha1",
    "cipher-alg=twofish-256,cipher-mode=ctr",
    "cipher-alg=twofish-256,cipher-mode=cbc,ivgen-alg=essiv,ivgen-hash-alg=sha1",
)


def ciphers() -> Iterator[Making]:
    for options in CIPHERS:
        yield _volume(f"{KEY},{options}", "1M")


def detached() -> Iterator[Making]:
    for options, size in DETACHED:
        yield _volume(f"{options},detached-header=on", size)
    yield _volume(f"{KEY},detached-header=off", "")
    yield _volume(f"{KEY},detached-header=no", "1M")


def _volume(options: str, size: str) -> Making:
    words = ("create", "-f", "luks", *SECRET, "-o", options, OUT, size)
    return f"luks/{options}/{size}", tuple(word for word in words if word)


def making() -> Iterator[Making]:
    yield from detached()
    yield from ciphers()
