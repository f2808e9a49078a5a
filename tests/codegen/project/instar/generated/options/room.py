# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/lamp.ksy spec=eb8885b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""room: What any lamp takes."""

from __future__ import annotations

from instar.layout.options import Option

COMPRESSES = False
"""Whether it can be written compressed."""
OPTIONS: tuple[Option, ...] = (
    Option(
        name="place",
        kind="str",
        help="where it hangs",
    ),
    Option(
        name="night.light",
        kind="bool",
        help="a weak light",
        default=False,
        on=7,
        field="colour",
    ),
)
"""In the order in which `create` shows them."""
