# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""raw: Its file is the disk."""

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
        name="preallocation",
        kind="str",
        help="what to allocate in advance",
        default="off",
        words=("off", "metadata", "falloc", "full"),
        numbers=(0, 1, 2, 3),
        field="preallocation",
        qemu=((None, "invalid parameter value: {value}"),),
    ),
)
"""In the order in which `create` shows them."""
