# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""parallels: The format of Parallels."""

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
        name="cluster_size",
        kind="size",
        help="bytes in a block",
        default=1048576,
        field="cluster_size",
        min=1,
        qemu=((None, "Image size is too large for this cluster size"),),
        shown="1048576",
    ),
)
"""In the order in which `create` shows them."""
