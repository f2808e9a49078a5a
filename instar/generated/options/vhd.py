# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""vhd: The format of Virtual PC and Azure."""

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
        name="subformat",
        kind="str",
        help="whether the file grows",
        default="dynamic",
        words=("dynamic", "fixed"),
        numbers=(6, 7),
        field="subformat",
    ),
    Option(
        name="force_size",
        kind="bool",
        help="keep the exact size instead of the next geometry",
        default=False,
        on=256,
        field="flags",
    ),
)
"""In the order in which `create` shows them."""
