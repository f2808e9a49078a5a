# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""qed: A former format of qemu."""

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
        name="cluster_size",
        kind="size",
        help="bytes in a cluster, a power of two",
        default=65536,
        field="cluster_size",
        min=4096,
        max=67108864,
        power_of_two=True,
        shown="65536",
    ),
    Option(
        name="table_size",
        kind="size",
        help="clusters in each table, a power of two",
        default=4,
        field="table_size",
        min=1,
        max=16,
        power_of_two=True,
    ),
)
"""In the order in which `create` shows them."""
