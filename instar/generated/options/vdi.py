# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""vdi: The format of VirtualBox."""

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
        name="static",
        kind="bool",
        help="allocate every block",
        default=False,
        shown="off",
    ),
    Option(
        name="subformat",
        kind="str",
        help="whether the file grows (instar only)",
        default="dynamic",
        words=("dynamic", "static", "fixed"),
        numbers=(6, 7, 7),
        field="subformat",
        qemu=((None, "invalid parameter value: {value}"),),
    ),
)
"""In the order in which `create` shows them."""
