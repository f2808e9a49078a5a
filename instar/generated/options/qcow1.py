# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""qcow1: The first format of qemu, which calls it qcow."""

from __future__ import annotations

from instar.layout.options import Option

COMPRESSES = True
"""Whether it can be written compressed."""
OPTIONS: tuple[Option, ...] = (
    Option(
        name="size",
        kind="size",
        help="size of the virtual disk; the size of the source wins",
    ),
    Option(
        name="backing_file",
        kind="str",
        help="file name of the backing image",
    ),
    Option(
        name="backing_fmt",
        kind="str",
        help="format of the backing image",
    ),
    Option(
        name="encryption",
        kind="bool",
        help="old name of encrypt.format=aes",
        default=False,
    ),
    Option(
        name="encrypt.format",
        kind="str",
        help="how to encrypt",
        words=("aes",),
        qemu=((None, "Unsupported encryption format"),),
    ),
    Option(
        name="encrypt.key-secret",
        kind="str",
        help="id of the secret with the key",
    ),
)
"""In the order in which `create` shows them."""
