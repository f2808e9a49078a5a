# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""vhdx: The format of Hyper-V."""

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
        name="log_size",
        kind="size",
        help="bytes of the log, whole megabytes",
        default=1048576,
        field="log_size",
        min=1,
        qemu=((None, "Log size must be a multiple of 1 MB"),),
        shown="1048576",
    ),
    Option(
        name="block_size",
        kind="size",
        help="bytes in a block, a power of two; 0 chooses by size",
        default=0,
        field="cluster_size",
        shown="0",
        chosen=True,
    ),
    Option(
        name="subformat",
        kind="str",
        help="whether the file grows",
        default="dynamic",
        words=("dynamic", "fixed"),
        numbers=(6, 7),
        field="subformat",
    ),
    Option(
        name="block_state_zero",
        kind="bool",
        help="mark empty blocks as zero",
        default=True,
        off=4096,
        field="flags",
    ),
)
"""In the order in which `create` shows them."""
