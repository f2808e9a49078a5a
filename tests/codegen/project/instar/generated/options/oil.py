# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/lamp.ksy spec=eb8885b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""oil: A lamp that burns oil."""

from __future__ import annotations

from instar.layout.options import Option

COMPRESSES = True
"""Whether it can be written compressed."""
OPTIONS: tuple[Option, ...] = (
    Option(
        name="place",
        kind="str",
        help="where it hangs",
    ),
    Option(
        name="size",
        kind="size",
        help="how much oil it holds",
        default=512,
        field="size",
        min=512,
        max=2097152,
        power_of_two=True,
        qemu=((None, "Between 512 and 2048k"),),
        shown="512",
    ),
    Option(
        name="wick",
        kind="num",
        help="how long the wick is",
        default=0,
        field="size",
        since=(1, 5),
        chosen=True,
    ),
    Option(
        name="hue",
        kind="str",
        help="its colour",
        default="warm",
        words=("warm", "cold", "none"),
        numbers=(0, 7, 0),
        aliases=(("icy", "cold"),),
        field="colour",
        qemu=(((1, 2), "bad colour {value}"), (None, "no such colour: {value}")),
        schema="colour",
        shown="amber",
    ),
)
"""In the order in which `create` shows them."""
ORDER_UNTIL = (2, 0)
ORDER_BEFORE = ("size", "place")
"""The order of the releases before."""
