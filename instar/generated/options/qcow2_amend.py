# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""qcow2_amend: What of a qcow2 image can be changed."""

from __future__ import annotations

from instar.layout.options import Option

COMPRESSES = False
"""Whether it can be written compressed."""
OPTIONS: tuple[Option, ...] = (
    Option(
        name="encrypt.state",
        kind="str",
        help="what becomes of the key slots",
        words=("inactive", "active"),
        schema="state",
        since=(5, 1),
    ),
    Option(
        name="encrypt.keyslot",
        kind="num",
        help="the key slot; by default a free one, or those that the old secret opens",
        schema="keyslot",
        since=(5, 1),
    ),
    Option(
        name="encrypt.old-secret",
        kind="str",
        help="id of the secret that opens the key slots to be erased",
        schema="old-secret",
        since=(5, 1),
    ),
    Option(
        name="encrypt.new-secret",
        kind="str",
        help="id of the secret that opens the key slot from now on",
        schema="new-secret",
        since=(5, 1),
    ),
    Option(
        name="encrypt.iter-time",
        kind="num",
        help="milliseconds to spend on key derivation",
        default=2000,
        schema="iter-time",
        since=(5, 1),
    ),
    Option(
        name="size",
        kind="size",
        help="size of the disk; a smaller one cuts it off, 0 changes nothing",
    ),
    Option(
        name="compat",
        kind="str",
        help="version of the format, 2 or 3",
        words=("0.10", "1.1"),
        numbers=(2, 3),
        aliases=(("v2", "0.10"), ("v3", "1.1")),
        qemu=((None, "Unknown compatibility level {value}"),),
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
        name="data_file",
        kind="str",
        help="external file for the data",
    ),
    Option(
        name="data_file_raw",
        kind="bool",
        help="keep the external data file readable as a raw image",
    ),
    Option(
        name="lazy_refcounts",
        kind="bool",
        help="write reference counts late",
    ),
    Option(
        name="refcount_bits",
        kind="num",
        help="width of a reference count",
        min=1,
        max=64,
        power_of_two=True,
        qemu=((None, "Refcount width must be a power of two and may not exceed 64 bits"),),
    ),
)
"""In the order in which `create` shows them."""
