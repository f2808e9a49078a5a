# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""luks_amend: What of a LUKS volume can be changed."""

from __future__ import annotations

from instar.layout.options import Option

COMPRESSES = False
"""Whether it can be written compressed."""
OPTIONS: tuple[Option, ...] = (
    Option(
        name="state",
        kind="str",
        help="what becomes of the key slots",
        words=("inactive", "active"),
        since=(5, 1),
    ),
    Option(
        name="keyslot",
        kind="num",
        help="the key slot; by default a free one, or those that the old secret opens",
        since=(5, 1),
    ),
    Option(
        name="old-secret",
        kind="str",
        help="id of the secret that opens the key slots to be erased",
        since=(5, 1),
    ),
    Option(
        name="new-secret",
        kind="str",
        help="id of the secret that opens the key slot from now on",
        since=(5, 1),
    ),
    Option(
        name="iter-time",
        kind="num",
        help="milliseconds to spend on key derivation",
        default=2000,
        since=(5, 1),
    ),
)
"""In the order in which `create` shows them."""
