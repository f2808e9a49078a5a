# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""vmdk: In one file or several, growing, flat or in one compressed pass."""

from __future__ import annotations

from instar.layout.options import Option

COMPRESSES = True
"""Whether it can be written compressed."""
OPTIONS: tuple[Option, ...] = (
    Option(
        name="size",
        kind="size",
        help="size of the virtual disk; the size of the source wins",
    ),
    Option(
        name="adapter_type",
        kind="str",
        help="virtual adapter",
        default="ide",
        words=("ide", "lsilogic", "buslogic", "legacyESX"),
        numbers=(0, 2048, 2048, 2048),
        field="flags",
        qemu=((None, "invalid parameter value: {value}"),),
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
        words=("vmdk",),
        qemu=((None, "backing_file must be a vmdk image"),),
    ),
    Option(
        name="compat6",
        kind="bool",
        help="image of virtual hardware version 6",
        default=False,
        on=1024,
        field="flags",
        shown="off",
    ),
    Option(
        name="hwversion",
        kind="str",
        help="virtual hardware version",
        shown="undefined",
    ),
    Option(
        name="toolsversion",
        kind="str",
        help="version of the guest tools",
        since=(6, 1),
    ),
    Option(
        name="subformat",
        kind="str",
        help="how the data is stored",
        default="monolithicSparse",
        words=(
            "monolithicSparse",
            "monolithicFlat",
            "twoGbMaxExtentSparse",
            "twoGbMaxExtentFlat",
            "streamOptimized",
        ),
        numbers=(1, 2, 3, 4, 5),
        field="subformat",
        qemu=((None, "invalid parameter value: {value}"),),
    ),
    Option(
        name="zeroed_grain",
        kind="bool",
        help="mark grains as zero instead of writing them",
        default=False,
        on=512,
        field="flags",
    ),
    Option(
        name="grain_size",
        kind="size",
        help="bytes in a grain (instar only)",
        default=65536,
        field="cluster_size",
        min=4096,
        max=1073741824,
        power_of_two=True,
    ),
)
"""In the order in which `create` shows them."""
